import { Injectable } from '@nestjs/common';
import { ApprovalsView } from '../../database/views/approvals';
import type { ApprovalDetail } from '../../database/views/approvals';
import { DecidersView } from '../../database/views/deciders';
import { isLive } from '../../domain/approvals';
import type { Decision, DecisionKind } from '../../domain/approvals';
import { allowedOn } from '../../domain/approvals/acts';
import type { ApprovalCase, PlannedApproval } from '../../domain/approvals/plan';
import { planApproval, progressAt, refusalFor, rolesAsked } from '../../domain/approvals/plan';
import { factsOf, ruleOfPlan } from '../../domain/approvals/rule';
import { DomainError } from '../../domain/errors';
import type { ErrorCode, Refusal } from '../../domain/errors';
import type { Principal } from '../auth/principal';
import { sightOf } from '../auth/principal';
import { WallClock } from '../clock';
import { found, notFound } from '../http/ids';

/** Where somebody stands in an approval, from the rows. */
export interface Standing {
  /** Their last decision, unless revoked. */
  live?: ApprovalDetail['decisions'][number];
  last?: ApprovalDetail['decisions'][number];
  revokes: number;
}

/** What the rows say about who may decide what. The recording decides again; this spares it what cannot work. */
@Injectable()
export class ApprovalDesk {
  constructor(
    private readonly approvals: ApprovalsView,
    private readonly deciders: DecidersView,
    private readonly clock: WallClock,
  ) {}

  /** @throws REQUEST.NOT_FOUND; approvals are our own business, but for who asked, and who is asked */
  async visible(me: Principal, approvalId: string): Promise<ApprovalDetail> {
    const approval = found(await this.approvals.find({ sight: sightOf(me), personId: me.personId }, approvalId));
    const isAsked =
      me.grants.some((grant) => approval.roles.includes(grant.role)) ||
      approval.candidates.some(({ personId }) => personId === me.personId);
    if (me.partnerId !== null && !isAsked && approval.requester !== me.personId) throw notFound();
    return approval;
  }

  /** The plan as it is now; of an approval that has ended, as it was. */
  async planOf(approval: ApprovalDetail): Promise<PlannedApproval> {
    if (!isLive(approval.state) && approval.resolved) return approval.resolved;
    const { partnerId, region, plan, requester, decisions, level } = approval;
    const rule = ruleOfPlan(approval);
    const of = caseOf(approval);
    const people = await this.deciders.find({
      partnerId,
      region,
      wallMs: this.clock.now(),
      roles: rolesAsked(rule, of.facts, plan.added),
      requester: requester ?? undefined,
    });
    const taken = decisions.map((one): Decision => ({ ...one, onBehalfOf: one.onBehalfOf ?? undefined }));
    return planApproval(rule, { of, people, progress: progressAt(level, taken, plan.added) });
  }

  /** Why this person may not decide, or nothing. */
  refusalFor(me: Principal, approval: ApprovalDetail, plan: PlannedApproval): Refusal | undefined {
    return refusalFor(plan, { of: caseOf(approval), level: approval.level, who: me });
  }

  /** @throws APPROVAL.EXCLUDED, APPROVAL.NOT_CANDIDATE, APPROVAL.NOT_YET, APPROVAL.ALREADY_DECIDED */
  async requireCandidate(me: Principal, approval: ApprovalDetail): Promise<void> {
    const refusal = this.refusalFor(me, approval, await this.planOf(approval));
    if (refusal) throw refusedIn(approval, refusal.refused, refusal.message);
  }

  /** What this person has decided so far. */
  standingOf(me: Principal, approval: ApprovalDetail): Standing {
    const own = approval.decisions
      .filter((decision) => decision.personId === me.personId)
      .sort((a, b) => a.seq - b.seq);
    const last = own.at(-1);
    const revokes = own.filter((decision) => decision.decision === 'revoke').length;
    return { last, live: last?.decision === 'revoke' ? undefined : last, revokes };
  }

  /** The recorded decision that this request repeats, if it does. */
  repeated({ live, last }: Standing, asked: { decision: DecisionKind; contentHash: string }): Standing['live'] {
    const candidate = asked.decision === 'revoke' ? (live ? undefined : last) : live;
    return candidate?.decision === asked.decision && candidate.contentHash === asked.contentHash
      ? candidate
      : undefined;
  }

  /** @throws APPROVAL.ALREADY_DECIDED, APPROVAL.NOT_DECIDED, APPROVAL.STALE, APPROVAL.CLOSED, in this order */
  checkFits(
    approval: ApprovalDetail,
    { live }: Standing,
    asked: { decision: DecisionKind; contentHash: string },
  ): void {
    if (live && asked.decision !== 'revoke' && live.decision !== asked.decision)
      throw refusedIn(
        approval,
        'APPROVAL.ALREADY_DECIDED',
        `Your decision "${live.decision}" is on record. Revoke it first.`,
      );
    this.checkShown(approval, asked.contentHash);
    if (!isLive(approval.state))
      throw refusedIn(approval, 'APPROVAL.CLOSED', `This approval has ended: ${approval.state}.`);
    if (asked.decision === 'revoke' && !live)
      throw refusedIn(approval, 'APPROVAL.NOT_DECIDED', 'There is no decision of yours to revoke.');
  }

  /** @throws APPROVAL.STALE when something else was shown */
  checkShown(approval: ApprovalDetail, contentHash: string): void {
    if (contentHash === approval.contentHash) return;
    const fault = { pointer: '/contentHash', code: 'APPROVAL.HASH_MISMATCH', message: 'Something else was shown.' };
    throw refusedIn(approval, 'APPROVAL.STALE', 'Reload and look at what is to be decided now.', [fault]);
  }
}

/** A refusal that says what is possible instead. */
export function refusedIn(
  { state }: Pick<ApprovalDetail, 'state'>,
  code: ErrorCode,
  message: string,
  errors: DomainError['errors'] = [],
): DomainError {
  return new DomainError(code, message, errors, allowedOn(state));
}

function caseOf({ content, requester, beneficiaries }: ApprovalDetail): ApprovalCase {
  const { facts, subjectType } = content;
  return { facts: factsOf(facts), subjectType, requester: requester ?? undefined, beneficiaries };
}
