import { condition } from '@temporalio/workflow';
import { addDuration } from '../../domain/calendar';
import { parseDuration } from '../../domain/duration';
import type { StepRunner } from '../kit/step-run';
import { dayOf } from '../kit/origin';
import { Climb } from '../kit/ladder';

/** Time passes: for a duration on the partner's calendar (a pause stops it), or until the period's end (which nothing moves). */
export const wait: StepRunner<'wait'> = {
  actions: [],
  async run(step) {
    if (step.step.until === 'period_end') {
      step.atPeriodEnd = { state: 'done' };
      step.show({ waitingFor: `the end of period ${step.stage.input.period?.key ?? ''}` });
      // Nothing but the period's end, a skip or the lifecycle's end ends it.
      await condition(() => false);
    }
    const { calendar, clock } = step.stage.input;
    const openedMs = step.now();
    const untilMs = addDuration(calendar, openedMs, parseDuration(step.step.for!));
    const climb = new Climb({
      title: step.step.title,
      ladder: { end: { after: '0ms', as: 'approve' } },
      openedMs,
      dueMs: untilMs,
      calendar,
      clock,
      waitsForOutside: false,
    });
    step.follow(climb);
    step.show({ waitingFor: `time to pass until ${dayOf(untilMs)}`, dueMs: untilMs });
    let passed = false;
    await climb.climb(
      () => passed,
      () => {
        passed = true;
      },
    );
    return { state: 'done' };
  },
};
