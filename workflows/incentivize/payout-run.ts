import {
  allHandlersFinished,
  condition,
  continueAsNew,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { isRefusal } from '../../domain/errors';
import type { PayoutRunState, PayoutRunStanding, PayoutRunTicket } from '../../domain/incentivize/payout-run';
import { FAILED_WAITS_MS } from '../../domain/incentivize/payout-run';
import { origin } from '../kit/origin';
import { journal, payments } from '../kit/proxies';
import type { PayoutRunInput, PayoutRunResult } from './payout-run.messages';
import { orderPayoutRun, payoutRunTouched, viewPayoutRun } from './payout-run.messages';

/** Money under way is looked at again no sooner than this, whatever its rows say. */
const LOOK_AGAIN_MS_MIN = 500;

/** After these nothing happens any more. */
const ENDED: readonly PayoutRunState[] = ['closed', 'void'];

/**
 * What is due to the partners of a program goes out: calculated, approved by somebody who did not ask for it, sent, settled.
 * Where it stands is in rows, and each round begins by reading them: a worker's death, a reset to the start and a colleague's
 * order come to the same.
 */
export async function payoutRun(input: PayoutRunInput): Promise<PayoutRunResult> {
  const { runId, intakeId, title } = input;
  const ticket = (): PayoutRunTicket => ({ origin: origin(), runId, nowMs: Date.now() });
  let run: PayoutRunStanding | null = null;
  let orders = 0;
  setHandler(viewPayoutRun, () => run, { description: 'How the run stands, as of its last step.' });
  setHandler(
    orderPayoutRun,
    async (order) => {
      const told = await journal.recordPayoutOrder({ origin: origin(), runId, intakeId: order.intakeId });
      orders += 1;
      return told;
    },
    { description: 'What somebody orders, staged by the API: approve, void, recalculate, retry or close.' },
  );
  setHandler(payoutRunTouched, () => void (orders += 1), {
    description: 'Rows of the run have changed, e.g. a file of the bank came back: it looks again. Takes nothing.',
  });
  // Counted before the rows are read: an order that comes while we read is seen by the next round.
  let heard = orders;
  const opened = await journal.openPayoutRun({ ...ticket(), intakeId });
  if (isRefusal(opened)) {
    setCurrentDetails(`### Not opened\n\n**${opened.refused}**: ${opened.message}`);
    await condition(allHandlersFinished);
    return opened;
  }
  run = opened;
  while (!ENDED.includes(run.state)) {
    setCurrentDetails(pageOf(title, run));
    if (workflowInfo().continueAsNewSuggested) {
      await condition(allHandlersFinished);
      await continueAsNew<typeof payoutRun>(input);
    }
    await step(ticket(), run, { title, ordered: () => orders > heard });
    heard = orders;
    run = await journal.readPayoutRun({ runId });
  }
  setCurrentDetails(pageOf(title, run));
  await condition(allHandlersFinished);
  return run;
}

/** One step on, with the wait for whatever comes next. */
async function step(
  ticket: PayoutRunTicket,
  run: PayoutRunStanding,
  { title, ordered }: { title: string; ordered: () => boolean },
): Promise<void> {
  const turn = (to: PayoutRunState) => journal.turnPayoutRun({ ...ticket, from: run.state, to });
  switch (run.state) {
    case 'open':
      await payments.calculatePayoutRun.executeWithOptions({ summary: `Calculate ${title}` }, [ticket]);
      return;
    case 'calculated':
      // Nothing to pay asks nobody.
      await turn(run.lines.ready === 0 ? 'closed' : 'in_review');
      return;
    case 'approved':
    case 'submitting': {
      const summary = `Pay ${run.lines.ready + run.lines.in_transit} payees of ${title}`;
      const now = await payments.submitPayoutRun.executeWithOptions({ summary }, [ticket]);
      if (now.state !== 'submitting') return;
      // All that is under way is in files: what comes back of them wakes us, or that it is time to say that nothing has.
      const allFiled = now.filed !== undefined && now.filed > 0 && now.filed === now.lines.in_transit;
      if (now.nextWallMs === null && !allFiled) return;
      const wakeWallMs = earliest(now.nextWallMs, now.remindWallMs ?? null);
      if (wakeWallMs === null) await condition(ordered);
      else await condition(ordered, Math.max(wakeWallMs - Date.now(), LOOK_AGAIN_MS_MIN));
      return;
    }
    case 'settled':
      await turn('closed');
      return;
    case 'partially_failed':
      if (!(await condition(ordered, FAILED_WAITS_MS))) await turn('closed');
      return;
    default:
      await condition(ordered);
  }
}

/** The sooner of two moments, each of which may be none. In histories of before reminders the second one is. */
function earliest(oneMs: number | null, otherMs: number | null): number | null {
  return oneMs === null || otherMs === null ? (oneMs ?? otherMs) : Math.min(oneMs, otherMs);
}

function pageOf(title: string, { state, revision, lines, totals }: PayoutRunStanding): string {
  const counted = Object.entries(lines).filter(([, count]) => count > 0);
  return [
    `### Payout run of ${title}: **${state.replaceAll('_', ' ')}**`,
    revision > 1 ? `Revision ${revision}` : '',
    counted.map(([of, count]) => `${count} ${of.replaceAll('_', ' ')}`).join(' · '),
    totals.map(({ currency, amountMinor }) => `${amountMinor} minor units of ${currency}`).join(' · '),
  ]
    .filter((line) => line !== '')
    .join('\n\n');
}
