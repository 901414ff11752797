/**
 * A partner disputes one line of its statement: what the line adds is held back until finance has decided. A line that takes
 * away stays where it is until then.
 */
import type { ApprovalAudience, ApprovalContent, ApprovalOutcome, ApprovalPlan } from '../approvals';
import type { CalendarTable } from '../calendar';
import type { ProgramClock } from '../clock';
import type { Origin } from '../journal';
import type { Ladder } from '../program';

/** The kind of staged content; its target is the dispute's workflow. */
export const DISPUTE_KIND = 'statement.dispute';
/** A longer reason is a document. */
export const DISPUTE_REASON_LENGTH_MAX = 1_000;
/** Finance answers within this time, counted on the calendar of the partner's region. */
export const DISPUTE_DUE = '5bd';
/** One of finance decides: `approve` says that the partner is right, `reject` that the line stands. */
export const DISPUTE_PLAN: ApprovalPlan = { roles: ['FIN'], quorum: 1, rejection: 'ends' };
/** Reminded before it is due, a vice president after; silence decides nothing. */
export const DISPUTE_LADDER: Ladder = {
  reminders: ['50%', '90%'],
  escalations: [{ after: '1bd', add: ['VP'] }],
};

/** What is staged: which line, and why. */
export interface StagedDispute {
  partnerId: string;
  earningId: string;
  reason: string;
}

/** A dispute, as its workflow hands it to activities. */
export interface DisputeTicket {
  origin: Origin;
  disputeId: string;
  intakeId: string;
}

/** A dispute that was raised, with all that asking finance needs. Times are program time. */
export interface DisputeRaised {
  partnerId: string;
  partnerName: string;
  requester: string;
  content: ApprovalContent;
  audience: ApprovalAudience;
  openedMs: number;
  dueMs: number;
  calendar: CalendarTable;
  clock: ProgramClock;
  programVersion: string;
  /** Workflows of payout runs that are calculated anew without the line; absent where there is none. */
  runs?: string[];
}

/** How a dispute ends: the partner is right, the line stands, or nobody asks any more. */
export const DISPUTE_OUTCOMES = ['accepted', 'declined', 'withdrawn'] as const;
/** See {@link DISPUTE_OUTCOMES}. */
export type DisputeOutcome = (typeof DISPUTE_OUTCOMES)[number];

/** The end of a dispute, by the approval that decided it. */
export interface DisputeSettling {
  origin: Origin;
  disputeId: string;
  approvalId: string;
}

/** What the end of its approval means for the dispute. */
export function disputeOutcome(ended: ApprovalOutcome): DisputeOutcome {
  if (ended === 'approved') return 'accepted';
  return ended === 'rejected' ? 'declined' : 'withdrawn';
}
