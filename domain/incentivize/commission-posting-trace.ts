/** What a posting tells: the line's own trace, and what caps and shares made of it. */
import { explainTrace } from './commission-trace';
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

/** A posting's inputs as they are recorded, with the event whose arrival led to it. */
export type EventTrace = PostingTrace & { cause: { source: string; id: string } };

/** Sentences for a person who asks "why this amount?" of a posting. */
export function explainPosting(trace: PostingTrace): string {
  const { currency, caps = [], shared, posted } = trace;
  const sentences = [
    explainLine(trace),
    ...caps.map(({ cap, wanted, granted }) => `The cap of ${cap} let ${granted} of ${wanted} ${currency} through.`),
    ...(shared
      ? [`A share of ${shared.share} in the whole, which went from ${shared.wholeBefore} to ${shared.wholeAfter}.`]
      : []),
  ];
  return `${sentences.join(' ')} Posted: ${posted} ${currency}.`;
}

function explainLine(trace: PostingTrace): string {
  const { currency } = trace;
  if (trace.kind === 'withdrawn')
    return `No rule prices this event any more, so all that it had earned is taken back: ${trace.earned} ${currency}.`;
  if (trace.kind !== 'guarantee') return explainTrace(trace);
  const { guaranteed, earnedByRules, drawnBefore, earned } = trace;
  return (
    `The period's rules earned ${earnedByRules} ${currency}; ${guaranteed} is guaranteed, and ${drawnBefore} had been drawn ` +
    `before: this moves ${earned} ${currency}.`
  );
}
