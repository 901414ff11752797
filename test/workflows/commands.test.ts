import { DAY_MS, HOUR_MS } from '../../domain/duration';
import { allowedActions, COMMAND_NAMES, COMMANDS } from '../../domain/lifecycle';
import type { CommandName, LifecycleMode } from '../../domain/lifecycle';
import type { Program, StageName } from '../../domain/program';
import { PERIOD_STAGES, STAGES } from '../../domain/program';
import type { Step } from '../../domain/steps';
import { skippedTime } from '../kit/engine';
import type { SkippingEngine } from '../kit/engine';
import { apply, refusalOf } from '../kit/partner-desk';
import type { ApprovalRow, PartnerDesk } from '../kit/partner-desk';
import { addPerson } from '../kit/rows';
import { freshName } from '../kit/servers';
import { smallProgram } from '../kit/small-program';

let engine: SkippingEngine;
let staff: SkippingEngine['staff'];

beforeAll(async () => {
  engine = await skippedTime({ world: true });
  staff = engine.staff;
});
afterEach(async () => {
  await engine.world().faults({ target: 'scim', mode: 'none' });
  await engine.clear();
});
afterAll(() => engine.close());

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
  needs: ['work'],
  roles: ['PM'],
  quorum: 1,
  rejection: 'ends',
  due: '2bd',
};
/** In each stage: work, then a question; beside them something optional. */
const EVERY_STAGE = Object.fromEntries(
  STAGES.map((stage) => [stage, { work: task(), ask, extra: task({ optional: true }) }]),
) as NonNullable<Parameters<typeof smallProgram>[0]['stages']>;

const published = (parts: Parameters<typeof smallProgram>[0] = {}) =>
  engine.publish(smallProgram({ stages: EVERY_STAGE, ...parts }));

/** A partner that has come as far as this stage. */
async function partnerIn(stage: StageName, program?: Program): Promise<PartnerDesk> {
  const partner = await apply(engine, await (program ? engine.publish(program) : published()));
  for (const before of STAGES.slice(0, STAGES.indexOf(stage))) {
    if (before === 'market' && stage === 'sell') break;
    await opens(partner, before);
    await partner.complete(before, 'work', staff.CAM);
    await partner.approve(before, 'ask', staff.PM);
    // The period's end closes these two.
    if (!PERIOD_STAGES.includes(before)) await partner.ends(before);
  }
  await opens(partner, stage);
  return partner;
}

async function opens(partner: PartnerDesk, stage: StageName): Promise<void> {
  const isOpen = async (): Promise<boolean> => (await partner.step(stage, 'work'))?.state === 'open';
  if (stage === 'market' || stage === 'sell' || stage === 'incentivize')
    await engine.passUntil(`${stage} opens`, isOpen, { stepMs: DAY_MS, atMostMs: 190 * DAY_MS });
  else await engine.soon(`${stage} opens`, isOpen);
}

/** Somebody who may give the command to this partner. */
function whoMay(command: CommandName, partner: PartnerDesk): string {
  const [role] = COMMANDS[command].roles;
  return role === 'P-own' ? partner.owner : staff[role as keyof typeof staff];
}

const paramsOf = (command: CommandName, stage: StageName) =>
  command === 'skipStep' || command === 'repeatStage'
    ? { stage, step: 'extra' }
    : command === 'handOver'
      ? { role: 'CAM', toPersonId: staff.CAM }
      : undefined;

const give = (partner: PartnerDesk, command: CommandName, stage: StageName) =>
  partner.command(command, whoMay(command, partner), { params: paramsOf(command, stage) });

/** Everything that this mode does not allow is refused, and says what it does allow. */
async function refusesTheRest(partner: PartnerDesk, stage: StageName, mode: LifecycleMode): Promise<void> {
  expect(await partner.row()).toMatchObject({ mode });
  for (const command of COMMAND_NAMES) {
    const { from, to } = COMMANDS[command];
    if (from.includes(mode)) continue;
    if (to === mode) await expect(give(partner, command, stage)).resolves.toEqual({ command, mode, repeated: true });
    else
      expect(await refusalOf(give(partner, command, stage))).toMatchObject({
        code: 'LIFECYCLE.STATE',
        details: { state: mode, allowedActions: allowedActions(mode) },
      });
  }
}

