import { runStage } from '../kit/stage-run';
import type { StageInput, StageResult } from '../stage.messages';

/** Strategize for one partner: score the fit, choose tier and owner, have the business case approved. */
export async function strategize(input: StageInput): Promise<StageResult> {
  return runStage(input);
}
