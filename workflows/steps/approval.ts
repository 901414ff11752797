import { CancellationScope, ChildWorkflowCancellationType, condition, log, workflowInfo } from '@temporalio/workflow';
import type { ChildWorkflowHandle, ChildWorkflowOptions } from '@temporalio/workflow';
import type { ApprovalContent } from '../../domain/approvals';
import { planAt } from '../../domain/approvals/plan';
import { factsOf, isPlain, ruleOf } from '../../domain/approvals/rule';
import { subjectTypeOf } from '../../domain/approvals/subject';
import { contentHash } from '../../domain/hash';
import type { JsonObject } from '../../domain/hash';
import { approvalWorkflowId, rowId } from '../../domain/ids';
import type { StageName } from '../../domain/program';
import type { StepOf, StepResult } from '../../domain/steps';
import { orderApproval } from '../approvals/approval.messages';
import type { ApprovalInput, ApprovalOrder, ApprovalResult } from '../approvals/approval.messages';
import { partnerAttributes } from '../kit/attributes';
import { runChild } from '../kit/child';
import { consoleLink } from '../kit/console-link';
import { dueFrom } from '../kit/ladder';
import type { StepOrder, StepRun, StepRunner } from '../kit/step-run';
import { endedByLadder } from '../kit/step-run';

type ApprovalWorkflow = (input: ApprovalInput) => Promise<ApprovalResult>;
type ApprovalStepRun = StepRun<StepOf<'approval'>>;

/** One question to people: which round it is, and who has worked on what is asked before. */
interface Round {
  number: number;
  /** Authors of what earlier rounds asked: they approve no later version of it. */
  authors: string[];
}

/**
 * People decide, in a workflow of its own that a manager opens in the Temporal UI. When what is asked changes, or whoever
 * asked takes it back and hands it in again, a new round asks, and what was said in earlier ones is void.
 */
export const approval: StepRunner<'approval'> = {
  actions: [],
  async run(step) {
    if (subject(step)?.nothingToDecide) return { state: 'done', reason: 'there was nothing to decide' };
    for (;;) {
      // Whoever need not wait asks in this very turn: so did stages that are on their way.
      if (!step.mayBegin) await untilItMayAsk(step);
      const asked = subject(step);
      const round = nextRound(step, asked);
      const workflowId = approvalWorkflowId(workflowInfo().workflowId, step.key, round.number);
      const input = approvalInput(step, workflowId, round);
      const result = await ask(step, workflowId, input);
      // Whoever hands it in again in this very moment is heard first.
      if (step.stage.isChanging(step)) await condition(() => !step.stage.isChanging(step));
      if (result.recalled && canBeHandedInAgain(step)) {
        const how = await step.waitFor(() => subject(step) !== asked, `${requesterRole(step)} to hand it in again`);
        if (how !== 'met') return endedByLadder(how);
      } else if (isEnd(result) || (result.outcome !== 'superseded' && subject(step) === asked)) {
        // What was decided in the very moment in which it changed was decided on something else: it is asked again.
        return resultOf(result, input, workflowId);
      }
    }
  },
};

/** Without a decision there is nothing that a change could make void. */
const isEnd = ({ outcome }: ApprovalResult): boolean => outcome === 'expired' || outcome === 'cancelled';

/** A later round waits for the end of a pause, and for earlier approvals of the same, which are void as well. */
async function untilItMayAsk(step: ApprovalStepRun): Promise<void> {
  step.show({ waitingFor: step.stage.paused ? 'the pause to end' : 'earlier approvals to be given again' });
  await condition(() => step.mayBegin);
}

function nextRound({ rounds }: ApprovalStepRun, asked: JsonObject | undefined): Round {
  const authors = [...rounds.authors];
  if (typeof asked?.by === 'string') rounds.authors.push(asked.by);
  return { number: (rounds.asked += 1), authors };
}

