import { createHash } from 'node:crypto';
import { remindOfResults } from '../../activities/payouts/payout-reminders';
import { accountVault } from '../../database/intake/account-vault';
import { findRun } from '../../database/repositories/payout-runs';
import { transaction } from '../../database/sql';
import { PAYOUT_INVARIANTS } from '../../database/views/payout-invariants';
import { ProgramsView } from '../../database/views/programs';
import type { ProgramClock } from '../../domain/clock';
import { demoClock } from '../../domain/clock';
import { DAY_MS } from '../../domain/duration';
import { resultsMissedMs } from '../../domain/incentivize/payment-report';
import type { PayoutMethod } from '../../domain/incentivize/payout-method';
import type { ProgramVersion } from '../../domain/program';
import { repositories } from '../../workers/repositories';
import { startTestApi } from '../kit/api';
import type { Answered, TestApi } from '../kit/api';
import { startApiWorker } from '../kit/api-worker';
import { bookingNotice, ordersIn, statusReport } from '../kit/bank';
import type { Booked } from '../kit/bank';
import { expectInvariants } from '../kit/invariants';
import { eventually, payoutDesk } from '../kit/payout-desk';
import type { DuePartner } from '../kit/payouts';
import { addDue, addDuePartner, addPayee } from '../kit/payouts';
import { publishVersion } from '../kit/rows';
import { freshName } from '../kit/servers';
import { smallProgram } from '../kit/small-program';

const IBANS = ['FR1420041010050500013M02606', 'NL91ABNA0417164300', 'DE89370400440532013000'];

let api: TestApi;
let stopWorker: () => Promise<void>;
const finance = { proposer: '', verifier: '' };
let programs = 0;

beforeAll(async () => {
  api = await startTestApi();
  finance.proposer = await api.person('fiona', { roles: ['FIN'] });
  finance.verifier = await api.person('fred', { roles: ['FIN'] });
  await api.person('regina', { roles: [['FIN', 'us']] });
  await api.person('root', { roles: ['ADMIN'] });
  stopWorker = await startApiWorker(api, {
    accountKeys: api.settings.accountKeys,
    sepaDebtor: { name: 'Vendor GmbH', iban: 'DE89370400440532013000' },
  });
});
afterAll(async () => {
  await stopWorker();
  await api.close();
});
afterEach(async () => {
  await expectInvariants(api.pool);
  await expectInvariants(api.pool, PAYOUT_INVARIANTS);
});

async function freshProgram(methods: PayoutMethod[], clock?: ProgramClock): Promise<ProgramVersion> {
  programs += 1;
  const program = smallProgram({});
  const plan = { ...program.plan, payout: { methods } };
  return publishVersion(api.pool, {
    program: { ...program, plan, id: `filed-${programs}`, title: `Filed ${programs}` },
    clock,
  });
}
const due = (of: ProgramVersion, amountMinor: bigint, parts: Partial<Parameters<typeof addDuePartner>[2]> = {}) =>
  addDuePartner(api.pool, of, {
    ...{ finance, vault: accountVault(api.settings.accountKeys!), amountMinor, currency: 'EUR' },
    ...parts,
  });
const { ask, read, lines, open, reaches, approve, approved: approvedRun, book } = payoutDesk(() => api);
const files = async (runId: string) =>
  (await api.ask(`GET /v1/payout-runs/${runId}/files`, { as: 'fiona' })).body.items;
const download = (url: string, as = 'fiona'): Promise<Answered> =>
  api.ask(`GET ${url}`, { as, headers: { accept: 'application/octet-stream' } });
const report = (body: string, as = 'fiona', type = 'application/xml'): Promise<Answered> =>
  api.ask('POST /v1/payment-reports', { as, key: freshName('k'), raw: { body, type } });

/** A run that is approved, with the files that it has written. */
async function approved(program: ProgramVersion, count = 1) {
  const runId = await approvedRun(program);
  return { runId, written: await fileCount(runId, count) };
}
const fileCount = (runId: string, count: number) =>
  eventually(`${count} files`, async () => {
    const written = await files(runId);
    return written.length === count && written;
  });
const ordered = async (file: { fileUrl: string }) => ordersIn((await download(file.fileUrl)).body);
const factsOf = async ({ partnerId }: DuePartner) =>
  (
    await api.pool.query<{ kind: string }>(
      `SELECT kind FROM fact WHERE partner_id = $1 AND source = 'payouts' AND data->>'payoutId' IS NOT NULL ORDER BY 1`,
      [partnerId],
    )
  ).rows.map(({ kind }) => kind);
