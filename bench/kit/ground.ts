import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import pg from 'pg';
import type { Pool } from 'pg';
import { migrate, userOf } from '../../database/migrate';
import { openPool } from '../../database/views/pool';
import { startPartnerWorld } from '../../local/partner-world';
import { startPostgres } from '../../local/postgres';
import { startTemporal } from '../../local/temporal';
import { freshName } from '../../test/kit/servers';
import { ensureNamespace, ensureSearchAttributes } from '../../workers/namespace';
import type { WorkerSettings } from '../../workers/settings';

/** The key that API and workers of a bench share. */
export const ACTOR_KEY = 'a key of forty characters for bench only';

/** Real servers for one bench: Postgres that syncs its log, Temporal on a file, the third parties as a process. */
export interface Ground {
  folder: string;
  pool: Pool;
  database: { appUrl: string; ownerUrl: string; adminUrl: string };
  connection: Connection;
  /** Versions of the servers. */
  servers: { postgres: string; temporal: string };
  /** Runs a statement as the owner of the tables. */
  onOwner(sql: string): Promise<void>;
  /** Another database on the same server: migrated, granted, empty. */
  freshDatabase(): Promise<{ appUrl: string; ownerUrl: string }>;
  /** A namespace with our search attributes, and a client in it. */
  freshNamespace(): Promise<{ namespace: string; client: Client }>;
  /** What a worker of ours is started with. */
  settings(of: { namespace: string; taskQueue: string; cachedWorkflowsMax?: number }): WorkerSettings;
  /** Called at the end, the last one first. */
  onEnd(stop: () => Promise<unknown>): void;
}

/** Brings the servers up, lets `work` run on them, and takes everything down again however it ends. */
export async function onGround<T>(work: (ground: Ground) => Promise<T>): Promise<T> {
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  const folder = mkdtempSync(join(tmpdir(), 'partner-lifecycle-bench-'));
  const stops: (() => Promise<unknown>)[] = [() => Promise.resolve(rmSync(folder, { recursive: true, force: true }))];
  const end = async (): Promise<void> => {
    const failures: unknown[] = [];
    // Each gets its chance, whatever became of the one before.
    for (const stop of stops.splice(0).reverse()) await stop().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  };
  const interrupted = (): void => void end().finally(() => process.exit(130));
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  try {
    return await work(await lay(folder, (stop) => void stops.push(stop)));
  } finally {
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', interrupted);
    await end();
  }
}

async function lay(folder: string, onEnd: Ground['onEnd']): Promise<Ground> {
  const database = await startPostgres({ dataDir: join(folder, 'postgres') });
  onEnd(() => database.stop());
  await migrate({ ownerUrl: database.ownerUrl, appUser: userOf(database.appUrl) });
  const pool = openPool({ url: database.appUrl, name: 'bench' });
  onEnd(() => pool.end());
  const temporal = await startTemporal({ dataDir: join(folder, 'temporal'), namespace: 'bench', headless: true });
  onEnd(() => temporal.stop());
  const connection = await Connection.connect({ address: temporal.address });
  onEnd(() => connection.close());
  const world = await startPartnerWorld({ dataDir: join(folder, 'world') });
  onEnd(() => world.stop());
  const { rows } = await pool.query<{ server_version: string }>('SHOW server_version');
  const { serverVersion } = await connection.workflowService.getSystemInfo({});
  return {
    ...{ folder, pool, database, connection, onEnd },
    servers: { postgres: rows[0]!.server_version, temporal: serverVersion ?? 'unknown' },
    onOwner: async (sql) => {
      const owner = new pg.Client({ connectionString: database.ownerUrl });
      await owner.connect();
      await owner.query(sql).finally(() => owner.end());
    },
    freshDatabase: async () => {
      const name = freshName('bench').replaceAll('-', '_');
      const admin = new pg.Client({ connectionString: database.adminUrl });
      await admin.connect();
      const owner = userOf(database.ownerUrl);
      await admin.query(`CREATE DATABASE ${name} OWNER ${owner}`).finally(() => admin.end());
      const [appUrl, ownerUrl] = [database.appUrl, database.ownerUrl].map((url) => new URL(`/${name}`, url).href) as [string, string]; // prettier-ignore
      await migrate({ ownerUrl, appUser: userOf(appUrl) });
      return { appUrl, ownerUrl };
    },
    freshNamespace: async () => {
      const namespace = freshName('bench');
      await ensureNamespace(connection, { namespace, createIfMissing: true });
      await ensureSearchAttributes(connection, namespace);
      return { namespace, client: new Client({ connection, namespace }) };
    },
    settings: ({ namespace, taskQueue, cachedWorkflowsMax = 1_000 }) => ({
      databaseUrl: database.appUrl,
      temporal: { address: temporal.address, namespace, tls: false, retentionDays: 400, createNamespace: false },
      taskQueue,
      actorKey: ACTOR_KEY,
      trustTemporalUi: false,
      screeningUrl: world.screeningUrl,
      scimUrl: world.scimUrl,
      healthPort: 0,
      healthHost: '127.0.0.1',
      cachedWorkflowsMax,
      logLevel: 'error',
    }),
  };
}

/** The administrator on the database of the product. */
export function onDatabase(adminUrl: string, ownerUrl: string): string {
  const url = new URL(adminUrl);
  url.pathname = new URL(ownerUrl).pathname;
  return url.href;
}
