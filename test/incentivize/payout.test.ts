import { contentHash } from '../../domain/hash';
import type { JsonObject } from '../../domain/hash';
import type { ServiceInput } from '../../domain/journal';
import type { ProgramVersion } from '../../domain/program';
import { EARNING_INVARIANTS, LEDGER_INVARIANTS } from '../../database/views/ledger-invariants';
import { expectInvariants } from '../kit/invariants';
import { smallProgram } from '../kit/small-program';
import { asActivity, closing, decidePayout, moneyKit } from '../kit/money';
import type { MoneyKit } from '../kit/money';
import { addPartner, publishVersion } from '../kit/rows';
import { freshName } from '../kit/servers';

describe('a calculated payout', () => {
  let kit: MoneyKit;
  let program: ProgramVersion;
  let partner: string;
  let result: JsonObject;

  beforeAll(async () => {
    kit = await moneyKit();
    program = await publishVersion(kit.pool, { program: smallProgram({}) });
  });
  afterAll(() => kit.close());
  beforeEach(async () => {
    partner = await addPartner(kit.pool, program, { partnerId: freshName('acme') });
    await kit.importSales(program, [{ saleId: freshName('s'), partner, amount: '1000' }]);
    ({ result } = await asActivity(kit.activities.calculatePayout, closing(program, partner, '2026-Q3')));
  });

  const record = async (decided: ServiceInput['decided'], by = partner): Promise<JsonObject> =>
    (await asActivity(kit.activities.recordPayout, closing(program, by, '2026-Q3', { decided }))).result;
  const row = async () =>
    (await kit.rows('SELECT state, approval_id, due_ms FROM payout WHERE payout_id = $1', [result.payoutId]))[0];
  const untouched = { state: 'calculated', approval_id: null, due_ms: null };

  it('becomes due once, by the approval of exactly this payout', async () => {
    const decided = await decidePayout(kit, partner, result);
    const recorded = await record(decided);
    expect(recorded).toMatchObject({
      recorded: true,
      payoutId: result.payoutId,
      amountMinor: 5_000,
      period: '2026-Q3',
    });
    expect(await record(decided)).toEqual(recorded);
    expect(await row()).toMatchObject({ state: 'due', approval_id: recorded.approvalId });
    expect(await kit.rows('SELECT action FROM audit WHERE partner_id = $1 ORDER BY seq', [partner])).toEqual([
      { action: 'payout.calculated' },
      { action: 'payout.due' },
    ]);
  });

  it('does nothing without an approval, with a rejected one, or one of other content', async () => {
    const approved = await decidePayout(kit, partner, result);
    const other = await decidePayout(kit, partner, { ...result, contentHash: contentHash('something else') });
    for (const decided of [
      undefined,
      await decidePayout(kit, partner, result, 'rejected'),
      { ...approved, contentHash: other.contentHash },
      { ...other, result },
      { ...approved, result: { nothingToDecide: true } },
    ])
      expect(await record(decided)).toMatchObject({ recorded: false });
    expect(await row()).toEqual(untouched);
  });

  it('of another partner is not recorded', async () => {
    const other = await addPartner(kit.pool, program, { partnerId: freshName('other') });
    expect(await record(await decidePayout(kit, partner, result), other)).toMatchObject({ recorded: false });
    expect(await row()).toEqual(untouched);
  });

  it('that was voided by a later calculation is not recorded', async () => {
    const decided = await decidePayout(kit, partner, result);
    await asActivity(kit.activities.calculatePayout, closing(program, partner, '2026-Q3', { attempt: 2 }));
    expect(await record(decided)).toMatchObject({ recorded: false });
    expect(await row()).toMatchObject({ state: 'void' });
  });

  it('once due, is final: a repeated stage collects what is late in the next close', async () => {
    await record(await decidePayout(kit, partner, result));
    await kit.importSales(program, [{ saleId: freshName('s'), partner, amount: '200' }]);
    const again = await asActivity(
      kit.activities.calculatePayout,
      closing(program, partner, '2026-Q3', { attempt: 2 }),
    );
    expect(again.result).toMatchObject({ nothingToDecide: true, carriedMinor: 1_000, duePayoutId: result.payoutId });
    const next = await asActivity(kit.activities.calculatePayout, closing(program, partner, '2026-Q4'));
    expect(next.result).toMatchObject({ amountMinor: 1_000, periods: ['2026-Q3'] });
  });

  it('is held in the ledger until it is due, then payable; a later refund takes back from what is payable', async () => {
    const book = async () =>
      (await kit.rows('SELECT accrued_held, payable, expense FROM ledger_book WHERE partner_id = $1', [partner]))[0];
    expect(await book()).toEqual({ accrued_held: '5000', payable: '0', expense: '-5000' });
    await record(await decidePayout(kit, partner, result));
    expect(await book()).toEqual({ accrued_held: '0', payable: '5000', expense: '-5000' });
    const [sale] = await kit.rows<{ sale_id: string }>('SELECT sale_id FROM sale WHERE partner_id = $1', [partner]);
    await kit.importSales(program, [
      { saleId: freshName('r'), partner, amount: '400', kind: 'refund', refundOf: sale!.sale_id },
      { saleId: freshName('s'), partner, amount: '100', occurredOn: '2026-10-02' },
    ]);
    await asActivity(kit.activities.calculatePayout, closing(program, partner, '2026-Q4'));
    expect(await book()).toEqual({ accrued_held: '500', payable: '3000', expense: '-3500' });
    await expectInvariants(kit.pool, [...LEDGER_INVARIANTS, ...EARNING_INVARIANTS]);
  });

  it('cannot be raised, moved or approved by other content: Postgres itself refuses', async () => {
    await expect(
      kit.rows('UPDATE payout SET amount_minor = 9 WHERE payout_id = $1', [result.payoutId]),
    ).rejects.toThrow(/permission denied/);
    const other = await decidePayout(kit, partner, { ...result, contentHash: contentHash('other') });
    const [{ approval_id }] = (await kit.rows<{ approval_id: string }>(
      'SELECT approval_id FROM approval WHERE workflow_id = $1',
      [other.approvalWorkflowId],
    )) as [{ approval_id: string }];
    await expect(
      kit.rows(`UPDATE payout SET state = 'due', due_ms = 1, approval_id = $2 WHERE payout_id = $1`, [
        result.payoutId,
        approval_id,
      ]),
    ).rejects.toThrow(/foreign key/);
    await expect(
      kit.rows(`UPDATE payout SET state = 'due', due_ms = 1 WHERE payout_id = $1`, [result.payoutId]),
    ).rejects.toThrow(/check constraint/);
    await expect(kit.rows('UPDATE earning SET amount_minor = 9')).rejects.toThrow(/permission denied/);
    await record(await decidePayout(kit, partner, result));
    const { Client } = await import('pg');
    const owner = new Client({ connectionString: kit.ownerUrl });
    await owner.connect();
    await expect(
      owner.query('UPDATE payout SET amount_minor = 9 WHERE payout_id = $1', [result.payoutId]),
    ).rejects.toThrow(/foreign key/);
    await owner.end();
  });
});
