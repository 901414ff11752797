import type { PayoutProof } from '../../domain/incentivize/payout-proof';
import { proofHash, provePayout } from '../../domain/incentivize/payout-proof';
import { ruleOf } from '../kit/commission-events';
import { flat } from '../kit/commission';
import type { EventLike, MoneyKit } from '../kit/money';
import { moneyKit } from '../kit/money';
import { keepProof, proofDesk } from '../kit/proofs';
import { addPartner, addPerson, publishVersion } from '../kit/rows';
import { freshName } from '../kit/servers';
import { smallProgram } from '../kit/small-program';

/** All that a quarter wins, at the rate that the whole of it reaches: 5 % below 50,000, 7 % below 100,000, then 9 %. */
const VOLUME = ruleOf({
  ...{ id: 'volume', trigger: 'deal_won', bandsPer: 'period', bandsMode: 'whole' },
  bands: [
    { from: '0', to: '50000', rate: '5%' },
    { from: '50000', to: '100000', rate: '7%' },
    { from: '100000', rate: '9%' },
  ],
});
/** A share of what customers pay, at most 500 per customer and twelve months. */
const CASH = ruleOf({
  ...{ id: 'cash', trigger: 'cash_received', basis: 'cash', scope: { certified: ['seller'], regions: ['us'] } },
  bands: flat('20%'),
});
const CAPS = [{ per: 'customer' as const, months: 12, amount: '500', rules: ['cash'] }];

