import type { JsonObject } from '../../domain/hash';
import type { ServiceInput } from '../../domain/journal';
import type { Program, ProgramVersion } from '../../domain/program';
import { smallProgram } from '../kit/small-program';
import { asActivity, closing, decidePayout, moneyKit } from '../kit/money';
import type { MoneyKit, SaleLike } from '../kit/money';
import { addPartner, publishVersion } from '../kit/rows';
import { freshName } from '../kit/servers';

/** Registered: 5 % up to 10,000 and 8 % above; gold: 10 %. */
const PROGRAM: Program = smallProgram({});

describe('the close of a period', () => {
  let kit: MoneyKit;
  let program: ProgramVersion;
  let partner: string;

  beforeAll(async () => {
    kit = await moneyKit();
    program = await publishVersion(kit.pool, { program: PROGRAM });
  });
  afterAll(() => kit.close());
  beforeEach(async () => {
    partner = await addPartner(kit.pool, program, { partnerId: freshName('acme') });
  });

  const sell = (...sales: (Partial<SaleLike> & { amount: string })[]) =>
    kit.importSales(
      program,
      sales.map((sale, index) => ({ saleId: `${partner}/${index}/${freshName('s')}`, partner, ...sale })),
    );
  const calculate = async (period: string, parts: Parameters<typeof closing>[3] = {}): Promise<JsonObject> =>
    (await asActivity(kit.activities.calculatePayout, closing(program, partner, period, parts))).result;
  const record = async (period: string, decided: ServiceInput['decided'], by = partner): Promise<JsonObject> =>
    (await asActivity(kit.activities.recordPayout, closing(program, by, period, { decided }))).result;
  const earnings = () =>
    kit.rows<{ sale_id: string; period: string; revision: number; amount: string; tier: string; version: number }>(
      `SELECT s.sale_id, e.period, e.revision, e.amount_minor::text AS amount, e.tier, e.program_version AS version FROM earning e JOIN sale s USING (sale_key)
       WHERE e.partner_id = $1 ORDER BY s.occurred_on, s.sale_id COLLATE "C", e.revision`,
      [partner],
    );
  const amounts = async () => (await earnings()).map((row) => Number(row.amount));
  const states = async () =>
    (
      await kit.rows<{ state: string }>(
        'SELECT state FROM payout WHERE partner_id = $1 ORDER BY calculated_ms, period, revision',
        [partner],
      )
    ).map((row) => row.state);
  const promote = (fromDay: string, tier = 'gold') =>
    kit.deps.tiers.insertTier(kit.pool, { partnerId: partner, fromDay, tier, businessKey: freshName('tier') });

  it('prices the sales across a band edge and shows finance what it collects', async () => {
    await sell({ amount: '8000', occurredOn: '2026-07-01' }, { amount: '4000', occurredOn: '2026-07-02' });
    const result = await calculate('2026-Q3');
    expect(result).toMatchObject({
      period: '2026-Q3',
      currency: 'USD',
      amount: { amount: '660.00', currency: 'USD' },
      amountMinor: 66_000,
      earnings: 2,
      sales: 2,
      periods: ['2026-Q3'],
      revision: 1,
    });
    expect(await amounts()).toEqual([40_000, 26_000]);
    expect(result.contentHash).toMatch(/^[0-9a-f]{64}$/);
    const items = await kit.rows(
      'SELECT sum(e.amount_minor)::text AS total FROM payout_item i JOIN earning e USING (earning_id) WHERE i.payout_id = $1 AND i.live',
      [result.payoutId],
    );
    expect(items).toEqual([{ total: '66000' }]);
  });

  it('stores each earning with version, rule, inputs and trace', async () => {
    await sell({ amount: '12000', saleId: `${partner}/x` });
    await calculate('2026-Q3');
    const [row] = await kit.rows('SELECT * FROM earning WHERE partner_id = $1', [partner]);
    expect(row).toMatchObject({
      rule_id: 'sales',
      program_id: program.programId,
      program_version: 1,
      tier: 'registered',
      history_length: 4,
      workflow_id: `partner/${partner}/incentivize/2026-Q3.1`,
    });
    expect((row as { trace: unknown }).trace).toMatchObject({
      amount: '12000.00', basisBefore: '0.00', basisAfter: '12000.00', exactAfter: '660', earned: '660.00', steps: [{ part: '10000.00', rate: '5%', amount: '500' }, { part: '2000.00', rate: '8%', amount: '160' }],
    }); // prettier-ignore
  });

  it('answers alike when the same activity runs again, and makes one payout', async () => {
    await sell({ amount: '100' });
    const first = await calculate('2026-Q3');
    expect(await calculate('2026-Q3')).toEqual(first);
    expect(await states()).toEqual(['calculated']);
  });

  it('recalculated, voids the former revision and collects the same earnings again', async () => {
    await sell({ amount: '100' });
    const first = await calculate('2026-Q3');
    const second = await calculate('2026-Q3', { attempt: 2 });
    expect(second).toMatchObject({ amountMinor: 500, revision: 2 });
    expect(second.payoutId).not.toBe(first.payoutId);
    expect(await states()).toEqual(['void', 'calculated']);
    expect(
      await kit.rows('SELECT live FROM payout_item WHERE payout_id = ANY($1) ORDER BY live', [
        [first.payoutId, second.payoutId],
      ]),
    ).toEqual([{ live: false }, { live: true }]);
  });

  it('posts a late sale by the same formula, and the differences that it makes', async () => {
    await sell({ amount: '8000', occurredOn: '2026-07-10' }, { amount: '4000', occurredOn: '2026-07-20' });
    const first = await calculate('2026-Q3');
    await record('2026-Q3', await decidePayout(kit, partner, first));
    await sell({ amount: '6000', occurredOn: '2026-07-01' });
    // 18,000 in all earn 500 + 640 = 1,140; 660 are paid. The late one earns 300; those behind it climb to 520 and 320.
    expect(await calculate('2026-Q4')).toMatchObject({ amountMinor: 48_000, periods: ['2026-Q3'] });
    expect((await earnings()).map((row) => [row.revision, Number(row.amount), row.period])).toEqual([
      [1, 30_000, '2026-Q3'], [1, 40_000, '2026-Q3'], [2, 12_000, '2026-Q3'], [1, 26_000, '2026-Q3'], [2, 6_000, '2026-Q3'],
    ]); // prettier-ignore
  });

  it('takes back by a refund exactly what the sale earned, in partial refunds to the last cent', async () => {
    await sell({ amount: '99.99', saleId: `${partner}/a` });
    await calculate('2026-Q3');
    for (const n of [1, 2, 3])
      await sell({
        amount: '33.33',
        kind: 'refund',
        refundOf: `${partner}/a`,
        saleId: `${partner}/r${n}`,
        occurredOn: '2026-08-01',
      });
    expect(await calculate('2026-Q3', { attempt: 2 })).toMatchObject({ nothingToDecide: true, carriedMinor: 0 });
    expect(await amounts()).toEqual([500, -167, -166, -167]);
  });

  it('takes back what a sale of a paid period earned, even when nothing is sold any more; the negative is carried', async () => {
    await sell({ amount: '3600', saleId: `${partner}/p1` });
    await record('2026-Q3', await decidePayout(kit, partner, await calculate('2026-Q3')));
    await sell(
      { amount: '800', occurredOn: '2026-10-02' },
      { amount: '1500', kind: 'refund', refundOf: `${partner}/p1`, occurredOn: '2026-11-01' },
    );
    expect(await calculate('2026-Q4')).toMatchObject({
      nothingToDecide: true,
      carriedMinor: -3_500,
      carried: { amount: '-35.00', currency: 'USD' },
    });
    expect((await earnings()).map((row) => [row.period, Number(row.amount)])).toEqual([['2026-Q3', 18_000], ['2026-Q4', 4_000], ['2026-Q3', -7_500]]); // prettier-ignore
    await sell({ amount: '2400', occurredOn: '2027-01-10' });
    expect(await calculate('2027-Q1')).toMatchObject({
      amountMinor: 8_500,
      periods: ['2026-Q3', '2026-Q4', '2027-Q1'],
    });
  });

  it('gives a refund the tier of the line that it takes back', async () => {
    await sell({ amount: '1000', saleId: `${partner}/old`, occurredOn: '2026-07-01' });
    await promote('2026-08-01');
    await sell({ amount: '1000', kind: 'refund', refundOf: `${partner}/old`, occurredOn: '2026-09-01' });
    expect(await calculate('2026-Q3')).toMatchObject({ nothingToDecide: true, carriedMinor: 0 });
    expect((await earnings()).map((row) => [row.tier, Number(row.amount)])).toEqual([['registered', 5_000], ['registered', -5_000]]); // prettier-ignore
  });

  it('corrects a refund that came before its sale once the sale is there', async () => {
    await sell(
      { amount: '1000', occurredOn: '2026-10-05' },
      { amount: '400', kind: 'refund', refundOf: `${partner}/early`, occurredOn: '2026-10-06' },
    );
    expect(await calculate('2026-Q4')).toMatchObject({ amountMinor: 3_000 });
    await sell({ amount: '400', saleId: `${partner}/early`, occurredOn: '2026-07-06' });
    expect(await calculate('2026-Q4', { attempt: 2 })).toMatchObject({ amountMinor: 5_000 });
    expect((await earnings()).at(-1)).toMatchObject({ revision: 1, amount: '-2000' });
  });

  it('changes the tier within a period by the date of each sale', async () => {
    await sell({ amount: '8000', occurredOn: '2026-07-05' }, { amount: '12000', occurredOn: '2026-07-20' });
    await promote('2026-07-15');
    expect(await calculate('2026-Q3')).toMatchObject({ amountMinor: 160_000 });
    expect((await earnings()).map((row) => [row.tier, Number(row.amount)])).toEqual([['registered', 40_000], ['gold', 120_000]]); // prettier-ignore
  });

  it('posts the difference when a tier is decided after the pricing', async () => {
    await sell({ amount: '1000' });
    await record('2026-Q3', await decidePayout(kit, partner, await calculate('2026-Q3')));
    await promote('2026-07-01');
    expect(await calculate('2026-Q4')).toMatchObject({ amountMinor: 5_000 });
    expect(await amounts()).toEqual([5_000, 5_000]);
  });

  it('keeps the version by which a period was first priced', async () => {
    await sell({ amount: '1000', occurredOn: '2026-07-01' });
    await calculate('2026-Q3');
    const [rule] = PROGRAM.plan.rules;
    const halved = {
      ...PROGRAM,
      plan: {
        ...PROGRAM.plan,
        rules: [{ ...rule!, tiers: { ...rule!.tiers, registered: [{ from: '0', rate: '1%' }] } }],
      },
    };
    const version = (
      await kit.rows<{ v: number }>('SELECT max(version) + 1 AS v FROM program_version WHERE program_id = $1', [
        program.programId,
      ])
    )[0]!.v;
    const next = await publishVersion(kit.pool, { program: halved, version });
    await sell({ amount: '1000', occurredOn: '2026-07-02' }, { amount: '1000', occurredOn: '2026-10-02' });
    const { result } = await asActivity(kit.activities.calculatePayout, closing(next, partner, '2026-Q4'));
    expect(result).toMatchObject({ amountMinor: 11_000 });
    expect((await earnings()).map((row) => [row.version, Number(row.amount)])).toEqual([[1, 5_000], [1, 5_000], [version, 1_000]]); // prettier-ignore
    expect(
      await kit.rows('SELECT period, program_version FROM period_pin WHERE partner_id = $1 ORDER BY period', [partner]),
    ).toEqual([
      { period: '2026-Q3', program_version: 1 },
      { period: '2026-Q4', program_version: version },
    ]);
  });

  it('calculated eight times at once, makes one set of earnings and one live payout', async () => {
    await sell(...Array.from({ length: 50 }, (_, n) => ({ amount: `${100 + n}.37` })));
    const results = await Promise.all(Array.from({ length: 8 }, (_, n) => calculate('2026-Q3', { attempt: n + 1 })));
    expect(new Set(results.map((result) => result.amountMinor)).size).toBe(1);
    expect((await earnings()).map((row) => row.revision)).toEqual(Array(50).fill(1));
    expect((await states()).filter((state) => state !== 'void')).toEqual(['calculated']);
  });

  it('leaves sales in another currency waiting for a rate, and says so', async () => {
    await sell({ amount: '100' }, { amount: '100', currency: 'EUR' });
    expect(await calculate('2026-Q3')).toMatchObject({ amountMinor: 500, awaitingRate: 1 });
    expect(
      (
        await kit.rows<{ state: string }>('SELECT state FROM sale_state WHERE partner_id = $1 ORDER BY state', [
          partner,
        ])
      ).map((row) => row.state),
    ).toEqual(['awaiting_rate', 'priced']);
  });

  it('collects earlier periods, and what finance rejected or let expire', async () => {
    await sell({ amount: '100', occurredOn: '2025-02-01' }, { amount: '200', occurredOn: '2026-07-01' });
    const first = await calculate('2026-Q3');
    expect(first).toMatchObject({ amountMinor: 1_500, periods: ['2025-Q1', '2026-Q3'] });
    const rejected = await decidePayout(kit, partner, first, 'rejected');
    expect(await record('2026-Q3', rejected)).toMatchObject({ recorded: false });
    await sell({ amount: '300', occurredOn: '2026-10-02' });
    expect(await calculate('2026-Q4')).toMatchObject({ amountMinor: 3_000 });
    expect(await states()).toEqual(['void', 'calculated']);
  });

  it('leaves sales of the next period alone', async () => {
    await sell({ amount: '100', occurredOn: '2026-09-30' }, { amount: '900', occurredOn: '2026-10-01' });
    expect(await calculate('2026-Q3')).toMatchObject({ amountMinor: 500 });
  });

  it('has nothing to decide when nothing was sold', async () => {
    expect(await calculate('2026-Q3')).toMatchObject({ nothingToDecide: true, carriedMinor: 0, earnings: 0 });
    expect(await states()).toEqual([]);
  });
});
