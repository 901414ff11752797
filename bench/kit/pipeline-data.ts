import type { Pool } from 'pg';
import type { JsonObject } from '../../domain/hash';
import { STAGES } from '../../domain/program';

/** What belongs to no partner, and which rows of it: copied once. */
const SHARED_TABLES: Record<string, string> = {
  program_version: 'true',
  person: 'partner_id IS NULL',
  role_grant: 'person_id IN (SELECT person_id FROM person WHERE partner_id IS NULL)',
};
/** What belongs to one partner, in the order of their references, with the keys that do not name the partner. */
const PARTNER_TABLES: Record<string, string[]> = {
  partner: [],
  partner_owner: [],
  partner_tier: ['business_key'],
  stage_run: ['stage_run_id'],
  step: ['step_id'],
  approval: ['approval_id'],
  approval_candidate: ['approval_id'],
};

/** The rows of one table as their JSON says them. */
type Rows = Record<string, JsonObject[]>;

/** One partner's rows, as its lifecycle has written them. */
export interface PartnerRows {
  partnerId: string;
  rows: Rows;
}

/** Reads what a lifecycle has written of a partner that waits for somebody. */
export async function readPartner(pool: Pool, partnerId: string): Promise<PartnerRows> {
  const rows: Rows = {};
  for (const table of Object.keys(PARTNER_TABLES)) {
    const of =
      table === 'approval_candidate'
        ? 'approval_id IN (SELECT approval_id FROM approval WHERE partner_id = $1)'
        : 'partner_id = $1';
    rows[table] = await readRows(pool, `${table} t WHERE ${of}`, [partnerId]);
  }
  return { partnerId, rows };
}

/** Copies program versions and our people, without whom no partner can be. */
export async function copyShared(from: Pool, to: Pool): Promise<void> {
  for (const [table, of] of Object.entries(SHARED_TABLES))
    await insert(to, {
      ...{ table, keys: [], copies: [1, 1], was: '' },
      rows: await readRows(from, `${table} t WHERE ${of}`, []),
    });
}

/**
 * Writes so many copies of a partner, named after their number; then `spreadStages` puts them all over the pipeline.
 * @param copies first and last number, both inside
 */
export async function copyPartner(
  to: Pool,
  partner: PartnerRows,
  copies: [first: number, last: number],
): Promise<void> {
  for (const [table, keys] of Object.entries(PARTNER_TABLES))
    await insert(to, { table, keys, rows: partner.rows[table]!, copies, was: partner.partnerId });
}

/** Nobody is asked any more at these copies: they wait for time, or for a system. */
export async function answerAll(pool: Pool, [first, last]: [number, number]): Promise<void> {
  const of = `partner_id IN (SELECT 'acme-' || n FROM generate_series($1::int, $2::int) n)`;
  await pool.query(`UPDATE step SET details = NULL WHERE state = 'open' AND ${of}`, [first, last]);
}

/**
 * Each partner's running stage becomes one of the eight, no two partners begin at the same time, and one in ten of the
 * steps that people are asked for is overdue: what waits for time, or for a system, is not.
 * @param asked number of the last partner at which people are asked
 */
export async function spreadStages(pool: Pool, asked: number): Promise<void> {
  await pool.query(
    `UPDATE stage_run SET stage = ($1::text[])[1 + abs(hashtext(partner_id)) % ${STAGES.length}], cycle = 1,
       started_ms = started_ms - abs(hashtext(partner_id)) % 100000000
     WHERE outcome IS NULL`,
    [STAGES],
  );
  await pool.query(
    `UPDATE partner SET applied_ms = applied_ms - abs(hashtext(partner_id)) % 100000000,
       stages = ARRAY(SELECT stage FROM stage_run r WHERE r.partner_id = partner.partner_id AND r.outcome IS NULL)`,
  );
  await pool.query(
    `UPDATE step SET due_ms = opened_ms + 1 WHERE state = 'open' AND abs(hashtext(step_id)) % 10 = 0 AND due_ms IS NOT NULL
       AND partner_id IN (SELECT 'acme-' || n FROM generate_series(1, $1::int) n)`,
    [asked],
  );
  // As a server that runs for days has done by itself.
  await pool.query('VACUUM ANALYZE');
}

async function readRows(pool: Pool, from: string, values: unknown[]): Promise<JsonObject[]> {
  const { rows } = await pool.query<{ row: JsonObject }>(`SELECT to_jsonb(t) AS row FROM ${from}`, values);
  return rows.map(({ row }) => row);
}

interface Copying {
  table: string;
  keys: string[];
  rows: JsonObject[];
  copies: [first: number, last: number];
  /** The id that each copy has an own one for; empty where there is none. */
  was: string;
}

/** By the database itself, row by row from JSON: what it computes (generated columns) is left to it. */
async function insert(pool: Pool, { table, keys, rows, copies, was }: Copying): Promise<void> {
  const { rows: columns } = await pool.query<{ name: string }>(
    `SELECT quote_ident(column_name) AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER'`,
    [table],
  );
  const names = columns.map(({ name }) => name);
  const fresh = keys.map((key) => `'${key}', md5(t.row ->> '${key}' || n)`).join(', ');
  const named = `CASE WHEN $2 = '' THEN t.row ELSE replace(t.row::text, $2, 'acme-' || n)::jsonb || jsonb_build_object(${fresh}) END`;
  await pool.query(
    `INSERT INTO ${table} (${names.join(', ')})
     SELECT ${names.map((name) => `made.${name}`).join(', ')}
     FROM jsonb_array_elements($1::jsonb) AS t(row), generate_series($3::int, $4::int) n,
          jsonb_populate_record(NULL::${table}, ${named}) AS made`,
    [JSON.stringify(rows), was, ...copies],
  );
}
