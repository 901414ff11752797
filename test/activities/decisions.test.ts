import { isRefusal } from '../../domain/errors';
import { canonicalJson } from '../../domain/hash';
import type { DecisionKind } from '../../domain/approvals';
import type { ApprovalOpening, DecisionMessage, DecisionOutcome, DecisionRecord } from '../../domain/journal';
import type { ActivityKit } from '../kit/activities';
import { activityKit } from '../kit/activities';
import { addPartner, addPerson, approvalOf, NOW_MS, originOf, publishVersion } from '../kit/rows';

let kit: ActivityKit;
let version: Awaited<ReturnType<typeof publishVersion>>;
let pm: string;
let cam: string;
let legal: string;

beforeAll(async () => {
  kit = await activityKit();
  version = await publishVersion(kit.pool);
  [pm, cam, legal] = (await Promise.all(
    ['PM', 'CAM', 'LEG'].map((role) => addPerson(kit.pool, { roles: [role] })),
  )) as [string, string, string];
});
afterAll(() => kit.close());

async function opened(parts: Parameters<typeof approvalOf>[1] = {}): Promise<ApprovalOpening> {
  const opening = approvalOf(await addPartner(kit.pool, version), parts);
  await kit.activities.openApproval(opening);
  return opening;
}

let messages = 0;
interface Said {
  decision?: DecisionKind;
  messageId?: string;
  message?: Partial<DecisionMessage>;
  sign?: boolean;
  record?: Partial<DecisionRecord>;
}

/** A decision as the workflow hands it over, signed as the API does it. */
function said(
  opening: ApprovalOpening,
  personId: string,
  { decision = 'approve', sign = true, ...parts }: Said = {},
): DecisionRecord {
  const { origin, approvalId, partnerId, plan, contentHash, requester, beneficiaries, audience } = opening;
  const messageId = parts.messageId ?? `message-${(messages += 1)}`;
  const bare: DecisionMessage = { actor: { personId }, decision, contentHash, ...parts.message };
  const message = sign ? kit.signed(bare, { workflowId: origin.workflowId, messageId }) : bare;
  return {
    origin,
    approvalId,
    partnerId,
    plan,
    contentHash,
    requester,
    beneficiaries,
    audience,
    message,
    messageId,
    receivedWallMs: kit.clock.wallMs,
    nowMs: NOW_MS + 60_000,
    ...parts.record,
  };
}

const decide = (opening: ApprovalOpening, personId: string, parts?: Said) =>
  kit.activities.recordDecision(said(opening, personId, parts));
const refusedWith = (code: string) => expect.objectContaining({ refused: code });
const decisionsOf = (opening: ApprovalOpening) =>
  kit.rows<{ seq: number; decision: string; comment: string | null; identity_proven: boolean }>(
    'SELECT seq, decision, comment, identity_proven FROM decision WHERE approval_id = $1 ORDER BY person_id, seq',
    [opening.approvalId],
  );
const auditOf = (opening: ApprovalOpening, action: string) =>
  kit.rows<{ actor: string; business_key: string; details: Record<string, unknown>; program_version: string }>(
    'SELECT actor, business_key, details, program_version FROM audit WHERE workflow_id = $1 AND action = $2 ORDER BY seq',
    [opening.origin.workflowId, action],
  );

