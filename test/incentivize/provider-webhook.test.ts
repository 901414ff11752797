import { createHmac, randomUUID } from 'node:crypto';
import { accountVault } from '../../database/intake/account-vault';
import { PAYOUT_INVARIANTS } from '../../database/views/payout-invariants';
import type { ProgramVersion } from '../../domain/program';
import type { PaymentProvider } from '../../local/payment-provider';
import { startTestApi } from '../kit/api';
import type { Answered, TestApi } from '../kit/api';
import { startApiWorker } from '../kit/api-worker';
import { expectInvariants } from '../kit/invariants';
import { eventually, payoutDesk } from '../kit/payout-desk';
import { addDuePartner } from '../kit/payouts';
import { freshPaymentProvider } from '../kit/programs';
import { publishVersion } from '../kit/rows';
import { freshName } from '../kit/servers';
import { smallProgram } from '../kit/small-program';

const SECRET = 'what provider and we both know';

let api: TestApi;
let provider: PaymentProvider;
let stopWorker: () => Promise<void>;
const finance = { proposer: '', verifier: '' };
let programs = 0;

beforeAll(async () => {
  api = await startTestApi({ settings: { providerWebhookSecrets: ['an old secret of ours, long ago', SECRET] } });
  provider = await freshPaymentProvider();
  await provider.webhook({ url: `${api.url}/v1/webhooks/payment-provider`, secret: SECRET });
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
  await provider.stop();
});
afterEach(async () => {
  for (const target of ['send', 'find'] as const) await provider.faults({ target, mode: 'none' });
  await expectInvariants(api.pool);
  await expectInvariants(api.pool, PAYOUT_INVARIANTS);
});

async function freshProgram(): Promise<ProgramVersion> {
  programs += 1;
  return publishVersion(api.pool, {
    program: { ...smallProgram({}), id: `heard-${programs}`, title: `Heard ${programs}` },
  });
}
const due = (of: ProgramVersion, amountMinor: bigint, holderName?: string) =>
  addDuePartner(api.pool, of, { finance, vault: accountVault(api.settings.accountKeys!), amountMinor, holderName });
const { ask, lines, open, reaches, approved, book } = payoutDesk(() => api);

interface Message {
  id?: string;
  payment: Record<string, unknown>;
}
/** Says something as the provider would, or nearly. */
function say(message: Message, how: { secret?: string; offS?: number } = {}): Promise<Answered> {
  const body = JSON.stringify({ id: randomUUID(), type: 'payment', ...message });
  const timestamp = String(Math.floor(Date.now() / 1_000) + (how.offS ?? 0));
  const signature = createHmac('sha256', how.secret ?? SECRET)
    .update(`${timestamp}.${body}`)
    .digest('hex');
  return api.ask('POST /v1/webhooks/payment-provider', {
    raw: { body, type: 'application/json' },
    headers: { 'x-provider-timestamp': timestamp, 'x-provider-signature': signature },
  });
}
const reports = async (effect: string) =>
  (await api.pool.query<{ reason: string }>('SELECT reason FROM payment_report_entry WHERE effect = $1', [effect]))
    .rows;

