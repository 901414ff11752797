import type { PayoutRunRow } from '../../database/repositories/payout-runs';
import type { Queryable } from '../../database/sql';
import { programTimeAt, wallDueAt, wallTimeAt } from '../../domain/clock';
import { resultsMissedMs } from '../../domain/incentivize/payment-report';
import type { Deps } from '../shared/deps';

/** What reminding needs. */
export type ReminderDeps = Pick<Deps, 'paymentFiles' | 'payoutNotices' | 'published'>;

/**
 * Reminds finance of the files of a run of which no results have come, by the program's clock. Idempotent by run, revision,
 * file number and reminder: what was missed while no worker ran is said once. The run is locked, and is being submitted.
 *
 * @returns when the next reminder falls due, wall time, epoch ms; null when there is none any more
 */
export async function remindOfResults(
  deps: ReminderDeps,
  tx: Queryable,
  { run, wallMs }: { run: PayoutRunRow; wallMs: number },
): Promise<number | null> {
  const files = await deps.paymentFiles.findUnreportedFiles(tx, run);
  if (files.length === 0) return null;
  const { clock, calendar } = (await deps.published.latest(run.programId))!;
  const next: number[] = [];
  for (const { number, madeWallMs } of files) {
    const missedMs = resultsMissedMs(calendar, programTimeAt(clock, madeWallMs));
    const past = missedMs.filter((programMs) => wallTimeAt(clock, programMs) <= wallMs).length;
    const businessKey = `payout-run/${run.runId}/${run.revision}/results/${number}/${past}`;
    if (past > 0)
      await deps.payoutNotices.noteRun(tx, { runId: run.runId, occasion: 'results_missing', businessKey, wallMs });
    const programDueMs = missedMs[past];
    if (programDueMs !== undefined)
      next.push(wallDueAt(clock, { programDueMs, wallNowMs: wallMs, waitsForOutside: true }).wallDueMs);
  }
  return next.length === 0 ? null : Math.min(...next);
}
