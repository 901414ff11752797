import { randomBytes } from 'node:crypto';
import { accountVault } from '../../database/intake/account-vault';
import { PayeesView } from '../../database/views/payees';
import { ACCOUNT_RESTS_MS } from '../../domain/incentivize/payee';
import type { Mailbox } from '../../local/mailbox';
import { startTestApi } from '../kit/api';
import type { Answered, TestApi } from '../kit/api';
import { startApiWorker } from '../kit/api-worker';
import { readHistory, textOf } from '../kit/histories';
import { freshMailbox } from '../kit/programs';
import { addPartner, publishVersion } from '../kit/rows';
import { freshName } from '../kit/servers';
import { connectTemporal } from '../kit/temporal';

const FIRST = { currency: 'EUR', holderName: 'Acme Holder GmbH', iban: 'DE02 1203 0000 0000 2020 51' };
const SECOND = { currency: 'EUR', holderName: 'Acme Holder GmbH', iban: 'DE02500105170137075030' };

let api: TestApi;
let mailbox: Mailbox;
let stopWorker: () => Promise<void>;
let partner: string;
let sam: string;

beforeAll(async () => {
  [api, mailbox] = [await startTestApi(), await freshMailbox()];
  partner = await addPartner(api.pool, await publishVersion(api.pool));
  await api.person('olive', { partnerId: partner, roles: ['P-own'], email: 'olive@acme.example' });
  await api.person('fay', { partnerId: partner, roles: ['P-fin'], email: 'fay@acme.example' });
  sam = await api.person('sam', { partnerId: partner, roles: ['P-sales'] });
  for (const name of ['fiona', 'fred']) await api.person(name, { roles: ['FIN'] });
  const mail = { url: mailbox.smtpUrl, from: 'lifecycle@vendor.example' };
  stopWorker = await startApiWorker(api, { notices: { publicUrl: 'https://console.example', mail }, onLaptop: true });
});
afterAll(async () => {
  await stopWorker();
  await api.close();
  await mailbox.stop();
});

const path = () => `/v1/partners/${partner}/payees`;
const read = async (as = 'fiona') => (await api.ask(`GET ${path()}`, { as })).body.items[0];
/** Why it is not paid, some time from now. */
const gapsIn = async (ms: number) =>
  (await new PayeesView(api.pool).ofPartner(partner, { person: null }, Date.now() + ms))[0]!.gaps;
const propose = (as: string, json: object, key = freshName('k')): Promise<Answered> =>
  api.ask(`POST ${path()}/accounts`, { as, json, key });
const decide = (as: string, accountId: string, decision = 'verify'): Promise<Answered> =>
  api.ask(`POST ${path()}/accounts/${accountId}/decision`, { as, json: { decision }, key: freshName('k') });
const gate = (json: object, as = 'fiona'): Promise<Answered> =>
  api.ask(`POST ${path()}/gates`, { as, json: { currency: 'EUR', reference: 'file 7', ...json }, key: freshName('k') });

