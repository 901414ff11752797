import {
  allHandlersFinished,
  ChildWorkflowCancellationType,
  condition,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { isRefusal } from '../../domain/errors';
import { contentHash } from '../../domain/hash';
import { approvalWorkflowId, rowId } from '../../domain/ids';
import type { CorrectionOrder, CorrectionOutcome, CorrectionShown } from '../../domain/incentivize/correction';
import { CORRECTION_LADDER, CORRECTION_PLAN, CORRECTION_PREVIEW_KEPT_MS } from '../../domain/incentivize/correction';
import type { ApprovalInput, ApprovalResult } from '../approvals/approval.messages';
import { partnerAttributes } from '../kit/attributes';
import { runChild } from '../kit/child';
import { consoleLink } from '../kit/console-link';
import { origin } from '../kit/origin';
import { pricing } from '../kit/proxies';
import type { CorrectionInput, CorrectionResult } from './correction.messages';
import { orderCorrection } from './correction.messages';

/**
 * A wrong input found later: what correcting it comes to is shown; once submitted, somebody else of finance approves exactly
 * that, and the differences are posted. Where something else has changed meanwhile, what was approved is void and asked again.
 */
export async function correction(input: CorrectionInput): Promise<CorrectionResult> {
  const { correctionId, intakeId } = input;
  let ordered: CorrectionOrder['order'] | undefined;
  let looked = false;
  setHandler(
    orderCorrection,
    async ({ intakeId: order }) => {
      await condition(() => looked);
      const told = await pricing.orderCorrection.executeWithOptions(
        { summary: 'Record what is ordered, or why it is refused' },
        [{ origin: origin(), correctionId, intakeId: order }],
      );
      if (!isRefusal(told)) ordered = told.order;
      return told;
    },
    { description: 'What somebody orders, staged by the API: submit or withdraw.' },
  );
  const first = await pricing.previewCorrection.executeWithOptions({ summary: 'Show what it comes to' }, [
    { origin: origin(), correctionId, intakeId },
  ]);
  looked = true;
  if (isRefusal(first)) {
    setCurrentDetails(`### Correction refused\n\n**${first.refused}**: ${first.message}`);
    await condition(allHandlersFinished);
    return first;
  }
  const title = `### ${first.content.title}\n\n${first.partnerName}`;
  setCurrentDetails(`${title}. Shown, and nothing is posted.`);
  // An order that came in time counts, even if its record is written a moment later.
  if (!(await condition(() => ordered !== undefined, CORRECTION_PREVIEW_KEPT_MS))) await condition(allHandlersFinished);
  const { outcome } = await endOf(ordered, { first, input });
  setCurrentDetails(`${title}: ${outcome}.`);
  await condition(allHandlersFinished);
  return { outcome };
}

function endOf(
  ordered: CorrectionOrder['order'] | undefined,
  { first, input }: { first: CorrectionShown; input: CorrectionInput },
): Ended {
  if (ordered === 'submit') return decide(first, input);
  return drop(input, ordered === undefined ? 'expired' : 'withdrawn');
}

type Ended = Promise<{ outcome: CorrectionOutcome }>;

/** Asks until what was approved is what is posted, or nobody wants it any more; how often is bounded where it is posted. */
async function decide(first: CorrectionShown, input: CorrectionInput): Ended {
  for (let shown = first; ;) {
    setCurrentDetails(`### ${shown.content.title}\n\n${shown.partnerName}. Finance decides, round ${shown.round}.`);
    const approvalId = await ask(shown, input);
    const { correctionId } = input;
    const ended = await pricing.postCorrection.executeWithOptions(
      { summary: 'Post the differences, or record why not' },
      [{ origin: origin(), correctionId, round: shown.round, approvalId }],
    );
    if ('outcome' in ended) return ended;
    shown = ended;
  }
}

function drop({ correctionId }: CorrectionInput, outcome: 'withdrawn' | 'expired'): Ended {
  return pricing.dropCorrection.executeWithOptions({ summary: 'Record that nothing is posted' }, [
    { origin: origin(), correctionId, outcome },
  ]);
}

/** @returns the id of the approval that has ended */
async function ask(shown: CorrectionShown, { consoleUrl }: CorrectionInput): Promise<string> {
  const { round, partnerId, partnerName, requester, beneficiaries, content, audience } = shown;
  const { openedMs, dueMs, calendar, clock, programVersion } = shown;
  const workflowId = approvalWorkflowId(workflowInfo().workflowId, 'correction', round);
  const approvalId = rowId('apr', workflowId);
  const approval: ApprovalInput = {
    ...{
      approvalId,
      content,
      audience,
      requester,
      beneficiaries,
      openedMs,
      dueMs,
      calendar,
      clock,
      programVersion,
      round,
    },
    contentHash: contentHash(content),
    plan: CORRECTION_PLAN,
    ladder: CORRECTION_LADDER,
  };
  await runChild<ApprovalInput, ApprovalResult>(
    'approval',
    {
      workflowId,
      args: [approval],
      cancellationType: ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED,
      staticSummary: `${content.title}: ${partnerName}`,
      staticDetails: `Somebody else of finance decides whether exactly these differences are posted.${consoleLink(consoleUrl, `approvals/${approvalId}`)}`,
      typedSearchAttributes: partnerAttributes({
        ...{ partnerId, stage: 'incentivize', status: 'open', waitingOn: CORRECTION_PLAN.roles, programVersion, dueMs },
      }),
    },
    () => undefined,
  );
  return approvalId;
}
