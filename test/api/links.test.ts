import { DecisionLinks, LINK_VALID_MS } from '../../database/intake/decision-links';
import type { Mailbox } from '../../local/mailbox';
import { startTestApi } from '../kit/api';
import type { AnyBody, Answered, TestApi } from '../kit/api';
import { startApiWorker } from '../kit/api-worker';
import { dose } from '../kit/dose';
import { freshMailbox } from '../kit/programs';
import { smallProgram } from '../kit/small-program';

/** Where letters say that the console is; links there are the API's links. */
const CONSOLE = 'https://console.example';
/** What a program that fetches links may try, one after the other. */
const SCANNED = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'];
const STAFF = { pam: 'PM', lena: 'LEG', carl: 'CAM' } as const;

let api: TestApi;
let mailbox: Mailbox;
let links: DecisionLinks;
let stopWorker: () => Promise<void>;
let partners = 0;
const ids: Record<string, string> = {};

const PROGRAM = smallProgram({
  stages: {
    strategize: {
      decide: { kind: 'approval', title: 'Accept', owner: 'PM', roles: ['PM', 'LEG'], quorum: 2, rejection: 'ends' },
    },
  },
});

beforeAll(async () => {
  [api, mailbox] = [await startTestApi(), await freshMailbox()];
  links = new DecisionLinks(api.pool);
  for (const [name, role] of Object.entries(STAFF))
    ids[name] = await api.person(name, { roles: [role], email: `${name}@vendor.example` });
  await api.pool.query(`UPDATE person SET display_name = 'Lena Fischer' WHERE person_id = $1`, [ids['lena']]);
  const mail = { url: mailbox.smtpUrl, from: 'lifecycle@vendor.example' };
  stopWorker = await startApiWorker(api, { notices: { publicUrl: CONSOLE, mail } });
  const { body } = await api.ask('POST /v1/programs', { as: 'pam', json: PROGRAM });
  expect(body).toMatchObject({ state: 'published' });
});
afterAll(async () => {
  await stopWorker();
  await api.close();
  await mailbox.stop();
});

async function soon<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
  for (const endMs = Date.now() + 40_000; Date.now() < endMs; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const found = await look();
    if (found) return found;
  }
  throw new Error(`It did not come to be: ${what}.`);
}

/** A partner applies. @returns the approval that then waits, as one of those who decide sees it */
async function asked(): Promise<AnyBody> {
  partners += 1;
  const json = { programId: 'small', name: `Acme ${partners}`, type: 'reseller', country: 'US' };
  const { body } = await api.ask('POST /v1/partners', { as: `ana-${partners}`, json, key: `apply-${partners}` });
  return soon('somebody is asked', async () => {
    const { items } = (await api.ask(`GET /v1/approvals?partnerId=${body.partnerId}`, { as: 'pam' })).body;
    return items?.[0] && (await api.ask(`GET /v1/approvals/${items[0].approvalId}`, { as: 'pam' })).body;
  });
}

/** A link as a letter would bring it. */
const linkFor = ({ approvalId, contentHash }: AnyBody, name: string, nowWallMs = Date.now()): Promise<string> =>
  links.issue({ personId: ids[name]!, approvalId, contentHash, nowWallMs });

const look = (token: string, as: string): Promise<Answered> => api.ask(`GET /v1/links/${token}`, { as });
const decide = (token: string, as: string | undefined, json: object): Promise<Answered> =>
  api.ask(`POST /v1/links/${token}/decision`, { as, json });

/** Whatever a link could change. */
async function everything(): Promise<unknown> {
  const { rows } = await api.pool.query(
    `SELECT (SELECT count(*) FROM decision) AS decisions, (SELECT jsonb_agg(l.used_by) FROM decision_link l) AS used,
            (SELECT jsonb_agg(a.state ORDER BY a.approval_id) FROM approval a) AS approvals, (SELECT count(*) FROM audit) AS audited,
            (SELECT jsonb_agg(n.state ORDER BY n.seq) FROM notice n) AS notices`,
  );
  return rows[0];
}