async function ask(step: ApprovalStepRun, workflowId: string, input: ApprovalInput): Promise<ApprovalResult> {
  const { input: stage } = step.stage;
  const { roles } = input.plan;
  step.show({ approvalWorkflowId: workflowId, waitingFor: `${roles.join(' or ')} to decide`, roles });
  const child: { handle?: ChildWorkflowHandle<ApprovalWorkflow>; ended?: true } = {};
  step.follower = async (order) => {
    // An approval that is just starting hears it once it is there; one that ends in the same moment needs it no more.
    await CancellationScope.nonCancellable(async () => {
      await condition(() => child.handle !== undefined || step.ended);
      if (!child.ended) await child.handle?.signal(orderApproval, passedOn(order));
    }).catch((error: unknown) =>
      log.info('the approval had ended before the order reached it', { workflowId, error: String(error) }),
    );
  };
  const options: ChildWorkflowOptions & { args: [ApprovalInput] } = {
    workflowId,
    args: [input],
    cancellationType: ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED,
    staticSummary: `${step.step.title}: ${stage.partner.name}`,
    staticDetails: `Waits for ${input.plan.quorum} of ${roles.join(', ')}. Decide with the update or signal \`decide\`: \`{"actor":{"personId":"…","code":"…"},"decision":"approve"}\`.${consoleLink(stage.consoleUrl, `approvals/${input.approvalId}`)}`,
    typedSearchAttributes: partnerAttributes({
      partnerId: stage.partnerId,
      stage: stage.stage,
      status: 'open',
      waitingOn: roles,
      programVersion: input.programVersion,
      dueMs: input.dueMs,
    }),
  };
  const result = await runChild<ApprovalInput, ApprovalResult>(
    'approval',
    options,
    (handle) => (child.handle = handle),
  );
  child.ended = true;
  return result;
}

const passedOn = (order: StepOrder): ApprovalOrder =>
  order.order === 'peopleChanged' || order.order === 'amended'
    ? order
    : { order: 'command', messageId: order.messageId };

function subject(step: ApprovalStepRun): JsonObject | undefined {
  return step.step.decides === undefined ? undefined : step.stage.stepOf(step.step.decides).result;
}

/** Only what a person has handed in can be handed in again. */
const canBeHandedInAgain = (step: ApprovalStepRun): boolean =>
  step.step.decides !== undefined && step.stage.stepOf(step.step.decides).step.kind === 'task';

const requesterRole = (step: ApprovalStepRun): string =>
  step.stage.stepOf(step.step.decides!).snapshot.roles.join(' or ');

function approvalInput(step: ApprovalStepRun, workflowId: string, round: Round): ApprovalInput {
  const { partnerId, partner, stage, period, ladders, calendar, clock, programId, programVersion } = step.stage.input;
  const { title, decides } = step.step;
  const decided = subject(step);
  const content: ApprovalContent = {
    subject: decides === undefined ? `partner/${partnerId}` : `partner/${partnerId}/${stage}/${decides}`,
    subjectType: subjectTypeOf(decides === undefined ? undefined : step.stage.stepOf(decides).step),
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
  const requester = typeof decided?.by === 'string' ? decided.by : admits(stage) ? partner.importedBy : undefined;
  return {
    approvalId: rowId('apr', workflowId),
    content,
    contentHash: contentHash(content),
    ...planOf(step, content),
    requester,
    beneficiaries: [partnerId, ...round.authors.filter((author) => author !== requester)],
    audience: { partyId: partnerId, region: partner.region },
    round: round.number,
    ladder: step.step.ladder === undefined ? undefined : ladders[step.step.ladder],
    openedMs,
    dueMs: dueFrom(openedMs, step.step.due, calendar),
    calendar,
    clock,
    programVersion: `${programId}@${programVersion}`,
  };
}

/**
 * Until a partner is recruited people decide whether it is taken in. Whoever of ours brought it in asks for that, where no
 * person's work is decided; a company that applied itself is excluded as the party that benefits.
 */
const admits = (stage: StageName): boolean => stage === 'strategize' || stage === 'recruit';

/** A plain rule is its plan; any other goes along, and the plan says who is asked first. */
function planOf({ step }: ApprovalStepRun, content: ApprovalContent): Pick<ApprovalInput, 'plan' | 'rule'> {
  const rule = ruleOf(step);
  const { level: _level, levelCount, ...plan } = planAt(rule, { facts: factsOf(content.facts), level: 1 });
  if (isPlain(rule)) return { plan };
  return { plan: levelCount === undefined ? plan : { ...plan, level: 1, levelCount }, rule };
}

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