/** Who was to be told what of a subject. */
const toldOf = async (subject: string) =>
  (
    await api.pool.query<{ person: string; occasion: string }>(
      `SELECT person_id AS person, occasion FROM notice WHERE subject LIKE $1 || '%'`,
      [subject],
    )
  ).rows
    .map(({ person, occasion }) => [person, occasion])
    .sort();

describe('a run that is paid by bank file', () => {
  test('writes one file, which finance alone reads, and settles by what the bank books', async () => {
    const program = await freshProgram(['sepa']);
    const partners = [
      await due(program, 12_345n, { iban: IBANS[0] }),
      await due(program, 100n, { iban: IBANS[1] }),
      await due(program, 7n),
    ];
    const { runId, written } = await approved(program);
    const [file] = written;
    expect(file).toMatchObject({ rail: 'sepa', number: 1, payments: 2, total: { amount: '124.45', currency: 'EUR' } });
    // Whom SEPA does not reach waits for another way.
    const blocked = (await lines(runId)).filter(({ state }: { state: string }) => state === 'blocked');
    expect(blocked).toMatchObject([{ partnerId: partners[2]!.partnerId, reason: 'no_way' }]);
    const { body, headers, status } = await download(file.fileUrl);
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${file.fileName}"`);
    expect(createHash('sha256').update(body).digest('hex')).toBe(file.contentHash);
    expect(await download(file.fileUrl)).toMatchObject({ body });
    for (const as of ['regina', 'root']) expect((await download(file.fileUrl, as)).status).toBe(403);
    // Nor is a name or an account in the table.
    const { rows } = await api.pool.query<{ text: string }>('SELECT payout_file::text AS text FROM payout_file');
    for (const { text } of rows) expect(text).not.toMatch(new RegExp(`${IBANS[0]}|${partners[0]!.partnerId}`));

    const { messageId, orders } = ordersIn(body);
    expect(messageId).toBe(file.messageId);
    expect(orders.map(({ amount }) => amount).sort()).toEqual(['1.00', '123.45']);
    const accepted = await report(statusReport(messageId, { [orders[0]!.endToEndId]: 'ACSP' }));
    expect(accepted).toMatchObject({ status: 200, body: { report: 'applied', entries: { known: 1, applied: 0 } } });
    expect(await read(runId)).toMatchObject({ state: 'submitting', lines: { in_transit: 2 } });
    // What finance sees of all files: this one waits, and the bank has said something of it.
    const list = async (path: string) => (await api.ask(`GET /v1/${path}`, { as: 'fiona' })).body.items;
    const ofRun = async (results: string) =>
      (await list(`payout-files?results=${results}&limit=200`)).filter(
        ({ run }: { run: { runId: string } }) => run.runId === runId,
      );
    expect(await ofRun('waiting')).toMatchObject([
      { fileId: file.fileId, results: { waiting: 2, paid: 0, failed: 0 }, reportId: accepted.body.reportId },
    ]);
    expect(await ofRun('complete')).toEqual([]);
    const notice = bookingNotice(orders);
    const first = await report(notice);
    expect(first).toMatchObject({ status: 200, body: { report: 'applied', entries: { applied: 2 } } });
    await reaches(runId, 'closed');
    for (const partner of partners.slice(0, 2))
      expect(await book(partner)).toEqual({ payable: '0', in_transit: '0', paid: String(partner.amountMinor) });
    expect(await ofRun('waiting')).toEqual([]);
    expect(await ofRun('complete')).toMatchObject([
      { results: { waiting: 0, paid: 2, failed: 0 }, reportId: first.body.reportId },
    ]);
    const reports = await list(`payment-reports?runId=${runId}`);
    expect(reports.map(({ reportId, entries }: { reportId: string; entries: object }) => [reportId, entries])).toEqual([
      [first.body.reportId, first.body.entries],
      [accepted.body.reportId, accepted.body.entries],
    ]);
    // The same file again, by somebody else, is the same report; the same bookings in another file say nothing new.
    expect((await report(notice, 'fred')).body).toMatchObject({
      reportId: first.body.reportId,
      entries: { applied: 2 },
    });
    expect((await report(bookingNotice([...orders].reverse()))).body).toMatchObject({
      entries: { known: 2, applied: 0 },
    });
    const twice = await report(bookingNotice([{ ...orders[0]!, reference: 'ANOTHER' }]));
    expect(twice.body).toMatchObject({ entries: { contradicts: 1, applied: 0 } });
    const entries = (await api.ask(`GET ${twice.body.reportUrl}/entries`, { as: 'fiona' })).body.items;
    expect(entries).toMatchObject([{ effect: 'contradicts', reason: expect.stringContaining('before as') }]);
  }, 120_000);

  test('fails what the bank refuses, tries it again in a second file, and stops no other', async () => {
    const program = await freshProgram(['sepa']);
    const partners = [await due(program, 500n, { iban: IBANS[0] }), await due(program, 600n, { iban: IBANS[1] })];
    const { runId, written } = await approved(program);
    const { messageId, orders } = await ordered(written[0]);
    const [good, bad] = ['5.00', '6.00'].map((amount) => orders.find((order) => order.amount === amount)!);
    await report(statusReport(messageId, { [bad!.endToEndId]: 'RJCT' }));
    await report(bookingNotice([good!]));
    const failed = await reaches(runId, 'partially_failed');
    expect(failed.lines).toMatchObject({ paid: 1, failed: 1 });
    expect((await lines(runId)).find(({ state }: { state: string }) => state === 'failed').reason).toBe('AC04');
    expect(await book(partners[1]!)).toEqual({ payable: '600', in_transit: '0', paid: '0' });
    await ask(`POST /v1/payout-runs/${runId}/commands`, { command: 'retry', reason: 'The account is open again' });
    const again = (await fileCount(runId, 2)).find(({ number }: { number: number }) => number === 2);
    const second = await ordered(again);
    expect(second.orders).toMatchObject([{ amount: '6.00' }]);
    expect(second.orders[0]!.endToEndId).not.toBe(bad!.endToEndId);
    expect(second.messageId).not.toBe(messageId);
    // What comes late about the first one is told and changes nothing.
    const late = await report(bookingNotice([bad!]));
    expect(late.body.entries).toMatchObject({ contradicts: 1, applied: 0 });
    await report(bookingNotice(second.orders));
    await reaches(runId, 'closed');
    expect(await book(partners[1]!)).toEqual({ payable: '0', in_transit: '0', paid: '600' });
  }, 120_000);

  test('believes no other amount and no stranger, and applies the rest', async () => {
    const program = await freshProgram(['sepa']);
    const partner = await due(program, 900n, { iban: IBANS[2] });
    const { runId, written } = await approved(program);
    const [order] = (await ordered(written[0])).orders;
    const wrong: Booked[] = [
      { ...order!, amount: '9.01' },
      { endToEndId: 'att12345678901-0123456789abcdef0123', amount: '9.00' },
    ];
    expect((await report(bookingNotice(wrong))).body.entries).toMatchObject({ stray: 2, applied: 0 });
    expect(await read(runId)).toMatchObject({ state: 'submitting' });
    for (const body of [
      'no file of a bank',
      '<!DOCTYPE x [<!ENTITY a "b">]><Document/>',
      '<Document><Other/></Document>',
    ])
      expect(await report(body)).toMatchObject({ status: 422, body: { code: 'PAYMENT.FILE' } });
    expect((await report(bookingNotice([order!, ...wrong.slice(1)]))).body.entries).toMatchObject({
      stray: 1,
      applied: 1,
    });
    await reaches(runId, 'closed');
    expect(await book(partner)).toMatchObject({ paid: '900' });
    expect((await report(bookingNotice([order!]), 'regina')).status).toBe(403);
    expect((await report(bookingNotice([order!]), 'root')).status).toBe(403);
  }, 120_000);

  test('takes back what the bank returns after it was paid: the next run pays it, and whose it is is told', async () => {
    const program = await freshProgram(['sepa']);
    const partner = await due(program, 3_000n, { iban: IBANS[0] });
    const { partnerId, currency } = partner;
    const pia = await api.person('pia', { partnerId, roles: ['P-fin'] });
    const personId = await api.person('sue', { partnerId, roles: ['P-sales'] });
    const seller = { partnerId, personId, currency, amountMinor: 2_500n };
    await addDue(api.pool, { ...partner, amountMinor: 0n }, '2026-Q2', [seller]);
    const vault = accountVault(api.settings.accountKeys!);
    await addPayee(api.pool, seller, { finance, vault, iban: IBANS[1] });
    const { runId, written } = await approved(program);
    const { orders } = await ordered(written[0]);
    await report(bookingNotice(orders));
    await reaches(runId, 'closed');
    const returned = orders.map((order) => ({ ...order, returned: true, reference: 'RETURN' }));
    expect((await report(bookingNotice(returned))).body.entries).toMatchObject({ applied: 2 });
    expect(await book(partner)).toEqual({ payable: '3000', in_transit: '0', paid: '0' });
    const back = { state: 'released', reason: 'AC04', attempt: { state: 'returned' } };
    expect(await lines(runId)).toMatchObject([back, back]);
    expect(await book(seller)).toEqual({ payable: '2500', in_transit: '0', paid: '0' });
    expect(await factsOf(partner)).toEqual(['payout_returned', 'payout_settled']);
    // Of what came back to the seller the partner's finance people hear nothing, nor does the partner's record say it.
    const told = [pia, personId].map((who) => [who, 'payment_returned']);
    expect(await toldOf('payment/')).toEqual(told.sort());
    // Whoever asked for the run is not told that it waits for somebody else; both are told that money came back.
    expect(await toldOf(`run/${runId}`)).toEqual(
      [
        ...[finance.proposer, finance.proposer].map((who) => [who, 'payment_returned']),
        ...[finance.verifier, finance.verifier].map((who) => [who, 'payment_returned']),
        [finance.verifier, 'payout_review'],
      ].sort(),
    );
    const next = await open(program, { kind: 'off_cycle' });
    expect(await reaches(next, 'in_review')).toMatchObject({ lines: { ready: 2 } });
    // Paid and returned in one and the same file.
    await approve(next);
    const [file] = await fileCount(next, 1);
    const second = (await ordered(file)).orders;
    const both = bookingNotice([...second, ...second.map((order) => ({ ...order, returned: true }))]);
    expect((await report(both)).body.entries).toMatchObject({ applied: 4 });
    expect(await reaches(next, 'partially_failed')).toMatchObject({ lines: { failed: 2 } });
    expect(await book(partner)).toEqual({ payable: '3000', in_transit: '0', paid: '0' });
  }, 120_000);
});

