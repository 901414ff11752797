/** The trace of an earning: plain JSON from which a person with pencil and paper gets the same amount. */
import { exponentOf, formatAmount, roundHalfAway, shifted } from '../money';
import type { SaleLine } from './commission';
import type { BandSchedule } from './commission-bands';
import { bandNumerator } from './commission-bands';

/** The part of one line that lies in one band. `part` and `amount` are negative for a refund; `amount` is exact. */
interface TraceStep {
  from: string;
  to?: string;
  rate: string;
  part: string;
  amount: string;
}

/**
 * How one earning came about; every amount is text in major units of `currency`.
 *
 * exactAfter = exactBefore + the steps' amounts, and earned = roundedAfter − roundedBefore.
 */
export interface EarningTrace {
  kind: 'sale' | 'refund';
  /** Amount of the sale or refund, positive. */
  amount: string;
  currency: string;
  occurredOn: string;
  tier: string;
  /** C before and after, never below 0. */
  basisBefore: string;
  basisAfter: string;
  /** Sales less refunds where that is below 0: refunds beyond the period's sales that later sales fill first. */
  netBefore?: string;
  netAfter?: string;
  /** The bands crossed by this line, lowest first; empty when the basis did not move. */
  steps: TraceStep[];
  /** E(C) before and after on this line's own tier, exact. */
  exactBefore: string;
  exactAfter: string;
  rounding: 'half away from zero';
  roundedBefore: string;
  roundedAfter: string;
  earned: string;
}

/** A place on one tier's curve, with the texts that two neighbouring lines share. */
export interface TracePoint {
  schedule: BandSchedule;
  basisMinor: bigint;
  roundedMinor: bigint;
  basis: string;
  net?: string;
  exact: string;
  rounded: string;
}

/** Evaluates the curve at a net of sales less refunds; the basis is that net, but never below 0. */
export function pointAt(schedule: BandSchedule, netMinor: bigint, currency: string): TracePoint {
  const basisMinor = netMinor > 0n ? netMinor : 0n;
  const num = bandNumerator(schedule, basisMinor);
  const roundedMinor = roundHalfAway({ num, den: schedule.denominator });
  return {
    schedule,
    basisMinor,
    roundedMinor,
    basis: formatAmount(basisMinor, currency),
    ...(netMinor < 0n && { net: formatAmount(netMinor, currency) }),
    exact: exactText(schedule, num, currency),
    rounded: formatAmount(roundedMinor, currency),
  };
}

/** Writes the trace of a line that walks from one point to another on its tier's curve. */
export function traceOf(line: SaleLine, before: TracePoint, after: TracePoint): EarningTrace {
  const { currency } = line;
  return {
    kind: line.kind,
    amount: formatAmount(line.amountMinor, currency),
    currency,
    occurredOn: line.occurredOn,
    tier: line.tier,
    basisBefore: before.basis,
    basisAfter: after.basis,
    ...(before.net !== undefined && { netBefore: before.net }),
    ...(after.net !== undefined && { netAfter: after.net }),
    steps: stepsBetween(before, after, currency),
    exactBefore: before.exact,
    exactAfter: after.exact,
    rounding: 'half away from zero',
    roundedBefore: before.rounded,
    roundedAfter: after.rounded,
    earned: formatAmount(after.roundedMinor - before.roundedMinor, currency),
  };
}

/** One sentence for a person who asks "why this amount?". */
export function explainTrace(trace: EarningTrace): string {
  const { currency, steps } = trace;
  const parts = steps.map(({ from, to, rate, part, amount }) => {
    const band = to === undefined ? `from ${from}` : `${from} to ${to}`;
    return `${part} at ${rate} (band ${band}) is ${amount}`;
  });
  const net = trace.netAfter === undefined ? '' : ` (sales less refunds stand at ${trace.netAfter})`;
  return (
    `The ${trace.kind} of ${trace.amount} ${currency} on ${trace.occurredOn} moved the period's basis from ` +
    `${trace.basisBefore} to ${trace.basisAfter}${net} at tier ${trace.tier}: ` +
    `${parts.length ? parts.join(', ') : 'no band was crossed'}; the commission on the whole basis went from ` +
    `${trace.exactBefore} to ${trace.exactAfter}, rounded ${trace.rounding} from ${trace.roundedBefore} to ` +
    `${trace.roundedAfter}, so this ${trace.kind} earns ${trace.earned} ${currency}.`
  );
}

function stepsBetween(before: TracePoint, after: TracePoint, currency: string): TraceStep[] {
  const { schedule } = after;
  const down = after.basisMinor < before.basisMinor;
  const low = down ? after.basisMinor : before.basisMinor;
  const high = down ? before.basisMinor : after.basisMinor;
  const steps: TraceStep[] = [];
  for (const { fromMinor, toMinor, rateNumerator, source } of schedule.bands) {
    const start = fromMinor > low ? fromMinor : low;
    const end = toMinor !== undefined && toMinor < high ? toMinor : high;
    if (start >= end) continue;
    const part = down ? start - end : end - start;
    steps.push({
      from: source.from,
      ...(source.to !== undefined && { to: source.to }),
      rate: source.rate,
      part: formatAmount(part, currency),
      amount: exactText(schedule, part * rateNumerator, currency),
    });
  }
  return steps;
}

/** A numerator over the schedule's power of ten as exact major units without trailing zeros. */
function exactText(schedule: BandSchedule, numerator: bigint, currency: string): string {
  const text = shifted(numerator, schedule.decimals + exponentOf(currency));
  if (!text.includes('.')) return text;
  let end = text.length;
  while (text[end - 1] === '0') end -= 1;
  return text.slice(0, text[end - 1] === '.' ? end - 1 : end);
}
