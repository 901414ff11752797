import type { Refusal } from '../../domain/errors';
import type { PayoutOpened } from '../../domain/incentivize/payout-schedule';

/** What the schedule of a program's payout runs starts it with. Which period it is about, the time says. */
export interface PayoutOpeningInput {
  programId: string;
}

/** The run that it has opened or found, or why not. */
export type PayoutOpeningResult = PayoutOpened | Refusal;

/** The workflow's type, for the schedule. */
export const PAYOUT_OPENING = 'payoutOpening';
