import { runStage } from '../kit/stage-run';
import type { StageInput, StageResult } from '../stage.messages';

/** Accelerate: score, business review, tier decision, next plan. */
export async function accelerate(input: StageInput): Promise<StageResult> {
  return runStage(input);
}
