/** The human task: chains, absences, claims, questions, rounds. What a quorum and a ladder are: approvals.test.ts. */
import type { ApprovalRule } from '../../domain/approvals/rule';
import { DAY_MS, HOUR_MS } from '../../domain/duration';
import { isRefusal } from '../../domain/errors';
import type { EnterAbsenceContent } from '../../domain/people/absence';
import { ADMIN_ROLE } from '../../domain/program';
import type { Step } from '../../domain/steps';
import { skippedTime } from '../kit/engine';
import type { SkippingEngine } from '../kit/engine';
import { act, changePerson } from '../kit/human-task';
import { apply, refusalOf } from '../kit/partner-desk';
import type { Applying, ApprovalRow, PartnerDesk } from '../kit/partner-desk';
import { addPerson } from '../kit/rows';
import { smallProgram } from '../kit/small-program';

let engine: SkippingEngine;
let PM: string, CAM: string, LEG: string, VP: string, FIN: string;
let admin: string;

beforeAll(async () => {
  engine = await skippedTime();
  ({ PM, CAM, LEG, VP, FIN } = engine.staff);
  admin = await addPerson(engine.pool, { roles: [ADMIN_ROLE] });
});
afterEach(async () => {
  await engine.rows('DELETE FROM absence').catch(() => engine.rows('UPDATE absence SET cancelled_wall = from_wall'));
  await engine.clear();
});
afterAll(() => engine.close());

const oneOf = (...roles: string[]) => ({ roles, quorum: 1 as const, rejection: 'ends' as const });
const LADDERS = {
  climbing: {
    reminders: ['50%', '80%'],
    escalations: [
      { after: '1bd', add: ['VP'] },
      { after: '2bd', add: ['FIN'] },
    ],
  },
  expires: { end: { after: '0ms', as: 'expire' as const } },
};
type Asked = { partner: PartnerDesk; approval: ApprovalRow };

/** A partner whose first stage asks by a rule; with a draft, what the account manager has handed in. */
async function asked(
  rule: ApprovalRule,
  { draft, applying, ...parts }: { draft?: true; applying?: Applying; ladder?: string; due?: string } = {},
): Promise<Asked> {
  const needs = draft ? { needs: ['draft'], decides: 'draft' } : {};
  const ok: Step = { kind: 'approval', title: 'Business case', owner: 'PM', due: '2bd', ...rule, ...needs, ...parts };
  const work: Step = { kind: 'task', title: 'Draft', owner: 'CAM', evidence: ['text'] };
  const strategize = { ...(draft ? { draft: work } : {}), ok };
  const version = await engine.publish(smallProgram({ stages: { strategize }, ladders: LADDERS }));
  const partner = await apply(engine, version, applying);
  if (draft) await partner.complete('strategize', 'draft', CAM);
  return { partner, approval: await partner.approval('strategize', 'ok') };
}

interface Row {
  state: string;
  roles: string[];
  level: number;
  levels: number;
  claimed_by: string | null;
  due_ms: number;
  round: number;
}
const rowOf = async ({ workflow_id: id }: ApprovalRow): Promise<Row> =>
  (
    await engine.rows<Row>(
      'SELECT state, roles, level, levels, claimed_by, due_ms::float8 AS due_ms, round FROM approval WHERE workflow_id = $1',
      [id],
    )
  )[0]!;
const candidatesOf = async ({ approval_id: id }: ApprovalRow): Promise<string[]> => {
  const sql = 'SELECT person_id, on_behalf_of FROM approval_candidate WHERE approval_id = $1 ORDER BY 1, 2';
  const rows = await engine.rows<{ person_id: string; on_behalf_of: string }>(sql, [id]);
  return rows.map((row) => (row.on_behalf_of === '' ? row.person_id : `${row.person_id} for ${row.on_behalf_of}`));
};
const decisionsOf = ({ approval_id: id }: ApprovalRow) =>
  engine.rows<{ person_id: string; decision: string; level: number; on_behalf_of: string | null }>(
    'SELECT person_id, decision, level, on_behalf_of FROM decision WHERE approval_id = $1 ORDER BY decided_ms, level, person_id',
    [id],
  );
