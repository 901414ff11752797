import type { JsonObject } from './hash';
import type { LadderOutcome } from './program';
import type { RoleId } from './steps';

/** Who may decide, how many must, and what one rejection means. */
export interface ApprovalPlan {
  roles: RoleId[];
  quorum: number;
  rejection: 'ends' | 'counts';
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
}

/** How an approval ends. */
export type ApprovalOutcome = 'approved' | 'rejected' | 'expired' | 'cancelled';

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

/** Somebody who could decide: with the roles that they hold for this subject. */
export interface Holder {
  personId: string;
  partnerId: string | null;
  roles: RoleId[];
}

/**
 * Why a person may not decide, or nothing.
 * Requester and beneficiaries (persons, or people of a beneficiary party) are excluded; whoever holds none of the
 * roles is no candidate. Rejecting one's own case is allowed to nobody either: it would end it against four eyes.
 */
export function mayDecide(
  holder: Holder,
  plan: ApprovalPlan,
  excluded: { requester?: string; beneficiaries: readonly string[] },
): 'APPROVAL.EXCLUDED' | 'APPROVAL.NOT_CANDIDATE' | undefined {
  const isBeneficiary =
    excluded.beneficiaries.includes(holder.personId) ||
    (holder.partnerId !== null && excluded.beneficiaries.includes(holder.partnerId));
  if (holder.personId === excluded.requester || isBeneficiary) return 'APPROVAL.EXCLUDED';
  return holder.roles.some((role) => plan.roles.includes(role)) ? undefined : 'APPROVAL.NOT_CANDIDATE';
}

/** What an approval shows and decides: no personal data, at most 16 KB; its hash binds the decision to it. */
export interface ApprovalContent {
  subject: string;
  subjectType: 'partner' | 'payout' | 'tier' | 'plan';
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
