import { runStage } from '../kit/stage-run';
import type { StageInput, StageResult } from '../stage.messages';

/** Recruit: eligibility, screening, interview, and the decision to admit. */
export async function recruit(input: StageInput): Promise<StageResult> {
  return runStage(input);
}
