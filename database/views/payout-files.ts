import type { Pool } from 'pg';
import type { FileMethod } from '../../domain/incentivize/payout-method';
import type { PayoutRunKind } from '../../domain/incentivize/payout-run';
import { query, queryOne, toSafeNumber } from '../sql';

/** A file of a run as finance sees it: what is in it is sealed. */
export interface PayoutFileView {
  fileId: string;
  revision: number;
  rail: FileMethod;
  currency: string;
  number: number;
  /** What the bank calls it. */
  messageId: string;
  fileName: string;
  mediaType: string;
  /** SHA-256 of its bytes. */
  contentHash: string;
  payments: number;
  amountMinor: string;
  executionDate: string;
  /** Wall time, epoch ms. */
  madeMs: number;
  /** How many of its payments wait for their results, are paid, or have failed or come back. */
  waiting: number;
  paid: number;
  failed: number;
  /** The report that said something of it last; null before any did. */
  reportId: string | null;
}

/** A file with the run that wrote it. */
export interface FileOfRunView extends PayoutFileView {
  runId: string;
  programId: string;
  period: string;
  kind: PayoutRunKind;
  runNumber: number;
}

type Row<View extends PayoutFileView> = Omit<View, 'madeMs'> & { madeMs: string };

const FILE = `f.file_id AS "fileId", f.revision, f.rail, f.currency, f.number, f.message_id AS "messageId", f.file_name AS "fileName",
  f.media_type AS "mediaType", f.content_hash AS "contentHash", f.payments, f.amount_minor::text AS "amountMinor",
  f.execution_date AS "executionDate", f.made_wall AS "madeMs", c.waiting, c.paid, c.failed,
  (SELECT r.report_id FROM payout_file_item i JOIN payment_report_entry e USING (attempt_id) JOIN payment_report r USING (report_id)
   WHERE i.file_id = f.file_id ORDER BY r.reported_wall DESC, r.report_id DESC LIMIT 1) AS "reportId"`;
const FROM = `FROM payout_file f CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE a.state IN ('prepared','sending','unknown','sent'))::int AS waiting,
           count(*) FILTER (WHERE a.state = 'paid')::int AS paid,
           count(*) FILTER (WHERE a.state IN ('returned','rejected','absent'))::int AS failed
    FROM payout_file_item i JOIN payout_attempt a USING (attempt_id) WHERE i.file_id = f.file_id) c`;

/** Files of payments, read only. */
export class PayoutFilesView {
  constructor(private readonly pool: Pool) {}

  /** Every file of a run, the first one first. */
  async list(runId: string): Promise<PayoutFileView[]> {
    const rows = await query<Row<PayoutFileView>>(
      this.pool,
      `SELECT ${FILE} ${FROM} WHERE f.run_id = $1 ORDER BY f.revision, f.rail, f.currency, f.number`,
      [runId],
    );
    return rows.map((row) => ({ ...row, madeMs: toSafeNumber(row.madeMs) }));
  }

  /** Files of all runs, the last one made first; those whose results wait, or are all there. One more than the page holds, where there are more. */
  async all(
    results: 'waiting' | 'complete' | null,
    page: { limit: number; after: { madeMs: number; fileId: string } | null },
  ): Promise<FileOfRunView[]> {
    const rows = await query<Row<FileOfRunView>>(
      this.pool,
      `SELECT ${FILE}, f.run_id AS "runId", u.program_id AS "programId", u.period, u.kind, u.number AS "runNumber"
       ${FROM} JOIN payout_run u ON u.run_id = f.run_id AND u.revision = f.revision
       WHERE ($1::text IS NULL OR (c.waiting > 0) = ($1 = 'waiting')) AND ($2::bigint IS NULL OR (f.made_wall, f.file_id) < ($2, $3))
       ORDER BY f.made_wall DESC, f.file_id DESC LIMIT $4 + 1`,
      [results, page.after?.madeMs ?? null, page.after?.fileId ?? null, page.limit],
    );
    return rows.map((row) => ({ ...row, madeMs: toSafeNumber(row.madeMs) }));
  }

  /** What is in a file, sealed for the file; null where the run has no such file. */
  async sealed(
    runId: string,
    fileId: string,
  ): Promise<
    (Pick<PayoutFileView, 'fileName' | 'mediaType' | 'contentHash'> & { keyId: string; sealed: string }) | null
  > {
    return queryOne(
      this.pool,
      `SELECT file_name AS "fileName", media_type AS "mediaType", content_hash AS "contentHash", key_id AS "keyId", sealed
       FROM payout_file WHERE run_id = $1 AND file_id = $2`,
      [runId, fileId],
    );
  }
}
