import type { LedgerPosting } from '../../database/repositories/ledger';
import type { AttemptRow } from '../../database/repositories/payout-lines';
import type { Queryable } from '../../database/sql';
import { programTimeAt } from '../../domain/clock';
import { rowId } from '../../domain/ids';
import type { PayoutAttempt } from '../../domain/incentivize/payout-attempt';
import type { Origin } from '../../domain/journal';
import type { Deps } from '../shared/deps';

/** What a change of attempts touches. */
export type ChangeDeps = Pick<Deps, 'ledger' | 'payoutLines' | 'payoutHolds' | 'payoutNotices' | 'facts' | 'published'>;

/** An attempt that has changed, as its row was before. */
export interface ChangedAttempt {
  row: AttemptRow;
  next: PayoutAttempt;
  reason?: string;
}

/** After these the money is where it was: the line has failed. */
const BACK: readonly PayoutAttempt['state'][] = ['rejected', 'absent', 'returned'];

/**
 * What changes of attempts mean for their lines and for the ledger, in the transaction that has written them. What came back
 * after its run was closed leaves the run at once: it is due to the next one.
 */
export async function applyChanges(
  deps: ChangeDeps,
  tx: Queryable,
  { origin, wallMs, changed }: { origin: Origin; wallMs: number; changed: readonly ChangedAttempt[] },
): Promise<void> {
  const paid = changed.filter(({ next }) => next.state === 'paid');
  const back = changed.filter(({ next }) => BACK.includes(next.state));
  const posting = ({ row }: ChangedAttempt, of: string, order: LedgerPosting['order']): LedgerPosting =>
    deps.payoutHolds.posting(row, { origin, wallMs, key: keyOf(row, of) }, order);
  const amount = ({ row: { amountMinor } }: ChangedAttempt) => ({ amountMinor });
  await deps.ledger.post(tx, [
    ...paid.map((each) => posting(each, 'settle', { kind: 'settle', ...amount(each) })),
    ...back
      .filter(({ row }) => row.state === 'paid')
      .map((each) =>
        posting(each, 'unsettle', { kind: 'reversal', reverses: rowId('ltx', keyOf(each.row, 'settle')) }),
      ),
    ...back.flatMap((each) =>
      deps.payoutHolds.ordersBack(each.row).map((order) => posting(each, keyBack(order.kind), order)),
    ),
  ]);
  for (const [reason, lineIds] of byReason(paid))
    await deps.payoutLines.settleLines(tx, lineIds, { state: 'paid', reason });
  for (const [reason, lineIds] of byReason(back))
    await deps.payoutLines.settleLines(tx, lineIds, { state: 'failed', reason });
  for (const [reason, lineIds] of byReason(back.filter(({ row }) => row.runState === 'closed')))
    await deps.payoutLines.settleLines(tx, lineIds, { state: 'released', reason });
  await tell(deps, tx, { origin, wallMs, paid, returned: back.filter(({ next }) => next.state === 'returned') });
}

/** Facts for the stages of the partners, and notices to people, of what was paid and of what came back. */
async function tell(
  deps: ChangeDeps,
  tx: Queryable,
  changed: { origin: Origin; wallMs: number; paid: ChangedAttempt[]; returned: ChangedAttempt[] },
): Promise<void> {
  const { origin, wallMs, paid, returned } = changed;
  for (const [kind, which] of [
    ['payout_settled', paid],
    ['payout_returned', returned],
  ] as const)
    for (const programId of new Set(which.map(({ row }) => row.programId))) {
      const lineIds = which.filter(({ row }) => row.programId === programId).map(({ row }) => row.lineId);
      const version = await deps.published.latest(programId);
      const occurredMs = version ? programTimeAt(version.clock, wallMs) : wallMs;
      await deps.facts.insertPayoutFacts(tx, { origin, kind, lineIds, occurredMs });
    }
  await deps.payoutNotices.noteReturned(tx, { lineIds: returned.map(({ row }) => row.lineId), wallMs });
  for (const { row } of returned)
    if (row.runState === 'closed') {
      const businessKey = keyOf(row, 'returned');
      await deps.payoutNotices.noteRun(tx, { runId: row.runId, occasion: 'payment_returned', businessKey, wallMs });
    }
}

/** Going out has used the same kinds. */
const keyBack = (kind: string): string => (kind === 'reserve' || kind === 'unreserve' ? `${kind}-back` : kind);

const keyOf = ({ attemptId }: AttemptRow, of: string): string => `payout-attempt/${attemptId}/${of}`;

function byReason(changed: readonly ChangedAttempt[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { row, next, reason = next.state } of changed)
    groups.set(reason, [...(groups.get(reason) ?? []), row.lineId]);
  return groups;
}
