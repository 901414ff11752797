import { createConnection } from 'node:net';
import { startTestApi } from '../kit/api';
import type { Asking, TestApi } from '../kit/api';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await api.person('ada', { roles: ['ADMIN'] });
});
afterAll(() => api.close());

const APPLICATION = { name: 'Acme', type: 'reseller', country: 'US' };
const deep = (levels: number): string => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels);

/** What is sent to `POST /v1/partners`, which any verified token may use, and what it must answer. */
const BAD_BODIES: [what: string, asking: Asking, status: number, code: string][] = [
  ['text that is no JSON', { raw: { body: '{"name":' } }, 400, 'REQUEST.INVALID'],
  ['a member twice', { raw: { body: '{"name":"A","name":"B"}' } }, 400, 'REQUEST.INVALID'],
  ['a member twice, one of them escaped', { raw: { body: '{"name":"A","\\u006eame":"B"}' } }, 400, 'REQUEST.INVALID'],
  [
    'bytes that are no UTF-8',
    { raw: { body: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]) } },
    400,
    'REQUEST.INVALID',
  ],
  ['a byte-order mark', { raw: { body: '\ufeff{}' } }, 400, 'REQUEST.INVALID'],
  ['half of a surrogate pair', { raw: { body: '{"name":"\\ud800"}' } }, 400, 'REQUEST.INVALID'],
  ['a NUL character', { raw: { body: '{"name":"\\u0000"}' } }, 400, 'REQUEST.INVALID'],
  ['21 levels', { raw: { body: deep(21) } }, 400, 'REQUEST.INVALID'],
  ['a thousand levels', { raw: { body: deep(1_000) } }, 400, 'REQUEST.INVALID'],
  ['__proto__', { raw: { body: '{"__proto__":{"partnerId":"x"}}' } }, 400, 'REQUEST.INVALID'],
  ['constructor', { raw: { body: '{"profile":{"constructor":{}}}' } }, 400, 'REQUEST.INVALID'],
  ['an unknown property', { json: { ...APPLICATION, status: 'approved' } }, 400, 'REQUEST.INVALID'],
  ['an unknown property inside', { json: { ...APPLICATION, profile: { tier: 'gold' } } }, 400, 'REQUEST.INVALID'],
  ['an array for an object', { json: [APPLICATION] }, 400, 'REQUEST.INVALID'],
  ['a number for a text', { json: { ...APPLICATION, name: 7 } }, 400, 'REQUEST.INVALID'],
  ['null', { raw: { body: 'null' } }, 400, 'REQUEST.INVALID'],
  ['no body', {}, 400, 'REQUEST.INVALID'],
  ['a key with a space', { json: APPLICATION, headers: { 'idempotency-key': 'a b' } }, 400, 'REQUEST.INVALID'],
  ['more than 256 KB', { json: { ...APPLICATION, name: 'x'.repeat(257 * 1_024) } }, 413, 'REQUEST.TOO_LARGE'],
  ['text/plain', { raw: { body: '{}', type: 'text/plain' } }, 415, 'REQUEST.MEDIA_TYPE'],
  ['CSV where JSON is asked for', { raw: { body: 'a,b', type: 'text/csv' } }, 415, 'REQUEST.MEDIA_TYPE'],
  ['gzip', { json: {}, headers: { 'content-encoding': 'gzip' } }, 415, 'REQUEST.MEDIA_TYPE'],
  [
    'an Accept that we cannot serve',
    { json: APPLICATION, headers: { accept: 'image/png' } },
    406,
    'REQUEST.NOT_ACCEPTABLE',
  ],
  ['a program that nobody has published', { json: APPLICATION }, 422, 'PROGRAM.NOT_PUBLISHED'],
];

test.each(BAD_BODIES)(
  '%s is answered with the right status and code, and never repeated',
  async (_what, asking, status, code) => {
    const raw = asking.raw && { type: 'application/json', ...asking.raw };
    const { status: answered, body, headers } = await api.ask('POST /v1/partners', { as: 'ana', ...asking, raw });
    expect({ answered, code: body.code }).toEqual({ answered: status, code });
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toMatchObject({
      status,
      instance: `urn:request:${body.traceId}`,
      type: expect.stringMatching(/^\/problems\/[a-z-]+$/),
    });
    expect(JSON.stringify(body)).not.toMatch(/approved|gold|xxxx/);
  },
);

test('every fault of a body is told at once, with its pointer', async () => {
  const { body } = await api.ask('POST /v1/partners', {
    as: 'ana',
    json: { name: '', type: 7, country: 'Germany', profile: { employees: -1, 'a/b': 1 } },
  });
  expect(body.errors.map((fault: { pointer: string }) => fault.pointer).sort()).toEqual([
    '/country',
    '/name',
    '/profile/a~1b',
    '/profile/employees',
    '/type',
  ]);
});

