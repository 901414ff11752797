import { startTestApi } from '../kit/api';
import type { TestApi } from '../kit/api';
import { connectTemporal } from '../kit/temporal';
import { publishVersion } from '../kit/rows';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await publishVersion(api.pool, { nowMs: Date.now() });
});
afterAll(() => api.close());

const APPLICATION = { name: 'Acme Outdoor', type: 'reseller', country: 'US' };
const apply = (key: string | undefined, json: object = APPLICATION, as = 'ana') =>
  api.ask('POST /v1/partners', { as, key, json });

async function started(partnerId: string): Promise<number> {
  const temporal = await connectTemporal();
  try {
    let runs = 0;
    for await (const _run of temporal.client.workflow.list({ query: `WorkflowId = "partner/${partnerId}"` })) runs += 1;
    return runs;
  } finally {
    await temporal.close();
  }
}

async function eventually(look: () => Promise<boolean>): Promise<void> {
  for (const endMs = Date.now() + 20_000; Date.now() < endMs; await new Promise((resolve) => setTimeout(resolve, 100)))
    if (await look()) return;
  throw new Error('It did not come to be.');
}

test('the same key and body has one effect and one answer', async () => {
  const [first, again] = [await apply('one'), await apply('one')];
  expect(first.status).toBe(202);
  expect(first.headers.get('location')).toBe(`/v1/partners/${first.body.partnerId}`);
  expect({
    status: again.status,
    body: again.body,
    location: again.headers.get('location'),
    replayed: again.headers.get('idempotency-replayed'),
  }).toEqual({
    status: 202,
    body: first.body,
    location: first.headers.get('location'),
    replayed: 'true',
  });
  await eventually(async () => (await started(first.body.partnerId)) === 1);
});

test('the same key with another body, or for another thing, is refused', async () => {
  await apply('two');
  expect((await apply('two', { ...APPLICATION, city: 'Seattle' })).body).toMatchObject({
    status: 422,
    code: 'IDEMPOTENCY.KEY_REUSED',
  });
});

test('the same key of somebody else is another request', async () => {
  const [ana, bea] = [await apply('three'), await apply('three', APPLICATION, 'bea')];
  expect(bea.status).toBe(202);
  expect(bea.body.partnerId).not.toBe(ana.body.partnerId);
});

test('without a key one is made, and told', async () => {
  const [first, other] = [await apply(undefined), await apply(undefined)];
  expect(first.headers.get('idempotency-key')).toMatch(/^[0-9a-f-]{36}$/);
  expect(other.body.partnerId).not.toBe(first.body.partnerId);
});

test('a hundred at once are one', async () => {
  const answers = await Promise.all(Array.from({ length: 100 }, () => apply('hundred')));
  expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
  expect(answers[0]!.status).toBe(202);
  expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === 'true')).toHaveLength(99);
  await eventually(async () => (await started(answers[0]!.body.partnerId)) === 1);
});

test('a refusal is an answer too: it is repeated, with the same trace', async () => {
  const refuse = () => apply('refused', { ...APPLICATION, type: 'circus' });
  const [first, again] = [await refuse(), await refuse()];
  expect(first.body).toMatchObject({ status: 422, code: 'PARTNER.NOT_ELIGIBLE', errors: [{ pointer: '/type' }] });
  expect(again.body).toEqual(first.body);
});

test('an outage is no answer: the same key works once it is over', async () => {
  const { settings } = api;
  const lonely = await startTestApi({
    settings: {
      databaseUrl: settings.databaseUrl,
      oidc: settings.oidc,
      temporal: { address: '127.0.0.1:9', namespace: 'none', tls: false },
    },
  });
  const token = await api.issuer.token('ana');
  const down = await lonely.ask('POST /v1/partners', { token, key: 'outage', json: APPLICATION });
  expect({ status: down.status, code: down.body.code, again: down.headers.get('retry-after') }).toEqual({
    status: 503,
    code: 'SERVER.UNAVAILABLE',
    again: '5',
  });
  await lonely.close();
  expect((await apply('outage')).status).toBe(202);
});

test('an application is found before its row is there: by who sent it and by staff who see everything', async () => {
  const { body } = await apply('starting');
  const read = (as: string) => api.ask(`GET /v1/partners/${body.partnerId}`, { as });
  await api.person('pam', { roles: ['PM'] });
  await api.person('dora', { roles: [['CAM', 'de']] });
  for (const as of ['ana', 'pam'])
    expect((await read(as)).body).toEqual({
      state: 'starting',
      partnerId: body.partnerId,
      temporalUrl: body.temporalUrl,
    });
  for (const as of ['bea', 'dora']) expect((await read(as)).status).toBe(404);
});

test('what is staged of a person is in no workflow’s payload', async () => {
  const token = await api.issuer.token('secretive', {
    name: 'Secret Name',
    email: 'secret@people.example',
    email_verified: true,
  });
  const { body } = await api.ask('POST /v1/partners', { token, key: 'private', json: APPLICATION });
  const temporal = await connectTemporal();
  const history = await temporal.client.workflow.getHandle(`partner/${body.partnerId}`).fetchHistory();
  const payloads = history.events!.map((event) =>
    Buffer.concat(
      (event.workflowExecutionStartedEventAttributes?.input?.payloads ?? []).map((payload) => payload.data!),
    ).toString(),
  );
  await temporal.close();
  expect(payloads.join()).toContain(body.partnerId);
  expect(payloads.join()).not.toMatch(/secret/i);
});
