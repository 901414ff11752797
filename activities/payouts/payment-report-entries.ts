import type { ReportEntry } from '../../database/repositories/payment-reports';
import type { AttemptRow } from '../../database/repositories/payout-lines';
import type { Queryable } from '../../database/sql';
import { DomainError } from '../../domain/errors';
import type { ReportEffect, ReportTicket } from '../../domain/incentivize/payment-report';
import { afterReport } from '../../domain/incentivize/payment-report';
import type { PayoutAttempt } from '../../domain/incentivize/payout-attempt';
import type { Origin } from '../../domain/journal';
import type { Deps } from '../shared/deps';
import type { ChangeDeps, ChangedAttempt } from './attempt-changes';
import { applyChanges } from './attempt-changes';

/** What entries of reports touch. */
export type EntryDeps = ChangeDeps & Pick<Deps, 'clock' | 'payoutRuns' | 'paymentReports'>;

type Known = ReportEntry & { attemptId: string; outcome: NonNullable<ReportEntry['outcome']> };
type Settled = Pick<ReportEntry, 'position' | 'effect' | 'reason'>;

/**
 * Applies what a report says and what waits: attempts, lines and ledger, in one transaction with what each entry did. Where
 * one payment has several entries they count in the order of the file.
 */
export async function applyEntries(deps: EntryDeps, tx: Queryable, ticket: ReportTicket): Promise<void> {
  const { reportId, origin, rail } = ticket;
  // Runs first, in one order, so that none is closed meanwhile; then the attempts.
  for (const { runId } of await deps.paymentReports.findReportRuns(tx, reportId))
    await deps.payoutRuns.lockRun(tx, runId);
  let waiting = (await deps.paymentReports.readEntries(tx, reportId)).filter(isWaiting);
  const ids = [...new Set(waiting.map(({ attemptId }) => attemptId))];
  const booked = await deps.paymentReports.findBookedReferences(tx, ids);
  while (waiting.length > 0) {
    const rows = new Map((await deps.payoutLines.lockAttempts(tx, ids)).map((row) => [row.attemptId, row]));
    const now = firstOfEach(waiting);
    const wave = now.map((entry) =>
      judged(entry, { row: rows.get(entry.attemptId)!, booked, rail, wallMs: deps.clock.now() }),
    );
    await write(deps, tx, { origin, wave });
    await deps.paymentReports.settleEntries(
      tx,
      reportId,
      wave.map(({ settled }) => settled),
    );
    waiting = waiting.filter((entry) => !now.includes(entry));
  }
}

const isWaiting = (entry: ReportEntry): entry is Known => entry.effect === 'waits';

/** The first entry of each payment. */
function firstOfEach(waiting: readonly Known[]): Known[] {
  const seen = new Set<string>();
  return waiting.filter(({ attemptId }) => !seen.has(attemptId) && seen.add(attemptId));
}

interface Judged {
  row: AttemptRow;
  next: PayoutAttempt;
  settled: Settled;
  /** The provider is asked again at once. */
  ask: boolean;
}

/** Of what may be out the provider can be asked. */
const ASKED: readonly PayoutAttempt['state'][] = ['sending', 'unknown', 'sent'];

/** What an entry does to its attempt as it stands. */
function judged(
  entry: Known,
  at: { row: AttemptRow; booked: Map<string, string>; rail: ReportTicket['rail']; wallMs: number },
): Judged {
  const { row, booked, rail, wallMs } = at;
  const { position, outcome, reason } = entry;
  const done = (effect: ReportEffect, why: string | null = reason, next: PayoutAttempt = row, ask = false): Judged => ({
    ...{ row, next, ask, settled: { position, effect, reason: why } },
  });
  // A refusal may be the answer to one call of several, and a message may be late: the look-up that follows decides. What is
  // paid is looked up no more: it has come back.
  if (rail === 'provider' && outcome === 'rejected' && ASKED.includes(row.state))
    return done('known', reason, row, true);
  if (rail !== 'provider' && outcome === 'rejected' && (row.state === 'sent' || row.state === 'paid'))
    return done('contradicts', `${reason ?? 'Rejected'}: but it is ${row.state} already. A person must look.`);
  const before = booked.get(row.attemptId);
  if (outcome === 'paid' && before !== undefined && entry.reference !== null && before !== entry.reference)
    return done('contradicts', `Booked as ${entry.reference}, and before as ${before}. A person must look.`);
  const reference = rail === 'provider' ? entry.reference! : (row.fileReference ?? row.attemptId);
  try {
    const next = afterReport(row, { outcome, reference }, wallMs);
    return next.state === row.state ? done('known') : done('applied', reason, next);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return done('contradicts', error.message);
  }
}

async function write(
  deps: EntryDeps,
  tx: Queryable,
  { origin, wave }: { origin: Origin; wave: readonly Judged[] },
): Promise<void> {
  const wallMs = deps.clock.now();
  const changed: ChangedAttempt[] = [];
  for (const { row, next, ask, settled } of wave) {
    if (next.state === row.state && !ask) continue;
    const reason = settled.reason ?? undefined;
    await deps.payoutLines.updateAttempt(tx, row, { ...next, looks: row.looks, nextWallMs: wallMs, wallMs, reason });
    if (next.state !== row.state) changed.push({ row, next, reason });
  }
  await applyChanges(deps, tx, { origin, wallMs, changed });
}
