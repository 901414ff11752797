import {
  ActivityCancellationType,
  ActivityFailure,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
} from '@temporalio/workflow';
import type { Activities } from '../../activities';

/**
 * The seven kinds of risk, declared once. A workflow picks the effect from the kind it belongs to, so that a reader
 * sees at the call what may happen.
 */

const rows = proxyLocalActivities<
  Pick<
    Activities,
    | 'beginLifecycle'
    | 'journalLifecycle'
    | 'journalStage'
    | 'recordCommand'
    | 'readOrder'
    | 'recordStepAction'
    | 'prepareAgreement'
    | 'countFacts'
    | 'checkTraining'
    | 'readPartner'
    | 'renewCalendars'
    | 'recordDecision'
    | 'recordApprovalAct'
    | 'readAmendment'
    | 'findLostClaims'
    | 'journalApproval'
    | 'recordPersonChange'
    | 'recordPayeeChange'
    | 'openPayoutRun'
    | 'recordPayoutOrder'
    | 'readPayoutRun'
    | 'turnPayoutRun'
    | 'readAbsence'
    | 'journalCertificate'
    | 'recordPublication'
    | 'gatherNotices'
    | 'failDelivery'
  >
>({
  // One transaction takes milliseconds; ten seconds is a database that does not answer.
  startToCloseTimeout: '10s',
  // Longer waits become timers in the history instead of keeping the workflow task open.
  localRetryThreshold: '20s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '10s' },
});

/**
 * Our own rows, by local activities: quick, idempotent, refusals come back as values. Whatever is thrown is for a
 * retry to cure (Postgres restarting), so it is retried for as long as it takes: losing a turn would lose a record.
 * What Postgres will always refuse is a bug of ours: it fails the workflow *task*, which tries again until it is
 * repaired, instead of ending a partner's life.
 */
export const journal = untilRepaired(rows);

/** Our own effects that a manager looks for in the Temporal UI: normal activities, each with a summary. */
export const business = proxyActivities<
  Pick<
    Activities,
    | 'openApproval'
    | 'tellAbsence'
    | 'recordFacts'
    | 'completeTraining'
    | 'certifyLearner'
    | 'announceCertificate'
    | 'scoreFit'
    | 'recordPayout'
    | 'raiseDispute'
    | 'endDispute'
    | 'scorePartner'
    | 'applyTier'
    | 'tellPeopleChanged'
    | 'schedulePayoutRuns'
    | 'openScheduledRun'
  >
>({
  // One transaction, or a few; a lost worker is noticed after this long, and somebody waits for it.
  startToCloseTimeout: '15s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '30s' },
});

/** Our own effects that price a partner: normal activities, each with a summary. */
export const pricing = proxyActivities<
  Pick<Activities, 'calculatePayout' | 'previewCorrection' | 'orderCorrection' | 'postCorrection' | 'dropCorrection'>
>({
  // Pricing one partner's period is seconds at the most, its past somewhat more; a lost worker is noticed after this long.
  startToCloseTimeout: '1m',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '30s' },
});

/** Rows by the thousand: each call is bounded by rows, tells where it is, and goes on where the last attempt stopped. */
export const bulk = proxyActivities<
  Pick<Activities, 'importRows' | 'notifyLifecycles' | 'pricePartners' | 'rerouteApprovals'>
>({
  // A call takes some ten seconds; a slow disk may stretch it, and it still makes progress.
  startToCloseTimeout: '15m',
  // A chunk is a second or two; reading a large file before the first chunk takes a few.
  heartbeatTimeout: '1m',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '30s' },
});

/**
 * Money: many payees per call. What was done before a worker died is in rows, and the next attempt goes on from there; so it
 * is tried again for as long as it takes, and a dead worker is noticed soon.
 */
export const payments = proxyActivities<
  Pick<Activities, 'calculatePayoutRun' | 'submitPayoutRun' | 'takePaymentReport' | 'decidePaymentReport'>
>({
  // A call works for a minute, plus what is under way then: a provider that hangs takes half a minute.
  startToCloseTimeout: '5m',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '10s' },
});

/**
 * Somebody else's system: patient per try, bounded overall; after that the step becomes a task for a person.
 * The bound is wall time: an outside system knows nothing of a program's clock.
 */
export const outside = proxyActivities<
  Pick<Activities, 'screenPartner' | 'provisionAccess' | 'revokeAccess' | 'deliverNotices'>
>({
  startToCloseTimeout: '30s',
  scheduleToCloseTimeout: '5m',
  // What is under way is awaited: access that is still being given must not come after the taking back.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '20s' },
});

/** What the Temporal UI shows for each record that is written or read. */
const JOURNAL_SUMMARIES: Record<keyof typeof rows, string> = {
  beginLifecycle: 'Take the application in',
  journalLifecycle: 'Write where the partner stands',
  journalStage: 'Write what has changed in the stage',
  recordCommand: 'Record a command, or why it is refused',
  readOrder: 'Read the command behind an order',
  recordStepAction: 'Record what somebody did, or why it is refused',
  prepareAgreement: 'Prepare the document to sign',
  countFacts: 'Count the facts on record',
  checkTraining: 'Look who is certified',
  readPartner: 'Read the partner and its tier',
  renewCalendars: 'Take calendars that reach further',
  recordDecision: 'Record a decision, or why it is refused',
  recordApprovalAct: 'Record what somebody did to the task, or why it is refused',
  readAmendment: 'Read whether what is decided was handed in again',
  findLostClaims: 'Look whether who claimed a step may still do it',
  journalApproval: 'Write where the approval stands',
  recordPersonChange: 'Record the change of a person, or why it is refused',
  recordPayeeChange: 'Record the change of a payee, or why it is refused',
  openPayoutRun: 'Open the run, or record why it is refused',
  recordPayoutOrder: 'Record an order to the run, or why it is refused',
  readPayoutRun: 'Read how the run stands',
  turnPayoutRun: 'Move the run on',
  readAbsence: 'Read whether the absence stands',
  journalCertificate: 'Write where the certificate stands',
  recordPublication: 'Record the program version, or why it is refused',
  gatherNotices: 'Look what there is to be told, and when',
  failDelivery: 'Give a letter up',
};

type Effect = { executeWithOptions(options: { summary: string }, args: unknown[]): Promise<unknown> };

function untilRepaired<T extends object>(activities: T): T {
  return new Proxy(activities, {
    get:
      (target, name: string) =>
      async (...args: unknown[]): Promise<unknown> => {
        const summary = (JOURNAL_SUMMARIES as Record<string, string>)[name]!;
        try {
          return await (target as Record<string, Effect>)[name]!.executeWithOptions({ summary }, args);
        } catch (error) {
          if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
          throw new Error(`${name} can never succeed as it is: ${error.cause?.message ?? error.message}`, {
            cause: error,
          });
        }
      },
  });
}
