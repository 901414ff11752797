import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../../local/processes';
import type { PartnerWorld } from '../../local/partner-world';
import { freshFolder, freshPartnerWorld } from '../kit/programs';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

let dataDir: string;
let world: PartnerWorld;

beforeAll(async () => {
  dataDir = freshFolder('world');
  world = await freshPartnerWorld(dataDir);
});
afterAll(() => world.stop());
afterEach(async () => {
  await world.faults({ target: 'scim', mode: 'none' });
  await world.faults({ target: 'screening', mode: 'none' });
});

interface Answer {
  status: number;
  type: string | null;
  location: string | null;
  json: Record<string, unknown>;
}

async function call(method: string, path: string, body?: unknown): Promise<Answer> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const response = await fetch(world.url + path, { method, body: text, signal: AbortSignal.timeout(3_000) });
  const answer = await response.text();
  const json = answer === '' ? {} : (JSON.parse(answer) as Record<string, unknown>);
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    location: response.headers.get('location'),
    json,
  };
}

const newUser = (userName: string, externalId: string) =>
  call('POST', '/scim/v2/Users', { schemas: [USER], userName, externalId, displayName: 'Somebody' });

const usersWith = async (filter: string) => call('GET', `/scim/v2/Users?filter=${encodeURIComponent(filter)}`);

describe('screening', () => {
  const check = (reference: string, companyName: string) =>
    call('POST', '/screening/checks', { reference, companyName, country: 'DE' });

  test('clears, hits and does not know, by the name', async () => {
    expect((await check('s-1', 'Plain Bikes')).json).toEqual({ reference: 's-1', result: 'clear', hits: [] });
    expect((await check('s-2', 'Sanctioned Bikes')).json).toMatchObject({ result: 'hit', hits: [expect.any(String)] });
    expect((await check('s-3', 'Unclear Bikes')).json).toMatchObject({ result: 'unknown', hits: [] });
  });

  test('answers a repeated reference with its first result, and refuses it for another company', async () => {
    expect((await check('s-4', 'Plain Bikes')).status).toBe(201);
    expect((await check('s-4', 'Plain Bikes')).status).toBe(200);
    expect((await check('s-4', 'Sanctioned Bikes')).status).toBe(409);
    expect((await call('GET', '/screening/checks/s-4')).json).toMatchObject({ result: 'clear' });
    expect((await call('GET', '/screening/checks/s-none')).status).toBe(404);
    expect(world.events().filter((event) => event['reference'] === 's-4')).toHaveLength(1);
  });

  test.each([{}, { reference: 'x' }, { reference: 'x', companyName: 'y', country: 'Germany' }])(
    'refuses %j',
    async (body) => {
      expect((await call('POST', '/screening/checks', body)).status).toBe(400);
    },
  );
});

