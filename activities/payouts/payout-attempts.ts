import type { FindOutcome, Payment, SendOutcome } from '../../connectors/payment-rails/rail';
import type { AttemptRow } from '../../database/repositories/payout-lines';
import type { AccountVault } from '../../database/intake/account-vault';
import { DomainError } from '../../domain/errors';
import type { BankDetails } from '../../domain/incentivize/payee';
import type { PayoutAttempt } from '../../domain/incentivize/payout-attempt';
import { afterFind, afterSend, mayCallAgain, startCall } from '../../domain/incentivize/payout-attempt';
import { CALL_AT_ONCE_MS, nextLookMs } from '../../domain/incentivize/payout-run';
import { toSafeMinor } from '../../domain/money';
import { applyChanges } from './attempt-changes';
import type { AttemptWork, SubmissionDeps } from './payout-submission';

/** What was learned of an attempt, and what it is looked at next for. */
interface News {
  next: PayoutAttempt;
  retryAfterMs?: number;
  reason?: string;
  /** The answer to a call: the wait grows with each look, not with each call. */
  called?: true;
}

/**
 * Calls the rail for an attempt: the call is noted first, then made at once or not at all. Whoever else has moved the
 * attempt meanwhile goes on with it, and we stop.
 */
export async function callRail(deps: SubmissionDeps, work: AttemptWork, attempt: AttemptRow): Promise<void> {
  // Before the call is noted: details that do not open must not look like a call that was made.
  const payment = await opened(deps, work, attempt);
  if (payment === null) return;
  const notedMs = deps.clock.now();
  const started = startCall(attempt, notedMs);
  const looks = attempt.looks;
  const nextWallMs = notedMs + nextLookMs('unknown', looks);
  const noted = await deps.transaction((tx) =>
    deps.payoutLines.updateAttempt(tx, attempt, { ...started, looks, nextWallMs, wallMs: notedMs }),
  );
  // Held up so long that a look-up may have found nothing meanwhile: the next look decides.
  if (!noted || deps.clock.now() - notedMs > CALL_AT_ONCE_MS) return;
  const told = await sent(work, payment, started.calls);
  await learn(deps, work, attempt.attemptId, (now) => ({
    next: afterSend(now, told),
    called: true,
    ...(told.outcome === 'unknown' && { retryAfterMs: told.retryAfterMs, reason: told.why }),
    ...(told.outcome === 'rejected' && { reason: told.reason }),
  }));
}

/** Looks an attempt up; where nothing is found and its key is fresh, calls again under the same key. */
export async function findOnRail(deps: SubmissionDeps, work: AttemptWork, attempt: AttemptRow): Promise<void> {
  const payment = await opened(deps, work, attempt);
  if (payment === null) return;
  const askedMs = deps.clock.now();
  const told = await work.rail.find(payment);
  const now = await learn(deps, work, attempt.attemptId, (row) => found(row, told, askedMs));
  if (told.outcome === 'absent' && now.state === 'unknown' && mayCallAgain(now, deps.clock.now()))
    await callRail(deps, work, now);
}

function found(row: AttemptRow, told: FindOutcome, askedMs: number): News {
  const words = { ...('reason' in told && { reason: told.reason }), ...('why' in told && { reason: told.why }) };
  const retryAfterMs = told.outcome === 'unknown' ? told.retryAfterMs : undefined;
  try {
    return { next: afterFind(row, told, askedMs), retryAfterMs, ...words };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    // It contradicts what is on record: nothing changes, and the row says what a person has to look at.
    return { next: row, reason: error.message };
  }
}

/** What cannot even be asked never left. */
async function sent({ rail }: AttemptWork, payment: Payment, calls: number): Promise<SendOutcome> {
  try {
    return await rail.send(payment, { again: calls > 1 });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { outcome: 'rejected', reason: error.message };
  }
}

/** Writes what was learned, with the line and the ledger, in one transaction. @returns the attempt as it now stands */
async function learn(
  deps: SubmissionDeps,
  work: AttemptWork,
  attemptId: string,
  newsOf: (row: AttemptRow) => News,
): Promise<AttemptRow> {
  return deps.transaction(async (tx) => {
    const row = await deps.payoutLines.lockAttempt(tx, attemptId);
    const { next, retryAfterMs, reason, called } = newsOf(row);
    const wallMs = deps.clock.now();
    const sooner = next.state === 'sent' && row.state !== 'sent';
    const looks = sooner ? 0 : row.looks + (called ? 0 : 1);
    const nextWallMs = wallMs + nextLookMs(next.state, looks, retryAfterMs);
    await deps.payoutLines.updateAttempt(tx, row, { ...next, looks, nextWallMs, wallMs, reason });
    if (next.state !== row.state)
      await applyChanges(deps, tx, { origin: work.ticket.origin, wallMs, changed: [{ row, next, reason }] });
    return { ...row, ...next, looks };
  });
}

/** The payment; null where bank details do not open here, which the row then says: a key is missing, or a row was touched. */
async function opened(deps: SubmissionDeps, work: AttemptWork, attempt: AttemptRow): Promise<Payment | null> {
  try {
    return paymentOf(work.vault, attempt);
  } catch (error) {
    const reason = unreadable(error);
    await learn(deps, work, attempt.attemptId, (row) => ({ next: row, reason }));
    return null;
  }
}

/** Why a payment cannot be made: a key is missing, or a row was touched. */
export const unreadable = (error: unknown): string =>
  `The bank details cannot be read: ${error instanceof Error ? error.message : String(error)}`;

/** The payment of an attempt. @throws Error where bank details do not open here */
export function paymentOf(vault: AccountVault, attempt: AttemptRow): Payment {
  const { attemptId, providerKey, currency, amountMinor, accountId, keyId, sealed } = attempt;
  const { holderName, ...destination } = JSON.parse(vault.open({ keyId, sealed }, accountId)) as BankDetails;
  const { runId, lineId, programId, period } = attempt;
  return {
    ...{ paymentId: attemptId, providerKey, currency, destination },
    amountMinor: toSafeMinor(amountMinor),
    payeeName: holderName,
    remittanceText: `Payout ${programId} ${period}`,
    metadata: { runId, lineId, attemptId },
  };
}