const modeIs = (partner: PartnerDesk, mode: LifecycleMode) =>
  engine.soon(`${partner.partnerId} is ${mode}`, async () => (await partner.row())?.mode === mode);

describe.each(STAGES)('in %s', (stage) => {
  test('what the mode allows acts, and all else is refused with what is possible', async () => {
    const partner = await partnerIn(stage);
    await refusesTheRest(partner, stage, 'active');
    const steps: [CommandName, LifecycleMode][] = [
      ['pause', 'paused'],
      ['handOver', 'paused'],
      ['suspend', 'suspended'],
      ['handOver', 'suspended'],
      ['resume', 'active'],
      ['suspend', 'suspended'],
      ['resume', 'active'],
      ['handOver', 'active'],
    ];
    for (const [command, mode] of steps) {
      await expect(give(partner, command, stage)).resolves.toEqual({ command, mode, repeated: false });
      await modeIs(partner, mode);
      if (command !== 'handOver') await refusesTheRest(partner, stage, mode);
    }
    expect(await refusalOf(give(partner, 'repeatStage', stage))).toMatchObject({ code: 'STAGE.NOT_REPEATABLE' });
    await expect(give(partner, 'skipStep', stage)).resolves.toMatchObject({ mode: 'active' });
    await partner.reaches(stage, 'extra', 'skipped');
  });

  test.each([
    ['withdraw', 'withdrawn'],
    ['offboard', 'offboarded'],
  ] as const)('%s closes everything, whatever the mode and whatever is open', async (command, end) => {
    const partner = await partnerIn(stage);
    await partner.complete(stage, 'work', staff.CAM);
    const approval = await partner.approval(stage, 'ask');
    // Each stage from another mode, so that all are met.
    const before = ([undefined, 'pause', 'suspend'] as const)[
      (STAGES.indexOf(stage) + (command === 'withdraw' ? 0 : 1)) % 3
    ];
    if (before) await give(partner, before, stage);
    await expect(give(partner, command, stage)).resolves.toEqual({ command, mode: end, repeated: false });
    await expect(partner.handle.result()).resolves.toMatchObject({ mode: end });
    expect(await partner.row()).toMatchObject({ mode: end, stages: [] });
    expect(await partner.step(stage, 'ask')).toMatchObject({ state: 'cancelled' });
    expect(await partner.step(stage, 'extra')).toMatchObject({ state: 'cancelled' });
    expect(await openRows(partner)).toEqual([]);
    expect(await approvalState(approval)).toBe('cancelled');
    expect(await partner.audit(`lifecycle.${end}`)).toHaveLength(1);
  });
});

async function openRows(partner: PartnerDesk): Promise<unknown[]> {
  return engine.rows(
    `SELECT 'stage' FROM stage_run WHERE partner_id = $1 AND outcome IS NULL
     UNION ALL SELECT 'step' FROM step WHERE partner_id = $1 AND state IN ('waiting', 'open')
     UNION ALL SELECT 'approval' FROM approval WHERE partner_id = $1 AND state IN ('open', 'paused')`,
    [partner.partnerId],
  );
}
const approvalState = async ({ approval_id: id }: ApprovalRow) =>
  (await engine.rows<{ state: string }>('SELECT state FROM approval WHERE approval_id = $1', [id]))[0]!.state;

