import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { DEMO_IDENTITIES } from '../../local/identities';
import type { RunningIssuer } from '../../local/issuer';
import { startIssuer } from '../../local/issuer';
import { DEMO_GRANT } from '../../local/issuer/names';
import { readKept } from '../../local/issuer/keep';
import { builtProgram, freshFolder, freshIssuer } from '../kit/programs';

const run = promisify(execFile);

let dataDir: string;
let issuer: RunningIssuer;
beforeAll(async () => {
  dataDir = join(freshFolder('laptop'), 'issuer');
  issuer = await freshIssuer(dataDir);
});
afterAll(() => issuer.stop());

async function verify(token: string) {
  const discovery = await fetch(`${issuer.issuerUrl}/.well-known/openid-configuration`);
  const { issuer: name, jwks_uri } = (await discovery.json()) as { issuer: string; jwks_uri: string };
  expect(name).toBe(issuer.issuerUrl);
  return jwtVerify(token, createRemoteJWKSet(new URL(jwks_uri)), {
    issuer: issuer.issuerUrl,
    audience: 'partner-lifecycle',
    algorithms: ['RS256'],
  });
}

describe('tokens of named identities', () => {
  test.each(DEMO_IDENTITIES)('$name gets a token that proves it by the published keys', async (identity) => {
    const { payload } = await verify(await issuer.tokenFor(identity.name));
    expect(payload).toMatchObject({
      sub: identity.subject,
      name: identity.displayName,
      email: identity.email,
      email_verified: true,
      roles: identity.roles,
    });
    const lifetimeS = payload.exp! - payload.iat!;
    expect(lifetimeS).toBeGreaterThanOrEqual(15 * 60);
    expect(lifetimeS).toBeLessThanOrEqual(8 * 3_600);
  });

  test('nobody else gets one, and the answer lists who could', async () => {
    await expect(issuer.tokenFor('mallory')).rejects.toThrow(/"mallory".*pam, carl.*max/);
  });

  async function askDirectly(change: Record<string, string>, headers: Record<string, string> = {}) {
    const client_secret = readKept(dataDir)!.laptopSecret;
    const form = { grant_type: DEMO_GRANT, client_id: 'laptop', client_secret, identity: 'pam', ...change };
    return fetch(`${issuer.issuerUrl}/token`, { method: 'POST', body: new URLSearchParams(form), headers });
  }

  test('the grant itself refuses a stranger, a wrong secret and a web page', async () => {
    expect((await askDirectly({})).status).toBe(200);
    expect((await askDirectly({ identity: 'mallory' })).status).toBe(400);
    expect((await askDirectly({ client_secret: 'guessed' })).status).toBe(401);
    expect((await askDirectly({}, { origin: 'http://evil.example' })).status).toBe(400);
    const asConsole = new URLSearchParams({ grant_type: DEMO_GRANT, client_id: 'console', identity: 'pam' });
    const refused = await fetch(`${issuer.issuerUrl}/token`, { method: 'POST', body: asConsole });
    expect(await refused.json()).toMatchObject({
      error_description: 'requested grant type is not allowed for this client',
    });
  });

  test('the keys are for their owner only', () => {
    expect(statSync(join(dataDir, 'keep.json')).mode & 0o077).toBe(0);
  });
});

describe('npm run token', () => {
  const token = async (args: string[], data = dirname(dataDir)) => {
    const program = await builtProgram('local/token');
    return run(process.execPath, [program, ...args], { env: { ...process.env, PLE_DATA: data } }).catch(
      (failure: { code: number; stderr: string; stdout: string }) => failure,
    );
  };

  test('prints a token and nothing else', async () => {
    const { stdout } = await token(['fiona']);
    expect((await verify(stdout.trim())).payload.sub).toBe('fiona');
    expect(stdout.split('\n')).toHaveLength(2);
  });

  test('knows whom it knows', async () => {
    expect(await token(['mallory'])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/mallory.*Known are: pam/),
    });
    expect(await token([])).toMatchObject({ code: 2, stdout: expect.stringContaining('pam, carl') });
  });

  test('says what to start when nothing runs', async () => {
    expect(await token(['pam'], freshFolder('empty'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('npm start'),
    });
  });
});

