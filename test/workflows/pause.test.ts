import { messageKey } from '../../activities/shared/recording';
import { isBusinessDay } from '../../domain/calendar';
import { DAY_MS, HOUR_MS } from '../../domain/duration';
import { decisionUpdateId } from '../../domain/ids';
import type { ProgramVersion } from '../../domain/program';
import type { Step } from '../../domain/steps';
import { orderApproval } from '../../workflows/approvals/approval.messages';
import { orderStage } from '../../workflows/stage.messages';
import { dose } from '../kit/dose';
import { skippedTime } from '../kit/engine';
import type { SkippingEngine } from '../kit/engine';
import { apply, refusalOf } from '../kit/partner-desk';
import type { ApprovalRow, PartnerDesk } from '../kit/partner-desk';
import { smallProgram } from '../kit/small-program';

let engine: SkippingEngine;
let PM: string, CAM: string;

beforeAll(async () => {
  engine = await skippedTime();
  ({ PM, CAM } = engine.staff);
});
afterEach(() => engine.clear());
afterAll(() => engine.close());

const ladders = { expires: { reminders: ['50%'], end: { after: '0ms', as: 'expire' as const } } };
const task = (parts: Partial<Extract<Step, { kind: 'task' }>> = {}): Step => ({
  kind: 'task',
  title: 'Work',
  owner: 'CAM',
  ...parts,
});
const ask: Step = {
  kind: 'approval',
  title: 'Agree',
  owner: 'PM',
  roles: ['PM', 'CAM'],
  quorum: 1,
  rejection: 'ends',
  due: '4bd',
  ladder: 'expires',
};
const stateOf = async ({ approval_id: id }: ApprovalRow) =>
  (
    await engine.rows<{ state: string; due_ms: number }>(
      'SELECT state, due_ms::float8 AS due_ms FROM approval WHERE approval_id = $1',
      [id],
    )
  )[0]!;

/** Lets time pass to a Monday, 15:00 UTC, with three weeks without a holiday ahead. */
async function quietMonday({ regionCalendars }: ProgramVersion): Promise<void> {
  const us = regionCalendars['us']!;
  const day = (ms: number, ahead: number): string => new Date(ms + ahead * DAY_MS).toISOString().slice(0, 10);
  const isQuiet = (ms: number): boolean =>
    [0, 7, 14].every((week) => [0, 1, 2, 3, 4].every((weekday) => isBusinessDay(us, day(ms, week + weekday))));
  const now = new Date(engine.now());
  let mondayMs = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + ((8 - now.getUTCDay()) % 7), 15);
  while (mondayMs <= engine.now() || !isQuiet(mondayMs)) mondayMs += 7 * DAY_MS;
  await engine.passTo(mondayMs);
}