const isAsked = (approval: ApprovalRow, people: string[]) =>
  engine.soon(`${people.join(', ')} are asked`, async () => {
    return JSON.stringify(await candidatesOf(approval)) === JSON.stringify(people);
  });
const away = (personId: string, parts: Partial<EnterAbsenceContent> = {}, by = personId) =>
  changePerson(engine, {
    by,
    personId,
    command: 'enterAbsence',
    content: { fromWallMs: engine.now() - 1, toWallMs: engine.now() + 30 * DAY_MS, ...parts },
  });

/** Lets an instant pass: first just behind it, so that the clock of whoever looks is behind it too. */
async function passBy(wallMs: number): Promise<void> {
  await engine.passTo(wallMs + 200);
  await engine.pass(HOUR_MS);
}

describe('a chain', () => {
  const CHAIN: ApprovalRule = {
    levels: [{ groups: [oneOf('PM'), oneOf('LEG')] }, { title: 'Board', groups: [oneOf('VP')] }],
  };

  test('asks level after level, the groups of one at the same time, each of which must approve', async () => {
    const { partner, approval } = await asked(CHAIN);
    expect(await rowOf(approval)).toMatchObject({ state: 'open', level: 1, levels: 2, roles: ['PM', 'LEG'] });
    const early = partner.decide(approval, VP, 'approve', { updateId: 'too early' });
    expect(await refusalOf(early)).toMatchObject({ code: 'APPROVAL.NOT_YET' });
    await partner.decide(approval, PM);
    expect(await rowOf(approval)).toMatchObject({ level: 1 });
    await partner.decide(approval, LEG);
    await isAsked(approval, [VP]);
    expect(await rowOf(approval)).toMatchObject({ state: 'open', level: 2, roles: ['VP'] });
    await partner.decide(approval, VP);
    await partner.reaches('strategize', 'ok', 'done');
    expect(await decisionsOf(approval)).toMatchObject([{ level: 1 }, { level: 1 }, { level: 2, person_id: VP }]);
    expect((await partner.audit('approval.advanced')).map(({ reason }) => reason)).toEqual(['level 2 of 2 is asked']);
  });

  test('goes back a level when somebody there takes their word back, for as long as it is pending', async () => {
    const { partner, approval } = await asked(CHAIN);
    await partner.decide(approval, PM);
    await partner.decide(approval, LEG);
    await isAsked(approval, [VP]);
    await partner.decide(approval, LEG, 'revoke');
    await isAsked(approval, [LEG, PM].sort());
    expect(await rowOf(approval)).toMatchObject({ level: 1 });
    await partner.decide(approval, LEG, 'approve', { revokes: 1 });
    await isAsked(approval, [VP]);
    await partner.decide(approval, VP);
    await partner.reaches('strategize', 'ok', 'done');
    expect(await refusalOf(partner.decide(approval, VP, 'revoke')).catch(({ name }: Error) => name)).toBe(
      'WorkflowNotFoundError',
    );
  });

  test('counts one human once: whoever has decided at a level is not asked at another, and others are at once', async () => {
    const { partner, approval } = await asked(
      { levels: [{ groups: [oneOf('PM')] }, { groups: [oneOf('PM')] }] },
      { ladder: 'climbing' },
    );
    await partner.decide(approval, PM);
    await engine.soon('an escalation', async () => (await partner.audit('approval.escalated')).length === 1);
    await isAsked(approval, [VP]);
    expect(await rowOf(approval)).toMatchObject({ level: 2, roles: ['PM', 'VP'] });
    await partner.decide(approval, VP);
    await partner.reaches('strategize', 'ok', 'done');
  });

  test('depends on the partner where a matrix says so', async () => {
    const rule: ApprovalRule = {
      matrix: [
        { when: { types: ['reseller'] }, levels: [{ groups: [oneOf('PM')] }] },
        {
          when: { types: ['distributor'] },
          levels: [{ groups: [{ roles: ['VP', 'FIN'], quorum: 'all', rejection: 'counts' }] }],
        },
      ],
    };
    const reseller = await asked(rule);
    expect(await candidatesOf(reseller.approval)).toEqual([PM]);
    const distributor = await asked(rule, { applying: { type: 'distributor' } });
    expect(await candidatesOf(distributor.approval)).toEqual([FIN, VP].sort());
    await distributor.partner.decide(distributor.approval, VP);
    expect(await rowOf(distributor.approval)).toMatchObject({ state: 'open' });
    await distributor.partner.decide(distributor.approval, FIN);
    await distributor.partner.reaches('strategize', 'ok', 'done');
  });
});

