/** From what was earned to what is paid: minimum, maximum, reserve, withholding, and what is carried over. */
import { addCivilDays } from '../civil-date';
import { multiply, parseAmount, parseRate, rational, roundHalfAway } from '../money';
import type { PayoutTerms } from './commission-plan';

/** What stands to be settled for one payee and currency, minor units. */
export interface Dues {
  /** Carried over; negative where more was taken back than was there. */
  openMinor: bigint;
  /** Earned since, and adjustments. */
  earnedMinor: bigint;
  /** Taken back since, zero or negative. */
  clawedMinor: bigint;
  /** Reserves whose day has come. */
  releasedMinor?: bigint;
  /** The payee's own rate, e.g. of a tax treaty; otherwise the plan's. */
  withholding?: string;
}

/**
 * What is done with it, minor units:
 * open + earned + clawed + released − reserved − withheld − paid = close.
 */
export interface Settlement {
  reservedMinor: bigint;
  withheldMinor: bigint;
  paidMinor: bigint;
  closeMinor: bigint;
}

/**
 * Settles dues. Nothing is paid below the minimum (which itself is paid), and never a negative amount: both are carried
 * over. The reserve is held from what would be paid, and tax is withheld from what is then left; each is rounded once.
 *
 * @throws MONEY.AMOUNT_INVALID, MONEY.RATE_INVALID, MONEY.CURRENCY_UNKNOWN, MONEY.OVERFLOW for terms that cannot be read
 */
export function settle(terms: PayoutTerms, currency: string, dues: Dues): Settlement {
  const { openMinor, earnedMinor, clawedMinor, releasedMinor = 0n } = dues;
  const dueMinor = openMinor + earnedMinor + clawedMinor + releasedMinor;
  const minimumMinor = amountOf(terms.minimum, currency) ?? 0n;
  if (dueMinor <= 0n || dueMinor < minimumMinor)
    return { reservedMinor: 0n, withheldMinor: 0n, paidMinor: 0n, closeMinor: dueMinor };
  const maximumMinor = amountOf(terms.maximum, currency) ?? dueMinor;
  const settledMinor = dueMinor < maximumMinor ? dueMinor : maximumMinor;
  const reservedMinor = portion(settledMinor, terms.reserve?.rate);
  const payableMinor = settledMinor - reservedMinor;
  const withheldMinor = portion(payableMinor, dues.withholding ?? terms.withholding);
  return {
    reservedMinor,
    withheldMinor,
    paidMinor: payableMinor - withheldMinor,
    closeMinor: dueMinor - settledMinor,
  };
}

/**
 * The civil day on which a reserve is released; nothing where there is none.
 *
 * @throws CALENDAR.INVALID when the day is not a date
 */
export function reserveReleasedOn({ reserve }: PayoutTerms, heldOn: string): string | undefined {
  return reserve && addCivilDays(heldOn, reserve.days);
}

function amountOf(text: string | undefined, currency: string): bigint | undefined {
  return text === undefined ? undefined : parseAmount(text, currency, { allowZero: true });
}

function portion(minor: bigint, rate: string | undefined): bigint {
  return rate === undefined ? 0n : roundHalfAway(multiply(rational(minor), parseRate(rate)));
}
