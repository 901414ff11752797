import { contentHash } from '../../domain/hash';
import { approvalWorkflowId, stageId } from '../../domain/ids';
import { periodByKey } from '../../domain/calendar';
import type { ProgramVersion } from '../../domain/program';
import type { Step } from '../../domain/steps';
import { storeSales } from '../../database/repositories/sales';
import { decide } from '../../workflows/approvals/approval.messages';
import type { StageInput, StageResult } from '../../workflows/stage.messages';
import type { Engine } from '../kit/engine';
import { realTime } from '../kit/engine';
import { addPartner } from '../kit/rows';
import { freshName } from '../kit/servers';
import { smallProgram } from '../kit/small-program';

const STEPS: Record<string, Step> = {
  calculate: { kind: 'service', title: 'Calculate the payout', does: 'calculatePayout', owner: 'FIN' },
  payout: {
    kind: 'approval',
    title: 'Approve the payout',
    needs: ['calculate'],
    decides: 'calculate',
    owner: 'FIN',
    roles: ['FIN'],
    quorum: 1,
    rejection: 'ends',
  },
  record: { kind: 'service', title: 'Record the payout as due', needs: ['payout'], does: 'recordPayout', owner: 'FIN' },
};
const PERIOD = '2026-Q3';

describe('the incentivize stage', () => {
  let engine: Engine;
  let program: ProgramVersion;
  let partner: string;

  beforeAll(async () => {
    engine = await realTime();
    program = await engine.publish(smallProgram({ stages: { incentivize: STEPS } }));
  });
  afterAll(() => engine.close());
  beforeEach(async () => {
    partner = await addPartner(engine.pool, program, { partnerId: freshName('acme') });
  });

  const start = (attempt = 1) => {
    const workflowId = stageId(partner, 'incentivize', { cycle: 1, attempt });
    const input: StageInput = {
      ...{ partnerId: partner, stage: 'incentivize', cycle: 1, attempt, carried: [], ladders: {}, documentHashes: {} },
      partner: { name: 'Acme Outdoor', type: 'reseller', tier: 'registered', region: 'us', flags: [] },
      definition: program.document.stages.incentivize,
      ...{
        calendar: program.calendar,
        clock: program.clock,
        programId: program.programId,
        programVersion: program.version,
      },
      period: periodByKey(program.calendar, 'quarter', PERIOD),
      sinceMs: 0,
    };
    return engine.client.workflow.start<(input: StageInput) => Promise<StageResult>>('incentivize', {
      workflowId,
      taskQueue: engine.taskQueue,
      args: [input],
    });
  };
  const sell = (amountMinor: number) =>
    storeSales(engine.pool, {
      ...{ importId: 'imp', source: 'crm', periodUnit: 'quarter', receivedWallMs: 1 },
      sales: [
        {
          saleId: freshName('s'),
          partner,
          kind: 'sale',
          refundOf: null,
          corrects: null,
          occurredOn: '2026-07-01',
          occurredMs: null,
          amountMinor,
          currency: 'USD',
          product: null,
          quantity: null,
          row: 1,
        },
      ],
    });
  const decidePayout = async (stageWorkflowId: string, decision: 'approve' | 'reject'): Promise<void> => {
    const workflowId = approvalWorkflowId(stageWorkflowId, 'payout', 1);
    const [asked] = await engine.soon('the approval is open', async () => {
      const rows = await engine.rows<{ content: object; content_hash: string }>(
        `SELECT content, content_hash FROM approval WHERE workflow_id = $1 AND state = 'open'`,
        [workflowId],
      );
      return rows.length > 0 && rows;
    });
    expect(contentHash(asked!.content)).toBe(asked!.content_hash);
    const messageId = freshName('decision');
    const message = { decision, contentHash: asked!.content_hash, actor: { personId: engine.staff.FIN } };
    const signed = engine.signed(message, { workflowId, messageId });
    await engine.send(workflowId, decide, { message: signed, updateId: messageId });
  };
  const payouts = () =>
    engine.rows(
      'SELECT state, amount_minor, approval_id IS NOT NULL AS approved FROM payout WHERE partner_id = $1 ORDER BY revision',
      [partner],
    );

  it('calculates, has finance approve exactly that, and records it as due', async () => {
    await sell(1_200_000);
    const stage = await start();
    await decidePayout(stage.workflowId, 'approve');
    expect(await stage.result()).toMatchObject({ outcome: 'completed' });
    expect(await payouts()).toEqual([{ state: 'due', amount_minor: '66000', approved: true }]);
    const [recorded] = await engine.rows<{ result: object }>(
      `SELECT result FROM step WHERE partner_id = $1 AND key = 'record'`,
      [partner],
    );
    expect(recorded!.result).toMatchObject({ recorded: true, amount: { amount: '660.00', currency: 'USD' } });
  });

  it('shows finance the same until it has decided: what is sold meanwhile is in the next close', async () => {
    await sell(1_200_000);
    const stage = await start();
    const shown = () =>
      engine.rows<{ content: { facts: { decides: object } }; round: number }>(
        'SELECT content, round FROM approval WHERE partner_id = $1 ORDER BY round',
        [partner],
      );
    const [before] = await engine.soon('it is asked', async () => {
      const rows = await shown();
      return rows.length > 0 && rows;
    });
    await sell(5_000_000);
    await decidePayout(stage.workflowId, 'approve');
    expect(await stage.result()).toMatchObject({ outcome: 'completed' });
    expect(await shown()).toEqual([before]);
    expect(await payouts()).toEqual([{ state: 'due', amount_minor: '66000', approved: true }]);
  });

  it('asks nobody when there is nothing to pay', async () => {
    const stage = await start();
    expect(await stage.result()).toMatchObject({ outcome: 'completed' });
    expect(await engine.rows('SELECT approval_id FROM approval WHERE partner_id = $1', [partner])).toEqual([]);
    expect(await payouts()).toEqual([]);
  });

  it('records nothing of what finance rejects; repeated, it calculates again', async () => {
    await sell(100_000);
    const first = await start();
    await decidePayout(first.workflowId, 'reject');
    expect(await first.result()).toMatchObject({ outcome: 'rejected' });
    await sell(100_000);
    const second = await start(2);
    await decidePayout(second.workflowId, 'approve');
    expect(await second.result()).toMatchObject({ outcome: 'completed' });
    expect(await payouts()).toEqual([
      { state: 'void', amount_minor: '5000', approved: false },
      { state: 'due', amount_minor: '10000', approved: true },
    ]);
  });
});
