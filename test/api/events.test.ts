import type { TestApi } from '../kit/api';
import { startTestApi } from '../kit/api';
import type { Scene } from '../kit/api-rows';
import { addScene } from '../kit/api-rows';
import { publishVersion } from '../kit/rows';

let api: TestApi;
let acme: Scene;
let berta: Scene;

beforeAll(async () => {
  api = await startTestApi();
  const version = await publishVersion(api.pool);
  acme = await addScene(api.pool, version, { partnerId: 'acme-aaaaaaaa' });
  berta = await addScene(api.pool, version, { partnerId: 'berta-bbbbbbbb', region: 'de', country: 'DE' });
  await api.person('ana', { partnerId: acme.partnerId, roles: ['P-own'] });
});
afterAll(() => api.close());

describe('the stream of events', () => {
  test('tells what one may read, goes on after the last one seen, and ends with the API', async () => {
    const first = await read(`${api.url}/v1/events`, 'ana', '0', 2);
    expect(first.map(({ event }) => event)).toEqual(['stage.started', 'step.reject']);
    const live = read(`${api.url}/v1/events`, 'ana', first[0]!.id, 2);
    await api.pool.query(
      `INSERT INTO audit (partner_id, at_ms, actor, action, subject, workflow_id, run_id, history_length, business_key)
       VALUES ($1, 1, 'system:test', 'theirs', 's', 'w', 'r', 1, 'live/1'), ($2, 1, 'system:test', 'mine', 's', 'w', 'r', 1, 'live/2')`,
      [berta.partnerId, acme.partnerId],
    );
    expect((await live).map(({ event }) => event)).toEqual(['step.reject', 'mine']);
  });

  test('a number that is still to be committed is waited for', async () => {
    const slow = await api.pool.connect();
    const line = (action: string): [string, string[]] => [
      `INSERT INTO audit (partner_id, at_ms, actor, action, subject, workflow_id, run_id, history_length, business_key) VALUES ($1, 1, 'a', $2, 's', 'w', 'r', 1, $2) RETURNING seq`,
      [acme.partnerId, action],
    ];
    const { rows } = await api.pool.query<{ seq: string }>(...line('before'));
    const stream = read(`${api.url}/v1/events`, 'ana', rows[0]!.seq, 2);
    await slow.query('BEGIN');
    await slow.query(...line('slow'));
    await api.pool.query(...line('quick'));
    await slow.query('COMMIT');
    slow.release();
    expect((await stream).map(({ event }) => event)).toEqual(['slow', 'quick']);
  });

  test('goes on when its connection to Postgres was lost', async () => {
    const line = (action: string) =>
      api.pool.query<{ seq: string }>(
        `INSERT INTO audit (partner_id, at_ms, actor, action, subject, workflow_id, run_id, history_length, business_key) VALUES ($1, 1, 'a', $2, 's', 'w', 'r', 1, $2) RETURNING seq`,
        [acme.partnerId, action],
      );
    const { rows } = await line('before the loss');
    const stream = read(`${api.url}/v1/events?partnerId=${acme.partnerId}`, 'ana', rows[0]!.seq, 2);
    await line('seen');
    const { rowCount } = await api.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN audit' AND datname = current_database()`,
    );
    expect(rowCount).toBe(1);
    await line('after the loss');
    expect((await stream).map(({ event }) => event)).toEqual(['seen', 'after the loss']);
  });
});

