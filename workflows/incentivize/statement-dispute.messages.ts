import type { Refusal } from '../../domain/errors';
import type { DisputeOutcome } from '../../domain/incentivize/dispute';

/** A dispute: line and reason are staged in intake, signed, for this workflow (id `dispute/<disputeId>`). */
export interface StatementDisputeInput {
  disputeId: string;
  intakeId: string;
  consoleUrl?: string;
}

/** How it ends, or why it was not taken. */
export type StatementDisputeResult = { outcome: DisputeOutcome } | Refusal;

/** The workflow's type, for whoever starts it. */
export const STATEMENT_DISPUTE = 'statementDispute';
