import { accountVault } from '../../database/intake/account-vault';
import type { AccountVault } from '../../database/intake/account-vault';
import { PAYOUT_INVARIANTS } from '../../database/views/payout-invariants';
import { DAY_MS } from '../../domain/duration';
import { sha256Hex } from '../../domain/hash';
import { holderIdOf } from '../../domain/incentivize/ledger';
import type { ProgramVersion } from '../../domain/program';
import type { PaymentProvider } from '../../local/payment-provider';
import { startTestApi } from '../kit/api';
import type { Answered, TestApi } from '../kit/api';
import { startApiWorker } from '../kit/api-worker';
import { expectInvariants } from '../kit/invariants';
import { posting, postNow } from '../kit/ledger';
import type { DuePartner, Finance } from '../kit/payouts';
import { addDue, addDuePartner, addPayee, duePayoutId } from '../kit/payouts';
import { freshPaymentProvider } from '../kit/programs';
import { addPartner, publishVersion } from '../kit/rows';
import { freshName } from '../kit/servers';
import { smallProgram } from '../kit/small-program';

/** A file rail of people, retries and look-ups: some seconds on a busy machine. */
const PATIENCE_MS = 60_000;

let api: TestApi;
let provider: PaymentProvider;
let stopWorker: () => Promise<void>;
let vault: AccountVault;
let finance: Finance;
let versions = 0;

beforeAll(async () => {
  [api, provider] = [await startTestApi(), await freshPaymentProvider()];
  vault = accountVault(api.settings.accountKeys!);
  const [proposer, verifier] = [
    await api.person('fiona', { roles: ['FIN'] }),
    await api.person('fred', { roles: ['FIN'] }),
  ];
  finance = { proposer, verifier };
  await api.person('regina', { roles: [['FIN', 'us']] });
  await provider.webhook({ url: 'http://127.0.0.1:9/nobody', secret: 'nobody listens' });
  stopWorker = await startApiWorker(api, {
    accountKeys: api.settings.accountKeys,
    paymentProvider: { baseUrl: provider.url, timeoutMs: 1_000 },
  });
});
afterAll(async () => {
  await stopWorker();
  await api.close();
  await provider.stop();
});
afterEach(async () => {
  for (const target of ['send', 'find'] as const) await provider.faults({ target, mode: 'none' });
  await expectInvariants(api.pool);
  await expectInvariants(api.pool, PAYOUT_INVARIANTS);
});

/** A program of its own, so that a run finds nothing but what its test has made due. */
async function freshProgram(): Promise<ProgramVersion> {
  versions += 1;
  return publishVersion(api.pool, {
    program: { ...smallProgram({}), id: `paid-${versions}`, title: `Paid ${versions}` },
  });
}
const due = (of: ProgramVersion, amountMinor: bigint, parts: Partial<Parameters<typeof addDuePartner>[2]> = {}) =>
  addDuePartner(api.pool, of, { finance, vault, amountMinor, ...parts });
const open = (of: ProgramVersion, parts: object = {}, as = 'fiona'): Promise<Answered> =>
  api.ask('POST /v1/payout-runs', {
    as,
    key: freshName('k'),
    json: { program: of.programId, period: '2026-Q3', ...parts },
  });
const read = async (runId: string) => (await api.ask(`GET /v1/payout-runs/${runId}`, { as: 'fiona' })).body;
const lines = async (runId: string) =>
  (await api.ask(`GET /v1/payout-runs/${runId}/lines`, { as: 'fiona' })).body.items;
const approve = async (runId: string, as = 'fred', contentHash?: string): Promise<Answered> =>
  api.ask(`POST /v1/payout-runs/${runId}/approval`, {
    ...{ as, key: freshName('k') },
    json: { contentHash: contentHash ?? (await read(runId)).contentHash },
  });
const command = (runId: string, what: string, as = 'fiona'): Promise<Answered> =>
  api.ask(`POST /v1/payout-runs/${runId}/commands`, {
    as,
    key: freshName('k'),
    json: { command: what, reason: 'A test' },
  });

