import { runStage } from '../kit/stage-run';
import type { StageInput, StageResult } from '../stage.messages';

/** Market: the period's joint marketing. Runs beside sell and closes at the period's end. */
export async function market(input: StageInput): Promise<StageResult> {
  return runStage(input);
}
