/** The trace of an earning: plain JSON from which a person with pencil and paper gets the same amount. */
import type { Rational } from '../money';
import { exponentOf, formatAmount, rational, roundHalfAway, shifted, subtract, toDecimalText, whole } from '../money';
import type { BandSchedule } from './commission-bands';
import { bandAmountAt, bandAt, bandNumerator } from './commission-bands';
import type { Basis, Reversal, Trigger } from './commission-plan';

/** More decimals than any amount here has; a fraction that needs more is written as one. */
const DECIMALS_MAX = 40;

/**
 * The part of one line that lies in one band. `part` and `amount` are negative for a refund; `amount` is exact. Where
 * the band reached pays on everything, a step takes out what the band before had paid, and the next pays it all anew.
 */
interface TraceStep {
  from: string;
  to?: string;
  /** The band's rate, or what it pays for each unit: `2.50 each`. */
  rate: string;
  part: string;
  amount: string;
}

/**
 * How one earning came about; every amount is text in major units of `currency`, a counted basis is a plain number.
 *
 * exactAfter = exactBefore + the steps' amounts, and earned = roundedAfter − roundedBefore.
 */
export interface EarningTrace {
  kind: 'sale' | 'refund' | Trigger | Reversal;
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
  /** What the basis is, where it is not simply the amount. */
  basis?: Basis;
  /** Over what the basis climbs, where it is not the period. */
  bandsPer?: 'event';
  /** The exchange of a sale in another currency; a reversal has the rate of what it reverses. */
  exchange?: { amount: string; currency: string; rate: string; source: string; on: string };
  /** The least that an event earns, where that is what it earned. */
  floor?: string;
  /** The quota that the edges are shares of. */
  quota?: string;
  /** The growth that was found, as a share, and the two periods' bases. */
  growth?: { prior: string; now: string; share: string };
}

/** A place on one tier's curve, with the texts that two neighbouring lines share. */
export interface TracePoint {
  schedule: BandSchedule;
  basis: Rational;
  roundedMinor: bigint;
  basisText: string;
  net?: string;
  exact: string;
  rounded: string;
}

const ZERO = rational(0n);

/** Evaluates the curve at a net of sales less refunds; the basis is that net, but never below 0. */
export function pointAt(schedule: BandSchedule, net: Rational, currency: string): TracePoint {
  const basis = net.num > 0n ? net : ZERO;
  // Whole numbers, which nearly all are, need no fraction to be reduced.
  const exact =
    basis.den === 1n
      ? { num: bandNumerator(schedule, basis.num), den: schedule.denominator }
      : bandAmountAt(schedule, basis);
  const roundedMinor = roundHalfAway(exact);
  return {
    schedule,
    basis,
    roundedMinor,
    basisText: basisText(schedule, basis, currency),
    ...(net.num < 0n && { net: basisText(schedule, net, currency) }),
    exact: basis.den === 1n ? decimalText(exact.num, schedule, currency) : exactText(exact, currency),
    rounded: formatAmount(roundedMinor, currency),
  };
}

/** What a trace says of a line besides its walk. */
export type TraceHead = Pick<EarningTrace, 'kind' | 'amount' | 'currency' | 'occurredOn' | 'tier'>;

