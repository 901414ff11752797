import { execFile } from 'node:child_process';
import { createServer, connect } from 'node:net';
import type { Server } from 'node:net';
import { join } from 'node:path';
import { startApi } from '../../api/server';
import type { RunningApi } from '../../api/server';
import { freePort } from '../../local/processes';
import { startTestApi } from '../kit/api';
import type { TestApi } from '../kit/api';
import type { FreshDatabase } from '../kit/database';
import { emptyDatabase, freshDatabase } from '../kit/database';
import { fromHost } from '../kit/servers';

let api: TestApi;
let database: FreshDatabase;
beforeAll(async () => {
  [api, database] = [await startTestApi(), await freshDatabase()];
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

const start = (databaseUrl: string): Promise<RunningApi> => startApi({ ...api.settings, databaseUrl });
const ready = async ({ url }: RunningApi): Promise<number> => (await fetch(`${url}/health/ready`)).status;

/** A way to Postgres that is not there yet. */
async function laterAt(databaseUrl: string): Promise<{ url: string; open(): Promise<Server> }> {
  const { hostname, port } = new URL(databaseUrl);
  const relay = createServer((client) => {
    const server = connect(Number(port), hostname);
    for (const [a, b] of [
      [client, server],
      [server, client],
    ] as const)
      a.pipe(b).on('error', () => a.destroy());
  });
  const free = await freePort();
  const url = Object.assign(new URL(databaseUrl), { hostname: '127.0.0.1', port: String(free) }).href;
  const open = () => new Promise<Server>((resolve) => relay.listen(free, '127.0.0.1', () => resolve(relay)));
  return { url, open };
}

describe('an API does not serve', () => {
  test('as the owner of the tables, nor as superuser: INSERT-only tables would not be', async () => {
    await expect(start(database.ownerUrl)).rejects.toThrow(/owns .*Give DATABASE_URL a user that owns nothing/);
    const { adminUrl } = await fromHost('postgres');
    const superuser = Object.assign(new URL(adminUrl), { pathname: `/${database.name}` }).href;
    await expect(start(superuser)).rejects.toThrow(/is superuser/);
  });

  test('from a database without a schema: it says what to run', async () => {
    const empty = await emptyDatabase();
    await expect(start(empty.appUrl)).rejects.toThrow('Run: npm run migrate');
    await empty.drop();
  });

  test('and the process ends with those words', async () => {
    const { folder } = await fromHost('build');
    const { temporal, oidc, actorKey } = api.settings;
    const env = {
      ...process.env,
      DATABASE_URL: database.ownerUrl,
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_UI_URL: 'http://temporal.test',
      OIDC_ISSUER: oidc.issuer,
      ACTOR_KEY: actorKey,
      PORT: '0',
    };
    const ended = await new Promise<{ code: unknown; words: string }>((resolve) =>
      execFile(process.execPath, [join(folder, 'api', 'main.js')], { env, timeout: 30_000 }, (error, _out, words) =>
        resolve({ code: error?.code, words }),
      ),
    );
    expect(ended).toEqual({ code: 1, words: expect.stringContaining('Give DATABASE_URL a user that owns nothing') });
  });
});

describe('an API whose Postgres is away at first', () => {
  test('is up and not ready, and ready once Postgres answers', async () => {
    const later = await laterAt(database.appUrl);
    const waiting = await start(later.url);
    expect(await ready(waiting)).toBe(503);
    const relay = await later.open();
    await waiting.fit;
    expect(await ready(waiting)).toBe(200);
    await waiting.close();
    await new Promise((resolve) => relay.close(resolve));
  });

  test('ends when it turns out that it is the owner there', async () => {
    const later = await laterAt(database.ownerUrl);
    const waiting = await start(later.url);
    const relay = await later.open();
    await expect(waiting.fit).rejects.toThrow('Give DATABASE_URL a user that owns nothing');
    expect(await ready(waiting)).toBe(503);
    await waiting.close();
    await new Promise((resolve) => relay.close(resolve));
  });

  test('closes at once while it still waits', async () => {
    const waiting = await start('postgres://nobody:x@127.0.0.1:9/none');
    await waiting.close();
    await expect(waiting.fit).resolves.toBeUndefined();
  });
});
