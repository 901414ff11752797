import { Client } from 'pg';
import type { Pool } from 'pg';
import { createAppDataSource, poolOf } from '../../database/data-source';
import { DatabaseBug, execute, isCurable, query, toSafeNumber, transaction } from '../../database/sql';
import { openPool } from '../../database/views/pool';
import type { FreshDatabase } from '../kit/database';
import { freshDatabase } from '../kit/database';

/** A cut connection fails what runs on it, at most one query for each connection of the pool. */
async function eventually(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 3 || !isCurable(error)) throw error;
    }
  }
}

describe('transactions', () => {
  let db: FreshDatabase;
  let pool: Pool;
  beforeAll(async () => {
    db = await freshDatabase();
    pool = openPool({ url: db.appUrl, size: 4 });
  });
  afterAll(async () => {
    await pool.end();
    await db.drop();
  });

  const service = (id: string) => [id, 'service', 'https://issuer.example', id, id, 'active', 1];
  const INSERT =
    'INSERT INTO person (person_id, kind, issuer, subject, display_name, status, changed_wall) VALUES ($1, $2, $3, $4, $5, $6, $7)';
  const names = async () =>
    (await query<{ person_id: string }>(pool, 'SELECT person_id FROM person ORDER BY 1')).map((row) => row.person_id);

  test('write all of it or nothing', async () => {
    const failing = transaction(pool, async (client) => {
      await execute(client, INSERT, service('half'));
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await names()).toEqual([]);
  });

  test('a deadlock is repeated until both are done', async () => {
    await transaction(pool, async (client) => {
      await execute(client, INSERT, service('left'));
      await execute(client, INSERT, service('right'));
    });
    let attempts = 0;
    let waiting = 0;
    const both: (() => void)[] = [];
    // The first attempts meet in the middle, so that each holds what the other wants next.
    const meet = () =>
      new Promise<void>((resolve) => (both.push(resolve), (waiting += 1) === 2 && both.forEach((go) => go())));
    const swap = (first: string, second: string) =>
      transaction(pool, async (client) => {
        attempts += 1;
        await execute(client, 'UPDATE person SET changed_wall = changed_wall + 1 WHERE person_id = $1', [first]);
        if (attempts <= 2) await meet();
        await execute(client, 'UPDATE person SET changed_wall = changed_wall + 1 WHERE person_id = $1', [second]);
      });
    await Promise.all([swap('left', 'right'), swap('right', 'left')]);
    expect(attempts).toBe(3);
    const rows = await query<{ changed_wall: string }>(pool, 'SELECT changed_wall FROM person');
    expect(rows.map((row) => toSafeNumber(row.changed_wall))).toEqual([3, 3]);
  });

  test('a broken constraint is a bug with its code and name, without the values of the row', async () => {
    const twice = execute(pool, INSERT, service('left'));
    await expect(twice).rejects.toBeInstanceOf(DatabaseBug);
    await expect(twice).rejects.toMatchObject({ code: '23505', constraint: 'person_pkey' });
    await expect(twice).rejects.not.toThrow('issuer.example');
  });

  test('work that swallows a failed statement is not taken for done', async () => {
    const swallowing = transaction(pool, async (client) => {
      await execute(client, INSERT, service('swallowed'));
      await execute(client, INSERT, service('swallowed')).catch((error: unknown) => error);
    });
    await expect(swallowing).rejects.toThrow('rolled back');
    expect(await names()).not.toContain('swallowed');
  });

  test('a connection cut in the middle is an error that a retry cures, and the pool goes on', async () => {
    const cut = transaction(pool, async (client) => {
      const [row] = await query<{ pid: number }>(client, 'SELECT pg_backend_pid() AS pid');
      const admin = new Client({ connectionString: db.appUrl });
      await admin.connect();
      await admin.query('SELECT pg_terminate_backend($1)', [row!.pid]);
      await admin.end();
      await query(client, 'SELECT 1');
    });
    const error: unknown = await cut.catch((caught: unknown) => caught);
    expect(isCurable(error)).toBe(true);
    expect(await query(pool, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('a server that does not listen is an error that a retry cures', async () => {
    const nowhere = openPool({ url: 'postgres://nobody@127.0.0.1:1/none' });
    const error: unknown = await query(nowhere, 'SELECT 1').catch((caught: unknown) => caught);
    expect(isCurable(error)).toBe(true);
    await nowhere.end();
  });

  test('bigints that a number cannot hold are refused, never rounded', () => {
    expect(toSafeNumber('9007199254740991')).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => toSafeNumber('9007199254740993')).toThrow(RangeError);
    expect(() => toSafeNumber('12.5')).toThrow();
  });

  test('civil dates stay text, whatever the time zone of the machine', async () => {
    expect(await query(pool, `SELECT date '2026-03-29' AS day`)).toEqual([{ day: '2026-03-29' }]);
  });

  test('TypeORM shares one bounded pool, which survives the loss of its idle connections', async () => {
    const source = await createAppDataSource({ url: db.appUrl, size: 2 }).initialize();
    try {
      const [row] = await query<{ pid: number }>(poolOf(source), 'SELECT pg_backend_pid() AS pid');
      await query(pool, 'SELECT pg_terminate_backend($1)', [row!.pid]);
      await eventually(async () => expect(await source.query('SELECT 1 AS one')).toEqual([{ one: 1 }]));
      expect(poolOf(source).options.max).toBe(2);
    } finally {
      await source.destroy();
    }
  });
});
