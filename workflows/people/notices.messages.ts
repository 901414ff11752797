import { defineSignal } from '@temporalio/workflow';

/** Whom to tell. Everything else is read from rows. */
export interface NoticesInput {
  personId: string;
  /** Letters sent by the runs before this one. */
  sent?: number;
}

/** How many letters were sent, and how many could not be. */
export interface NoticesResult {
  sent: number;
  failed: number;
}

/** There is something to be told, or how this person wants to be told has changed: look at the rows. Carries nothing. */
export const noticesArrived = defineSignal('noticesArrived');

/** The workflow's type, for whoever starts it. */
export const NOTICES = 'notices';