describe('a command', () => {
  test('that is sent again with the same id answers the same, and is on record once', async () => {
    const partner = await partnerIn('strategize');
    const updateId = freshName('pause');
    const first = await partner.command('pause', staff.PM, { updateId });
    await expect(partner.command('pause', staff.PM, { updateId })).resolves.toEqual(first);
    expect(first).toEqual({ command: 'pause', mode: 'paused', repeated: false });
    expect(await partner.audit('lifecycle.pause')).toHaveLength(1);
  });

  test.each(COMMAND_NAMES)('%s is refused to whoever has no right to it', async (command) => {
    const partner = await partnerIn('strategize');
    if (command === 'resume') await partner.command('pause', staff.PM);
    const before = await partner.row();
    const stranger = COMMANDS[command].roles.includes('P-own') ? staff.PM : partner.owner;
    const given = partner.command(command, stranger, { params: paramsOf(command, 'strategize') });
    const code = command === 'repeatStage' ? 'STAGE.NOT_REPEATABLE' : 'AUTH.FORBIDDEN';
    expect(await refusalOf(given)).toMatchObject({ code });
    expect(await partner.row()).toEqual(before);
    const refused = await partner.audit(`lifecycle.${command}.refused`);
    expect(refused.map(({ actor }) => actor)).toEqual(command === 'repeatStage' ? [] : [`person/${stranger}`]);
  });

  test('without a signed actor is refused with an audit entry', async () => {
    const partner = await partnerIn('strategize');
    expect(await refusalOf(partner.command('offboard', staff.VP, { unsigned: true }))).toMatchObject({
      code: 'AUTH.PROOF_INVALID',
    });
    expect(await partner.audit('lifecycle.offboard.refused')).toMatchObject([{ actor: 'unproven' }]);
    expect(await partner.row()).toMatchObject({ mode: 'active' });
  });

  test('given just after the start waits for the application to be on record', async () => {
    const partner = await apply(engine, await published());
    await expect(partner.command('pause', staff.PM)).resolves.toMatchObject({ mode: 'paused' });
    await modeIs(partner, 'paused');
    // Whether the first stage had begun or not: it does nothing before the resumption.
    await partner.command('resume', staff.PM);
    await partner.complete('strategize', 'work', staff.CAM);
  });
});

describe('skipping', () => {
  const skip = (partner: PartnerDesk, step: string | undefined, stage: StageName = 'strategize') =>
    partner.command('skipStep', staff.PM, { params: { stage, ...(step ? { step } : {}) } });

  test('an open step lets the next one open; a step to come is skipped before it opens', async () => {
    const partner = await partnerIn('strategize', smallProgram({
      stages: { strategize: { work: task(), next: task({ needs: ['work'] }), last: task({ needs: ['next'] }) } },
    })); // prettier-ignore
    await skip(partner, 'next');
    await partner.reaches('strategize', 'next', 'skipped');
    await skip(partner, 'work');
    await partner.reaches('strategize', 'work', 'skipped');
    await partner.reaches('strategize', 'last', 'open');
    await partner.complete('strategize', 'last', staff.CAM);
    expect(await partner.ends('strategize')).toMatchObject({ outcome: 'completed' });
  });

  test('a step whose approval is open cancels the approval', async () => {
    const partner = await partnerIn('strategize');
    await partner.complete('strategize', 'work', staff.CAM);
    const approval = await partner.approval('strategize', 'ask');
    await skip(partner, 'ask');
    expect(await partner.ends('strategize')).toMatchObject({ outcome: 'completed' });
    expect(await approvalState(approval)).toBe('cancelled');
  });

  test('a step that has ended, is unknown, or belongs to a stage that does not run is refused', async () => {
    const partner = await partnerIn('strategize');
    await partner.complete('strategize', 'work', staff.CAM);
    await partner.reaches('strategize', 'work', 'done');
    expect(await refusalOf(skip(partner, 'work'))).toMatchObject({ code: 'STEP.CLOSED' });
    expect(await refusalOf(skip(partner, 'nothing'))).toMatchObject({ code: 'STEP.UNKNOWN' });
    expect(await refusalOf(skip(partner, undefined))).toMatchObject({ code: 'STEP.UNKNOWN' });
    expect(await refusalOf(skip(partner, 'work', 'enable'))).toMatchObject({ code: 'LIFECYCLE.STATE' });
    expect(await partner.step('strategize', 'work')).toMatchObject({ state: 'done' });
  });
});

