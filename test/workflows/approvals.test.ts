import { addDuration } from '../../domain/calendar';
import { HOUR_MS } from '../../domain/duration';
import type { ProgramVersion } from '../../domain/program';
import type { ApprovalStep, Step } from '../../domain/steps';
import { decideBySignal, viewApproval } from '../../workflows/approvals/approval.messages';
import { skippedTime } from '../kit/engine';
import type { SkippingEngine } from '../kit/engine';
import { apply, refusalOf } from '../kit/partner-desk';
import type { Applying, ApprovalRow, PartnerDesk, StepRow } from '../kit/partner-desk';
import { addPerson } from '../kit/rows';
import { smallProgram } from '../kit/small-program';

let engine: SkippingEngine;
let PM: string, CAM: string, LEG: string, VP: string, FIN: string;

beforeAll(async () => {
  engine = await skippedTime();
  ({ PM, CAM, LEG, VP, FIN } = engine.staff);
});
afterEach(() => engine.clear());
afterAll(() => engine.close());

const TWO_OF_THREE = { roles: ['PM', 'CAM', 'LEG'], quorum: 2 };

/** A partner whose first stage asks; other steps may stand beside the question. */
async function asked(
  step: Partial<ApprovalStep> = {},
  beside: Record<string, Step> = {},
  applying: Applying = {},
): Promise<{ partner: PartnerDesk; approval: ApprovalRow; version: ProgramVersion }> {
  const ok: ApprovalStep = {
    kind: 'approval',
    title: 'Business case',
    owner: 'PM',
    roles: ['PM'],
    quorum: 1,
    rejection: 'ends',
    due: '2bd',
    ...step,
  };
  const end = (as: 'approve' | 'reject' | 'expire') => ({ end: { after: '3bd', as } });
  const version = await engine.publish(
    smallProgram({
      stages: { strategize: { ...beside, ok } },
      ladders: {
        climbing: {
          reminders: ['50%'],
          escalations: [
            { after: '1bd', add: ['VP'] },
            { after: '2bd', add: ['FIN'] },
          ],
        },
        approves: end('approve'),
        rejects: end('reject'),
        expires: end('expire'),
      },
    }),
  );
  const partner = await apply(engine, version, applying);
  if (beside['draft']) await partner.complete('strategize', 'draft', PM);
  return { partner, approval: await partner.approval('strategize', 'ok'), version };
}

type Dated = StepRow & { opened_ms: number; due_ms: number };
const businessDaysAfter = ({ regionCalendars }: ProgramVersion, ms: number, days: number): number =>
  addDuration(regionCalendars['us']!, ms, { count: days, unit: 'bd' });
const stateOf = async ({ workflow_id: id }: ApprovalRow) =>
  (
    await engine.rows<ApprovalRow>(
      'SELECT state, roles, due_ms::float8 AS due_ms FROM approval WHERE workflow_id = $1',
      [id],
    )
  )[0]!;
const decisionsOf = ({ approval_id: id }: ApprovalRow) =>
  engine.rows<{ person_id: string; seq: number; decision: string }>(
    'SELECT person_id, seq, decision FROM decision WHERE approval_id = $1 ORDER BY person_id, seq',
    [id],
  );
const viewOf = ({ workflow_id: id }: ApprovalRow) => engine.client.workflow.getHandle(id).query(viewApproval);

