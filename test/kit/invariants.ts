import type { Pool, PoolClient } from 'pg';
import type { Invariant } from '../../database/views/ledger-invariants';
import { LEDGER_INVARIANTS } from '../../database/views/ledger-invariants';

/** Fails with what does not hold, and the rows that break it. Each query sees one moment. */
export async function expectInvariants(
  db: Pick<Pool | PoolClient, 'query'>,
  invariants: readonly Invariant[] = LEDGER_INVARIANTS,
): Promise<void> {
  for (const { holds, sql } of invariants) {
    const { rows } = await db.query(`SELECT * FROM (${sql}) AS broken LIMIT 5`);
    expect({ holds, brokenBy: rows }).toEqual({ holds, brokenBy: [] });
  }
}
