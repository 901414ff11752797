import type { ActivationState } from '../../domain/activation';
import type { Pool } from 'pg';
import type { JsonObject } from '../../domain/hash';
import type { LifecycleMode, StageOutcome } from '../../domain/lifecycle';
import type { StageName } from '../../domain/program';
import type { RoleId, StepKind, StepState } from '../../domain/steps';
import type { PreviousPartner } from '../../domain/recruit/previous-partner';
import { findPrevious } from '../repositories/applicants';
import { query, queryOne, toSafeNumber, toSafeNumberOrNull } from '../sql';
import type { Present } from './presents';
import { onPresent, presentSql, presentValues } from './presents';
import type { Sight } from './sight';
import { sightSql, sightValues } from './sight';

/** Which partners a list shows. What is absent does not filter. */
export interface PartnerFilter {
  stage?: StageName;
  mode?: LifecycleMode;
  type?: string;
  region?: string;
  tier?: string;
  /** Part of the name, any case. */
  q?: string;
  possibleDuplicate?: boolean;
  /** Has an open step past its due date, by the clock of its program version. */
  overdue?: boolean;
  /** Whose named owner, in whatever role, this person is. */
  owner?: string;
}

/** A page of a list ordered by application, the latest first. */
export interface PartnerPage {
  limit: number;
  after: { appliedMs: number; partnerId: string } | null;
}

/** A partner in a list. Times are program time, epoch ms. */
export interface PartnerSummary {
  partnerId: string;
  name: string;
  type: string;
  region: string;
  country: string;
  city: string | null;
  tier: string | null;
  mode: LifecycleMode;
  stages: StageName[];
  cycle: number;
  period: string | null;
  activation: ActivationState | null;
  appliedMs: number;
  changedMs: number;
  programId: string;
  programVersion: number;
  possibleDuplicateOf: string | null;
  openSteps: number;
  /** When the longest of the stages that run now began. */
  sinceMs: number | null;
  /** The earliest due step of those that are open. */
  nextDueMs: number | null;
  workflowId: string;
}

/** A partner with what only its own page shows. */
export interface PartnerDetail extends PartnerSummary {
  profile: JsonObject;
  registrationNumber: string | null;
  notes: string[];
  previousPartnerId: string | null;
  owners: { role: RoleId; personId: string; displayName: string }[];
}

/** One run of a stage. */
export interface StageRunView {
  workflowId: string;
  stageRunId: string;
  stage: StageName;
  cycle: number;
  attempt: number;
  period: string | null;
  startedMs: number;
  endedMs: number | null;
  closesMs: number | null;
  outcome: StageOutcome | null;
  reason: string | null;
  steps: StepView[];
}

/** One step, as its row shows it. */
export interface StepView {
  stepId: string;
  key: string;
  kind: StepKind;
  title: string;
  state: StepState;
  optional: boolean;
  roles: RoleId[];
  needs: string[];
  openedMs: number | null;
  dueMs: number | null;
  endedMs: number | null;
  waitingFor: string | null;
  reason: string | null;
  result: JsonObject | null;
  details: JsonObject | null;
  approvalId: string | null;
  approvalWorkflowId: string | null;
}

const SUMMARY = `
  SELECT p.partner_id AS "partnerId", p.name, p.type, p.region, p.country, p.city, t.tier, p.mode, p.stages, p.cycle, p.period, p.activation,
         p.applied_ms AS "appliedMs", p.changed_ms AS "changedMs", p.program_id AS "programId", p.program_version AS "programVersion",
         p.possible_duplicate_of AS "possibleDuplicateOf", p.workflow_id AS "workflowId",
         coalesce(s.open, 0)::int AS "openSteps", s.due AS "nextDueMs", r.since AS "sinceMs"`;
