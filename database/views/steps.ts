import type { Pool } from 'pg';
import type { StageName } from '../../domain/program';
import type { RoleId, StepKind, StepState } from '../../domain/steps';
import { query, queryOne, toSafeNumber, toSafeNumberOrNull } from '../sql';
import type { Present } from './presents';
import { onPresent, presentSql, presentValues } from './presents';
import type { Sight } from './sight';
import { sightSql, sightValues } from './sight';

/** A step in a list, whoever it waits for. Times are program time, epoch ms. */
export interface StepRowView {
  stepId: string;
  key: string;
  kind: StepKind;
  title: string;
  state: StepState;
  roles: RoleId[];
  openedMs: number | null;
  dueMs: number | null;
  endedMs: number | null;
  waitingFor: string | null;
  /** Who has claimed it, or the approval that it asks for. */
  claimedByName: string | null;
  stage: StageName;
  cycle: number;
  partnerId: string;
  partnerName: string;
  programVersion: string;
  approvalId: string | null;
  /** Open and past its due date, or ended after it. */
  isLate: boolean;
}

/** Which steps a list shows. What is absent does not filter. */
export interface StepFilter {
  /** Open ones, or those that have ended. */
  when: 'open' | 'ended';
  late?: boolean;
  stage?: StageName;
  role?: RoleId;
  /** Of partners whose named owner this is. */
  owner?: string;
  partnerId?: string;
}

/** What somebody handed in. Times are program time, epoch ms. */
export interface EvidenceView {
  evidenceId: string;
  stepId: string;
  partnerId: string;
  personId: string;
  by: string;
  /** The partner whose person they are; null for our own people. */
  ofPartnerId: string | null;
  fields: Record<string, string>;
  atMs: number;
}

/** Where a page of steps goes on: open ones by due date, ended ones by their end, the latest first. */
export interface StepPlace {
  atMs: number | null;
  stepId: string;
}

type Row = Omit<StepRowView, 'openedMs' | 'dueMs' | 'endedMs'> & {
  openedMs: string | null;
  dueMs: string | null;
  endedMs: string | null;
};

/** Later than any date: what has no due time comes last. */
const NEVER = '9007199254740991';
const ORDERS = {
  open: { key: `coalesce(s.due_ms, ${NEVER})`, direction: 'ASC', after: '>', none: NEVER },
  ended: { key: 's.ended_ms', direction: 'DESC', after: '<', none: NEVER },
};

/** Steps of all kinds, read only and within a reader's sight: what drilling into a number shows. */
export class StepsView {
  constructor(private readonly pool: Pool) {}

  /** One more than the page holds, where there are more. */
  async list(
    sight: Sight,
    filter: StepFilter,
    page: { limit: number; after: StepPlace | null; presents: readonly Present[] },
  ): Promise<StepRowView[]> {
    const { key, direction, after, none } = ORDERS[filter.when];
    const isOpen = filter.when === 'open';
    const late = isOpen ? 's.due_ms < present.now_ms' : 's.ended_ms > s.due_ms';
    const rows = await query<Row>(
      this.pool,
      `SELECT s.step_id AS "stepId", s.key, s.kind, s.title, s.state, s.roles, s.opened_ms AS "openedMs", s.due_ms AS "dueMs", s.ended_ms AS "endedMs",
              s.waiting_for AS "waitingFor", r.stage, r.cycle, p.partner_id AS "partnerId", p.name AS "partnerName",
              p.program_id || '@' || p.program_version AS "programVersion", a.approval_id AS "approvalId", b.display_name AS "claimedByName", coalesce(${late}, false) AS "isLate"
       FROM step s JOIN stage_run r ON r.workflow_id = s.stage_workflow_id JOIN partner p ON p.partner_id = s.partner_id
       JOIN ${presentSql(4)} ON ${onPresent('p')}
       LEFT JOIN approval a ON a.workflow_id = s.approval_workflow_id
       LEFT JOIN person b ON b.person_id = coalesce(a.claimed_by, s.details ->> 'claimedBy')
       WHERE ${isOpen ? `s.state = 'open' AND r.outcome IS NULL` : `s.ended_ms IS NOT NULL AND s.state <> 'not_applicable'`} AND ${sightSql('p', 1)}
         AND ($7::boolean IS NULL OR coalesce(${late}, false) = $7)
         AND ($8::text IS NULL OR r.stage = $8) AND ($9::text IS NULL OR $9 = ANY(s.roles)) AND ($10::text IS NULL OR p.partner_id = $10)
         AND ($11::text IS NULL OR EXISTS (SELECT FROM partner_owner o WHERE o.partner_id = p.partner_id AND o.person_id = $11))
         AND (NOT $12::boolean OR (${key}, s.step_id) ${after} (coalesce($13::bigint, ${none}), $14::text))
       ORDER BY ${key} ${direction}, s.step_id ${direction} LIMIT $15`,
      [
        ...sightValues(sight),
        ...presentValues(page.presents),
        filter.late ?? null,
        filter.stage ?? null,
        filter.role ?? null,
        filter.partnerId ?? null,
        filter.owner ?? null,
        page.after !== null,
        page.after?.atMs ?? null,
        page.after?.stepId ?? null,
        page.limit + 1,
      ],
    );
    return rows.map((row) => ({
      ...row,
      openedMs: toSafeNumberOrNull(row.openedMs),
      dueMs: toSafeNumberOrNull(row.dueMs),
      endedMs: toSafeNumberOrNull(row.endedMs),
    }));
  }

  /** What was handed in with one step; null for what is not there or not within sight. */
  async evidence(sight: Sight, evidenceId: string): Promise<EvidenceView | null> {
    const row = await queryOne<Omit<EvidenceView, 'atMs'> & { atMs: string }>(
      this.pool,
      `SELECT e.evidence_id AS "evidenceId", e.step_id AS "stepId", e.partner_id AS "partnerId", e.person_id AS "personId",
              n.display_name AS by, n.partner_id AS "ofPartnerId", e.evidence AS fields, e.at_ms AS "atMs"
       FROM step_evidence e JOIN partner p ON p.partner_id = e.partner_id JOIN person n ON n.person_id = e.person_id
       WHERE ${sightSql('p', 1)} AND e.evidence_id = $4`,
      [...sightValues(sight), evidenceId],
    );
    return row && { ...row, atMs: toSafeNumber(row.atMs) };
  }
}
