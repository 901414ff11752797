import { ACTS_ON, CLOSING_STAGES, SERVICE_STAGES } from '../../domain/services';
import type { ServiceName } from '../../domain/steps';
import type { PartnerKind, ProgramDraft, StageVariant, StepSite } from '../draft';
import { items, members, meets, partnersOf, stageOf, stageVariants } from '../draft';
import type { FaultList } from '../faults';
import { listed } from '../faults';

/** A service stands where it can work, once, and acts on exactly what people have decided. */
export function checkServices(program: ProgramDraft, faults: FaultList): void {
  for (const variant of stageVariants(program)) {
    for (const site of variant.steps.values()) {
      const { step } = site;
      if (step.kind !== 'service' || step.does === undefined) continue;
      checkStage(site, step.does, faults);
      const acted = ACTS_ON[step.does];
      if (acted) checkDecided({ site, variant, program, acted }, faults);
    }
  }
  for (const [region] of members(program.regions)) checkOnce(program, region, faults);
}

function checkStage({ path, stage }: StepSite, does: ServiceName, faults: FaultList): void {
  const stages = SERVICE_STAGES[does];
  if (stages.includes(stage)) return;
  const message = `${does} needs a period that ${stage} does not have, or that is not over there: put it into ${listed(stages)}.`;
  faults.add('PROGRAM.SERVICE_STAGE', [...path, 'does'], message);
}

interface Asked {
  site: StepSite;
  variant: StageVariant;
  program: ProgramDraft;
  /** The service whose result must have been approved. */
  acted: ServiceName;
}

/** The step acts on what the first approval among its own needs has decided, and on nothing else. */
function checkDecided(asked: Asked, faults: FaultList): void {
  const { site, variant, acted } = asked;
  const needed = items(site.step.needs).map(([index, need]) => ({ index, found: variant.steps.get(need) }));
  // What cannot be read, or is not there, is a fault of its own.
  if (needed.some(({ found }) => !found || isUnreadable(found))) return;
  const approvals = needed.flatMap(({ index, found }) => {
    const { step } = found!;
    if (step.kind !== 'approval' || !('decides' in step)) return [];
    const decided = step.decides === undefined ? undefined : variant.steps.get(step.decides);
    return [{ index, approval: found!, decided }];
  });
  if (approvals.some(({ decided }) => !decided || isUnreadable(decided))) return;
  const right = approvals.filter(({ decided }) => isService(decided!, acted));
  const wrong = approvals.find((one) => !right.includes(one));
  if (right.length === 0) {
    const message = `"${site.key}" acts on what people have approved of ${acted}, and none of its needs is such an approval: need one whose "decides" is a step that does ${acted}.`;
    faults.add('PROGRAM.SERVICE_UNDECIDED', [...site.path, 'needs'], message);
  } else if (wrong) {
    const message = `"${wrong.approval.key}" decides something else than ${acted}, and "${site.key}" would act on that: let the right approval need it instead.`;
    faults.add('PROGRAM.SERVICE_UNDECIDED', [...site.path, 'needs', wrong.index], message);
  } else {
    const ways = right.map(({ approval, decided }) => [approval, decided!] as const);
    checkEverywhere(asked, ways, faults);
  }
}

const isService = ({ step }: StepSite, does: ServiceName): boolean => step.kind === 'service' && step.does === does;

const isUnreadable = ({ step }: StepSite): boolean =>
  step.kind === undefined || (step.kind === 'service' && step.does === undefined);

/** Whoever meets the step must meet an approval of it, and what that approval decides. */
function checkEverywhere(
  { site, variant, program }: Asked,
  ways: readonly (readonly [StepSite, StepSite])[],
  faults: FaultList,
): void {
  const left = partnersOf(program, variant).find(
    (partner) => meets(site, partner) && !ways.some((way) => way.every((one) => meets(one, partner))),
  );
  if (!left) return;
  const message = `A partner of ${wordsOf(left)} meets "${site.key}" but no approval of what it acts on: give them all the same "when".`;
  faults.add('PROGRAM.SERVICE_UNDECIDED', [...site.path, 'needs'], message);
}

/** Of two calculations of one close, each takes from the other what it has collected. */
function checkOnce(program: ProgramDraft, region: string, faults: FaultList): void {
  const variants = CLOSING_STAGES.map((stage) => stageOf(program, stage, region));
  const sites = variants.flatMap((variant) =>
    [...variant.steps.values()].filter((site) => isService(site, 'calculatePayout')),
  );
  for (const [index, site] of sites.entries()) {
    const together = (other: StepSite): boolean =>
      partnersOf(program, variants[0]!).some((partner) => meets(site, partner) && meets(other, partner));
    const other = sites.slice(0, index).find(together);
    if (!other) continue;
    const message = `"${other.key}" of ${other.stage} calculates the same payout, and the later one voids the earlier: keep one of them.`;
    faults.add('PROGRAM.SERVICE_TWICE', [...site.path, 'does'], message);
  }
}

function wordsOf({ type, tier, region }: PartnerKind): string {
  return `type ${type} on tier ${tier} in region ${region}`;
}
