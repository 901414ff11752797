import { Client } from 'pg';
import { checkDatabase } from '../../database/check';
import { applyGrants, GRANTS } from '../../database/grants';
import { migrate, undoLastMigration, userOf } from '../../database/migrate';
import { MIGRATION_NAMES } from '../../database/migrations';
import type { FreshDatabase } from '../kit/database';
import { emptyDatabase, freshDatabase } from '../kit/database';

async function rowsOf<T extends object>(url: string, sql: string, values: unknown[] = []): Promise<T[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

const OBJECTS = `SELECT relkind::text AS kind, relname AS name FROM pg_class
  WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r','v','i','S') ORDER BY 1, 2`;

describe('the schema', () => {
  let db: FreshDatabase;
  beforeAll(async () => {
    db = await emptyDatabase();
  });
  afterAll(() => db.drop());

  const migrated = () => migrate({ ownerUrl: db.ownerUrl, appUser: userOf(db.appUrl) });

  test('start-up names the command while there is no schema', async () => {
    await expect(checkDatabase(db.appUrl)).rejects.toThrow('Run: npm run migrate');
  });

  test('goes up, down to nothing, and up again to the very same', async () => {
    expect((await migrated()).applied).toEqual(MIGRATION_NAMES);
    const first = await rowsOf(db.ownerUrl, OBJECTS);
    for (const _name of MIGRATION_NAMES) await undoLastMigration(db.ownerUrl);
    const left = await rowsOf<{ name: string }>(
      db.ownerUrl,
      `${OBJECTS.replace('ORDER BY', `AND relkind IN ('r','v') ORDER BY`)}`,
    );
    expect(left.map((row) => row.name)).toEqual(['schema_migration']);
    expect(
      await rowsOf(db.ownerUrl, `SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace`),
    ).toEqual([]);
    expect((await migrated()).applied).toEqual(MIGRATION_NAMES);
    expect(await rowsOf(db.ownerUrl, OBJECTS)).toEqual(first);
  });

  test('is migrated once when two replicas start at the same moment', async () => {
    await undoLastMigration(db.ownerUrl);
    const both = await Promise.all([migrated(), migrated()]);
    expect(both.map(({ applied }) => applied.length).sort()).toEqual([0, 1]);
    await expect(checkDatabase(db.appUrl)).resolves.toBeUndefined();
  });

  test('start-up refuses an older and a newer schema, saying what to do', async () => {
    await rowsOf(db.ownerUrl, `INSERT INTO schema_migration (timestamp, name) VALUES (1, 'FromTheFuture1')`);
    await expect(checkDatabase(db.appUrl)).rejects.toThrow('newer than this program (FromTheFuture1)');
    await rowsOf(db.ownerUrl, `UPDATE schema_migration SET name = 'Elsewhere1'`);
    await expect(checkDatabase(db.appUrl)).rejects.toThrow(`lacks ${MIGRATION_NAMES[0]}`);
  });
});

describe('the rights of the application', () => {
  let db: FreshDatabase;
  beforeAll(async () => {
    db = await freshDatabase();
  });
  afterAll(() => db.drop());

  test('are decided for every table and view, and for nothing that does not exist', async () => {
    const tables = await rowsOf<{ name: string }>(
      db.ownerUrl,
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r','p','v','m') ORDER BY 1`,
    );
    expect(Object.keys(GRANTS).sort()).toEqual(tables.map((row) => row.name));
  });

  test('a table that nobody decided about stops the migration', async () => {
    const client = new Client({ connectionString: db.ownerUrl });
    await client.connect();
    try {
      await client.query('CREATE TABLE forgotten (id int)');
      await expect(applyGrants(client, userOf(db.appUrl))).rejects.toThrow('forgotten');
      await client.query('DROP TABLE forgotten');
    } finally {
      await client.end();
    }
  });

  const records = [
    'audit',
    'decision',
    'earning',
    'sale',
    'training_statement',
    'fact',
    'signature',
    'step_evidence',
    'sale_match',
    'statement_match',
    'certificate',
    'screening',
    'program_version',
    'partner_tier',
  ];

  test.each(records)('%s is written once: neither changed nor removed by the application', async (table) => {
    await expect(rowsOf(db.appUrl, `UPDATE ${table} SET recorded_at = now()`)).rejects.toThrow('permission denied');
    await expect(rowsOf(db.appUrl, `DELETE FROM ${table}`)).rejects.toThrow('permission denied');
    await expect(rowsOf(db.appUrl, `TRUNCATE ${table}`)).rejects.toThrow('permission denied');
    await expect(rowsOf(db.appUrl, `SELECT FROM ${table}`)).resolves.toEqual([]);
  });

  test.each([
    ['partner', ['name', 'type', 'region', 'country', 'profile'], 'mode'],
    ['approval', ['content', 'content_hash', 'title', 'subject', 'requester', 'beneficiaries', 'round'], 'state'],
    ['payout', ['amount_minor', 'currency', 'summary'], 'state'],
    ['agreement', ['document', 'document_hash', 'text'], null],
  ])('what people approve of %s is never edited under their hands', async (table, columns, living) => {
    const known = await rowsOf<{ name: string }>(
      db.ownerUrl,
      `SELECT column_name AS name FROM information_schema.columns WHERE table_name = '${table}'`,
    );
    for (const column of columns) {
      expect(known.map(({ name }) => name)).toContain(column);
      const edit = `UPDATE ${table} SET ${column} = ${column}`;
      await expect(rowsOf(db.appUrl, edit)).rejects.toThrow('permission denied');
    }
    if (living !== null)
      await expect(rowsOf(db.appUrl, `UPDATE ${table} SET ${living} = ${living}`)).resolves.toEqual([]);
  });

  test('a grant of a role may only be ended, an intake row never be signed anew', async () => {
    await expect(rowsOf(db.appUrl, `UPDATE role_grant SET role = 'ADMIN'`)).rejects.toThrow('permission denied');
    await expect(rowsOf(db.appUrl, `UPDATE role_grant SET to_wall = 1`)).resolves.toEqual([]);
    await expect(rowsOf(db.appUrl, `UPDATE intake SET signature = 'x'`)).rejects.toThrow('permission denied');
  });

  test('what an earlier list gave and this one does not is taken back', async () => {
    await rowsOf(db.ownerUrl, `GRANT ALL ON audit TO ${userOf(db.appUrl)}`);
    await migrate({ ownerUrl: db.ownerUrl, appUser: userOf(db.appUrl) });
    await expect(rowsOf(db.appUrl, 'DELETE FROM audit')).rejects.toThrow('permission denied');
  });

  test('start-up refuses the owner of the tables as the application', async () => {
    await expect(checkDatabase(db.ownerUrl)).rejects.toThrow('owns absence, agreement');
    await expect(checkDatabase(db.appUrl)).resolves.toBeUndefined();
  });

  test('each audit row is told to whoever listens', async () => {
    const listener = new Client({ connectionString: db.appUrl });
    await listener.connect();
    try {
      const heard = new Promise<string>((resolve) =>
        listener.on('notification', ({ payload }) => resolve(payload ?? '')),
      );
      await listener.query('LISTEN audit');
      await rowsOf(
        db.appUrl,
        `INSERT INTO audit (at_ms, actor, action, subject, workflow_id, run_id, history_length, business_key) VALUES (1, 'a', 'b', 'c', 'w', 'r', 1, 'k')`,
      );
      expect(JSON.parse(await heard)).toEqual({ seq: 1, partnerId: null, action: 'b' });
    } finally {
      await listener.end();
    }
  });
});