describe('the account that a partner is paid to', () => {
  let first: string;
  let second: string;

  test('is proposed by the partner, once per key, and shown with its last four characters', async () => {
    const key = freshName('k');
    const [one, again] = [await propose('fay', FIRST, key), await propose('fay', FIRST, key)];
    expect(one).toMatchObject({ status: 200, body: { state: 'done', changed: true, payableFrom: null } });
    expect(again.body).toEqual(one.body);
    first = one.body.accountId;
    expect(await read('olive')).toMatchObject({
      currency: 'EUR',
      accounts: [{ accountId: first, lastFour: '2051', country: 'DE', state: 'proposed', kind: 'iban' }],
      gaps: ['no_account', 'no_tax_form', 'no_sanctions_check'],
    });
  });

  test('must be one, and only those propose it and see it who have to do with money', async () => {
    const wrong = await propose('fay', { ...FIRST, iban: 'DE02120300000000202052' });
    expect(wrong).toMatchObject({ status: 422, body: { code: 'PAYMENT.IBAN' } });
    expect(JSON.stringify(wrong.body)).not.toMatch(/202052/);
    expect((await propose('fay', { ...FIRST, accountReference: 'acct_1' })).status).toBe(422);
    expect((await propose('sam', FIRST)).status).toBe(403);
    expect((await api.ask(`GET ${path()}`, { as: 'sam' })).status).toBe(403);
  });

  test('is verified by finance, and by nobody who proposed it', async () => {
    expect((await decide('fay', first)).status).toBe(403);
    const own = await propose('fiona', FIRST);
    expect(await decide('fiona', own.body.accountId)).toMatchObject({
      status: 403,
      body: { code: 'APPROVAL.EXCLUDED' },
    });
    expect(await decide('fred', first)).toMatchObject({ status: 409, body: { code: 'PAYEE.STATE' } });
    first = (await propose('fay', FIRST)).body.accountId;
    const verified = await decide('fiona', first);
    expect(verified).toMatchObject({ status: 200, body: { accountId: first } });
    // There was none before it, whose owner could be robbed.
    expect(Date.parse(verified.body.payableFrom)).toBeLessThanOrEqual(Date.now());
    await expect(
      api.pool.query(`UPDATE payee_account SET decided_by = proposed_by WHERE account_id = $1`, [first]),
    ).rejects.toThrow(/four_eyes/);
  });

  test('when it changes, rests for 48 hours, and whoever the old one is from hears of it twice', async () => {
    second = (await propose('fiona', SECOND)).body.accountId;
    expect(await read()).toMatchObject({ accounts: [{ state: 'proposed' }, { state: 'verified' }, {}, {}] });
    const { payableFrom } = (await decide('fred', second)).body;
    expect(Date.parse(payableFrom) - Date.now()).toBeGreaterThan(ACCOUNT_RESTS_MS - 60_000);
    expect((await read()).gaps).toContain('account_rests');
    const { rows } = await api.pool.query<{ subject: string; told: string }>(
      `SELECT h.subject, count(*) AS told FROM notice n JOIN person h USING (person_id) WHERE n.occasion = 'account_changed' GROUP BY 1 ORDER BY 1`,
    );
    expect(rows).toEqual([
      { subject: 'fay', told: '2' },
      { subject: 'olive', told: '2' },
    ]);
    await until(() => mailbox.mails().filter(({ mail }) => mail.text.includes('48 hours')).length >= 2);
    expect(
      mailbox
        .mails()
        .map(({ mail }) => mail.text)
        .join(''),
    ).not.toMatch(/0137075030/);
    expect(await gapsIn(ACCOUNT_RESTS_MS - 60_000)).toContain('account_rests');
    expect(await gapsIn(ACCOUNT_RESTS_MS)).not.toContain('account_rests');
    await expect(
      api.pool.query(`UPDATE payee_account SET state = 'verified' WHERE account_id = $1`, [first]),
    ).rejects.toThrow(/does not become/);
  });

  test('waits for the tax form and for the sanctions check of this very account', async () => {
    await gate({
      gate: 'tax_form',
      outcome: 'passed',
      withholding: '12.5%',
      expires: new Date(Date.now() + ACCOUNT_RESTS_MS + 60_000).toISOString(),
    });
    expect((await gate({ gate: 'sanctions', outcome: 'passed' })).status).toBe(422);
    for (const wrong of [
      { gate: 'tax_form', outcome: 'passed', withholding: '101%' },
      { gate: 'tax_form', outcome: 'passed', withholding: '0.1' },
      { gate: 'tax_form', outcome: 'failed', withholding: '10%' },
    ])
      expect(await gate(wrong)).toMatchObject({ status: 422, body: { detail: expect.stringMatching(/withholding/) } });
    await gate({ gate: 'sanctions', outcome: 'passed', accountId: first });
    expect((await read()).gaps).toEqual(['account_rests', 'no_sanctions_check']);
    await gate({ gate: 'sanctions', outcome: 'passed', accountId: second });
    expect(await gapsIn(ACCOUNT_RESTS_MS)).toEqual([]);
    expect((await read()).gates).toContainEqual(expect.objectContaining({ gate: 'tax_form', withholding: '12.5%' }));
    await gate({ gate: 'sanctions', outcome: 'failed', accountId: second });
    expect(await gapsIn(ACCOUNT_RESTS_MS)).toEqual(['sanctions_failed']);
    expect(await gapsIn(ACCOUNT_RESTS_MS + 120_000)).toEqual(['no_tax_form', 'sanctions_failed']);
    expect((await gate({ gate: 'tax_form', outcome: 'passed' }, 'olive')).status).toBe(403);
  });

  test('is not paid while finance holds the payee', async () => {
    const hold = (held: boolean) =>
      api.ask(`POST ${path()}/hold`, {
        as: 'fiona',
        key: freshName('k'),
        json: { currency: 'EUR', held, reason: 'Asked the bank' },
      });
    expect((await hold(true)).body.changed).toBe(true);
    expect((await hold(true)).body.changed).toBe(false);
    expect(await read()).toMatchObject({ held: { reason: 'Asked the bank' } });
    expect((await read()).gaps).toContain('held');
    await hold(false);
    expect((await read()).held).toBeNull();
  });

  test('is in clear nowhere: not in tables, not in histories', async () => {
    const secrets = [/0000 ?2020 ?51/, /0137075030/, /Acme Holder/i];
    for (const table of ['payee_account', 'intake', 'audit', 'idempotency', 'notice']) {
      const { rows } = await api.pool.query(`SELECT * FROM ${table}`);
      for (const secret of secrets.slice(table === 'payee_account' ? 1 : 0))
        expect([table, secret.test(JSON.stringify(rows))]).toEqual([table, false]);
    }
    const { rows } = await api.pool.query<{ workflow_id: string }>('SELECT DISTINCT workflow_id FROM payee_account');
    const temporal = await connectTemporal();
    for (const { workflow_id: workflowId } of rows) {
      const text = textOf((await readHistory(temporal.client, { workflowId })).history);
      for (const secret of secrets) expect([workflowId, secret.test(text)]).toEqual([workflowId, false]);
    }
    await temporal.close();
  });
});

