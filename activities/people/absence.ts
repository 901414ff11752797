import { heartbeat } from '@temporalio/activity';
import type { Activities } from '../index';
import type { Deps } from '../shared/deps';

/** Approvals that one call tells; the next call goes on behind them. */
const TOLD_PER_CALL_MAX = 1_000;
/** Signals on their way at the same moment. */
const AT_ONCE = 10;

/** Absences, and what follows from them for whatever waits. */
export function absences(
  deps: Pick<Deps, 'db' | 'clock' | 'absences' | 'absenceLives' | 'approvals' | 'approvalOrders'>,
): Pick<Activities, 'readAbsence' | 'tellAbsence' | 'rerouteApprovals'> {
  return {
    /** Reads only. */
    async readAbsence({ absenceId }) {
      return { cancelled: await deps.absences.isCancelled(deps.db, absenceId) };
    },

    /** Idempotent by absence id: it starts once, and looks at its row however often it is told. */
    async tellAbsence({ absence, cancelledAbsence }) {
      if (absence) await deps.absenceLives.start(absence);
      if (cancelledAbsence !== undefined) await deps.absenceLives.lookAgain(cancelledAbsence);
    },

    /** Idempotent by each approval: told again it looks again, and what has not changed stays. */
    async rerouteApprovals({ personId, after }) {
      const scope = { personId, wallMs: deps.clock.now(), after: after ?? '', limit: TOLD_PER_CALL_MAX };
      const affected = await deps.approvals.findAffected(deps.db, scope);
      for (let first = 0; first < affected.length; first += AT_ONCE) {
        const some = affected.slice(first, first + AT_ONCE);
        await Promise.all(some.map(({ workflowId }) => deps.approvalOrders.peopleChanged(workflowId)));
        heartbeat();
      }
      const last = affected.length === TOLD_PER_CALL_MAX ? affected.at(-1)!.approvalId : undefined;
      return { told: affected.length, ...(last === undefined ? {} : { after: last }) };
    },
  };
}
