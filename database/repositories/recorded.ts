import type { Refusal } from '../../domain/errors';
import type { JsonObject } from '../../domain/hash';
import type { Queryable } from '../sql';
import { execute, queryOne } from '../sql';

/** A refusal's audit row has the key of what was refused, with this before it. */
export const REFUSED = 'refused/';

/** What a recording left in the audit under its business key. */
export type RecordedOutcome = { outcome: JsonObject } | { refusal: Refusal };

/** Makes attempts of one recording take turns until the transaction ends; the second then finds what the first left. */
export async function lockRecording(tx: Queryable, businessKey: string): Promise<void> {
  await execute(tx, { name: 'recording-lock', text: 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))' }, [
    businessKey,
  ]);
}

/** What was recorded under this key, outcome or refusal; null when nothing was. */
export async function findRecorded(tx: Queryable, businessKey: string): Promise<RecordedOutcome | null> {
  const row = await queryOne<{ details: { outcome?: JsonObject } & Partial<Refusal> }>(
    tx,
    { name: 'recording-find', text: 'SELECT details FROM audit WHERE business_key IN ($1, $2)' },
    [businessKey, REFUSED + businessKey],
  );
  if (row === null) return null;
  const { outcome, refused, message } = row.details;
  return refused === undefined ? { outcome: outcome ?? {} } : { refusal: { refused, message: message ?? '' } };
}