describe('repeating a stage', () => {
  const repeat = { within: '30d', attemptsMax: 2 };
  const again = (partner: PartnerDesk, stage: StageName) =>
    partner.command('repeatStage', staff.CAM, { params: { stage } });
  const reject = async (partner: PartnerDesk, stage: StageName): Promise<void> => {
    await partner.complete(stage, 'work', staff.CAM);
    await partner.decide(await partner.approval(stage, 'ask'), staff.PM, 'reject');
  };

  test('repairs a rejection, as often as the program allows', async () => {
    const partner = await partnerIn(
      'strategize',
      smallProgram({ stages: EVERY_STAGE, repeat: { strategize: repeat } }),
    );
    await reject(partner, 'strategize');
    await engine.soon('it can be repeated', async () => (await partner.row())?.stages.length === 0);
    await expect(again(partner, 'strategize')).resolves.toMatchObject({ command: 'repeatStage', mode: 'active' });
    await engine.soon('a second attempt', async () => (await partner.stageRuns('strategize')).length === 2);
    await reject(partner, 'strategize');
    await expect(partner.handle.result()).resolves.toMatchObject({ mode: 'rejected' });
    const runs = await partner.stageRuns('strategize');
    expect(runs.map(({ attempt, outcome }) => `${attempt} ${outcome}`)).toEqual(['1 rejected', '2 rejected']);
  });

  test('is over when nobody asks for it in time: the partner is rejected', async () => {
    const partner = await partnerIn(
      'strategize',
      smallProgram({ stages: EVERY_STAGE, repeat: { strategize: repeat } }),
    );
    await reject(partner, 'strategize');
    await partner.ends('strategize');
    await engine.pass(29 * DAY_MS);
    expect(await partner.row()).toMatchObject({ mode: 'active' });
    await engine.pass(2 * DAY_MS);
    await expect(partner.handle.result()).resolves.toMatchObject({ mode: 'rejected', reason: 'Agree: rejected' });
  });

  test('is possible for a stage of the cycle until the period ends, whatever runs beside it, and not after', async () => {
    const partner = await partnerIn('market');
    for (const stage of ['market', 'sell'] as const) {
      await reject(partner, stage);
      expect(await partner.ends(stage)).toMatchObject({ outcome: 'rejected' });
      await engine.soon(`${stage} has left`, async () => !(await partner.row())?.stages.includes(stage));
    }
    await engine.pass(DAY_MS);
    await again(partner, 'market');
    await engine.soon('a second attempt', async () => (await partner.stageRuns('market')).length === 2);
    await partner.complete('market', 'work', staff.CAM);
    await partner.approve('market', 'ask', staff.PM);
    await engine.passUntil('the close', async () => (await partner.row())?.stages.includes('incentivize'), {
      stepMs: DAY_MS,
    });
    expect((await partner.stageRuns('market')).map(({ outcome }) => outcome)).toEqual(['rejected', 'completed']);
    expect(await refusalOf(again(partner, 'market'))).toMatchObject({ code: 'STAGE.NOT_REPEATABLE' });
  });
});

describe('handing over', () => {
  test('names another owner and asks anew who may decide', async () => {
    const partner = await partnerIn('strategize');
    await partner.complete('strategize', 'work', staff.CAM);
    const approval = await partner.approval('strategize', 'ask');
    const candidates = async (): Promise<string[]> =>
      (await engine.rows<{ person_id: string }>('SELECT person_id FROM approval_candidate WHERE approval_id = $1', [approval.approval_id]))
        .map((row) => row.person_id).sort(); // prettier-ignore
    expect(await candidates()).toEqual([staff.PM]);
    const fresh = await addPerson(engine.pool, { roles: [['PM', 'us'], ['CAM', 'us']] }); // prettier-ignore
    await partner.command('handOver', staff.PM, { params: { role: 'CAM', toPersonId: fresh } });
    await engine.soon('the new one is asked too', async () => (await candidates()).includes(fresh));
    const owners = await engine.rows('SELECT role, person_id FROM partner_owner WHERE partner_id = $1', [
      partner.partnerId,
    ]);
    expect(owners).toEqual([{ role: 'CAM', person_id: fresh }]);
    await partner.decide(approval, fresh);
    await partner.ends('strategize');
  });

  test('to nobody, or to somebody without the role, is refused', async () => {
    const partner = await partnerIn('strategize');
    const to = (toPersonId?: string) =>
      partner.command('handOver', staff.PM, { params: { role: 'CAM', ...(toPersonId ? { toPersonId } : {}) } });
    expect(await refusalOf(to())).toMatchObject({ code: 'REQUEST.INVALID' });
    expect(await refusalOf(to('nobody'))).toMatchObject({ code: 'PERSON.UNKNOWN' });
    expect(await refusalOf(to(staff.FIN))).toMatchObject({ code: 'REQUEST.RULE' });
  });
});