describe('a quorum', () => {
  test('of two of three is reached by the second approval, and not by one person twice', async () => {
    const { partner, approval } = await asked(TWO_OF_THREE);
    await expect(partner.decide(approval, PM)).resolves.toMatchObject({ recorded: true, personId: PM, seq: 1 });
    await expect(partner.decide(approval, PM)).resolves.toMatchObject({ recorded: true, personId: PM, seq: 1 });
    expect(await stateOf(approval)).toMatchObject({ state: 'open' });
    await partner.decide(approval, LEG);
    await partner.ends('strategize');
    expect(await stateOf(approval)).toMatchObject({ state: 'approved' });
    expect(await decisionsOf(approval)).toHaveLength(2);
    expect(await partner.step('strategize', 'ok')).toMatchObject({
      state: 'done',
      result: { approvals: 2, rejections: 0, contentHash: approval.content_hash },
    });
  });

  test('is out of reach after one rejection where a rejection ends it', async () => {
    const { partner, approval } = await asked(TWO_OF_THREE);
    await partner.decide(approval, PM);
    await partner.decide(approval, CAM, 'reject', { comment: 'no market' });
    expect(await partner.ends('strategize')).toMatchObject({ outcome: 'rejected' });
    expect(await stateOf(approval)).toMatchObject({ state: 'rejected' });
    await expect(partner.handle.result()).resolves.toMatchObject({ mode: 'rejected' });
    expect(await partner.row()).toMatchObject({ mode: 'rejected', stages: [] });
  });

  test('is still possible after one rejection where rejections count, and out of reach after two', async () => {
    const { partner, approval } = await asked({ ...TWO_OF_THREE, rejection: 'counts' });
    await partner.decide(approval, CAM, 'reject');
    await partner.decide(approval, PM);
    expect(await stateOf(approval)).toMatchObject({ state: 'open' });
    await partner.decide(approval, LEG, 'reject');
    await partner.ends('strategize');
    expect(await stateOf(approval)).toMatchObject({ state: 'rejected' });
  });

  test('is counted anew when somebody takes their word back', async () => {
    const { partner, approval } = await asked(TWO_OF_THREE);
    await partner.decide(approval, PM);
    await partner.decide(approval, PM, 'revoke');
    await partner.decide(approval, CAM);
    expect(await stateOf(approval)).toMatchObject({ state: 'open' });
    await partner.decide(approval, PM, 'approve', { revokes: 1 });
    await partner.ends('strategize');
    expect(await decisionsOf(approval)).toEqual([
      { person_id: CAM, seq: 1, decision: 'approve' },
      { person_id: PM, seq: 1, decision: 'approve' },
      { person_id: PM, seq: 2, decision: 'revoke' },
      { person_id: PM, seq: 3, decision: 'approve' },
    ]);
  });
});

describe('a vote is refused', () => {
  test('when the same person says otherwise without revoking', async () => {
    const { partner, approval } = await asked(TWO_OF_THREE);
    await partner.decide(approval, PM);
    expect(await refusalOf(partner.decide(approval, PM, 'reject'))).toMatchObject({ code: 'APPROVAL.ALREADY_DECIDED' });
    expect(await decisionsOf(approval)).toHaveLength(1);
  });

  test('when there is nothing to revoke', async () => {
    const { partner, approval } = await asked();
    expect(await refusalOf(partner.decide(approval, PM, 'revoke'))).toMatchObject({ code: 'APPROVAL.NOT_DECIDED' });
  });

  test('when it comes after the end, with the reason', async () => {
    const { partner, approval } = await asked(TWO_OF_THREE);
    await Promise.all([partner.decide(approval, PM), partner.decide(approval, CAM)]);
    // The workflow is over, or just about to be: either way nobody is told "recorded".
    const late = await partner.decide(approval, LEG).then(
      () => 'recorded',
      (error: Error) => error.name,
    );
    expect(['WorkflowNotFoundError', 'WorkflowUpdateFailedError']).toContain(late);
    await partner.ends('strategize');
    expect(await decisionsOf(approval)).toHaveLength(2);
  });

  test('when three come at the same moment: two decide, the third is told that it is closed', async () => {
    const { partner, approval } = await asked(TWO_OF_THREE);
    const answers = await Promise.allSettled([PM, CAM, LEG].map((person) => partner.decide(approval, person)));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect(await decisionsOf(approval)).toHaveLength(2);
    expect(await stateOf(approval)).toMatchObject({ state: 'approved' });
  });

  test('when something else was shown than what is decided', async () => {
    const { partner, approval } = await asked();
    const stale = partner.decide(approval, PM, 'approve', { contentHash: 'f'.repeat(64) });
    expect(await refusalOf(stale)).toMatchObject({ code: 'APPROVAL.STALE' });
  });

  test('when whoever asked, or benefits, decides', async () => {
    const draft: Step = { kind: 'task', title: 'Draft', owner: 'PM' };
    const { partner, approval } = await asked(
      { needs: ['draft'], decides: 'draft', roles: ['PM', 'CAM', 'P-own'] },
      { draft },
    );
    expect(await refusalOf(partner.decide(approval, PM))).toMatchObject({ code: 'APPROVAL.EXCLUDED' });
    expect(await refusalOf(partner.decide(approval, partner.owner))).toMatchObject({ code: 'APPROVAL.EXCLUDED' });
    await partner.decide(approval, CAM);
    await partner.reaches('strategize', 'ok', 'done');
  });

  test('when whoever imported the partner would take it in', async () => {
    const { partner, approval } = await asked({ roles: ['PM', 'CAM'] }, {}, { importedBy: PM });
    expect(await refusalOf(partner.decide(approval, PM))).toMatchObject({ code: 'APPROVAL.EXCLUDED' });
    await partner.decide(approval, CAM);
    await partner.reaches('strategize', 'ok', 'done');
  });

  test('when the role is missing, or is held for another region', async () => {
    const { partner, approval } = await asked();
    const german = await addPerson(engine.pool, { roles: [['PM', 'de']] });
    for (const person of [FIN, german])
      expect(await refusalOf(partner.decide(approval, person))).toMatchObject({ code: 'APPROVAL.NOT_CANDIDATE' });
    const refused = await partner.audit('approval.decide.refused');
    expect(refused.map(({ actor }) => actor)).toEqual([`person/${FIN}`, `person/${german}`]);
  });
});

