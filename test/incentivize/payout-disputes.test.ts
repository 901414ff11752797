import { accountVault } from '../../database/intake/account-vault';
import { PAYOUT_INVARIANTS } from '../../database/views/payout-invariants';
import { payoutRunId } from '../../domain/ids';
import type { ProgramVersion } from '../../domain/program';
import type { PaymentProvider } from '../../local/payment-provider';
import { viewPayoutRun } from '../../workflows/incentivize/payout-run.messages';
import { startTestApi } from '../kit/api';
import type { TestApi } from '../kit/api';
import { startApiWorker } from '../kit/api-worker';
import { expectInvariants } from '../kit/invariants';
import { eventually, payoutDesk } from '../kit/payout-desk';
import type { DuePartner } from '../kit/payouts';
import { addDuePartner, addEarningsOf } from '../kit/payouts';
import { freshPaymentProvider } from '../kit/programs';
import { publishVersion } from '../kit/rows';
import { freshName } from '../kit/servers';
import { smallProgram } from '../kit/small-program';
import { connectTemporal } from '../kit/temporal';
import type { TestTemporal } from '../kit/temporal';

let api: TestApi;
let temporal: TestTemporal;
let provider: PaymentProvider;
let stopWorker: () => Promise<void>;
const finance = { proposer: '', verifier: '' };
let programs = 0;

beforeAll(async () => {
  [api, temporal, provider] = [await startTestApi(), await connectTemporal(), await freshPaymentProvider()];
  await provider.webhook({ url: 'http://127.0.0.1:9/nobody', secret: 'nobody listens' });
  finance.proposer = await api.person('fiona', { roles: ['FIN'] });
  finance.verifier = await api.person('fred', { roles: ['FIN'] });
  stopWorker = await startApiWorker(api, {
    accountKeys: api.settings.accountKeys,
    paymentProvider: { baseUrl: provider.url, timeoutMs: 1_000 },
  });
});
afterAll(async () => {
  await stopWorker();
  await api.close();
  await temporal.close();
  await provider.stop();
});
afterEach(async () => {
  await expectInvariants(api.pool);
  await expectInvariants(api.pool, PAYOUT_INVARIANTS);
});

async function freshProgram(): Promise<ProgramVersion> {
  programs += 1;
  return publishVersion(api.pool, {
    program: { ...smallProgram({}), id: `held-${programs}`, title: `Held ${programs}` },
  });
}

/** A partner to whom these earnings are due, each a line of its statement, and somebody of its people. */
async function partnerOf(program: ProgramVersion, ...amountsMinor: bigint[]) {
  const amountMinor = amountsMinor.reduce((sum, each) => sum + each, 0n);
  const vault = accountVault(api.settings.accountKeys!);
  const partner = await addDuePartner(api.pool, program, { finance, vault, amountMinor });
  const earnings = await addEarningsOf(api.pool, { partner, program, amountsMinor });
  const owner = freshName('olive');
  await api.person(owner, { partnerId: partner.partnerId, roles: ['P-own'] });
  return { partner, earnings, owner };
}
type Disputing = Awaited<ReturnType<typeof partnerOf>>;

const { ask, read, open, reaches, approve } = payoutDesk(() => api);
async function dispute({ partner, earnings, owner }: Disputing, index: number): Promise<void> {
  const asked = { earningId: earnings[index]!, reason: 'We sold more of it.' };
  expect((await ask(`POST /v1/partners/${partner.partnerId}/disputes`, asked, owner)).status).toBe(202);
  await eventually('the dispute is on record', async () => {
    const { rowCount } = await api.pool.query('SELECT FROM statement_dispute WHERE earning_id = $1', [earnings[index]]);
    return rowCount === 1;
  });
}
const movedTo = ({ partnerId }: DuePartner) =>
  provider
    .moved()
    .filter(({ payeeName }) => payeeName === partnerId)
    .map(({ amount }) => amount);

