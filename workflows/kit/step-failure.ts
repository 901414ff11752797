import { ActivityFailure, ChildWorkflowFailure, isCancellation } from '@temporalio/workflow';
import { ruleMessage } from './refuse';

/** Why an effect or a rule failed a step. Anything else is a bug and goes on. */
export function failureReason(error: unknown): string {
  if (isCancellation(error)) return 'cancelled';
  if (error instanceof ActivityFailure || error instanceof ChildWorkflowFailure)
    return error.cause?.message ?? error.message;
  return ruleMessage(error);
}
