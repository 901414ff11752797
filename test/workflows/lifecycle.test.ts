import { DAY_MS } from '../../domain/duration';
import type { Step } from '../../domain/steps';
import { viewLifecycle } from '../../workflows/partner-lifecycle.messages';
import { skippedTime } from '../kit/engine';
import type { SkippingEngine } from '../kit/engine';
import { apply, refusalOf } from '../kit/partner-desk';
import type { PartnerDesk } from '../kit/partner-desk';
import { smallProgram } from '../kit/small-program';

let engine: SkippingEngine;
let PM: string, CAM: string;

beforeAll(async () => {
  engine = await skippedTime();
  ({ PM, CAM } = engine.staff);
});
afterEach(() => engine.clear());
afterAll(() => engine.close());

const task = (parts: Partial<Extract<Step, { kind: 'task' }>> = {}): Step => ({
  kind: 'task',
  title: 'Work',
  owner: 'CAM',
  ...parts,
});
const ask: Step = { kind: 'approval', title: 'Agree', owner: 'PM', roles: ['PM'], quorum: 1, rejection: 'ends' };
const working = () => engine.publish(smallProgram({ stages: { strategize: { work: task(), ask } } }));
const openRows = (partner: PartnerDesk) =>
  engine.rows(
    `SELECT 'stage' FROM stage_run WHERE partner_id = $1 AND outcome IS NULL
     UNION ALL SELECT 'step' FROM step WHERE partner_id = $1 AND state IN ('waiting', 'open')
     UNION ALL SELECT 'approval' FROM approval WHERE partner_id = $1 AND state IN ('open', 'paused')`,
    [partner.partnerId],
  );

describe('an application that the program does not accept', () => {
  test('ends at once, with the reason, an audit entry and no partner', async () => {
    const partner = await apply(engine, await working(), { type: 'bakery' });
    await expect(partner.handle.result()).resolves.toEqual({
      mode: 'rejected',
      reason: expect.stringContaining('PARTNER.NOT_ELIGIBLE: The program does not accept the type "bakery"') as string,
    });
    expect(await partner.row()).toBeUndefined();
    expect(await partner.audit('partner.apply.refused')).toHaveLength(1);
  });

  test('that nobody staged ends too', async () => {
    const partner = await apply(engine, await working(), { partnerId: 'acme-once' });
    await partner.reaches('strategize', 'work', 'open');
    const forged = await engine.client.workflow.start('partnerLifecycle', {
      taskQueue: engine.taskQueue,
      workflowId: 'partner/acme-forged',
      args: [{ partnerId: 'acme-forged', intakeId: 'in_invented', slice: await sliceOf(partner) }],
    });
    await expect(forged.result()).resolves.toMatchObject({
      mode: 'rejected',
      reason: expect.stringContaining('REQUEST.NOT_FOUND') as string,
    });
  });

  async function sliceOf(partner: PartnerDesk): Promise<unknown> {
    const { events } = await partner.handle.fetchHistory();
    const input = events![0]!.workflowExecutionStartedEventAttributes!.input!.payloads![0]!.data!;
    return (JSON.parse(Buffer.from(input as Uint8Array).toString()) as { slice: unknown }).slice;
  }
});

describe('in the Temporal UI', () => {
  test('cancelling the lifecycle offboards the partner in order', async () => {
    const partner = await apply(engine, await working());
    await partner.approval('strategize', 'ask');
    await partner.handle.cancel();
    await expect(partner.handle.result()).resolves.toEqual({ mode: 'offboarded', reason: 'cancelled in Temporal' });
    expect(await partner.row()).toMatchObject({ mode: 'offboarded', stages: [] });
    expect(await openRows(partner)).toEqual([]);
    expect(await partner.audit('lifecycle.offboarded')).toMatchObject([{ actor: 'system:temporal' }]);
  });

  test('cancelling a stage ends its steps in order; a once-only stage that is cancelled rejects the partner', async () => {
    const partner = await apply(engine, await working());
    await partner.approval('strategize', 'ask');
    await engine.client.workflow.getHandle(partner.stageWorkflowId('strategize')).cancel();
    expect(await partner.ends('strategize')).toMatchObject({ outcome: 'cancelled' });
    await expect(partner.handle.result()).resolves.toEqual({ mode: 'rejected', reason: 'the stage was cancelled' });
    expect(await openRows(partner)).toEqual([]);
  });

  test('the view tells where the partner stands', async () => {
    const partner = await apply(engine, await working());
    await partner.reaches('strategize', 'work', 'open');
    await expect(partner.handle.query(viewLifecycle)).resolves.toMatchObject({
      mode: 'active',
      open: ['strategize'],
      cycle: 0,
    });
  });
});

