import { Client } from 'pg';
import { migrate, userOf } from '../../database/migrate';
import type { Hosted } from './host';
import { freshName, fromHost } from './servers';

const TEMPLATE = 'ple_template';
/** Any number that nothing else locks: one test process builds the template, the others wait. */
const TEMPLATE_LOCK = 704_004;

/** A database of its own for one test file: migrated, granted, empty. */
export interface FreshDatabase {
  /** As the application: what activities and API use. */
  appUrl: string;
  /** As the owner of the tables. */
  ownerUrl: string;
  name: string;
  drop(): Promise<void>;
}

/** Copies the migrated template: some 40 ms. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const postgres = await fromHost('postgres');
  const name = freshName('t').replaceAll('-', '_');
  await asAdmin(postgres, async (admin) => {
    await ensureTemplate(admin, postgres);
    await admin.query(`CREATE DATABASE ${name} OWNER ple_owner TEMPLATE ${TEMPLATE} STRATEGY file_copy`);
  });
  return {
    appUrl: onDatabase(postgres.appUrl, name),
    ownerUrl: onDatabase(postgres.ownerUrl, name),
    name,
    drop: () => asAdmin(postgres, async (admin) => void (await admin.query(`DROP DATABASE ${name} WITH (FORCE)`))),
  };
}

/** Changes what the application may not change, as nobody does but the owner of the tables. */
export async function asOwner(
  { ownerUrl }: Pick<FreshDatabase, 'ownerUrl'>,
  sql: string,
  values: unknown[] = [],
): Promise<void> {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query(sql, values);
  } finally {
    await owner.end();
  }
}

/** A database without any table, for tests of the migrations themselves. */
export async function emptyDatabase(): Promise<FreshDatabase> {
  const postgres = await fromHost('postgres');
  const name = freshName('e').replaceAll('-', '_');
  await asAdmin(postgres, async (admin) => void (await admin.query(`CREATE DATABASE ${name} OWNER ple_owner`)));
  return {
    appUrl: onDatabase(postgres.appUrl, name),
    ownerUrl: onDatabase(postgres.ownerUrl, name),
    name,
    drop: () => asAdmin(postgres, async (admin) => void (await admin.query(`DROP DATABASE ${name} WITH (FORCE)`))),
  };
}

/** Migrates once per run, in a database that gets the template's name only when it is complete. */
async function ensureTemplate(admin: Client, postgres: Hosted['postgres']): Promise<void> {
  await admin.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [TEMPLATE]);
    if (rowCount) return;
    const part = `${TEMPLATE}_part`;
    await admin.query(`DROP DATABASE IF EXISTS ${part} WITH (FORCE)`);
    await admin.query(`CREATE DATABASE ${part} OWNER ple_owner`);
    await migrate({ ownerUrl: onDatabase(postgres.ownerUrl, part), appUser: userOf(postgres.appUrl) });
    await admin.query(`ALTER DATABASE ${part} RENAME TO ${TEMPLATE}`);
  } finally {
    await admin.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
}

function onDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function asAdmin<T>(postgres: Hosted['postgres'], work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client({ connectionString: postgres.adminUrl });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
