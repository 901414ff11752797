import type { JsonObject } from './hash';
import type { LadderOutcome } from './program';
import type { RoleId } from './steps';

/** Who may decide now, how many must, and what one rejection means. Of a chain: the level that is asked. */
export interface ApprovalPlan {
  roles: RoleId[];
  quorum: number;
  rejection: 'ends' | 'counts';
  /** The level that is asked now, from 1, and of how many; absent where there is one. */
  level?: number;
  levelCount?: number;
  /** Roles that the ladder has added to a chain; among `roles` too. */
  added?: RoleId[];
}

/** What a person can say to an approval. */
export const DECISIONS = ['approve', 'reject', 'revoke'] as const;
/** See {@link DECISIONS}. */
export type DecisionKind = (typeof DECISIONS)[number];

/** A recorded decision. `seq` is odd for approve and reject, even for the revoke of the one before. */
export interface Decision {
  personId: string;
  seq: number;
  decision: DecisionKind;
  contentHash: string;
  /** Program time, epoch ms. */
  decidedMs: number;
  /** The level of a chain at which it was taken, from 1; absent where there is one. */
  level?: number;
  /** The groups of that level in which it may count, from 0; absent where there is one. */
  groups?: number[];
  /** The absent person for whom it was taken. */
  onBehalfOf?: string;
}

/** How an approval ends. `superseded`: what was to be decided has changed, and a new round asks. */
export const APPROVAL_OUTCOMES = ['approved', 'rejected', 'expired', 'cancelled', 'superseded'] as const;
/** See {@link APPROVAL_OUTCOMES}. */
export type ApprovalOutcome = (typeof APPROVAL_OUTCOMES)[number];

/** Where an approval stands while it has not ended. `info_requested`: a question waits for its answer. */
export const LIVE_STATES = ['open', 'paused', 'info_requested'] as const;
/** Where an approval stands. */
export type ApprovalState = (typeof LIVE_STATES)[number] | ApprovalOutcome;

/** Tells whether an approval can still be decided. */
export const isLive = (state: ApprovalState): boolean => (LIVE_STATES as readonly ApprovalState[]).includes(state);

/** Where an approval stands, from its live decisions alone. */
export interface Tally {
  approvals: number;
  rejections: number;
  outcome?: Extract<ApprovalOutcome, 'approved' | 'rejected'>;
}

/** Each person's last decision, unless revoked. One human counts once, whatever their roles. */
export function liveDecisions(decisions: readonly Decision[]): Decision[] {
  const last = new Map<string, Decision>();
  for (const decision of decisions) {
    const known = last.get(decision.personId);
    if (!known || decision.seq > known.seq) last.set(decision.personId, decision);
  }
  return [...last.values()].filter((decision) => decision.decision !== 'revoke');
}

/**
 * Counts the live decisions against the plan.
 * @param candidates how many people could decide at all; where a rejection only counts, the approval ends
 *   rejected once fewer than the quorum could still approve.
 */
export function tally(plan: ApprovalPlan, decisions: readonly Decision[], candidates: number): Tally {
  const live = liveDecisions(decisions);
  const approvals = live.filter((decision) => decision.decision === 'approve').length;
  const rejections = live.length - approvals;
  if (approvals >= plan.quorum) return { approvals, rejections, outcome: 'approved' };
  const hopeless = plan.rejection === 'ends' ? rejections > 0 : rejections > 0 && candidates - rejections < plan.quorum;
  return hopeless ? { approvals, rejections, outcome: 'rejected' } : { approvals, rejections };
}

/** Somebody with the roles that they hold for a subject. */
export interface Holder {
  personId: string;
  partnerId: string | null;
  roles: RoleId[];
}

/** What an approval shows and decides: no personal data, at most 16 KB; its hash binds the decision to it. */
export interface ApprovalContent {
  subject: string;
  subjectType: 'partner' | 'payout' | 'tier' | 'plan' | 'dispute' | 'correction';
  title: string;
  facts: JsonObject;
}

/** The audience: opaque to the workflow, resolved to people by an activity. */
export interface ApprovalAudience {
  partyId: string;
  region: string;
}

/** How a timer ends an approval that nobody ended. */
export const timeoutOutcome = (as: LadderOutcome): ApprovalOutcome =>
  as === 'approve' ? 'approved' : as === 'reject' ? 'rejected' : 'expired';