describe('the account that a seller is paid to', () => {
  const of = async (as: string, person = sam) => api.ask(`GET ${path()}?person=${person}`, { as });

  test('is proposed by the seller and read by the seller and finance: colleagues find nothing, whatever their role', async () => {
    const proposed = await propose('sam', { ...FIRST, person: sam });
    expect(proposed).toMatchObject({ status: 200, body: { state: 'done', changed: true } });
    for (const as of ['olive', 'fay']) {
      expect((await of(as)).status).toBe(404);
      expect((await propose(as, { ...FIRST, person: sam })).status).toBe(404);
      const { items } = (await api.ask(`GET ${path()}`, { as })).body;
      expect(items).toMatchObject([{ person: null, currency: 'EUR' }]);
    }
    expect((await api.ask(`GET ${path()}`, { as: 'sam' })).status).toBe(403);
    for (const as of ['sam', 'fiona'])
      expect((await of(as)).body.items).toMatchObject([
        { person: { personId: sam, name: expect.any(String) }, accounts: [{ lastFour: '2051', state: 'proposed' }] },
      ]);
    expect((await api.ask(`GET ${path()}`, { as: 'fiona' })).body.items).toHaveLength(2);
    expect((await of('sam', 'somebody')).status).toBe(404);
    // Nor is it in what colleagues read of the partner.
    const audited = await api.pool.query(
      `SELECT partner_id FROM audit WHERE action = 'payee.proposeAccount' AND actor = $1 AND details ? 'accountId'`,
      [`person/${sam}`],
    );
    expect(audited.rows).toEqual([{ partner_id: null }]);
  });

  test('is verified by finance, with gates of its own, and its change is told to the seller and to nobody else', async () => {
    const [{ accounts }] = (await of('fiona')).body.items;
    const { accountId } = accounts[0];
    expect((await decide('fay', accountId)).status).toBe(403);
    await decide('fiona', accountId);
    await gate({ person: sam, gate: 'tax_form', outcome: 'passed', withholding: '20%' });
    expect((await gate({ person: sam, gate: 'tax_form', outcome: 'passed' }, 'sam')).status).toBe(403);
    await gate({ person: sam, gate: 'sanctions', outcome: 'passed', accountId });
    expect((await of('sam')).body.items).toMatchObject([{ gaps: [], gates: [{}, { withholding: '20%' }] }]);
    const { items } = (await api.ask('GET /v1/payees?currency=EUR&limit=1', { as: 'fiona' })).body;
    expect(items).toMatchObject([{ partnerId: partner, person: null }]);
    await propose('fiona', { ...SECOND, person: sam });
    const { rows } = await api.pool.query(
      `SELECT DISTINCT h.subject FROM notice n JOIN person h USING (person_id) JOIN payee_account a ON n.subject = 'account/' || a.account_id
       JOIN payee y USING (payee_id) WHERE y.person_id = $1`,
      [sam],
    );
    expect(rows).toEqual([{ subject: 'sam' }]);
  });

  test('is on the list of finance beside the partner’s, page by page', async () => {
    const first = (await api.ask('GET /v1/payees?limit=1', { as: 'fiona' })).body;
    const next = (await api.ask(`GET /v1/payees?limit=1&cursor=${first.nextCursor}`, { as: 'fiona' })).body;
    expect([...first.items, ...next.items]).toMatchObject([{ person: null }, { person: { personId: sam } }]);
    expect(next.nextCursor).toBeNull();
  });
});

describe('the vault', () => {
  const key = (id: string) => `${id}:${randomBytes(32).toString('hex')}`;
  const [old, fresh] = [key('2026'), key('2027')];

  test('opens what an older key has sealed, for the place it was sealed for, as long as nobody has touched it', () => {
    const sealed = accountVault(old).seal('DE02', 'acc_1');
    expect(accountVault(old).seal('DE02', 'acc_1')).toEqual(sealed);
    const both = accountVault(`${fresh},${old}`);
    expect(both.open(sealed, 'acc_1')).toBe('DE02');
    expect(both.seal('DE02', 'acc_1').keyId).toBe('2027');
    expect(() => both.open(sealed, 'acc_2')).toThrow();
    const bytes = Buffer.from(sealed.sealed, 'base64');
    bytes[13]! ^= 1;
    expect(() => both.open({ ...sealed, sealed: bytes.toString('base64') }, 'acc_1')).toThrow();
    expect(() => accountVault(fresh).open(sealed, 'acc_1')).toThrow(/"2026"/);
  });

  test('says what is wrong with its keys, and never says a key', () => {
    for (const wrong of ['', 'a', `${old},${old}`, '2026:abc'])
      expect(() => accountVault(wrong)).toThrow(/Key \d must be|twice/);
  });
});

async function until(seen: () => boolean): Promise<void> {
  for (const endMs = Date.now() + 30_000; !seen(); await new Promise((resolve) => setTimeout(resolve, 50)))
    if (Date.now() > endMs) throw new Error('It did not come to be.');
}
