import type { Pool } from 'pg';
import { DatabaseBug, isCurable } from '../sql';

/** Tells whether Postgres answers a question. */
export async function ping(pool: Pool): Promise<void> {
  await pool.query('SELECT 1');
}

/** Tells whether an error says that Postgres cannot serve now, so that the same request may succeed later. */
export function isDatabaseUnavailable(error: unknown): boolean {
  return typeof error === 'object' && error !== null && isCurable(error);
}

/** A character that no text of Postgres may hold, given as it is or escaped in JSON. */
const TEXT_REFUSED = ['22021', '22P05'];

/** Tells whether an error says that a text was sent which Postgres cannot hold: what was asked is wrong, not we. */
export const isTextRefused = (error: unknown): boolean =>
  error instanceof DatabaseBug && TEXT_REFUSED.includes(error.code);
