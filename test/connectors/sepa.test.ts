import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateXML } from 'xmllint-wasm';
import type { Payment, SentPayment } from '../../connectors/payment-rails/rail';
import { sepaRail } from '../../connectors/payment-rails/sepa';
import { sepaReference, sepaText } from '../../connectors/payment-rails/sepa-text';
import { elementsAt, readXml, textAt } from '../../connectors/xml/xml';
import { fileFromPypi } from '../../local/tools';

const DEBTOR = { name: 'Vendor & Söhne GmbH', iban: 'DE89 3704 0044 0532 0130 00', bic: 'COBADEFF' };
const BATCH = 'payout-run/channel/2026-Q3/regular.1/r1';
const rail = sepaRail(DEBTOR);

function payment(paymentId: string, changes: Partial<Payment> = {}): Payment {
  return {
    paymentId,
    providerKey: `key-${paymentId}`,
    amountMinor: 123_455,
    currency: 'EUR',
    payeeName: 'Fahrräder Müller & Łukasz “Øst”',
    destination: { iban: 'FR1420041010050500013M02606' },
    remittanceText: 'Commission 2026-Q3',
    metadata: {},
    ...changes,
  };
}

const LONG = 'payout/acme-bikes-a1b2c3d4/2026-Q3/EUR/regular.1/attempt.1';
const THREE = [
  payment('p-1'),
  payment(LONG, { destination: { iban: 'NL91ABNA0417164300', bic: 'ABNANL2A' }, remittanceText: '' }),
  payment('p-3', { amountMinor: 99_999_999_999, remittanceText: 'x'.repeat(500) }),
];
const write = (payments: Payment[], from = rail) =>
  from.write({ batchId: BATCH, createdAtMs: Date.UTC(2026, 10, 26, 9), executionDate: '2026-11-27', payments });
const SENT: SentPayment[] = THREE.map(({ paymentId, amountMinor, currency }) => ({
  paymentId,
  batchId: BATCH,
  amountMinor,
  currency,
}));

function faults(payments: Payment[]): string[] {
  try {
    write(payments);
  } catch (error) {
    return (error as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer);
  }
  return [];
}

