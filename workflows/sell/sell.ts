import { runStage } from '../kit/stage-run';
import type { StageInput, StageResult } from '../stage.messages';

/** Sell: the period's deals and sales. Runs beside market and closes at the period's end. */
export async function sell(input: StageInput): Promise<StageResult> {
  return runStage(input);
}
