import { canonicalJson, sha256Hex } from '../../domain/hash';
import type { ProgramVersion } from '../../domain/program';
import { SalesView } from '../../database/views/sales';
import { smallProgram } from '../kit/small-program';
import { asActivity, closing, moneyKit } from '../kit/money';
import type { MoneyKit, SaleLike } from '../kit/money';
import { addPartner, publishVersion } from '../kit/rows';
import { freshName } from '../kit/servers';

const ALL = { all: true, regions: [], partnerId: null } as const;

describe('sales that are corrected and taken back', () => {
  let kit: MoneyKit;
  let program: ProgramVersion;
  let partner: string;

  beforeAll(async () => {
    kit = await moneyKit();
    program = await publishVersion(kit.pool, { program: smallProgram({}) });
  });
  afterAll(() => kit.close());
  beforeEach(async () => {
    partner = await addPartner(kit.pool, program, { partnerId: freshName('acme') });
  });

  /** Sends sales under ids of this partner's own. */
  const send = (...sales: (Partial<SaleLike> & { saleId: string; amount: string })[]) => {
    const own = (id: string | undefined) => id && `${partner}/${id}`;
    const named = sales.map((sale) => {
      const references = { refundOf: own(sale.refundOf), corrects: own(sale.corrects) };
      return { partner, ...sale, ...references, saleId: own(sale.saleId)! };
    });
    return kit.importSales(program, named);
  };
  const reported = async (...sales: Parameters<typeof send>) =>
    (await send(...sales)).rows.map(({ outcome, code }) => [outcome, code]);
  const price = async (attempt: number, period = '2026-Q3') =>
    (await asActivity(kit.activities.calculatePayout, closing(program, partner, period, { attempt }))).result;
  const earnings = async () =>
    (
      await kit.rows<{ sale_id: string; period: string; revision: number; amount: string }>(
        `SELECT s.sale_id, e.period, e.revision, e.amount_minor::text AS amount FROM earning e JOIN sale s USING (sale_key)
         WHERE e.partner_id = $1 ORDER BY s.sale_id COLLATE "C", e.revision`,
        [partner],
      )
    ).map((row) => [row.sale_id.slice(partner.length + 1), row.period, row.revision, Number(row.amount)]);
  const listed = async () => {
    const rows = await new SalesView(kit.pool).list(ALL, { partner }, { limit: 50, after: null });
    const shown = rows.map(({ saleId, state, countedMinor, excessMinor, correctedBy }) => {
      const by = correctedBy === null ? [] : [correctedBy.slice(partner.length + 1)];
      return [saleId.slice(partner.length + 1), [state, countedMinor, excessMinor, ...by]] as const;
    });
    return Object.fromEntries(shown);
  };
  const sum = async (currency = 'USD') =>
    kit.deps.tiers.sumSales(kit.pool, { partnerId: partner, period: '2026-Q3', currency });

  it('post the difference that a correction makes, in the period and tier of the sale', async () => {
    await send({ saleId: 's', amount: '1000' });
    expect(await price(1)).toMatchObject({ amountMinor: 5_000 });
    expect(
      await reported({ saleId: 'c', kind: 'correction', corrects: 's', amount: '1400', occurredOn: '2026-11-20' }),
    ).toEqual([['stored', null]]);
    await kit.deps.tiers.insertTier(kit.pool, {
      partnerId: partner,
      fromDay: '2026-10-01',
      tier: 'gold',
      businessKey: partner,
    });
    expect(await price(2, '2026-Q4')).toMatchObject({ amountMinor: 7_000 });
    expect(await earnings()).toEqual([
      ['s', '2026-Q3', 1, 5_000],
      ['s', '2026-Q3', 2, 2_000],
    ]);
    expect(await listed()).toEqual({ s: ['priced', 140_000, 0, 'c'], c: ['in_force', null, 0] });
    expect(await sum()).toBe(140_000n);
  });

  it('count by the last correction received, also within one file and whatever they are called', async () => {
    await send({ saleId: 's', amount: '1000' }, { saleId: 'z', kind: 'correction', corrects: 's', amount: '500' }, { saleId: 'y', kind: 'correction', corrects: 's', amount: '700' }); // prettier-ignore
    expect(await price(1)).toMatchObject({ amountMinor: 3_500 });
    expect(await listed()).toMatchObject({
      s: ['priced', 70_000, 0, 'y'],
      y: ['in_force', null, 0],
      z: ['superseded', null, 0],
    });
    await send({ saleId: 'a', kind: 'correction', corrects: 's', amount: '800' });
    expect(await price(2)).toMatchObject({ amountMinor: 4_000 });
    expect(await listed()).toMatchObject({ s: ['priced', 80_000, 0, 'a'], y: ['superseded', null, 0] });
  });

  it('wait, as a correction of an unknown sale does, and count when the sale arrives', async () => {
    const early = await send({ saleId: 'c', kind: 'correction', corrects: 's', amount: '300' });
    expect(early.rows).toMatchObject([{ outcome: 'unmatched', code: 'SALE.CORRECTS_UNKNOWN', partner_id: partner }]);
    expect(await listed()).toEqual({ c: ['unmatched', null, 0] });
    expect(await price(1)).toMatchObject({ nothingToDecide: true });
    expect(await reported({ saleId: 's', amount: '1000' })).toEqual([['stored', null]]);
    expect(await price(2)).toMatchObject({ amountMinor: 1_500 });
    expect(await listed()).toEqual({ s: ['priced', 30_000, 0, 'c'], c: ['in_force', null, 0] });
  });

  it('are corrected as refunds, too', async () => {
    await send({ saleId: 's', amount: '1000' }, { saleId: 'r', kind: 'refund', refundOf: 's', amount: '100' });
    expect(await price(1)).toMatchObject({ amountMinor: 4_500 });
    await send({ saleId: 'c', kind: 'correction', corrects: 'r', amount: '400' });
    expect(await price(2)).toMatchObject({ amountMinor: 3_000 });
    expect(await earnings()).toEqual([
      ['r', '2026-Q3', 1, -500],
      ['r', '2026-Q3', 2, -1_500],
      ['s', '2026-Q3', 1, 5_000],
    ]);
    expect(await sum()).toBe(60_000n);
  });

  it('are taken back once: what refunds ask beyond the sale is reported, listed, and not counted', async () => {
    await send({ saleId: 'A', amount: '900' }, { saleId: 'B', amount: '100' });
    expect(
      await reported({ saleId: 'r', kind: 'refund', refundOf: 'B', amount: '500', occurredOn: '2026-08-01' }),
    ).toEqual([['stored', 'SALE.REFUND_EXCESS']]);
    expect(await price(1)).toMatchObject({ amountMinor: 4_500 });
    const second = await send({ saleId: 's', kind: 'refund', refundOf: 'B', amount: '100', occurredOn: '2026-08-02' });
    expect(second.rows[0]?.message).toContain('100.00 USD of this one do not count');
    expect(await price(2)).toMatchObject({ amountMinor: 4_500 });
    expect(await listed()).toMatchObject({
      r: ['priced', 10_000, 40_000],
      s: ['priced', 0, 10_000],
      B: ['priced', 10_000, 0],
    });
    expect(await sum()).toBe(90_000n);
    // The sale was larger after all: the refunds count as far as it reaches.
    await send({ saleId: 'c', kind: 'correction', corrects: 'B', amount: '550' });
    expect(await price(3)).toMatchObject({ amountMinor: 4_500 });
    expect(await listed()).toMatchObject({
      r: ['priced', 50_000, 0],
      s: ['priced', 5_000, 5_000],
      B: ['priced', 55_000, 0, 'c'],
    });
  });

  it('are told what has no effect: a refund of a refund, a correction of a correction; a foreign refund waits', async () => {
    const sold = [{ saleId: 's', amount: '1000' }, { saleId: 'r', kind: 'refund', refundOf: 's', amount: '10' }, { saleId: 'c', kind: 'correction', corrects: 's', amount: '900' }]; // prettier-ignore
    await send(...sold);
    expect(
      await reported(
        { saleId: 'rr', kind: 'refund', refundOf: 'r', amount: '10' },
        { saleId: 'cc', kind: 'correction', corrects: 'c', amount: '10' },
        { saleId: 'ce', kind: 'correction', corrects: 's', amount: '10', currency: 'EUR' },
        { saleId: 're', kind: 'refund', refundOf: 's', amount: '10', currency: 'EUR' },
      ),
    ).toEqual([
      ['stored', 'SALE.NO_EFFECT'],
      ['stored', 'SALE.NO_EFFECT'],
      ['stored', 'SALE.NO_EFFECT'],
      ['stored', 'SALE.REFUND_CURRENCY'],
    ]);
    expect(await price(1)).toMatchObject({ amountMinor: 4_450, awaitingRate: 1 });
    expect(await listed()).toMatchObject({
      rr: ['no_effect', 0, 0],
      cc: ['no_effect', null, 0],
      ce: ['no_effect', null, 0],
      re: ['awaiting_rate', 0, 0],
      s: ['priced', 90_000, 0, 'c'],
    });
    expect([await sum(), await sum('EUR')]).toEqual([89_000n, 0n]);
  });

  it('belong to their own partner: nobody corrects another one’s sale', async () => {
    await send({ saleId: 's', amount: '1000' });
    const other = await addPartner(kit.pool, program, { partnerId: freshName('other') });
    const { rows } = await kit.importSales(program, [
      { saleId: freshName('c'), partner: other, kind: 'correction', corrects: `${partner}/s`, amount: '1' },
    ]);
    expect(rows).toMatchObject([{ outcome: 'unmatched', code: 'SALE.CORRECTS_UNKNOWN' }]);
    expect(await price(1)).toMatchObject({ amountMinor: 5_000 });
  });

  it('keep their time of day, in the order of pricing and from a file', async () => {
    const head = 'id,partner,date,amount,kind,corrects';
    const lines = [
      `${partner}/a,${partner},2026-09-30 23:30:00,4000,sale,`,
      `${partner}/b,${partner},2026-10-01T03:00:00Z,8000,sale,`,
      `${partner}/d,${partner},2019-01-31 00:00:00,10,sale,`,
      `${partner}/e,${partner},2026-10-01T04:00:00+00:00,50,sale,`,
      `${partner}/c,${partner},2026-10-05,5000,correction,${partner}/a`,
    ];
    const { outcomes } = await kit.importCsv({ programId: program.programId, source: 'crm', format: 'csv', csv: [head, ...lines].join('\n'), mapping: { columns: { saleId: 'id', partner: 'partner', occurredOn: 'date', amount: 'amount', kind: 'kind', corrects: 'corrects' }, orderLines: false }, currency: 'USD' }); // prettier-ignore
    expect(outcomes).toEqual(Array(5).fill('stored'));
    const stored = await kit.rows<{ id: string; day: string; period: string; at: string | null }>(
      `SELECT right(sale_id, 1) AS id, occurred_on::text AS day, period, occurred_ms AS at FROM sale WHERE partner_id = $1 AND kind = 'sale' ORDER BY sale_id`,
      [partner],
    );
    expect(
      stored.map(({ id, day, period, at }) => [id, day, period, at && new Date(Number(at)).toISOString()]),
    ).toEqual([
      ['a', '2026-09-30', '2026-Q3', '2026-10-01T03:30:00.000Z'],
      ['b', '2026-09-30', '2026-Q3', '2026-10-01T03:00:00.000Z'],
      ['d', '2019-01-31', '2019-Q1', null],
      ['e', '2026-10-01', '2026-Q4', null],
    ]);
    // b came half an hour before a: 8,000 at 5 %, then 2,000 at 5 % and 3,000 at 8 %.
    await price(1);
    expect((await earnings()).filter(([, period]) => period === '2026-Q3')).toEqual([
      ['a', '2026-Q3', 1, 34_000],
      ['b', '2026-Q3', 1, 40_000],
    ]);
  });

  it('are the same sale however their moment is written, and the same as before times of day were known', async () => {
    const say = (occurredOn: string) => send({ saleId: 's', amount: '1', occurredOn });
    expect((await say('2026-08-05')).outcomes).toEqual(['stored']);
    expect((await say('2026-08-05 00:00:00')).outcomes).toEqual(['same']);
    expect((await say('2026-08-05T04:00:00Z')).outcomes).toEqual(['same']);
    expect((await say('2026-08-05T04:00:01Z')).outcomes).toEqual(['conflict']);
    const [row] = await kit.rows<{ content_hash: string }>('SELECT content_hash FROM sale WHERE sale_id = $1', [
      `${partner}/s`,
    ]);
    const said = { saleId: `${partner}/s`, partner, kind: 'sale', refundOf: null, occurredOn: '2026-08-05', amountMinor: 100, currency: 'USD', product: null, quantity: null }; // prettier-ignore
    expect(row!.content_hash).toBe(sha256Hex(canonicalJson({ source: 'crm', ...said })));
  });
});
