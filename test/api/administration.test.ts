import { startTestApi } from '../kit/api';
import type { AnyBody, Answered, Asking, TestApi } from '../kit/api';
import { startApiWorker } from '../kit/api-worker';
import { smallProgram } from '../kit/small-program';

let api: TestApi;
let stopWorker: () => Promise<void>;

const PROGRAM = smallProgram({});

beforeAll(async () => {
  api = await startTestApi();
  await api.person('pam', { roles: ['PM'] });
  await api.person('carl', { roles: ['CAM'] });
  stopWorker = await startApiWorker(api);
});
afterAll(async () => {
  await stopWorker();
  await api.close();
});

const post = (path: string, as: string, json: object, key?: string): Promise<Answered> =>
  api.ask(`POST ${path}`, { as, json, key });
const count = async (action: string): Promise<number> =>
  (await api.pool.query('SELECT seq FROM audit WHERE action = $1', [action])).rows.length;
const get = async (path: string, as: string): Promise<AnyBody> => (await api.ask(`GET ${path}`, { as })).body;

describe('a program', () => {
  const publish = (asking: Asking, query = '') => api.ask(`POST /v1/programs${query}`, { as: 'pam', ...asking });

  test('is published once, however often it is sent', async () => {
    const [first, again] = [await publish({ json: PROGRAM }), await publish({ json: PROGRAM })];
    expect(first).toMatchObject({
      status: 201,
      body: { state: 'published', programId: 'small', version: 1, changed: true },
    });
    expect(again).toMatchObject({ status: 200, body: { state: 'published', version: 1, changed: false } });
    const demo = await publish({ json: PROGRAM, key: 'demo' }, '?day=1s&fast=20m');
    expect(demo.body).toMatchObject({ version: 2, changed: true });
    expect(await get('/v1/programs/small', 'carl')).toMatchObject({
      version: 2,
      demo: true,
      versions: [{ version: 2 }, { version: 1 }],
    });
    const clock = await get('/v1/programs/small/clock', 'carl');
    expect(clock).toMatchObject({
      demo: true,
      date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      period: { key: expect.stringMatching(/^\d{4}-Q[1-4]$/) },
    });
    expect((await get('/v1/programs/small/clock', 'carl')).now.ms).toBeGreaterThan(clock.now.ms);
  });

  test('with faults is refused with all of them, as YAML with their lines', async () => {
    const { body } = await publish({ json: { ...PROGRAM, zone: 'Nowhere', currency: 'XXX', ownerRole: 'NOBODY' } });
    expect(body).toMatchObject({ status: 422, code: 'PROGRAM.INVALID' });
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(
      expect.arrayContaining(['/zone', '/currency', '/ownerRole']),
    );
    const yaml = await publish({ raw: { body: 'id: small\nzone: [1\n', type: 'application/yaml' } });
    expect(yaml.body).toMatchObject({
      code: 'PROGRAM.INVALID',
      errors: [{ code: 'PROGRAM.YAML', message: expect.stringContaining('Line 3') }],
    });
  });

  test('keeps its period and its zone for ever, because its records are filed by them', async () => {
    const moved = await publish({ json: { ...PROGRAM, period: 'month', zone: 'America/Los_Angeles' } });
    expect(moved).toMatchObject({ status: 422, body: { code: 'PROGRAM.INVALID' } });
    expect(moved.body.errors).toMatchObject([
      { pointer: '/period', code: 'PROGRAM.LASTING', message: expect.stringContaining('"quarter"') },
      { pointer: '/zone', message: expect.stringContaining('"America/New_York"') },
    ]);
    expect(await get('/v1/programs/small', 'carl')).toMatchObject({ version: 2 });
  });

  test('is published by those who may', async () => {
    expect((await api.ask('POST /v1/programs', { as: 'carl', json: PROGRAM })).body.code).toBe('AUTH.FORBIDDEN');
  });

  test('that a region’s manager may not publish is still everybody else’s to publish', async () => {
    await api.person('rita', { roles: [['PM', 'us']] });
    const contested = { json: { ...PROGRAM, title: 'Contested' } };
    const before = await count('program.publish.refused');
    expect(await publish({ as: 'rita', ...contested })).toMatchObject({
      status: 403,
      body: { code: 'AUTH.FORBIDDEN' },
    });
    // At the door: no workflow was started for it.
    expect(await count('program.publish.refused')).toBe(before);
    expect(await publish(contested)).toMatchObject({ status: 201, body: { changed: true } });
  });
});

describe('people', () => {
  test('are invited, get roles, and leave', async () => {
    const invited = await post(
      '/v1/people',
      'pam',
      { email: 'sam@people.example', displayName: 'Sam', roles: [{ role: 'CAM', region: 'us' }] },
      'invite',
    );
    expect(invited).toMatchObject({ status: 201, body: { state: 'done', changed: true } });
    const { personId } = invited.body;
    expect(await get(`/v1/people/${personId}`, 'pam')).toMatchObject({
      status: 'invited',
      email: 'sam@people.example',
      grants: [{ role: 'CAM', region: 'us' }],
    });
    expect(
      (await post('/v1/people', 'pam', { email: 'SAM@people.example', displayName: 'Other', roles: [] })).body.code,
    ).toBe('PERSON.CONFLICT');
    expect(
      (
        await post(`/v1/people/${personId}/roles`, 'pam', {
          grant: [{ role: 'FIN' }],
          revoke: [{ role: 'CAM', region: 'us' }],
        })
      ).body,
    ).toMatchObject({ changed: true });
    expect((await get(`/v1/people/${personId}`, 'pam')).grants).toEqual([{ role: 'FIN', region: null }]);
    expect((await post(`/v1/people/${personId}/roles`, 'pam', { grant: [{ role: 'ADMIN' }] })).body.code).toBe(
      'AUTH.FORBIDDEN',
    );
    expect((await post(`/v1/people/${personId}/leave`, 'pam', {})).body).toMatchObject({ changed: true });
    expect(await get(`/v1/people/${personId}`, 'pam')).toMatchObject({ status: 'left', grants: [] });
    await api.person('fiona', { roles: ['FIN'] });
    expect((await api.ask(`GET /v1/people/${personId}`, { as: 'fiona' })).status).toBe(404);
  });
});