describe('who could decide', () => {
  it('asks everybody who holds a deciding role in the region, each person once', async () => {
    const both = await addPerson(kit.pool, { roles: ['PM', ['LEG', 'us']] });
    await addPerson(kit.pool, { roles: [['PM', 'de']] });
    await addPerson(kit.pool, { roles: ['FIN'] });
    await addPerson(kit.pool, { roles: ['PM'], status: 'left' });
    await addPerson(kit.pool, { roles: ['PM'], kind: 'service' });
    const opening = approvalOf(await addPartner(kit.pool, version));
    await expect(kit.activities.openApproval(opening)).resolves.toEqual({ candidates: 4 });
    const people = await kit.rows<{ person_id: string }>(
      'SELECT DISTINCT person_id FROM approval_candidate WHERE approval_id = $1',
      [opening.approvalId],
    );
    expect(people.map((row) => row.person_id).sort()).toEqual([pm, cam, legal, both].sort());
  });

  it('leaves out requester and beneficiaries, persons and all people of a beneficiary party', async () => {
    const partnerId = await addPartner(kit.pool, version);
    const owner = await addPerson(kit.pool, { partnerId, roles: ['P-own'] });
    const plan = { roles: ['CAM', 'LEG', 'P-own'] };
    const opening = approvalOf(partnerId, { plan, requester: cam, beneficiaries: [legal] });
    await expect(kit.activities.openApproval(opening)).resolves.toEqual({ candidates: 2 });
    const foreign = approvalOf(await addPartner(kit.pool, version), { plan, beneficiaries: [] });
    await kit.activities.openApproval(foreign);
    const asked = await kit.rows<{ person_id: string }>(
      'SELECT person_id FROM approval_candidate WHERE approval_id = $1',
      [foreign.approvalId],
    );
    expect(asked.map((row) => row.person_id)).not.toContain(owner);
    await expect(decide(opening, owner)).resolves.toMatchObject({ recorded: true });
    const party = approvalOf(partnerId, { plan, round: 2, beneficiaries: [partnerId] });
    await kit.activities.openApproval(party);
    await expect(decide(party, owner)).resolves.toEqual(refusedWith('APPROVAL.EXCLUDED'));
  });

  it('opens once, however often it is asked', async () => {
    const opening = await opened();
    await kit.activities.openApproval(opening);
    expect(await auditOf(opening, 'approval.opened')).toHaveLength(1);
  });

  it('asks the added roles from an escalation on, and shows an older turn nothing', async () => {
    const opening = await opened({ plan: { roles: ['LEG'], quorum: 1 } });
    const turn = (number: number, roles: string[], state: 'open' | 'expired' = 'open') => ({
      ...opening,
      turn: number,
      nowMs: NOW_MS + number,
      state,
      plan: { ...opening.plan, roles },
      audit: [{ action: 'approval.escalated', actor: 'system:timer', subject: `approval/${opening.approvalId}` }],
    });
    const before = (await kit.activities.journalApproval(turn(1, ['LEG']))).candidates;
    const { candidates } = await kit.activities.journalApproval(turn(3, ['LEG', 'CAM']));
    expect(candidates).toBeGreaterThan(before);
    await kit.activities.journalApproval(turn(3, ['LEG', 'CAM']));
    await kit.activities.journalApproval(turn(2, ['LEG']));
    const [row] = await kit.rows<{ turn: string; roles: string[] }>(
      'SELECT turn, roles FROM approval WHERE approval_id = $1',
      [opening.approvalId],
    );
    expect(row).toEqual({ turn: '3', roles: ['LEG', 'CAM'] });
    expect(await auditOf(opening, 'approval.escalated')).toHaveLength(3);
  });
});

