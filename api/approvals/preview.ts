import { Injectable } from '@nestjs/common';
import { DecidersView } from '../../database/views/deciders';
import { ProgramsView } from '../../database/views/programs';
import type { ApprovalCase, PlannedApproval } from '../../domain/approvals/plan';
import { planApproval, rolesAsked } from '../../domain/approvals/plan';
import { factsOf, ruleOf } from '../../domain/approvals/rule';
import { subjectTypeOf } from '../../domain/approvals/subject';
import { DomainError } from '../../domain/errors';
import { exponentOf, parseAmount } from '../../domain/money';
import type { StageName } from '../../domain/program';
import { sliceFor } from '../../programs/publish';
import type { Principal } from '../auth/principal';
import { WallClock } from '../clock';
import { found } from '../http/ids';
import { PartnerAccess } from '../partners/partner-access';

/** Which approval somebody wants to see before it is asked. */
export interface PreviewRequest {
  partnerId: string;
  stage: StageName;
  step: string;
  amount?: { amount: string; currency: string };
  requesterId?: string;
}

/** Who would decide, before anything is submitted: the plan that the running approval would have now. */
@Injectable()
export class ApprovalPreview {
  constructor(
    private readonly deciders: DecidersView,
    private readonly programs: ProgramsView,
    private readonly access: PartnerAccess,
    private readonly clock: WallClock,
  ) {}

  /** @throws REQUEST.NOT_FOUND, STEP.UNKNOWN, REQUEST.RULE */
  async plan(me: Principal, asked: PreviewRequest): Promise<PlannedApproval> {
    const { partnerId, stage, step: key, amount } = asked;
    const { type, region, tier, programId, programVersion } = await this.access.visible(me, partnerId);
    const version = found(await this.programs.version(programId, programVersion));
    const { stages } = sliceFor(version, { region, type });
    const { steps } = stages[stage];
    const step = Object.hasOwn(steps, key) ? steps[key] : undefined;
    if (!step) throw new DomainError('STEP.UNKNOWN', `The stage ${stage} has no step "${key}".`);
    if (step.kind !== 'approval') throw new DomainError('REQUEST.RULE', `"${step.title}" is no approval.`);
    if (amount) checkAmount(amount);
    const decided = step.decides === undefined ? undefined : steps[step.decides];
    const of: ApprovalCase = {
      facts: factsOf({ type, tier: tier ?? version.document.tiers[0]?.id, region, decides: { amount } }),
      subjectType: subjectTypeOf(decided),
      // Whoever hands in what is decided has asked for it.
      requester: asked.requesterId ?? (decided?.kind === 'task' ? me.personId : undefined),
      beneficiaries: [partnerId],
    };
    const rule = ruleOf(step);
    const people = await this.deciders.find({
      partnerId,
      region,
      wallMs: this.clock.now(),
      roles: rolesAsked(rule, of.facts),
      requester: of.requester,
    });
    return planApproval(rule, { of, people });
  }
}

/** @throws MONEY.AMOUNT_INVALID, MONEY.CURRENCY_UNKNOWN, MONEY.OVERFLOW */
function checkAmount({ amount, currency }: { amount: string; currency: string }): void {
  exponentOf(currency);
  parseAmount(amount, currency, { allowZero: true });
}