describe('a pause across a deadline', () => {
  test('stops it; what was left goes on after the resumption, and not earlier', async () => {
    const version = await engine.publish(
      smallProgram({ ladders, stages: { strategize: { work: task({ due: '4bd', ladder: 'expires' }), ask } } }),
    );
    await quietMonday(version);
    const partner = await apply(engine, version);
    const approval = await partner.approval('strategize', 'ask');
    const { due_ms: dueMs } = await partner.reaches('strategize', 'work', 'open');
    await engine.pass(DAY_MS);
    await partner.command('pause', PM);
    await engine.soon('the approval is paused', async () => (await stateOf(approval)).state === 'paused');
    await engine.pass(7 * DAY_MS);
    expect(await partner.step('strategize', 'work')).toMatchObject({ state: 'open' });
    expect(await stateOf(approval)).toMatchObject({ state: 'paused' });
    await partner.command('resume', PM);
    await engine.soon('the approval goes on', async () => (await stateOf(approval)).state === 'open');
    // A pause of exactly one week, from Tuesday to Tuesday: Friday becomes the Friday after.
    const shifted = await engine.soon('it is due a week later', async () => {
      const row = await partner.step('strategize', 'work');
      return row!.due_ms! > dueMs! && row!.due_ms!;
    });
    expect(Math.abs(shifted - (dueMs! + 7 * DAY_MS))).toBeLessThan(HOUR_MS);
    expect(Math.abs((await stateOf(approval)).due_ms - (dueMs! + 7 * DAY_MS))).toBeLessThan(HOUR_MS);
    await engine.passTo(shifted - HOUR_MS);
    expect(await partner.step('strategize', 'work')).toMatchObject({ state: 'open' });
    await engine.passTo(shifted + HOUR_MS);
    expect(await partner.ends('strategize')).toMatchObject({ outcome: 'expired' });
    // Reminded once each, when half of the time had passed, the pause not counting.
    expect(await partner.audit('step.reminded')).toHaveLength(1);
  });

  test('stops a wait too', async () => {
    const version = await engine.publish(
      smallProgram({ stages: { strategize: { settle: { kind: 'wait', title: 'Settle', owner: 'CAM', for: '3bd' } } } }),
    );
    await quietMonday(version);
    const partner = await apply(engine, version);
    await partner.reaches('strategize', 'settle', 'open');
    await engine.pass(DAY_MS);
    await partner.command('pause', PM);
    await engine.pass(7 * DAY_MS);
    expect(await partner.step('strategize', 'settle')).toMatchObject({ state: 'open' });
    await partner.command('resume', PM);
    await engine.pass(DAY_MS + HOUR_MS);
    expect(await partner.step('strategize', 'settle')).toMatchObject({ state: 'open' });
    await engine.pass(DAY_MS);
    expect(await partner.ends('strategize')).toMatchObject({ outcome: 'completed' });
  });

  test('opens no step and no stage; work that is done meanwhile counts', async () => {
    const version = await engine.publish(
      smallProgram({
        stages: { strategize: { work: task(), next: task({ needs: ['work'] }) }, recruit: { work: task() } },
      }),
    );
    const partner = await apply(engine, version);
    await partner.reaches('strategize', 'work', 'open');
    await partner.command('pause', PM);
    await partner.complete('strategize', 'work', CAM);
    expect(
      await refusalOf(partner.send('strategize', { personId: PM, stepKey: 'work', action: 'complete' })),
    ).toMatchObject({
      code: 'STEP.CLOSED',
    });
    await engine.pass(30 * DAY_MS);
    expect(await partner.step('strategize', 'work')).toMatchObject({ state: 'open', waiting_for: 'the pause to end' });
    expect(await partner.step('strategize', 'next')).toMatchObject({ state: 'waiting' });
    await partner.command('resume', PM);
    await partner.reaches('strategize', 'work', 'done');
    await partner.reaches('strategize', 'next', 'open');
    await partner.command('pause', PM);
    await partner.complete('strategize', 'next', CAM);
    await engine.pass(30 * DAY_MS);
    expect(await partner.stageRuns('recruit')).toEqual([]);
    await partner.command('resume', PM);
    await partner.ends('strategize');
    await partner.reaches('recruit', 'work', 'open');
  });
});