/** Writes the trace of a line that walks from one point to another on its tier's curve. */
export function traceOf(line: TraceHead, before: TracePoint, after: TracePoint): EarningTrace {
  const { currency } = line;
  return {
    kind: line.kind,
    amount: line.amount,
    currency,
    occurredOn: line.occurredOn,
    tier: line.tier,
    basisBefore: before.basisText,
    basisAfter: after.basisText,
    ...(before.net !== undefined && { netBefore: before.net }),
    ...(after.net !== undefined && { netAfter: after.net }),
    steps: after.schedule.whole ? wholeSteps(before, after, currency) : stepsBetween(before, after, currency),
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
  const kind = trace.kind.replaceAll('_', ' ');
  const parts = steps.map(({ from, to, rate, part, amount }) => {
    const band = to === undefined ? `from ${from}` : `${from} to ${to}`;
    return `${part} at ${rate} (band ${band}) is ${amount}`;
  });
  const whose = trace.bandsPer === 'event' ? "event's" : "period's";
  const net = trace.netAfter === undefined ? '' : ` (sales less refunds stand at ${trace.netAfter})`;
  const floor = trace.floor === undefined ? '' : ` (at least ${trace.floor})`;
  return (
    `The ${kind} of ${trace.amount} ${currency} on ${trace.occurredOn} moved the ${whose} basis from ` +
    `${trace.basisBefore} to ${trace.basisAfter}${net} at tier ${trace.tier}: ` +
    `${parts.length ? parts.join(', ') : 'no band was crossed'}; the commission on the whole basis went from ` +
    `${trace.exactBefore} to ${trace.exactAfter}, rounded ${trace.rounding}${floor} from ${trace.roundedBefore} to ` +
    `${trace.roundedAfter}, so this ${kind} earns ${trace.earned} ${currency}.`
  );
}

function stepsBetween(before: TracePoint, after: TracePoint, currency: string): TraceStep[] {
  const { schedule } = after;
  // All places over one denominator, 1 unless a currency was exchanged or edges are shares of a quota.
  const edgeScale = before.basis.den * after.basis.den;
  const den = edgeScale * schedule.scale;
  const from = before.basis.num * after.basis.den * schedule.scale;
  const to = after.basis.num * before.basis.den * schedule.scale;
  const [low, high] = to < from ? [to, from] : [from, to];
  const steps: TraceStep[] = [];
  for (const band of schedule.bands) {
    const bottom = band.from * edgeScale;
    const top = band.to === undefined ? high : band.to * edgeScale;
    const start = bottom > low ? bottom : low;
    const end = top < high ? top : high;
    if (start >= end) continue;
    const part = to < from ? start - end : end - start;
    steps.push(stepOf(schedule, band, den === 1n ? whole(part) : rational(part, den), currency));
  }
  return steps;
}

function wholeSteps(before: TracePoint, after: TracePoint, currency: string): TraceStep[] {
  const { schedule } = after;
  const [left, reached] = [bandAt(schedule, before.basis), bandAt(schedule, after.basis)];
  if (!left || !reached) return [];
  const parts =
    left === reached
      ? [{ band: reached, part: subtract(after.basis, before.basis) }]
      : [
          { band: left, part: subtract(ZERO, before.basis) },
          { band: reached, part: after.basis },
        ];
  return parts.filter(({ part }) => part.num !== 0n).map(({ band, part }) => stepOf(schedule, band, part, currency));
}

function stepOf(
  schedule: BandSchedule,
  { source, rateNumerator }: Pick<BandSchedule['bands'][number], 'source' | 'rateNumerator'>,
  part: Rational,
  currency: string,
): TraceStep {
  const { from, to, rate, each } = source;
  const numerator = part.num * rateNumerator * schedule.scale;
  return {
    from,
    ...(to !== undefined && { to }),
    rate: rate ?? `${each} each`,
    part: basisText(schedule, part, currency),
    amount:
      part.den === 1n
        ? decimalText(numerator, schedule, currency)
        : exactText(rational(numerator, part.den * schedule.denominator), currency),
  };
}

/** A basis as people read it: money in major units, anything counted as a number. */
function basisText({ counted }: BandSchedule, basis: Rational, currency: string): string {
  if (counted) return toDecimalText(basis, DECIMALS_MAX);
  return basis.den === 1n ? formatAmount(basis.num, currency) : exactText(basis, currency);
}

/** Exact minor units as exact major units without trailing zeros. */
export function exactText(minor: Rational, currency: string): string {
  const exponent = exponentOf(currency);
  if (minor.den === 1n) return trimmed(shifted(minor.num, exponent));
  return toDecimalText(rational(minor.num, minor.den * 10n ** BigInt(exponent)), DECIMALS_MAX);
}

/** A numerator over the schedule's power of ten as exact major units without trailing zeros. */
function decimalText(numerator: bigint, { decimals }: BandSchedule, currency: string): string {
  return trimmed(shifted(numerator, decimals + exponentOf(currency)));
}

function trimmed(text: string): string {
  if (!text.includes('.')) return text;
  let end = text.length;
  while (text[end - 1] === '0') end -= 1;
  return text.slice(0, text[end - 1] === '.' ? end - 1 : end);
}