describe('a file of which nothing comes back', () => {
  const told = async (runId: string) =>
    (await toldOf(`run/${runId}`)).filter(([, occasion]) => occasion === 'results_missing').map(([person]) => person);
  const both = () => [finance.proposer, finance.verifier].sort();

  test('is told to finance when three business days of the program have passed, by the run itself', async () => {
    // Three days of the program pass in a second or two; nobody is told sooner than after five.
    const fast = demoClock({ anchorMs: Date.now(), dayMs: 400, fastMs: 60_000 });
    const program = await freshProgram(['sepa'], fast);
    const partner = await due(program, 4_000n, { iban: IBANS[0] });
    const { runId, written } = await approved(program);
    expect(await told(runId)).toEqual([]);
    await eventually('finance is told', async () => (await told(runId)).length >= 2);
    expect([...new Set(await told(runId))].sort()).toEqual(both());
    await report(bookingNotice((await ordered(written[0])).orders));
    await reaches(runId, 'closed');
    expect(await book(partner)).toMatchObject({ paid: '4000' });
  }, 120_000);

  test('is told again every two business days, five times in all, and not once its results are there', async () => {
    const program = await freshProgram(['sepa', 'manual']);
    await due(program, 5_000n, { iban: IBANS[0] });
    await due(program, 6_000n, { currency: 'USD' });
    const { runId, written } = await approved(program, 2);
    const madeMs = Date.now();
    const run = (await findRun(api.pool, runId))!;
    const deps = { ...repositories, published: new ProgramsView(api.pool) };
    /** What a run that looks again so many days later does. @returns how often each of finance has been told, and in how many days again */
    const after = async (days: number) => {
      const wallMs = madeMs + days * DAY_MS;
      const next = await transaction(api.pool, (tx) => remindOfResults(deps, tx, { run, wallMs }));
      return { told: (await told(runId)).length / 2, next: next === null ? null : Math.ceil((next - madeMs) / DAY_MS) };
    };
    expect(await after(1)).toMatchObject({ told: 0 });
    // Three business days are three to five days, or more by holidays; looked at twice is told once.
    const dueMs = resultsMissedMs(program.calendar, madeMs);
    const days = dueMs.map((ms) => Math.ceil((ms - madeMs) / DAY_MS) + 0.1);
    for (const [n, day] of days.entries())
      for (const _ of [1, 2])
        expect(await after(day)).toEqual({ told: n + 1, next: n === 4 ? null : Math.floor(days[n + 1]!) });
    expect(days).toHaveLength(5);
    expect(await after(400)).toEqual({ told: 5, next: null });
    // Part of the results is not enough; all of them end it.
    const of = (rail: string) => written.find((file: { rail: string }) => file.rail === rail);
    await report(bookingNotice((await ordered(of('sepa'))).orders));
    expect(await after(days[0]!)).toMatchObject({ next: Math.floor(days[1]!) });
    const table = (await download(of('manual').fileUrl)).body.replace(/,,,\r\n/g, ',paid,TRX 9,\r\n');
    const { reportUrl } = (await report(table, 'fiona', 'text/csv')).body;
    await ask(`POST ${reportUrl}/decision`, { decision: 'confirm' }, 'fred');
    await reaches(runId, 'closed');
    expect(await after(400)).toEqual({ told: 5, next: null });
  }, 120_000);
});