describe('a version whose calendar ends soon', () => {
  const sixYearsAgo = (): number => engine.now() - 6 * 366 * DAY_MS;

  test('gives its partners calendars that reach further, on record, and they go on past its end', async () => {
    const version = await engine.publish(smallProgram({ stages: {} }), { nowMs: sixYearsAgo() });
    const { lastDay } = version.calendar;
    const partner = await apply(engine, version);
    await engine.passUntil('a period past the end', async () => ((await partner.row())?.period ?? '') > lastDay, {
      atMostMs: 900 * DAY_MS,
      stepMs: 5 * DAY_MS,
    });
    const renewed = await partner.audit('lifecycle.calendars_renewed');
    expect(renewed.length).toBeGreaterThanOrEqual(1);
    expect(renewed[0]).toMatchObject({ actor: 'system:workflow', reason: expect.stringContaining('-12-31') as string });
    expect(await partner.audit('lifecycle.paused')).toEqual([]);
    // The published version is as it was.
    const [row] = await engine.rows<{ last: string }>(
      `SELECT calendar ->> 'lastDay' AS last FROM program_version WHERE program_id = $1 AND version = $2`,
      [version.programId, version.version],
    );
    expect(row).toEqual({ last: lastDay });
  });

  test('a step whose due date lies beyond any calendar fails with the reason', async () => {
    const version = await engine.publish(smallProgram({ stages: { strategize: { work: task({ due: '3000d' }) } } }), {
      nowMs: sixYearsAgo(),
    });
    const partner = await apply(engine, version);
    expect(await partner.reaches('strategize', 'work', 'failed')).toMatchObject({
      reason: expect.stringContaining('CALENDAR.BEYOND_TABLE') as string,
    });
    await expect(partner.handle.result()).resolves.toMatchObject({ mode: 'rejected' });
  });
});

describe('two partners side by side', () => {
  test('share nothing: each goes its own way through the same worker, message by message', async () => {
    const version = await working();
    const [one, two] = [await apply(engine, version), await apply(engine, version)];
    for (const partner of [one, two]) await partner.reaches('strategize', 'work', 'open');
    await one.command('pause', PM);
    await two.complete('strategize', 'work', CAM);
    await one.fact('lead', 'only-one');
    await two.approve('strategize', 'ask', PM);
    expect(await two.ends('strategize')).toMatchObject({ outcome: 'completed' });
    expect(
      await refusalOf(one.command('skipStep', PM, { params: { stage: 'strategize', step: 'work' } })),
    ).toMatchObject({ code: 'LIFECYCLE.STATE' });
    expect(await one.step('strategize', 'work')).toMatchObject({ state: 'open' });
    await expect(one.handle.query(viewLifecycle)).resolves.toMatchObject({
      mode: 'paused',
      open: ['strategize'],
      ended: [],
    });
    await expect(two.handle.query(viewLifecycle)).resolves.toMatchObject({ mode: 'active', partnerId: two.partnerId });
    const facts = await engine.rows<{ partner_id: string }>('SELECT partner_id FROM fact WHERE partner_id = ANY($1)', [
      [one.partnerId, two.partnerId],
    ]);
    expect(facts).toEqual([{ partner_id: one.partnerId }]);
    expect((await two.audit()).some(({ action }) => action === 'lifecycle.pause')).toBe(false);
  });
});
