import type { Pool } from 'pg';
import type { Refusal } from '../../domain/errors';
import type { ImportKind, ImportProgress, RowOutcome, RowOutcomeKind } from '../../domain/imports';
import { NO_ROWS } from '../../domain/imports';
import { query, queryOne, toSafeNumber, toSafeNumberOrNull } from '../sql';

/** An import as people see it. Times are wall time, epoch ms. */
export interface ImportView extends Omit<ImportProgress, 'finished'> {
  kind: ImportKind;
  source: string;
  state: 'running' | 'done' | 'failed';
  /** Why none of it could be used. */
  refusal: Refusal | null;
  requestedBy: string;
  startedWallMs: number;
  endedWallMs: number | null;
  workflowId: string;
}

/** One row of the report. */
export interface ImportRowView extends RowOutcome {
  rowNumber: number;
}

/** Imports and their reports, read only. */
export class ImportsView {
  constructor(private readonly pool: Pool) {}

  /** One import; null before its content has been read, and for an unknown id. */
  async find(importId: string): Promise<ImportView | null> {
    const row = await queryOne<
      Omit<ImportView, 'startedWallMs' | 'endedWallMs'> & { startedWallMs: string; endedWallMs: string | null }
    >(
      this.pool,
      `SELECT import_id AS "importId", kind, source, state, reason AS refusal, total, done, counts, requested_by AS "requestedBy",
              started_wall AS "startedWallMs", ended_wall AS "endedWallMs", workflow_id AS "workflowId"
       FROM import_job WHERE import_id = $1`,
      [importId],
    );
    if (row === null) return null;
    const [startedWallMs, endedWallMs] = [toSafeNumber(row.startedWallMs), toSafeNumberOrNull(row.endedWallMs)];
    return { ...row, counts: { ...NO_ROWS, ...row.counts }, startedWallMs, endedWallMs };
  }

  /** The report in the file's order; one row more than the page holds, where there are more. */
  async rows(
    importId: string,
    filter: { outcome?: RowOutcomeKind },
    page: { limit: number; afterRow: number },
  ): Promise<ImportRowView[]> {
    return query(
      this.pool,
      `SELECT row_number AS "rowNumber", outcome, reference, partner_id AS "partnerId", code, message FROM import_row
       WHERE import_id = $1 AND row_number > $2 AND ($3::text IS NULL OR outcome = $3) ORDER BY row_number LIMIT $4 + 1`,
      [importId, page.afterRow, filter.outcome ?? null, page.limit],
    );
  }
}
