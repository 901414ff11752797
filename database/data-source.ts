import 'reflect-metadata';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import type { DataSourceOptions, EntityTarget, ObjectLiteral } from 'typeorm';
import { MIGRATIONS, MIGRATIONS_TABLE } from './migrations';
import type { PoolOptions } from './views/pool';
import { idleConnectionLost, poolSettings } from './views/pool';

/** Migrations may rewrite a large table: no statement timeout for the owner, one connection for the migration itself. */
const OWNER_POOL_SIZE = 2;

/** The application's data source. `entities` are given where rows are mapped; plain SQL needs none. */
export function createAppDataSource(options: PoolOptions, entities: EntityTarget<ObjectLiteral>[] = []): DataSource {
  return new DataSource(settings(options, entities));
}

/** The owner's data source: migrations only. */
export function createOwnerDataSource(url: string, entities: EntityTarget<ObjectLiteral>[] = []): DataSource {
  const { extra, ...rest } = settings({ url, size: OWNER_POOL_SIZE, name: 'partner-lifecycle-migrate' }, entities);
  return new DataSource({ ...rest, extra: { ...extra, statement_timeout: 0, idle_in_transaction_session_timeout: 0 } });
}

/** The `pg` pool under an initialized data source: repositories, views and intake speak plain SQL through it. */
export function poolOf(dataSource: DataSource): Pool {
  const { master } = dataSource.driver as unknown as { master?: Pool };
  if (master === undefined) throw new Error('The data source has no pool yet: initialize it first.');
  return master;
}

function settings(options: PoolOptions, entities: EntityTarget<ObjectLiteral>[]) {
  return {
    type: 'postgres',
    url: options.url,
    entities: entities as Exclude<DataSourceOptions['entities'], undefined>,
    migrations: [...MIGRATIONS],
    migrationsTableName: MIGRATIONS_TABLE,
    migrationsTransactionMode: 'each',
    synchronize: false,
    installExtensions: false,
    // Otherwise `findOneBy({ id: undefined })` returns the first row.
    invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
    poolErrorHandler: idleConnectionLost,
    extra: poolSettings(options),
  } satisfies DataSourceOptions;
}