async function reaches(runId: string, ...states: string[]) {
  for (const endMs = Date.now() + PATIENCE_MS; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const run = await read(runId);
    if (states.includes(run.state)) return run;
    if (Date.now() > endMs) throw new Error(`Not ${states.join(' or ')}: ${JSON.stringify(run)}`);
  }
}

/** What a line's hash was made of before people were paid. */
const textsOf = async (runId: string) =>
  (
    await api.pool.query<{ contentHash: string; text: string }>(
      `SELECT content_hash AS "contentHash", concat_ws('|', line_id, payee_id, partner_id, currency, amount_minor, account_id, payouts_digest) AS text
       FROM payout_line WHERE run_id = $1`,
      [runId],
    )
  ).rows;

/** What the provider has really paid to these, in minor units, each payment by itself. */
const movedTo = (partners: DuePartner[]) =>
  provider
    .moved()
    .filter(({ payeeName }) => partners.some(({ partnerId }) => payeeName.startsWith(partnerId)))
    .map(({ payeeName, amount }) => `${payeeName} ${amount}`)
    .sort();
const owedTo = (partners: DuePartner[]) =>
  partners.map(({ partnerId, amountMinor }) => `${partnerId} ${(Number(amountMinor) / 100).toFixed(2)}`).sort();
const book = async (holder: DuePartner) =>
  (
    await api.pool.query<Record<string, string>>(
      'SELECT payable, in_transit, paid, reserve, withheld FROM ledger_book WHERE holder_id = $1 AND currency = $2',
      [holderIdOf(holder), holder.currency],
    )
  ).rows[0];

