import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { Client } from 'pg';
import type { LedgerBookHead } from '../../database/ledger-verifier';
import { missingHeads, readBookHeads, verifyLedger } from '../../database/ledger-verifier';
import { openPool } from '../../database/views/pool';
import { itemOf, LEDGER_ACCOUNTS, LEDGER_KINDS } from '../../domain/incentivize/ledger';
import type { FreshDatabase } from '../kit/database';
import { freshDatabase } from '../kit/database';
import { dose, SEED } from '../kit/dose';
import { earned, posting, postNow } from '../kit/ledger';
import { addPartner, publishVersion } from '../kit/rows';
import { freshName, fromHost } from '../kit/servers';
import { smallProgram } from '../kit/small-program';

const SALES = 8;

/** mulberry32: the same edits for the same seed. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const NUMBERS = [
  'seq',
  'program_version',
  'history_length',
  'effective_ms',
  'recorded_wall',
  'entry_count',
  ...LEDGER_ACCOUNTS,
];
const TEXTS = ['transaction_id', 'partner_id', 'person_id', 'business_key', 'program_id', 'workflow_id', 'run_id'];
const ENTRY_TEXTS = ['transaction_id', 'item', 'rule_id', 'earning_id'];

/** Statements of a superuser; `t` is one of the transactions, `u` another one. */
function editOf(random: (below: number) => number, [t, u]: [string, string]): string {
  const oneOf = <T>(list: readonly T[]): T => list[random(list.length)]!;
  const text = `coalesce(%, '') || '${random(10)}'`;
  const entry = `transaction_id = '${t}' AND position = ${1 + random(2)}`;
  const [number, column, field] = [oneOf(NUMBERS), oneOf(TEXTS), oneOf(ENTRY_TEXTS)];
  const hash = oneOf(['hash', 'previous_hash']);
  return oneOf([
    `UPDATE ledger_transaction SET ${number} = coalesce(${number}, 0) + ${oneOf(['1', '-1', '100', '-100'])} WHERE transaction_id = '${t}'`,
    `UPDATE ledger_transaction SET ${column} = ${text.replace('%', column)} WHERE transaction_id = '${t}'`,
    `UPDATE ledger_transaction SET ${hash} = translate(${hash}, '0123456789abcdef', '123456789abcdef0') WHERE transaction_id = '${t}'`,
    `UPDATE ledger_transaction SET currency = 'CHF' WHERE transaction_id = '${t}'`,
    `UPDATE ledger_transaction SET kind = '${oneOf(LEDGER_KINDS)}' WHERE transaction_id = '${t}'`,
    `UPDATE ledger_entry SET amount_minor = amount_minor + ${1 + random(9)} WHERE ${entry}`,
    `UPDATE ledger_entry SET amount_minor = -amount_minor WHERE ${entry}`,
    `UPDATE ledger_entry SET amount_minor = 2 * amount_minor WHERE transaction_id = '${t}'`,
    `UPDATE ledger_entry SET account = '${oneOf(LEDGER_ACCOUNTS)}' WHERE ${entry}`,
    `UPDATE ledger_entry SET ${field} = ${text.replace('%', field)} WHERE ${entry}`,
    `UPDATE ledger_entry SET position = position + ${10 + random(5)} WHERE ${entry}`,
    `UPDATE ledger_entry SET position = 3 - position + 10 WHERE transaction_id = '${t}'; UPDATE ledger_entry SET position = position - 10 WHERE transaction_id = '${t}'`,
    `UPDATE ledger_entry SET transaction_id = CASE transaction_id WHEN '${t}' THEN 'ltx_a' ELSE '${t}' END WHERE transaction_id IN ('${t}', '${u}') AND '${t}' <> '${u}';
     UPDATE ledger_entry SET transaction_id = '${u}' WHERE transaction_id = 'ltx_a'`,
    `CREATE TEMP TABLE w ON COMMIT DROP AS SELECT transaction_id, partner_id, seq FROM ledger_transaction WHERE transaction_id IN ('${t}', '${u}');
     UPDATE ledger_transaction s SET seq = s.seq + 1000 FROM w WHERE w.transaction_id = s.transaction_id;
     UPDATE ledger_transaction s SET partner_id = w.partner_id, seq = w.seq FROM w WHERE s.transaction_id IN ('${t}', '${u}') AND w.transaction_id <> s.transaction_id`,
    `DELETE FROM ledger_entry WHERE ${entry}`,
    `DELETE FROM ledger_transaction WHERE transaction_id = '${t}'`,
    `DELETE FROM ledger_entry WHERE transaction_id = '${t}'; DELETE FROM ledger_transaction WHERE transaction_id = '${t}'`,
    `DELETE FROM ledger_entry WHERE transaction_id IN (SELECT transaction_id FROM ledger_transaction WHERE seq >= ${2 + random(SALES)}); DELETE FROM ledger_transaction WHERE transaction_id NOT IN (SELECT transaction_id FROM ledger_entry)`,
    `INSERT INTO ledger_entry (transaction_id, position, account, amount_minor) VALUES ('${t}', ${20 + random(5)}, 'paid', ${1 + random(9)})`,
    `INSERT INTO ledger_entry (transaction_id, position, account, amount_minor) VALUES ('ltx_new', 1, 'paid', ${1 + random(9)})`,
  ]);
}

