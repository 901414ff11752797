import { defineSignal } from '@temporalio/workflow';

/** The workflow's type, for whoever starts it; its input is `AbsenceInput` of the domain. */
export const ABSENCE = 'absence';

/** How an absence ended: its time was over, or it was cancelled. */
export interface AbsenceResult {
  ended: 'over' | 'cancelled';
}

/** The absence may have been cancelled: look at its row. Carries nothing. */
export const absenceChanged = defineSignal('absenceChanged');