describe('sign-in of a browser by authorization code and PKCE', () => {
  /** Follows a sign-in as a browser does: with cookies, one redirect at a time. */
  class Browser {
    private readonly cookies = new Map<string, string>();

    async go(url: string, init: RequestInit = {}): Promise<Response> {
      const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await fetch(new URL(url, issuer.issuerUrl), {
        ...init,
        redirect: 'manual',
        headers: { ...init.headers, cookie },
      });
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value === '') this.cookies.delete(name);
        else this.cookies.set(name, value);
      }
      return response;
    }
  }

  const redirectUri = 'http://127.0.0.1:54321/callback';
  const verifier = randomBytes(32).toString('base64url');

  function authorizationUrl(change: Record<string, string> = {}): string {
    const query = new URLSearchParams({
      client_id: 'console',
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: 'openid profile email api',
      state: 'kept',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...change,
    });
    return `/auth?${query}`;
  }

  async function signIn(browser: Browser, name: string, change: Record<string, string> = {}): Promise<URL> {
    let response = await browser.go(authorizationUrl(change));
    const page = await browser.go(response.headers.get('location')!);
    expect(await page.text()).toContain('Pam Ortega, program manager');
    const action = response.headers.get('location')!;
    response = await browser.go(action, { method: 'POST', body: new URLSearchParams({ identity: name }) });
    if (response.status >= 400) throw new Error(await response.text());
    response = await browser.go(response.headers.get('location')!);
    if (!response.headers.has('location')) throw new Error(`No way back: ${response.status} ${await response.text()}`);
    return new URL(response.headers.get('location')!, issuer.issuerUrl);
  }

  const exchange = (code: string, codeVerifier: string) =>
    fetch(`${issuer.issuerUrl}/token`, {
      method: 'POST',
      headers: { origin: 'http://127.0.0.1:54321' },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: 'console',
        redirect_uri: redirectUri,
        code,
        code_verifier: codeVerifier,
      }),
    });

  test('ends at the console with an access token for the API and an ID token', async () => {
    const back = await signIn(new Browser(), 'carl');
    expect(back.origin + back.pathname).toBe(redirectUri);
    expect(back.searchParams.get('state')).toBe('kept');
    const answer = await exchange(back.searchParams.get('code')!, verifier);
    expect(answer.headers.get('access-control-allow-origin')).toBe('http://127.0.0.1:54321');
    const { access_token, id_token, refresh_token } = (await answer.json()) as Record<string, string>;
    const { payload } = await verify(access_token!);
    expect(payload).toMatchObject({ sub: 'carl', scope: 'api', roles: ['CAM'], name: 'Carl Nowak, channel manager' });
    expect(decodeProtectedHeader(id_token!).alg).toBe('RS256');
    const form = { grant_type: 'refresh_token', client_id: 'console', refresh_token: refresh_token! };
    const renewed = await fetch(`${issuer.issuerUrl}/token`, { method: 'POST', body: new URLSearchParams(form) });
    const { access_token: next } = (await renewed.json()) as { access_token: string };
    expect((await verify(next)).payload).toMatchObject({ sub: 'carl', scope: 'api' });
  });

  test('an explicit question for consent has nothing to ask', async () => {
    const browser = new Browser();
    const asked = await signIn(browser, 'sal', { prompt: 'login consent' });
    const resumed = await browser.go((await browser.go(asked.href)).headers.get('location')!);
    expect(new URL(resumed.headers.get('location')!).searchParams.get('code')).toEqual(expect.any(String));
  });

  test('a code without its verifier is worth nothing', async () => {
    const back = await signIn(new Browser(), 'carl');
    expect((await exchange(back.searchParams.get('code')!, randomBytes(32).toString('base64url'))).status).toBe(400);
  });

  test('nobody signs in as somebody unknown, or comes back to a stranger', async () => {
    await expect(signIn(new Browser(), 'mallory')).rejects.toThrow('nobody of that name');
    const elsewhere = await new Browser().go(authorizationUrl({ redirect_uri: 'http://evil.example/callback' }));
    expect(elsewhere.status).toBe(400);
    const noChallenge = await new Browser().go(authorizationUrl({ code_challenge: '', code_challenge_method: '' }));
    expect(new URL(noChallenge.headers.get('location')!).searchParams.get('error')).toBe('invalid_request');
  });
});

test('address, keys and therefore tokens survive kill -9; a second start joins the running one', async () => {
  const token = await issuer.tokenFor('vera');
  const { issuerUrl } = issuer;
  process.kill(issuer.pid, 'SIGKILL');
  issuer = await freshIssuer(dataDir);
  expect(issuer.issuerUrl).toBe(issuerUrl);
  expect((await verify(token)).payload.sub).toBe('vera');
  const joined = await startIssuer({ dataDir, entry: await builtProgram('local/issuer-main') });
  expect(joined.pid).toBe(issuer.pid);
});