describe('too few people', () => {
  test('are told at once: the ladder is climbed, and what is still out of reach is on record', async () => {
    const { partner, approval } = await asked({ roles: ['PM'], quorum: 3, rejection: 'ends' }, { ladder: 'climbing' });
    await engine.soon('a line', async () => (await partner.audit('approval.escalated')).length === 2);
    await isAsked(approval, [PM, VP, FIN].sort());
    expect(await partner.audit('approval.unreachable')).toHaveLength(0);
    for (const person of [PM, VP, FIN]) await partner.decide(approval, person);
    await partner.reaches('strategize', 'ok', 'done');
    const { partner: other } = await asked({ roles: ['PM'], quorum: 2, rejection: 'ends' });
    const [line] = await engine.soon('a line', async () => {
      const lines = await other.audit('approval.unreachable');
      return lines.length > 0 && lines;
    });
    expect(line).toMatchObject({
      actor: 'system:workflow',
      reason: expect.stringContaining('1 of the approvals') as string,
    });
  });
});

describe('an absence', () => {
  const ONE: ApprovalRule = oneOf('PM');

  test('reroutes what is already pending to whoever stands in, and back; both names are on the decision', async () => {
    const { partner, approval } = await asked(ONE);
    const { partner: later, approval: second } = await asked(ONE);
    const toWallMs = engine.now() + 30 * DAY_MS;
    const entered = await away(PM, { toWallMs, delegateId: FIN });
    expect(entered).toMatchObject({ changed: true, absence: { personId: PM } });
    await isAsked(approval, [`${FIN} for ${PM}`]);
    expect(await refusalOf(partner.decide(approval, PM))).toMatchObject({
      code: 'APPROVAL.NOT_CANDIDATE',
      message: expect.stringContaining('You are absent') as string,
    });
    await expect(partner.decide(approval, FIN)).resolves.toMatchObject({ personId: FIN, onBehalfOf: PM });
    await partner.reaches('strategize', 'ok', 'done');
    expect(await decisionsOf(approval)).toMatchObject([{ person_id: FIN, on_behalf_of: PM }]);
    const [both] = await engine.rows(
      `SELECT actor, on_behalf_of FROM audit WHERE partner_id = $1 AND action = 'approval.decide'`,
      [partner.partnerId],
    );
    expect(both).toEqual({ actor: `person/${FIN}`, on_behalf_of: `person/${PM}` });
    const [moved] = await later.audit('approval.rerouted');
    expect(moved?.details).toMatchObject({ gone: [PM], absent: [PM], standIns: [{ personId: FIN, onBehalfOf: PM }] });
    await passBy(toWallMs);
    await isAsked(second, [PM]);
    await later.decide(second, PM);
  });

  test('that is to come reroutes when it begins, and one that is cancelled gives back at once', async () => {
    const { approval } = await asked(ONE, { due: '40d' });
    const fromWallMs = engine.now() + 2 * DAY_MS;
    const entered = await away(PM, { fromWallMs, delegateId: LEG });
    if (isRefusal(entered)) throw new Error(entered.message);
    await engine.pass(DAY_MS);
    expect(await candidatesOf(approval)).toEqual([PM]);
    await passBy(fromWallMs);
    await isAsked(approval, [`${LEG} for ${PM}`]);
    const content = { absenceId: entered.absence!.absenceId };
    await changePerson(engine, { by: PM, personId: PM, command: 'cancelAbsence', content });
    await isAsked(approval, [PM]);
  });

  test('leads no further: who stands in and is absent themselves is not asked, nor their own stand-in', async () => {
    const { partner, approval } = await asked(ONE, { ladder: 'climbing' });
    await away(LEG, { delegateId: FIN });
    await away(PM, { delegateId: LEG });
    await engine.soon('an escalation', async () => (await partner.audit('approval.escalated')).length === 1);
    await isAsked(approval, [VP]);
    expect(await partner.audit('approval.escalated')).toMatchObject([
      { reason: 'nobody holds a deciding role; added VP' },
    ]);
  });

  test('of who asked excludes who stands in for them', async () => {
    const { partner, approval } = await asked({ roles: ['PM', 'LEG'], quorum: 1, rejection: 'ends' }, { draft: true });
    await away(CAM, { delegateId: LEG });
    await isAsked(approval, [PM]);
    expect(await refusalOf(partner.decide(approval, LEG))).toMatchObject({ code: 'APPROVAL.EXCLUDED' });
    await partner.decide(approval, PM);
  });

  test('gives one voice: for whom somebody has spoken cannot speak again', async () => {
    const { partner, approval } = await asked({ roles: ['PM', 'CAM'], quorum: 2, rejection: 'ends' });
    const entered = await away(PM, { delegateId: FIN });
    await isAsked(approval, [CAM, `${FIN} for ${PM}`].sort());
    await partner.decide(approval, FIN);
    if (isRefusal(entered)) throw new Error(entered.message);
    const content = { absenceId: entered.absence!.absenceId };
    await changePerson(engine, { by: admin, personId: PM, command: 'cancelAbsence', content });
    expect(await refusalOf(partner.decide(approval, PM))).toMatchObject({ code: 'APPROVAL.ALREADY_DECIDED' });
    await partner.decide(approval, CAM);
    await partner.reaches('strategize', 'ok', 'done');
  });

  test('is everybody’s own, and an administrator’s for others; nobody stands in for themselves', async () => {
    expect(await away(PM, {}, CAM)).toMatchObject({ refused: 'AUTH.FORBIDDEN' });
    expect(await away(PM, { delegateId: PM })).toMatchObject({ refused: 'REQUEST.RULE' });
    expect(await away(PM, { toWallMs: engine.now() - HOUR_MS })).toMatchObject({ refused: 'REQUEST.RULE' });
    expect(await away(PM, { role: 'KING' })).toMatchObject({ refused: 'REQUEST.RULE' });
    expect(await away(PM, { delegateId: LEG }, admin)).toMatchObject({ changed: true });
  });
});

