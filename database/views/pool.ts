import { Pool, types } from 'pg';
import type { PoolConfig } from 'pg';

/** Connections of one process; Postgres' default of 100 serves an API, a worker and a person with psql. */
const POOL_SIZE = 20;
/** Nobody waits longer for a free or a new connection: then it is better to say "unavailable". */
const CONNECT_PATIENCE_MS = 5_000;
/** Statements of ours take milliseconds, a bulk chunk a few seconds; longer is a lock or a fault. */
const STATEMENT_PATIENCE_MS = 60_000;
/** A process that died inside a transaction on a half-open connection must not hold its locks for ever. */
const IDLE_IN_TRANSACTION_MS = 60_000;

const DATE_OID = types.builtins.DATE;

/** How to reach Postgres. */
export interface PoolOptions {
  url: string;
  /** Default {@link POOL_SIZE}. */
  size?: number;
  /** Shown in `pg_stat_activity`. Default `partner-lifecycle`. */
  name?: string;
}

/** The settings that every pool of ours has, TypeORM's included. */
export function poolSettings(options: PoolOptions): PoolConfig {
  return {
    connectionString: options.url,
    max: options.size ?? POOL_SIZE,
    application_name: options.name ?? 'partner-lifecycle',
    connectionTimeoutMillis: CONNECT_PATIENCE_MS,
    statement_timeout: STATEMENT_PATIENCE_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
    types: { getTypeParser: parserOf },
  };
}

/**
 * Opens a pool that survives a restart of Postgres: a lost idle connection is dropped and replaced by the next query.
 * No connection is made before the first query.
 */
export function openPool(options: PoolOptions): Pool {
  const pool = new Pool(poolSettings(options));
  pool.on('error', idleConnectionLost);
  return pool;
}

/**
 * An idle connection ended, for instance because Postgres restarts. The pool has already removed it, and whoever asks
 * next gets a new one or a refusal; without a listener Node would end the process.
 */
export function idleConnectionLost(_error: Error): void {
  return undefined;
}

/** A civil date stays text: a `Date` would be midnight of this machine's zone. */
function parserOf(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === DATE_OID) return (value) => value;
  return types.getTypeParser(oid, format as 'text') as (value: string) => unknown;
}
