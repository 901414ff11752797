import type { StepRunner } from '../kit/step-run';
import { endedByLadder } from '../kit/step-run';
import { journal } from '../kit/proxies';

/** Facts of a kind are on record: early, late and doubled ones count the same, because rows are counted, not messages. */
export const milestone: StepRunner<'milestone'> = {
  actions: [],
  async run(step) {
    const { fact, count } = step.step;
    const { partnerId, period } = step.stage.input;
    let onRecord = 0;
    const enough = async (): Promise<boolean> => {
      onRecord = (
        await journal.countFacts({ partnerId, fact, period: period?.key, fromMs: period?.startMs, toMs: period?.endMs })
      ).count;
      return onRecord >= count;
    };
    const how = await step.waitForFacts(enough, `${count} × ${fact}`);
    return how === 'met' ? { state: 'done', result: { fact, count: onRecord } } : endedByLadder(how);
  },
};