describe('a decision', () => {
  it('is recorded with person, sequence, comment and proof, and told back', async () => {
    const opening = await opened();
    const outcome = await decide(opening, cam, { message: { comment: 'A good fit' } });
    expect(outcome).toEqual({ recorded: true, personId: cam, seq: 1, decision: 'approve', decidedMs: NOW_MS + 60_000 });
    expect(await decisionsOf(opening)).toEqual([
      { seq: 1, decision: 'approve', comment: 'A good fit', identity_proven: true },
    ]);
    const [line] = await auditOf(opening, 'approval.decide');
    expect(line).toMatchObject({ actor: `person/${cam}`, program_version: 'channel@1' });
  });

  it('is one row when the same one arrives twenty times at once', async () => {
    const opening = await opened();
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => decide(opening, cam)));
    expect(new Set(outcomes.map(canonicalJson)).size).toBe(1);
    expect(isRefusal(outcomes[0])).toBe(false);
    expect(await decisionsOf(opening)).toHaveLength(1);
  });

  it('is one row when one message is recorded twenty times at once', async () => {
    const opening = await opened();
    const record = said(opening, cam);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => kit.activities.recordDecision(record)));
    expect(new Set(outcomes.map(canonicalJson)).size).toBe(1);
    expect(await decisionsOf(opening)).toHaveLength(1);
    expect(await auditOf(opening, 'approval.decide')).toHaveLength(1);
  });

  it('is answered like the first time after the end, and nothing else is', async () => {
    const opening = await opened();
    const first = (await decide(opening, cam)) as DecisionOutcome;
    await kit.activities.journalApproval({ ...opening, turn: 1, nowMs: NOW_MS + 90_000, state: 'approved', audit: [] });
    await expect(decide(opening, cam)).resolves.toEqual(first);
    await expect(decide(opening, cam, { decision: 'revoke' })).resolves.toEqual(refusedWith('APPROVAL.CLOSED'));
    await expect(decide(opening, legal)).resolves.toEqual(refusedWith('APPROVAL.CLOSED'));
    expect(await decisionsOf(opening)).toHaveLength(1);
  });

  it('is accepted while the approval is paused', async () => {
    const opening = await opened();
    await kit.activities.journalApproval({ ...opening, turn: 1, nowMs: NOW_MS, state: 'paused', audit: [] });
    await expect(decide(opening, cam)).resolves.toMatchObject({ recorded: true, seq: 1 });
  });

  it('can be revoked and taken again, and the sequence tells each', async () => {
    const opening = await opened();
    await expect(decide(opening, cam, { decision: 'revoke' })).resolves.toEqual(refusedWith('APPROVAL.NOT_DECIDED'));
    await decide(opening, cam);
    await expect(decide(opening, cam, { decision: 'reject' })).resolves.toEqual(
      refusedWith('APPROVAL.ALREADY_DECIDED'),
    );
    await expect(decide(opening, cam, { decision: 'revoke' })).resolves.toMatchObject({ seq: 2 });
    await expect(decide(opening, cam, { decision: 'revoke' })).resolves.toEqual(refusedWith('APPROVAL.NOT_DECIDED'));
    await expect(decide(opening, cam, { decision: 'reject' })).resolves.toMatchObject({ seq: 3, decision: 'reject' });
    expect((await decisionsOf(opening)).map((row) => row.decision)).toEqual(['approve', 'revoke', 'reject']);
    const live = await kit.rows('SELECT * FROM decision_live WHERE approval_id = $1', [opening.approvalId]);
    expect(live).toHaveLength(1);
  });
});

describe('the decision that ends an approval', () => {
  const ending = (turn = 5) => ({ turn, candidates: 3, decisions: [] });
  const rowOf = async ({ approvalId }: ApprovalOpening) =>
    (await kit.rows(`SELECT state, turn::int, ended_ms::float8 FROM approval WHERE approval_id = $1`, [approvalId]))[0];
  const linesOf = (opening: ApprovalOpening) =>
    kit.rows<{ action: string; actor: string; reason: string | null; business_key: string }>(
      'SELECT action, actor, reason, business_key FROM audit WHERE workflow_id = $1 ORDER BY seq',
      [opening.origin.workflowId],
    );

  it('is written with its end, in this order and once, and told alike when it is recorded again', async () => {
    const opening = await opened({ plan: { quorum: 1 } });
    const record = said(opening, cam, { record: { ending: ending() } });
    const first = await kit.activities.recordDecision(record);
    expect(first).toMatchObject({ recorded: true, endedIn: 5 });
    await expect(kit.activities.recordDecision(record)).resolves.toEqual(first);
    expect(await rowOf(opening)).toEqual({ state: 'approved', turn: 5, ended_ms: NOW_MS + 60_000 });
    const [, decided, end, ...more] = await linesOf(opening);
    expect([decided!.action, end!.action, more]).toEqual(['approval.decide', 'approval.approved', []]);
    expect(end).toMatchObject({ actor: 'system:workflow', reason: 'decided' });
    // Under the key of the workflow's own line: where a lost task is done again and writes it, it is there already.
    const { workflowId, runId } = opening.origin;
    const key = `approval.approved/approval/${opening.approvalId}#1`;
    expect(end!.business_key).toBe(`${workflowId}/${runId}/${key}`);
    const line = {
      action: 'approval.approved',
      actor: 'system:workflow',
      subject: `approval/${opening.approvalId}`,
      key,
    };
    await kit.activities.journalApproval({ ...opening, turn: 6, nowMs: NOW_MS, state: 'approved', audit: [line] });
    expect(await linesOf(opening)).toHaveLength(3);
  });

  it('counts what was decided before, and ends nothing that others still decide', async () => {
    const opening = await opened();
    const before = {
      personId: cam,
      seq: 1,
      decision: 'approve' as const,
      contentHash: opening.contentHash,
      decidedMs: 1,
    };
    await expect(decide(opening, cam, { record: { ending: ending() } })).resolves.not.toHaveProperty('endedIn');
    expect(await rowOf(opening)).toMatchObject({ state: 'open', turn: 0 });
    const last = { ...ending(7), decisions: [before] };
    await expect(decide(opening, legal, { record: { ending: last } })).resolves.toMatchObject({ endedIn: 7 });
    expect(await rowOf(opening)).toMatchObject({ state: 'approved', turn: 7 });
  });

  it('rejects where one rejection ends it', async () => {
    const opening = await opened();
    const record = said(opening, cam, { decision: 'reject', record: { ending: ending() } });
    await expect(kit.activities.recordDecision(record)).resolves.toMatchObject({ endedIn: 5 });
    expect(await rowOf(opening)).toMatchObject({ state: 'rejected' });
  });

  it('leaves the end to its workflow where the row shows a later turn, and where it is paused', async () => {
    const [late, paused] = [await opened({ plan: { quorum: 1 } }), await opened({ plan: { quorum: 1 } })];
    await kit.activities.journalApproval({ ...late, turn: 9, nowMs: NOW_MS, state: 'open', audit: [] });
    await expect(decide(late, cam, { record: { ending: ending() } })).resolves.not.toHaveProperty('endedIn');
    expect(await rowOf(late)).toMatchObject({ state: 'open', turn: 9 });
    await expect(decide(paused, cam)).resolves.not.toHaveProperty('endedIn');
    expect(await rowOf(paused)).toMatchObject({ state: 'open' });
  });
});

