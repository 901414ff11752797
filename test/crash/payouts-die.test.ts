import { randomBytes } from 'node:crypto';
import { accountVault } from '../../database/intake/account-vault';
import { PAYOUT_INVARIANTS } from '../../database/views/payout-invariants';
import { payoutRunId } from '../../domain/ids';
import { payoutRunRowId } from '../../domain/incentivize/payout-run';
import type { PayoutRunKey, PayoutRunState } from '../../domain/incentivize/payout-run';
import type { PaymentProvider } from '../../local/payment-provider';
import type { PaymentFaultMode } from '../../local/payments/faults';
import { dose } from '../kit/dose';
import { expectInvariants } from '../kit/invariants';
import type { DuePartner } from '../kit/payouts';
import { addDuePartner } from '../kit/payouts';
import { freshPaymentProvider } from '../kit/programs';
import { addPerson } from '../kit/rows';
import type { House } from './house';
import { eventually, openHouse, report, rows } from './house';
import { PaymentProxy } from './payment-proxy';
import { crashProgram } from './program';

/** Minutes for each round: too long for every day. */
const story = dose({ test: 0, hard: 1, soak: 1 }) > 0 ? describe : describe.skip;
/** One round kills at each point once; hard pays 500 together. */
const ROUNDS = dose({ test: 1, hard: 8, soak: 20 });
const PAYEES = dose({ test: 30, hard: 63, soak: 100 });
const ROUND_PATIENCE_MS = dose({ test: 480_000, hard: 600_000, soak: 900_000 });
/** Whatever a round waits for comes within this, or the test says what has not come. */
const STEP_PATIENCE_MS = 150_000;
/** A fifth of the calls meets one of these, another one in each round. */
const FAULTS: PaymentFaultMode[] = [
  'drop-reply',
  'error-after',
  'limit',
  'hang-after',
  'error-before',
  'wrong',
  'hang',
];
const FAULT_RATE = 0.2;

if (story === describe.skip) process.stderr.write('skipped: payouts under kills (DOSE=hard runs them)\n');

