import { ACTS_ON } from '../../domain/services';
import type { StepKind } from '../../domain/steps';
import type { ProgramDraft, StageVariant, StepSite } from '../draft';
import { ladderOf, stageVariants } from '../draft';
import type { FaultList } from '../faults';
import { transitiveNeeds } from './graph';

/** What a step of these kinds stands for is not there because time has passed. */
const NEVER_BY_SILENCE: Readonly<Partial<Record<StepKind, string>>> = {
  screening: 'a company that nobody has cleared is not clear',
  agreement: 'a document that nobody has signed binds nobody',
  training: 'a certificate is earned by people',
  provision: 'access that nobody gave is not there',
  service: 'what the system could not do is not done',
};

/** A ladder may end as `approve` only where silence can mean consent: never for vetting, contracts, access or money. */
export function checkSilence(program: ProgramDraft, faults: FaultList): void {
  for (const variant of stageVariants(program)) {
    for (const site of variant.steps.values()) {
      if (ladderOf(program, site.step)?.end?.as !== 'approve') continue;
      const why = whyNot(site, variant);
      if (why === undefined) continue;
      const message = `Ladder "${site.step.ladder}" passes "${site.key}" when nobody acts, but ${why}: use a ladder that rejects, expires or has no end.`;
      faults.add('PROGRAM.LADDER_APPROVES', [...site.path, 'ladder'], message);
    }
  }
}

function whyNot({ key, step }: StepSite, variant: StageVariant): string | undefined {
  if (step.kind === undefined) return undefined;
  const never = NEVER_BY_SILENCE[step.kind];
  if (never !== undefined) return never;
  const all = [...variant.steps.values()];
  if (step.kind === 'approval') {
    const subject = step.decides === undefined ? undefined : variant.steps.get(step.decides)?.step;
    const isMoney = subject?.kind === 'service' && Object.values(ACTS_ON).includes(subject.does!);
    const mover = all.find((other) => isMover(other) && transitiveNeeds(variant, other.key).has(key));
    if (isMoney || mover) return 'money and tiers move by decisions of people';
  }
  const approval = all.find((other) => other.step.kind === 'approval' && other.step.decides === key);
  return approval && `"${approval.key}" decides on its result, and there would be none`;
}

const isMover = ({ step }: StepSite): boolean =>
  step.kind === 'service' && step.does !== undefined && ACTS_ON[step.does] !== undefined;
