import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { ApprovalsView } from '../../database/views/approvals';
import type { ApprovalDetail, ApprovalSummary } from '../../database/views/approvals';
import { EarningsView } from '../../database/views/earnings';
import { PeopleView } from '../../database/views/people';
import { isLive } from '../../domain/approvals';
import { allowedOn } from '../../domain/approvals/acts';
import type { PlannedApproval } from '../../domain/approvals/plan';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { sightOf } from '../auth/principal';
import { Cursors } from '../http/cursor';
import { Id } from '../http/ids';
import { momentOf, momentOrNull } from '../http/moments';
import { moneyOf } from '../http/money';
import { Idempotency } from '../http/route-rules';
import { seesAllEarners } from '../incentivize/payout-access';
import { Temporal } from '../temporal';
import { ApprovalDto, ApprovalListDto, ApprovalQueryDto, PlanDto, PreviewDto } from './approvals.dto';
import { ApprovalDesk } from './approval-desk';
import { ApprovalPreview } from './preview';

/** Approvals: what waits for a decision, and what was decided. */
@ApiTags('approvals')
@ApiBearerAuth()
@Controller('v1/approvals')
export class ApprovalsController {
  constructor(
    private readonly approvals: ApprovalsView,
    private readonly people: PeopleView,
    private readonly earnings: EarningsView,
    private readonly desk: ApprovalDesk,
    private readonly previews: ApprovalPreview,
    private readonly cursors: Cursors,
    private readonly temporal: Temporal,
  ) {}

  /** The approvals of my roles, and those that I am asked for others, the earliest due first. */
  @Get()
  @ZodResponse({ status: 200, type: ApprovalListDto })
  async list(
    @Me() me: Principal,
    @Query() { limit, cursor, mine, undecided, requested, ...words }: ApprovalQueryDto,
  ): Promise<ApprovalListDto> {
    const isAsked = { mine: mine === 'true', undecided: undecided === 'true', requested: requested === 'true' };
    const filter = { ...words, ...isAsked };
    const filters = { list: 'approvals', ...filter };
    const place = this.cursors.open(cursor, filters);
    const after = place === null ? null : { dueMs: place[0] as number | null, approvalId: place[1] as string };
    const { personId, grants } = me;
    const rows = await this.approvals.inbox({ sight: sightOf(me), personId, grants }, filter, { limit, after });
    const page = this.cursors.page(rows, limit, { filters, placeOf: (row) => [row.dueMs, row.approvalId] });
    return { ...page, items: page.items.map((row) => this.shown(row)) };
  }

  /** Who would decide, before anything is submitted: the plan that the running approval would have. */
  @Post('preview')
  @HttpCode(200)
  @Idempotency('none') // It changes nothing.
  @ZodResponse({ status: 200, type: PlanDto })
  async preview(@Me() me: Principal, @Body() body: PreviewDto): Promise<PlanDto> {
    return this.explained(me, await this.previews.plan(me, body));
  }

  /** One approval with its content, the content's hash, the plan explained, who has decided, and what was said. */
  @Get(':id')
  @ZodResponse({ status: 200, type: ApprovalDto })
  async one(@Me() me: Principal, @Id() id: string): Promise<ApprovalDto> {
    const approval = await this.desk.visible(me, id);
    const planned = await this.desk.planOf(approval);
    const { content, plan, candidates, state } = approval;
    const ours = me.partnerId === null;
    const notes = await this.notes(approval);
    const refusal = this.desk.refusalFor(me, approval, planned);
    const paid = await this.paidPeople(me, approval);
    return {
      ...this.shown(approval),
      content,
      paid,
      plan,
      decisions: approval.decisions.map(({ decidedMs, ...decision }) => ({
        ...decision,
        decided: momentOf(decidedMs),
      })),
      candidates: ours ? candidates : [],
      mayDecide: isLive(state) && refusal === undefined,
      whyNot: refusal && { code: refusal.refused, message: refusal.message },
      allowedActions: allowedOn(state),
      explained: ours ? await this.explained(me, planned) : null,
      notes,
      names: ours ? Object.fromEntries(await this.people.names(mentionedIn(approval, notes))) : {},
    };
  }

  /** Finance alone is told what people are paid, or dispute: a payout's hash is made of it, a disputed earning never changes. */
  private async paidPeople(me: Principal, { region, content }: ApprovalDetail): Promise<ApprovalDto['paid']> {
    if (!seesAllEarners(me, { region })) return null;
    const { decides, earningId } = content.facts as { decides?: { payoutId?: unknown }; earningId?: unknown };
    const payoutId = decides?.payoutId;
    let people: Awaited<ReturnType<EarningsView['peopleCovered']>> = [];
    if (typeof payoutId === 'string') people = await this.earnings.peopleCovered(payoutId);
    if (content.subjectType === 'dispute' && typeof earningId === 'string')
      people = await this.earnings.personOf(earningId);
    return people.map(({ amountMinor, currency, ...person }) => ({
      ...person,
      amount: moneyOf(amountMinor, currency),
    }));
  }

  private async notes(approval: ApprovalDetail): Promise<ApprovalDto['notes']> {
    const notes = await this.approvals.notes(approval);
    return notes.map(({ atMs, ...note }) => ({ ...note, at: momentOf(atMs) }));
  }

  /** The plan with names: of people whom the reader may be told of, which are our own. */
  private async explained(me: Principal, plan: PlannedApproval): Promise<PlanDto> {
    const ids = [
      ...plan.levels.flatMap(({ groups }) =>
        groups.flatMap(({ deciders }) => deciders.map(({ personId }) => personId)),
      ),
      ...plan.excluded.map(({ personId }) => personId),
    ];
    const names = me.partnerId === null ? await this.people.names([...new Set(ids)]) : new Map<string, string>();
    const named = <T extends { personId: string }>(one: T) => ({ ...one, displayName: names.get(one.personId) ?? '' });
    const levels = plan.levels.map(({ groups, ...level }) => ({
      ...level,
      groups: groups.map(({ deciders, ...group }) => ({ ...group, deciders: deciders.map(named) })),
    }));
    return { ...plan, levels, excluded: plan.excluded.map(named) };
  }

  private shown(approval: ApprovalSummary) {
    const { openedMs, dueMs, endedMs, workflowId, ...rest } = approval;
    return {
      ...rest,
      opened: momentOf(openedMs),
      due: momentOrNull(dueMs),
      ended: momentOrNull(endedMs),
      temporalUrl: this.temporal.linkTo(workflowId),
    };
  }
}

/** Everybody whom an approval names by their id. */
function mentionedIn(
  { requester, claimedBy, candidates, decisions }: ApprovalDetail,
  notes: readonly { actor: string }[],
): string[] {
  const acted = notes.flatMap(({ actor }) => (actor.startsWith('person/') ? actor.slice('person/'.length) : []));
  const others = [requester, claimedBy, ...decisions.flatMap(({ personId, onBehalfOf }) => [personId, onBehalfOf])];
  const ids = [...acted, ...others, ...candidates.flatMap(({ personId, onBehalfOf }) => [personId, onBehalfOf])];
  return [...new Set(ids.filter((id) => id !== null))];
}
