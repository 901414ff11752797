import { Injectable } from '@nestjs/common';
import { ApprovalsView } from '../../database/views/approvals';
import type { ApprovalDetail } from '../../database/views/approvals';
import { mayDecide } from '../../domain/approvals';
import type { DecisionKind } from '../../domain/approvals';
import type { ErrorCode } from '../../domain/errors';
import { DomainError } from '../../domain/errors';
import type { Principal } from '../auth/principal';
import { sightOf } from '../auth/principal';
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
  constructor(private readonly approvals: ApprovalsView) {}

  /** @throws REQUEST.NOT_FOUND; approvals are our own business, unless a partner's role decides */
  async visible(me: Principal, approvalId: string): Promise<ApprovalDetail> {
    const approval = found(await this.approvals.find(sightOf(me), approvalId));
    const isAsked = me.grants.some((grant) => approval.roles.includes(grant.role));
    if (me.partnerId !== null && !isAsked) throw notFound();
    return approval;
  }

  /** Why this person may not decide, or nothing. */
  refusalFor(me: Principal, approval: ApprovalDetail): ErrorCode | undefined {
    const { requester, beneficiaries, plan, roles, region } = approval;
    const held = me.grants
      .filter((grant) => grant.region === null || grant.region === region)
      .map((grant) => grant.role);
    const holder = { personId: me.personId, partnerId: me.partnerId, roles: held };
    return mayDecide(holder, { ...plan, roles }, { requester: requester ?? undefined, beneficiaries });
  }

  /** @throws APPROVAL.EXCLUDED, APPROVAL.NOT_CANDIDATE */
  requireCandidate(me: Principal, approval: ApprovalDetail): void {
    const refusal = this.refusalFor(me, approval);
    if (refusal === 'APPROVAL.EXCLUDED') throw new DomainError(refusal, 'Whoever asked or benefits cannot decide.');
    if (refusal) throw new DomainError(refusal, `This is for holders of ${approval.roles.join(', ')}.`);
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
      throw new DomainError(
        'APPROVAL.ALREADY_DECIDED',
        `Your decision "${live.decision}" is on record. Revoke it first.`,
      );
    this.checkShown(approval, asked.contentHash);
    if (!['open', 'paused'].includes(approval.state))
      throw new DomainError('APPROVAL.CLOSED', `This approval has ended: ${approval.state}.`);
    if (asked.decision === 'revoke' && !live)
      throw new DomainError('APPROVAL.NOT_DECIDED', 'There is no decision of yours to revoke.');
  }

  /** @throws APPROVAL.STALE when something else was shown */
  checkShown(approval: ApprovalDetail, contentHash: string): void {
    if (contentHash === approval.contentHash) return;
    const fault = { pointer: '/contentHash', code: 'APPROVAL.HASH_MISMATCH', message: 'Something else was shown.' };
    throw new DomainError('APPROVAL.STALE', 'Reload and look at what is to be decided now.', [fault]);
  }
}
