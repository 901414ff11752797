import type { NoticeOccasion, NoticeState, NoticeSubject } from '../../domain/people/notices';
import type { Queryable } from '../sql';
import { execute, query } from '../sql';

/**
 * The outbox: what people are to be told is written in the transaction that makes it true, and delivered later by each
 * person's own workflow. A notice is unique by what happened and whom it concerns, so writing it again is harmless.
 */

/** The opaque id of a notice, from its business key, in SQL. */
const NOTICE_ID = `'ntc_' || left(encode(sha256(convert_to(t.business_key, 'UTF8')), 'hex'), 20)`;
/** Writes what `told` says: business key, person, occasion, subject, partner. */
export const NOTICE_INTO = `INSERT INTO notice (notice_id, business_key, person_id, occasion, subject, partner_id, state)
  SELECT ${NOTICE_ID}, t.business_key, t.person_id, t.occasion, t.subject, t.partner_id, 'new' FROM told t
  ON CONFLICT (business_key) DO NOTHING`;

/** Lines of the audit that concern people who wait for, or asked for, an approval. */
const NOTED = [
  'approval.reminded',
  'approval.info_requested',
  'approval.approved',
  'approval.rejected',
  'approval.expired',
  'approval.cancelled',
  'approval.superseded',
];
const APPROVAL = 'approval/';

/**
 * Tells everybody who can decide an approval and has not been told so yet.
 * @returns how many notices are new
 */
export async function noteCandidates(tx: Queryable, approvalId: string): Promise<number> {
  return execute(
    tx,
    `WITH told AS (
       SELECT 'waits/approval/' || a.approval_id || '/' || c.person_id AS business_key, c.person_id,
              CASE WHEN a.turn = 0 THEN 'asked' ELSE 'added' END AS occasion, 'approval/' || a.approval_id AS subject, a.partner_id
       FROM approval a JOIN (SELECT DISTINCT approval_id, person_id FROM approval_candidate) c USING (approval_id)
       WHERE a.approval_id = $1 AND a.ended_ms IS NULL)
     ${NOTICE_INTO}`,
    [approvalId],
  );
}

/**
 * Tells people what the audit says of an approval: a reminder to whoever can decide and has not, its end to who asked
 * for it, its withdrawal to all who waited.
 * @returns how many notices are new
 */
export async function noteApprovals(
  tx: Queryable,
  lines: readonly { action: string; subject: string; business_key: string }[],
): Promise<number> {
  const noted = lines.filter(({ action, subject }) => NOTED.includes(action) && subject.startsWith(APPROVAL));
  if (noted.length === 0) return 0;
  return execute(
    tx,
    {
      name: 'notice-approvals',
      text: `WITH told AS (
       SELECT l.business_key || '/' || w.person_id AS business_key, w.person_id, w.occasion, l.subject, a.partner_id
       FROM jsonb_to_recordset($1) AS l(action text, subject text, business_key text)
       JOIN approval a ON a.approval_id = substr(l.subject, length($2::text) + 1)
       CROSS JOIN LATERAL (
         SELECT c.person_id, CASE l.action WHEN 'approval.reminded' THEN 'reminded' ELSE 'withdrawn' END AS occasion
         FROM approval_candidate c
         WHERE c.approval_id = a.approval_id AND l.action IN ('approval.reminded', 'approval.cancelled', 'approval.superseded')
           AND NOT EXISTS (SELECT FROM decision_live d WHERE d.approval_id = c.approval_id AND d.person_id = c.person_id)
         UNION
         SELECT p.person_id, CASE l.action WHEN 'approval.info_requested' THEN 'info_requested'
                                           WHEN 'approval.cancelled' THEN 'withdrawn' ELSE 'decided' END
         FROM person p
         WHERE p.person_id = a.requester AND p.kind = 'person' AND p.status = 'active'
           AND l.action NOT IN ('approval.reminded', 'approval.superseded')) w)
     ${NOTICE_INTO}`,
    },
    [JSON.stringify(noted), APPROVAL],
  );
}

