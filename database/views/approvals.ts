import type { Pool } from 'pg';
import type { ApprovalContent, ApprovalPlan, ApprovalState, DecisionKind } from '../../domain/approvals';
import { isLive, LIVE_STATES } from '../../domain/approvals';
import { ACT_RULES } from '../../domain/approvals/acts';
import type { PlannedApproval } from '../../domain/approvals/plan';
import type { ApprovalRule } from '../../domain/approvals/rule';
import type { Grant } from '../../domain/people/person-change';
import type { RoleId } from '../../domain/steps';
import type { Prepared } from '../sql';
import { query, queryOne, toSafeNumber, toSafeNumberOrNull } from '../sql';
import type { Sight } from './sight';
import { sightBy, sightSql, sightValues } from './sight';

/** An approval in a list. Times are program time, epoch ms. */
export interface ApprovalSummary {
  approvalId: string;
  partnerId: string;
  partnerName: string;
  subject: string;
  subjectType: ApprovalContent['subjectType'];
  title: string;
  state: ApprovalState;
  roles: RoleId[];
  quorum: number;
  openedMs: number;
  dueMs: number | null;
  endedMs: number | null;
  region: string;
  contentHash: string;
  programVersion: string;
  workflowId: string;
  /** The level that is asked, from 1, and of how many. */
  level: number;
  levels: number;
  /** Who sees to it, where somebody has claimed it. */
  claimedBy: string | null;
  claimedByName: string | null;
  round: number;
  requester: string | null;
}

/** A decision on record. */
export interface DecisionView {
  personId: string;
  seq: number;
  decision: DecisionKind;
  contentHash: string;
  comment: string | null;
  identityProven: boolean;
  decidedMs: number;
  level: number;
  /** The absent person for whom it was taken. */
  onBehalfOf: string | null;
}

/** Something that was said or done and is no decision. */
export interface ApprovalNote {
  action: string;
  actor: string;
  /** Question, answer, comment or reason. */
  words: string | null;
  atMs: number;
}

/** One approval with all that it shows. */
export interface ApprovalDetail extends ApprovalSummary {
  content: ApprovalContent;
  plan: ApprovalPlan;
  /** Where roles and quorum do not say all. */
  rule: ApprovalRule | null;
  /** The plan with its people as last computed; null for approvals of an earlier version. */
  resolved: PlannedApproval | null;
  beneficiaries: string[];
  decisions: DecisionView[];
  candidates: { personId: string; displayName: string; role: RoleId; onBehalfOf: string | null }[];
}

const SUMMARY = `
  SELECT a.approval_id AS "approvalId", a.partner_id AS "partnerId", p.name AS "partnerName", a.subject, a.subject_type AS "subjectType", a.title,
         a.state, a.roles, a.quorum, a.opened_ms AS "openedMs", a.due_ms AS "dueMs", a.ended_ms AS "endedMs", a.region,
         a.content_hash AS "contentHash", a.program_version AS "programVersion", a.workflow_id AS "workflowId",
         a.level, a.levels, a.claimed_by AS "claimedBy", b.display_name AS "claimedByName", a.round, a.requester`;
const FROM = `FROM approval a JOIN partner p ON p.partner_id = a.partner_id LEFT JOIN person b ON b.person_id = a.claimed_by`;

/** The index on what has not ended is in the order of this, and holds where the statement itself says that state. */
const LIVE = `a.state IN ('${LIVE_STATES.join("','")}')`;
/** Which approvals an inbox shows. What is absent does not filter. */
export interface InboxFilter {
  /** `live`: whatever has not ended. */
  state?: ApprovalState | 'live';
  /** Only those that the reader may decide now. */
  mine?: boolean;
  /** Only those on which no decision of the reader stands. */
  undecided?: boolean;
  /** Those that the reader has asked for, instead of those of their roles. */
  requested?: boolean;
  partnerId?: string;
}

/** Lines of the audit that are shown with an approval. */
const NOTED = [
  ...Object.values(ACT_RULES).map(({ audited }) => audited),
  'approval.rerouted',
  'approval.unreachable',
  'approval.voided',
];

const DETAIL: Prepared = {
  name: 'approval-detail',
  text: `${SUMMARY}, a.content, a.plan, a.rule, a.resolved, a.beneficiaries,
     coalesce((SELECT jsonb_agg(jsonb_build_object('personId', d.person_id, 'seq', d.seq, 'decision', d.decision, 'contentHash', d.content_hash,
                 'comment', d.comment, 'identityProven', d.identity_proven, 'decidedMs', d.decided_ms, 'level', d.level,
                 'onBehalfOf', d.on_behalf_of) ORDER BY d.decided_ms, d.person_id, d.seq)
               FROM decision d WHERE d.approval_id = a.approval_id), '[]') AS decisions,
     coalesce((SELECT jsonb_agg(jsonb_build_object('personId', c.person_id, 'displayName', n.display_name, 'role', c.role,
                 'onBehalfOf', nullif(c.on_behalf_of, ''))
                 ORDER BY EXISTS (SELECT FROM partner_owner o
                   WHERE o.partner_id = a.partner_id AND o.role = c.role AND o.person_id = c.person_id) DESC, c.role, c.person_id, c.on_behalf_of)
               FROM approval_candidate c JOIN person n USING (person_id) WHERE c.approval_id = a.approval_id), '[]') AS candidates
   ${FROM} WHERE a.approval_id = $4 AND (${sightSql('p', 1)} OR a.requester = $5
     OR EXISTS (SELECT FROM approval_candidate c WHERE c.approval_id = a.approval_id AND c.person_id = $5))`,
};

