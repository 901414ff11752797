/** Marketing money of a partner: allocated, reserved by an approval, spent by a claim. */
import { addCivilDays } from '../civil-date';
import { DomainError } from '../errors';
import { formatAmount, multiply, parseRate, rational, roundHalfAway } from '../money';
import type { FundTerms } from './commission-plan';

/** A fund, minor units. */
export interface Fund {
  currency: string;
  allocatedMinor: bigint;
  reservedMinor: bigint;
  spentMinor: bigint;
}

/** What was spent on an approved activity, and when. */
export interface FundClaim {
  /** Our approved share, minor units. */
  approvedMinor: bigint;
  /** All that was spent, the partner's part included. */
  spentMinor: bigint;
  /** Civil dates. */
  endedOn: string;
  claimedOn: string;
}

/** What a claim comes to, minor units. */
export interface ClaimOutcome {
  payableMinor: bigint;
  /** What goes back to the fund. */
  releasedMinor: bigint;
  fund: Fund;
}

/** What may still be approved, minor units. */
export function availableOf({ allocatedMinor, reservedMinor, spentMinor }: Fund): bigint {
  return allocatedMinor - reservedMinor - spentMinor;
}

/**
 * Reserves our share of an activity that was approved.
 *
 * @throws REQUEST.RULE when the fund has less
 */
export function reserveFund(fund: Fund, approvedMinor: bigint): Fund {
  const available = availableOf(fund);
  if (approvedMinor > available) {
    const text = (minor: bigint): string => `${formatAmount(minor, fund.currency)} ${fund.currency}`;
    throw new DomainError(
      'REQUEST.RULE',
      `approvedMinor: ${text(approvedMinor)} is more than the ${text(available)} that the fund has: approve less.`,
    );
  }
  return { ...fund, reservedMinor: fund.reservedMinor + approvedMinor };
}

/**
 * Settles a claim: our share of what was spent, at most what was approved; after the last day nothing. What is not paid
 * of the reservation goes back to the fund.
 *
 * @throws MONEY.RATE_INVALID, CALENDAR.INVALID
 */
export function settleClaim(fund: Fund, terms: FundTerms, claim: FundClaim): ClaimOutcome {
  const { approvedMinor, spentMinor, endedOn, claimedOn } = claim;
  const late = claimedOn > addCivilDays(endedOn, terms.claimWithinDays);
  const share = roundHalfAway(multiply(rational(spentMinor), parseRate(terms.share)));
  const payableMinor = late ? 0n : share < approvedMinor ? share : approvedMinor;
  return {
    payableMinor,
    releasedMinor: approvedMinor - payableMinor,
    fund: {
      ...fund,
      reservedMinor: fund.reservedMinor - approvedMinor,
      spentMinor: fund.spentMinor + payableMinor,
    },
  };
}