/** A step that waits for people, and why they are told now. */
export interface StepNote {
  stepId: string;
  /** What happened; nothing when the step is simply open: then each holder is told once. */
  reminder?: string;
}

/**
 * Tells the holders of an open step's roles that it waits for them; where the partner has a named owner in a role,
 * that person alone. Grants are judged at wall time, from the one Clock.
 * @returns how many notices are new
 */
export async function noteSteps(tx: Queryable, notes: readonly StepNote[], wallMs: number): Promise<number> {
  if (notes.length === 0) return 0;
  return execute(
    tx,
    {
      name: 'notice-steps',
      text: `WITH opened AS (
       SELECT s.step_id, s.partner_id, s.roles, p.region, l.reminder
       FROM jsonb_to_recordset($1) AS l("stepId" text, reminder text)
       JOIN step s ON s.step_id = l."stepId" JOIN partner p USING (partner_id)
       WHERE s.state = 'open' AND s.details ? 'actions'),
     holder AS (
       SELECT o.step_id, o.partner_id, o.reminder, g.role, h.person_id,
              EXISTS (SELECT FROM partner_owner w WHERE w.partner_id = o.partner_id AND w.role = g.role AND w.person_id = h.person_id) AS owns
       FROM opened o JOIN role_grant g ON g.role = ANY(o.roles) JOIN person h USING (person_id)
       WHERE h.status = 'active' AND h.kind = 'person' AND g.from_wall <= $2 AND (g.to_wall IS NULL OR g.to_wall > $2)
         AND (g.region IS NULL OR g.region = o.region)
         AND CASE WHEN g.role LIKE 'P-%' THEN h.partner_id = o.partner_id ELSE h.partner_id IS NULL END),
     told AS (
       SELECT DISTINCT coalesce(h.reminder, 'waits/step/' || h.step_id) || '/' || h.person_id AS business_key, h.person_id,
              CASE WHEN h.reminder IS NOT NULL THEN 'reminded'
                   WHEN EXISTS (SELECT FROM notice n WHERE n.subject = 'step/' || h.step_id) THEN 'added' ELSE 'asked' END AS occasion,
              'step/' || h.step_id AS subject, h.partner_id
       FROM holder h
       WHERE h.owns OR NOT EXISTS (SELECT FROM holder o WHERE o.step_id = h.step_id AND o.role = h.role AND o.owns))
     ${NOTICE_INTO}`,
    },
    [JSON.stringify(notes), wallMs],
  );
}

/** An invitation, and what made it. */
export interface InvitationNote {
  personId: string;
  partnerId: string | null;
  /** The change that invites, or that sends an invitation to another address. */
  changeId: string;
}

/** Tells somebody that they are invited: nobody else can, for they have never signed in. */
export async function noteInvitation(tx: Queryable, note: InvitationNote): Promise<void> {
  const { personId, partnerId, changeId } = note;
  await execute(
    tx,
    `WITH told AS (
       SELECT 'invited/' || $3::text AS business_key, $1::text AS person_id, 'invited' AS occasion, 'person/' || $1 AS subject,
              $2::text AS partner_id)
     ${NOTICE_INTO}`,
    [personId, partnerId, changeId],
  );
}

/** People for whom something new is there to be told, with the numbers of their new notices. */
export async function newNotices(db: Queryable, limit: number): Promise<{ personId: string; seqs: string[] }[]> {
  return query(
    db,
    `SELECT person_id AS "personId", array_agg(seq) AS seqs FROM notice WHERE state = 'new' GROUP BY person_id LIMIT $1`,
    [limit],
  );
}

/** The person's workflow knows of these. */
export async function markCalled(db: Queryable, seqs: readonly string[]): Promise<void> {
  await execute(db, `UPDATE notice SET state = 'called' WHERE seq = ANY($1) AND state = 'new'`, [seqs]);
}

