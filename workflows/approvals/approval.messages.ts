import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type {
  ApprovalAudience,
  ApprovalContent,
  ApprovalOutcome,
  ApprovalPlan,
  Decision,
} from '../../domain/approvals';
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
}

/** Decide, with the answer: recorded, or refused with the reason. */
export const decide = defineUpdate<DecisionOutcome, [DecisionMessage]>('decide');
/** Decide by plain signal, for whoever has only that; same checks, no answer. A refused one leaves an audit entry and changes nothing. */
export const decideBySignal = defineSignal<[DecisionMessage]>('decide');

/** What the asker passes on. It carries nothing to be believed: the approval reads what is on record. */
export type ApprovalOrder =
  /** Follow the command that is on record under this message id: pause, suspend, resume. */
  | { order: 'command'; messageId: string }
  /** Look again at who may decide. */
  | { order: 'peopleChanged' };
/** See {@link ApprovalOrder}. */
export const orderApproval = defineSignal<[ApprovalOrder]>('orderApproval');

/** Where the approval stands; diagnostics only. */
export interface ApprovalView {
  approvalId: string;
  state: 'open' | 'paused' | ApprovalOutcome;
  contentHash: string;
  content: ApprovalContent;
  plan: ApprovalPlan;
  decisions: Decision[];
  dueMs?: number;
}
/** See {@link ApprovalView}. */
export const viewApproval = defineQuery<ApprovalView>('viewApproval');