describe('npm run ledger:verify', () => {
  let db: FreshDatabase;
  let pool: Pool;
  let root: Client;
  let heads: LedgerBookHead[];
  let ids: string[];
  let folder: string;
  beforeAll(async () => {
    db = await freshDatabase();
    pool = openPool({ url: db.appUrl });
    const url = new URL((await fromHost('postgres')).adminUrl);
    url.pathname = `/${db.name}`;
    root = new Client({ connectionString: url.href });
    await root.connect();
    await root.query('SET session_replication_role = replica');
    const program = await publishVersion(pool, { program: smallProgram({}) });
    for (const name of ['acme', 'bolt']) {
      const partner = await addPartner(pool, program, { partnerId: freshName(name) });
      for (let i = 0; i < SALES; i += 1)
        await postNow(
          pool,
          posting(partner, { kind: 'earn', lines: [earned(`${name}${i}`, BigInt(1000 + i))] }),
          posting(partner, { kind: 'release', items: [itemOf(`${name}${i}`, 'base')] }),
        );
    }
    heads = await readBookHeads(pool);
    ids = (await pool.query<{ id: string }>('SELECT transaction_id AS id FROM ledger_transaction')).rows.map(
      ({ id }) => id,
    );
    folder = await mkdtemp(join(tmpdir(), 'ledger-'));
  });
  afterAll(async () => {
    await root.end();
    await pool.end();
    await db.drop();
    await rm(folder, { recursive: true });
  });

  const findings = async (client: Pick<Client, 'query'>) => {
    const found: string[] = [];
    for await (const { book, seq, what } of verifyLedger(client as Client & Pool)) found.push(`${book} ${seq} ${what}`);
    for await (const { book, seq, what } of missingHeads(client as Client & Pool, heads))
      found.push(`${book} ${seq} ${what}`);
    return found;
  };
  const content = async () =>
    (
      await root.query(
        `SELECT (SELECT json_agg(t ORDER BY transaction_id) FROM ledger_transaction t)::text || (SELECT json_agg(e ORDER BY transaction_id, position) FROM ledger_entry e)::text AS all`,
      )
    ).rows[0];

  test('finds nothing in a ledger that nobody has touched', async () => {
    expect(await findings(pool)).toEqual([]);
  });

  test('finds every edit of a superuser who is held back by no trigger and no foreign key', async () => {
    const edits = dose({ test: 60, hard: 1_000, soak: 1_000 });
    const random = randomOf(SEED);
    const untouched = await content();
    const missed: string[] = [];
    let made = 0;
    while (made < edits) {
      const edit = editOf(random, [ids[random(ids.length)]!, ids[random(ids.length)]!]);
      await root.query('BEGIN');
      // What a CHECK or a unique index stops, and what changes nothing, is no edit.
      const changed = await root.query(edit).then(
        async () => JSON.stringify(await content()) !== JSON.stringify(untouched),
        (error: { code: string }) => (expect(error.code).toMatch(/^23/), false),
      );
      if (changed) {
        made += 1;
        if ((await findings(root)).length === 0) missed.push(edit);
      }
      await root.query('ROLLBACK');
    }
    expect({ seed: SEED, missed }).toEqual({ seed: SEED, missed: [] });
  });

  test('as a command says which transaction of which book, and ends with 1; a lost end shows against exported heads', async () => {
    const rooms = await fromHost('build');
    const run = (...args: string[]) =>
      new Promise<{ code: number; words: string }>((resolve) => {
        const command = [join(rooms.folder, 'database', 'ledger-verify.js'), ...args];
        const env = { ...process.env, DATABASE_URL: db.appUrl };
        execFile(process.execPath, command, { env, timeout: 30_000 }, (error, words) =>
          resolve({ code: error ? Number(error.code) : 0, words }),
        );
      });
    const log = join(folder, 'heads.jsonl');
    expect(await run('--export-heads', log)).toEqual({
      code: 0,
      words: `2 books, ${4 * SALES} transactions: all is well\n`,
    });
    const { partnerId } = heads[0]!;
    const last = `partner_id = '${partnerId}' AND seq = ${2 * SALES}`;
    await root.query(
      `DELETE FROM ledger_entry WHERE transaction_id = (SELECT transaction_id FROM ledger_transaction WHERE ${last})`,
    );
    await root.query(`DELETE FROM ledger_transaction WHERE ${last}`);
    expect((await run()).code).toBe(0);
    const missing = await run('--heads', log);
    expect(missing.code).toBe(1);
    expect(missing.words).toContain(
      `${partnerId}/USD transaction ${2 * SALES} is missing, and an exported head knows it`,
    );
    await root.query(`UPDATE ledger_transaction SET run_id = 'another' WHERE partner_id = '${partnerId}' AND seq = 3`);
    expect(await run()).toMatchObject({
      code: 1,
      words: expect.stringContaining(`${partnerId}/USD transaction 3 its content does not have its hash`),
    });
  });
});
