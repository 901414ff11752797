import type { Asking, TestApi } from '../kit/api';
import { startTestApi } from '../kit/api';
import { addScene } from '../kit/api-rows';
import type { Scene } from '../kit/api-rows';
import { publishVersion } from '../kit/rows';

const PRINCIPAL = 12;
const ADDRESS = 9;
const DELICATE = 3;

let api: TestApi;
let approval: Scene['approval'];

beforeAll(async () => {
  const rateLimits = { principalPerMinute: PRINCIPAL, addressPerMinute: ADDRESS, delicatePerMinute: DELICATE };
  api = await startTestApi({ settings: { rateLimits, trustProxyHops: 1 } });
  ({ approval } = await addScene(api.pool, await publishVersion(api.pool)));
});
afterAll(() => api.close());

/** Asks so many times. @returns the statuses, the same ones together */
async function statuses(count: number, route: string, asking: Asking): Promise<string[]> {
  const seen: number[] = [];
  for (let n = 0; n < count; n += 1) seen.push((await api.ask(route, asking)).status);
  return [...new Set(seen)].map((status) => `${seen.filter((one) => one === status).length} × ${status}`);
}
const from = (address: string): Asking => ({ headers: { 'x-forwarded-for': address } });

test('whoever asks too often is told when to come again, and is in nobody else’s way', async () => {
  await api.person('pam', { roles: ['PM'] });
  await api.person('lena', { roles: ['LEG'] });
  expect(await statuses(PRINCIPAL + 2, 'GET /v1/partners', { as: 'pam' })).toEqual([`${PRINCIPAL} × 200`, '2 × 429']);
  const { status, headers, body } = await api.ask('GET /v1/people/me', { as: 'pam' });
  const retryAfterS = Number(headers.get('retry-after'));
  expect({ status, code: body.code, soon: retryAfterS >= 1 && retryAfterS <= 60 }).toEqual({
    status: 429,
    code: 'REQUEST.TOO_MANY',
    soon: true,
  });
  expect(headers.get('content-type')).toContain('application/problem+json');
  expect((await api.ask('GET /v1/partners', { as: 'lena' })).status).toBe(200);
});

test('whoever proves nobody is counted by address, of which IPv6 gives everybody many', async () => {
  const wrong = { token: 'wrong' };
  const [there, nextDoor] = [from('2001:db8:1:1::1'), from('2001:db8:1:1::2')];
  expect(await statuses(ADDRESS - 4, 'GET /v1/partners', { ...wrong, ...there })).toEqual([`${ADDRESS - 4} × 401`]);
  expect(await statuses(6, 'GET /v1/partners', { ...wrong, ...nextDoor })).toEqual(['4 × 401', '2 × 429']);
  expect((await api.ask('GET /health/live', there)).status).toBe(429);
  // A valid token of a known person is not kept out by those who share the address.
  await api.person('vera', { roles: ['VP'] });
  expect((await api.ask('GET /v1/partners', { as: 'vera', ...there })).status).toBe(200);
  expect((await api.ask('GET /v1/partners', { ...wrong, ...from('2001:db8:1:2::1') })).status).toBe(401);
});

test('accounts that nobody here knows are one address, however many they are', async () => {
  const seen: number[] = [];
  for (let n = 0; n <= ADDRESS; n += 1)
    seen.push((await api.ask('GET /v1/people/me', { as: `new-${n}`, ...from('192.0.2.7') })).status);
  expect(seen).toEqual([...Array<number>(ADDRESS).fill(200), 429]);
});

test.each([
  ['codes', () => `POST /v1/approvals/${approval.approvalId}/code`, 201],
  ['invitations', () => 'POST /v1/people', 400],
  ['applications', () => 'POST /v1/partners', 400],
])('%s are asked for by people, a few per minute', async (what, route, status) => {
  await api.person(`paula-${what}`, { roles: ['PM'] });
  const as = `paula-${what}`;
  const json = { contentHash: approval.contentHash };
  expect(await statuses(DELICATE + 2, route(), { as, json })).toEqual([`${DELICATE} × ${status}`, '2 × 429']);
  expect((await api.ask('GET /v1/people/me', { as })).status).toBe(200);
});
