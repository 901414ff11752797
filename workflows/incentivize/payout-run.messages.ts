import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Refusal } from '../../domain/errors';
import type { Actor } from '../../domain/proof';
import type { PayoutRunOrdered, PayoutRunStanding } from '../../domain/incentivize/payout-run';

/** A payout run (id `payout-run/<program>/<period>/<kind>.<number>`): what to pay is staged, signed, for this workflow. */
export interface PayoutRunInput {
  runId: string;
  intakeId: string;
  /** What is paid, for people: program and period. */
  title: string;
}

/** How a run ends: as its rows say, or why it was not opened. */
export type PayoutRunResult = PayoutRunStanding | Refusal;

/** The workflow's type, for whoever starts it. */
export const PAYOUT_RUN = 'payoutRun';

/** What the Temporal UI shows of a run. */
export const PAYOUT_RUN_DETAILS =
  'What is due goes out, after somebody of finance has approved it who did not ask for it; two where it opened by itself.';

/** Who orders, for people who read the history; the proof is that of what was staged. */
export interface PayoutRunMessage {
  actor: Actor;
  intakeId: string;
}

/** An order to the run: staged, signed, for this workflow. The recording says what became of it. */
export const orderPayoutRun = defineUpdate<PayoutRunOrdered | Refusal, [PayoutRunMessage]>('orderPayoutRun');

/** How the run stands; diagnostics only, reading is from rows. */
export const viewPayoutRun = defineQuery<PayoutRunStanding | null>('viewPayoutRun');

/** Rows of the run have changed: it looks again. Nothing in it, so there is nothing to believe. Repeatable. */
export const payoutRunTouched = defineSignal('payoutRunTouched');
