import type { Pool } from 'pg';
import type { ApprovalContent, ApprovalPlan, ApprovalState, DecisionKind } from '../../domain/approvals';
import { LIVE_STATES } from '../../domain/approvals';
import { ACT_RULES } from '../../domain/approvals/acts';
import type { PlannedApproval } from '../../domain/approvals/plan';
import type { ApprovalRule } from '../../domain/approvals/rule';
import type { Grant } from '../../domain/people/person-change';
import type { RoleId } from '../../domain/steps';
import { query, queryOne, toSafeNumber, toSafeNumberOrNull } from '../sql';
import type { Sight } from './sight';
import { sightSql, sightValues } from './sight';

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
         a.level, a.levels, a.claimed_by AS "claimedBy", a.round, a.requester`;
const FROM = `FROM approval a JOIN partner p ON p.partner_id = a.partner_id`;

/** Whoever is asked sees it wherever it is, also who stands in and holds no role of it. $8 is the reader. */
const ASKED = `EXISTS (SELECT FROM approval_candidate c WHERE c.approval_id = a.approval_id AND c.person_id = $8)`;
const LIVE = `ARRAY['${LIVE_STATES.join("','")}']`;
/** Lines of the audit that are shown with an approval. */
const NOTED = [...Object.values(ACT_RULES).map(({ audited }) => audited), 'approval.rerouted', 'approval.unreachable'];

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
    filter: { state?: ApprovalState | 'live'; mine?: boolean; undecided?: boolean; partnerId?: string },
    page: { limit: number; after: { dueMs: number | null; approvalId: string } | null },
  ): Promise<ApprovalSummary[]> {
    const rows = await query<Row<ApprovalSummary>>(
      this.pool,
      `${SUMMARY} ${FROM}
       WHERE (${ASKED} OR ${sightSql('p', 1)}
           AND EXISTS (SELECT FROM jsonb_to_recordset($4::jsonb) AS g(role text, region text)
                       WHERE g.role = ANY(a.roles) AND (g.region IS NULL OR g.region = a.region)))
         AND ($5::text IS NULL OR a.state = $5 OR $5 = 'live' AND a.state = ANY(${LIVE})) AND ($6::text IS NULL OR a.partner_id = $6)
         AND (NOT $7::boolean OR ${ASKED})
         AND (NOT $13::boolean OR NOT EXISTS (SELECT FROM decision_live d WHERE d.approval_id = a.approval_id AND d.person_id = $8))
         AND (NOT $9::boolean OR (coalesce(a.due_ms, ${NEVER}), a.approval_id) > (coalesce($10::bigint, ${NEVER}), $11::text))
       ORDER BY coalesce(a.due_ms, ${NEVER}), a.approval_id LIMIT $12`,
      [
        ...sightValues(reader.sight),
        JSON.stringify(reader.grants),
        filter.state ?? null,
        filter.partnerId ?? null,
        filter.mine ?? false,
        reader.personId,
        page.after !== null,
        page.after?.dueMs ?? null,
        page.after?.approvalId ?? null,
        page.limit + 1,
        filter.undecided ?? false,
      ],
    );
    return rows.map(timesOf);
  }

  /** One approval; null for one that is not there or not within sight. */
  async find(reader: { sight: Sight; personId: string }, approvalId: string): Promise<ApprovalDetail | null> {
    const row = await queryOne<Row<ApprovalDetail>>(
      this.pool,
      `${SUMMARY}, a.content, a.plan, a.rule, a.resolved, a.beneficiaries,
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
      [...sightValues(reader.sight), approvalId, reader.personId],
    );
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