describe('time', () => {
  test('reminds, and adds people after the due date', async () => {
    const { partner, approval, version } = await asked({ ladder: 'climbing' });
    const { opened_ms: openedMs, due_ms: dueMs } = (await partner.reaches('strategize', 'ok', 'open')) as Dated;
    expect(dueMs).toBe(businessDaysAfter(version, openedMs, 2));
    expect(await refusalOf(partner.decide(approval, LEG))).toMatchObject({ code: 'APPROVAL.NOT_CANDIDATE' });
    await engine.passTo(businessDaysAfter(version, openedMs, 1) + HOUR_MS);
    await engine.soon('a reminder', async () => (await partner.audit('approval.reminded')).length === 1);
    expect(await partner.audit('approval.escalated')).toHaveLength(0);
    await engine.passTo(businessDaysAfter(version, dueMs, 1) + HOUR_MS);
    await engine.soon('an escalation', async () => (await partner.audit('approval.escalated')).length === 1);
    expect(await stateOf(approval)).toMatchObject({ state: 'open', roles: ['PM', 'VP'] });
    await partner.decide(approval, VP);
    await partner.reaches('strategize', 'ok', 'done');
  });

  test.each([
    ['approves', 'approved', 'done'],
    ['rejects', 'rejected', 'rejected'],
    ['expires', 'expired', 'expired'],
  ] as const)('%s what nobody decides, where the program says so', async (ladder, outcome, state) => {
    const { partner, approval, version } = await asked({ ladder });
    const { due_ms: dueMs } = (await partner.reaches('strategize', 'ok', 'open')) as Dated;
    await engine.passUntil('the end', async () => (await stateOf(approval)).state !== 'open');
    expect(await stateOf(approval)).toMatchObject({ state: outcome });
    await partner.reaches('strategize', 'ok', state);
    const [end] = await partner.audit(`approval.${outcome}`);
    expect(end).toMatchObject({ actor: 'system:timer', reason: expect.stringContaining('3bd after due') as string });
    expect(end!.at_ms - businessDaysAfter(version, dueMs, 3)).toBeLessThan(HOUR_MS);
    expect(end!.at_ms).toBeGreaterThanOrEqual(businessDaysAfter(version, dueMs, 3));
  });
});

