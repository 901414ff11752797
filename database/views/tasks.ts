import type { Pool } from 'pg';
import type { JsonObject } from '../../domain/hash';
import type { LifecycleMode } from '../../domain/lifecycle';
import type { Grant } from '../../domain/people/person-change';
import type { StageName } from '../../domain/program';
import type { RoleId, StepKind, StepState } from '../../domain/steps';
import { query, queryOne, toSafeNumber, toSafeNumberOrNull } from '../sql';
import type { Sight } from './sight';
import { sightSql, sightValues } from './sight';

/** A step on which people act. Times are program time, epoch ms. */
export interface TaskView {
  stepId: string;
  key: string;
  kind: StepKind;
  title: string;
  state: StepState;
  roles: RoleId[];
  openedMs: number | null;
  dueMs: number | null;
  waitingFor: string | null;
  /** Who sees to it, where somebody has claimed it. */
  claimedBy: string | null;
  claimedByName: string | null;
  details: JsonObject | null;
  result: JsonObject | null;
  reason: string | null;
  stage: StageName;
  cycle: number;
  partnerId: string;
  partnerName: string;
  partnerMode: LifecycleMode;
  region: string;
  /** `<program id>@<version>` that the partner is on. */
  programVersion: string;
  stageWorkflowId: string;
}

/** A document sent for signing, with who has signed it. */
export interface AgreementView {
  agreementId: string;
  partnerId: string;
  partnerName: string;
  region: string;
  title: string;
  document: string;
  documentHash: string;
  text: string;
  sentMs: number;
  stageWorkflowId: string;
  stepKey: string;
  stepId: string | null;
  stepState: StepState | null;
  roles: RoleId[];
  signatures: { side: 'partner' | 'vendor'; personId: string; signedMs: number }[];
}

/** $3 is the partner of a reader who is one of its people: they are told the names of their own people. */
const TASK = `
  SELECT s.step_id AS "stepId", s.key, s.kind, s.title, s.state, s.roles, s.opened_ms AS "openedMs", s.due_ms AS "dueMs",
         s.waiting_for AS "waitingFor", s.details, s.result, s.reason, r.stage, r.cycle, p.partner_id AS "partnerId", p.name AS "partnerName",
         p.mode AS "partnerMode", p.region, p.program_id || '@' || p.program_version AS "programVersion", s.stage_workflow_id AS "stageWorkflowId",
         b.person_id AS "claimedBy", CASE WHEN $3::text IS NULL OR b.partner_id = $3 THEN b.display_name END AS "claimedByName"
  FROM step s JOIN stage_run r ON r.workflow_id = s.stage_workflow_id JOIN partner p ON p.partner_id = s.partner_id
  LEFT JOIN person b ON b.person_id = s.details ->> 'claimedBy'`;

const AGREEMENT = `
  SELECT a.agreement_id AS "agreementId", p.partner_id AS "partnerId", p.name AS "partnerName", p.region, a.title, a.document,
         a.document_hash AS "documentHash", a.text, a.sent_ms AS "sentMs", a.stage_workflow_id AS "stageWorkflowId", a.step_key AS "stepKey",
         s.step_id AS "stepId", s.state AS "stepState", coalesce(s.roles, '{}') AS roles,
         coalesce((SELECT jsonb_agg(jsonb_build_object('side', g.side, 'personId', g.person_id, 'signedMs', g.signed_ms) ORDER BY g.side)
                   FROM signature g WHERE g.agreement_id = a.agreement_id), '[]') AS signatures
  FROM agreement a JOIN partner p ON p.partner_id = a.partner_id
  LEFT JOIN step s ON s.stage_workflow_id = a.stage_workflow_id AND s.key = a.step_key
  WHERE ${sightSql('p', 1)}`;
/** More documents of one partner are not listed at once. */
const AGREEMENTS_LISTED_MAX = 200;

/** A step says itself what people may do to it now; one that waits for a system says nothing. */
const FOR_PEOPLE = `(s.details ? 'actions')`;

type TaskRow = Omit<TaskView, 'openedMs' | 'dueMs'> & { openedMs: string | null; dueMs: string | null };
type AgreementRow = Omit<AgreementView, 'sentMs'> & { sentMs: string };

/** What waits for people, read only and within a reader's sight. */
export class TasksView {
  constructor(private readonly pool: Pool) {}

  /** Open steps that a holder of these grants may act on, the earliest due first; one more than the page holds. */
  async inbox(
    reader: { sight: Sight; grants: readonly Grant[] },
    filter: { partnerId?: string; stage?: StageName },
    page: { limit: number; after: { dueMs: number | null; stepId: string } | null },
  ): Promise<TaskView[]> {
    const rows = await query<TaskRow>(
      this.pool,
      `${TASK}
       WHERE ${sightSql('p', 1)} AND s.state = 'open' AND r.outcome IS NULL AND s.roles && $11::text[] AND ${FOR_PEOPLE}
         AND EXISTS (SELECT FROM jsonb_to_recordset($4::jsonb) AS g(role text, region text)
                     WHERE g.role = ANY(s.roles) AND (g.region IS NULL OR g.region = p.region))
         AND ($5::text IS NULL OR p.partner_id = $5) AND ($6::text IS NULL OR r.stage = $6)
         AND (NOT $7::boolean OR (coalesce(s.due_ms, ${NEVER}), s.step_id) > (coalesce($8::bigint, ${NEVER}), $9::text))
       ORDER BY coalesce(s.due_ms, ${NEVER}), s.step_id LIMIT $10`,
      [
        ...sightValues(reader.sight),
        JSON.stringify(reader.grants),
        filter.partnerId ?? null,
        filter.stage ?? null,
        page.after !== null,
        page.after?.dueMs ?? null,
        page.after?.stepId ?? null,
        page.limit + 1,
        // Says it again so that it can be judged before anything is looked up.
        reader.grants.map(({ role }) => role),
      ],
    );
    return rows.map(taskOf);
  }

  /** One step of those that people act on, in whatever state. */
  async find(sight: Sight, stepId: string): Promise<TaskView | null> {
    const row = await queryOne<TaskRow>(
      this.pool,
      `${TASK} WHERE ${sightSql('p', 1)} AND s.step_id = $4 AND ${FOR_PEOPLE}`,
      [...sightValues(sight), stepId],
    );
    return row === null ? null : taskOf(row);
  }

  /** The documents sent to a partner, the latest first. */
  async agreementsOf(sight: Sight, partnerId: string): Promise<AgreementView[]> {
    const sql = `${AGREEMENT} AND p.partner_id = $4 ORDER BY a.sent_ms DESC, a.agreement_id LIMIT ${AGREEMENTS_LISTED_MAX}`;
    const rows = await query<AgreementRow>(this.pool, sql, [...sightValues(sight), partnerId]);
    return rows.map((row) => ({ ...row, sentMs: toSafeNumber(row.sentMs) }));
  }

  /** A document with its text. */
  async agreement(sight: Sight, agreementId: string): Promise<AgreementView | null> {
    const row = await queryOne<AgreementRow>(this.pool, `${AGREEMENT} AND a.agreement_id = $4`, [
      ...sightValues(sight),
      agreementId,
    ]);
    return row === null ? null : { ...row, sentMs: toSafeNumber(row.sentMs) };
  }
}

/** Later than any date: what has no due time comes last. */
const NEVER = '9007199254740991';

const taskOf = (row: TaskRow): TaskView => ({
  ...row,
  openedMs: toSafeNumberOrNull(row.openedMs),
  dueMs: toSafeNumberOrNull(row.dueMs),
});
