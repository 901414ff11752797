/** What a posting tells: the line's own trace, and what caps and shares made of it. */
import type { EarningTrace } from './commission-trace';

/** What a cap left of a line. Amounts in major units. */
export interface CapTrace {
  cap: string;
  /** What the cap still allowed. */
  room: string;
  wanted: string;
  granted: string;
}

/** The share that a payee has of the line together with what took it back; parts sum to the whole. */
export interface ShareTrace {
  share: string;
  /** What the whole stood at before and after. */
  wholeBefore: string;
  wholeAfter: string;
}

/** What a guarantee compares. */
export interface GuaranteeTrace {
  kind: 'guarantee';
  currency: string;
  guaranteed: string;
  /** What the other rules had earned in the period. */
  earnedByRules: string;
  /** What was drawn before and is not paid back. */
  drawnBefore: string;
  earned: string;
}

/** Why an earning is taken back that no rule prices any more. */
export interface WithdrawnTrace {
  kind: 'withdrawn';
  currency: string;
  earned: string;
}

/** A posting's inputs, in decimals: enough to compute it again by hand. */
export type PostingTrace = (EarningTrace | GuaranteeTrace | WithdrawnTrace) & {
  caps?: CapTrace[];
  shared?: ShareTrace;
  /** What this posting moves, major units. */
  posted: string;
};
