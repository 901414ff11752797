import { defineUpdate } from '@temporalio/workflow';
import type { Refusal } from '../../domain/errors';
import type { CorrectionOrder, CorrectionOutcome } from '../../domain/incentivize/correction';
import type { Actor } from '../../domain/proof';

/** A correction: what is wrong is staged in intake, signed, for this workflow (id `correction/<correctionId>`). */
export interface CorrectionInput {
  correctionId: string;
  intakeId: string;
  consoleUrl?: string;
}

/** How it ends, or why it was not taken. */
export type CorrectionResult = { outcome: CorrectionOutcome } | Refusal;

/** The workflow's type, for whoever starts it. */
export const CORRECTION = 'correction';

/** Who orders, for people who read the history; the proof is that of what was staged. */
export interface CorrectionMessage {
  actor: Actor;
  intakeId: string;
}

/** Submits exactly what was shown, or drops it; staged, signed, for this workflow. */
export const orderCorrection = defineUpdate<{ order: CorrectionOrder['order'] } | Refusal, [CorrectionMessage]>(
  'orderCorrection',
);
