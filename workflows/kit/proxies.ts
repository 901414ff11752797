import {
  ActivityCancellationType,
  ActivityFailure,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
} from '@temporalio/workflow';
import type { Activities } from '../../activities';

/**
 * The five kinds of risk, declared once. A workflow picks the effect from the kind it belongs to, so that a reader
 * sees at the call what may happen.
 */

/**
 * Our own rows, by local activities: quick, idempotent, refusals come back as values. Whatever is thrown is for a
 * retry to cure (Postgres restarting), so it is retried for as long as it takes: losing a turn would lose a record.
 * What Postgres will always refuse is a bug of ours: it fails the workflow *task*, which tries again until it is
 * repaired, instead of ending a partner's life.
 */
export const journal = untilRepaired(
  proxyLocalActivities<
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
      | 'recordDecision'
      | 'journalApproval'
      | 'recordPersonChange'
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
  }),
);

/** Our own effects that a manager looks for in the Temporal UI: normal activities, each with a summary. */
export const business = proxyActivities<
  Pick<
    Activities,
    | 'openApproval'
    | 'recordFacts'
    | 'completeTraining'
    | 'certifyLearner'
    | 'announceCertificate'
    | 'scoreFit'
    | 'calculatePayout'
    | 'recordPayout'
    | 'scorePartner'
    | 'applyTier'
  >
>({
  // Pricing one partner's period is seconds at the most; a lost worker is noticed after this long.
  startToCloseTimeout: '1m',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '30s' },
});

/** Rows by the thousand: each call is bounded by rows, tells where it is, and goes on where the last attempt stopped. */
export const bulk = proxyActivities<Pick<Activities, 'importRows' | 'notifyLifecycles' | 'pricePartners'>>({
  // A call takes some ten seconds; a slow disk may stretch it, and it still makes progress.
  startToCloseTimeout: '15m',
  // A chunk is a second or two; reading a large file before the first chunk takes a few.
  heartbeatTimeout: '1m',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '30s' },
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

type Effects = Record<string, (...args: never[]) => Promise<unknown>>;

function untilRepaired<T extends object>(activities: T): T {
  return new Proxy(activities, {
    get:
      (target, name: string) =>
      async (...args: never[]): Promise<unknown> => {
        try {
          return await (target as Effects)[name]!(...args);
        } catch (error) {
          if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
          throw new Error(`${name} can never succeed as it is: ${error.cause?.message ?? error.message}`, {
            cause: error,
          });
        }
      },
  });
}
