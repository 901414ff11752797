import { accountVault } from '../../database/intake/account-vault';
import type { AccountVault } from '../../database/intake/account-vault';
import { insertAccount, insertGate, settleAccount } from '../../database/repositories/payee-rows';
import { transaction } from '../../database/sql';
import { ACCOUNT_RESTS_MS, payeeIdOf } from '../../domain/incentivize/payee';
import type { ProgramVersion } from '../../domain/program';
import type { PaymentProvider } from '../../local/payment-provider';
import { startTestApi } from '../kit/api';
import type { TestApi } from '../kit/api';
import { startApiWorker } from '../kit/api-worker';
import type { DuePartner, Finance } from '../kit/payouts';
import { addDue, addDuePartner } from '../kit/payouts';
import { freshPaymentProvider } from '../kit/programs';
import { originOf, publishVersion } from '../kit/rows';
import { freshName } from '../kit/servers';
import { smallProgram } from '../kit/small-program';

const PATIENCE_MS = 60_000;

let api: TestApi;
let provider: PaymentProvider;
let stopWorker: () => Promise<void>;
let vault: AccountVault;
let finance: Finance;
let program: ProgramVersion;

beforeAll(async () => {
  [api, provider] = [await startTestApi(), await freshPaymentProvider()];
  vault = accountVault(api.settings.accountKeys!);
  const [proposer, verifier] = [
    await api.person('fiona', { roles: ['FIN'] }),
    await api.person('fred', { roles: ['FIN'] }),
  ];
  finance = { proposer, verifier };
  await provider.webhook({ url: 'http://127.0.0.1:9/nobody', secret: 'nobody listens' });
  const payments = { baseUrl: provider.url, timeoutMs: 1_000 };
  stopWorker = await startApiWorker(api, { accountKeys: api.settings.accountKeys, paymentProvider: payments });
  program = await publishVersion(api.pool, { program: { ...smallProgram({}), id: 'reviewed', title: 'Reviewed' } });
});
afterAll(async () => {
  await stopWorker();
  await api.close();
  await provider.stop();
});

const due = (partnerId: string, amountMinor: bigint, parts: Partial<Parameters<typeof addDuePartner>[2]> = {}) =>
  addDuePartner(api.pool, program, { finance, vault, amountMinor, partnerId, ...parts });
const get = async (path: string, as = 'fiona') => (await api.ask(`GET ${path}`, { as })).body;
const usd = (amount: string) => ({ amount, currency: 'USD' });

async function opened(period: string): Promise<string> {
  const json = { program: program.programId, period };
  const { runId } = (await api.ask('POST /v1/payout-runs', { as: 'fiona', key: freshName('k'), json })).body;
  return runId as string;
}

async function reaches(runId: string, state: string) {
  for (const endMs = Date.now() + PATIENCE_MS; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const run = await get(`/v1/payout-runs/${runId}`);
    if (run.state === state) return run;
    if (Date.now() > endMs) throw new Error(`Not ${state}: ${JSON.stringify(run)}`);
  }
}

/** Opened, approved by somebody else, paid. */
async function paid(period: string): Promise<string> {
  const runId = await opened(period);
  const { contentHash } = await reaches(runId, 'in_review');
  const key = freshName('k');
  await api.ask(`POST /v1/payout-runs/${runId}/approval`, { as: 'fred', key, json: { contentHash } });
  await reaches(runId, 'closed');
  return runId;
}

/** Another account in the place of the one that is paid to; it has rested. */
async function changeAccount({ partnerId, currency }: DuePartner): Promise<void> {
  const payeeId = payeeIdOf({ partnerId, currency });
  const accountId = freshName('acc').replaceAll('-', '_').toLowerCase();
  const by = (personId: string) => ({
    ...{ personId, origin: originOf('test/payee'), businessKey: freshName('payee'), atWallMs: 1 },
  });
  const sealed = vault.seal('{}', accountId);
  await transaction(api.pool, async (tx) => {
    const mask = { kind: 'reference' as const, lastFour: 'new1', country: null };
    await insertAccount(tx, payeeId, { accountId, ...mask, ...sealed, ...by(finance.proposer) });
    const payableFromWallMs = 1 + ACCOUNT_RESTS_MS;
    await settleAccount(tx, { accountId, payeeId, payableFromWallMs, personId: finance.verifier, atWallMs: 1 });
    const passed = { outcome: 'passed' as const, reference: 'file 8' };
    await insertGate(tx, payeeId, { gate: 'sanctions', accountId, ...passed, ...by(finance.verifier) });
  });
}

