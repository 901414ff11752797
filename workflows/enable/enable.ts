import { runStage } from '../kit/stage-run';
import type { StageInput, StageResult } from '../stage.messages';

/** Enable: people of the partner train and are certified as their tier asks. */
export async function enable(input: StageInput): Promise<StageResult> {
  return runStage(input);
}
