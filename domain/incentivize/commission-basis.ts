/** What an event counts: the amount that a rule is about, in the plan's currency, exact. */
import type { Rational } from '../money';
import { exponentOf, multiply, parseRate, rational, subtract, whole } from '../money';
import type { CommissionBooks, CommissionEvent, PinnedRate } from './commission-events';
import type { Basis, RateTerms } from './commission-plan';

const ZERO = rational(0n);

/** The money fields that a basis is made of; what is missing makes it unknown, but for what is taken off. */
const FIELDS: Record<
  Exclude<Basis, 'units' | 'count'>,
  { of: 'amountMinor' | 'acvMinor' | 'tcvMinor'; less: ('discountMinor' | 'taxMinor' | 'freightMinor' | 'costMinor')[] }
> = {
  gross: { of: 'amountMinor', less: [] },
  net: { of: 'amountMinor', less: ['discountMinor', 'taxMinor', 'freightMinor'] },
  margin: { of: 'amountMinor', less: ['discountMinor', 'taxMinor', 'freightMinor', 'costMinor'] },
  cash: { of: 'amountMinor', less: [] },
  acv: { of: 'acvMinor', less: [] },
  tcv: { of: 'tcvMinor', less: [] },
};

/** The rate of an event to the plan's currency, `factor` between their minor units. */
export interface Exchange {
  factor: Rational;
  /** Absent where there is nothing to exchange. */
  pinned?: PinnedRate;
}

/**
 * The rate that holds for an event: its own, else the latest of the plan's source up to its day.
 *
 * @returns undefined where there is none
 */
export function exchangeOf(
  event: Pick<CommissionEvent, 'currency' | 'rate'> & { day: string },
  to: string,
  by: { rates: CommissionBooks['rates']; terms: RateTerms | undefined },
): Exchange | undefined {
  const { currency = to, day } = event;
  if (currency === to) return { factor: whole(1n) };
  const pinned = event.rate ?? latestRate({ from: currency, to, day }, by);
  if (!pinned) return undefined;
  return { factor: minorFactor(parseRate(pinned.rate), currency, to), pinned };
}

/** A rate between units as one between minor units: 1.0850 from JPY to USD is 108.50 cents for one yen. */
export function minorFactor(rate: Rational, from: string, to: string): Rational {
  const [up, down] = [10n ** BigInt(exponentOf(to)), 10n ** BigInt(exponentOf(from))];
  return multiply(rate, rational(up, down));
}

function latestRate(
  wanted: { from: string; to: string; day: string },
  { rates = [], terms }: { rates: CommissionBooks['rates']; terms: RateTerms | undefined },
): PinnedRate | undefined {
  let latest: PinnedRate | undefined;
  for (const { source, from, to, on, rate } of rates) {
    if (from !== wanted.from || to !== wanted.to || on > wanted.day) continue;
    if (terms && source !== terms.source) continue;
    if (!latest || on > latest.on) latest = { rate, source, on };
  }
  return latest;
}

/**
 * The basis of an event, in minor units of the plan's currency or as a number of what is counted.
 *
 * @returns undefined where the event does not tell it
 */
export function basisOf(event: CommissionEvent, basis: Basis, { factor }: Exchange): Rational | undefined {
  if (basis === 'count') return whole(1n);
  if (basis === 'units') return event.quantity === undefined ? undefined : whole(event.quantity);
  const minor = moneyOf(event, basis);
  if (minor === undefined) return undefined;
  return factor.num === factor.den ? whole(minor) : multiply(whole(minor), factor);
}

/**
 * What is left of a basis after a reversal that tells its own amounts, or else gives back a share of the gross amount:
 * at least 0.
 */
export function afterRefund(
  reversal: CommissionEvent,
  basis: Basis,
  left: { remaining: Rational; original: Rational; originalEvent: CommissionEvent; exchange: Exchange },
): Rational {
  const rest = subtract(left.remaining, refundedBasis(reversal, basis, left));
  return rest.num > 0n ? rest : ZERO;
}

function refundedBasis(
  reversal: CommissionEvent,
  basis: Basis,
  { original, originalEvent, exchange }: { original: Rational; originalEvent: CommissionEvent; exchange: Exchange },
): Rational {
  // Whatever is given back whole leaves nothing, however the basis is made.
  if (reversal.amountMinor === undefined && reversal.quantity === undefined) return original;
  if (tellsItself(reversal, basis)) {
    const told = basisOf(reversal, basis, exchange);
    if (told) return told;
  }
  const { amountMinor = 0n } = originalEvent;
  if (amountMinor === 0n || reversal.amountMinor === undefined) return original;
  return multiply(original, rational(reversal.amountMinor, amountMinor));
}

/** Whether a reversal's own fields are enough; a net refund without its tax would take back too much. */
function tellsItself(reversal: CommissionEvent, basis: Basis): boolean {
  if (basis === 'count') return false;
  if (basis === 'units') return reversal.quantity !== undefined;
  const { of, less } = FIELDS[basis];
  return reversal[of] !== undefined && (less.length === 0 || less.some((field) => reversal[field] !== undefined));
}

function moneyOf(event: CommissionEvent, basis: keyof typeof FIELDS): bigint | undefined {
  const { of, less } = FIELDS[basis];
  const amount = event[of];
  // A margin without its cost is no margin.
  if (amount === undefined || (basis === 'margin' && event.costMinor === undefined)) return undefined;
  return less.reduce((rest, field) => rest - (event[field] ?? 0n), amount);
}
