import type { FileMethod } from '../../domain/incentivize/payout-method';
import type { PayoutFileKey } from '../../domain/incentivize/payment-report';
import type { Origin } from '../../domain/journal';
import type { Queryable } from '../sql';
import { execute, query, queryOne, toSafeNumber } from '../sql';
import type { AttemptRow } from './payout-lines';
import { lockAttempts } from './payout-lines';
import type { PayoutRunRow } from './payout-runs';

/** Attempts of a run that go into one file. */
export interface FileBatch {
  rail: FileMethod;
  currency: string;
  /** The number of the file, from 1. */
  number: number;
  attempts: AttemptRow[];
}

/** What is to go into a file next: prepared attempts of one way and currency. The run is locked. @returns null where there is nothing */
export async function nextFileBatch(tx: Queryable, run: PayoutRunRow, limit: number): Promise<FileBatch | null> {
  const waiting = await query<{ attemptId: string; rail: FileMethod; currency: string }>(
    tx,
    `SELECT a.attempt_id AS "attemptId", a.rail, l.currency FROM payout_attempt a JOIN payout_line l USING (line_id)
     WHERE l.run_id = $1 AND l.revision = $2 AND a.state = 'prepared' AND a.rail <> 'provider'
     ORDER BY a.rail, l.currency, a.attempt_id LIMIT $3`,
    [run.runId, run.revision, limit],
  );
  const [first] = waiting;
  if (first === undefined) return null;
  const { rail, currency } = first;
  const ids = waiting.filter((each) => each.rail === rail && each.currency === currency).map((each) => each.attemptId);
  const before = await queryOne<{ files: number }>(
    tx,
    'SELECT count(*)::int AS files FROM payout_file WHERE run_id = $1 AND revision = $2 AND rail = $3 AND currency = $4',
    [run.runId, run.revision, rail, currency],
  );
  return { rail, currency, number: before!.files + 1, attempts: await lockAttempts(tx, ids) };
}

/** A file to keep, sealed. */
export interface NewPayoutFile extends PayoutFileKey {
  origin: Origin;
  fileId: string;
  messageId: string;
  fileName: string;
  mediaType: string;
  contentHash: string;
  amountMinor: bigint;
  executionDate: string;
  keyId: string;
  sealed: string;
  wallMs: number;
  /** By which reference the bank knows each. */
  items: { attemptId: string; reference: string }[];
}

/** Keeps a file with what is in it. */
export async function insertPayoutFile(tx: Queryable, file: NewPayoutFile): Promise<void> {
  const { origin, items } = file;
  await execute(
    tx,
    `INSERT INTO payout_file (file_id, run_id, revision, rail, currency, number, message_id, file_name, media_type, content_hash, payments,
                              amount_minor, execution_date, key_id, sealed, made_wall, workflow_id, temporal_run_id, history_length)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
    [
      ...[file.fileId, file.runId, file.revision, file.rail, file.currency, file.number, file.messageId],
      ...[file.fileName, file.mediaType, file.contentHash, items.length, String(file.amountMinor), file.executionDate],
      ...[file.keyId, file.sealed, file.wallMs, origin.workflowId, origin.runId, origin.historyLength],
    ],
  );
  await execute(
    tx,
    `INSERT INTO payout_file_item (attempt_id, file_id, reference)
     SELECT i."attemptId", $2, i.reference FROM jsonb_to_recordset($1) AS i("attemptId" text, reference text)`,
    [JSON.stringify(items), file.fileId],
  );
}

/** Files of which something has not come back, by number: those of one number were written together. */
export async function findUnreportedFiles(
  tx: Queryable,
  { runId, revision }: PayoutRunRow,
): Promise<{ number: number; madeWallMs: number }[]> {
  const rows = await query<{ number: number; madeWallMs: string }>(
    tx,
    `SELECT f.number, min(f.made_wall)::text AS "madeWallMs" FROM payout_file f WHERE f.run_id = $1 AND f.revision = $2 AND EXISTS (
       SELECT FROM payout_file_item i JOIN payout_attempt a USING (attempt_id)
       WHERE i.file_id = f.file_id AND a.state IN ('sending','unknown','sent'))
     GROUP BY f.number ORDER BY f.number`,
    [runId, revision],
  );
  return rows.map(({ number, madeWallMs }) => ({ number, madeWallMs: toSafeNumber(madeWallMs) }));
}

/** A payment that went out in a file, as a file that comes back is compared with it. */
export interface FiledPayment {
  attemptId: string;
  batchId: string;
  /** By which the bank knows it. */
  reference: string;
  amountMinor: bigint;
  currency: string;
}

/** The payments that one of these references names, and all payments of a file that one of them names. */
export async function findFiledPayments(
  tx: Queryable,
  { rail, references }: { rail: FileMethod; references: readonly string[] },
): Promise<FiledPayment[]> {
  const rows = await query<Omit<FiledPayment, 'amountMinor'> & { amountMinor: string }>(
    tx,
    `SELECT i.attempt_id AS "attemptId", i.file_id AS "batchId", i.reference, l.amount_minor AS "amountMinor", l.currency
     FROM payout_file_item i JOIN payout_file f USING (file_id) JOIN payout_attempt a USING (attempt_id) JOIN payout_line l USING (line_id)
     WHERE f.rail = $1 AND (i.reference = ANY($2::text[]) OR f.message_id = ANY($2::text[])) ORDER BY i.attempt_id`,
    [rail, references],
  );
  return rows.map((row) => ({ ...row, amountMinor: BigInt(row.amountMinor) }));
}
