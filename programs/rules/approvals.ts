import type { ApprovalRule } from '../../domain/approvals/rule';
import { ruleOf } from '../../domain/approvals/rule';
import type { RuleWorld } from '../../domain/approvals/check';
import { ruleFaults } from '../../domain/approvals/check';
import type { ProgramDraft, StageVariant, StepSite } from '../draft';
import { members, stageVariants } from '../draft';
import type { FaultList } from '../faults';
import { PROGRAM_FAULTS } from '../faults';
import type { ProgramFaultCode } from '../faults';
import { stepSchema } from '../schema-steps';

/** Each approval must be decidable: one chain for every case, by people who may, in numbers that can be reached. */
export function checkApprovals(program: ProgramDraft, faults: FaultList): void {
  const world = worldOf(program);
  if (!world) return;
  for (const variant of stageVariants(program))
    for (const site of variant.steps.values()) {
      const rule = readableRule(site, world);
      if (!rule) continue;
      const amountCurrency = amountCurrencyOf(program, site, variant);
      for (const { path, code, message } of ruleFaults(rule, { ...world, amountCurrency }))
        faults.add(codeOf(code), [...site.path, ...path], message);
    }
}

/** Where the vocabulary cannot be read, nothing can be said about who covers what. */
function worldOf({ partnerTypes, tiers, regions, roles }: ProgramDraft): RuleWorld | undefined {
  const sides = members(roles).flatMap(([id, { side }]): [string, 'vendor' | 'partner'][] =>
    side ? [[id, side]] : [],
  );
  const tierIds = tiers?.flatMap((tier) => tier?.id ?? []) ?? [];
  if (!partnerTypes || !regions || tierIds.length === 0) return undefined;
  const [types, regionIds] = [Object.keys(partnerTypes), Object.keys(regions)];
  return { types, tiers: tierIds, regions: regionIds, roles: Object.fromEntries(sides) };
}

/** A rule that has its shape, and names only roles that are there: whatever else is a fault of its own. */
function readableRule({ step }: StepSite, { roles }: RuleWorld): ApprovalRule | undefined {
  if (step.kind !== 'approval' || hasHole(step)) return undefined;
  const read = stepSchema.safeParse(step);
  if (!read.success || read.data.kind !== 'approval') return undefined;
  const rule = ruleOf(read.data);
  const levels = [...(rule.levels ?? []), ...(rule.matrix ?? []).flatMap((row) => row.levels)];
  const named = [...(rule.roles ?? []), ...levels.flatMap(({ groups }) => groups.flatMap((group) => group.roles))];
  return named.every((role) => Object.hasOwn(roles, role)) ? rule : undefined;
}

/** Something was there that has no shape, and was taken out. */
function hasHole(value: unknown): boolean {
  if (value === undefined) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(hasHole);
}

/** The only results with an amount are those of a calculation, in the plan's currency. */
function amountCurrencyOf(program: ProgramDraft, { step }: StepSite, variant: StageVariant): string | undefined {
  const decided = step.kind === 'approval' ? variant.steps.get(step.decides ?? '')?.step : undefined;
  // A service that cannot be read may be the one that is meant.
  const isAmount = decided?.kind === 'service' && (decided.does ?? 'calculatePayout') === 'calculatePayout';
  return isAmount ? program.plan?.currency : undefined;
}

function codeOf(code: string): ProgramFaultCode {
  if (!Object.hasOwn(PROGRAM_FAULTS, code)) throw new Error(`${code} is no code of a program fault.`);
  return code as ProgramFaultCode;
}