describe('whoever sees to it', () => {
  test('claims and releases; others see it, may decide all the same, and the deadline does not wait', async () => {
    const { partner, approval } = await asked(
      { roles: ['PM', 'CAM'], quorum: 1, rejection: 'ends' },
      { ladder: 'climbing' },
    );
    await expect(act(engine, { approval, by: PM, does: 'claim' })).resolves.toMatchObject({ claimedBy: PM });
    expect(await rowOf(approval)).toMatchObject({ state: 'open', claimed_by: PM });
    expect(await refusalOf(act(engine, { approval, by: CAM, does: 'claim' }))).toMatchObject({
      code: 'APPROVAL.CLAIMED',
      details: { allowedActions: expect.arrayContaining(['approve', 'release']) as string[] },
    });
    expect(await refusalOf(act(engine, { approval, by: FIN, does: 'claim' }))).toMatchObject({
      code: 'APPROVAL.CLAIMED',
    });
    await engine.passUntil('a reminder', async () => (await partner.audit('approval.reminded')).length > 0, {
      stepMs: 6 * HOUR_MS,
    });
    await act(engine, { approval, by: PM, does: 'release' });
    expect(await rowOf(approval)).toMatchObject({ claimed_by: null });
    await act(engine, { approval, by: CAM, does: 'claim' });
    await partner.decide(approval, PM);
    await partner.reaches('strategize', 'ok', 'done');
  });

  test('loses the claim with the right to decide; an administrator reassigns, with a reason, to who could', async () => {
    const { partner, approval } = await asked({ roles: ['PM', 'CAM'], quorum: 1, rejection: 'ends' }, { due: '60d' });
    await act(engine, { approval, by: PM, does: 'claim' });
    await away(PM);
    const [released] = await engine.soon('it is released', async () => {
      const lines = await partner.audit('approval.released');
      return lines.length > 0 && lines;
    });
    expect(released).toMatchObject({ actor: 'system:workflow', reason: expect.stringContaining(PM) as string });
    const reassign = (by: string, toPersonId: string, comment?: string) =>
      act(engine, { approval, by, does: 'reassign', toPersonId, comment });
    expect(await refusalOf(reassign(PM, CAM, 'mine'))).toMatchObject({ code: 'AUTH.FORBIDDEN' });
    expect(await refusalOf(reassign(admin, CAM))).toMatchObject({ code: 'REQUEST.INVALID' });
    expect(await refusalOf(reassign(admin, PM, 'back soon'))).toMatchObject({ code: 'APPROVAL.NOT_CANDIDATE' });
    await reassign(admin, CAM, 'PM is ill');
    expect(await rowOf(approval)).toMatchObject({ claimed_by: CAM });
    expect(await partner.audit('approval.reassigned')).toMatchObject([
      { reason: 'PM is ill', actor: `person/${admin}` },
    ]);
  });
});

