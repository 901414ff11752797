import type { Pool } from 'pg';
import { isCurable } from '../sql';

/** Tells whether Postgres answers a question. */
export async function ping(pool: Pool): Promise<void> {
  await pool.query('SELECT 1');
}

/** Tells whether an error says that Postgres cannot serve now, so that the same request may succeed later. */
export function isDatabaseUnavailable(error: unknown): boolean {
  return typeof error === 'object' && error !== null && isCurable(error);
}