describe('a payout of commission events', () => {
  let kit: MoneyKit;
  let first: PayoutProof;
  let second: PayoutProof;
  let shared: PayoutProof;

  beforeAll(async () => {
    kit = await moneyKit();
    const document = smallProgram({});
    const rules = [ruleOf({ id: 'sales', bands: flat('5%') }), VOLUME, CASH];
    const program = await publishVersion(kit.pool, {
      program: { ...document, plan: { ...document.plan, rules, caps: CAPS } },
    });
    const { pay } = await proofDesk(kit, program);
    const partner = await addPartner(kit.pool, program, { partnerId: freshName('acme') });
    const berta = await addPartner(kit.pool, program, { partnerId: freshName('berta') });
    await certify(kit, partner, program);
    const source = freshName('crm');
    const send = (...events: Omit<EventLike, 'partner'>[]) =>
      kit.importEvents(
        program,
        events.map((event) => ({ ...event, partner })),
        { source },
      );
    const won = (eventId: string, amount: string, more: Partial<EventLike> = {}) => ({
      ...{ eventId, kind: 'deal_won', amount },
      ...more,
    });
    const rate = { rate: '1.0850', source: 'ecb', on: '2026-07-20' };
    const credits = [
      { partnerId: partner, share: '2/3' },
      { partnerId: berta, share: '1/3' },
    ];
    await kit.importSales(program, [{ saleId: 's-1', partner, amount: '1000.10' }], source);
    await send(
      won('d-1', '30000'),
      won('d-2', '40000', { occurredOn: '2026-07-20', currency: 'EUR', rate }),
      won('d-3', '100.01', { credits }),
      ...[1, 2, 3].map((n) => ({ eventId: `p-${n}`, kind: 'cash_received', amount: '1000', customerId: 'c-1' })),
    );
    first = await pay(partner, '2026-Q3');
    shared = await pay(berta, '2026-Q3');
    // A back-dated deal lifts the whole quarter, a refund lowers it again, and one makes room under the customer's cap.
    await send(won('d-4', '50000', { occurredOn: '2026-07-02' }));
    await send(
      won('r-1', '10000', { kind: 'refund', of: 'd-1', occurredOn: '2026-10-02' }),
      won('r-2', '1000', { kind: 'refund', of: 'p-1', occurredOn: '2026-10-03' }),
      won('x-1', '900.10', { kind: 'correction', of: 's-1', occurredOn: '2026-10-04' }),
      won('d-5', '20000', { occurredOn: '2026-10-05' }),
    );
    second = await pay(partner, '2026-Q4');
  });
  afterAll(() => kit.close());

  test('is proven from its proof alone: bands on the whole, two currencies, caps, shares', () => {
    for (const proof of [first, shared]) {
      const { findings, amountMinor } = provePayout(proof);
      expect(findings).toEqual([]);
      expect(String(amountMinor)).toBe(proof.payout.amountMinor);
    }
    expect(first.earnings.map(({ ruleId }) => ruleId)).toEqual(expect.arrayContaining(['sales', 'volume', 'cash']));
    expect(first.earnings.some(({ trace }) => JSON.stringify(trace).includes('EUR'))).toBe(true);
    if (process.env['RECORD']) keepProof('events-first-close', first);
  });

  test('is proven when it pays true-ups and takes back what was paid, in several revisions', () => {
    const { findings, earnings, paid } = provePayout(second);
    expect(findings).toEqual([]);
    expect(earnings).toBeGreaterThan(paid);
    const ofLastQuarter = second.earnings.filter((one) => one.paid && one.period === '2026-Q3');
    expect(ofLastQuarter.some(({ amountMinor }) => BigInt(amountMinor) < 0n)).toBe(true);
    expect(ofLastQuarter.some(({ revision, amountMinor }) => revision > 1 && BigInt(amountMinor) > 0n)).toBe(true);
    if (process.env['RECORD']) keepProof('events-true-up-and-clawback', second);
  });

  test('is proven for who has a share, from the books of the partner whose deal it is', () => {
    const [earning] = shared.earnings;
    expect(shared.earnings).toHaveLength(1);
    expect(shared.others).toMatchObject([{ partnerId: earning!.ofPartnerId }]);
    expect(shared.sales).toEqual([]);
    if (process.env['RECORD']) keepProof('events-share-of-another', shared);
  });

  const event = (proof: PayoutProof, id: string) => proof.events!.find(({ eventId }) => eventId === id)!;
  const without = (proof: PayoutProof, id: string) =>
    void (proof.events = proof.events!.filter(({ eventId }) => eventId !== id));
  const GIVES = /was posted, and the plan gives/;
  const TAMPERINGS: [what: string, tamper: (proof: PayoutProof) => void, found?: RegExp][] = [
    ['an event’s amount', (proof) => (event(proof, 'd-4').amountMinor = '5001000'), GIVES],
    ['an event that is missing', (proof) => without(proof, 'd-1'), GIVES],
    ['a refund that is missing', (proof) => without(proof, 'r-1'), GIVES],
    ['a correction that is missing', (proof) => without(proof, 'x-1'), GIVES],
    ['an event that is added', (proof) => proof.events!.push({ ...event(proof, 'd-5'), eventKey: 'k', eventId: 'd-6' }), GIVES],
    ['what an event is', (proof) => (event(proof, 'd-5').kind = 'cash_received'), GIVES],
    ['an event’s day', (proof) => Object.assign(event(proof, 'd-5'), { occurredOn: '2026-09-30', period: '2026-Q3' }), GIVES],
    ['a rate', (proof) => (event(proof, 'd-2').details['rate'] = { rate: '1.1025', source: 'ecb', on: '2026-07-20' }), GIVES],
    ['a currency', (proof) => (event(proof, 'd-2').currency = 'USD'), GIVES],
    ['a share', (proof) => delete event(proof, 'd-3').details['credits'], GIVES],
    ['a customer', (proof) => (event(proof, 'p-3').details['customerId'] = 'c-2'), GIVES],
    ['the order of arrival, where a cap was reached', (proof) => (event(proof, 'p-3').received.wallMs = 1), GIVES],
    ['a sale', ({ sales }) => (sales[0]!.amountMinor = '1'), undefined],
    ['a certificate', ({ facts }) => (facts!.certificates = []), GIVES],
    ['the region', ({ facts }) => (facts!.region = 'de'), GIVES],
    ['a rule', ({ versions }) => (versions[0]!.document.plan.rules[1]!.bands![2]!.rate = '10%'), GIVES],
    ['an earning', ({ earnings }) => (earnings.find(({ paid }) => !paid)!.amountMinor = '1'), GIVES],
    ['a pin', ({ pins }) => (pins['2026-Q3'] = 7), /which is not here/],
    ['a trace', ({ earnings }) => (earnings[0]!.trace.earned = '0.01'), undefined],
    ['when a sale was received', ({ receipts, sales }) => (receipts![sales[0]!.saleKey]!.wallMs += 1), undefined],
  ]; // prettier-ignore
  test.each(TAMPERINGS)('is not proven once something is not as it was: %s', (_what, tamper, found) => {
    const changed = structuredClone(second);
    tamper(changed);
    const told = (proof: PayoutProof): string =>
      provePayout(proof)
        .findings.map(({ what }) => what)
        .join('\n');
    expect(told(changed)).toMatch(/the file is not the one that its hash was made of/);
    if (!found) return;
    // What moves an amount is found even by whoever makes the hash of the file anew.
    changed.hash = proofHash(changed);
    expect(told(changed)).toMatch(found);
  });

  test('is not proven with another share of another partner’s deal', () => {
    const changed = structuredClone(shared);
    changed.others![0]!.events!.find(({ eventId }) => eventId === 'd-3')!.amountMinor = '20002';
    changed.hash = proofHash(changed);
    expect(provePayout(changed).findings.map(({ what }) => what)).toEqual([expect.stringMatching(GIVES)]);
  });
});

async function certify(kit: MoneyKit, partner: string, { programId }: { programId: string }): Promise<void> {
  const personId = await addPerson(kit.pool, { partnerId: partner, roles: ['P-own'] });
  await kit.rows(
    `INSERT INTO certificate (certificate_id, person_id, partner_id, certification, track, earned_ms, expires_ms, revision, program_id, program_version, evidence, business_key)
     VALUES ($1, $2, $3, 'seller', 'sales', $4, $5, 1, $6, 1, '[]', $1)`,
    [freshName('cert'), personId, partner, Date.parse('2026-01-01'), Date.parse('2027-01-01'), programId],
  );
}