test.each([
  ['GET /v1/partners?limit=0', 400],
  ['GET /v1/partners?limit=201', 400],
  ['GET /v1/partners?limit=1000000000', 400],
  ['GET /v1/partners?sort=name', 400],
  ['GET /v1/partners?cursor=bm90LW91cnM', 400],
  ['GET /v1/partners?stage=sales', 400],
  ['GET /v1/partners?limit=1&limit=2', 400],
  ['GET /v1/partners/..%2f..%2fetc', 404],
  ['GET /v1/partners/%00', 404],
  ['GET /v1/partners/%zz', 404],
  ['GET /v1/programs/channel/versions/0', 404],
  ['GET /v1/programs/channel/versions/1e3', 404],
  [`GET /v1/partners/${'x'.repeat(300)}`, 404],
  [`GET /v1/partners?q=${'x'.repeat(5_000)}`, 414],
  [`GET /v1/partners/${'x'.repeat(5_000)}`, 414],
  [`GET /v1/partners/${'x/'.repeat(2_500)}`, 414],
  [`GET /v1/partners/%zz${'x'.repeat(5_000)}`, 414],
  [`DELETE /v1/partners/${'x'.repeat(5_000)}`, 414],
  ['GET /v1/partners?q=%00', 400],
  ['GET /v1/partners?%00=q', 400],
  ['GET /v1/partners?type=a&type=%00', 400],
  ['GET /v1/partners/acme/timeline/', 404],
  ['GET /v1/partners/', 404],
  ['DELETE /v1/partners/acme/', 404],
  ['GET /v1/nothing', 404],
])('%s is %i', async (route, status) => {
  const { status: answered, body } = await api.ask(route, { as: 'ada' });
  expect({ answered, problem: body.status }).toEqual({ answered: status, problem: status });
});

test('another method is 405 and says which there are', async () => {
  const { status, headers, body } = await api.ask('DELETE /v1/partners/acme');
  expect({ status, allow: headers.get('allow'), code: body.code }).toEqual({
    status: 405,
    allow: 'GET, HEAD',
    code: 'REQUEST.METHOD_NOT_ALLOWED',
  });
});

test('a NUL is told where it is, and never repeated', async () => {
  const { body } = await api.ask('GET /v1/partners?region=us%00secret', { as: 'ada' });
  expect(body).toMatchObject({
    code: 'REQUEST.INVALID',
    errors: [{ pointer: '/region', code: 'REQUEST.NUL', message: 'The parameter holds a NUL character.' }],
  });
  expect(JSON.stringify(body)).not.toContain('secret');
});

test('an address that the router cannot read is answered as safely as any other', async () => {
  const { headers } = await api.ask('GET /v1/partners/%zz', { as: 'ada' });
  expect({ sniff: headers.get('x-content-type-options'), policy: headers.get('content-security-policy') }).toEqual({
    sniff: 'nosniff',
    policy: "default-src 'none'; frame-ancestors 'none'",
  });
});

test('what is not HTTP is answered as a problem and the line is closed', async () => {
  const [smuggled, huge] = await Promise.all([
    rawExchange(
      'POST /v1/partners HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ),
    rawExchange(`GET /health/live HTTP/1.1\r\nHost: a\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`),
  ]);
  expect(smuggled).toMatch(/^HTTP\/1.1 400 /);
  expect(smuggled).toContain('"code":"REQUEST.INVALID"');
  expect(huge).toMatch(/^HTTP\/1.1 431 /);
  expect(huge).toContain('application/problem+json');
});

test('the page of each problem says what it means', async () => {
  expect((await api.ask('GET /problems/approval-stale')).body).toEqual({
    code: 'APPROVAL.STALE',
    title: 'What was shown is not what is decided',
    status: 409,
    retryable: false,
  });
  expect((await api.ask('GET /problems/none-such')).status).toBe(404);
});

test('the page of the documentation is served, with scripts of its own only', async () => {
  const page = await api.ask('GET /docs');
  expect({ status: page.status, type: page.headers.get('content-type') }).toEqual({ status: 200, type: 'text/html' });
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
  const script = await api.ask('GET /docs/swagger-ui-bundle.js');
  expect({ status: script.status, inline: /<script>/.test(page.body) }).toEqual({ status: 200, inline: false });
  expect((await api.ask('GET /health/live')).headers.get('content-security-policy')).toContain("default-src 'none'");
});

function rawExchange(request: string): Promise<string> {
  const { hostname, port } = new URL(api.url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = createConnection({ host: hostname, port: Number(port) }, () => socket.write(request));
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('end', () => resolve(answer)).on('error', reject);
  });
}