describe('a refused decision', () => {
  it('leaves an audit row under its key and nothing else, and is refused again alike', async () => {
    const opening = await opened();
    const finance = await addPerson(kit.pool, { roles: ['FIN'] });
    const record = said(opening, finance);
    const first = await kit.activities.recordDecision(record);
    expect(first).toEqual(refusedWith('APPROVAL.NOT_CANDIDATE'));
    await kit.pool.query(
      `INSERT INTO role_grant (grant_id, person_id, role, from_wall, granted_by, business_key) VALUES ($1, $2, 'PM', 1, 'test', $1)`,
      [`late-${finance}`, finance],
    );
    await expect(kit.activities.recordDecision(record)).resolves.toEqual(first);
    const lines = await auditOf(opening, 'approval.decide.refused');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      actor: `person/${finance}`,
      business_key: `refused/${opening.origin.workflowId}/${record.messageId}`,
    });
    expect(await decisionsOf(opening)).toHaveLength(0);
  });

  it.each([
    ['no proof', { sign: false }, 'AUTH.PROOF_INVALID'],
    [
      'a signature of another message',
      { message: { actor: { personId: 'somebody', signature: 'f'.repeat(64) } }, sign: false },
      'AUTH.PROOF_INVALID',
    ],
    ['other content', { message: { contentHash: 'e'.repeat(64) } }, 'APPROVAL.STALE'],
    ['no word on what was shown', { message: { contentHash: undefined } }, 'REQUEST.INVALID'],
    ['no known decision', { decision: 'maybe' as DecisionKind }, 'REQUEST.INVALID'],
    ['a comment that is too long', { message: { comment: 'x'.repeat(2_001) } }, 'REQUEST.INVALID'],
    ['a comment with a NUL', { message: { comment: 'a\u0000b' } }, 'REQUEST.INVALID'],
  ])('because of %s changes nothing', async (_what, parts, code) => {
    const opening = await opened();
    await expect(decide(opening, cam, parts)).resolves.toEqual(refusedWith(code));
    expect(await decisionsOf(opening)).toHaveLength(0);
    expect(await auditOf(opening, 'approval.decide.refused')).toHaveLength(1);
  });

  it.each([[undefined], [null], ['approve'], [{ decision: 'approve' }], [{ actor: { personId: 7 } }]])(
    'is what a signal that is no message becomes: %j',
    async (message) => {
      const opening = await opened();
      const record = { ...said(opening, cam), message: message as unknown as DecisionMessage };
      await expect(kit.activities.recordDecision(record)).resolves.toEqual(refusedWith('REQUEST.INVALID'));
    },
  );

  it('comes from a grant that has ended, that has not begun, or is for another region', async () => {
    const opening = await opened();
    const german = await addPerson(kit.pool, { roles: [['PM', 'de']] });
    await expect(decide(opening, german)).resolves.toEqual(refusedWith('APPROVAL.NOT_CANDIDATE'));
    const former = await addPerson(kit.pool, { roles: ['PM'] });
    await kit.pool.query('UPDATE role_grant SET to_wall = $2 WHERE person_id = $1', [former, kit.clock.wallMs]);
    await expect(decide(opening, former)).resolves.toEqual(refusedWith('APPROVAL.NOT_CANDIDATE'));
    const gone = await addPerson(kit.pool, { roles: ['PM'], status: 'left' });
    await expect(decide(opening, gone)).resolves.toEqual(refusedWith('AUTH.FORBIDDEN'));
    const robot = await addPerson(kit.pool, { roles: ['PM'], kind: 'service' });
    await expect(decide(opening, robot)).resolves.toEqual(refusedWith('APPROVAL.NOT_CANDIDATE'));
  });

  it('comes from the partner’s people, even with a role of ours', async () => {
    const opening = await opened({ beneficiaries: [] });
    const mole = await addPerson(kit.pool, { partnerId: opening.partnerId, roles: ['PM'] });
    await expect(decide(opening, mole)).resolves.toEqual(refusedWith('APPROVAL.NOT_CANDIDATE'));
  });

  it('is told apart from another workflow’s message with the same id', async () => {
    const [one, two] = [await opened(), await opened()];
    await decide(one, cam, { messageId: 'same' });
    await expect(decide(two, legal, { messageId: 'same' })).resolves.toMatchObject({ personId: legal });
  });
});

