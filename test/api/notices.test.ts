import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ProgramVersion } from '../../domain/program';
import type { Mailbox } from '../../local/mailbox';
import { startTestApi } from '../kit/api';
import type { AnyBody, Answered, TestApi } from '../kit/api';
import { startApiWorker } from '../kit/api-worker';
import { addScene } from '../kit/api-rows';
import { freshMailbox } from '../kit/programs';
import { publishVersion } from '../kit/rows';

let api: TestApi;
let mailbox: Mailbox;
let chat: Server;
let startWorker: () => Promise<() => Promise<void>>;
let stopWorker: () => Promise<void>;
let version: ProgramVersion;
const posted: string[] = [];
const ids: Record<string, string> = {};

beforeAll(async () => {
  [api, mailbox] = [await startTestApi(), await freshMailbox()];
  chat = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      posted.push(text);
      response.end('ok');
    });
  });
  await new Promise<void>((resolve) => chat.listen(0, '127.0.0.1', resolve));
  for (const [name, roles] of Object.entries({ pam: ['PM'], lena: ['LEG'], ada: ['ADMIN'], carl: ['CAM'] }))
    ids[name] = await api.person(name, { roles, email: `${name}@vendor.example` });
  const mail = { url: mailbox.smtpUrl, from: 'lifecycle@vendor.example' };
  startWorker = () => startApiWorker(api, { notices: { publicUrl: 'https://console.example', mail }, onLaptop: true });
  stopWorker = await startWorker();
  version = await publishVersion(api.pool);
});
afterAll(async () => {
  await stopWorker();
  await api.close();
  await mailbox.stop();
  chat.close();
});

const set = (whose: string, as: string, json: object): Promise<Answered> =>
  api.ask(`POST /v1/people/${ids[whose]}/notice-settings`, { as, json });
const settings = (whose: string, as: string): Promise<Answered> =>
  api.ask(`GET /v1/people/${ids[whose]}/notice-settings`, { as });

async function soon<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
  for (const endMs = Date.now() + 40_000; Date.now() < endMs; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const found = await look();
    if (found) return found;
  }
  throw new Error(`It did not come to be: ${what}.`);
}

