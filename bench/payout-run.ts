/** A payout run of many payees: what it costs the Temporal server, and how long it takes. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { actorProofs } from '../database/intake/actor-proof';
import { accountVault } from '../database/intake/account-vault';
import { IntakeStore } from '../database/intake/intake-store';
import type { Json } from '../domain/hash';
import { payoutRunId, rowId } from '../domain/ids';
import { OPEN_RUN_KIND, payoutRunRowId, RUN_ORDER_KIND } from '../domain/incentivize/payout-run';
import type { PayoutRunKey, PayoutRunOrder } from '../domain/incentivize/payout-run';
import { startPaymentProvider } from '../local/payment-provider';
import { addDuePartner } from '../test/kit/payouts';
import { addPerson, publishVersion } from '../test/kit/rows';
import { freshName } from '../test/kit/servers';
import { smallProgram } from '../test/kit/small-program';
import { orderPayoutRun, PAYOUT_RUN } from '../workflows/incentivize/payout-run.messages';
import type { PayoutRunInput, PayoutRunResult } from '../workflows/incentivize/payout-run.messages';
import type { Ground } from './kit/ground';
import { ACTOR_KEY, onGround } from './kit/ground';
import { costOfTree, sum } from './kit/history';
import type { Report } from './kit/report';
import { reportMarkdown, seconds, shown } from './kit/report';
import { until } from './kit/until';
import { forkWorker } from './kit/worker-process';

/** The promised size. `PAYEES` in the environment makes a smaller one, for trying. */
const PAYEES = Number(process.env['PAYEES'] ?? 10_000);
const TRANSITIONS_MAX = 3;
/** Payees made side by side. */
const AT_ONCE = 8;

/** Measures it. */
export async function payoutRunBench(ground: Ground): Promise<Report> {
  const place = await prepare(ground);
  const key: PayoutRunKey = { programId: place.programId, period: '2026-Q3', kind: 'regular', number: 1 };
  const [runId, workflowId] = [payoutRunRowId(key), payoutRunId(key)];
  const intakeId = await place.stage(workflowId, OPEN_RUN_KIND, place.requester, key);
  const input: PayoutRunInput = { runId, intakeId, title: 'the bench' };
  const handle = await place.client.workflow.start(PAYOUT_RUN, {
    workflowId,
    taskQueue: place.taskQueue,
    args: [input],
  });
  const shownHash = async (): Promise<string | null> => {
    const { rows } = await ground.pool.query<{ hash: string }>(
      `SELECT content_hash AS hash FROM payout_run WHERE run_id = $1 AND state = 'in_review'`,
      [runId],
    );
    return rows[0]?.hash ?? null;
  };
  const calculateS = await seconds(() => until('the run is in review', async () => (await shownHash()) !== null));
  const order: PayoutRunOrder = { command: 'approve', contentHash: (await shownHash())! };
  const approval = await place.stage(workflowId, RUN_ORDER_KIND, place.approver, order);
  const actor = { personId: place.approver };
  await handle.executeUpdate(orderPayoutRun, { args: [{ actor, intakeId: approval }] });
  const payS = await seconds(async () => expectPaid((await handle.result()) as PayoutRunResult));
  if (new Set(place.moved()).size !== PAYEES || place.moved().length !== PAYEES)
    throw new Error(`The provider has moved ${place.moved().length} payments for ${PAYEES} payees.`);
  const cost = sum(await costOfTree(place.client, workflowId, { withLast: true }));
  const per = cost.transitions / PAYEES;
  return {
    title: `A payout run of ${shown(PAYEES)} payees`,
    how:
      `${shown(PAYEES)} payees, to each of whom one payout is due and of whom nothing is missing: calculated, approved by a second person of finance, ` +
      `sent to a payment provider in a process of its own, which books each payment and is asked for it later, settled, closed; by one worker. ` +
      `The provider's own journal has each payee exactly once.`,
    tables: [
      {
        header: ['', ''],
        rows: [
          ['server transitions, of the whole run', shown(cost.transitions)],
          ['events in its history', shown(cost.events)],
          ['activities', shown(cost.activities + cost.localActivities)],
          ['calculated, s', shown(calculateS, 1)],
          ['from approval to closed, s', shown(payS, 1)],
        ],
      },
    ],
    verdicts: [
      {
        what: 'server transitions per payee',
        measured: shown(per, 4),
        target: `at most ${TRANSITIONS_MAX}`,
        met: per <= TRANSITIONS_MAX,
      },
    ],
  };
}

function expectPaid(result: PayoutRunResult): void {
  if (!('lines' in result) || result.state !== 'closed' || result.lines.paid !== PAYEES)
    throw new Error(`Not everybody was paid: ${JSON.stringify(result)}`);
}

async function prepare(ground: Ground) {
  const { pool, folder, onEnd } = ground;
  const { namespace, client } = await ground.freshNamespace();
  const taskQueue = freshName('payouts');
  const provider = await startPaymentProvider({ dataDir: join(folder, 'payments') });
  onEnd(() => provider.stop());
  // Nobody listens: payments are booked at once, and a look-up tells it.
  await provider.webhook({ url: 'http://127.0.0.1:9/nobody', secret: 'nobody listens' });
  const accountKeys = `bench:${randomBytes(32).toString('hex')}`;
  const paymentProvider = { baseUrl: provider.url, timeoutMs: 5_000 };
  const worker = await forkWorker({ ...ground.settings({ namespace, taskQueue }), accountKeys, paymentProvider });
  onEnd(() => worker.stop());
  const version = await publishVersion(pool, { program: smallProgram({}) });
  const [requester, approver] = [await addPerson(pool, { roles: ['FIN'] }), await addPerson(pool, { roles: ['FIN'] })];
  await addPayees(ground, { version, accountKeys, finance: { proposer: requester, verifier: approver } });
  const intake = new IntakeStore(pool, actorProofs(ACTOR_KEY));
  return {
    ...{ client, taskQueue, requester, approver, programId: version.programId },
    moved: () => provider.moved().map(({ payeeName }) => payeeName),
    stage: async (target: string, kind: string, principal: string, content: object): Promise<string> => {
      const intakeId = rowId('in', freshName(target));
      const staged = JSON.parse(JSON.stringify(content)) as Json;
      await intake.stage({ kind, target, content: staged, principal, nowWallMs: Date.now(), intakeId });
      return intakeId;
    },
  };
}

async function addPayees(
  { pool }: Ground,
  {
    version,
    accountKeys,
    finance,
  }: {
    version: Parameters<typeof addDuePartner>[1];
    accountKeys: string;
    finance: Parameters<typeof addDuePartner>[2]['finance'];
  },
): Promise<void> {
  const vault = accountVault(accountKeys);
  let next = 0;
  const hand = async (): Promise<void> => {
    for (let nr = (next += 1); nr <= PAYEES; nr = next += 1)
      await addDuePartner(pool, version, { finance, vault, amountMinor: BigInt(1_000 + nr), partnerId: `due-${nr}` });
  };
  await Promise.all(Array.from({ length: AT_ONCE }, hand));
}

if (require.main === module)
  void onGround(payoutRunBench).then((report) => process.stdout.write(`${reportMarkdown(report)}\n`));
