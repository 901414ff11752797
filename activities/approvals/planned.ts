import type { Queryable } from '../../database/sql';
import type { ApprovalAudience, ApprovalContent, ApprovalPlan } from '../../domain/approvals';
import type { ApprovalCase, PlannedApproval, PlanProgress } from '../../domain/approvals/plan';
import { decidersAt, planApproval, rolesAsked, seatedLevel } from '../../domain/approvals/plan';
import type { ApprovalRule } from '../../domain/approvals/rule';
import { factsOf, ruleOfPlan } from '../../domain/approvals/rule';
import type { ApprovalCandidates } from '../../domain/journal';
import type { Deps } from '../shared/deps';

/** An approval as planning needs it, wherever it comes from. */
export interface PlanRequest {
  partnerId: string;
  plan: ApprovalPlan;
  rule?: ApprovalRule;
  progress?: PlanProgress;
  requester?: string;
  beneficiaries: string[];
  audience: ApprovalAudience;
  content: Pick<ApprovalContent, 'facts' | 'subjectType'>;
}

/** A plan with the case that it is for. */
export interface Planned {
  plan: PlannedApproval;
  of: ApprovalCase;
  level: number;
}

/** Reads who may come into question now, and plans with them: the only way to a plan of a running approval. */
export async function plannedFor(
  deps: Pick<Deps, 'holders' | 'clock'>,
  tx: Queryable,
  asked: PlanRequest,
): Promise<Planned> {
  const { partnerId, audience, requester, beneficiaries, content, progress } = asked;
  const rule = ruleOfPlan(asked);
  const facts = factsOf(content.facts);
  const people = await deps.holders.findDeciders(tx, {
    partnerId,
    region: audience.region,
    wallMs: deps.clock.now(),
    roles: rolesAsked(rule, facts, progress?.added),
    requester,
  });
  const of = { facts, subjectType: content.subjectType, requester, beneficiaries };
  return { plan: planApproval(rule, { of, people, progress }), of, level: progress?.level ?? 1 };
}

/** What the workflow needs to know of a plan. For one plain level that is a number. */
export function candidatesOf({ plan, level }: Planned, rule: ApprovalRule | undefined): ApprovalCandidates {
  const here = plan.levels[level - 1];
  const short = here?.missing ?? 0;
  return {
    candidates: decidersAt(here),
    ...(short > 0 ? { short } : {}),
    ...(rule === undefined ? {} : { levels: plan.levels.map(seatedLevel) }),
  };
}