describe('a payout run', () => {
  test('pays exactly what is due, once somebody else of finance has approved what was shown', async () => {
    const program = await freshProgram();
    const partners = [await due(program, 10_050n), await due(program, 7n)];
    await addDue(api.pool, { ...partners[0]!, amountMinor: 950n }, '2026-Q2');
    partners[0]!.amountMinor += 950n;
    const opened = await open(program);
    expect(opened).toMatchObject({ status: 202, body: { state: 'starting' } });
    const { runId } = opened.body;
    expect((await open(program)).body.runId).toBe(runId);
    const shown = await reaches(runId, 'in_review');
    expect(shown).toMatchObject({ lines: { ready: 2, blocked: 0 }, totals: [{ amount: '110.07', currency: 'USD' }] });
    expect(provider.moved()).toEqual([]);
    expect(await approve(runId, 'fiona')).toMatchObject({ status: 403, body: { code: 'APPROVAL.EXCLUDED' } });
    expect(await approve(runId, 'regina')).toMatchObject({ status: 403, body: { code: 'AUTH.FORBIDDEN' } });
    expect(await approve(runId, 'fred', '0'.repeat(64))).toMatchObject({ status: 409, body: { code: 'PAYOUT.STALE' } });
    expect(await approve(runId)).toMatchObject({ status: 200, body: { changed: true } });
    await reaches(runId, 'closed');
    expect(movedTo(partners)).toEqual(owedTo(partners));
    expect(await lines(runId)).toMatchObject([{ state: 'paid' }, { state: 'paid' }]);
    // A partner's line hashes as it did before people had any.
    const [kept] = await textsOf(runId);
    expect(kept!.contentHash).toBe(sha256Hex(kept!.text));
    expect(await book(partners[0]!)).toMatchObject({ payable: '0', in_transit: '0', paid: '11000', withheld: '0' });
    const next = await open(program, { number: 2 });
    expect(await reaches(next.body.runId, 'closed')).toMatchObject({ lines: { ready: 0, paid: 0 } });
    expect(movedTo(partners)).toEqual(owedTo(partners));
  });

  test('leaves out who has a gap, says why, and the next run pays them', async () => {
    const program = await freshProgram();
    const good = await due(program, 500n);
    const bad = [
      await due(program, 600n, { without: 'account' }),
      await due(program, 700n, { without: 'tax_form' }),
      await due(program, 800n, { without: 'sanctions' }),
    ];
    const { runId } = (await open(program)).body;
    await reaches(runId, 'in_review');
    expect(
      (await lines(runId))
        .map(({ reason }: { reason: string }) => reason)
        .filter(Boolean)
        .sort(),
    ).toEqual(['no_account, no_sanctions_check', 'no_sanctions_check', 'no_tax_form']);
    await approve(runId);
    await reaches(runId, 'closed');
    expect(movedTo([good, ...bad])).toEqual(owedTo([good]));
    await addPayee(api.pool, bad[0]!, { finance, vault });
    const second = (await open(program, { kind: 'off_cycle' })).body.runId;
    await reaches(second, 'in_review');
    await approve(second);
    await reaches(second, 'closed');
    expect(movedTo([good, ...bad])).toEqual(owedTo([good, bad[0]!]));
  });

  test('asks the gates again before it pays: an account that was changed after the approval gets nothing', async () => {
    const program = await freshProgram();
    const [kept, changed] = [await due(program, 900n), await due(program, 901n)];
    const { runId } = (await open(program)).body;
    await reaches(runId, 'in_review');
    await api.pool.query(
      `UPDATE payee SET held_reason = 'A doubt', held_by = 'x', held_wall = 1 WHERE partner_id = $1`,
      [changed.partnerId],
    );
    await approve(runId);
    await reaches(runId, 'closed');
    expect(movedTo([kept, changed])).toEqual(owedTo([kept]));
    expect(await book(changed)).toMatchObject({ payable: '901', in_transit: '0' });
    // Nor does Postgres let anybody touch what was approved.
    for (const change of ['amount_minor = 1', `account_id = 'acc_other'`])
      await expect(api.pool.query(`UPDATE payout_line SET ${change} WHERE run_id = $1`, [runId])).rejects.toThrow(
        /permission/,
      );
  });

  test('is voided or calculated anew before it is approved, and then by somebody else than who asked anew', async () => {
    const program = await freshProgram();
    const first = await due(program, 1_000n);
    const { runId } = (await open(program)).body;
    const before = await reaches(runId, 'in_review');
    const late = await due(program, 2_000n);
    expect(await command(runId, 'recalculate', 'fred')).toMatchObject({ status: 200, body: { revision: 2 } });
    const after = await reaches(runId, 'in_review');
    expect(after).toMatchObject({ revision: 2, lines: { ready: 2 } });
    expect(await approve(runId, 'fiona', before.contentHash)).toMatchObject({ body: { code: 'PAYOUT.STALE' } });
    expect(await approve(runId, 'fred')).toMatchObject({ status: 403 });
    expect(await command(runId, 'void')).toMatchObject({ status: 200, body: { run: 'void' } });
    await reaches(runId, 'void');
    expect(await approve(runId, 'fiona', after.contentHash)).toMatchObject({
      status: 409,
      body: { code: 'PAYOUT.STATE' },
    });
    const again = (await open(program, { number: 2 })).body.runId;
    await reaches(again, 'in_review');
    await approve(again);
    await reaches(again, 'closed');
    expect(movedTo([first, late])).toEqual(owedTo([first, late]));
  });

  test('pays a seller’s SPIFF to the seller, beside what the partner gets, in one run; who has no account yet is told so', async () => {
    const program = await freshProgram();
    const partner = await due(program, 500n);
    const { partnerId, currency } = partner;
    const [sue, tom] = [freshName('sue'), freshName('tom')];
    const personId = await api.person(sue, { partnerId, roles: ['P-sales'] });
    await api.person('root', { roles: ['ADMIN'] });
    const seller = { partnerId, personId, currency, amountMinor: 2_500n };
    const colleague = { ...seller, personId: tom, amountMinor: 700n };
    // Of the next quarter, in which the partner itself has earned nothing.
    await addDue(api.pool, { ...partner, amountMinor: 0n }, '2026-Q2', [seller, colleague]);
    await addPayee(api.pool, seller, { finance, vault, holderName: `${partnerId} Sue` });
    const { runId } = (await open(program)).body;
    const shown = await reaches(runId, 'in_review');
    expect(shown).toMatchObject({ lines: { ready: 2, blocked: 1 }, totals: [{ amount: '30.00', currency: 'USD' }] });
    const told = await lines(runId);
    const of = (id: string | null) =>
      told.find(({ person }: { person: { personId: string } | null }) => (person?.personId ?? null) === id);
    expect(of(null)).toMatchObject({ amount: { amount: '5.00' }, state: 'ready' });
    expect(of(personId)).toMatchObject({ amount: { amount: '25.00' }, person: { name: expect.any(String) } });
    expect(of(tom)).toMatchObject({ state: 'blocked', reason: 'no_account, no_tax_form, no_sanctions_check' });
    // Whoever is not of finance sees that it is somebody, and not who.
    const seen = (await api.ask(`GET /v1/payout-runs/${runId}/lines`, { as: 'root' })).body.items;
    expect(seen.map(({ person }: { person: unknown }) => person).filter(Boolean)).toEqual([
      { personId: null, name: null },
      { personId: null, name: null },
    ]);
    await approve(runId);
    await reaches(runId, 'closed');
    expect(movedTo([partner])).toEqual([`${partnerId} 5.00`, `${partnerId} Sue 25.00`]);
    expect(await book(partner)).toMatchObject({ payable: '0', paid: '500' });
    expect(await book(seller)).toMatchObject({ payable: '0', in_transit: '0', paid: '2500' });
    expect(await book(colleague)).toMatchObject({ payable: '700', paid: '0' });
    // Once the colleague's account is on file the next run pays it, and nobody else again.
    await addPayee(api.pool, colleague, { finance, vault, holderName: `${partnerId} Tom` });
    const next = (await open(program, { number: 2 })).body.runId;
    await reaches(next, 'in_review');
    await approve(next);
    await reaches(next, 'closed');
    expect(movedTo([partner])).toEqual([`${partnerId} 5.00`, `${partnerId} Sue 25.00`, `${partnerId} Tom 7.00`]);
    // That a person was paid is no fact of the partner.
    const facts = await api.pool.query(`SELECT data FROM fact WHERE partner_id = $1 AND kind = 'payout_settled'`, [
      partnerId,
    ]);
    expect(facts.rows).toMatchObject([{ data: { amountMinor: 500 } }]);
  });

  test('of Postgres never pays a partner what a person earned', async () => {
    const program = await freshProgram();
    const partner = await due(program, 500n);
    const { runId } = (await open(program)).body;
    await reaches(runId, 'in_review');
    const spiff = { personId: freshName('sue'), amountMinor: 100n };
    await addDue(api.pool, { ...partner, amountMinor: 0n }, '2026-Q2', [spiff]);
    const payoutId = duePayoutId({ ...partner, ...spiff }, '2026-Q2');
    const [{ lineId }] = await lines(runId);
    await expect(
      api.pool.query('INSERT INTO payout_line_item (line_id, payout_id, live) VALUES ($1, $2, true)', [
        lineId,
        payoutId,
      ]),
    ).rejects.toThrow('a line pays what its payee has earned and nothing else');
    expect(await command(runId, 'void')).toMatchObject({ status: 200 });
    await reaches(runId, 'void');
  });

  test('goes on when a payment fails, puts its money back, and tries again when told', async () => {
    const program = await freshProgram();
    const good = await due(program, 300n);
    const partnerId = freshName('closed');
    const bad = await due(program, 400n, { partnerId, holderName: `${partnerId} Closed` });
    const { runId } = (await open(program)).body;
    await reaches(runId, 'in_review');
    await approve(runId);
    const failed = await reaches(runId, 'partially_failed');
    expect(failed.lines).toMatchObject({ paid: 1, failed: 1 });
    expect(movedTo([good, bad])).toEqual(owedTo([good]));
    expect(await book(bad)).toMatchObject({ payable: '400', in_transit: '0', paid: '0' });
    expect(await command(runId, 'void')).toMatchObject({ status: 409, body: { code: 'PAYOUT.STATE' } });
    expect(await command(runId, 'retry')).toMatchObject({ status: 200, body: { run: 'submitting' } });
    await reaches(runId, 'partially_failed');
    const [line] = (await lines(runId)).filter(({ state }: { state: string }) => state === 'failed');
    expect(line).toMatchObject({
      reason: expect.stringMatching(/account_closed/),
      attempt: { number: 2, state: 'rejected' },
    });
    await command(runId, 'close');
    await reaches(runId, 'closed');
    expect(await book(bad)).toMatchObject({ payable: '400', in_transit: '0', paid: '0' });
  });

  test.each(['drop-reply', 'error-after', 'error-before', 'limit', 'wrong', 'hang-after'] as const)(
    'pays once although the provider behaves as "%s"',
    async (mode) => {
      const program = await freshProgram();
      const partners = [await due(program, 111n), await due(program, 222n), await due(program, 333n)];
      // Two of the first three calls are struck and then one more: a longer row of bad luck shows nothing else and only waits.
      await provider.faults({ target: 'send', mode, rate: 0.5, seed: 189 });
      const { runId } = (await open(program)).body;
      await reaches(runId, 'in_review');
      await approve(runId);
      await reaches(runId, 'closed');
      expect(movedTo(partners)).toEqual(owedTo(partners));
      expect(provider.events().filter((event) => event['mode'] === mode).length).toBeGreaterThanOrEqual(2);
    },
    PATIENCE_MS * 2,
  );

  test('with nothing due asks nobody, and somebody without the role opens none', async () => {
    const program = await freshProgram();
    await addPartner(api.pool, program);
    const { runId } = (await open(program)).body;
    expect(await reaches(runId, 'closed')).toMatchObject({ lines: { ready: 0 } });
    await api.person('pam', { roles: ['PM'] });
    expect((await open(program, {}, 'pam')).status).toBe(403);
    expect((await open(program, { period: '2026-Q9' })).status).toBe(400);
  });
});

