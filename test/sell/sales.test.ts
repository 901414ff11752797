import type { ProgramVersion } from '../../domain/program';
import { smallProgram } from '../kit/small-program';
import { asActivity, closing, moneyKit } from '../kit/money';
import type { MoneyKit } from '../kit/money';
import { addPartner, addPerson, publishVersion } from '../kit/rows';

describe('sales that arrive', () => {
  let kit: MoneyKit;
  let program: ProgramVersion;
  let partner: string;

  beforeAll(async () => {
    kit = await moneyKit();
    program = await publishVersion(kit.pool, { program: smallProgram({}) });
    partner = await addPartner(kit.pool, program, { partnerId: 'acme-aaaaaaaa' });
  });
  afterAll(() => kit.close());

  const stored = (saleId: string) => kit.rows('SELECT * FROM partner_sale WHERE sale_id = $1', [saleId]);

  it('are stored once: the same sale again is harmless, with other content it is a conflict', async () => {
    const sale = { saleId: 's-1', partner, amount: '1234.55' };
    expect((await kit.importSales(program, [sale])).outcomes).toEqual(['stored']);
    expect((await kit.importSales(program, [sale])).outcomes).toEqual(['same']);
    const other = await kit.importSales(program, [{ ...sale, amount: '1234.56' }]);
    expect(other.rows[0]).toMatchObject({ outcome: 'conflict', code: 'SALE.CONFLICT', reference: 's-1' });
    expect(await stored('s-1')).toMatchObject([{ amount_minor: '123455', period: '2026-Q3', partner_id: partner }]);
  });

  it('are another sale when another source sends the same id', async () => {
    await kit.importSales(program, [{ saleId: 's-2', partner, amount: '1' }], 'crm');
    expect((await kit.importSales(program, [{ saleId: 's-2', partner, amount: '2' }], 'shop')).outcomes).toEqual([
      'stored',
    ]);
    expect(await stored('s-2')).toHaveLength(2);
  });

  it('are compared with each other when one file says the same id twice', async () => {
    const sale = { saleId: 's-3', partner, amount: '10' };
    const report = await kit.importSales(program, [sale, sale, { ...sale, amount: '11' }]);
    expect(report.outcomes).toEqual(['stored', 'same', 'conflict']);
    expect(report.progress.counts).toEqual({ stored: 1, same: 1, conflict: 1, unmatched: 0, refused: 0 });
  });

  it('are refused one by one, each with its code, and the others are stored', async () => {
    const report = await kit.importSales(program, [
      { saleId: 'r-1', partner, amount: '-5' },
      { saleId: 'r-2', partner, amount: '1.234' },
      { saleId: 'r-3', partner, amount: '1', currency: 'XXX' },
      { saleId: 'r-4', partner, amount: '1', occurredOn: '2026-02-30' },
      { saleId: 'r-5', partner, amount: '1', kind: 'refund' },
      { saleId: 'r-6', partner, amount: '90071992547409.92' },
      { saleId: 'a\u0007b', partner, amount: '1' },
      { saleId: 'r-8', partner, amount: '1', quantity: 2 },
    ]);
    expect(report.rows.map((row) => row.code)).toEqual([
      'MONEY.AMOUNT_INVALID', 'MONEY.AMOUNT_INVALID', 'MONEY.CURRENCY_UNKNOWN', 'CALENDAR.INVALID', 'REQUEST.RULE', 'MONEY.OVERFLOW', 'REQUEST.RULE', null,
    ]); // prettier-ignore
    expect(report.outcomes.at(-1)).toBe('stored');
    expect(report.progress.counts).toMatchObject({ stored: 1, refused: 7 });
  });

  it('for an unknown partner are kept, and counted as soon as the partner is known', async () => {
    const report = await kit.importSales(program, [{ saleId: 'u-1', partner: 'K-77', amount: '500' }], 'erp');
    expect(report.rows[0]).toMatchObject({ outcome: 'unmatched', partner_id: null });
    expect(await kit.rows('SELECT partner_id FROM partner_sale WHERE sale_id = $1', ['u-1'])).toEqual([
      { partner_id: null },
    ]);
    const known = { partnerId: 'late-aaaaaaaa', source: 'erp', externalId: 'K-77' };
    const late = await addPartner(kit.pool, program, known);
    expect(await kit.deps.sales.matchSales(kit.pool, { partnerIds: [late], businessKey: 'test' })).toBe(1);
    expect(await kit.deps.sales.matchSales(kit.pool, { partnerIds: [late], businessKey: 'test' })).toBe(0);
    expect(await kit.rows('SELECT partner_id FROM partner_sale WHERE sale_id = $1', ['u-1'])).toEqual([
      { partner_id: late },
    ]);
  });

  it('that nobody matched in time are matched by the next pricing', async () => {
    await kit.importSales(program, [{ saleId: 'u-2', partner: 'soon-aaaaaaaa', amount: '500' }]);
    const soon = await addPartner(kit.pool, program, { partnerId: 'soon-aaaaaaaa' });
    const { result } = await asActivity(kit.activities.calculatePayout, closing(program, soon, '2026-Q3'));
    expect(result).toMatchObject({ amountMinor: 2_500, sales: 1 });
  });

  it('find their partner by the id of the source before ours', async () => {
    const [ours, theirs] = ['both-aaaaaaaa', 'both-bbbbbbbb'];
    await addPartner(kit.pool, program, { partnerId: ours });
    await addPartner(kit.pool, program, { partnerId: theirs, source: 'shop', externalId: ours });
    const report = await kit.importSales(program, [{ saleId: 'b-1', partner: ours, amount: '1' }], 'shop');
    expect(report.rows[0]?.partner_id).toBe(theirs);
  });

  it('tell each lifecycle once, with the number of its new rows', async () => {
    const other = await addPartner(kit.pool, program, { partnerId: 'told-aaaaaaaa' });
    const sales = [1, 2, 3].map((n) => ({ saleId: `t-${n}`, partner: n === 3 ? other : partner, amount: '1' }));
    const { progress } = await kit.importSales(program, sales);
    const { importId } = progress;
    expect(await asActivity(kit.activities.notifyLifecycles, { importId })).toEqual({ told: 2 });
    expect(kit.told.filter((note) => note.importId === importId)).toEqual([
      { partnerId: partner, importId, count: 2 },
      { partnerId: other, importId, count: 1 },
    ]);
    expect(await asActivity(kit.activities.notifyLifecycles, { importId })).toEqual({ told: 0 });
  });

  it('go on after a crash where the last chunk ended, and report each row once', async () => {
    const sales = Array.from({ length: 12_000 }, (_, n) => ({
      saleId: `c-${n}`,
      partner,
      occurredOn: '2026-07-02',
      amount: { amount: '1', currency: 'USD' },
    }));
    const ticket = await kit.stageImport({ programId: program.programId, source: 'bulk', format: 'json', sales });
    const { storeSales } = kit.deps.sales;
    let chunks = 0;
    const crashing = jest.spyOn(kit.deps.sales, 'storeSales').mockImplementation(async (tx, chunk) => {
      chunks += 1;
      const outcomes = await storeSales(tx, chunk);
      if (chunks === 2) throw new Error('the worker is gone');
      return outcomes;
    });
    await expect(kit.runImport(ticket)).rejects.toThrow('the worker is gone');
    expect(await kit.rows('SELECT done FROM import_job WHERE import_id = $1', [ticket.importId])).toEqual([
      { done: 5_000 },
    ]);
    crashing.mockRestore();
    const { progress, outcomes } = await kit.runImport(ticket);
    expect(progress).toMatchObject({
      total: 12_000,
      done: 12_000,
      finished: true,
      counts: { stored: 12_000, same: 0 },
    });
    expect(outcomes).toHaveLength(12_000);
    // A third run of the same activity changes nothing and answers alike.
    expect((await kit.runImport(ticket)).progress).toEqual(progress);
    expect(await kit.rows('SELECT state, content FROM intake WHERE intake_id = $1', [ticket.intakeId])).toEqual([
      { state: 'moved', content: null },
    ]);
  });

  it('are written once by two attempts that overlap', async () => {
    const sales = Array.from({ length: 6_000 }, (_, n) => ({
      saleId: `o-${n}`,
      partner,
      occurredOn: '2026-07-02',
      amount: { amount: '1', currency: 'USD' },
    }));
    const ticket = await kit.stageImport({ programId: program.programId, source: 'bulk', format: 'json', sales });
    const both = await Promise.all([kit.runImport(ticket), kit.runImport(ticket)]);
    for (const { progress } of both)
      expect(progress).toMatchObject({ finished: true, counts: { stored: 6_000, same: 0 } });
  });

  it('of somebody without the role, or unsigned, are refused as a whole with an audit row', async () => {
    const content = { programId: program.programId, source: 'x', format: 'json' as const, sales: [] };
    const stranger = await addPerson(kit.pool, { roles: ['CAM', ['PO', 'us']] });
    const ticket = await kit.stageImport(content, stranger);
    expect(await asActivity(kit.activities.importRows, ticket)).toMatchObject({ refused: 'AUTH.FORBIDDEN' });
    expect(await asActivity(kit.activities.importRows, ticket)).toMatchObject({ refused: 'AUTH.FORBIDDEN' });
    expect(await kit.rows('SELECT action, actor FROM audit WHERE subject = $1', [`import/${ticket.importId}`])).toEqual(
      [{ action: 'sales.imported.refused', actor: `person/${stranger}` }],
    );
    const forged = await kit.stageImport(content);
    await kit.rows(`UPDATE intake SET content = '{}' WHERE intake_id = $1`, [forged.intakeId]);
    expect(await asActivity(kit.activities.importRows, forged)).toMatchObject({ refused: 'AUTH.PROOF_INVALID' });
  });
});
