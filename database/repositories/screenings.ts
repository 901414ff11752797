import type { Queryable } from '../sql';
import { execute, queryOne } from '../sql';

/** What the provider said under a reference. */
export type ScreeningAnswer = 'clear' | 'hit' | 'unknown';

/** The recorded answer to a reference. */
export async function findScreening(db: Queryable, reference: string): Promise<ScreeningAnswer | null> {
  const row = await queryOne<{ result: ScreeningAnswer }>(db, 'SELECT result FROM screening WHERE reference = $1', [
    reference,
  ]);
  return row?.result ?? null;
}

/** Inserts an answer; the first one under a reference stays. */
export async function insertScreening(
  tx: Queryable,
  row: { reference: string; partnerId: string; result: ScreeningAnswer; hits: string[]; atMs: number },
): Promise<void> {
  await execute(
    tx,
    `INSERT INTO screening (reference, partner_id, result, hits, at_ms) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (reference) DO NOTHING`,
    [row.reference, row.partnerId, row.result, JSON.stringify(row.hits), row.atMs],
  );
}
