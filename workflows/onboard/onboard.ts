import { runStage } from '../kit/stage-run';
import type { StageInput, StageResult } from '../stage.messages';

/** Onboard: agreement, tax and bank, access, kick-off, plan. Ends when the partner can work with us. */
export async function onboard(input: StageInput): Promise<StageResult> {
  return runStage(input);
}
