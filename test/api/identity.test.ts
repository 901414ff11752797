import { exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { freePort } from '../../local/processes';
import { startTestApi } from '../kit/api';
import type { TestApi } from '../kit/api';
import { publishVersion } from '../kit/rows';
import { AUDIENCE } from '../kit/token-issuer';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ settings: { bootstrapAdmin: undefined } });
  await publishVersion(api.pool);
});
afterAll(() => api.close());

const nowS = (): number => Math.floor(Date.now() / 1_000);
const me = (token?: string) => api.ask('GET /v1/people/me', { token });

describe('a token', () => {
  const bad: [what: string, make: () => Promise<string> | string][] = [
    ['that is no token', () => 'abc'],
    [
      'without a signature',
      () => new UnsecuredJWT({ sub: 'ada', iss: api.issuer.issuer, aud: AUDIENCE, exp: nowS() + 60 }).encode(),
    ],
    [
      'signed by somebody else',
      async () =>
        new SignJWT({ sub: 'ada', iss: api.issuer.issuer, aud: AUDIENCE, exp: nowS() + 60 })
          .setProtectedHeader({ alg: 'ES256', kid: 'test' })
          .sign((await generateKeyPair('ES256')).privateKey),
    ],
    [
      'signed with a public key as a shared secret',
      async () =>
        new SignJWT({ sub: 'ada', iss: api.issuer.issuer, aud: AUDIENCE, exp: nowS() + 60 })
          .setProtectedHeader({ alg: 'HS256', kid: 'test' })
          .sign(
            new TextEncoder().encode(
              await exportSPKI((await generateKeyPair('ES256', { extractable: true })).publicKey),
            ),
          ),
    ],
    ['that has expired', () => api.issuer.token('ada', { exp: nowS() - 61 })],
    ['that never expires', () => api.issuer.token('ada', { exp: undefined })],
    ['that is not valid yet', () => api.issuer.token('ada', { nbf: nowS() + 120 })],
    ['of another issuer', () => api.issuer.token('ada', { iss: 'https://evil.example' })],
    ['for somebody else', () => api.issuer.token('ada', { aud: 'another-api' })],
    ['of nobody', () => api.issuer.token('ada', { sub: undefined })],
    ['of an unknown key', () => api.issuer.token('ada', {}, { kid: 'other' })],
  ];

  test.each(bad)('%s is 401, always with the same words', async (_what, make) => {
    const { status, body, headers } = await me(await make());
    const { traceId, instance: _instance, ...words } = body;
    expect({ status, words }).toEqual({
      status: 401,
      words: {
        type: '/problems/auth-required',
        title: 'A valid access token is required',
        status: 401,
        detail: 'Send a valid access token: Authorization: Bearer <token>.',
        code: 'AUTH.REQUIRED',
      },
    });
    expect(traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(headers.get('www-authenticate')).toBe('Bearer');
  });

  test('from a clock that is half a minute off still counts', async () => {
    expect((await me(await api.issuer.token('ada', { exp: nowS() - 20 }))).status).toBe(200);
  });

  test('cannot be checked while the issuer is away: come again', async () => {
    const issuer = `http://127.0.0.1:${await freePort()}`;
    const lonely = await startTestApi({ settings: { oidc: { issuer, audience: AUDIENCE } } });
    const { status, headers, body } = await lonely.ask('GET /v1/people/me', {
      token: await api.issuer.token('ada', { iss: issuer }),
    });
    expect({ status, code: body.code, again: headers.get('retry-after') }).toEqual({
      status: 503,
      code: 'SERVER.UNAVAILABLE',
      again: '5',
    });
    await lonely.close();
  });
});

describe('a person', () => {
  test('whom nobody knows may look at programs and apply, and nothing else', async () => {
    expect((await me(await api.issuer.token('stranger'))).body).toMatchObject({
      known: false,
      grants: [],
      partnerId: null,
    });
    expect((await api.ask('GET /v1/programs', { as: 'stranger' })).status).toBe(200);
    expect((await api.ask('GET /v1/partners', { as: 'stranger' })).body.code).toBe('AUTH.FORBIDDEN');
    expect((await api.ask('GET /v1/partners/acme-aaaaaaaa', { as: 'stranger' })).status).toBe(404);
  });

  test('loses a right the moment it is taken, whatever the token says', async () => {
    const personId = await api.person('carl', { roles: ['CAM'] });
    expect((await api.ask('GET /v1/people', { as: 'carl' })).status).toBe(200);
    await api.pool.query('UPDATE role_grant SET to_wall = $2 WHERE person_id = $1', [personId, Date.now()]);
    expect((await api.ask('GET /v1/people', { as: 'carl' })).body.code).toBe('AUTH.FORBIDDEN');
  });

  test('who has left is nobody', async () => {
    await api.person('gone', { roles: ['PM'], status: 'left' });
    expect((await me(await api.issuer.token('gone'))).body).toMatchObject({ known: false, grants: [] });
  });

  test('who is invited under the address that the issuer has verified is known at once', async () => {
    await api.pool.query(
      `INSERT INTO person (person_id, kind, email, display_name, status, changed_wall) VALUES ('per_iris', 'person', 'Iris@people.example', 'Iris', 'invited', 1)`,
    );
    const iris = (claims: object) => api.issuer.token('iris', { email: 'iris@people.example', ...claims });
    expect((await me(await iris({ email_verified: false }))).body.known).toBe(false);
    expect((await me(await iris({ email_verified: true }))).body).toMatchObject({ known: true, personId: 'per_iris' });
  });
});

describe('roles of the directory', () => {
  test('count only where a mapping is set, and only our own roles that exist', async () => {
    const claims = { roles: ['PM', 'CAM@de', 'P-own', 'LMS', 'offline_access', 'CAM@nowhere', 7] };
    expect((await me(await api.issuer.token('pam', claims))).body.grants).toEqual([]);
    const mapped = await startTestApi({
      settings: { oidc: { issuer: api.issuer.issuer, audience: AUDIENCE, rolesClaim: 'roles' } },
    });
    await publishVersion(mapped.pool);
    const { body } = await mapped.ask('GET /v1/people/me', { token: await api.issuer.token('pam', claims) });
    expect(body).toMatchObject({
      known: true,
      grants: [
        { role: 'PM', region: null },
        { role: 'CAM', region: 'de' },
      ],
    });
    await mapped.close();
  });
});

describe('the first administrator', () => {
  test('is whom the settings name, for as long as there is none', async () => {
    const first = await startTestApi({ settings: { bootstrapAdmin: 'x|y' } });
    const again = await startTestApi({
      settings: {
        oidc: { issuer: first.issuer.issuer, audience: AUDIENCE },
        databaseUrl: first.settings.databaseUrl,
        bootstrapAdmin: `${first.issuer.issuer}|ada`,
      },
    });
    const ask = (subject: string) =>
      first.issuer.token(subject).then((token) => again.ask('GET /v1/people/me', { token }));
    expect((await ask('ada')).body.grants).toEqual([{ role: 'ADMIN', region: null }]);
    expect((await ask('eve')).body.grants).toEqual([]);
    await first.person('root', { roles: ['ADMIN'] });
    expect((await ask('ada')).body.grants).toEqual([]);
    await again.close();
    await first.close();
  });
});
