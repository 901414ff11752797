import type { Pool } from 'pg';
import type { FileMethod } from '../../domain/incentivize/payout-method';
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
}

const FILE = `file_id AS "fileId", revision, rail, currency, number, message_id AS "messageId", file_name AS "fileName",
  media_type AS "mediaType", content_hash AS "contentHash", payments, amount_minor::text AS "amountMinor",
  execution_date AS "executionDate", made_wall AS "madeMs"`;

/** Files of payments, read only. */
export class PayoutFilesView {
  constructor(private readonly pool: Pool) {}

  /** Every file of a run, the first one first. */
  async list(runId: string): Promise<PayoutFileView[]> {
    const rows = await query<Omit<PayoutFileView, 'madeMs'> & { madeMs: string }>(
      this.pool,
      `SELECT ${FILE} FROM payout_file WHERE run_id = $1 ORDER BY revision, rail, currency, number`,
      [runId],
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
