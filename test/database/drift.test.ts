import type { DataSource } from 'typeorm';
import { createOwnerDataSource } from '../../database/data-source';
import { ENTITIES } from '../../database/entities/all';
import { MIGRATIONS_TABLE } from '../../database/migrations';
import type { FreshDatabase } from '../kit/database';
import { freshDatabase } from '../kit/database';

/**
 * What TypeORM cannot express, so that other tests must watch it: views, triggers and functions, indexes over
 * expressions or with a direction (named in the entities, not compared), and the text of a CHECK (compared by name).
 */

/** Where TypeORM would have kept the expressions of generated columns; filled here from what the database says. */
const METADATA = [
  `CREATE TABLE typeorm_metadata (type text, database text, schema text, "table" text, name text, value text)`,
  `INSERT INTO typeorm_metadata
   SELECT 'GENERATED_COLUMN', table_catalog, table_schema, table_name, column_name, generation_expression
   FROM information_schema.columns WHERE table_schema = 'public' AND is_generated = 'ALWAYS'`,
];

describe('entities and migrations', () => {
  let db: FreshDatabase;
  let source: DataSource;
  beforeAll(async () => {
    db = await freshDatabase();
    source = await createOwnerDataSource(db.ownerUrl, ENTITIES).initialize();
    for (const statement of METADATA) await source.query(statement);
  });
  afterAll(async () => {
    await source.destroy();
    await db.drop();
  });

  test('say the same: TypeORM would change nothing', async () => {
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  test('every table has its entity, and every entity its table', async () => {
    const rows: { name: string }[] = await source.query(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> ALL ($1)`,
      [[MIGRATIONS_TABLE, 'typeorm_metadata']],
    );
    expect(source.entityMetadatas.map((entity) => entity.tableName).sort()).toEqual(rows.map((row) => row.name).sort());
  });

  test('have the same columns with the same types and the same nullability', async () => {
    const rows: { t: string; c: string; type: string; nullable: boolean }[] = await source.query(
      `SELECT table_name AS t, column_name AS c, CASE WHEN data_type = 'ARRAY' THEN 'array' ELSE data_type END AS type, is_nullable = 'YES' AS nullable
       FROM information_schema.columns WHERE table_schema = 'public' AND table_name = ANY ($1)`,
      [source.entityMetadatas.map((entity) => entity.tableName)],
    );
    const declared = source.entityMetadatas.flatMap((entity) =>
      entity.columns.map(({ databaseName, type, isArray, isNullable }) =>
        [entity.tableName, databaseName, isArray ? 'array' : String(type), isNullable].join(' '),
      ),
    );
    expect(declared.sort()).toEqual(rows.map((row) => [row.t, row.c, row.type, row.nullable].join(' ')).sort());
  });

  test('would ring: a column and an index that only the database has, a foreign key and an expression that only the entities have', async () => {
    const changes = [
      'ALTER TABLE sale ADD COLUMN channel text',
      'CREATE INDEX sale_channel ON sale (channel)',
      'ALTER TABLE fact DROP CONSTRAINT fact_partner_id_fkey',
      `UPDATE typeorm_metadata SET value = 'seq' WHERE name = 'previous_seq'`,
    ];
    for (const change of changes) await source.query(change);
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    const said = upQueries.map(({ query }) => query).join('\n');
    expect(said).toContain('DROP COLUMN "channel"');
    expect(said).toContain('DROP INDEX "public"."sale_channel"');
    expect(said).toContain('"previous_seq"');
    expect(said).toContain('ADD CONSTRAINT "fact_partner_id_fkey"');
  });
});
