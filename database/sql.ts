import { setTimeout as pause } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { DatabaseError } from 'pg';

/** A transaction that loses a race is repeated at once, a few times; five losses in a row are handed to Temporal's retry. */
const TRANSACTION_ATTEMPTS_MAX = 5;
const BACKOFF_FIRST_MS = 10;

/** Serialization failure and deadlock: the same transaction may succeed when it is run again from its start. */
const RACE_LOST = ['40001', '40P01'];
/**
 * What waiting and trying again can cure: connection (08), the two above, no resources (53), the operator stops or
 * restarts the server (57P0x). Beyond contracts.md's list also the statement and idle timeouts, which a stalled disk
 * or a long lock cause: giving up for ever on those would end a lifecycle for a slow minute.
 */
const CURABLE = [/^08/, /^40001$/, /^40P01$/, /^53/, /^57P0/, /^57014$/, /^25P03$/, /^55P03$/];

/** A pool or a connection in a transaction: whatever runs one statement. */
export type Queryable = Pick<PoolClient, 'query'>;

/**
 * Postgres refused for a reason that no retry cures: a constraint that the code above should have kept, or a wrong
 * statement. Named in the retry policies as not retryable.
 */
export class DatabaseBug extends Error {
  override readonly name = 'DatabaseBug';

  constructor(
    /** SQLSTATE, e.g. `23505`. */
    readonly code: string,
    /** The violated constraint, where there is one. */
    readonly constraint: string | undefined,
    cause: Error,
  ) {
    // The message names the constraint, never the row's values: `detail` may hold personal data.
    super(`Postgres ${code}${constraint ? ` (${constraint})` : ''}: ${cause.message}`);
  }
}

/**
 * Runs the work in one transaction: all of it or nothing. A lost race is repeated, up to
 * {@link TRANSACTION_ATTEMPTS_MAX} times, so the work must have no effect outside the transaction.
 *
 * @throws what a retry can cure as it came (connection, 40001, 40P01, 53xxx, 57P0x); {@link DatabaseBug} otherwise
 */
export async function transaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(pool, work);
    } catch (error) {
      if (attempt === TRANSACTION_ATTEMPTS_MAX || !RACE_LOST.includes(sqlStateOf(error) ?? '')) throw mapped(error);
      await pause(BACKOFF_FIRST_MS * 2 ** attempt * (0.5 + Math.random() / 2));
    }
  }
}

/**
 * A statement that each connection parses and plans once and then knows by its name: for what every request asks.
 * Its text is fixed; one name never has two texts.
 */
export interface Prepared {
  name: string;
  text: string;
}

/** Runs one statement and returns its rows. Errors as in {@link transaction}. */
export async function query<Row extends object>(
  db: Queryable,
  sql: string | Prepared,
  values: unknown[] = [],
): Promise<Row[]> {
  try {
    const { rows } = await db.query<Row>({ ...statementOf(sql), values });
    return rows;
  } catch (error) {
    throw mapped(error);
  }
}

/** The first row of {@link query}, or null. */
export async function queryOne<Row extends object>(
  db: Queryable,
  sql: string | Prepared,
  values: unknown[] = [],
): Promise<Row | null> {
  const [row] = await query<Row>(db, sql, values);
  return row ?? null;
}

/** Runs one INSERT, UPDATE or DELETE and returns how many rows it touched. */
export async function execute(db: Queryable, sql: string | Prepared, values: unknown[] = []): Promise<number> {
  try {
    const { rowCount } = await db.query({ ...statementOf(sql), values });
    return rowCount ?? 0;
  } catch (error) {
    throw mapped(error);
  }
}

const statementOf = (sql: string | Prepared): { text: string; name?: string } =>
  typeof sql === 'string' ? { text: sql } : sql;

/** Tells whether waiting and trying again can cure this error. */
export function isCurable(error: unknown): boolean {
  const state = sqlStateOf(error);
  if (state !== undefined) return CURABLE.some((pattern) => pattern.test(state));
  const { code, message } = error as { code?: string; message?: string };
  if (
    ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'].includes(code ?? '')
  )
    return true;
  return /Connection terminated|connection timeout|timeout exceeded when trying to connect|not queryable/i.test(
    message ?? '',
  );
}

/**
 * A `bigint` column as a number.
 *
 * @throws RangeError when it is not a safe integer: a rounded amount or time would be believed
 */
export function toSafeNumber(value: string | number | bigint): number {
  const exact = BigInt(value);
  if (exact > BigInt(Number.MAX_SAFE_INTEGER) || exact < BigInt(Number.MIN_SAFE_INTEGER))
    throw new RangeError(`${exact} is larger than a number can hold exactly`);
  return Number(exact);
}

/** {@link toSafeNumber} for a column that may be null. */
export const toSafeNumberOrNull = (value: string | number | bigint | null): number | null =>
  value === null ? null : toSafeNumber(value);

async function once<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // The pool stops listening while we hold the connection; an error between two statements would end the process.
  const onError = (error: Error): void => {
    broken = error;
  };
  client.on('error', onError);
  try {
    await client.query('BEGIN');
    const result = await work(client);
    const { command } = await client.query('COMMIT');
    // Postgres answers COMMIT with ROLLBACK when a statement had failed and the work went on regardless.
    if (command !== 'COMMIT') throw new Error('The work swallowed a failed statement: its transaction was rolled back');
    return result;
  } catch (error) {
    broken ??= await rollback(client);
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

/** @returns why the connection is of no more use, if it is not */
async function rollback(client: PoolClient): Promise<Error | undefined> {
  try {
    await client.query('ROLLBACK');
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

function mapped(error: unknown): unknown {
  const state = sqlStateOf(error);
  if (state === undefined || isCurable(error)) return error;
  const { constraint } = driverError(error) as DatabaseError;
  return new DatabaseBug(state, constraint, error as Error);
}

function sqlStateOf(error: unknown): string | undefined {
  const inner = driverError(error);
  return inner instanceof DatabaseError ? inner.code : undefined;
}

/** TypeORM wraps what the driver threw. */
const driverError = (error: unknown): unknown => (error as { driverError?: unknown } | null)?.driverError ?? error;