describe('during a pause', () => {
  test('a rejection ends nothing; at the resumption it does', async () => {
    const screening: Step = { kind: 'screening', title: 'Screen', owner: 'LEG', due: '5bd' };
    const partner = await apply(engine, await engine.publish(smallProgram({ stages: { strategize: { screening } } })));
    // Nobody answers at the other end: it becomes a task.
    const isTask = async () => (await partner.step('strategize', 'screening'))?.details?.['actions'];
    await engine.passUntil('it is a task', isTask, { stepMs: HOUR_MS });
    await partner.command('pause', PM);
    await partner.act('strategize', {
      personId: engine.staff.LEG,
      stepKey: 'screening',
      action: 'reject',
      comment: 'on a list',
    });
    await engine.pass(30 * DAY_MS);
    expect(await partner.row()).toMatchObject({ mode: 'paused', stages: ['strategize'] });
    await partner.command('resume', PM);
    await expect(partner.handle.result()).resolves.toMatchObject({ mode: 'rejected' });
  });

  test('the time in which a stage may be repeated stands still', async () => {
    const { strategize } = { strategize: { ask } };
    const repeat = { strategize: { within: '90d', attemptsMax: 2 } };
    const partner = await apply(
      engine,
      await engine.publish(smallProgram({ ladders, stages: { strategize }, repeat })),
    );
    await partner.decide(await partner.approval('strategize', 'ask'), PM, 'reject');
    await partner.ends('strategize');
    await engine.pass(DAY_MS);
    await partner.command('pause', PM);
    await engine.pass(120 * DAY_MS);
    expect(await partner.row()).toMatchObject({ mode: 'paused' });
    await partner.command('resume', PM);
    await engine.pass(DAY_MS);
    await partner.command('repeatStage', PM, { params: { stage: 'strategize' } });
    await engine.soon('a second attempt', async () => (await partner.stageRuns('strategize')).length === 2);
  });

  test('decisions and facts are taken, and have their effect at the resumption', async () => {
    const leads: Step = { kind: 'milestone', title: 'Leads', owner: 'CAM', fact: 'lead', count: 1 };
    const version = await engine.publish(smallProgram({ ladders, stages: { strategize: { ask, leads } } }));
    const partner = await apply(engine, version);
    const approval = await partner.approval('strategize', 'ask');
    await partner.command('pause', PM);
    await engine.soon('the approval is paused', async () => (await stateOf(approval)).state === 'paused');
    await expect(partner.decide(approval, PM)).resolves.toMatchObject({ recorded: true });
    const factId = await partner.fact('lead', 'first');
    await engine.soon(
      'the fact is on record',
      async () => (await engine.rows('SELECT 1 FROM fact WHERE fact_id = $1', [factId])).length,
    );
    await engine.pass(DAY_MS);
    expect(await stateOf(approval)).toMatchObject({ state: 'paused' });
    expect(await partner.step('strategize', 'leads')).toMatchObject({ state: 'open' });
    await partner.command('resume', PM);
    expect(await partner.ends('strategize')).toMatchObject({ outcome: 'completed' });
    expect(await stateOf(approval)).toMatchObject({ state: 'approved' });
  });

  test('the period ends all the same; periods that pass meanwhile get no cycle', async () => {
    const version = await engine.publish(
      smallProgram({
        stages: {
          sell: {
            deal: task({ carry: true }),
            quarter: { kind: 'wait', title: 'Sell', owner: 'CAM', until: 'period_end' },
          },
        },
      }),
    );
    const partner = await apply(engine, version);
    await engine.passUntil('selling', async () => (await partner.row())?.stages.includes('sell'), {
      stepMs: 6 * HOUR_MS,
    });
    const { period: first } = (await partner.row())!;
    await partner.command('suspend', PM);
    const sell = await engine.passUntil('the period’s end', async () => {
      const [row] = await partner.stageRuns('sell');
      return row?.outcome && row;
    });
    expect(sell).toMatchObject({ outcome: 'lapsed', period: first });
    await engine.pass(120 * DAY_MS);
    expect(await partner.stageRuns('incentivize')).toEqual([]);
    expect(await partner.row()).toMatchObject({ mode: 'suspended', cycle: 1, period: first });
    await partner.command('resume', PM);
    await engine.passUntil(
      'the next cycle',
      async () => (await partner.row())?.cycle === 2 && (await partner.row())?.period !== first,
      {
        stepMs: 2 * HOUR_MS,
      },
    );
    const runs = await partner.stageRuns();
    expect(runs.filter(({ stage }) => stage === 'incentivize').map(({ period }) => period)).toEqual([first]);
    // Two quarters passed: the second cycle takes the one that contains now.
    const [year, quarter] = first!.split('-Q').map(Number) as [number, number];
    const now = quarter + 2 > 4 ? `${year + 1}-Q${quarter - 2}` : `${year}-Q${quarter + 2}`;
    expect(await partner.row()).toMatchObject({ cycle: 2, period: now });
  });
});