describe('rows that change without a line in the audit', () => {
  const touch = (partnerId: string) =>
    api.pool.query('UPDATE step SET turn = turn + 1 WHERE partner_id = $1', [partnerId]);

  test('are told by their partner, to whoever may see it', async () => {
    await api.person('olga', { roles: ['PO'] });
    const [hers, all] = await Promise.all([listen('ana'), listen('olga')]);
    await touch(berta.partnerId);
    await touch(acme.partnerId);
    expect(await changedOf(all, 2)).toEqual(expect.arrayContaining([acme.partnerId, berta.partnerId]));
    expect(await changedOf(hers, 1)).toEqual([acme.partnerId]);
  });

  test('are told again once the connection to Postgres is back: anything may have changed', async () => {
    const hers = await listen('ana');
    await api.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN shown' AND datname = current_database()`,
    );
    expect(await changedOf(hers, 1)).toEqual([null]);
  });

  test('show on the board at once, which is remembered until then', async () => {
    const headers = { authorization: `Bearer ${await api.issuer.token('olga')}` };
    const board = async (): Promise<string> => (await fetch(`${api.url}/v1/board`, { headers })).text();
    const [all, before] = [await listen('olga'), await board()];
    await api.pool.query('UPDATE step SET waiting_for = $2 WHERE partner_id = $1', [acme.partnerId, 'the blue moon']);
    expect(before).not.toContain('the blue moon');
    await changedOf(all, 1);
    expect(await board()).toContain('the blue moon');
  });
});

test('what was done to our own people is told to those who may read who they are', async () => {
  await api.person('pam', { roles: ['PM'] });
  await api.person('mia', { roles: ['MKT'] });
  const line = (action: string, subject: string) =>
    api.pool.query<{ seq: string }>(
      `INSERT INTO audit (partner_id, at_ms, actor, action, subject, workflow_id, run_id, history_length, business_key) VALUES (NULL, 1, 'a', $1, $2, 'w', 'r', 1, $1) RETURNING seq`,
      [action, subject],
    );
  const { rows } = await line('program.published', 'program/channel');
  await line('person.leave', 'person/staff_1');
  await line('pricing.done', 'pricing/1');
  const after = String(Number(rows[0]!.seq) - 1);
  const actions = async (as: string, count: number) =>
    (await read(`${api.url}/v1/events`, as, after, count)).map(({ event }) => event);
  expect(await actions('pam', 3)).toEqual(['program.published', 'person.leave', 'pricing.done']);
  expect(await actions('mia', 2)).toEqual(['program.published', 'pricing.done']);
});

/** A stream that has begun. */
async function listen(as: string): Promise<ReadableStreamDefaultReader<Uint8Array>> {
  const headers = { authorization: `Bearer ${await api.issuer.token(as)}` };
  const reader = (await fetch(`${api.url}/v1/events`, { headers })).body!.getReader();
  await reader.read();
  return reader;
}

/** Which partners a stream says have changed, until it has said so many; then leaves. */
async function changedOf(reader: ReadableStreamDefaultReader<Uint8Array>, count: number): Promise<(string | null)[]> {
  let text = '';
  for (;;) {
    const said = [...text.matchAll(/^event: changed\ndata: (.+)$/gm)].map(
      ([, data]) => (JSON.parse(data!) as { partnerId: string | null }).partnerId,
    );
    if (said.length >= count) {
      await reader.cancel();
      return said;
    }
    const { value, done } = await reader.read();
    if (done) return said;
    text += new TextDecoder().decode(value);
  }
}

/** Reads so many events of a stream, then leaves. */
async function read(
  url: string,
  as: string,
  lastEventId: string,
  count: number,
): Promise<{ id: string; event: string }[]> {
  const leave = new AbortController();
  const response = await fetch(url, {
    signal: leave.signal,
    headers: { authorization: `Bearer ${await api.issuer.token(as)}`, 'last-event-id': lastEventId },
  });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const events: { id: string; event: string }[] = [];
  let text = '';
  for await (const chunk of response.body!) {
    text += new TextDecoder().decode(chunk);
    events.splice(
      0,
      events.length,
      ...[...text.matchAll(/id: (\d+)\nevent: (.+)\ndata: .+\n\n/g)].map(([, id, event]) => ({
        id: id!,
        event: event!,
      })),
    );
    if (events.length >= count) break;
  }
  leave.abort();
  return events;
}