describe('the file for the bank', () => {
  test('sums exactly, names each payment by its reference, and is the same file each time', () => {
    const file = write(THREE);
    expect(write(THREE)).toEqual(file);
    expect(file.totals).toEqual([{ amountMinor: 100_000_246_909n, currency: 'EUR' }]);
    const root = elementsAt(readXml(file.text, 100_000), 'Document', 'CstmrCdtTrfInitn')[0];
    for (const at of ['GrpHdr', 'PmtInf']) {
      expect(textAt(root, at, 'NbOfTxs')).toBe('3');
      expect(textAt(root, at, 'CtrlSum')).toBe('1000002469.09');
    }
    const orders = elementsAt(root, 'PmtInf', 'CdtTrfTxInf');
    expect(orders.map((order) => textAt(order, 'PmtId', 'EndToEndId'))).toEqual(['p-1', sepaReference(LONG), 'p-3']);
    expect(orders.map((order) => textAt(order, 'Amt', 'InstdAmt'))).toEqual(['1234.55', '1234.55', '999999999.99']);
    expect(textAt(orders[0], 'Cdtr', 'Nm')).toBe('Fahrraeder Mueller + Lukasz Ost');
    expect(textAt(orders[2], 'RmtInf', 'Ustrd')).toHaveLength(140);
  });

  test('is valid by the published schema of pain.001.001.09, with and without BICs', async () => {
    const schema = await publishedSchema();
    if (schema === undefined) return;
    for (const from of [rail, sepaRail({ name: DEBTOR.name, iban: DEBTOR.iban })]) {
      const xml = write(THREE, from).text;
      expect(await validateXML({ xml, schema })).toMatchObject({ valid: true });
      const wrong = xml.replace('<PmtMtd>TRF', '<PmtMtd>CASH');
      expect(await validateXML({ xml: wrong, schema })).toMatchObject({ valid: false });
    }
  }, 180_000);

  test('is not made with a payment that SEPA does not carry', () => {
    expect(faults([payment('p-1', { currency: 'USD' })])).toEqual(['/payments/0/currency']);
    expect(faults([payment('p-1', { amountMinor: 100_000_000_000 })])).toEqual(['/payments/0/amountMinor']);
    expect(faults([payment('p-1', { payeeName: 'Παράδειγμα' })])).toEqual(['/payments/0/payeeName']);
    expect(faults([payment('p-1', { destination: { accountReference: 'x' } })])).toEqual(['/payments/0/destination']);
    expect(faults([payment('p-1', { destination: { iban: 'TR330006100519786457841326' } })])).toEqual([
      '/payments/0/destination',
    ]);
    expect(faults([])).toEqual(['/payments']);
  });

  test('holds nothing but what banks carry, whatever a company calls itself', () => {
    for (const name of ['</Nm><Evil/>', 'a\u0000b', '日本 Bikes', '𝓑ikes', '\u202eekiB', 'x'.repeat(300)]) {
      expect(sepaText(name, 70)).toMatch(/^[A-Za-z0-9/\-?:().,'+ ]{0,70}$/);
    }
  });

  test('has references of at most 35 characters that never meet', () => {
    const ids = Array.from({ length: 2_000 }, (_, n) => `payout/acme-bikes-a1b2c3d4/2026-Q3/EUR/${n}`);
    expect(new Set(ids.map(sepaReference)).size).toBe(ids.length);
    for (const id of [...ids, '/', 'ä', 'x'.repeat(36)]) expect(sepaReference(id)).toMatch(/^[A-Za-z0-9.-]{1,35}$/);
  });
});

const report = (inside: string, messageId = sepaReference(BATCH)) =>
  `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><GrpHdr/>` +
  `<OrgnlGrpInfAndSts><OrgnlMsgId>${messageId}</OrgnlMsgId>${inside}</CstmrPmtStsRpt></Document>`;
const item = (key: string, status: string, more = '') =>
  `<TxInfAndSts><OrgnlEndToEndId>${key}</OrgnlEndToEndId><TxSts>${status}</TxSts>${more}</TxInfAndSts>`;

describe('the bank’s report (pain.002)', () => {
  test('that refuses the whole file refuses each payment, with the reason', () => {
    const why = '<StsRsnInf><Rsn><Cd>FF01</Cd></Rsn><AddtlInf>bad file</AddtlInf></StsRsnInf>';
    const { results, strays } = rail.read(report(`<GrpSts>RJCT</GrpSts>${why}</OrgnlGrpInfAndSts>`), SENT);
    expect(results).toHaveLength(3);
    for (const result of results) expect(result).toMatchObject({ outcome: 'rejected', reason: 'FF01 bad file' });
    expect(strays).toEqual([]);
  });

  test('that refuses one payment leaves the others accepted where the order says so, open where it does not', () => {
    const one = item('p-1', 'RJCT', '<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf>');
    const order = (status: string) =>
      `<GrpSts>PART</GrpSts></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts>${status}${one}</OrgnlPmtInfAndSts>`;
    expect(rail.read(report(order('')), SENT).results).toEqual([
      { paymentId: 'p-1', outcome: 'rejected', reason: 'AC04' },
    ]);
    const { results } = rail.read(report(order('<PmtInfSts>ACSP</PmtInfSts>')), SENT);
    expect(results.map(({ outcome }) => outcome)).toEqual(['rejected', 'accepted', 'accepted']);
  });

  test('about strangers, another amount or an unknown status settles nothing', () => {
    expect(rail.read(report('<GrpSts>RJCT</GrpSts></OrgnlGrpInfAndSts>', 'other'), SENT)).toMatchObject({
      results: [],
      strays: [{ why: expect.stringContaining('no batch of ours') }],
    });
    const amount = '<OrgnlTxRef><Amt><InstdAmt Ccy="EUR">1.00</InstdAmt></Amt></OrgnlTxRef>';
    const items = item('p-1', 'RJCT', amount) + item('p-9', 'RJCT') + item('p-3', 'WHAT');
    const text = report(`</OrgnlGrpInfAndSts><OrgnlPmtInfAndSts>${items}</OrgnlPmtInfAndSts>`);
    const { results, strays } = rail.read(text, SENT);
    expect(results).toEqual([]);
    expect(strays).toHaveLength(3);
  });
});

const notice = (entries: string) =>
  `<ns:Document xmlns:ns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><ns:BkToCstmrDbtCdtNtfctn><ns:Ntfctn>` +
  `${entries}</ns:Ntfctn></ns:BkToCstmrDbtCdtNtfctn></ns:Document>`;
function booking(key: string, changes: Partial<Record<'amount' | 'sign' | 'status' | 'detail', string>> = {}): string {
  const { amount = '1234.55', sign = 'DBIT', status = '<Cd>BOOK</Cd>', detail = '' } = changes;
  const refs = `<Refs><AcctSvcrRef>B-${key}</AcctSvcrRef><EndToEndId>${key}</EndToEndId></Refs>`;
  const details = `<NtryDtls><TxDtls>${refs}<Amt Ccy="EUR">${amount}</Amt>${detail}</TxDtls></NtryDtls>`;
  return `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${sign}</CdtDbtInd><Sts>${status}</Sts>${details}</Ntry>`;
}
const BACK = '<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>';

describe('the bank’s bookings (camt.054)', () => {
  test('tell what was paid and what came back', () => {
    const entries = [
      booking('p-1'),
      booking(sepaReference(LONG), { status: 'BOOK', amount: '1234.550' }),
      booking(sepaReference(LONG), { sign: 'CRDT', detail: BACK }),
      booking('p-3', { status: '<Cd>PDNG</Cd>', amount: '999999999.99' }),
    ];
    expect(rail.read(notice(entries.join('')), SENT)).toEqual({
      results: [
        { paymentId: 'p-1', outcome: 'paid', reference: 'B-p-1' },
        { paymentId: LONG, outcome: 'paid', reference: `B-${sepaReference(LONG)}` },
        { paymentId: LONG, outcome: 'returned', reference: `B-${sepaReference(LONG)}`, reason: 'AC04' },
      ],
      strays: [],
    });
  });

  test('that contradict what went out settle nothing, and a person sees which', () => {
    const entries = [
      booking('p-1', { amount: '1234.54' }),
      booking('p-9'),
      booking(sepaReference(LONG)),
      booking(sepaReference(LONG)),
      '<Ntry><Amt Ccy="EUR">5.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts></Ntry>',
      booking('a customer pays us', { sign: 'CRDT' }),
    ];
    const { results, strays } = rail.read(notice(entries.join('')), SENT);
    expect(results).toMatchObject([{ paymentId: LONG, outcome: 'paid' }]);
    expect(strays.map(({ why }) => why)).toEqual([
      expect.stringContaining('the file says 1234.54 EUR, we sent 1234.55 EUR'),
      expect.stringContaining('names no payment of ours'),
      expect.stringContaining('a second time'),
      expect.stringContaining('without details'),
    ]);
  });
});

describe('a hostile file', () => {
  const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>';
  test.each([
    ['entities that grow', `${bomb}${notice('<Ntry>&b;</Ntry>')}`],
    ['a file of ours', `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${notice('&a;')}`],
    ['a document type in small letters', `<!doctype x>${notice('')}`],
    ['no XML', 'payment_id,status\n'],
    ['nothing', ''],
    ['half a file', notice(booking('p-1')).slice(0, -20)],
    ['elements named as what objects inherit', notice('<constructor>x</constructor><__proto__>y</__proto__>')],
    ['another message', '<Document><Other/></Document>'],
    ['elements without end', '<a>'.repeat(5_000) + '</a>'.repeat(5_000)],
    ['more than fifteen million characters', `<Document>${' '.repeat(15_000_001)}</Document>`],
  ])('is refused: %s', (_, text) => {
    expect(() => rail.read(text, SENT)).toThrow(expect.objectContaining({ code: 'PAYMENT.FILE' }));
  });

  test('cannot make an amount of many zeros slow', () => {
    const startMs = Date.now();
    const { strays } = rail.read(notice(booking('p-1', { amount: `1.${'0'.repeat(200_000)}1` })), SENT);
    expect(strays[0]?.why).toContain('cannot be read');
    expect(Date.now() - startMs).toBeLessThan(5_000);
  });
});

/** The XSD (`SEPA_SCHEMAS` names its folder; else the PyPI package that ships it); says aloud when it cannot be had. */
async function publishedSchema(): Promise<string | undefined> {
  try {
    const folder = process.env['SEPA_SCHEMAS'];
    const name = 'pain.001.001.09.xsd';
    const inside = join('sepaxml', 'schemas', name);
    const file = folder ? join(folder, name) : await fileFromPypi({ name: 'sepaxml', version: '2.7.0', inside });
    return readFileSync(file, 'utf8');
  } catch (error) {
    process.stderr.write(`skipped: pain.001 against its schema: ${(error as Error).message}\n`);
    return undefined;
  }
}