describe('a question', () => {
  test('stops the clock where the rule says so, until it is answered by another than who asked', async () => {
    const rule: ApprovalRule = { ...oneOf('PM', 'LEG'), infoStopsClock: true };
    const { partner, approval } = await asked(rule, { ladder: 'expires', draft: true });
    const { due_ms: dueMs } = await rowOf(approval);
    await act(engine, { approval, by: PM, does: 'requestInfo', comment: 'Which market?' });
    expect(await rowOf(approval)).toMatchObject({ state: 'info_requested' });
    expect(await refusalOf(act(engine, { approval, by: LEG, does: 'requestInfo', comment: 'And?' }))).toMatchObject({
      code: 'APPROVAL.STATE',
    });
    await engine.passTo(dueMs + 7 * DAY_MS);
    expect(await rowOf(approval)).toMatchObject({ state: 'info_requested' });
    expect(await refusalOf(act(engine, { approval, by: PM, does: 'answerInfo', comment: 'Mine' }))).toMatchObject({
      code: 'AUTH.FORBIDDEN',
    });
    await act(engine, { approval, by: CAM, does: 'answerInfo', comment: 'The north' });
    const answered = await rowOf(approval);
    expect(answered.state).toBe('open');
    expect(answered.due_ms).toBeGreaterThan(dueMs + 6 * DAY_MS);
    await act(engine, { approval, by: FIN, does: 'comment', comment: 'Budget is there' });
    await engine.passTo(answered.due_ms + HOUR_MS);
    await partner.reaches('strategize', 'ok', 'expired');
    const told = (await partner.audit()).filter(({ action }) => /info_|commented/.test(action));
    expect(told.map(({ action, reason }) => [action, reason])).toEqual([
      ['approval.info_requested', 'Which market?'],
      ['approval.info_answered', 'The north'],
      ['approval.commented', 'Budget is there'],
    ]);
  });

  test('does not stop it otherwise, and a decision meanwhile counts', async () => {
    const { partner, approval } = await asked(oneOf('PM', 'LEG'), { ladder: 'expires' });
    await act(engine, { approval, by: PM, does: 'requestInfo', comment: 'Why?' });
    await partner.decide(approval, LEG);
    await partner.reaches('strategize', 'ok', 'done');
    const second = await asked(oneOf('PM'), { ladder: 'expires' });
    await act(engine, { approval: second.approval, by: PM, does: 'requestInfo', comment: 'Why?' });
    await engine.pass(4 * DAY_MS);
    await second.partner.reaches('strategize', 'ok', 'expired');
  });
});

