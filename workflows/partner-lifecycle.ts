import { CYCLE_GROUPS, ONCE_STAGES, PERIOD_STAGES } from '../domain/program';
import { LifecycleRun } from './kit/lifecycle-run';
import type { Next } from './kit/lifecycle-run';
import type { LifecycleInput, LifecycleResult } from './partner-lifecycle.messages';

/**
 * A partner's whole life: four stages once, then a cycle per period for years.
 *
 * Market and sell run side by side through the period; its end closes them; then incentivize, then accelerate; then
 * the workflow continues as new into the next cycle, with no open child and nothing lost.
 */
export async function partnerLifecycle(input: LifecycleInput): Promise<LifecycleResult> {
  const life = new LifecycleRun(input);
  return life.serve(() => (input.carried ? throughOneCycle(life) : throughTheOnceOnlyStages(life)));
}

async function throughTheOnceOnlyStages(life: LifecycleRun): Promise<Next> {
  for (const stage of ONCE_STAGES) {
    const result = await life.stages.withRepeats(stage);
    if (result.outcome !== 'completed')
      return { end: result.outcome === 'expired' ? 'expired' : 'rejected', reason: result.reason };
  }
  return { cycle: 1 };
}

async function throughOneCycle(life: LifecycleRun): Promise<Next> {
  const period = await life.beginCycle();
  for (const group of CYCLE_GROUPS) {
    const closesWithPeriod = group.some((stage) => PERIOD_STAGES.includes(stage));
    await life.stages.side(group, closesWithPeriod ? period : undefined);
  }
  return { cycle: life.cycle + 1, lastPeriodEndMs: period.endMs };
}