const BESIDE = `
  LEFT JOIN LATERAL (SELECT tier FROM partner_tier_in_force t WHERE t.partner_id = p.partner_id ORDER BY from_day DESC LIMIT 1) t ON true
  LEFT JOIN LATERAL (SELECT count(*) AS open, min(due_ms) AS due FROM step s WHERE s.partner_id = p.partner_id AND s.state = 'open') s ON true
  LEFT JOIN LATERAL (SELECT min(started_ms) AS since FROM stage_run r WHERE r.partner_id = p.partner_id AND r.outcome IS NULL) r ON true`;

type Raw<T, Times extends keyof T> = Omit<T, Times> & {
  [Key in Times]: Key extends 'appliedMs' | 'changedMs' | 'startedMs' ? string : string | null;
};

/** Partners, read only and within a reader's sight. */
export class PartnersView {
  constructor(private readonly pool: Pool) {}

  /** One row more than the page holds, where there are more. */
  async list(
    sight: Sight,
    filter: PartnerFilter,
    page: PartnerPage,
    presents: readonly Present[] = [],
  ): Promise<PartnerSummary[]> {
    const rows = await query<Raw<PartnerSummary, 'appliedMs' | 'changedMs' | 'nextDueMs' | 'sinceMs'>>(
      this.pool,
      // The page first, what stands beside it then: nothing is counted for those whom nobody sees.
      `WITH page AS (
       SELECT p.* FROM partner p
       WHERE ${sightSql('p', 1)}
         AND ($4::text IS NULL OR $4 = ANY(p.stages)) AND ($5::text IS NULL OR p.mode = $5) AND ($6::text IS NULL OR p.type = $6)
         AND ($7::text IS NULL OR p.region = $7) AND ($8::text IS NULL OR (SELECT tier FROM partner_tier_in_force t WHERE t.partner_id = p.partner_id ORDER BY from_day DESC LIMIT 1) = $8)
         AND ($9::text IS NULL OR strpos(lower(p.name COLLATE pg_c_utf8), lower($9 COLLATE pg_c_utf8)) > 0)
         AND ($10::boolean IS NULL OR (p.possible_duplicate_of IS NOT NULL) = $10)
         AND ($14::boolean IS NULL OR EXISTS (SELECT FROM step o JOIN ${presentSql(15)} ON ${onPresent('p')}
              WHERE o.partner_id = p.partner_id AND o.state = 'open' AND o.due_ms < present.now_ms) = $14)
         AND ($18::text IS NULL OR EXISTS (SELECT FROM partner_owner o WHERE o.partner_id = p.partner_id AND o.person_id = $18))
         AND ($11::bigint IS NULL OR (p.applied_ms, p.partner_id) < ($11, $12::text))
       ORDER BY p.applied_ms DESC, p.partner_id DESC LIMIT $13)
       ${SUMMARY} FROM page p ${BESIDE} ORDER BY p.applied_ms DESC, p.partner_id DESC`,
      [
        ...sightValues(sight),
        filter.stage ?? null,
        filter.mode ?? null,
        filter.type ?? null,
        filter.region ?? null,
        filter.tier ?? null,
        filter.q ?? null,
        filter.possibleDuplicate ?? null,
        page.after?.appliedMs ?? null,
        page.after?.partnerId ?? null,
        page.limit + 1,
        filter.overdue ?? null,
        ...presentValues(presents),
        filter.owner ?? null,
      ],
    );
    return rows.map(summaryOf);
  }

  /** One partner; null for one that is not there or not within sight. */
  async find(sight: Sight, partnerId: string): Promise<PartnerDetail | null> {
    const row = await queryOne<Raw<PartnerDetail, 'appliedMs' | 'changedMs' | 'nextDueMs' | 'sinceMs'>>(
      this.pool,
      `${SUMMARY}, p.profile, p.registration_number AS "registrationNumber", p.notes, p.previous_partner_id AS "previousPartnerId",
         coalesce((SELECT jsonb_agg(jsonb_build_object('role', o.role, 'personId', o.person_id, 'displayName', n.display_name) ORDER BY o.role)
                   FROM partner_owner o JOIN person n USING (person_id) WHERE o.partner_id = p.partner_id), '[]') AS owners
       FROM partner p ${BESIDE} WHERE ${sightSql('p', 1)} AND p.partner_id = $4`,
      [...sightValues(sight), partnerId],
    );
    return row === null ? null : summaryOf(row);
  }

