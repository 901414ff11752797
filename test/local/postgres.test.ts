import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { startPostgres } from '../../local/postgres';
import type { RunningPostgres } from '../../local/postgres';
import { isAlive } from '../../local/processes';
import { freshFolder } from '../kit/programs';

let dataDir: string;
let postgres: RunningPostgres;
beforeAll(async () => {
  dataDir = freshFolder('postgres');
  postgres = await startPostgres({ dataDir });
});
afterAll(() => postgres.stop());

async function query<T>(url: string, sql: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as T[];
  } finally {
    await client.end();
  }
}

describe('the embedded Postgres', () => {
  test('has the owner that may create databases and the application that owns nothing', async () => {
    const roles = await query(
      postgres.adminUrl,
      `SELECT rolname, rolcreatedb, rolsuper, rolcreaterole FROM pg_roles WHERE rolname LIKE 'ple%' ORDER BY 1`,
    );
    expect(roles).toEqual([
      { rolname: 'ple_app', rolcreatedb: false, rolsuper: false, rolcreaterole: false },
      { rolname: 'ple_owner', rolcreatedb: true, rolsuper: false, rolcreaterole: false },
    ]);
    expect(await query(postgres.appUrl, 'SELECT current_database() AS name')).toEqual([{ name: 'ple' }]);
    await expect(query(postgres.appUrl, 'CREATE TABLE mine (id int)')).rejects.toThrow('permission denied');
    await query(postgres.ownerUrl, 'CREATE TABLE kept (id int)');
  });

  test('sorts and stores the same everywhere: locale C, UTF-8', async () => {
    const [found] = await query(
      postgres.adminUrl,
      `SELECT datcollate, pg_encoding_to_char(encoding) AS encoding FROM pg_database WHERE datname = 'ple'`,
    );
    expect(found).toEqual({ datcollate: 'C', encoding: 'UTF8' });
  });

  test('keeps its passwords to their owner and listens on loopback only', async () => {
    expect(statSync(join(dataDir, 'secrets.json')).mode & 0o077).toBe(0);
    expect(await query(postgres.adminUrl, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    const wrong = postgres.appUrl.replace(/:[0-9a-f]+@/, ':guessed@');
    await expect(query(wrong, 'SELECT 1')).rejects.toThrow('password authentication failed');
  });

  test('is joined, not doubled, by a second start, even by two at once', async () => {
    const [one, two] = await Promise.all([startPostgres({ dataDir }), startPostgres({ dataDir })]);
    expect([one.pid, two.pid]).toEqual([postgres.pid, postgres.pid]);
    expect(one.appUrl).toBe(postgres.appUrl);
  });

  test('survives kill -9 with its rows, its port and its passwords', async () => {
    await query(postgres.ownerUrl, 'INSERT INTO kept VALUES (1), (2)');
    const before = postgres;
    process.kill(before.pid, 'SIGKILL');
    postgres = await startPostgres({ dataDir });
    expect(postgres.pid).not.toBe(before.pid);
    expect(postgres.ownerUrl).toBe(before.ownerUrl);
    expect(await query(postgres.ownerUrl, 'SELECT id FROM kept ORDER BY id')).toEqual([{ id: 1 }, { id: 2 }]);
  });

  test('stops for good and starts again on the same port', async () => {
    const { port, pid } = postgres;
    await postgres.stop();
    expect(isAlive(pid)).toBe(false);
    postgres = await startPostgres({ dataDir });
    expect(postgres.port).toBe(port);
  });

  test('says why when it cannot start', async () => {
    const other = freshFolder('postgres');
    await expect(startPostgres({ dataDir: other, port: postgres.port })).rejects.toThrow(
      `Port ${postgres.port} is already taken`,
    );
    expect(readFileSync(join(dataDir, 'port'), 'utf8')).toBe(String(postgres.port));
  });
});
