import { readCsv } from '../../connectors/csv/csv';
import { manualRail } from '../../connectors/payment-rails/manual';
import type { Payment, SentPayment } from '../../connectors/payment-rails/rail';

const rail = manualRail();

function payment(paymentId: string, changes: Partial<Payment> = {}): Payment {
  return {
    paymentId,
    providerKey: `key-${paymentId}`,
    amountMinor: 123_455,
    currency: 'EUR',
    payeeName: 'Plain Bikes',
    destination: { iban: 'DE89370400440532013000' },
    remittanceText: 'Commission 2026-Q3',
    metadata: {},
    ...changes,
  };
}

const write = (payments: Payment[]) =>
  rail.write({ batchId: 'run/1', createdAtMs: 0, executionDate: '2026-11-26', payments });
const sentOf = (payments: Payment[]): SentPayment[] =>
  payments.map(({ paymentId, amountMinor, currency }) => ({ paymentId, batchId: 'run/1', amountMinor, currency }));

/** The table as finance sends it back: `status` and what follows filled in. */
function filledIn(text: string, ends: string[]): string {
  const [head, ...lines] = text.trimEnd().split('\r\n');
  return [head, ...lines.map((line, n) => line.replace(/,,,$/, ends[n] ?? ',,,'))].join('\r\n');
}

test('finance gets one line per payment and the exact sum of each currency', () => {
  const file = write([
    payment('p-1'),
    payment('p-2', { amountMinor: 926, currency: 'JPY', destination: { accountReference: 'Bank of Kyoto, 7' } }),
    payment('p-3', { amountMinor: 1 }),
  ]);
  expect(file).toMatchObject({ fileName: 'payments-run-1.csv', count: 3 });
  expect(file.totals).toEqual([
    { amountMinor: 123_456n, currency: 'EUR' },
    { amountMinor: 926n, currency: 'JPY' },
  ]);
  const { headers, rows } = readCsv(file.text);
  const column = (name: string) => rows.map((row) => row[headers.indexOf(name)]);
  expect(column('amount')).toEqual(['1234.55', '926', '0.01']);
  expect(column('account')).toEqual(['DE89370400440532013000', 'Bank of Kyoto, 7', 'DE89370400440532013000']);
});

test.each(['=HYPERLINK("http://x")', '+1', '-1+1', '@SUM(A1)', '\t=1', ' =1', '＝1'])(
  'a company that calls itself %j is a name and no formula',
  (payeeName) => {
    const { headers, rows } = readCsv(write([payment('=p-1', { payeeName })]).text);
    expect(rows[0]?.[headers.indexOf('payee')]).toBe(`'${payeeName}`);
    const back = filledIn(write([payment('=p-1', { payeeName })]).text, [',paid,ref-1,']);
    expect(rail.read(back, sentOf([payment('=p-1')])).results).toMatchObject([{ paymentId: '=p-1', outcome: 'paid' }]);
  },
);

test('the table that comes back tells what was paid, refused and returned; an empty line is still open', () => {
  const payments = ['p-1', 'p-2', 'p-3', 'p-4'].map((id) => payment(id));
  const back = filledIn(write(payments).text, [',paid,bank-7,', ',Refused,,account closed', ',returned,,AC04']);
  expect(rail.read(back, sentOf(payments))).toEqual({
    results: [
      { paymentId: 'p-1', outcome: 'paid', reference: 'bank-7' },
      { paymentId: 'p-2', outcome: 'rejected', reason: 'account closed' },
      { paymentId: 'p-3', outcome: 'returned', reason: 'AC04' },
    ],
    strays: [],
  });
});

test('a line that contradicts what went out settles nothing, and a person sees which', () => {
  const payments = ['p-1', 'p-2', 'p-3', 'p-4'].map((id) => payment(id));
  let back = filledIn(write(payments).text, [',paid,,', ',paid,,', ',maybe,,', ',paid,,']);
  back = back.replace('1234.55', '1234.56').replace('p-2', 'p-9');
  back = `${back}\r\n${back.split('\r\n').at(-1)}`;
  const { results, strays } = rail.read(back, sentOf(payments));
  expect(results).toEqual([{ paymentId: 'p-4', outcome: 'paid' }]);
  expect(strays.map(({ where }) => where)).toEqual(['row 2', 'row 3', 'row 4', 'row 6']);
  expect(strays[0]?.why).toContain('1234.56');
  expect(strays[1]?.why).toContain('names no payment of ours');
  expect(strays[3]?.why).toContain('a second time');
});

test('what cannot be paid makes no file, and every fault has its place', () => {
  const wrong = [
    payment('p-1', { destination: { iban: 'DE89370400440532013001' } }),
    payment('p-1', { amountMinor: 0.5 }),
    payment('p-3', { payeeName: ' ' }),
  ];
  expect.assertions(1);
  try {
    write(wrong);
  } catch (error) {
    expect((error as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer)).toEqual([
      '/payments/0/destination',
      '/payments/1/paymentId',
      '/payments/1/amountMinor',
      '/payments/2/payeeName',
    ]);
  }
});

test('another table is refused with what is missing', () => {
  expect(() => rail.read('a;b\n1;2', [])).toThrow('payment_id');
  expect(() => rail.read('', [])).toThrow('empty');
});
