import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Answer, KeyedRequest } from '../../database/intake/idempotency-store';
import { IdempotencyStore, LEASE_MS } from '../../database/intake/idempotency-store';
import { query } from '../../database/sql';
import { openPool } from '../../database/views/pool';
import type { FreshDatabase } from '../kit/database';
import { freshDatabase } from '../kit/database';

let db: FreshDatabase;
let pool: Pool;
/** Wall time that tests move by hand: nobody waits 15 s for a lease. */
let wallMs = Date.parse('2026-03-02T09:00:00Z');
/** Whoever asks looks at the clock twice at once, and again when somebody else is found at work. */
let looks = 0;
const clock = (): number => {
  looks += 1;
  return wallMs;
};
/** So many looks later. */
async function come(count: number, before: number): Promise<void> {
  while (looks < before + count) await pause(5);
}
let store: IdempotencyStore;
beforeAll(async () => {
  db = await freshDatabase();
  pool = openPool({ url: db.appUrl });
  store = new IdempotencyStore(pool, clock);
});
afterAll(async () => {
  await pool.end();
  await db.drop();
});

const request = (key: string, changes: Partial<KeyedRequest> = {}): KeyedRequest => ({
  principal: 'person_1',
  route: 'POST /v1/partners',
  key,
  body: { name: 'Acme', size: 3 },
  ...changes,
});
const created = (id: string): Answer => ({ status: 202, headers: { location: `/v1/partners/${id}` }, body: { id } });

/** Work that counts itself and ends when told. */
function slowWork(answer: Answer) {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const work = jest.fn(async () => {
    await released;
    return answer;
  });
  return { work, release: () => release() };
}

describe('a request with an Idempotency-Key', () => {
  test('a hundred at once: one works, ninety-nine get the same answer', async () => {
    let works = 0;
    const before = looks;
    const all = Array.from({ length: 100 }, () =>
      store.run(request('hundred'), async () => {
        works += 1;
        await come(200 + 97, before); // All have asked, and nearly all have found the first at work.
        return created('acme');
      }),
    );
    const answers = await Promise.all(all);
    expect(works).toBe(1);
    expect(answers.filter((answer) => answer.replayed)).toHaveLength(99);
    for (const answer of answers) expect(answer).toMatchObject(created('acme'));
  });

  test('a hundred at once over two API processes still work once', async () => {
    const other = new IdempotencyStore(pool, clock);
    let works = 0;
    const before = looks;
    const work = async () => {
      works += 1;
      await come(200 + 97, before); // All have asked, and nearly all have found the first at work.
      return created('acme');
    };
    await Promise.all(
      Array.from({ length: 100 }, (_, i) => (i % 2 ? store : other).run(request('two processes'), work)),
    );
    expect(works).toBe(1);
  });

  test('is replayed later, word for word', async () => {
    const answer: Answer = {
      status: 201,
      headers: { location: '/x', 'x-note': 'ü' },
      body: { list: [1, null, 'é'], zero: 0 },
    };
    await store.run(request('later'), async () => answer);
    wallMs += 86_400_000;
    const replay = await store.run(request('later'), () => Promise.reject(new Error('must not work again')));
    expect(replay).toEqual({ ...answer, replayed: true });
  });

  test('the order of members does not make another body, a member does', async () => {
    await store.run(request('body'), async () => created('acme'));
    const reordered = request('body', { body: { size: 3, name: 'Acme' } });
    expect(await store.run(reordered, () => Promise.reject(new Error('must not work again')))).toMatchObject({
      replayed: true,
    });
    const other = store.run(request('body', { body: { name: 'Acme', size: 4 } }), async () => created('other'));
    await expect(other).rejects.toMatchObject({ code: 'IDEMPOTENCY.KEY_REUSED' });
  });

  test('the same key of another person or on another route is another request', async () => {
    await store.run(request('shared'), async () => created('mine'));
    for (const changes of [{ principal: 'person_2' }, { route: 'POST /v1/sales' }])
      expect(await store.run(request('shared', changes), async () => created('other'))).toMatchObject({
        replayed: false,
        body: { id: 'other' },
      });
  });

  test('a refusal is an answer and is replayed', async () => {
    const refusal: Answer = { status: 409, headers: {}, body: { code: 'PARTNER.EXISTS' } };
    await store.run(request('refused'), async () => refusal);
    expect(await store.run(request('refused'), async () => created('no'))).toEqual({ ...refusal, replayed: true });
  });

  test.each([
    ['an answer of 503', { status: 503, headers: {}, body: {} }],
    ['an answer of 500', { status: 500, headers: {}, body: {} }],
    ['an answer of 429', { status: 429, headers: {}, body: {} }],
    ['a first one still running', { status: 409, headers: {}, body: { code: 'IDEMPOTENCY.IN_PROGRESS' } }],
    ['an answer that is not the last word', { status: 202, headers: {}, body: {}, provisional: true }],
  ])('%s is not kept: the same key works again', async (what, answer) => {
    expect(await store.run(request(what), async () => answer)).toEqual({ ...answer, replayed: false });
    expect(await store.run(request(what), async () => created('now'))).toEqual({ ...created('now'), replayed: false });
  });

  test('an exception is not kept: the same key works again, the same body still required', async () => {
    await expect(store.run(request('broken'), () => Promise.reject(new Error('Temporal is down')))).rejects.toThrow(
      'Temporal is down',
    );
    await expect(store.run(request('broken', { body: 1 }), async () => created('no'))).rejects.toMatchObject({
      code: 'IDEMPOTENCY.KEY_REUSED',
    });
    expect(await store.run(request('broken'), async () => created('yes'))).toMatchObject({ replayed: false });
  });

  test('who died while working is taken over after fifteen seconds, and whoever is late gets the stored answer', async () => {
    const dead = slowWork(created('late'));
    const first = store.run(request('died'), dead.work);
    while (dead.work.mock.calls.length === 0) await pause(5);
    wallMs += LEASE_MS + 1;
    const second = await store.run(request('died'), async () => created('takeover'));
    expect(second).toEqual({ ...created('takeover'), replayed: false });
    dead.release();
    expect(await first).toEqual({ ...created('takeover'), replayed: true });
  });

  test('whoever waits longer than ten seconds is told to come back', async () => {
    const slow = slowWork(created('slow'));
    const first = store.run(request('slow'), slow.work);
    while (slow.work.mock.calls.length === 0) await pause(5);
    const before = looks;
    const waiting = store.run(request('slow'), async () => created('no'));
    const outcome = waiting.catch((error: unknown) => error);
    await come(1, before);
    wallMs += 10_000;
    expect(await outcome).toMatchObject({ code: 'IDEMPOTENCY.IN_PROGRESS' });
    slow.release();
    expect(await first).toMatchObject({ replayed: false });
  });

  test('is found by the id that it is about, before and after the answer', async () => {
    await store.run(request('target', { targetId: 'acme-1' }), async (noteTarget) => {
      expect(await store.findByTarget('acme-1')).toMatchObject({ principal: 'person_1', answer: null });
      await noteTarget('acme-2');
      return created('acme-2');
    });
    expect(await store.findByTarget('acme-1')).toBeNull();
    expect(await store.findByTarget('acme-2')).toMatchObject({ route: 'POST /v1/partners', answer: created('acme-2') });
  });

  test('keeps a hash of the body, never the body', async () => {
    await store.run(request('personal', { body: { email: 'ada@acme.example' } }), async () => created('x'));
    expect(JSON.stringify(await query(pool, 'SELECT * FROM idempotency'))).not.toContain('ada@acme.example');
  });
});