describe('a run that is paid by hand', () => {
  /** The table as finance fills it in: the last three columns were empty. */
  const filled = (csv: string, status: string, reference = 'TRX 4711'): string =>
    csv.replace(/,,,\r\n/g, `,${status},${reference},\r\n`);

  test('is settled by a table that one of finance fills in and another one confirms', async () => {
    const program = await freshProgram(['sepa', 'manual']);
    const [byBank, byHand, dollars] = [
      await due(program, 1_000n, { iban: IBANS[0] }),
      await due(program, 2_000n),
      await due(program, 3_000n, { currency: 'USD', iban: IBANS[1] }),
    ];
    const { runId, written } = await approved(program, 3);
    const of = (rail: string, currency: string) =>
      written.find((file: { rail: string; total: { currency: string } }) => file.rail === rail && file.total.currency === currency); // prettier-ignore
    expect(of('manual', 'EUR')).toMatchObject({ payments: 1, total: { amount: '20.00' } });
    expect(of('manual', 'USD')).toMatchObject({ payments: 1, total: { amount: '30.00' } });
    await report(bookingNotice((await ordered(of('sepa', 'EUR'))).orders));
    const table = (await download(of('manual', 'EUR').fileUrl)).body;
    const brought = await report(filled(table, 'paid'), 'fiona', 'text/csv');
    expect(brought).toMatchObject({ status: 200, body: { report: 'proposed', entries: { waits: 1, applied: 0 } } });
    expect(await book(byHand)).toMatchObject({ in_transit: '2000', paid: '0' });
    const decision = (as: string, decide: string) =>
      ask(`POST ${brought.body.reportUrl}/decision`, { decision: decide }, as);
    expect(await decision('fiona', 'confirm')).toMatchObject({ status: 403, body: { code: 'APPROVAL.EXCLUDED' } });
    expect(await decision('regina', 'confirm')).toMatchObject({ status: 403 });
    expect(await decision('fred', 'confirm')).toMatchObject({ status: 200, body: { report: 'applied', entries: { applied: 1 } } }); // prettier-ignore
    expect(await decision('fred', 'decline')).toMatchObject({ status: 409, body: { code: 'PAYOUT.STATE' } });
    expect(await book(byHand)).toMatchObject({ in_transit: '0', paid: '2000' });
    const other = (await download(of('manual', 'USD').fileUrl)).body;
    const declined = await report(filled(other, 'paid', 'TRX 1'), 'fiona', 'text/csv');
    await ask(`POST ${declined.body.reportUrl}/decision`, { decision: 'decline', reason: 'Never arrived' }, 'fred');
    expect(await book(dollars)).toMatchObject({ in_transit: '3000', paid: '0' });
    const refused = await report(filled(other, 'refused', 'TRX 2'), 'fred', 'text/csv');
    await ask(`POST ${refused.body.reportUrl}/decision`, { decision: 'confirm' });
    expect(await reaches(runId, 'partially_failed')).toMatchObject({ lines: { paid: 2, failed: 1 } });
    expect(await book(dollars)).toMatchObject({ payable: '3000', in_transit: '0' });
    expect(await book(byBank)).toMatchObject({ paid: '1000' });
    const shown = (await api.ask(`GET ${brought.body.reportUrl}`, { as: 'fred' })).body;
    expect(shown).toMatchObject({ report: 'applied', reportedBy: finance.proposer, decidedBy: finance.verifier });
    // Postgres too lets nobody confirm what they have brought.
    await expect(
      api.pool.query(
        `INSERT INTO payment_report (report_id, rail, content_hash, state, reported_by, reported_wall, decided_by, decided_wall, workflow_id, run_id, history_length, business_key)
         VALUES ('x', 'manual', $1, 'applied', $2, 1, $2, 1, 'w', 'r', 1, 'x')`,
        ['0'.repeat(64), finance.proposer],
      ),
    ).rejects.toThrow(/payment_report_four_eyes/);
  }, 120_000);
});
