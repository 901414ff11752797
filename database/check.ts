import { Client } from 'pg';
import { MIGRATION_NAMES, MIGRATIONS_TABLE } from './migrations';

const CONNECT_PATIENCE_MS = 5_000;

/** The database is not one that the application may start with; the message says what to do. */
export class DatabaseNotReady extends Error {
  override readonly name = 'DatabaseNotReady';
}

/**
 * Refuses to start on a database role that could bypass the table rights, or on another schema version.
 *
 * @throws DatabaseNotReady saying what is wrong and what to do; connection errors as they come
 */
export async function checkDatabase(appUrl: string): Promise<void> {
  const client = new Client({ connectionString: appUrl, connectionTimeoutMillis: CONNECT_PATIENCE_MS });
  await client.connect();
  try {
    await checkRole(client);
    await checkVersion(client);
  } finally {
    await client.end();
  }
}

/** A superuser, an owner of tables, and whoever may become one, can change what is INSERT only. */
async function checkRole(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string; super: boolean; owned: string[] }>(
    `SELECT current_user AS name,
            EXISTS (SELECT FROM pg_roles r WHERE r.rolsuper AND pg_has_role(current_user, r.oid, 'MEMBER')) AS super,
            ARRAY(SELECT c.relname::text FROM pg_class c
                  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r','p','v','m')
                    AND pg_has_role(current_user, c.relowner, 'MEMBER') ORDER BY 1) AS owned`,
  );
  const { name, super: isSuper, owned } = rows[0]!;
  if (!isSuper && owned.length === 0) return;
  const power = isSuper ? 'is superuser' : `owns ${owned.slice(0, 3).join(', ')}${owned.length > 3 ? ' and more' : ''}`;
  throw new DatabaseNotReady(
    `The user "${name}" of DATABASE_URL ${power}, so that INSERT-only tables would not be. ` +
      `Give DATABASE_URL a user that owns nothing, and keep the owner in DATABASE_OWNER_URL.`,
  );
}

async function checkVersion(client: Client): Promise<void> {
  const { rows } = await client.query<{ known: boolean; readable: boolean }>(
    `SELECT to_regclass($1) IS NOT NULL AS known,
            coalesce(has_table_privilege(to_regclass($1)::oid, 'SELECT'), false) AS readable`,
    [`public.${MIGRATIONS_TABLE}`],
  );
  const { known, readable } = rows[0]!;
  if (!known) throw new DatabaseNotReady('The database has no schema yet. Run: npm run migrate');
  if (!readable)
    throw new DatabaseNotReady('The user of DATABASE_URL has no rights on the schema. Run: npm run migrate');
  const applied = await client.query<{ name: string }>(`SELECT name FROM ${MIGRATIONS_TABLE} ORDER BY id`);
  const names = applied.rows.map((row) => row.name);
  const missing = MIGRATION_NAMES.filter((name) => !names.includes(name));
  const newer = names.filter((name) => !MIGRATION_NAMES.includes(name));
  if (missing.length > 0) throw new DatabaseNotReady(`The schema lacks ${missing.join(', ')}. Run: npm run migrate`);
  if (newer.length > 0)
    throw new DatabaseNotReady(
      `The schema is newer than this program (${newer.join(', ')}). Deploy the newer program, or migrate down.`,
    );
}