describe('access', () => {
  const withAccess = smallProgram({
    stages: {
      strategize: {
        work: task(),
        access: { kind: 'provision', title: 'Access', owner: 'CAM', systems: ['portal', 'crm'] },
      },
    },
  });
  const given = async (partner: PartnerDesk): Promise<boolean[]> =>
    (await engine.rows<{ active: boolean }>('SELECT active FROM provisioned_access WHERE partner_id = $1', [partner.partnerId]))
      .map(({ active }) => active); // prettier-ignore
  /** What the other system really has. */
  const accounts = (partner: PartnerDesk): boolean[] => {
    const last = new Map<string, boolean>();
    for (const event of engine.world().events()) {
      const user = event['user'] as { externalId?: string; active?: boolean } | undefined;
      if (user?.externalId?.startsWith(partner.owner)) last.set(user.externalId, user.active === true);
    }
    return [...last.values()];
  };

  test('is taken back by a suspension, given again by the resumption, and ends with the partner', async () => {
    const partner = await partnerIn('strategize', withAccess);
    await partner.reaches('strategize', 'access', 'done');
    expect(accounts(partner)).toEqual([true, true]);
    await partner.command('suspend', staff.LEG);
    await engine.soon('access is taken back', async () => (await given(partner)).every((active) => !active));
    expect(accounts(partner)).toEqual([false, false]);
    await partner.command('resume', staff.PM);
    await engine.soon('access is given again', async () => accounts(partner).every((active) => active));
    expect(await given(partner)).toEqual([true, true]);
    await partner.command('withdraw', partner.owner);
    await partner.handle.result();
    expect(accounts(partner)).toEqual([false, false]);
    expect(await given(partner)).toEqual([false, false]);
  });

  test.each([
    ['withdraw', 'withdrawn'],
    ['suspend', 'suspended'],
  ] as const)('that is still being given when the partner is told to %s does not stay', async (command, mode) => {
    await engine.world().faults({ target: 'scim', mode: 'slow', delayMs: 300 });
    const partner = await partnerIn('strategize', withAccess);
    await engine.soon('accounts are being made', async () => (await given(partner)).length === 2);
    await give(partner, command, 'strategize');
    await modeIs(partner, mode);
    await engine.soon('nobody has access', async () => {
      const [first, second] = accounts(partner);
      const settled = command === 'suspend' ? (await partner.step('strategize', 'access'))?.state === 'done' : true;
      return settled && first !== true && second !== true && (await given(partner)).every((active) => !active);
    });
    if (command === 'withdraw') await partner.handle.result();
    expect(accounts(partner).includes(true)).toBe(false);
  });

  test('that cannot be taken back in time is told aloud, for a person to do by hand', async () => {
    const partner = await partnerIn('strategize', withAccess);
    await partner.reaches('strategize', 'access', 'done');
    await engine.world().faults({ target: 'scim', mode: 'error-before' });
    await partner.command('suspend', staff.PM);
    await engine.pass(HOUR_MS);
    await engine.soon('it is told', async () => (await partner.audit('access.revoke_failed')).length === 1);
    expect(await partner.row()).toMatchObject({ mode: 'suspended' });
  });
});