/** Everybody for whom something is not told yet, whoever knows of it: after a workflow was lost. */
export async function peopleWaiting(db: Queryable): Promise<string[]> {
  const rows = await query<{ personId: string }>(
    db,
    `SELECT DISTINCT person_id AS "personId" FROM notice WHERE state IN ('new', 'called', 'sending')`,
  );
  return rows.map(({ personId }) => personId);
}

/** A notice as it waits to be told, with what has become of its subject. */
export interface WaitingNotice {
  noticeId: string;
  occasion: NoticeOccasion;
  subject: string;
  what: NoticeSubject;
  /** Of the approval, step, person or account; null when there is no such row. */
  id: string | null;
  title: string | null;
  partnerName: string | null;
  dueMs: string | null;
  contentHash: string | null;
  /** Approvals: how it ended. */
  outcome: string | null;
  /** It still waits for this person; an invitation waits until it is taken, or its person leaves. */
  waits: boolean;
  /** This person was told before that it waits. */
  wasTold: boolean;
}

/** Runs and payments that notices are about. */
export const PAYOUT_SUBJECTS = `
  LEFT JOIN LATERAL (SELECT * FROM payout_run r WHERE n.subject LIKE 'run/%' AND r.run_id = substr(n.subject, 5)
                     ORDER BY r.revision DESC LIMIT 1) u ON true
  LEFT JOIN payout_line l ON n.subject LIKE 'payment/%' AND l.line_id = substr(n.subject, 9)
  LEFT JOIN payout_run o ON o.run_id = l.run_id AND o.revision = l.revision`;
/** What people call them. */
export const PAYOUT_TITLES = `u.program_id || ' ' || u.period, o.period || ' · ' || l.currency`;

/** What each notice is about, as it stands now. $1 wall time. */
const STANDING = `
  SELECT n.notice_id AS "noticeId", n.occasion, n.subject, n.person_id, n.seq,
         split_part(n.subject, '/', 1) AS what, coalesce(a.approval_id, s.step_id, i.person_id, c.account_id, u.run_id, l.line_id) AS id,
         coalesce(a.title, s.title, '…' || c.last_four || ' · ' || y.currency, ${PAYOUT_TITLES}) AS title, p.name AS "partnerName",
         coalesce(a.due_ms, s.due_ms) AS "dueMs", a.content_hash AS "contentHash",
         CASE WHEN a.ended_ms IS NOT NULL THEN a.state END AS outcome,
         CASE WHEN a.approval_id IS NOT NULL THEN a.ended_ms IS NULL
                AND EXISTS (SELECT FROM approval_candidate c WHERE c.approval_id = a.approval_id AND c.person_id = n.person_id)
                AND NOT EXISTS (SELECT FROM decision_live d WHERE d.approval_id = a.approval_id AND d.person_id = n.person_id)
              WHEN s.step_id IS NOT NULL THEN s.state = 'open' AND EXISTS (
                SELECT FROM role_grant g WHERE g.person_id = n.person_id AND g.role = ANY(s.roles) AND g.from_wall <= $1
                  AND (g.to_wall IS NULL OR g.to_wall > $1) AND (g.region IS NULL OR g.region = p.region))
              WHEN u.run_id IS NOT NULL THEN CASE n.occasion WHEN 'payout_review' THEN u.state = 'in_review' AND u.requested_by <> n.person_id
                AND NOT EXISTS (SELECT FROM payout_run_approval v WHERE v.run_id = u.run_id AND v.revision = u.revision AND v.person_id = n.person_id)
                WHEN 'results_missing' THEN u.state = 'submitting' AND EXISTS (
                  SELECT FROM payout_attempt t JOIN payout_line q USING (line_id)
                  WHERE q.run_id = u.run_id AND q.revision = u.revision AND t.rail <> 'provider' AND t.state IN ('sending','unknown','sent'))
                ELSE u.state = 'partially_failed' END
              ELSE coalesce(i.status = 'invited', false) END AS waits,
         EXISTS (SELECT FROM notice t WHERE t.subject = n.subject AND t.person_id = n.person_id AND t.state = 'delivered'
                   AND t.occasion IN ('asked', 'added', 'reminded')) AS "wasTold"
  FROM notice n
  LEFT JOIN approval a ON n.subject LIKE 'approval/%' AND a.approval_id = substr(n.subject, 10)
  LEFT JOIN step s ON n.subject LIKE 'step/%' AND s.step_id = substr(n.subject, 6)
  LEFT JOIN person i ON n.subject LIKE 'person/%' AND i.person_id = substr(n.subject, 8)
  LEFT JOIN payee_account c ON n.subject LIKE 'account/%' AND c.account_id = substr(n.subject, 9)
  LEFT JOIN payee y ON y.payee_id = c.payee_id
  ${PAYOUT_SUBJECTS}
  LEFT JOIN partner p ON p.partner_id = n.partner_id`;

