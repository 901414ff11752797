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
