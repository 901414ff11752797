import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { SignalDefinition, UpdateDefinition } from '@temporalio/common';
import type {
  ApprovalAudience,
  ApprovalContent,
  ApprovalOutcome,
  ApprovalPlan,
  ApprovalState,
  Decision,
} from '../../domain/approvals';
import { APPROVAL_ACTS } from '../../domain/approvals/acts';
import type { ApprovalActMessage, ApprovalActName, ApprovalActOutcome } from '../../domain/approvals/acts';
import type { ApprovalRule } from '../../domain/approvals/rule';
import type { CalendarTable } from '../../domain/calendar';
import type { ProgramClock } from '../../domain/clock';
import type { DecisionMessage, DecisionOutcome } from '../../domain/journal';
import type { Ladder } from '../../domain/program';

/** What an approval starts with. It knows neither partner nor stage: the audience is opaque to it. */
export interface ApprovalInput {
  approvalId: string;
  content: ApprovalContent;
  contentHash: string;
  plan: ApprovalPlan;
  /** Who decides, where the plan's roles and quorum do not say all: chains, matrices, limits. */
  rule?: ApprovalRule;
  requester?: string;
  beneficiaries: string[];
  audience: ApprovalAudience;
  round: number;
  ladder?: Ladder;
  /** Program time. */
  openedMs: number;
  dueMs?: number;
  calendar: CalendarTable;
  clock: ProgramClock;
  programVersion: string;
}

/** Told to the asker only. */
export interface ApprovalResult {
  outcome: ApprovalOutcome;
  approvals: number;
  rejections: number;
  /** Program time. */
  endedMs: number;
  /** It was cancelled by whoever asked, who may ask again. */
  recalled?: true;
}

/** Decide, with the answer: recorded, or refused with the reason. */
export const decide = defineUpdate<DecisionOutcome, [DecisionMessage]>('decide');
/** Decide by plain signal, for whoever has only that; same checks, no answer. A refused one leaves an audit entry and changes nothing. */
export const decideBySignal = defineSignal<[DecisionMessage]>('decide');

type ActUpdates = Record<ApprovalActName, UpdateDefinition<ApprovalActOutcome, [ApprovalActMessage]>>;
type ActSignals = Record<ApprovalActName, SignalDefinition<[ApprovalActMessage]>>;

/** Claim, release, reassign, ask, answer, comment, recall: one update each, with the answer. */
export const actUpdates = Object.fromEntries(
  APPROVAL_ACTS.map((act) => [act, defineUpdate<ApprovalActOutcome, [ApprovalActMessage]>(act)]),
) as ActUpdates;
/** The same by plain signal; same checks, no answer. */
export const actSignals = Object.fromEntries(
  APPROVAL_ACTS.map((act) => [act, defineSignal<[ApprovalActMessage]>(act)]),
) as ActSignals;

/** What the asker passes on. It carries nothing to be believed: the approval reads what is on record. */
export type ApprovalOrder =
  /** Follow the command that is on record under this message id: pause, suspend, resume. */
  | { order: 'command'; messageId: string }
  /** What is decided was changed by the step action on record under this message id: a new round will ask. */
  | { order: 'amended'; messageId: string }
  /** Look again at who may decide. */
  | { order: 'peopleChanged' };
/** See {@link ApprovalOrder}. */
export const orderApproval = defineSignal<[ApprovalOrder]>('orderApproval');

/** Where the approval stands; diagnostics only. */
export interface ApprovalView {
  approvalId: string;
  state: ApprovalState;
  contentHash: string;
  content: ApprovalContent;
  plan: ApprovalPlan;
  decisions: Decision[];
  dueMs?: number;
  claimedBy?: string;
}
/** See {@link ApprovalView}. */
export const viewApproval = defineQuery<ApprovalView>('viewApproval');