describe('a one-time code', () => {
  const issue = async (opening: ApprovalOpening, personId: string) =>
    (
      await kit.codes.issue({
        personId,
        approvalId: opening.approvalId,
        contentHash: opening.contentHash,
        nowWallMs: kit.clock.wallMs,
      })
    ).code;
  const byCode = (code: string, personId: string, parts: Said = {}): Said => ({
    sign: false,
    ...parts,
    message: { actor: { personId, code }, contentHash: undefined },
  });

  it('decides once, on what it was bound to, and a retry is answered like the first', async () => {
    const opening = await opened();
    const record = said(opening, cam, byCode(await issue(opening, cam), cam));
    const first = await kit.activities.recordDecision(record);
    expect(first).toMatchObject({ recorded: true, personId: cam, seq: 1 });
    await expect(kit.activities.recordDecision(record)).resolves.toEqual(first);
    const { code } = record.message.actor;
    await expect(decide(opening, cam, byCode(code!, cam, { decision: 'revoke' }))).resolves.toEqual(
      refusedWith('AUTH.PROOF_INVALID'),
    );
  });

  it('is good for its person and approval only, and for fifteen minutes of when it was received', async () => {
    const opening = await opened();
    const code = await issue(opening, cam);
    await expect(decide(opening, legal, byCode(code, legal))).resolves.toEqual(refusedWith('AUTH.PROOF_INVALID'));
    await expect(decide(await opened(), cam, byCode(code, cam))).resolves.toEqual(refusedWith('AUTH.PROOF_INVALID'));
    const late = { receivedWallMs: kit.clock.wallMs + 15 * 60_000 + 1 };
    await expect(decide(opening, cam, byCode(code, cam, { record: late }))).resolves.toEqual(
      refusedWith('AUTH.PROOF_INVALID'),
    );
    await expect(decide(opening, cam, byCode(code, cam))).resolves.toMatchObject({ recorded: true });
  });

  it('is not used up by a refusal', async () => {
    const opening = await opened({ requester: cam });
    const code = await issue(opening, cam);
    await expect(decide(opening, cam, byCode(code, cam))).resolves.toEqual(refusedWith('APPROVAL.EXCLUDED'));
    const [row] = await kit.rows<{ used_by: string | null }>(
      'SELECT used_by FROM one_time_code WHERE approval_id = $1',
      [opening.approvalId],
    );
    expect(row!.used_by).toBeNull();
  });
});