describe('what is asked changes', () => {
  const RULE: ApprovalRule = { roles: ['PM', 'LEG', 'CAM'], quorum: 2, rejection: 'ends' };
  const nextRound = (partner: PartnerDesk, before: ApprovalRow) =>
    engine.soon('the next round', async () => {
      const found = await partner.approval('strategize', 'ok');
      return found.workflow_id !== before.workflow_id && found;
    });

  test('and so a new round asks; what was said before is void, and the earlier author approves no later version', async () => {
    const { partner, approval } = await asked(RULE, { draft: true });
    await partner.decide(approval, PM);
    const second = await addPerson(engine.pool, { roles: ['CAM'] });
    const evidence = { text: 'https://files.example/better' };
    await partner.send('strategize', { personId: second, stepKey: 'draft', action: 'amend', evidence });
    const next = await nextRound(partner, approval);
    await engine.soon('the first ends', async () => (await rowOf(approval)).state === 'superseded');
    expect(await rowOf(next)).toMatchObject({ state: 'open', round: 2 });
    expect(next.content_hash).not.toBe(approval.content_hash);
    expect(await candidatesOf(next)).toEqual([LEG, PM].sort());
    expect(await refusalOf(partner.decide(next, PM, 'approve', { contentHash: approval.content_hash }))).toMatchObject({
      code: 'APPROVAL.STALE',
      details: { state: 'open' },
    });
    for (const person of [CAM, second])
      expect(await refusalOf(partner.decide(next, person))).toMatchObject({ code: 'APPROVAL.EXCLUDED' });
    await partner.decide(next, PM);
    await partner.decide(next, LEG);
    expect(await partner.reaches('strategize', 'ok', 'done')).toMatchObject({
      result: { contentHash: next.content_hash },
    });
    expect(await partner.audit('approval.superseded')).toHaveLength(1);
    // Until the stage has ended it would be asked once more.
    await partner.ends('strategize');
    const late = partner.send('strategize', { personId: CAM, stepKey: 'draft', action: 'amend', evidence });
    expect(await refusalOf(late).catch(({ name }: Error) => ({ code: name }))).toMatchObject({
      code: expect.stringMatching(/STEP.CLOSED|WorkflowNotFoundError/) as string,
    });
  });

  test('taken back by who asked, and by nobody else, it waits to be handed in again', async () => {
    const { partner, approval } = await asked(RULE, { draft: true });
    expect(await refusalOf(act(engine, { approval, by: PM, does: 'recall' }))).toMatchObject({
      code: 'AUTH.FORBIDDEN',
    });
    await act(engine, { approval, by: CAM, does: 'recall', comment: 'A figure is wrong' });
    await engine.soon('it has ended', async () => (await rowOf(approval)).state === 'cancelled');
    expect(await partner.audit('approval.recalled')).toMatchObject([{ reason: 'A figure is wrong' }]);
    const waiting = await engine.soon('it waits', async () => {
      const step = await partner.step('strategize', 'ok');
      return step?.waiting_for === 'CAM to hand it in again' && step;
    });
    expect(waiting).toMatchObject({ state: 'open' });
    const evidence = { text: 'https://files.example/right' };
    await partner.send('strategize', { personId: CAM, stepKey: 'draft', action: 'amend', evidence });
    const next = await nextRound(partner, approval);
    await partner.decide(next, PM);
    await partner.decide(next, LEG);
    await partner.reaches('strategize', 'ok', 'done');
  });

  test('a forged word of it ends nothing', async () => {
    const { partner, approval } = await asked(RULE, { draft: true });
    const { orderApproval } = await import('../../workflows/approvals/approval.messages');
    const handle = engine.client.workflow.getHandle(approval.workflow_id);
    await handle.signal(orderApproval, { order: 'amended', messageId: 'invented' });
    await engine.soon('it is dropped', async () => (await partner.audit('order.dropped')).length === 1);
    expect(await rowOf(approval)).toMatchObject({ state: 'open' });
  });
});

