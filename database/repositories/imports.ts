import type { Refusal } from '../../domain/errors';
import type { ImportKind, ImportProgress, RowOutcome } from '../../domain/imports';
import { IMPORT_ROLES, NO_ROWS, ROW_OUTCOMES } from '../../domain/imports';
import { ADMIN_ROLE } from '../../domain/program';
import type { RoleId } from '../../domain/steps';
import type { Queryable } from '../sql';
import { execute, query, queryOne } from '../sql';

/** An import as its row shows it. */
export interface ImportJob extends ImportProgress {
  state: 'running' | 'done' | 'failed';
  requestedBy: string;
  /** Why it failed as a whole. */
  refusal: Refusal | null;
}

interface JobRow {
  import_id: string;
  total: number;
  done: number;
  counts: ImportProgress['counts'];
  state: ImportJob['state'];
  reason: Refusal | null;
  requested_by: string;
}

/** Reads an import; null before its first attempt has read the content. */
export async function findJob(db: Queryable, importId: string): Promise<ImportJob | null> {
  return jobOf(await queryOne<JobRow>(db, 'SELECT * FROM import_job WHERE import_id = $1', [importId]));
}

/** Reads an import and keeps other attempts from going on with it until the transaction ends. */
export async function lockJob(tx: Queryable, importId: string): Promise<ImportJob | null> {
  return jobOf(await queryOne<JobRow>(tx, 'SELECT * FROM import_job WHERE import_id = $1 FOR UPDATE', [importId]));
}

/** An import to begin. */
export interface NewJob {
  importId: string;
  kind: ImportKind;
  source: string;
  workflowId: string;
  total: number;
  requestedBy: string;
  nowWallMs: number;
}

/** Notes that the content was read and how many rows it has. Idempotent by import id. */
export async function insertJob(tx: Queryable, job: NewJob): Promise<void> {
  await execute(
    tx,
    `INSERT INTO import_job (import_id, kind, source, workflow_id, total, done, counts, state, requested_by, started_wall)
     VALUES ($1, $2, $3, $4, $5, 0, $6, 'running', $7, $8) ON CONFLICT (import_id) DO NOTHING`,
    [job.importId, job.kind, job.source, job.workflowId, job.total, NO_ROWS, job.requestedBy, job.nowWallMs],
  );
}

/** Adds the report of rows `from + 1 …` and moves the resume point behind them. The job is locked. */
export async function advanceJob(tx: Queryable, job: ImportJob, outcomes: readonly RowOutcome[]): Promise<ImportJob> {
  await execute(
    tx,
    `INSERT INTO import_row (import_id, row_number, outcome, reference, partner_id, code, message)
     SELECT $1, r.* FROM unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) AS r`,
    [
      job.importId,
      outcomes.map((_, index) => job.done + index + 1),
      outcomes.map((row) => row.outcome),
      outcomes.map((row) => row.reference),
      outcomes.map((row) => row.partnerId),
      outcomes.map((row) => row.code),
      outcomes.map((row) => row.message),
    ],
  );
  const counts = { ...job.counts };
  for (const { outcome } of outcomes) counts[outcome] += 1;
  const done = job.done + outcomes.length;
  await execute(tx, 'UPDATE import_job SET done = $2, counts = $3 WHERE import_id = $1', [job.importId, done, counts]);
  return { ...job, done, counts };
}

/** Ends an import whose rows are all through. @returns false when it had ended before */
export async function endJob(tx: Queryable, importId: string, nowWallMs: number): Promise<boolean> {
  const ended = await execute(
    tx,
    `UPDATE import_job SET state = 'done', ended_wall = $2 WHERE import_id = $1 AND state = 'running' AND done = total`,
    [importId, nowWallMs],
  );
  return ended === 1;
}

/** Ends an import that is refused as a whole. Idempotent by import id. */
export async function failJob(tx: Queryable, job: Omit<NewJob, 'total' | 'source'>, refusal: Refusal): Promise<void> {
  await execute(
    tx,
    `INSERT INTO import_job AS j (import_id, kind, source, workflow_id, total, done, counts, state, reason, requested_by, started_wall, ended_wall)
     VALUES ($1, $2, '', $3, 0, 0, $4, 'failed', $5, $6, $7, $7)
     ON CONFLICT (import_id) DO UPDATE SET state = 'failed', reason = excluded.reason, ended_wall = excluded.ended_wall WHERE j.state = 'running'`,
    [job.importId, job.kind, job.workflowId, NO_ROWS, JSON.stringify(refusal), job.requestedBy, job.nowWallMs],
  );
}

/** Whether a person or service holds a role for importing this kind, for all regions, at a wall time. */
export async function mayImport(
  db: Queryable,
  asked: { kind: ImportKind; personId: string; wallMs: number },
): Promise<boolean> {
  const { kind, ...who } = asked;
  return holdsAny(db, { ...who, roles: IMPORT_ROLES[kind] });
}

/** Whether a person or service holds one of these roles, or the administrator's, for all regions, at a wall time. */
export async function holdsAny(
  db: Queryable,
  asked: { roles: readonly RoleId[]; personId: string; wallMs: number },
): Promise<boolean> {
  const row = await queryOne(
    db,
    `SELECT 1 FROM person p JOIN role_grant g USING (person_id)
     WHERE p.person_id = $1 AND p.status = 'active' AND p.partner_id IS NULL AND g.role = ANY($2::text[]) AND g.region IS NULL
       AND g.from_wall <= $3 AND (g.to_wall IS NULL OR g.to_wall > $3) LIMIT 1`,
    [asked.personId, [ADMIN_ROLE, ...asked.roles], asked.wallMs],
  );
  return row !== null;
}

/** Whose rows an import brought and who has not been told yet: how many rows are new for each, by partner id. */
export async function findUntold(
  db: Queryable,
  importId: string,
  limit: number,
): Promise<{ partnerId: string; count: number }[]> {
  return query(
    db,
    `SELECT r.partner_id COLLATE "C" AS "partnerId", count(*)::int AS count
     FROM import_job j JOIN import_row r USING (import_id)
     WHERE j.import_id = $1 AND j.kind <> 'partners' AND r.outcome = 'stored' AND r.partner_id COLLATE "C" > j.notified_after
     GROUP BY 1 ORDER BY 1 LIMIT $2`,
    [importId, limit],
  );
}

/** Notes that every partner up to this id has been told. */
export async function noteTold(db: Queryable, importId: string, partnerId: string): Promise<void> {
  await execute(db, 'UPDATE import_job SET notified_after = $2 WHERE import_id = $1', [importId, partnerId]);
}

function jobOf(row: JobRow | null): ImportJob | null {
  if (row === null) return null;
  const counts = Object.fromEntries(
    ROW_OUTCOMES.map((outcome) => [outcome, row.counts[outcome] ?? 0]),
  ) as ImportProgress['counts'];
  const { import_id: importId, total, done, state, requested_by: requestedBy, reason: refusal } = row;
  return { importId, total, done, counts, finished: state !== 'running', state, requestedBy, refusal };
}