describe('a run in review, beside the one before', () => {
  let before: string;
  let now: string;
  let partners: Record<'steady' | 'small' | 'jumped' | 'moved' | 'gone', DuePartner>;

  beforeAll(async () => {
    partners = {
      steady: await due('steady', 100_000n),
      // Twice as much, and still not worth anybody's time.
      small: await due('small', 20_000n),
      jumped: await due('jumped', 100_000n),
      moved: await due('moved', 80_000n),
      gone: await due('gone', 30_000n),
    };
    before = await paid('2026-Q3');
    const next = { steady: 110_000n, small: 40_000n, jumped: 150_001n, moved: 80_000n };
    for (const [name, amountMinor] of Object.entries(next))
      await addDue(api.pool, { ...partners[name as keyof typeof next], amountMinor }, '2026-Q4');
    await changeAccount(partners.moved);
    // By its text it would come before what is ten times as much.
    await due('fresh', 9_000n);
    await due('blocked', 7_000n, { without: 'tax_form' });
    now = await opened('2026-Q4');
    await reaches(now, 'in_review');
  }, 120_000);

  test('shows outliers first, each with the rule that it breaks, then what is blocked', async () => {
    const { items, flags, outliers } = await get(`/v1/payout-runs/${now}/review`);
    expect(items).toMatchObject([
      {
        ...{ partnerId: 'jumped', flags: ['change'], before: { period: '2026-Q3', amount: usd('1000.00') } },
        ...{ gross: usd('1500.01'), withheld: usd('0.00'), amount: usd('1500.01'), difference: usd('500.01') },
      },
      { partnerId: 'fresh', flags: ['new_payee'], before: null, difference: usd('90.00') },
      { partnerId: 'moved', flags: ['account_changed'], difference: usd('0.00'), lastFour: 'new1' },
      { partnerId: 'blocked', flags: [], state: 'blocked', reason: 'no_tax_form' },
      { partnerId: 'small', flags: [], difference: usd('200.00') },
      { partnerId: 'steady', flags: [], difference: usd('100.00') },
    ]);
    expect(outliers).toBe(3);
    expect(flags).toEqual([
      { flag: 'change', lines: 1, rule: expect.stringContaining('50 %') },
      { flag: 'new_payee', lines: 1, rule: expect.any(String) },
      { flag: 'account_changed', lines: 1, rule: expect.stringContaining('48 hours') },
    ]);
  });

  test('says what changed in all, who is missing, and how many changed by how much', async () => {
    const { against, totals, missing, groups } = await get(`/v1/payout-runs/${now}/review`);
    expect(against).toBe('2026-Q3');
    expect(totals).toEqual([{ amount: usd('3890.01'), payees: 5, before: usd('3300.00'), payeesBefore: 5 }]);
    expect(missing).toEqual({
      count: 1,
      largest: [{ partnerId: 'gone', partnerName: expect.any(String), person: null, before: usd('300.00') }],
    });
    expect(groups.map(({ payees }: { payees: number }) => payees)).toEqual([0, 0, 0, 1, 1, 0, 2]);
  });

  test('comes page by page, and by what is asked for', async () => {
    const path = `/v1/payout-runs/${now}/review`;
    const all = (await get(path)).items;
    const first = await get(`${path}?limit=4`);
    const second = await get(`${path}?limit=4&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items]).toEqual(all);
    expect((await get(`${path}?outliers=true`)).items).toHaveLength(3);
    expect((await get(`${path}?state=blocked`)).items).toMatchObject([{ partnerId: 'blocked' }]);
  });

  test('of a payee for the first time has nobody to be held against', async () => {
    const { against, outliers, missing } = await get(`/v1/payout-runs/${before}/review`);
    expect({ against, missing }).toEqual({ against: null, missing: { count: 0, largest: [] } });
    expect(outliers).toBe(5);
  });

  test('is found in the list of runs, which filters', async () => {
    const ids = async (query: string) =>
      (await get(`/v1/payout-runs?program=reviewed${query}`)).items.map(({ runId }: { runId: string }) => runId);
    expect(await ids('')).toEqual([now, before]);
    expect(await ids('&state=closed')).toEqual([before]);
    expect(await ids('&period=2026-Q4&currency=USD')).toEqual([now]);
    expect(await ids('&currency=EUR')).toEqual([]);
    const { items, nextCursor } = await get('/v1/payout-runs?program=reviewed&limit=1');
    expect(items).toMatchObject([{ runId: now, lines: { ready: 5, blocked: 1 }, totals: [usd('3890.01')] }]);
    const next = await get(`/v1/payout-runs?program=reviewed&limit=1&cursor=${nextCursor}`);
    expect(next.items).toMatchObject([
      {
        runId: before,
        lines: { paid: 5 },
        requestedByName: expect.any(String),
        approvals: [{ displayName: expect.any(String) }],
      },
    ]);
  });

  test('leads from a line to its payment and to what that moved', async () => {
    const { items } = await get(`/v1/payout-runs/${before}/review`);
    const { lineId } = items.find(({ partnerId }: { partnerId: string }) => partnerId === 'steady');
    const line = await get(`/v1/payout-runs/${before}/lines/${lineId}`);
    expect(line).toMatchObject({
      ...{ partnerId: 'steady', amount: usd('1000.00'), state: 'paid', account: { lastFour: 'eady' } },
      payouts: [{ period: '2026-Q3', amount: usd('1000.00') }],
      attempts: [{ number: 1, state: 'paid', reference: expect.any(String) }],
      postings: [
        { kind: 'pay', amount: usd('1000.00') },
        { kind: 'settle', amount: usd('1000.00') },
      ],
    });
    const elsewhere = await api.ask(`GET /v1/payout-runs/${now}/lines/${lineId}`, { as: 'fiona' });
    expect(elsewhere.status).toBe(404);
  });
});

describe('the list of payees', () => {
  test('says of each what its own page says, by whatever it is asked for', async () => {
    await due('untaxed', 100n, { without: 'tax_form' });
    await due('unscreened', 100n, { without: 'sanctions' });
    await due('homeless', 100n, { without: 'account' });
    await due('payable', 100n);
    await api.pool.query(`UPDATE payee SET held_reason = 'A test', held_by = $1, held_wall = 1 WHERE partner_id = 'steady'`, [finance.proposer]); // prettier-ignore
    const { items } = await get('/v1/payees?limit=200');
    for (const { partnerId, gaps } of items)
      expect({ partnerId, gaps }).toEqual({
        partnerId,
        gaps: (await get(`/v1/partners/${partnerId}/payees`)).items[0].gaps,
      });
    type Listed = { partnerId: string; gaps: string[] };
    const shown = async (show: string) =>
      (await get(`/v1/payees?limit=200&show=${show}`)).items.map(({ partnerId }: Listed) => partnerId);
    const having = (test: (gaps: string[]) => boolean) =>
      items.filter(({ gaps }: Listed) => test(gaps)).map(({ partnerId }: Listed) => partnerId);
    expect(await shown('payable')).toEqual(having((gaps) => gaps.length === 0));
    expect(await shown('stopped')).toEqual(having((gaps) => gaps.length > 0));
    expect(await shown('held')).toEqual(['steady']);
    expect(await shown('resting')).toEqual([]);
    expect(items.find(({ partnerId }: Listed) => partnerId === 'payable')).toMatchObject({ due: usd('1.00') });
    const some = await get('/v1/payees?limit=3');
    const rest = await get(`/v1/payees?limit=200&cursor=${some.nextCursor}`);
    expect([...some.items, ...rest.items]).toEqual(items);
  });
});
