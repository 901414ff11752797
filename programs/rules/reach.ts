import { ONCE_STAGES, PERIOD_STAGES } from '../../domain/program';
import type { ProgramDraft, StageVariant, StepSite } from '../draft';
import { items, meets, partnersOf, stageVariants } from '../draft';
import type { FaultList } from '../faults';
import { listed } from '../faults';

/** Each step can come to its turn for somebody, and no stage is over before anybody can act. */
export function checkReach(program: ProgramDraft, faults: FaultList): void {
  for (const variant of stageVariants(program)) {
    for (const site of variant.steps.values()) {
      checkTiers(program, site, faults);
      checkRegions(variant, site, faults);
      checkSubject(variant, site, faults);
    }
    checkRequired(program, variant, faults);
  }
  for (const [stage, definition] of Object.entries(program.stages ?? {})) {
    if (definition?.repeat === undefined || ONCE_STAGES.some((name) => name === stage)) continue;
    const message = `${stage} comes again with the next period, and nobody waits for a repetition: drop "repeat".`;
    faults.add('PROGRAM.REPEAT', ['stages', stage, 'repeat'], message);
  }
}

/** Before the first cycle everybody is on the entry tier. */
function checkTiers({ tiers }: ProgramDraft, { path, stage, step }: StepSite, faults: FaultList): void {
  const asked = items(step.when?.tiers).map(([, tier]) => tier);
  const ids = tiers?.map((tier) => tier?.id);
  const [entry] = ids ?? [];
  if (asked.length === 0 || entry === undefined || !ONCE_STAGES.some((name) => name === stage)) return;
  if (asked.includes(entry) || !asked.every((tier) => ids?.includes(tier))) return;
  const message = `In ${stage} every partner is on the entry tier "${entry}": this step would never open. Name that tier, or drop "tiers".`;
  faults.add('PROGRAM.WHEN_NEVER', [...path, 'when', 'tiers'], message);
}

/** A region's own step is met in that region only. */
function checkRegions({ region }: StageVariant, { path, step }: StepSite, faults: FaultList): void {
  const asked = step.when?.regions;
  if (region === undefined || path[0] !== 'regions' || !asked || asked.includes(undefined) || asked.includes(region))
    return;
  const message = `This step is of region "${region}" alone and would never open there: drop "regions".`;
  faults.add('PROGRAM.WHEN_NEVER', [...path, 'when', 'regions'], message);
}

/** A wait leaves nothing behind that people could look at. */
function checkSubject({ steps }: StageVariant, { path, step }: StepSite, faults: FaultList): void {
  if (step.kind !== 'approval' || step.decides === undefined) return;
  if (steps.get(step.decides)?.step.kind !== 'wait') return;
  const message = `"${step.decides}" only waits and has no result to decide on: name another step, or drop "decides".`;
  faults.add('PROGRAM.DECIDES_NOTHING', [...path, 'decides'], message);
}

/** A stage waits for its required steps alone: without one it is over at once, and optional steps lapse unseen. */
function checkRequired(program: ProgramDraft, variant: StageVariant, faults: FaultList): void {
  const { stage, region, steps } = variant;
  if (PERIOD_STAGES.includes(stage)) return;
  const sites = [...steps.values()];
  const alone = partnersOf(program, variant).filter((partner) => {
    const met = sites.filter((site) => meets(site, partner));
    return met.length > 0 && met.every(({ step }) => step.optional === true);
  });
  if (alone.length === 0) return;
  const types = listed([...new Set(alone.map(({ type }) => type))]);
  const path = region === undefined ? [] : ['regions', region];
  const message = `Partners of type ${types} meet optional steps only, and ${stage} would be over before anybody could act: make one of them required.`;
  faults.add('PROGRAM.STAGE_OPTIONAL', [...path, 'stages', stage, 'steps'], message);
}
