/** A correction on a real Temporal server, from the preview to what is posted; `npm run record` keeps its history. */
import { historyFromJSON } from '@temporalio/common/lib/proto-utils';
import { Worker } from '@temporalio/worker';
import { CorrectionsView } from '../../database/views/corrections';
import type { CorrectionView } from '../../database/views/corrections';
import type { Json } from '../../domain/hash';
import { correctionWorkflowId, pricingRunId } from '../../domain/ids';
import type { CorrectionOrder, StagedCorrection } from '../../domain/incentivize/correction';
import { CORRECTION_KIND, CORRECTION_ORDER_KIND } from '../../domain/incentivize/correction';
import { PRICING_KIND } from '../../domain/incentivize/pricing-run';
import type { CorrectionInput } from '../../workflows/incentivize/correction.messages';
import { CORRECTION, orderCorrection } from '../../workflows/incentivize/correction.messages';
import type { Engine } from '../kit/engine';
import { realTime } from '../kit/engine';
import type { RecordedHistory } from '../kit/histories';
import { keepHistory, readHistory } from '../kit/histories';
import { importRows } from '../kit/imports';
import type { ApprovalRow } from '../kit/partner-desk';
import { PartnerDesk, refusalOf } from '../kit/partner-desk';
import { addPartner, addPerson } from '../kit/rows';
import { freshName } from '../kit/servers';
import { smallProgram } from '../kit/small-program';
import { workflowBundle } from '../kit/temporal';

const SOURCE = 'crm';

describe('a correction', () => {
  let engine: Engine;
  let programId: string;
  let partnerId: string;
  const played: RecordedHistory[] = [];

  beforeAll(async () => {
    engine = await realTime();
    const version = await engine.publish(smallProgram({}));
    ({ programId } = version);
    partnerId = await addPartner(engine.pool, version, { partnerId: freshName('acme') });
    await sell('s-1', '1000');
    const content = { programId, fromPeriod: '2026-Q3', toPeriod: '2026-Q3' };
    const by = await addPerson(engine.pool, { roles: ['FIN'] });
    const workflowId = pricingRunId(programId, 'priced');
    const intakeId = await stage(workflowId, { kind: PRICING_KIND, content, by });
    const args = [{ runId: 'priced', intakeId, title: 'the quarter' }];
    await engine.client.workflow.execute('pricing', { taskQueue: engine.taskQueue, workflowId, args });
  });
  afterAll(async () => {
    if (process.env['RECORD'])
      played.forEach((one, n) => keepHistory(['correction.v1', 'correction.v1.withdrawn'][n]!, one));
    await engine.clear();
    await engine.close();
  });

  const stage = async (target: string, { kind, content, by }: { kind: string; content: object; by: string }) => {
    const staging = { kind, target, content: content as Json, principal: by, nowWallMs: engine.now() };
    return (await engine.intake.stage(staging)).intakeId;
  };
  const sell = async (saleId: string, amount: string): Promise<void> => {
    const sale = { saleId, partner: partnerId, occurredOn: '2026-07-02', amount: { amount, currency: 'USD' } };
    const content = { source: SOURCE, programId, format: 'json', sales: [sale] };
    await importRows(engine, { kind: 'sales', content, by: engine.staff.PO });
  };
  /** Somebody of finance says what the sale should have been. */
  const start = async (correctionId: string, amount: string) => {
    const { FIN } = engine.staff;
    const workflowId = correctionWorkflowId(correctionId);
    const sale = { source: SOURCE, saleId: 's-1', amount: { amount, currency: 'USD' } };
    const content: StagedCorrection = { programId, partnerId, reason: 'A typing error', sale };
    const intakeId = await stage(workflowId, { kind: CORRECTION_KIND, content, by: FIN });
    const args: [CorrectionInput] = [{ correctionId, intakeId }];
    const handle = await engine.client.workflow.start(CORRECTION, { taskQueue: engine.taskQueue, workflowId, args });
    const view = new CorrectionsView(engine.pool);
    const reaches = (state: CorrectionView['state'], round = 1) =>
      engine.soon(`the correction is ${state}`, async () => {
        const found = await view.find(correctionId);
        return found?.state === state && found.round === round && found;
      });
    const order = async (content: CorrectionOrder) => {
      const intakeId = await stage(workflowId, { kind: CORRECTION_ORDER_KIND, content, by: FIN });
      return engine.send(workflowId, orderCorrection, { message: { actor: { personId: FIN }, intakeId } });
    };
    return { handle, workflowId, reaches, order };
  };
  const asked = (round: number) =>
    engine.soon(`finance is asked, round ${round}`, async () => {
      const rows = await engine.rows<ApprovalRow>(
        `SELECT * FROM approval WHERE partner_id = $1 AND workflow_id LIKE 'correction/%/correction.' || $2 AND ended_ms IS NULL`,
        [partnerId, round],
      );
      return rows[0];
    });

  test('is shown, submitted, voided because a sale came late, asked anew, approved by somebody else, and posted', async () => {
    const partner = new PartnerDesk(engine, partnerId, engine.staff.FIN);
    const second = await addPerson(engine.pool, { roles: ['FIN'] });
    const { handle, workflowId, reaches, order } = await start('scene', '1500');
    const { cascade } = await reaches('shown');
    expect(cascade!.lines).toMatchObject([{ id: 's-1', period: '2026-Q3' }]);
    expect(await order({ order: 'submit', hash: 'f'.repeat(64) })).toMatchObject({ refused: 'APPROVAL.STALE' });
    expect(await order({ order: 'submit', hash: cascade!.hash })).toEqual({ order: 'submit' });
    const first = await asked(1);
    // Whoever asked for it does not approve it.
    expect(await refusalOf(partner.decide(first, engine.staff.FIN))).toMatchObject({ code: 'APPROVAL.EXCLUDED' });
    // Another correction of the same sale is posted by its own way meanwhile, so this one comes to something else.
    const other = { saleId: 'c-1', partner: partnerId, kind: 'correction', corrects: 's-1', occurredOn: '2026-07-03' };
    const content = {
      source: SOURCE,
      programId,
      format: 'json',
      sales: [{ ...other, amount: { amount: '1200', currency: 'USD' } }],
    };
    await importRows(engine, { kind: 'sales', content, by: engine.staff.PO });
    await partner.decide(first, second);
    const again = await reaches('submitted', 2);
    expect(again.cascade!.hash).not.toBe(cascade!.hash);
    await partner.decide(await asked(2), second);
    expect(await handle.result()).toEqual({ outcome: 'posted' });
    await reaches('posted', 2);
    const [posted] = await engine.rows<{ minor: string }>(
      'SELECT sum(amount_minor)::text AS minor FROM earning WHERE partner_id = $1',
      [partnerId],
    );
    expect(posted!.minor).toBe(again.cascade!.lines[0]!.after);
    played.push(await readHistory(engine.client, { workflowId }));
  });

  test('is shown and withdrawn, and nothing is posted', async () => {
    const { handle, workflowId, reaches, order } = await start('withdrawn', '9');
    await reaches('shown');
    expect(await order({ order: 'withdraw' })).toEqual({ order: 'withdraw' });
    expect(await handle.result()).toEqual({ outcome: 'withdrawn' });
    played.push(await readHistory(engine.client, { workflowId }));
  });

  test('replays with the very code that ran it', async () => {
    const bundle = await workflowBundle();
    expect(played).toHaveLength(2);
    for (const { history, workflowId } of played)
      await Worker.runReplayHistory({ workflowBundle: bundle }, historyFromJSON(history), workflowId);
  }, 60_000);
});