describe('a trusted Temporal UI', () => {
  it('lets a bare person decide, and the row says that the identity is not proven', async () => {
    const trusting = await activityKit({ trustTemporalUi: true });
    try {
      const published = await publishVersion(trusting.pool);
      const person = await addPerson(trusting.pool, { roles: ['CAM'] });
      const opening = approvalOf(await addPartner(trusting.pool, published));
      await trusting.activities.openApproval(opening);
      const record = { ...said(opening, person, { sign: false }), origin: originOf(opening.origin.workflowId) };
      await expect(trusting.activities.recordDecision(record)).resolves.toMatchObject({ recorded: true });
      expect(await trusting.rows('SELECT identity_proven FROM decision')).toEqual([{ identity_proven: false }]);
      const forged = said(opening, person, {
        sign: false,
        message: { actor: { personId: person, signature: 'f'.repeat(64) } },
      });
      await expect(trusting.activities.recordDecision(forged)).resolves.toEqual(refusedWith('AUTH.PROOF_INVALID'));
    } finally {
      await trusting.close();
    }
  });
});

describe('a link', () => {
  const linkOf = async ({ approvalId, contentHash }: ApprovalOpening, personId: string): Promise<string> => {
    const token = await kit.links.issue({ personId, approvalId, contentHash, nowWallMs: kit.clock.wallMs });
    return (await kit.links.find(token))!.linkId;
  };
  const byLink = (linkId: string, parts: Said = {}): Said => ({ ...parts, message: { ...parts.message, linkId } });
  const usesOf = (linkId: string) =>
    kit.rows<{ used_by: string | null }>('SELECT used_by FROM decision_link WHERE token_hash = $1', [linkId]);

  test('is used up with the decision, under its key; the same message again is answered like the first', async () => {
    const opening = await opened();
    const linkId = await linkOf(opening, cam);
    const record = said(opening, cam, byLink(linkId));
    const first = await kit.activities.recordDecision(record);
    expect(first).toMatchObject({ recorded: true, decision: 'approve' });
    await expect(kit.activities.recordDecision(record)).resolves.toEqual(first);
    expect(await usesOf(linkId)).toEqual([{ used_by: `${opening.origin.workflowId}/${record.messageId}` }]);
    const again = byLink(linkId, { decision: 'revoke' });
    await expect(decide(opening, cam, again)).resolves.toEqual(refusedWith('LINK.GONE'));
  });

  test('proves nobody by itself: without the signature of the API it is nothing', async () => {
    const opening = await opened();
    const linkId = await linkOf(opening, cam);
    await expect(decide(opening, cam, byLink(linkId, { sign: false }))).resolves.toEqual(
      refusedWith('AUTH.PROOF_INVALID'),
    );
    const nonsense = { message: { linkId: { $ne: null } as unknown as string } };
    await expect(decide(opening, cam, nonsense)).resolves.toEqual(refusedWith('REQUEST.INVALID'));
    expect(await usesOf(linkId)).toEqual([{ used_by: null }]);
    expect(await decisionsOf(opening)).toEqual([]);
  });

  test('is for one person, one approval, and its time; a refused decision leaves it unused', async () => {
    const opening = await opened();
    const linkId = await linkOf(opening, cam);
    await expect(decide(opening, legal, byLink(linkId))).resolves.toEqual(refusedWith('LINK.GONE'));
    await expect(decide(await opened(), cam, byLink(linkId))).resolves.toEqual(refusedWith('LINK.GONE'));
    const late = { receivedWallMs: kit.clock.wallMs + 72 * 3_600_000 + 1 };
    await expect(decide(opening, cam, byLink(linkId, { record: late }))).resolves.toEqual(refusedWith('LINK.GONE'));
    const other = byLink(linkId, { message: { contentHash: 'f'.repeat(64) } });
    await expect(decide(opening, cam, other)).resolves.toEqual(refusedWith('APPROVAL.STALE'));
    expect(await usesOf(linkId)).toEqual([{ used_by: null }]);
    await expect(decide(opening, cam, byLink(linkId))).resolves.toMatchObject({ recorded: true });
  });
});
