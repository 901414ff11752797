import { join } from 'node:path';
import { builtRooms } from '../crash/house';
import { startTestApi } from '../kit/api';
import type { TestApi } from '../kit/api';

let api: TestApi;
beforeAll(async () => {
  const folder = join(await builtRooms(), 'web');
  api = await startTestApi({ settings: { console: { clientId: 'console', scope: 'openid', folder } } });
}, 180_000);
afterAll(() => api.close());

const page = async (path: string, accept = 'text/html,*/*;q=0.8') => fetch(api.url + path, { headers: { accept } });

describe('the console’s page', () => {
  test('is one page for all of its addresses', async () => {
    for (const path of ['/', '/inbox', '/inbox/approval-apr_x', '/partners?stage=recruit', '/callback?code=x']) {
      const answer = await page(path);
      expect({ path, status: answer.status, type: answer.headers.get('content-type') }).toEqual({
        path,
        status: 200,
        type: 'text/html; charset=utf-8',
      });
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(await answer.text()).toContain('<div id="root">');
    }
  });

  test('allows its own scripts, styles with a nonce of this answer, words to us and the issuer, and nothing else', async () => {
    const answers = [await page('/'), await page('/')];
    const policies = answers.map(({ headers }) => headers.get('content-security-policy')!);
    const nonces = policies.map((policy) => /'nonce-([^']+)'/.exec(policy)![1]!);
    expect(new Set(nonces).size).toBe(2);
    for (const [n, answer] of answers.entries()) {
      const text = await answer.text();
      expect(text).toContain(`content="${nonces[n]}"`);
      expect(text).not.toMatch(/<script(?![^>]* src=)|<style|\son\w+=/);
      expect(policies[n]).toContain("script-src 'self';");
      expect(policies[n]).toContain(`connect-src 'self' ${api.issuer.issuer};`);
      expect(policies[n]).toContain("frame-ancestors 'none'");
      expect(policies[n]).not.toContain('unsafe');
    }
  });

  test('is not what the API answers: data stays data, and what is nowhere is a problem', async () => {
    expect((await page('/v1/partners')).status).toBe(401);
    for (const path of [
      '/nothing',
      '/v1/nothing',
      '/assets/nothing.js',
      '/assets/..%2findex.html',
      '/assets/%2e%2e/.vite/manifest.json',
    ]) {
      const answer = await page(path);
      expect({ path, status: answer.status }).toEqual({ path, status: 404 });
      expect(await answer.text()).not.toContain('<div id="root">');
    }
    expect((await page('/', 'image/png')).status).toBe(406);
    const posted = await fetch(`${api.url}/inbox`, { method: 'POST' });
    expect({ status: posted.status, allow: posted.headers.get('allow') }).toEqual({ status: 405, allow: 'GET, HEAD' });
  });
});

test('its files are kept for ever by their hash, and come packed', async () => {
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(await (await page('/')).text())![1]!;
  const answer = await fetch(api.url + script, { headers: { 'accept-encoding': 'gzip' } });
  expect({
    status: answer.status,
    encoding: answer.headers.get('content-encoding'),
    cache: answer.headers.get('cache-control'),
    sniff: answer.headers.get('x-content-type-options'),
  }).toEqual({ status: 200, encoding: 'gzip', cache: 'public, max-age=31536000, immutable', sniff: 'nosniff' });
  expect(answer.headers.get('content-type')).toContain('javascript');
  const plain = await fetch(api.url + script, { headers: { 'accept-encoding': 'identity' } });
  expect(await plain.text()).toBe(await answer.text());
});