describe('what is withheld and kept back', () => {
  const payout = { minimum: '10', reserve: { rate: '25%', days: 60 }, withholding: '30%' };
  const usd = (amount: string) => ({ amount, currency: 'USD' });
  const money = ({ amount }: { amount: string }): number => Math.round(Number(amount) * 100);
  /** Opened, approved as shown, and through. @returns its lines as they were shown, by partner */
  const through = async (of: ProgramVersion, parts: object) => {
    const { runId } = (await open(of, parts)).body;
    await reaches(runId, 'in_review');
    const { items } = (await api.ask(`GET /v1/payout-runs/${runId}/review`, { as: 'fiona' })).body;
    await approve(runId);
    if ((await reaches(runId, 'closed', 'partially_failed')).state === 'partially_failed') {
      await command(runId, 'retry');
      await reaches(runId, 'partially_failed');
      await command(runId, 'close');
      await reaches(runId, 'closed');
    }
    const shown = new Map<string, { lineId: string }>();
    for (const item of items) shown.set(item.partnerId, item);
    return { runId: runId as string, shown };
  };

  test('is shown, approved and posted with the payment, put back with it, and released on its day', async () => {
    const { document } = await freshProgram();
    const program = { ...document, id: 'kept', title: 'Kept', plan: { ...document.plan, payout } };
    const first = await publishVersion(api.pool, { program });
    const good = await due(first, 200_000n);
    const closed = freshName('closed');
    const bad = await due(first, 200_000n, { partnerId: closed, holderName: `${closed} Closed` });
    const tiny = await due(first, 999n);
    const treaty = await due(first, 200_000n, { withholding: '10%' });

    const { runId, shown } = await through(first, {});
    expect(shown.get(good.partnerId)).toMatchObject({
      ...{ gross: usd('2000.00'), reserved: usd('500.00'), withheld: usd('450.00'), amount: usd('1050.00') },
      ...{ released: usd('0.00'), reservedUntil: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
    });
    expect(shown.get(tiny.partnerId)).toMatchObject({ state: 'blocked', reason: 'below_minimum', amount: usd('9.99') });
    expect(shown.get(treaty.partnerId)).toMatchObject({ withheld: usd('150.00'), amount: usd('1350.00') });
    expect(movedTo([good, bad, tiny])).toEqual([`${good.partnerId} 1050.00`]);
    expect(await book(good)).toMatchObject({ payable: '0', paid: '105000', withheld: '45000', reserve: '50000' });
    expect(await book(bad)).toMatchObject({ payable: '200000', paid: '0', withheld: '0', reserve: '0' });
    const { lineId } = shown.get(good.partnerId)!;
    const line = (await api.ask(`GET /v1/payout-runs/${runId}/lines/${lineId}`, { as: 'fiona' })).body;
    expect(line).toMatchObject({
      ...{ amount: usd('1050.00'), withheld: usd('450.00'), reserved: usd('500.00') },
      postings: [
        { kind: 'pay', amount: usd('1050.00') },
        { kind: 'withhold', amount: usd('450.00') },
        { kind: 'reserve', amount: usd('500.00') },
        { kind: 'settle', amount: usd('1050.00') },
      ],
    });

    // Before its day it rests, whatever else is due; a refund takes from it.
    await addDue(api.pool, { ...tiny, amountMinor: 1n }, '2026-Q2');
    const refund = [{ item: 'refunded/base', amountMinor: 30_000n, ruleId: 'base' }];
    await postNow(api.pool, posting(good.partnerId, { kind: 'clawback', lines: refund }));
    const early = await through(first, { number: 2 });
    expect(early.shown.has(good.partnerId)).toBe(false);
    expect(early.shown.get(tiny.partnerId)).toMatchObject({ gross: usd('10.00'), amount: usd('5.25') });

    // Sixty days later what the refund has left of it is paid, taxed and not kept back again.
    const clock = { anchorMs: Date.now() - 2 * DAY_MS, factor: 62, fastMs: DAY_MS };
    const later = await publishVersion(api.pool, { program, version: 2, clock });
    const after = await through(later, { number: 3 });
    expect(after.shown.get(good.partnerId)).toMatchObject({
      ...{ gross: usd('200.00'), released: usd('200.00'), reserved: usd('0.00'), withheld: usd('60.00') },
      amount: usd('140.00'),
    });
    expect(await book(good)).toMatchObject({ payable: '0', paid: '119000', withheld: '51000', reserve: '0' });

    // What was earned since makes up for the refund: 800 less the 300 that the close took off, and 300 of the reserve.
    const sale = [{ item: 'sold/base', amountMinor: 30_000n, ruleId: 'base' }];
    await postNow(api.pool, posting(good.partnerId, { kind: 'earn', lines: sale }));
    await postNow(api.pool, posting(good.partnerId, { kind: 'release', items: ['sold/base'] }));
    await addDue(api.pool, { ...good, amountMinor: 50_000n }, '2026-Q4');
    const { shown: last } = await through(later, { period: '2026-Q4' });
    expect(last.get(good.partnerId)).toMatchObject({
      ...{ gross: usd('800.00'), released: usd('300.00'), reserved: usd('125.00'), withheld: usd('202.50') },
      amount: usd('472.50'),
    });
    expect(await book(good)).toMatchObject({ payable: '0', paid: '166250', withheld: '71250', reserve: '12500' });

    const { items } = (await api.ask(`GET /v1/partners/${good.partnerId}/statements`, { as: 'fiona' })).body;
    for (const { open: before, earned, adjusted, clawedBack, withheld, paid, close } of items)
      expect(money(before) + money(earned) + money(adjusted) - money(clawedBack) - money(withheld) - money(paid)).toBe(
        money(close),
      );
    expect(items[0]).toMatchObject({ withheld: usd('712.50'), paid: usd('1662.50') });
    expect(items[0]).toMatchObject({ close: usd('125.00'), reserved: usd('125.00') });
  }, 120_000);
});
