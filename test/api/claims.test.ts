import type { Grant } from '../../domain/people/person-change';
import { startTestApi } from '../kit/api';
import type { AnyBody, TestApi } from '../kit/api';
import { startApiWorker } from '../kit/api-worker';
import { publishVersion } from '../kit/rows';
import { AUDIENCE, startTokenIssuer } from '../kit/token-issuer';
import type { TokenIssuer } from '../kit/token-issuer';

let api: TestApi;
let directory: TokenIssuer;
let stopWorker: () => Promise<void>;
beforeAll(async () => {
  directory = await startTokenIssuer();
  api = await startTestApi({
    settings: {
      oidc: { issuer: directory.issuer, audience: AUDIENCE, rolesClaim: 'roles' },
      bootstrapAdmin: `${directory.issuer}|root`,
    },
  });
  await publishVersion(api.pool);
  stopWorker = await startApiWorker(api);
});
afterAll(async () => {
  await stopWorker();
  await api.close();
  await directory.close();
});

const nowS = (): number => Math.floor(Date.now() / 1_000);
const mailOf = (who: string): string => `${who}@people.example`;

/** Somebody as the directory sends them, with these roles. */
async function ask(who: string, roles: string[], route = 'GET /v1/people/me', claims: object = {}): Promise<AnyBody> {
  const token = await directory.token(who, { roles, email: mailOf(who), email_verified: true, ...claims });
  return (await api.ask(route, { token })).body;
}
const rolesNow = async (who: string, roles: string[], claims: object = {}): Promise<string[]> =>
  (await ask(who, roles, undefined, claims)).grants.map(({ role, region }: Grant) =>
    region ? `${role}@${region}` : role,
  );

const asRoot = async (route: string, json?: object): Promise<AnyBody> => {
  const { body } = await api.ask(route, { token: await directory.token('root'), json });
  return body;
};

/** The roles on record become these: they are recorded by a workflow that no request waits for. */
async function recorded(personId: string, roles: string[]): Promise<void> {
  let found: string[] = [];
  for (const endMs = Date.now() + 20_000; Date.now() < endMs; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const { grants = [] } = await asRoot(`GET /v1/people/${personId}`);
    found = grants.map(({ role, region }: Grant) => (region ? `${role}@${region}` : role)).sort();
    if (JSON.stringify(found) === JSON.stringify([...roles].sort())) return;
  }
  expect(found).toEqual(roles);
}

/** Somebody whom the directory has sent with these roles, on record. */
async function sent(who: string, roles: string[]): Promise<string> {
  const { personId } = await ask(who, roles);
  await recorded(personId, roles);
  return personId;
}

describe('a role of the directory', () => {
  test('ends with the first request without it, comes back when it is claimed again, and goes again', async () => {
    const personId = await sent('dora', ['PM', 'CAM@us']);
    expect(await rolesNow('dora', ['CAM@us'])).toEqual(['CAM@us']);
    await recorded(personId, ['CAM@us']);
    expect((await ask('dora', [], 'GET /v1/people')).code).toBe('AUTH.FORBIDDEN');
    await recorded(personId, []);
    await sent('dora', ['PM', 'CAM@us']);
    expect(await rolesNow('dora', [])).toEqual([]);
    await recorded(personId, []);
  });

  test('is not brought back by an older token that still has it', async () => {
    const personId = await sent('otto', ['PM']);
    expect(await rolesNow('otto', [], { iat: nowS() + 20 })).toEqual([]);
    await recorded(personId, []);
    expect(await rolesNow('otto', ['PM'])).toEqual([]);
    expect(await rolesNow('otto', ['PM'], { iat: nowS() + 25 })).toEqual(['PM']);
    await recorded(personId, ['PM']);
  });

  test('goes alone: what was given here by hand stays', async () => {
    const personId = await sent('hana', ['FIN']);
    expect(await asRoot(`POST /v1/people/${personId}/roles`, { grant: [{ role: 'FIN' }] })).toMatchObject({
      changed: true,
    });
    expect(await rolesNow('hana', [])).toEqual(['FIN']);
    expect(await rolesNow('hana', ['LEG'])).toEqual(['FIN', 'LEG']);
    await recorded(personId, ['FIN', 'LEG']);
  });

  test('that was revoked here stays revoked, whatever the directory says, until it is given here again', async () => {
    const personId = await sent('rosa', ['PM', 'FIN']);
    await asRoot(`POST /v1/people/${personId}/roles`, { revoke: [{ role: 'PM' }] });
    expect(await rolesNow('rosa', ['PM', 'FIN'])).toEqual(['FIN']);
    expect(await rolesNow('rosa', ['FIN'])).toEqual(['FIN']);
    expect(await rolesNow('rosa', ['PM', 'FIN'], { iat: nowS() + 5 })).toEqual(['FIN']);
    await recorded(personId, ['FIN']);
    await asRoot(`POST /v1/people/${personId}/roles`, { grant: [{ role: 'PM' }] });
    expect((await rolesNow('rosa', ['PM', 'FIN'])).sort()).toEqual(['FIN', 'PM']);
  });

  test('does not keep anybody in who has left, nor bring them back: an invitation does', async () => {
    const before = await sent('lars', ['PM']);
    expect(await asRoot(`POST /v1/people/${before}/leave`, {})).toMatchObject({ changed: true });
    expect(await ask('lars', ['PM'])).toMatchObject({ known: false, grants: [] });
    expect((await ask('lars', ['PM'], 'GET /v1/people')).code).toBe('AUTH.FORBIDDEN');
    const invited = await asRoot('POST /v1/people', { email: mailOf('lars'), displayName: 'Lars', roles: [] });
    expect(invited).toMatchObject({ state: 'done' });
    expect(await ask('lars', ['PM'])).toMatchObject({ personId: invited.personId, grants: [{ role: 'PM' }] });
    await recorded(invited.personId, ['PM']);
    await recorded(before, []);
  });
});
