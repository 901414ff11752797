import type { Client, ScheduleOptions, ScheduleUpdateOptions } from '@temporalio/client';
import {
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  WorkflowExecutionAlreadyStartedError,
} from '@temporalio/client';
import type { PayoutSchedules, PayoutStarter } from '../activities/shared/deps';
import { payoutOpeningId, payoutRunId, payoutScheduleId } from '../domain/ids';
import { payoutRunRowId, payoutRunTitle } from '../domain/incentivize/payout-run';
import type { PayoutScheduleTerms } from '../domain/incentivize/payout-schedule';
import { CATCH_UP_MS, MONTHS_AFTER } from '../domain/incentivize/payout-schedule';
import { PAYOUT_OPENING } from '../workflows/incentivize/payout-opening.messages';
import type { PayoutRunInput } from '../workflows/incentivize/payout-run.messages';
import { PAYOUT_RUN, PAYOUT_RUN_DETAILS } from '../workflows/incentivize/payout-run.messages';

/** As Temporal names them. */
const MONTHS = [
  ...(['JANUARY', 'FEBRUARY', 'MARCH', 'APRIL', 'MAY', 'JUNE', 'JULY', 'AUGUST'] as const),
  ...(['SEPTEMBER', 'OCTOBER', 'NOVEMBER', 'DECEMBER'] as const),
];

/** Keeps the schedules of payout runs in Temporal, where people see, pause and trigger them. */
export function payoutSchedules(client: Client, taskQueue: string): PayoutSchedules {
  return {
    async ensure(terms) {
      const wanted = scheduleOf(terms, taskQueue);
      const { note } = wanted.state;
      const scheduleId = payoutScheduleId(terms.programId);
      try {
        await client.schedule.create({ ...wanted, scheduleId });
      } catch (error) {
        if (!(error instanceof ScheduleAlreadyRunning)) throw error;
        const handle = client.schedule.getHandle(scheduleId);
        await handle.update(({ state }) => ({ ...wanted, state: { ...state, note } }) as ScheduleUpdateOptions);
      }
    },

    async remove(programId) {
      try {
        await client.schedule.getHandle(payoutScheduleId(programId)).delete();
      } catch (error) {
        if (!(error instanceof ScheduleNotFoundError)) throw error;
      }
    },
  };
}

function scheduleOf(terms: PayoutScheduleTerms, taskQueue: string) {
  const { programId, title, version, zone, period, day, at } = terms;
  const [hour, minute] = at.split(':').map(Number) as [number, number];
  return {
    spec: {
      calendars: [
        {
          month: MONTHS_AFTER[period].map((month) => MONTHS[month - 1]!),
          ...{ dayOfMonth: day, hour, minute },
          comment: `Day ${day} after the end of each ${period}`,
        },
      ],
      timezone: zone,
    },
    action: {
      type: 'startWorkflow',
      workflowType: PAYOUT_OPENING,
      workflowId: payoutOpeningId(programId),
      taskQueue,
      args: [{ programId }],
      staticSummary: `Open the payout run of ${title}`,
      staticDetails:
        'Opens the run of the period that has ended, unless somebody has. To open it now: trigger the schedule.',
    },
    policies: {
      // Each action is about its own period and none is to be lost: where several are late they come one after the other.
      overlap: ScheduleOverlapPolicy.BUFFER_ALL,
      catchupWindow: CATCH_UP_MS,
      // One that could not be opened says nothing of the next.
      pauseOnFailure: false,
    },
    state: { note: `As version ${version} of ${programId} says` },
  } satisfies Omit<ScheduleOptions, 'scheduleId'>;
}

/** Starts payout runs as the API does, so that a run which opens by itself and one that is opened are one. */
export function payoutStarter(client: Client, taskQueue: string): PayoutStarter {
  return {
    async open(key, intakeId) {
      const title = payoutRunTitle(key);
      const input: PayoutRunInput = { runId: payoutRunRowId(key), intakeId, title };
      try {
        await client.workflow.start(PAYOUT_RUN, {
          taskQueue,
          workflowId: payoutRunId(key),
          // What was refused stands in nobody's way; what has ended is read from its rows and ends again.
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
          workflowIdConflictPolicy: 'FAIL',
          args: [input],
          staticSummary: `Pay ${title}`,
          staticDetails: PAYOUT_RUN_DETAILS,
        });
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      }
    },
  };
}