describe('a mail scanner that opens every link of every letter', () => {
  test('changes nothing, by whatever method, and learns nothing', async () => {
    await asked();
    const letters = await soon('both have a letter', async () => {
      const taken = mailbox.mails();
      return new Set(taken.flatMap(({ to }) => to)).size === 2 && taken;
    });
    const urls = [
      ...new Set(letters.flatMap(({ mail }) => `${mail.text} ${mail.html}`.match(/https?:\/\/[^\s"<>]+/g))),
    ];
    const tokens = urls.flatMap((url) => /\/links\/([0-9a-f]{48})$/.exec(url ?? '')?.[1] ?? []);
    expect(tokens.length).toBeGreaterThanOrEqual(2);
    expect(urls.every((url) => url?.startsWith(`${CONSOLE}/`))).toBe(true);
    await soon('all is told', async () => !/new|called|sending/.test(JSON.stringify(await everything())));
    const before = await everything();
    const paths = tokens.flatMap((token) => [`/v1/links/${token}`, `/v1/links/${token}/decision`, `/links/${token}`]);
    for (let round = 0; round < dose({ test: 2, hard: 50, soak: 200 }); round += 1)
      for (const path of paths)
        for (const method of SCANNED) {
          const { status, body } = await api.ask(`${method} ${path}`, method === 'POST' ? { json: scan() } : {});
          expect({ method, path, status, refused: status >= 400 && status < 500 }).toMatchObject({ refused: true });
          expect(JSON.stringify(body ?? '')).not.toContain('Acme');
        }
    expect(await everything()).toEqual(before);
    // They are still good for whom they are for.
    expect((await look(tokens[0]!, 'pam')).status + (await look(tokens[0]!, 'lena')).status).toBe(200 + 403);
  }, 120_000);

  const scan = (): object => ({ decision: 'approve', contentHash: 'f'.repeat(64) });
});

describe('a link', () => {
  test('shows what it is about to whom it was sent, however often, and decides nothing by that', async () => {
    const approval = await asked();
    const token = await linkFor(approval, 'pam');
    const before = await everything();
    for (let n = 0; n < 3; n += 1)
      expect((await look(token, 'pam')).body).toMatchObject({
        state: 'open',
        approvalId: approval.approvalId,
        contentHash: approval.contentHash,
        decisions: [],
      });
    expect(await everything()).toEqual(before);
  });

  test('decides once: the same again is answered like the first, anything else is 410', async () => {
    const { contentHash, ...approval } = await asked();
    const token = await linkFor({ ...approval, contentHash }, 'pam');
    const first = await decide(token, 'pam', { decision: 'approve', contentHash, comment: 'by link' });
    expect(first).toMatchObject({
      status: 200,
      body: { state: 'recorded', decision: 'approve', personId: ids['pam'] },
    });
    expect((await decide(token, 'pam', { decision: 'approve', contentHash })).body).toEqual(first.body);
    expect(await look(token, 'pam')).toMatchObject({ status: 410, body: { code: 'LINK.GONE' } });
    expect(await decide(token, 'pam', { decision: 'reject', contentHash })).toMatchObject({ status: 410 });
    const revoke = { decision: 'revoke', contentHash };
    await api.ask(`POST /v1/approvals/${approval.approvalId}/decisions`, { as: 'pam', json: revoke });
    expect(await decide(token, 'pam', { decision: 'approve', contentHash })).toMatchObject({ status: 410 });
    const { rows } = await api.pool.query(
      'SELECT decision, comment FROM decision WHERE approval_id = $1 ORDER BY seq',
      [approval.approvalId],
    );
    expect(rows).toEqual([
      { decision: 'approve', comment: 'by link' },
      { decision: 'revoke', comment: null },
    ]);
  });

  test('takes one of many decisions sent at the same moment', async () => {
    const { contentHash, ...approval } = await asked();
    const token = await linkFor({ ...approval, contentHash }, 'pam');
    const words = ['approve', 'reject', 'approve', 'reject', 'approve', 'reject'];
    const answers = await Promise.all(words.map((decision) => decide(token, 'pam', { decision, contentHash })));
    const said = new Set(answers.filter(({ status }) => status === 200).map(({ body }) => body.decision));
    expect(said.size).toBe(1);
    expect(
      answers.filter(({ status }) => status !== 200).map(({ status }) => [409, 410].includes(status)),
    ).not.toContain(false);
    const { rows } = await api.pool.query('SELECT decision FROM decision WHERE approval_id = $1', [
      approval.approvalId,
    ]);
    expect(rows).toEqual([{ decision: [...said][0] }]);
  });

  test('is of no use to anybody else, without signing in, for other content, or after its time', async () => {
    const approval = await asked();
    const { contentHash } = approval;
    const token = await linkFor(approval, 'pam');
    const old = await linkFor(approval, 'pam', Date.now() - LINK_VALID_MS - 1_000);
    const other = await linkFor(await asked(), 'pam');
    const before = await everything();
    const approve = { decision: 'approve', contentHash };
    expect(await decide(token, undefined, approve)).toMatchObject({ status: 401 });
    expect(await decide(token, 'lena', approve)).toMatchObject({ status: 403, body: { code: 'LINK.NOT_YOURS' } });
    expect(await decide(token, 'nobody', approve)).toMatchObject({ status: 403 });
    expect(await decide(token, 'pam', { ...approve, contentHash: 'a'.repeat(64) })).toMatchObject({
      status: 409,
      body: { code: 'APPROVAL.STALE' },
    });
    expect(await decide(token, 'pam', { ...approve, decision: 'revoke' })).toMatchObject({ status: 400 });
    expect(await decide(old, 'pam', approve)).toMatchObject({ status: 410, body: { code: 'LINK.GONE' } });
    expect(await look(old, 'pam')).toMatchObject({ status: 410 });
    expect(await look('0'.repeat(48), 'pam')).toMatchObject({ status: 410 });
    expect(await look('no-link-at-all!', 'pam')).toMatchObject({ status: 404 });
    // A link of one approval decides no other.
    expect(await decide(other, 'pam', approve)).toMatchObject({ status: 409, body: { code: 'APPROVAL.STALE' } });
    expect(await everything()).toEqual(before);
    expect(await decide(token, 'pam', approve)).toMatchObject({ status: 200 });
  });

  test('says who was faster', async () => {
    const approval = await asked();
    const { approvalId, contentHash } = approval;
    const token = await linkFor(approval, 'pam');
    const json = { decision: 'reject', contentHash };
    expect((await api.ask(`POST /v1/approvals/${approvalId}/decisions`, { as: 'lena', json })).status).toBe(200);
    const shown = await soon('it has ended', async () => {
      const { body } = await look(token, 'pam');
      return body.state === 'ended' && body;
    });
    expect(shown.message).toMatch(
      /^It is already rejected, by Lena Fischer \(reject, 20\d\d-\d\d-\d\d \d\d:\d\d UTC\)\.$/,
    );
    const late = await decide(token, 'pam', { decision: 'approve', contentHash });
    expect(late).toMatchObject({ status: 409, body: { code: 'APPROVAL.CLOSED' } });
    expect(late.body.detail).toContain('by Lena Fischer');
  });

  test('works no longer for who has lost the role', async () => {
    const approval = await asked();
    const token = await linkFor(approval, 'carl');
    expect(await look(token, 'carl')).toMatchObject({ status: 403, body: { code: 'APPROVAL.NOT_CANDIDATE' } });
    const { contentHash } = approval;
    expect(await decide(token, 'carl', { decision: 'approve', contentHash })).toMatchObject({ status: 403 });
  });
});
