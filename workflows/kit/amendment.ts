import type { StepState } from '../../domain/steps';
import type { StepRun } from './step-run';

/** The steps of a stage, by key. */
type Steps = ReadonlyMap<string, StepRun>;

/** What handing in a step's result again means for the approvals that show it. */
export interface Amendment {
  /** Open ones: they end as superseded, and ask again. */
  asking: StepRun[];
  /** Ended ones: what was said is void, and they ask again. */
  given: StepRun[];
  /** An ended one on which something else has begun already: it cannot be void any more. */
  actedOn?: { approval: StepRun; by: StepRun };
}

/** Such a step has done nothing on the strength of an approval. */
const NOTHING_DONE: readonly StepState[] = ['waiting', 'skipped', 'not_applicable', 'cancelled'];

/** Which approvals show this step's result, and whether it can be handed in again. */
export function amendmentOf(steps: Steps, key: string): Amendment {
  const all = [...steps.values()];
  const showing = all.filter((step) => shownBy(steps, step).includes(key));
  // One that was skipped, or that nobody decided in time, holds no vote.
  const given = showing.filter(
    ({ snapshot: { state, result } }) => result && (state === 'done' || state === 'rejected'),
  );
  const asking = showing.filter(({ snapshot }) => snapshot.state === 'open');
  for (const by of all) {
    if (showing.includes(by) || NOTHING_DONE.includes(by.snapshot.state)) continue;
    const approval = given.find((one) => everythingBefore(steps, by).has(one.key));
    if (approval) return { asking, given, actedOn: { approval, by } };
  }
  return { asking, given };
}

/** What an approval shows: the result of the step that it decides and, where that is an approval, what that one shows. */
export function shownBy(steps: Steps, { step }: StepRun): string[] {
  if (step.kind !== 'approval' || step.decides === undefined) return [];
  const decided = steps.get(step.decides);
  return [step.decides, ...(decided ? shownBy(steps, decided) : [])];
}

/** Every step that must have cleared before this one opens. */
function everythingBefore(steps: Steps, step: StepRun, seen = new Set<string>()): Set<string> {
  for (const need of step.snapshot.needs) {
    const before = steps.get(need);
    if (!before || seen.has(need)) continue;
    seen.add(need);
    everythingBefore(steps, before, seen);
  }
  return seen;
}
