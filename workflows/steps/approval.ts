import {
  CancellationScope,
  ChildWorkflowCancellationType,
  condition,
  log,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import type { ChildWorkflowHandle } from '@temporalio/workflow';
import type { ApprovalContent } from '../../domain/approvals';
import { contentHash } from '../../domain/hash';
import { approvalWorkflowId, rowId } from '../../domain/ids';
import type { StepOf, StepResult } from '../../domain/steps';
import { orderApproval } from '../approvals/approval.messages';
import type { ApprovalInput, ApprovalOrder, ApprovalResult } from '../approvals/approval.messages';
import { partnerAttributes } from '../kit/attributes';
import { dueFrom } from '../kit/ladder';
import type { StepRun, StepRunner } from '../kit/step-run';

type ApprovalWorkflow = (input: ApprovalInput) => Promise<ApprovalResult>;

/** People decide, in a workflow of its own that a manager opens in the Temporal UI. */
export const approval: StepRunner<'approval'> = {
  actions: [],
  async run(step) {
    if (subject(step)?.nothingToDecide) return { state: 'done', reason: 'there was nothing to decide' };
    const { input: stage } = step.stage;
    const workflowId = approvalWorkflowId(workflowInfo().workflowId, step.key, 1);
    const input = approvalInput(step, workflowId);
    step.show({
      approvalWorkflowId: workflowId,
      waitingFor: `${step.step.roles.join(' or ')} to decide`,
      roles: step.step.roles,
    });
    const child: { handle?: ChildWorkflowHandle<ApprovalWorkflow> } = {};
    step.follower = async (order) => {
      const passed: ApprovalOrder =
        order.order === 'peopleChanged' ? order : { order: 'command', messageId: order.messageId };
      // An approval that is just starting hears it once it is there; one that ends in the same moment needs it no more.
      await CancellationScope.nonCancellable(async () => {
        await condition(() => child.handle !== undefined || step.ended);
        await child.handle?.signal(orderApproval, passed);
      }).catch((error: unknown) =>
        log.info('the approval had ended before the order reached it', { workflowId, error: String(error) }),
      );
    };
    child.handle = await startChild<ApprovalWorkflow>('approval', {
      workflowId,
      args: [input],
      cancellationType: ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED,
      staticSummary: `${step.step.title}: ${stage.partner.name}`,
      staticDetails: `Waits for ${step.step.quorum} of ${step.step.roles.join(', ')}. Decide with the update or signal \`decide\`: \`{"actor":{"personId":"…","code":"…"},"decision":"approve"}\`.`,
      typedSearchAttributes: partnerAttributes({
        partnerId: stage.partnerId,
        stage: stage.stage,
        status: 'open',
        waitingOn: step.step.roles,
        programVersion: input.programVersion,
        dueMs: input.dueMs,
      }),
    });
    return resultOf(await child.handle.result(), input, workflowId);
  },
};

function subject(step: StepRun<StepOf<'approval'>>) {
  return step.step.decides === undefined ? undefined : step.stage.stepOf(step.step.decides).result;
}

function approvalInput(step: StepRun<StepOf<'approval'>>, workflowId: string): ApprovalInput {
  const { partnerId, partner, stage, period, ladders, calendar, clock, programId, programVersion } = step.stage.input;
  const { title, roles, quorum, rejection, decides } = step.step;
  const decided = subject(step);
  const content: ApprovalContent = {
    subject: decides === undefined ? `partner/${partnerId}` : `partner/${partnerId}/${stage}/${decides}`,
    subjectType: subjectTypeOf(step),
    title,
    facts: {
      partner: partner.name,
      type: partner.type,
      tier: partner.tier,
      region: partner.region,
      stage,
      period: period?.key ?? null,
      ...(decided ? { decides: decided } : {}),
    },
  };
  const openedMs = step.now();
  const requester = typeof decided?.by === 'string' ? decided.by : undefined;
  return {
    approvalId: rowId('apr', workflowId),
    content,
    contentHash: contentHash(content),
    plan: { roles, quorum, rejection },
    requester,
    beneficiaries: [partnerId],
    audience: { partyId: partnerId, region: partner.region },
    round: 1,
    ladder: step.step.ladder === undefined ? undefined : ladders[step.step.ladder],
    openedMs,
    dueMs: dueFrom(openedMs, step.step.due, calendar),
    calendar,
    clock,
    programVersion: `${programId}@${programVersion}`,
  };
}

function subjectTypeOf(step: StepRun<StepOf<'approval'>>): ApprovalContent['subjectType'] {
  if (step.step.decides === undefined) return 'partner';
  const decided = step.stage.stepOf(step.step.decides).step;
  return decided.kind === 'service' ? (SUBJECT_TYPES[decided.does] ?? 'partner') : 'plan';
}

/** What a service's result is about, for people. */
const SUBJECT_TYPES: Partial<Record<StepOf<'service'>['does'], ApprovalContent['subjectType']>> = {
  calculatePayout: 'payout',
  scorePartner: 'tier',
};

function resultOf(result: ApprovalResult, input: ApprovalInput, workflowId: string): StepResult {
  const facts = {
    contentHash: input.contentHash,
    approvalId: input.approvalId,
    workflowId,
    approvals: result.approvals,
    rejections: result.rejections,
  };
  if (result.outcome === 'approved') return { state: 'done', result: facts };
  if (result.outcome === 'expired') return { state: 'expired', result: facts, reason: 'nobody decided in time' };
  return { state: 'rejected', result: facts, reason: result.outcome === 'rejected' ? 'rejected' : 'withdrawn' };
}
