import { Foundation1795000000000 } from './1795000000000-foundation';
import { Console1796100000000 } from './1796100000000-console';

/** Every migration, oldest first: the compiler sees them all, and no folder is searched at run time. */
export const MIGRATIONS = [Foundation1795000000000, Console1796100000000];

/** Their names, as the table `schema_migration` holds them. */
export const MIGRATION_NAMES: readonly string[] = MIGRATIONS.map((migration) => migration.name);

/** The table in which TypeORM keeps what was applied. */
export const MIGRATIONS_TABLE = 'schema_migration';