describe('SCIM users', () => {
  test('are created, found by name and external id, changed, deactivated and deleted', async () => {
    const created = await newUser('ana@acme.example', 'person-1');
    expect(created).toMatchObject({
      status: 201,
      type: 'application/scim+json',
      json: { schemas: [USER], active: true },
    });
    const id = String(created.json['id']);
    expect(created.location).toBe(`${world.scimUrl}/Users/${id}`);
    expect((await usersWith('userName eq "ANA@acme.example"')).json).toMatchObject({ totalResults: 1 });
    expect((await usersWith('externalId eq "person-1"')).json).toMatchObject({ totalResults: 1, Resources: [{ id }] });
    expect((await usersWith('externalId eq "person-2"')).json).toMatchObject({ totalResults: 0, Resources: [] });

    const Operations = [{ op: 'Replace', path: 'active', value: false }];
    const patched = await call('PATCH', `/scim/v2/Users/${id}`, { schemas: [PATCH], Operations });
    expect(patched.json).toMatchObject({ active: false, userName: 'ana@acme.example', meta: { version: 'W/"2"' } });

    const replaced = await call('PUT', `/scim/v2/Users/${id}`, {
      schemas: [USER],
      userName: 'ana@acme.example',
      active: true,
    });
    expect(replaced.json).toMatchObject({ active: true });
    expect(replaced.json).not.toHaveProperty('externalId');

    expect((await call('DELETE', `/scim/v2/Users/${id}`)).status).toBe(204);
    expect(await call('GET', `/scim/v2/Users/${id}`)).toMatchObject({ status: 404, json: { status: '404' } });
  });

  test('have unique names, without regard to case', async () => {
    expect((await newUser('sal@acme.example', 'person-3')).status).toBe(201);
    const second = await newUser('Sal@Acme.example', 'person-4');
    expect(second).toMatchObject({ status: 409, json: { status: '409', scimType: 'uniqueness' } });
  });

  test('refuse a filter they do not know, and an unknown operation', async () => {
    expect((await usersWith('displayName co "x"')).json).toMatchObject({ scimType: 'invalidFilter' });
    const { json } = await newUser('max@acme.example', 'person-5');
    const patch = (operation: unknown) =>
      call('PATCH', `/scim/v2/Users/${String(json['id'])}`, { schemas: [PATCH], Operations: [operation] });
    expect((await patch({ op: 'move', path: 'active' })).json).toMatchObject({ scimType: 'invalidSyntax' });
    expect((await patch({ op: 'replace', path: 'salary', value: 1 })).json).toMatchObject({ scimType: 'invalidPath' });
  });
});

describe('faults', () => {
  const userNames = () =>
    world
      .events()
      .flatMap(({ kind, user }) => (kind === 'scim.created' ? [(user as { userName: string }).userName] : []));

  test('fail before or after the deed, and the journal tells which', async () => {
    await world.faults({ target: 'scim', mode: 'error-before' });
    expect((await newUser('before@x.example', 'f-1')).status).toBe(503);
    await world.faults({ target: 'scim', mode: 'error-after' });
    expect((await newUser('after@x.example', 'f-2')).status).toBe(500);
    await world.faults({ target: 'scim', mode: 'drop-reply' });
    await expect(newUser('dropped@x.example', 'f-3')).rejects.toThrow('fetch failed');
    expect(userNames()).toEqual(expect.arrayContaining(['after@x.example', 'dropped@x.example']));
    expect(userNames()).not.toContain('before@x.example');
  });

  test('strike the same calls again with the same seed', async () => {
    const row = async () => {
      await world.faults({ target: 'screening', mode: 'error-before', rate: 0.5, seed: 42 });
      const statuses: number[] = [];
      for (let n = 0; n < 20; n += 1) statuses.push((await call('GET', '/screening/checks/none')).status);
      return statuses;
    };
    const first = await row();
    expect(new Set(first)).toEqual(new Set([404, 503]));
    expect(await row()).toEqual(first);
  });

  test('a switch that makes no sense is refused', async () => {
    expect((await call('PUT', '/faults', { target: 'scim', mode: 'none', rate: 2 })).json).toEqual({
      error: 'rate is from 0 to 1',
    });
    expect((await call('PUT', '/faults', { target: 'post', mode: 'none' })).status).toBe(400);
  });
});

test('kill -9 and a cut-off line lose nothing that was answered', async () => {
  await newUser('kept@x.example', 'kept-1');
  const { pid, url } = world;
  await world.kill();
  expect(isAlive(pid)).toBe(false);
  appendFileSync(join(dataDir, 'partner-world.jsonl'), '{"atMs":1,"kind":"scim.cre');
  world = await freshPartnerWorld(dataDir);
  expect(world.url).toBe(url);
  expect((await usersWith('externalId eq "kept-1"')).json).toMatchObject({ totalResults: 1 });
  expect((await newUser('later@x.example', 'later-1')).status).toBe(201);
  expect(world.events().at(-1)).toMatchObject({ kind: 'scim.created' });
  const again = await freshPartnerWorld(dataDir);
  expect(again.pid).toBe(world.pid);
});
