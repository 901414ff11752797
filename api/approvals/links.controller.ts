import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ZodResponse } from 'nestjs-zod';
import { DecisionLinks } from '../../database/intake/decision-links';
import type { DecisionLink } from '../../database/intake/decision-links';
import { ApprovalsView } from '../../database/views/approvals';
import type { ApprovalDetail } from '../../database/views/approvals';
import { PeopleView } from '../../database/views/people';
import { DomainError } from '../../domain/errors';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { sightOf } from '../auth/principal';
import { WallClock } from '../clock';
import { found, Id } from '../http/ids';
import { momentOf, momentOrNull } from '../http/moments';
import { Perishable } from '../http/route-rules';
import { Attempt, CurrentAttempt } from '../idempotency.interceptor';
import { ApprovalDesk } from './approval-desk';
import { DecidedDto } from './approvals.dto';
import { DecisionDesk } from './decision-desk';
import { DecideByLinkDto, LinkDto } from './links.dto';

/**
 * Links of notices. Opening one shows something to the signed-in person that it was made for and changes nothing,
 * whatever opens it and however often; deciding takes that person's own token and a POST.
 */
@ApiTags('approvals')
@ApiBearerAuth()
@Controller('v1/links/:token')
export class LinksController {
  constructor(
    private readonly links: DecisionLinks,
    private readonly approvals: ApprovalsView,
    private readonly people: PeopleView,
    private readonly desk: ApprovalDesk,
    private readonly decisions: DecisionDesk,
    private readonly clock: WallClock,
  ) {}

  /** What the link leads to, and whether there is still something to decide. */
  @Get()
  @Perishable()
  @ZodResponse({ status: 200, type: LinkDto })
  async look(@Me() me: Principal, @Id('token') token: string): Promise<LinkDto> {
    const { link, approval } = await this.open(me, token);
    if (link.usedBy !== null) throw gone('This link has been used. What it was about is in the console.');
    const { approvalId, partnerId, partnerName, title, content, contentHash, dueMs } = approval;
    const decisions = await this.decisionsOf(approval);
    return {
      ...(await this.stateOf(me, approval, decisions)),
      ...{ approvalId, partnerId, partnerName, title, content, contentHash },
      due: momentOrNull(dueMs),
      expiresAt: new Date(link.expiresWallMs).toISOString(),
      decisions,
    };
  }

  /** Decides, once, exactly what the letter was about. */
  @Post('decision')
  @Perishable()
  @ZodResponse({ status: 200, type: DecidedDto })
  async decide(
    @Me() me: Principal,
    @Id('token') token: string,
    @Body() body: DecideByLinkDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DecidedDto> {
    const { link, approval } = await this.open(me, token);
    const asked = { me, approval, ...body };
    // The same decision again is answered like the first, whichever door it came in by.
    const repeated = this.desk.repeated(this.desk.standingOf(me, approval), body);
    if (link.usedBy !== null && !repeated) throw gone('This link has been used. Decide in the console.');
    if (!repeated) await this.checkStillOpen(approval);
    return this.decisions.answer({ ...asked, linkId: repeated ? undefined : link.linkId, attempt, reply });
  }

  /** @throws LINK.GONE, LINK.NOT_YOURS, REQUEST.NOT_FOUND */
  private async open(me: Principal, token: string): Promise<{ link: DecisionLink; approval: ApprovalDetail }> {
    const link = await this.links.find(token);
    if (link === null) throw gone('There is no such link, or it is no longer kept.');
    if (link.personId !== me.personId)
      throw new DomainError('LINK.NOT_YOURS', 'Sign in as whoever it was sent to. Your own tasks are in the console.');
    if (link.expiresWallMs < this.clock.now()) throw gone('This link is too old. Decide in the console.');
    return {
      link,
      approval: found(await this.approvals.find({ sight: sightOf(me), personId: me.personId }, link.approvalId)),
    };
  }

  /** @throws APPROVAL.CLOSED saying who was faster */
  private async checkStillOpen(approval: ApprovalDetail): Promise<void> {
    if (approval.endedMs === null) return;
    throw new DomainError('APPROVAL.CLOSED', endedWords(approval, await this.decisionsOf(approval)));
  }

  private async stateOf(
    me: Principal,
    approval: ApprovalDetail,
    decisions: LinkDto['decisions'],
  ): Promise<Pick<LinkDto, 'state' | 'message'>> {
    if (approval.endedMs !== null) return { state: 'ended', message: endedWords(approval, decisions) };
    const { live } = this.desk.standingOf(me, approval);
    if (live) return { state: 'decided', message: `You have said ${live.decision} at ${dayOf(live.decidedMs)}.` };
    await this.desk.requireCandidate(me, approval);
    return { state: 'open', message: 'Look at it, then decide.' };
  }

  /** Who has decided what, as far as it stands. */
  private async decisionsOf({ decisions }: ApprovalDetail): Promise<LinkDto['decisions']> {
    const live = decisions.filter(
      ({ personId, seq, decision }) =>
        decision !== 'revoke' && !decisions.some((later) => later.personId === personId && later.seq > seq),
    );
    return Promise.all(
      live.map(async ({ personId, decision, decidedMs }) => {
        const person = await this.people.find(personId, this.clock.now());
        const shown = decision as Exclude<typeof decision, 'revoke'>;
        return {
          personId,
          displayName: person?.displayName ?? personId,
          decision: shown,
          decided: momentOf(decidedMs),
        };
      }),
    );
  }
}

const gone = (message: string): DomainError => new DomainError('LINK.GONE', message);

function endedWords({ state, endedMs }: ApprovalDetail, decisions: LinkDto['decisions']): string {
  if (decisions.length === 0) return `It has ended without a decision: ${state} at ${dayOf(endedMs!)}.`;
  const words = decisions.map(
    ({ displayName, decision, decided }) => `${displayName} (${decision}, ${dayOf(decided.ms)})`,
  );
  return `It is already ${state}, by ${words.join(', ')}.`;
}

const dayOf = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