/** Later than any date: what has no due time comes last. */
const NEVER = '9007199254740991';

type Row<T> = Omit<T, 'openedMs' | 'dueMs' | 'endedMs'> & {
  openedMs: string;
  dueMs: string | null;
  endedMs: string | null;
};

/** Approvals, read only and within a reader's sight. */
export class ApprovalsView {
  constructor(private readonly pool: Pool) {}

  /** Approvals that these grants may decide, the earliest due first; one more than the page holds. */
  async inbox(
    reader: { sight: Sight; personId: string; grants: readonly Grant[] },
    filter: InboxFilter,
    page: { limit: number; after: { dueMs: number | null; approvalId: string } | null },
  ): Promise<ApprovalSummary[]> {
    const values: unknown[] = [];
    const where = inboxSql(reader, filter, (value) => `$${values.push(value)}`);
    const rows = await query<Row<ApprovalSummary>>(
      this.pool,
      `${SUMMARY} ${FROM} WHERE ${where.join(' AND ')}
         AND ($${values.push(page.after !== null)}::boolean IS FALSE OR (coalesce(a.due_ms, ${NEVER}), a.approval_id)
              > (coalesce($${values.push(page.after?.dueMs ?? null)}::bigint, ${NEVER}), $${values.push(page.after?.approvalId ?? null)}::text))
       ORDER BY coalesce(a.due_ms, ${NEVER}), a.approval_id LIMIT $${values.push(page.limit + 1)}`,
      values,
    );
    return rows.map(timesOf);
  }

  /** One approval; null for one that is not there or not within sight. */
  async find(reader: { sight: Sight; personId: string }, approvalId: string): Promise<ApprovalDetail | null> {
    const row = await queryOne<Row<ApprovalDetail>>(this.pool, DETAIL, [
      ...sightValues(reader.sight),
      approvalId,
      reader.personId,
    ]);
    return row === null ? null : timesOf(row);
  }

  /** What was said and done about an approval besides decisions, oldest first. */
  async notes({ approvalId, partnerId }: Pick<ApprovalSummary, 'approvalId' | 'partnerId'>): Promise<ApprovalNote[]> {
    const rows = await query<Omit<ApprovalNote, 'atMs'> & { atMs: string }>(
      this.pool,
      `SELECT action, actor, reason AS words, at_ms AS "atMs" FROM audit
       WHERE partner_id = $1 AND subject = $2 AND action = ANY($3::text[]) ORDER BY seq`,
      [partnerId, `approval/${approvalId}`, NOTED],
    );
    return rows.map((row) => ({ ...row, atMs: toSafeNumber(row.atMs) }));
  }
}

function timesOf<T extends Row<ApprovalSummary>>(row: T) {
  return {
    ...row,
    openedMs: toSafeNumber(row.openedMs),
    dueMs: toSafeNumberOrNull(row.dueMs),
    endedMs: toSafeNumberOrNull(row.endedMs),
  };
}

/** The conditions of an inbox, one by one; `value` makes a parameter. What is not asked for is not in the statement. */
function inboxSql(
  { sight, personId, grants }: { sight: Sight; personId: string; grants: readonly Grant[] },
  { state, mine, undecided, requested, partnerId }: InboxFilter,
  value: (parameter: unknown) => string,
): string[] {
  const me = value(personId);
  const own = (table: string): string =>
    `(SELECT FROM ${table} o WHERE o.approval_id = a.approval_id AND o.person_id = ${me})`;
  const asked = `EXISTS ${own('approval_candidate')}`;
  const inMyRoles = (): string => `${sightBy('p', sightValues(sight).map(value))}
      AND EXISTS (SELECT FROM jsonb_to_recordset(${value(JSON.stringify(grants))}::jsonb) AS g(role text, region text)
                  WHERE g.role = ANY(a.roles) AND (g.region IS NULL OR g.region = a.region))`;
  const isLiveOnly = state === 'live' || (state !== undefined && isLive(state));
  return [
    // Whoever is asked sees it wherever it is, also who stands in and holds no role of it.
    requested ? `a.requester = ${me}` : mine ? asked : `(${asked} OR ${inMyRoles()})`,
    ...(isLiveOnly ? [LIVE] : []),
    ...(state !== undefined && state !== 'live' ? [`a.state = ${value(state)}`] : []),
    ...(partnerId !== undefined ? [`a.partner_id = ${value(partnerId)}`] : []),
    ...(undecided ? [`NOT EXISTS ${own('decision_live')}`] : []),
  ];
}
