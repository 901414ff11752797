import { PERIOD_STAGES } from '../../domain/program';
import type { ProgramDraft, StageVariant, StepDraft, StepSite } from '../draft';
import { items, stageVariants } from '../draft';
import type { FaultList } from '../faults';
import { listed } from '../faults';

/** The steps of a stage must form a graph in which every required step can come to its turn. */
export function checkGraphs(program: ProgramDraft, faults: FaultList): void {
  for (const variant of stageVariants(program)) {
    for (const site of variant.steps.values()) checkNeeds(site, variant, faults);
    checkCycles(variant, faults);
    for (const site of variant.steps.values()) checkDecides(site, variant, faults);
  }
}

function checkNeeds(site: StepSite, variant: StageVariant, faults: FaultList): void {
  for (const [index, need] of items(site.step.needs)) {
    const path = [...site.path, 'needs', index];
    const needed = variant.steps.get(need)?.step;
    if (!needed) {
      const known = [...variant.steps.keys()];
      const message = `"${need}" is no step of ${stageName(variant)}. Use one of ${listed(known)}, or add it there.`;
      faults.add('PROGRAM.NEEDS_UNKNOWN', path, message);
    } else if (PERIOD_STAGES.includes(variant.stage) && isPeriodEnd(needed)) {
      const message = `"${need}" ends when the period does, and so does the stage: "${site.key}" would never open. Need something else.`;
      faults.add('PROGRAM.NEEDS_PERIOD_END', path, message);
    } else if (needed.optional === true && site.step.optional !== true) {
      const message = `"${need}" is optional: if it fails, "${site.key}" never opens and the stage never ends. Make both optional or both required.`;
      faults.add('PROGRAM.NEEDS_OPTIONAL', path, message);
    }
  }
}

const isPeriodEnd = (step: StepDraft): boolean => step.kind === 'wait' && step.until === 'period_end';

/** Names each circle once: strip whatever is in none, then follow needs until a step comes again. */
function checkCycles(variant: StageVariant, faults: FaultList): void {
  const left = new Set(variant.steps.keys());
  for (;;) {
    stripAcyclic(variant, left);
    const [start] = left;
    if (start === undefined) return;
    const walk: string[] = [];
    for (let key = start; !walk.includes(key); key = needsIn(variant, key, left)[0]?.key ?? key) walk.push(key);
    const closing = needsIn(variant, walk.at(-1) ?? start, left)[0]?.key ?? start;
    const cycle = walk.slice(walk.indexOf(closing));
    reportCycle(variant, cycle, faults);
    for (const key of cycle) left.delete(key);
  }
}

function stripAcyclic(variant: StageVariant, left: Set<string>): void {
  for (let before = -1; before !== left.size;) {
    before = left.size;
    for (const key of [...left]) if (needsIn(variant, key, left).length === 0) left.delete(key);
  }
}

function needsIn(variant: StageVariant, key: string, among: ReadonlySet<string>): { index: number; key: string }[] {
  return items(variant.steps.get(key)?.step.needs)
    .filter(([, need]) => among.has(need))
    .map(([index, need]) => ({ index, key: need }));
}

function reportCycle(variant: StageVariant, cycle: string[], faults: FaultList): void {
  const [first = '', second = first] = cycle;
  const site = variant.steps.get(first);
  const index = site?.step.needs?.indexOf(second) ?? 0;
  const circle = listed([...cycle, first]).replaceAll(', ', ' → ');
  faults.add(
    'PROGRAM.NEEDS_CYCLE',
    [...(site?.path ?? []), 'needs', index],
    `${circle} need each other in a circle: take one need out.`,
  );
}

function checkDecides(site: StepSite, variant: StageVariant, faults: FaultList): void {
  const { step, path, key } = site;
  if (step.kind !== 'approval' || step.decides === undefined) return;
  if (!variant.steps.has(step.decides)) {
    const message = `"${step.decides}" is no step of ${stageName(variant)}. Use one of ${listed([...variant.steps.keys()])}.`;
    faults.add('PROGRAM.DECIDES_UNKNOWN', [...path, 'decides'], message);
  } else if (!transitiveNeeds(variant, key).has(step.decides)) {
    const message = `"${key}" may open before "${step.decides}" has a result: add "${step.decides}" to its needs.`;
    faults.add('PROGRAM.DECIDES_NOT_NEEDED', [...path, 'decides'], message);
  }
}

/** Everything that must have ended well before this step opens. */
export function transitiveNeeds(variant: StageVariant, key: string): Set<string> {
  const found = new Set<string>();
  const open = [key];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const [, need] of items(variant.steps.get(next)?.step.needs)) {
      if (found.has(need)) continue;
      found.add(need);
      open.push(need);
    }
  }
  return found;
}

function stageName({ stage, region }: StageVariant): string {
  return region === undefined ? stage : `${stage} in region ${region}`;
}