describe('a decision and the deadline', () => {
  const brief: Step = { ...ask, due: '1500ms' };
  const updateIdOf = (approval: ApprovalRow, personId: string): string =>
    decisionUpdateId({
      approvalId: approval.approval_id,
      personId,
      contentHash: approval.content_hash,
      decision: 'approve',
      revokes: 0,
    });

  test('that came before it wins, even where recording it takes until long after', async () => {
    const partner = await apply(
      engine,
      await engine.publish(smallProgram({ ladders, stages: { strategize: { ask: brief } } })),
    );
    const approval = await partner.approval('strategize', 'ask');
    const blocker = await engine.pool.connect();
    await blocker.query('BEGIN');
    const key = messageKey(approval.workflow_id, updateIdOf(approval, PM));
    await blocker.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
    const decided = partner.decide(approval, PM);
    // Postgres keeps the recording waiting until the deadline is long past.
    const { due_ms: dueMs } = await stateOf(approval);
    const untilMs = dueMs + dose({ test: 700, hard: 8_000, soak: 23_500 });
    await engine.soon('the deadline is long past', async () => engine.now() > untilMs, 60_000);
    await blocker.query('COMMIT');
    blocker.release();
    await expect(decided).resolves.toMatchObject({ recorded: true, personId: PM });
    expect(await partner.ends('strategize')).toMatchObject({ outcome: 'completed' });
    expect(await stateOf(approval)).toMatchObject({ state: 'approved' });
  }, 120_000);

  test('race: what is answered is what is on record, and there is one outcome', async () => {
    const version = await engine.publish(
      smallProgram({ ladders, stages: { strategize: { ask: { ...ask, due: '400ms' } } } }),
    );
    const seen = new Set<string>();
    for (let round = 0; round < dose({ test: 5, hard: 200, soak: 500 }); round += 1) {
      const partner = await apply(engine, version);
      const approval = await partner.approval('strategize', 'ask');
      const { opened_ms: openedMs } = await partner
        .reaches('strategize', 'ask', 'open')
        .catch(() => partner.step('strategize', 'ask'))
        .then((row) => row!);
      const aimMs = openedMs! + 385 + (round % 5) * 6;
      // Not a wait for something: the instant itself, just before the deadline or just after it, is what is tried.
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, aimMs - engine.now())));
      const answer = await partner.decide(approval, CAM).then(
        () => 'recorded',
        async (error: Error) => {
          if (error.name === 'WorkflowNotFoundError') return 'APPROVAL.CLOSED';
          return (await refusalOf(Promise.reject(error))).code;
        },
      );
      await partner.ends('strategize');
      const { state } = await stateOf(approval);
      const rows = await engine.rows('SELECT 1 FROM decision WHERE approval_id = $1', [approval.approval_id]);
      seen.add(`${answer}, ${state}, ${rows.length} on record`);
      await engine.clear();
    }
    for (const outcome of seen)
      expect(['recorded, approved, 1 on record', 'APPROVAL.CLOSED, expired, 0 on record']).toContain(outcome);
  }, 600_000);
});

describe('orders that nobody gave', () => {
  const forged = async (partner: PartnerDesk, orders: unknown): Promise<void> =>
    engine.client.workflow.getHandle(partner.stageWorkflowId('strategize')).signal(orderStage, orders as never);

  test('skip nothing, pause nothing and resume nothing; they are dropped, with an audit entry', async () => {
    const version = await engine.publish(smallProgram({ ladders, stages: { strategize: { work: task(), ask } } }));
    const partner = await apply(engine, version);
    const approval = await partner.approval('strategize', 'ask');
    const signal = (order: unknown) =>
      engine.client.workflow.getHandle(approval.workflow_id).signal(orderApproval, order as never);
    await forged(partner, [{ order: 'skipStep', step: 'work', atMs: 1 }, null, { order: 'command' }]);
    await forged(partner, 'nonsense');
    await forged(partner, [{ order: 'command', messageId: 'invented' }]);
    for (const order of [null, 'nonsense', { order: 'pause', atMs: 1 }, { order: 'command', messageId: 'invented' }])
      await signal(order);
    await engine.soon('three are dropped', async () => (await partner.audit('order.dropped')).length === 3);
    expect(await partner.step('strategize', 'work')).toMatchObject({ state: 'open' });
    expect(await stateOf(approval)).toMatchObject({ state: 'open' });
    expect(await partner.row()).toMatchObject({ mode: 'active' });
  });

  test('that were given once do not count again', async () => {
    const version = await engine.publish(smallProgram({ ladders, stages: { strategize: { work: task(), ask } } }));
    const partner = await apply(engine, version);
    const approval = await partner.approval('strategize', 'ask');
    await partner.command('pause', PM, { updateId: 'pause-1' });
    await engine.soon('paused', async () => (await stateOf(approval)).state === 'paused');
    await partner.command('resume', PM, { updateId: 'resume-1' });
    await engine.soon('resumed', async () => (await stateOf(approval)).state === 'open');
    await forged(partner, [{ order: 'command', messageId: 'pause-1' }]);
    await engine.client.workflow
      .getHandle(approval.workflow_id)
      .signal(orderApproval, { order: 'command', messageId: 'pause-1' });
    await partner.decide(approval, PM);
    await partner.reaches('strategize', 'ask', 'done');
  });
});
