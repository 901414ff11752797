import { programTimeAt } from '../../domain/clock';
import { payoutRunId, payoutScheduleId, rowId } from '../../domain/ids';
import type { PayoutRunKey } from '../../domain/incentivize/payout-run';
import { OPEN_RUN_KIND, payoutRunRowId, PAYOUT_SCHEDULER } from '../../domain/incentivize/payout-run';
import { lastEndedPeriod, payoutScheduleOf } from '../../domain/incentivize/payout-schedule';
import type { Activities } from '../index';
import type { Deps } from '../shared/deps';

type ScheduleDeps = Pick<Deps, 'transaction' | 'clock' | 'intake' | 'published' | 'payoutSchedules' | 'payoutStarter'>;

/** Payout runs that open by themselves. */
export function payoutSchedules(deps: ScheduleDeps): Pick<Activities, 'schedulePayoutRuns' | 'openScheduledRun'> {
  return {
    /**
     * Idempotent by program: whichever publication comes last, the schedule is as the latest version says. Undo: publish a
     * version without `runs`.
     */
    async schedulePayoutRuns({ programId }) {
      const version = await deps.published.latest(programId);
      const terms = version && payoutScheduleOf(version);
      if (terms) await deps.payoutSchedules.ensure(terms);
      else await deps.payoutSchedules.remove(programId);
      return { scheduleId: payoutScheduleId(programId), scheduled: terms !== null };
    },

    /** Idempotent by run id: a run that is open, or has ended, stays as it is. Undo: void the run. */
    async openScheduledRun({ programId, dueWallMs }) {
      const version = await deps.published.latest(programId);
      if (!version)
        return { refused: 'PROGRAM.NOT_PUBLISHED', message: `Program "${programId}" has no published version.` };
      const { clock, calendar, document } = version;
      const period = lastEndedPeriod(calendar, document.period, programTimeAt(clock, dueWallMs));
      const key: PayoutRunKey = { programId, period, kind: 'regular', number: 1 };
      const workflowId = payoutRunId(key);
      // By the time too: an opening that was refused, e.g. without a rail, does not stand in the way of the next one.
      const intakeId = rowId('in', `${workflowId}/${PAYOUT_SCHEDULER}/${dueWallMs}`);
      const staging = { kind: OPEN_RUN_KIND, target: workflowId, principal: PAYOUT_SCHEDULER, intakeId };
      await deps.transaction((tx) =>
        deps.intake.stageAccepted(tx, [{ ...staging, content: { ...key }, nowWallMs: deps.clock.now() }]),
      );
      await deps.payoutStarter.open(key, intakeId);
      return { runId: payoutRunRowId(key), workflowId, period };
    },
  };
}