describe('a task', () => {
  test('is claimed, released, reassigned and talked about; it stays open, and others may do it', async () => {
    const strategize: Record<string, Step> = { work: { kind: 'task', title: 'Work', owner: 'CAM' } };
    const partner = await apply(engine, await engine.publish(smallProgram({ stages: { strategize } })));
    const second = await addPerson(engine.pool, { roles: ['CAM'] });
    const does = (personId: string, action: 'claim' | 'release' | 'reassign' | 'comment', more: object = {}) =>
      partner.act('strategize', { personId, stepKey: 'work', action, ...more });
    await does(CAM, 'claim');
    await engine.soon(
      'it shows',
      async () => (await partner.step('strategize', 'work'))?.details?.['claimedBy'] === CAM,
    );
    expect(await refusalOf(does(second, 'claim'))).toMatchObject({ code: 'STEP.CLAIMED' });
    expect(await refusalOf(does(second, 'reassign', { toPersonId: second, comment: 'x' }))).toMatchObject({
      code: 'AUTH.FORBIDDEN',
    });
    expect(await refusalOf(does(admin, 'reassign', { toPersonId: PM, comment: 'x' }))).toMatchObject({
      code: 'REQUEST.RULE',
    });
    await does(admin, 'reassign', { toPersonId: second, comment: 'CAM is ill' });
    await does(PM, 'comment', { comment: 'Please hurry' });
    await does(second, 'release');
    expect((await partner.audit('step.comment'))[0]).toMatchObject({ reason: 'Please hurry' });
    expect(await partner.step('strategize', 'work')).toMatchObject({ state: 'open' });
    await partner.complete('strategize', 'work', CAM);
    await partner.ends('strategize');
  });

  test('is free again when whoever claimed it loses the role or leaves, and nobody else’s claim ends with that', async () => {
    const work: Step = { kind: 'task', title: 'Work', owner: 'CAM' };
    const strategize: Record<string, Step> = { work, other: { ...work, title: 'Other' } };
    const partner = await apply(engine, await engine.publish(smallProgram({ stages: { strategize } })));
    const [moves, leaves] = [
      await addPerson(engine.pool, { roles: ['CAM'] }),
      await addPerson(engine.pool, { roles: ['CAM'] }),
    ];
    const claim = (personId: string, stepKey: string) =>
      partner.act('strategize', { personId, stepKey, action: 'claim' });
    const claimOf = async (stepKey: string) => (await partner.step('strategize', stepKey))?.details?.['claimedBy'];
    const free = () => engine.soon('it is free', async () => (await claimOf('work')) === undefined);
    const change = { by: admin, personId: moves };
    await claim(CAM, 'other');
    await claim(moves, 'work');
    await engine.soon('it shows', async () => (await claimOf('work')) === moves);
    const roles = { grant: [{ role: 'PM' }], revoke: [{ role: 'CAM' }] };
    expect(isRefusal(await changePerson(engine, { ...change, command: 'changeRoles', content: roles }))).toBe(false);
    await free();
    await claim(leaves, 'work');
    await engine.soon('it shows', async () => (await claimOf('work')) === leaves);
    await changePerson(engine, { by: admin, personId: leaves, command: 'leave', content: {} });
    await free();
    const released = await partner.audit('step.released');
    expect(released.map(({ actor, reason }) => ({ actor, reason }))).toEqual(
      [moves, leaves].map((who) => ({ actor: 'system:workflow', reason: `${who} cannot do it any more` })),
    );
    expect(await claimOf('other')).toBe(CAM);
  });
});
