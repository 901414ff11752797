import type { Pool, PoolClient } from 'pg';
import type { Refusal } from '../../domain/errors';
import { DomainError } from '../../domain/errors';
import type { JsonObject } from '../../domain/hash';
import type { Origin } from '../../domain/journal';
import { queryOne, transaction } from '../sql';
import { auditRefusal, insertAudit } from './audit';

/** One recording: its key and the audit row that it leaves. What the work learns on the way it notes here. */
export interface Recording {
  origin: Origin;
  /** The same key again gives the same outcome and changes nothing. */
  businessKey: string;
  /** E.g. `person.invite`; a refusal is audited as `person.invite.refused`. */
  action: string;
  subject: string;
  /** `unknown` until the proof is verified. */
  actor: string;
  partnerId: string | null;
  atMs: number;
  programVersion?: string;
  reason?: string;
}

/**
 * Runs the work once per business key, in one transaction with its audit row, whose details are the outcome. A
 * `DomainError` of the work is a refusal: everything is rolled back and only its audit row stays.
 *
 * @param work gets a draft of the audit row to complete
 * @param refused runs in the transaction that audits the refusal
 */
export async function recordOnce<T extends JsonObject>(
  pool: Pool,
  recording: Recording,
  {
    work,
    refused,
  }: { work: (client: PoolClient, line: Recording) => Promise<T>; refused: (client: PoolClient) => Promise<void> },
): Promise<T | Refusal> {
  // A race that was lost starts from the draft as it came, not as the lost attempt left it.
  let line = { ...recording };
  try {
    return await transaction(pool, async (client) => {
      line = { ...recording };
      const earlier = await recordedOutcome<T>(client, recording.businessKey);
      if (earlier !== null) return earlier;
      const outcome = await work(client, line);
      const { action, actor, subject, reason, ...where } = line;
      await insertAudit(client, { ...where, entries: [{ action, actor, subject, reason, details: outcome }] });
      return outcome;
    });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const refusal: Refusal = { refused: error.code, message: error.message };
    return transaction(pool, async (client) => {
      const earlier = await recordedOutcome<T>(client, recording.businessKey);
      if (earlier !== null) return earlier;
      await refused(client);
      return auditRefusal(client, line, refusal);
    });
  }
}

/** What an earlier run under this key recorded: its outcome or its refusal. */
async function recordedOutcome<T>(client: PoolClient, businessKey: string): Promise<T | Refusal | null> {
  const row = await queryOne<{ details: T | Refusal }>(client, 'SELECT details FROM audit WHERE business_key = $1', [
    businessKey,
  ]);
  return row === null ? null : row.details;
}
