/** Earnings in another currency than they are paid in. */
import { multiply, parseRate, rational, roundHalfAway } from '../money';
import { exchangeOf, minorFactor } from './commission-basis';
import type { ExchangeRate, PinnedRate } from './commission-events';
import type { RateTerms } from './commission-plan';

/** The days whose rates may count, civil dates. */
export interface ExchangeDays {
  event: string;
  approval?: string;
  payout?: string;
}

/**
 * The rate to keep with an earning: of the plan's source, and of the day that the plan says; the latest one up to it.
 *
 * @returns nothing while that day has not come, or has no rate: the earning waits
 */
export function rateToPin(
  pair: { from: string; to: string },
  days: ExchangeDays,
  { terms, rates }: { terms: RateTerms; rates: readonly ExchangeRate[] },
): PinnedRate | undefined {
  const day = days[terms.date ?? 'event'];
  if (day === undefined) return undefined;
  return exchangeOf({ currency: pair.from, day }, pair.to, { rates, terms })?.pinned;
}

/**
 * What moves in the currency of the payout when an earning goes from one amount to another: both at the rate that was
 * pinned first, so that a full reversal gives back exactly what was paid. Minor units, rounded half away from zero.
 *
 * @throws MONEY.RATE_INVALID, MONEY.CURRENCY_UNKNOWN
 */
export function exchangeDifference(
  { beforeMinor, afterMinor }: { beforeMinor: bigint; afterMinor: bigint },
  { from, to, rate }: { from: string; to: string; rate: string },
): bigint {
  const factor = minorFactor(parseRate(rate), from, to);
  const exchanged = (minor: bigint): bigint => roundHalfAway(multiply(rational(minor), factor));
  return exchanged(afterMinor) - exchanged(beforeMinor);
}
