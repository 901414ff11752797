import { ChildWorkflowCancellationType, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import { isRefusal } from '../../domain/errors';
import { contentHash } from '../../domain/hash';
import { approvalWorkflowId, rowId } from '../../domain/ids';
import type { DisputeRaised } from '../../domain/incentivize/dispute';
import { DISPUTE_LADDER, DISPUTE_PLAN } from '../../domain/incentivize/dispute';
import type { ApprovalInput, ApprovalResult } from '../approvals/approval.messages';
import { partnerAttributes } from '../kit/attributes';
import { runChild } from '../kit/child';
import { consoleLink } from '../kit/console-link';
import { origin } from '../kit/origin';
import { business } from '../kit/proxies';
import { touchRun } from '../kit/touch-run';
import type { StatementDisputeInput, StatementDisputeResult } from './statement-dispute.messages';

/** A line of a statement is disputed: it is held back, finance is asked, and what finance decides is recorded. */
export async function statementDispute(input: StatementDisputeInput): Promise<StatementDisputeResult> {
  const { disputeId, intakeId } = input;
  const raised = await business.raiseDispute.executeWithOptions(
    { summary: 'Record the dispute, or why it is refused' },
    [{ disputeId, intakeId, origin: origin() }],
  );
  if (isRefusal(raised)) {
    setCurrentDetails(`### Dispute refused\n\n**${raised.refused}**: ${raised.message}`);
    return raised;
  }
  setCurrentDetails(`### ${raised.content.title}\n\n${raised.partnerName}. Held back until finance has decided.`);
  for (const workflowId of raised.runs ?? []) await touchRun(workflowId);
  const approvalId = await ask(raised, input);
  const { outcome } = await business.endDispute.executeWithOptions({ summary: 'Record how the dispute ended' }, [
    { disputeId, approvalId, origin: origin() },
  ]);
  setCurrentDetails(`### ${raised.content.title}\n\n${raised.partnerName}: ${outcome}.`);
  return { outcome };
}

/** @returns the id of the approval that has ended */
async function ask(raised: DisputeRaised, { consoleUrl }: StatementDisputeInput): Promise<string> {
  const workflowId = approvalWorkflowId(workflowInfo().workflowId, 'dispute', 1);
  const approvalId = rowId('apr', workflowId);
  const { partnerId, partnerName, requester, content, audience, openedMs, dueMs, calendar, clock, programVersion } =
    raised;
  const approval: ApprovalInput = {
    ...{ approvalId, content, audience, requester, openedMs, dueMs, calendar, clock, programVersion },
    contentHash: contentHash(content),
    plan: DISPUTE_PLAN,
    beneficiaries: [partnerId],
    round: 1,
    ladder: DISPUTE_LADDER,
  };
  await runChild<ApprovalInput, ApprovalResult>(
    'approval',
    {
      workflowId,
      args: [approval],
      cancellationType: ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED,
      staticSummary: `${content.title}: ${partnerName}`,
      staticDetails: `Finance says who is right: \`approve\` is the partner, \`reject\` is the line.${consoleLink(consoleUrl, `approvals/${approvalId}`)}`,
      typedSearchAttributes: partnerAttributes({
        ...{ partnerId, stage: 'incentivize', status: 'open', waitingOn: DISPUTE_PLAN.roles, programVersion, dueMs },
      }),
    },
    () => undefined,
  );
  return approvalId;
}