story('payouts', () => {
  let house: House;
  let provider: PaymentProvider;
  let proxy: PaymentProxy;
  let kills = 0;
  const accountKeys = `test:${randomBytes(32).toString('hex')}`;
  const vault = accountVault(accountKeys);
  const finance = { proposer: '', verifier: '' };

  beforeAll(async () => {
    provider = await freshPaymentProvider();
    // Nobody listens: payments are booked at once, and a look-up tells it.
    await provider.webhook({ url: 'http://127.0.0.1:9/nobody', secret: 'nobody listens' });
    proxy = await PaymentProxy.start(provider, killWorkers);
    const env = { ACCOUNT_KEYS: accountKeys, PAYMENT_PROVIDER_URL: proxy.url };
    house = await openHouse({ partners: 0, program: crashProgram(), env });
    await house.person('frank').insist('GET', '/v1/people/me');
    finance.proposer = await addPerson(house.pool);
    finance.verifier = await addPerson(house.pool);
  }, 180_000);

  afterAll(async () => {
    proxy?.close();
    await house?.close();
    await provider?.stop();
  }, 60_000);

  test(
    `move once, whenever workers are killed: ${ROUNDS} × ${PAYEES} payees against a provider that loses, breaks and hangs`,
    async () => {
      const due: DuePartner[] = [];
      for (let round = 1; round <= ROUNDS; round += 1) {
        due.push(...(await makeDue(round)));
        await payThroughDeaths({ programId: 'small', period: '2026-Q3', kind: 'regular', number: round });
        expectPaidOnce(due);
        await expectInvariants(house.pool);
        await expectInvariants(house.pool, PAYOUT_INVARIANTS);
      }
      report({ payouts: due.length, kills, befell: proxy.befell.length, moved: provider.moved().length });
    },
    ROUND_PATIENCE_MS * ROUNDS,
  );

  async function killWorkers(): Promise<void> {
    kills += 1;
    await Promise.all(house.stack.workers.map((worker) => house.killWorker(worker)));
  }

  /** Whole amounts, cents, and one that is refused: its account is closed. */
  async function makeDue(round: number): Promise<DuePartner[]> {
    const version = { programId: 'small', version: 1 } as Parameters<typeof addDuePartner>[1];
    const made: DuePartner[] = [];
    for (let n = 1; n <= PAYEES; n += 1) {
      const partnerId = `due-${round}-${n}`;
      const holderName = n === PAYEES ? `${partnerId} Closed` : partnerId;
      made.push(
        await addDuePartner(house.pool, version, {
          ...{ finance, vault, partnerId, holderName },
          amountMinor: BigInt(n * 10_001 + round),
        }),
      );
    }
    return made;
  }

  async function payThroughDeaths(key: PayoutRunKey): Promise<void> {
    const runId = payoutRunRowId(key);
    const { programId: program, ...asked } = key;
    const send = async (who: string, path: string, body: object): Promise<void> => {
      const sending = { body, key: `${path.split('/').at(-1)}-${who}-${key.number}` };
      const { status, body: answer } = await house.person(who).insist('POST', path, sending);
      if (status >= 300) throw new Error(`POST ${path} was answered ${status}: ${JSON.stringify(answer)}`);
    };
    for (const target of ['send', 'find'] as const) {
      const mode = target === 'send' ? FAULTS[(key.number - 1) % FAULTS.length]! : 'error-before';
      await provider.faults({ target, mode, rate: FAULT_RATE, seed: key.number });
    }
    await send('fiona', '/v1/payout-runs', { program, ...asked });
    await killWorkers();
    await reaches(runId, 'open', 'calculated', 'in_review');
    await killWorkers();
    await reaches(runId, 'in_review');
    const [{ hash }] = (await rows<{ hash: string }>(
      house,
      'SELECT content_hash AS hash FROM payout_run WHERE run_id = $1',
      [runId],
    )) as [{ hash: string }];
    proxy.expect('before-call', 'after-execution', 'late', 'after-reply', 'after-execution');
    const approving = send('frank', `/v1/payout-runs/${runId}/approval`, { contentHash: hash });
    await sees('an approval', 'SELECT FROM payout_run_approval WHERE run_id = $1', [runId]);
    await killWorkers();
    await sees('an attempt', 'SELECT FROM payout_attempt a JOIN payout_line USING (line_id) WHERE run_id = $1', [
      runId,
    ]);
    await killWorkers();
    await approving;
    await sees(
      'money on its way',
      `SELECT FROM payout_attempt a JOIN payout_line l USING (line_id) WHERE l.run_id = $1 AND a.state IN ('sent','paid')`,
      [runId],
    );
    await resetToStart(payoutRunId(key));
    await reaches(runId, 'partially_failed');
    await proxy.calm();
    await send('fiona', `/v1/payout-runs/${runId}/commands`, { command: 'close', reason: 'An account is closed' });
    await reaches(runId, 'closed');
  }

  const reaches = (runId: string, ...states: PayoutRunState[]): Promise<void> =>
    sees(`the run is ${states.join(' or ')}`, 'SELECT FROM payout_run WHERE run_id = $1 AND state = ANY($2)', [
      runId,
      states,
    ]);

  const sees = (what: string, sql: string, values: unknown[]): Promise<void> =>
    eventually(what, async () => (await rows(house, sql, values)).length > 0, STEP_PATIENCE_MS);

  /** As an operator may do it: from its first task on everything happens again, orders included. */
  async function resetToStart(workflowId: string): Promise<void> {
    const { events } = await house.temporal.workflow.getHandle(workflowId).fetchHistory();
    const first = events?.find(({ workflowTaskCompletedEventAttributes: task }) => task);
    await house.temporal.workflowService.resetWorkflowExecution({
      namespace: house.stack.temporal.namespace,
      workflowExecution: { workflowId },
      reason: 'A test',
      workflowTaskFinishEventId: first!.eventId,
      requestId: `${workflowId}/reset`,
    });
  }

  /** The oracle is the provider's own book: each payee's money has moved once, to the cent, and nobody else's. */
  function expectPaidOnce(due: readonly DuePartner[]): void {
    const moved = provider.moved().map(({ payeeName, amount }) => `${payeeName} ${amount}`);
    const owed = due
      .filter(({ partnerId }) => !partnerId.endsWith(`-${PAYEES}`))
      .map(
        ({ partnerId, amountMinor }) =>
          `${partnerId} ${amountMinor / 100n}.${String(amountMinor % 100n).padStart(2, '0')}`,
      );
    expect(moved.sort()).toEqual(owed.sort());
  }
});