  /** The runs of a partner's stages with their steps, in the order in which they began. */
  async stages(partnerId: string): Promise<StageRunView[]> {
    const runs = await query<Raw<Omit<StageRunView, 'steps'>, 'startedMs' | 'endedMs' | 'closesMs'>>(
      this.pool,
      `SELECT workflow_id AS "workflowId", stage_run_id AS "stageRunId", stage, cycle, attempt, period, started_ms AS "startedMs",
              ended_ms AS "endedMs", closes_ms AS "closesMs", outcome, reason
       FROM stage_run WHERE partner_id = $1 ORDER BY cycle, started_ms, stage, attempt`,
      [partnerId],
    );
    const steps = await query<Raw<StepView, 'openedMs' | 'dueMs' | 'endedMs'> & { stageWorkflowId: string }>(
      this.pool,
      `SELECT s.stage_workflow_id AS "stageWorkflowId", s.step_id AS "stepId", s.key, s.kind, s.title, s.state, s.optional, s.roles, s.needs,
              s.opened_ms AS "openedMs", s.due_ms AS "dueMs", s.ended_ms AS "endedMs", s.waiting_for AS "waitingFor", s.reason, s.result, s.details,
              a.approval_id AS "approvalId", s.approval_workflow_id AS "approvalWorkflowId"
       FROM step s LEFT JOIN approval a ON a.workflow_id = s.approval_workflow_id
       WHERE s.partner_id = $1 ORDER BY s.position, s.key`,
      [partnerId],
    );
    const byRun = new Map<string, StepView[]>();
    for (const { stageWorkflowId, ...step } of steps)
      byRun.set(stageWorkflowId, [...(byRun.get(stageWorkflowId) ?? []), stepOf(step)]);
    return runs.map((run) => ({
      ...run,
      startedMs: toSafeNumber(run.startedMs),
      endedMs: toSafeNumberOrNull(run.endedMs),
      closesMs: toSafeNumberOrNull(run.closesMs),
      steps: byRun.get(run.workflowId) ?? [],
    }));
  }

  /** Tells whether a registration number is on record: the same company does not apply twice. */
  async isRegistered(registrationNumber: string, exceptPartnerId: string): Promise<boolean> {
    const sql = 'SELECT 1 FROM partner WHERE registration_number = $1 AND partner_id <> $2';
    return (await queryOne(this.pool, sql, [registrationNumber, exceptPartnerId])) !== null;
  }

  /** A partner as the earlier one of whoever has this identity; null when there is none. */
  async previous(asked: Parameters<typeof findPrevious>[1]): Promise<PreviousPartner | null> {
    return findPrevious(this.pool, asked);
  }
}

function summaryOf<Row extends Raw<PartnerSummary, 'appliedMs' | 'changedMs' | 'nextDueMs' | 'sinceMs'>>(row: Row) {
  return {
    ...row,
    appliedMs: toSafeNumber(row.appliedMs),
    changedMs: toSafeNumber(row.changedMs),
    nextDueMs: toSafeNumberOrNull(row.nextDueMs),
    sinceMs: toSafeNumberOrNull(row.sinceMs),
  };
}

function stepOf(step: Raw<StepView, 'openedMs' | 'dueMs' | 'endedMs'>): StepView {
  return {
    ...step,
    openedMs: toSafeNumberOrNull(step.openedMs),
    dueMs: toSafeNumberOrNull(step.dueMs),
    endedMs: toSafeNumberOrNull(step.endedMs),
  };
}
