import { runStage } from '../kit/stage-run';
import type { StageInput, StageResult } from '../stage.messages';

/** Incentivize: the closed period is priced, the payout calculated, approved and recorded as due. */
export async function incentivize(input: StageInput): Promise<StageResult> {
  return runStage(input);
}
