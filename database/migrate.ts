import type { ClientBase } from 'pg';
import { Client } from 'pg';
import { createOwnerDataSource } from './data-source';
import { applyGrants } from './grants';

/** Two migrators at once (two replicas starting) take turns on this key. */
const MIGRATION_LOCK = 704_001;

/** As whom, and for whom. */
export interface MigrateOptions {
  /** Connection URL of the owner; not the application's. */
  ownerUrl: string;
  /** Name of the application's database user, to whom rights are granted. It must exist. */
  appUser: string;
}

/**
 * Brings the schema to this program's version and grants the application its rights. Repeatable; of two at once the
 * second waits and finds nothing to do.
 *
 * @returns the names of the migrations that were applied now
 */
export async function migrate(options: MigrateOptions): Promise<{ applied: string[] }> {
  return asOwner(options.ownerUrl, async (client) => {
    const source = await createOwnerDataSource(options.ownerUrl).initialize();
    try {
      const applied = await source.runMigrations();
      await applyGrants(client, options.appUser);
      return { applied: applied.map((migration) => migration.name) };
    } finally {
      await source.destroy();
    }
  });
}

/** Undoes the last applied migration. For development: it drops what that migration made, with its rows. */
export async function undoLastMigration(ownerUrl: string): Promise<void> {
  await asOwner(ownerUrl, async () => {
    const source = await createOwnerDataSource(ownerUrl).initialize();
    try {
      await source.undoLastMigration();
    } finally {
      await source.destroy();
    }
  });
}

/** Runs the work while holding the migration lock; the lock ends with the connection, whatever happens. */
async function asOwner<T>(ownerUrl: string, work: (client: ClientBase) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await work(client);
  } finally {
    await client.end();
  }
}

const HELP = `Brings the database to this program's schema version, then grants the application its rights.

  npm run migrate              apply what is missing
  npm run migrate -- --down    undo the last migration (drops its tables with their rows)
  npm run migrate -- --help    this text

Environment:
  DATABASE_OWNER_URL   the owner of the tables, used for nothing else
  DATABASE_URL         the application; its user is granted its rights and must own nothing
`;

/** The command line. @returns the exit code */
async function main(args: string[]): Promise<number> {
  const { DATABASE_OWNER_URL: ownerUrl, DATABASE_URL: appUrl } = process.env;
  const unknown = args.filter((arg) => !['--help', '--down'].includes(arg));
  if (args.includes('--help') || unknown.length > 0) {
    process.stdout.write(`${unknown.length > 0 ? `Unknown option ${unknown.join(' ')}.\n\n` : ''}${HELP}`);
    return unknown.length > 0 ? 2 : 0;
  }
  if (!ownerUrl || !appUrl) {
    process.stderr.write(`${ownerUrl ? 'DATABASE_URL' : 'DATABASE_OWNER_URL'} is not set.\n\n${HELP}`);
    return 2;
  }
  if (args.includes('--down')) {
    await undoLastMigration(ownerUrl);
    process.stdout.write('The last migration is undone.\n');
    return 0;
  }
  const { applied } = await migrate({ ownerUrl, appUser: userOf(appUrl) });
  process.stdout.write(
    applied.length === 0
      ? 'Nothing to apply; rights are granted.\n'
      : `Applied ${applied.join(', ')}; rights are granted.\n`,
  );
  return 0;
}

/** The user name in a connection URL. */
export function userOf(url: string): string {
  const { username } = new URL(url);
  if (username === '') throw new Error('DATABASE_URL names no user; rights cannot be granted to nobody.');
  return decodeURIComponent(username);
}

if (require.main === module) {
  main(process.argv.slice(2)).then(
    (code) => (process.exitCode = code),
    (error: Error) => {
      process.stderr.write(`Migration failed: ${error.message}\n`);
      process.exitCode = 1;
    },
  );
}
