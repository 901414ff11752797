import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import type { StageOutcome } from '../../domain/lifecycle';
import type { StepSnapshot } from '../../domain/steps';
import type { StageInput } from '../stage.messages';
import { waitingPairs } from './attributes';
import { stageDetails } from './details';

/**
 * What the Temporal UI shows of a stage: its page, and the roles and the day by which it is found in the list. Told
 * once per turn, and the search attributes only where they have changed.
 */
export class StageFace {
  private told = waitingText([], undefined);

  constructor(private readonly input: StageInput) {}

  show(steps: readonly StepSnapshot[], ending: { outcome: StageOutcome; reason?: string } | undefined): void {
    const { definition, partner } = this.input;
    setCurrentDetails(stageDetails({ title: definition.title, partnerName: partner.name, steps, ending }));
    this.tellWaiting(ending ? [] : steps);
  }

  /** An approval says itself whom it waits for; a step without a due date waits for no person. */
  private tellWaiting(steps: readonly StepSnapshot[]): void {
    const held = steps.filter(
      ({ state, dueMs, approvalWorkflowId }) => state === 'open' && dueMs !== undefined && !approvalWorkflowId,
    );
    const roles = [...new Set(held.flatMap((step) => step.roles))].sort();
    const dueMs = held.length > 0 ? Math.min(...held.map((step) => step.dueMs!)) : this.input.closesMs;
    const text = waitingText(roles, dueMs);
    if (text === this.told) return;
    this.told = text;
    upsertSearchAttributes(waitingPairs(roles, dueMs));
  }
}

function waitingText(roles: readonly string[], dueMs: number | undefined): string {
  return JSON.stringify([roles, dueMs ?? null]);
}
