import { lifecycleId, stageId } from '../../domain/ids';
import type { LifecycleTurn, StageTurn } from '../../domain/journal';
import type { ProgramVersion } from '../../domain/program';
import type { StepSnapshot } from '../../domain/steps';
import type { ActivityKit } from '../kit/activities';
import { activityKit } from '../kit/activities';
import { addPartner, NOW_MS, originOf, publishVersion } from '../kit/rows';

let kit: ActivityKit;
let version: ProgramVersion;
let partnerId: string;

beforeAll(async () => {
  kit = await activityKit();
  version = await publishVersion(kit.pool);
});
beforeEach(async () => {
  partnerId = await addPartner(kit.pool, version);
});
afterAll(() => kit.close());

const lifecycleTurn = (turn: number, parts: Partial<LifecycleTurn> = {}): LifecycleTurn => ({
  origin: originOf(lifecycleId(partnerId)),
  partnerId,
  turn,
  nowMs: NOW_MS + turn,
  mode: 'active',
  stages: ['recruit'],
  cycle: 0,
  period: null,
  activation: null,
  audit: [
    { action: 'lifecycle.turned', actor: 'system:workflow', subject: `partner/${partnerId}`, reason: `turn ${turn}` },
  ],
  ...parts,
});

const step = (key: string, parts: Partial<StepSnapshot> = {}): StepSnapshot => ({
  key,
  kind: 'task',
  title: key.toUpperCase(),
  state: 'waiting',
  optional: false,
  roles: ['CAM'],
  needs: [],
  ...parts,
});

const stageTurn = (turn: number, steps: StepSnapshot[], parts: Partial<StageTurn> = {}): StageTurn => ({
  origin: originOf(stageId(partnerId, 'recruit', { cycle: 0, attempt: 1 })),
  partnerId,
  stage: 'recruit',
  cycle: 0,
  attempt: 1,
  period: null,
  turn,
  nowMs: NOW_MS + turn,
  startedMs: NOW_MS,
  steps,
  audit: [
    { action: 'step.changed', actor: 'system:workflow', subject: 'a' },
    { action: 'step.changed', actor: 'system:workflow', subject: 'b' },
  ],
  ...parts,
});

const partnerNow = async () =>
  (
    await kit.rows<Record<string, unknown>>(
      'SELECT mode, stages, cycle, period, turn FROM partner WHERE partner_id = $1',
      [partnerId],
    )
  )[0];
const stepsNow = () =>
  kit.rows<Record<string, unknown>>(
    'SELECT key, position, state, turn, roles, needs, due_ms, result, details FROM step WHERE partner_id = $1 ORDER BY position',
    [partnerId],
  );
const auditLines = () =>
  kit.rows<{ business_key: string; program_version: string }>(
    'SELECT business_key, program_version FROM audit WHERE partner_id = $1 ORDER BY seq',
    [partnerId],
  );

describe('a lifecycle’s turn', () => {
  it('writes the row and its audit lines, once', async () => {
    const turn = lifecycleTurn(1, { cycle: 1, period: '2026-Q4', stages: ['market', 'sell'] });
    await kit.activities.journalLifecycle(turn);
    await kit.activities.journalLifecycle(turn);
    expect(await partnerNow()).toEqual({
      mode: 'active',
      stages: ['market', 'sell'],
      cycle: 1,
      period: '2026-Q4',
      turn: '1',
    });
    expect(await auditLines()).toEqual([
      { business_key: `partner/${partnerId}/${turn.origin.runId}/1`, program_version: `${version.programId}@1` },
    ]);
  });

  it('that is older than the row changes nothing', async () => {
    await kit.activities.journalLifecycle(lifecycleTurn(3, { mode: 'paused' }));
    await kit.activities.journalLifecycle(lifecycleTurn(2, { mode: 'active' }));
    expect(await partnerNow()).toMatchObject({ mode: 'paused', turn: '3' });
  });

  it('of another workflow cannot touch the partner', async () => {
    await kit.activities.journalLifecycle(lifecycleTurn(1, { origin: originOf('partner/other'), mode: 'withdrawn' }));
    expect(await partnerNow()).toMatchObject({ mode: 'active', turn: '0' });
  });

  it('for a partner that was refused at its start is no fault', async () => {
    const turn = lifecycleTurn(1, { partnerId: 'nobody', mode: 'rejected', audit: [] });
    await expect(kit.activities.journalLifecycle(turn)).resolves.toBeUndefined();
  });
});

