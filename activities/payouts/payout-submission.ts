import type { CallingRail, FileRail } from '../../connectors/payment-rails/rail';
import type { AccountVault } from '../../database/intake/account-vault';
import type { AttemptRow } from '../../database/repositories/payout-lines';
import type { PayoutRunRow } from '../../database/repositories/payout-runs';
import { nextMove } from '../../domain/incentivize/payout-attempt';
import { PAYOUT_METHODS } from '../../domain/incentivize/payout-method';
import type { FileMethod, PayoutMethod } from '../../domain/incentivize/payout-method';
import type { PayoutRunTicket } from '../../domain/incentivize/payout-run';
import type { Deps } from '../shared/deps';
import type { ChangeDeps } from './attempt-changes';
import { callRail, findOnRail } from './payout-attempts';
import { writeFiles } from './payout-files';

/** Lines taken out of what is payable in one transaction. */
const HOLD_LINES_MAX = 200;
/** Attempts looked at together, and how many of them at once: a provider is no load test. */
const PAGE_ATTEMPTS_MAX = 200;
const AT_ONCE = 8;
/** One call works so long, after which the workflow can show how far it is. */
const CALL_MS = 60_000;

/** The ways on which money leaves, and what opens bank details. */
export interface Payments {
  /** Null where no provider is set up. */
  provider: CallingRail | null;
  files: Partial<Record<FileMethod, FileRail>>;
  vault: AccountVault;
}

/** The ways that are set up. */
export function methodsOf(payments: Payments | null): PayoutMethod[] {
  if (payments === null) return [];
  return PAYOUT_METHODS.filter((method) =>
    method === 'provider' ? payments.provider !== null : payments.files[method] !== undefined,
  );
}

/** What sending needs. */
export interface SubmissionDeps
  extends ChangeDeps, Pick<Deps, 'db' | 'transaction' | 'clock' | 'payoutRuns' | 'paymentFiles'> {
  /** Null where bank details cannot be opened. */
  payments: Payments | null;
}

/** What one attempt is worked on with. */
export interface AttemptWork {
  ticket: PayoutRunTicket;
  rail: CallingRail;
  vault: AccountVault;
}

/** Holds what is ready, writes files, then calls or looks up whatever is to be looked at by now. One line that fails stops no other. */
export async function submitLines(deps: SubmissionDeps, ticket: PayoutRunTicket): Promise<void> {
  const { payments, clock } = deps;
  const run = await begin(deps, ticket);
  if (run === null) return;
  // Thrown, not refused: it is set up one day, and then the run goes on.
  if (payments === null) throw new Error('Bank details cannot be opened: set ACCOUNT_KEYS.');
  const endMs = clock.now() + CALL_MS;
  while (clock.now() < endMs) {
    const held = await hold(deps, { ticket, run });
    // All of a file's payments are held before it is written.
    const files = held === 0 ? await writeFiles(deps, { ticket, run, payments }) : 0;
    const due = await deps.payoutLines.findDueAttempts(deps.db, run, { wallMs: clock.now(), limit: PAGE_ATTEMPTS_MAX });
    const troubles = await inParallel(due, (attempt) => step(deps, { ticket, payments }, attempt));
    // The others are through: now it is tried again, by Temporal's patience.
    if (troubles.length > 0)
      throw new Error(`${troubles.length} attempts got stuck: ${String(troubles[0])}`, { cause: troubles[0] });
    if (held === 0 && files === 0 && due.length === 0) return;
  }
}

/** The run, being submitted; null where it is not to be. */
async function begin(deps: SubmissionDeps, { runId }: PayoutRunTicket): Promise<PayoutRunRow | null> {
  return deps.transaction(async (tx) => {
    const run = (await deps.payoutRuns.lockRun(tx, runId))!;
    if (run.state === 'approved')
      await deps.payoutRuns.moveRun(tx, run, { state: 'submitting', wallMs: deps.clock.now() });
    return run.state === 'approved' || run.state === 'submitting' ? { ...run, state: 'submitting' } : null;
  });
}

/** @returns how many lines were looked at */
async function hold(
  deps: SubmissionDeps,
  { ticket, run }: { ticket: PayoutRunTicket; run: PayoutRunRow },
): Promise<number> {
  return deps.transaction(async (tx) => {
    const lines = await deps.payoutLines.takeLines(tx, run, { state: 'ready', limit: HOLD_LINES_MAX });
    await deps.payoutHolds.holdLines(tx, lines, { origin: ticket.origin, wallMs: deps.clock.now() });
    return lines.length;
  });
}

async function step(
  deps: SubmissionDeps,
  { ticket, payments }: { ticket: PayoutRunTicket; payments: Payments },
  attempt: AttemptRow,
): Promise<void> {
  const { provider: rail, vault } = payments;
  if (rail === null) throw new Error('No payment provider is set up: set PAYMENT_PROVIDER_URL.');
  const work: AttemptWork = { ticket, rail, vault };
  const move = attempt.state === 'sent' ? 'find' : nextMove(attempt);
  if (move === 'call') await callRail(deps, work, attempt);
  if (move === 'find') await findOnRail(deps, work, attempt);
}

/** @returns what went wrong; it stops none of the others */
async function inParallel<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<unknown[]> {
  const queue = [...items];
  const troubles: unknown[] = [];
  const hands = Array.from({ length: Math.min(AT_ONCE, queue.length) }, async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift())
      await work(item).catch((error: unknown) => troubles.push(error));
  });
  await Promise.all(hands);
  return troubles;
}