describe('what the payment provider tells us', () => {
  test('settles a run, also where the message is there before the answer, which never comes', async () => {
    const program = await freshProgram();
    const partners = [await due(program, 100n), await due(program, 200n), await due(program, 300n)];
    // The answers are lost and look-ups fail: only the messages say what became of the payments.
    await provider.faults({ target: 'send', mode: 'drop-reply', rate: 1, seed: 5 });
    await provider.faults({ target: 'find', mode: 'error-before', rate: 1, seed: 5 });
    const runId = await approved(program);
    expect(await reaches(runId, 'closed')).toMatchObject({ lines: { paid: 3 } });
    for (const partner of partners) expect(await book(partner)).toMatchObject({ paid: String(partner.amountMinor) });
    expect(provider.moved().filter(({ payeeName }) => payeeName.startsWith('due'))).toHaveLength(3);
  }, 120_000);

  test('that money came back takes it back: the line leaves the closed run, and the next run pays it', async () => {
    const program = await freshProgram();
    const partner = await due(program, 400n);
    const runId = await approved(program);
    await reaches(runId, 'closed');
    const [paid] = await lines(runId);
    await provider.giveBack(paid.attempt.reference);
    const back = await eventually('the line is released', async () => {
      const [line] = await lines(runId);
      return line.state === 'released' && line;
    });
    expect(back).toMatchObject({ attempt: { state: 'returned' } });
    expect(await book(partner)).toEqual({ payable: '400', in_transit: '0', paid: '0' });
    // Told late and once more, that it was paid says nothing new.
    const { attemptId: paymentId, reference } = paid.attempt;
    const told = { paymentId, reference, amount: '4.00', currency: 'USD', state: 'paid' };
    expect(await say({ payment: told })).toMatchObject({ status: 200, body: { state: 'heard' } });
    const next = await open(program, { number: 2 });
    expect(await reaches(next, 'in_review')).toMatchObject({ lines: { ready: 1 } });
    expect(await book(partner)).toMatchObject({ payable: '400', paid: '0' });
  }, 120_000);

  test('that a payment which it had taken has failed ends the attempt, with the reason, and a next one may be made', async () => {
    const program = await freshProgram();
    const partner = await due(program, 700n, freshName('slow'));
    const other = await due(program, 50n);
    const runId = await approved(program);
    const line = () => lines(runId).then((all) => all.find((one: { partnerId: string }) => one.partnerId === partner.partnerId)); // prettier-ignore
    const { attempt } = await eventually('it is sent', async () => {
      const now = await line();
      return now?.attempt?.state === 'sent' && now;
    });
    const about = { paymentId: attempt.attemptId, reference: attempt.reference, amount: '7.00', currency: 'USD' };
    // A message alone ends nothing: the provider, asked, still has the payment.
    const early = randomUUID();
    const known = (await reports('known')).length;
    const failed = { ...about, state: 'failed', reason: 'account_closed' };
    for (const _ of [1, 2]) expect((await say({ id: early, payment: failed })).status).toBe(200);
    await eventually('it was asked', async () => (await reports('known')).length > known);
    expect(await line()).toMatchObject({ state: 'in_transit', attempt: { state: 'sent' } });
    await provider.fail(attempt.reference);
    expect(await reaches(runId, 'partially_failed')).toMatchObject({ lines: { paid: 1, failed: 1 } });
    const refused = { state: 'failed', reason: 'account_closed', attempt: { number: 1, state: 'rejected' } };
    expect(await line()).toMatchObject(refused);
    expect(await book(partner)).toEqual({ payable: '700', in_transit: '0', paid: '0' });
    expect(await book(other)).toMatchObject({ paid: '50' });
    // Told again and told late, nothing changes; that it was paid after all is for a person.
    const contradictions = (await reports('contradicts')).length;
    for (const state of ['failed', 'pending', 'paid']) await say({ payment: { ...about, state } });
    await eventually('a person sees', async () => (await reports('contradicts')).length === contradictions + 1);
    expect(await line()).toMatchObject(refused);
    await ask(`POST /v1/payout-runs/${runId}/commands`, { command: 'retry', reason: 'The account is open again' });
    const again = await eventually('it is tried again', async () => {
      const now = await line();
      return now.attempt.number === 2 && now.attempt.state === 'sent' && now;
    });
    // And once it was paid, a failure is money that came back.
    const second = { ...about, paymentId: again.attempt.attemptId, reference: again.attempt.reference };
    await say({ payment: { ...second, state: 'paid' } });
    await reaches(runId, 'closed');
    for (const _ of [1, 2]) await say({ payment: { ...second, state: 'failed', reason: 'account_closed' } });
    await eventually('it is back', async () => (await line()).state === 'released');
    expect(await line()).toMatchObject({ reason: 'account_closed', attempt: { state: 'returned' } });
    expect(await book(partner)).toEqual({ payable: '700', in_transit: '0', paid: '0' });
  }, 120_000);

  test('is believed only when signed and fresh, does nothing twice, and never what was not asked for', async () => {
    const program = await freshProgram();
    const partner = await due(program, 500n);
    const runId = await approved(program);
    await reaches(runId, 'closed');
    const [{ attempt }] = await lines(runId);
    const payment = { paymentId: attempt.attemptId, reference: attempt.reference, amount: '5.00', currency: 'USD', state: 'returned' }; // prettier-ignore
    const contradictions = (await reports('contradicts')).length;
    for (const how of [{ secret: 'another secret than ours' }, { offS: 301 }, { offS: -301 }])
      expect(await say({ payment }, how)).toMatchObject({ status: 401, body: { code: 'AUTH.REQUIRED' } });
    expect(await say({ payment: { ...payment, state: 'stolen' } })).toMatchObject({ status: 400 });
    expect(await say({ payment: { ...payment, amount: '5.01' } })).toMatchObject({ status: 200 });
    expect(await say({ payment: { ...payment, paymentId: 'att_unknown' } })).toMatchObject({ status: 200 });
    expect(await say({ payment: { ...payment, reference: 'another' } })).toMatchObject({ status: 200 });
    await eventually('two strays', async () => (await reports('stray')).length === 2);
    await eventually('a contradiction', async () => (await reports('contradicts')).length === contradictions + 1);
    expect(await book(partner)).toMatchObject({ paid: '500', payable: '0' });
    const id = randomUUID();
    const answers = await Promise.all([1, 2, 3, 4].map(() => say({ id, payment })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await say({ id, payment: { ...payment, reason: 'other words' } })).toMatchObject({
      ...{ status: 409, body: { code: 'INTAKE.CONFLICT' } },
    });
    await eventually('it is back', async () => (await book(partner))?.['payable'] === '500');
    expect((await say({ id, payment })).status).toBe(200);
    const { rows } = await api.pool.query(
      `SELECT FROM ledger_transaction WHERE partner_id = $1 AND kind = 'reversal'`,
      [partner.partnerId],
    );
    expect(rows).toHaveLength(1);
  }, 120_000);
});