describe('a stage’s turn', () => {
  it('writes stage, steps in the order of the program, and audit lines, once', async () => {
    const turn = stageTurn(1, [
      step('c', { state: 'open', openedMs: NOW_MS, dueMs: NOW_MS + 5, details: { evidence: ['taxId'] } }),
      step('a', { needs: ['c'] }),
      step('b'),
    ]);
    await kit.activities.journalStage(turn);
    await kit.activities.journalStage(turn);
    expect((await stepsNow()).map(({ key, position }) => [key, position])).toEqual(
      [
        ['c', 0],
        ['a', 1],
        ['b', 2],
      ].map(([key, n]) => [key, Number(n)]),
    );
    expect((await stepsNow())[0]).toMatchObject({
      state: 'open',
      due_ms: String(NOW_MS + 5),
      details: { evidence: ['taxId'] },
    });
    expect((await stepsNow())[1]).toMatchObject({ needs: ['c'], roles: ['CAM'] });
    expect(await auditLines()).toHaveLength(2);
    expect((await auditLines())[0]!.program_version).toBe(`${version.programId}@1`);
  });

  it('changes only the steps that it tells, clears what is gone, and a stale one changes nothing', async () => {
    await kit.activities.journalStage(
      stageTurn(1, [step('a', { state: 'open', waitingFor: 'CAM', openedMs: NOW_MS }), step('b')]),
    );
    await kit.activities.journalStage(
      stageTurn(3, [step('a', { state: 'done', openedMs: NOW_MS, endedMs: NOW_MS + 3, result: { by: 'person_x' } })]),
    );
    await kit.activities.journalStage(stageTurn(2, [step('a', { state: 'open' }), step('b', { state: 'open' })]));
    expect(await stepsNow()).toMatchObject([
      { key: 'a', position: 0, state: 'done', turn: '3', result: { by: 'person_x' } },
      { key: 'b', position: 1, state: 'waiting', turn: '1' },
    ]);
    const [row] = await kit.rows<{ waiting_for: string | null }>(
      `SELECT waiting_for FROM step WHERE partner_id = $1 AND key = 'a'`,
      [partnerId],
    );
    expect(row!.waiting_for).toBeNull();
  });

  it('of a task that is done again replaces what the lost attempt wrote, and no audit line is lost or doubled', async () => {
    const line = (subject: string) => ({
      ...{ action: 'step.done', actor: 'system:workflow', subject, key: `step.done/${subject}#1` },
    });
    // The attempt that was lost knew of a, then of b; the next one hears of a and c at once, and of b after them.
    await kit.activities.journalStage(stageTurn(1_001, [step('a', { state: 'done' })], { audit: [line('a')] }));
    await kit.activities.journalStage(stageTurn(1_002, [step('b', { state: 'done' })], { audit: [line('b')] }));
    const again = [step('a', { state: 'done' }), step('c', { state: 'done' }), step('b', { state: 'open' })];
    await kit.activities.journalStage(stageTurn(2_001, again, { audit: [line('a'), line('c')] }));
    await kit.activities.journalStage(stageTurn(2_002, [step('b', { state: 'done' })], { audit: [line('b')] }));
    expect((await stepsNow()).map(({ key, state }) => `${String(key)} ${String(state)}`).sort()).toEqual([
      'a done',
      'b done',
      'c done',
    ]);
    const subjects = await kit.rows('SELECT subject FROM audit WHERE partner_id = $1 ORDER BY subject', [partnerId]);
    expect(subjects).toEqual([{ subject: 'a' }, { subject: 'b' }, { subject: 'c' }]);
  });

  it('tells the end of the stage', async () => {
    await kit.activities.journalStage(stageTurn(1, [step('a')]));
    await kit.activities.journalStage(stageTurn(2, [], { endedMs: NOW_MS + 2, outcome: 'rejected', reason: 'no fit' }));
    expect(
      await kit.rows('SELECT outcome, reason, ended_ms, turn FROM stage_run WHERE partner_id = $1', [partnerId]),
    ).toEqual([{ outcome: 'rejected', reason: 'no fit', ended_ms: String(NOW_MS + 2), turn: '2' }]);
  });
});

describe('what Postgres will never take', () => {
  it('ends the activity at once instead of being retried for ever', async () => {
    const broken = stageTurn(1, [step('a', { state: 'dancing' as StepSnapshot['state'] })]);
    await expect(kit.activities.journalStage(broken)).rejects.toMatchObject({
      name: 'ApplicationFailure',
      nonRetryable: true,
      type: 'DatabaseBug',
    });
    expect(await stepsNow()).toEqual([]);
    expect(await auditLines()).toEqual([]);
  });
});
