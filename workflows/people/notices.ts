import {
  ActivityFailure,
  condition,
  continueAsNew,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { rowId } from '../../domain/ids';
import type { NoticePlan } from '../../domain/people/notices';
import { dayOf, origin } from '../kit/origin';
import { journal, outside } from '../kit/proxies';
import type { NoticesInput, NoticesResult } from './notices.messages';
import { noticesArrived } from './notices.messages';

/**
 * A mail server may be away for a night; later nobody waits for the letter any more, and it counts as failed. Each
 * hour of it is tried a few times.
 */
const DELIVERY_PATIENCE = { scheduleToCloseTimeout: '12h' } as const;
const DELIVERY_RETRY = { initialInterval: '2s', backoffCoefficient: 3, maximumInterval: '15m' } as const;
/** What a failure says goes into a row: a code and a place, not a story. */
const REASON_LENGTH_MAX = 300;

/**
 * Tells one person what there is to be told: gathers what comes together, waits for the end of quiet hours or for the
 * daily hour, sends one letter, and ends when nothing is left. A letter that cannot be delivered fails alone: no
 * process waits for it. It runs as `notices/<person>`, once at a time, called by whoever writes a notice.
 */
export async function notices({ personId, sent = 0 }: NoticesInput): Promise<NoticesResult> {
  let calls = 0;
  let failed = 0;
  let sinceMs = Date.now();
  setHandler(noticesArrived, () => void (calls += 1), {
    description: 'There is something to be told: look at the rows. No input.',
  });
  for (let letters = 1; ;) {
    const seen = calls;
    const delivery = { origin: origin(), personId, deliveryId: deliveryIdOf(letters) };
    const plan = await journal.gatherNotices({ ...delivery, sinceMs, nowMs: Date.now() });
    show(plan);
    if (plan.next === 'nothing' && calls === seen) return { sent, failed };
    if (plan.next === 'wait') await waitFor(plan, () => calls > seen);
    if (plan.next !== 'send') continue;
    if (await isDelivered({ ...delivery, plan })) sent += 1;
    else failed += 1;
    letters += 1;
    sinceMs = Date.now();
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof notices>({ personId, sent });
  }
}

/** The same for the same letter of the same run, and for no other. */
function deliveryIdOf(letters: number): string {
  const { workflowId, runId } = workflowInfo();
  return rowId('dlv', `${workflowId}/${runId}/${letters}`);
}

async function waitFor({ untilMs, notices: count }: Extract<NoticePlan, { next: 'wait' }>, isCalled: () => boolean) {
  const waitMs = Math.max(1, untilMs - Date.now());
  await condition(isCalled, waitMs, { summary: `${count} to be told at ${dayOf(untilMs)} UTC` });
}

async function isDelivered(
  delivery: Parameters<typeof outside.deliverNotices>[0] & { plan: Extract<NoticePlan, { next: 'send' }> },
): Promise<boolean> {
  const { plan, ...ids } = delivery;
  const summary = `Tell ${plan.notices} by ${plan.channel}`;
  try {
    await outside.deliverNotices.executeWithOptions({ summary, ...DELIVERY_PATIENCE, retry: DELIVERY_RETRY }, [ids]);
    return true;
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    const reason = (error.cause?.message ?? error.message).slice(0, REASON_LENGTH_MAX);
    await journal.failDelivery({ ...ids, reason, nowMs: Date.now() });
    return false;
  }
}

function show(plan: NoticePlan): void {
  if (plan.next === 'wait') setCurrentDetails(`${plan.notices} to be told at ${dayOf(plan.untilMs)} UTC`);
  else if (plan.next === 'send') setCurrentDetails(`Telling ${plan.notices} by ${plan.channel}`);
  else setCurrentDetails('Nothing is left to be told.');
}