describe('a line that its partner disputes', () => {
  test('before the run is left out alone: the rest of its payout is paid, and it waits for the next close', async () => {
    const program = await freshProgram();
    const disputing = await partnerOf(program, 10_000n, 2_500n);
    const other = await partnerOf(program, 700n);
    await dispute(disputing, 1);
    const runId = await open(program);
    expect(await reaches(runId, 'in_review')).toMatchObject({ totals: [{ amount: '107.00', currency: 'USD' }] });
    await approve(runId);
    await reaches(runId, 'closed');
    expect(movedTo(disputing.partner)).toEqual(['100.00']);
    expect(movedTo(other.partner)).toEqual(['7.00']);
    const { rows } = await api.pool.query('SELECT payable, paid FROM ledger_book WHERE partner_id = $1', [
      disputing.partner.partnerId,
    ]);
    expect(rows).toEqual([{ payable: '2500', paid: '10000' }]);
    const again = await open(program, { number: 2 });
    await reaches(again, 'closed');
    expect(movedTo(disputing.partner)).toEqual(['100.00']);
  }, 120_000);

  test('while the run is in review takes it out: the run is calculated anew, and what was shown is not approved', async () => {
    const program = await freshProgram();
    const disputing = await partnerOf(program, 900n, 100n);
    const runId = await open(program);
    const shown = await reaches(runId, 'in_review');
    expect(shown.totals).toEqual([{ amount: '10.00', currency: 'USD' }]);
    await dispute(disputing, 0);
    const anew = await reaches(runId, 'in_review', 2);
    expect(anew).toMatchObject({ totals: [{ amount: '1.00' }], requestedBy: finance.proposer });
    expect(await approve(runId, shown.contentHash)).toMatchObject({ status: 409, body: { code: 'PAYOUT.STALE' } });
    await approve(runId);
    await reaches(runId, 'closed', 2);
    expect(movedTo(disputing.partner)).toEqual(['1.00']);
  }, 120_000);

  test('after the approval and before any money left asks for another approval', async () => {
    const program = await freshProgram();
    const disputing = await partnerOf(program, 800n, 50n);
    const runId = await open(program);
    const { contentHash } = await reaches(runId, 'in_review');
    // It waits for an order now. Approved on record, as when every worker dies in that moment: it has not looked again.
    const workflowId = payoutRunId({ programId: program.programId, period: '2026-Q3', kind: 'regular', number: 1 });
    const run = temporal.client.workflow.getHandle(workflowId);
    await eventually('the run itself has seen it', async () => (await run.query(viewPayoutRun))?.state === 'in_review');
    await api.pool.query(
      `INSERT INTO payout_run_approval (run_id, revision, person_id, content_hash, requested_by, approved_wall, workflow_id, temporal_run_id, history_length, business_key)
       VALUES ($1, 1, $2, $3, $4, 1, 'test', 'run', 1, $1)`,
      [runId, finance.verifier, contentHash, finance.proposer],
    );
    await api.pool.query(`UPDATE payout_run SET state = 'approved' WHERE run_id = $1`, [runId]);
    await dispute(disputing, 1);
    expect(await reaches(runId, 'in_review', 2)).toMatchObject({ totals: [{ amount: '8.00' }] });
    expect(movedTo(disputing.partner)).toEqual([]);
    await approve(runId);
    await reaches(runId, 'closed', 2);
    expect(movedTo(disputing.partner)).toEqual(['8.00']);
  }, 120_000);

  test('stays where it takes away: the run pays no more than was approved, before the dispute and after it', async () => {
    const program = await freshProgram();
    const before = await partnerOf(program, 10_000n, -2_500n);
    const during = await partnerOf(program, 900n, -100n);
    // What adds is held beside it, and less than nothing is due: nobody is paid, and nothing is lost.
    const both = await partnerOf(program, 600n, -200n);
    await dispute(before, 1);
    await dispute(both, 0);
    await dispute(both, 1);
    const runId = await open(program);
    expect(await reaches(runId, 'in_review')).toMatchObject({ totals: [{ amount: '83.00' }], lines: { ready: 2 } });
    await dispute(during, 1);
    await approve(runId);
    expect(await reaches(runId, 'closed')).toMatchObject({ revision: 1, lines: { paid: 2 } });
    expect([before, during, both].map(({ partner }) => movedTo(partner))).toEqual([['75.00'], ['8.00'], []]);
    const held = await api.pool.query('SELECT earning_id AS id, amount_minor AS minor FROM payout_held WHERE earning_id = ANY($1)', [
      [before, during, both].flatMap(({ earnings }) => earnings),
    ]); // prettier-ignore
    expect(held.rows).toEqual([{ id: both.earnings[0], minor: '600' }]);
    const listed = await api.ask(`GET /v1/partners/${before.partner.partnerId}/disputes`, { as: before.owner });
    expect(listed.body.items).toMatchObject([{ held: false, amount: { amount: '-25.00' } }]);
  }, 120_000);

  test('when it is all that is due leaves nothing to pay; once it was paid the dispute changes no run', async () => {
    const program = await freshProgram();
    const [all, paid] = [await partnerOf(program, 600n), await partnerOf(program, 300n)];
    await dispute(all, 0);
    const runId = await open(program);
    expect(await reaches(runId, 'in_review')).toMatchObject({ lines: { ready: 1 } });
    await approve(runId);
    await reaches(runId, 'closed');
    expect([movedTo(all.partner), movedTo(paid.partner)]).toEqual([[], ['3.00']]);
    await dispute(paid, 0);
    expect(await read(runId)).toMatchObject({ state: 'closed', revision: 1, lines: { paid: 1 } });
    const { rowCount } = await api.pool.query('SELECT FROM payout_held WHERE earning_id = $1', [paid.earnings[0]]);
    expect(rowCount).toBe(0);
  }, 120_000);
});