/** What this person has not been told yet, oldest first. */
export async function waitingNotices(tx: Queryable, personId: string, wallMs: number): Promise<WaitingNotice[]> {
  return query<WaitingNotice>(
    tx,
    `${STANDING} WHERE n.person_id = $2 AND n.state IN ('new', 'called', 'sending') ORDER BY n.seq`,
    [wallMs, personId],
  );
}

/** The notices of one delivery, oldest first. */
export async function noticesOfDelivery(db: Queryable, deliveryId: string, wallMs: number): Promise<WaitingNotice[]> {
  return query<WaitingNotice>(db, `${STANDING} WHERE n.delivery_id = $2 AND n.state = 'sending' ORDER BY n.seq`, [
    wallMs,
    deliveryId,
  ]);
}

/** What this person was told before and what still waits for them: a digest shows all that waits. */
export async function stillWaiting(
  db: Queryable,
  of: { personId: string; wallMs: number; limit: number },
): Promise<WaitingNotice[]> {
  return query<WaitingNotice>(
    db,
    `SELECT * FROM (SELECT DISTINCT ON (subject) * FROM (
       ${STANDING} WHERE n.person_id = $2 AND n.state = 'delivered' AND n.occasion IN ('asked', 'added', 'reminded')) told
       WHERE waits ORDER BY subject, seq DESC) one
     ORDER BY coalesce("dueMs"::bigint, 9007199254740991), seq LIMIT $3`,
    [of.wallMs, of.personId, of.limit],
  );
}

/** Sets where notices stand. */
export async function settleNotices(
  tx: Queryable,
  noticeIds: readonly string[],
  how: { state: NoticeState; reason?: string; deliveryId?: string },
): Promise<number> {
  if (noticeIds.length === 0) return 0;
  return execute(
    tx,
    `UPDATE notice SET state = $2, reason = $3, delivery_id = coalesce($4, delivery_id) WHERE notice_id = ANY($1)`,
    [noticeIds, how.state, how.reason ?? null, how.deliveryId ?? null],
  );
}

/** Could not be delivered: to be tried again. @returns how many */
export async function retryFailed(tx: Queryable, personId: string, noticeId: string | null): Promise<number> {
  return execute(
    tx,
    `UPDATE notice SET state = 'new', reason = NULL WHERE person_id = $1 AND state = 'failed' AND ($2::text IS NULL OR notice_id = $2)`,
    [personId, noticeId],
  );
}

/** Those whose workflow knows of them are called for again: how this person wants to be told has changed. */
export async function callAgain(tx: Queryable, personId: string): Promise<void> {
  await execute(tx, `UPDATE notice SET state = 'new' WHERE person_id = $1 AND state = 'called'`, [personId]);
}
