import type { Deps } from '../shared/deps';

/**
 * Tells the partners whose incentivize stage is open that facts about their payouts are on record (`payout_settled`,
 * `payout_returned`). All others read them when they look next: no stage waits for settlement. Idempotent by the lifecycle, a
 * note may come twice.
 */
export async function tellStages(
  deps: Pick<Deps, 'db' | 'payoutRuns' | 'lifecycles'>,
  of: { runId: string } | { reportId: string },
): Promise<void> {
  const importId = 'runId' in of ? of.runId : of.reportId;
  for (const partnerId of await deps.payoutRuns.findStagesToTell(deps.db, of))
    await deps.lifecycles.notify(partnerId, { importId, count: 1 });
}