describe('nobody holds the role', () => {
  test('so the next people of the ladder are asked at once, until there is somebody', async () => {
    await engine.rows(`UPDATE role_grant SET to_wall = from_wall + 1 WHERE person_id = ANY($1)`, [[PM, VP]]);
    try {
      const { partner, approval } = await asked({ ladder: 'climbing' });
      await engine.soon('both escalations', async () => (await partner.audit('approval.escalated')).length === 2);
      expect((await partner.audit('approval.escalated')).map(({ reason }) => reason)).toEqual([
        'nobody holds a deciding role; added VP',
        'nobody holds a deciding role; added FIN',
      ]);
      await partner.decide(approval, FIN);
      await partner.reaches('strategize', 'ok', 'done');
    } finally {
      await engine.rows(`UPDATE role_grant SET to_wall = NULL WHERE person_id = ANY($1)`, [[PM, VP]]);
    }
  });
});

describe('in the Temporal UI', () => {
  const signal = (
    approval: ApprovalRow,
    actor: { personId: string; code?: string },
    decision: 'approve' | 'reject' = 'approve',
  ) => engine.client.workflow.getHandle(approval.workflow_id).signal(decideBySignal, { actor, decision });
  const codeFor = (approval: ApprovalRow, personId: string) =>
    engine.codes.issue({
      personId,
      approvalId: approval.approval_id,
      contentHash: approval.content_hash,
      nowWallMs: engine.now(),
    });

  test('a signal without a proof leaves an audit entry and changes nothing', async () => {
    const { partner, approval } = await asked();
    await signal(approval, { personId: PM });
    await signal(approval, { personId: PM, code: 'AAAA-AAAA' });
    await engine.client.workflow.getHandle(approval.workflow_id).signal(decideBySignal, 'nonsense' as never);
    const refused = await engine.soon('three refusals', async () => {
      const lines = await partner.audit('approval.decide.refused');
      return lines.length === 3 && lines;
    });
    expect(refused.map(({ actor, details }) => [actor, details?.['refused']])).toEqual([
      ['unproven', 'AUTH.PROOF_INVALID'],
      ['unproven', 'AUTH.PROOF_INVALID'],
      ['unproven', 'REQUEST.INVALID'],
    ]);
    expect(await decisionsOf(approval)).toHaveLength(0);
    expect(await viewOf(approval)).toMatchObject({ state: 'open', decisions: [] });
  });

  test('a one-time code decides once, for its person and its approval only', async () => {
    const { partner, approval } = await asked(TWO_OF_THREE);
    const { code } = await codeFor(approval, PM);
    await signal(approval, { personId: LEG, code });
    await signal(approval, { personId: PM, code: code.toLowerCase() });
    await engine.soon('the decision', async () => (await decisionsOf(approval)).length === 1);
    await signal(approval, { personId: PM, code }, 'reject');
    await engine.soon('two refusals', async () => (await partner.audit('approval.decide.refused')).length === 2);
    expect(await decisionsOf(approval)).toEqual([{ person_id: PM, seq: 1, decision: 'approve' }]);
    expect(await stateOf(approval)).toMatchObject({ state: 'open' });
  });

  test('a code older than fifteen minutes decides nothing', async () => {
    const { partner, approval } = await asked({ due: undefined });
    const { code } = await codeFor(approval, PM);
    await engine.pass(16 * 60_000);
    await signal(approval, { personId: PM, code });
    await engine.soon('a refusal', async () => (await partner.audit('approval.decide.refused')).length === 1);
    expect(await decisionsOf(approval)).toHaveLength(0);
  });
});

describe('an approval that is cancelled in the Temporal UI', () => {
  test('ends as withdrawn, and its step with it', async () => {
    const { partner, approval } = await asked();
    await engine.client.workflow.getHandle(approval.workflow_id).cancel();
    expect(await partner.reaches('strategize', 'ok', 'rejected')).toMatchObject({ reason: 'withdrawn' });
    expect(await stateOf(approval)).toMatchObject({ state: 'cancelled' });
  });
});