describe('how somebody is told', () => {
  test('is theirs to say; what they do not say stays, and there is a default', async () => {
    expect((await settings('pam', 'pam')).body).toEqual({
      channel: 'mail',
      zone: 'UTC',
      pace: 'at_once',
      dailyAt: '08:00',
      quiet: null,
      chat: null,
    });
    const json = { zone: 'Europe/Berlin', quiet: { from: '22:00', to: '07:15' }, pace: 'daily', dailyAt: '08:30' };
    expect(await set('pam', 'pam', json)).toMatchObject({ status: 200, body: { state: 'done', changed: true } });
    expect(await set('pam', 'pam', json)).toMatchObject({ status: 200, body: { changed: false } });
    expect((await settings('pam', 'pam')).body).toMatchObject({ ...json, channel: 'mail' });
    expect(await set('pam', 'pam', { quiet: null })).toMatchObject({ status: 200 });
    expect((await settings('pam', 'pam')).body).toMatchObject({ quiet: null, zone: 'Europe/Berlin' });
  });

  test('is nobody else’s to see or to say, but an administrator’s', async () => {
    const gone = await settings('pam', 'lena');
    expect(gone).toMatchObject({ status: 404 });
    expect((await set('pam', 'lena', { channel: 'none' })).body).toEqual({ ...gone.body, ...varying(gone) });
    expect((await settings('pam', 'ada')).status).toBe(200);
    expect((await set('pam', 'ada', { channel: 'mail' })).status).toBe(200);
  });

  test('keeps the address of a chat to itself, and takes none of a partner’s people', async () => {
    const { port } = chat.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/hook/secret-of-pam`;
    expect(await set('pam', 'pam', { channel: 'chat' })).toMatchObject({ status: 422, body: { code: 'REQUEST.RULE' } });
    expect(await set('pam', 'pam', { channel: 'chat', pace: 'at_once', chat: { kind: 'slack', url } })).toMatchObject({
      status: 200,
    });
    const { body } = await settings('pam', 'pam');
    expect(body.chat).toEqual({ kind: 'slack', host: `127.0.0.1:${port}` });
    expect(JSON.stringify(body)).not.toContain('secret-of-pam');
    const { rows } = await api.pool.query(`SELECT jsonb_agg(to_jsonb(e))::text AS all FROM audit e`);
    expect(rows[0].all).not.toContain('secret-of-pam');
    const { rows: staged } = await api.pool.query(`SELECT jsonb_agg(to_jsonb(i))::text AS all FROM intake i`);
    expect(staged[0].all).not.toContain('secret-of-pam');
  });

  test.each([
    [{ zone: 'Mars/Olympus' }, 400],
    [{ zone: '+02:00' }, 400],
    [{ dailyAt: '24:00' }, 400],
    [{ quiet: { from: '22:00' } }, 400],
    [{ channel: 'pigeon' }, 400],
    [{ chat: { kind: 'slack', url: 'javascript:alert(1)' } }, 400],
    [{ chat: { kind: 'irc', url: 'https://hooks.example/1' } }, 400],
    [{ unknown: true }, 400],
  ])('%j is refused', async (json, status) => {
    expect((await set('pam', 'pam', json)).status).toBe(status);
  });

  const varying = ({ body }: Answered): AnyBody => ({
    traceId: expect.anything(),
    instance: body.instance && expect.anything(),
  });
});

describe('who is invited', () => {
  test('hears of it by mail; administrators see it, and everybody’s name, in what was told', async () => {
    const json = { email: 'nina@people.example', displayName: 'Nina New', language: 'fr', roles: [{ role: 'CAM' }] };
    const { body: invited } = await api.ask('POST /v1/people', { as: 'ada', json });
    const letter = await soon('Nina has a letter', async () =>
      mailbox.mails().find(({ to }) => to.includes('nina@people.example')),
    );
    expect(letter.mail.headers['subject']).toBe('Vous êtes invité');
    const list = `GET /v1/notices?personId=${invited.personId}`;
    const listed = await soon('it is listed', async () => {
      const { body } = await api.ask(list, { as: 'ada' });
      return body.items[0]?.state === 'delivered' && body;
    });
    expect(listed.items).toEqual([
      expect.objectContaining({
        personName: 'Nina New',
        occasion: 'invited',
        what: 'person',
        subjectId: invited.personId,
        title: null,
        partnerName: null,
        channel: 'mail',
      }),
    ]);
  });
});

describe('what was told', () => {
  test('goes out by mail and by chat, and is listed', async () => {
    await mailbox.fault({ mode: 'reject', to: 'carl@vendor.example' });
    await addScene(api.pool, version);
    await soon('Lena has a letter', async () => mailbox.mails().some(({ to }) => to.includes('lena@vendor.example')));
    const text = await soon('Pam is told in chat', async () => posted.at(-1));
    expect(JSON.parse(text)).toMatchObject({ text: expect.stringContaining('waits for you') });
    const mine = await soon('it is listed', async () => {
      const { body } = await api.ask('GET /v1/notices', { as: 'lena' });
      return body.items?.[0]?.state === 'delivered' && body;
    });
    expect(mine.items).toEqual([
      expect.objectContaining({
        personId: ids['lena'],
        personName: 'Somebody',
        occasion: 'asked',
        what: 'approval',
        title: 'Accept the partner',
        partnerName: 'Acme Outdoor',
        channel: 'mail',
        reason: null,
      }),
    ]);
  });

  test('is one’s own; everybody’s is for administrators', async () => {
    const forbidden = { status: 403, body: { code: 'AUTH.FORBIDDEN' } };
    expect(await api.ask('GET /v1/notices?whose=all', { as: 'pam' })).toMatchObject(forbidden);
    expect(await api.ask(`GET /v1/notices?personId=${ids['lena']}`, { as: 'pam' })).toMatchObject(forbidden);
    expect((await api.ask(`GET /v1/notices?personId=${ids['lena']}`, { as: 'ada' })).body.items).toHaveLength(1);
    const first = (await api.ask('GET /v1/notices?whose=all&limit=1', { as: 'ada' })).body;
    const { body } = await api.ask(`GET /v1/notices?whose=all&limit=1&cursor=${first.nextCursor}`, { as: 'ada' });
    expect(body.items[0].noticeId).not.toBe(first.items[0].noticeId);
  });

  test('that could not be is seen by administrators, and tried again by them or by whom it is for', async () => {
    const failed = await soon('it has failed', async () => {
      const { items } = (await api.ask('GET /v1/notices?whose=all&state=failed', { as: 'ada' })).body;
      return items[0];
    });
    const { noticeId } = failed;
    expect(failed).toMatchObject({ personId: ids['carl'], reason: 'mail: answered 550 at RCPT TO.' });
    expect((await api.ask(`POST /v1/notices/${noticeId}/retry`, { as: 'pam', json: {} })).status).toBe(404);
    await mailbox.fault({ mode: 'none' });
    const again = { as: 'ada', json: { reason: 'the address is mended' } };
    expect(await api.ask(`POST /v1/notices/${noticeId}/retry`, again)).toMatchObject({
      status: 200,
      body: { changed: true },
    });
    await soon('it is told', async () => {
      const { items } = (await api.ask('GET /v1/notices', { as: 'carl' })).body;
      return items.find((one: AnyBody) => one.noticeId === noticeId)?.state === 'delivered';
    });
    expect(await api.ask(`POST /v1/notices/${noticeId}/retry`, { as: 'carl', json: {} })).toMatchObject({
      status: 200,
      body: { changed: false },
    });
  }, 120_000);

  test('is told after all where nobody listened when it was written, or where its workflow was lost', async () => {
    await stopWorker();
    const names = ['lars', 'lisa'];
    for (const name of names) ids[name] = await api.person(name, { roles: ['LEG'], email: `${name}@vendor.example` });
    await addScene(api.pool, version);
    // As a workflow that was terminated leaves them.
    await api.pool.query(`UPDATE notice SET state = 'called' WHERE person_id = $1`, [ids['lisa']]);
    stopWorker = await startWorker();
    for (const name of names)
      await soon(`${name} has a letter`, async () =>
        mailbox.mails().some(({ to }) => to.includes(`${name}@vendor.example`)),
      );
  }, 120_000);
});
