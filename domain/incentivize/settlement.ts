/** From what was earned to what is paid: minimum, maximum, reserve, withholding, and what is carried over. */
import { addCivilDays } from '../civil-date';
import { multiply, parseAmount, parseRate, rational, roundHalfAway } from '../money';
import type { CommissionPlan, PayoutTerms } from './commission-plan';

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
 * over. The reserve is held from what would be paid, but for reserves that are released, which are not held again; tax is
 * withheld from what is then left. Each is rounded once.
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
  const settledMinor = least(dueMinor, maximumMinor);
  const newMinor = releasedMinor > 0n ? settledMinor - least(settledMinor, releasedMinor) : settledMinor;
  const reservedMinor = portion(newMinor, terms.reserve?.rate);
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

/** A line of a payout run, minor units: due + released = amount + withheld + reserved. */
export interface SettledLine {
  amountMinor: bigint;
  withheldMinor: bigint;
  reservedMinor: bigint;
  /** The civil day on which what is kept back is released; null where nothing is. */
  reservedUntil: string | null;
  releasedMinor: bigint;
  /** Whether anything is paid; otherwise all of it is carried over, and `amountMinor` says how much. */
  isPaid: boolean;
}

/**
 * Settles what a payout run pays to a payee. All of what is due is paid or kept back: a payout is paid whole, so the plan's
 * `maximum` does not cut it. The minimum is an amount of the plan's currency and asked of no other. Rounded to nothing, e.g.
 * a single cent of which half is withheld, it is carried over too.
 *
 * @throws as {@link settle}
 */
export function settleLine(
  plan: Pick<CommissionPlan, 'currency' | 'payout'>,
  of: { currency: string; dueMinor: bigint; releasedMinor: bigint; today: string; withholding?: string },
): SettledLine {
  const { currency, dueMinor, releasedMinor, today, withholding } = of;
  const { maximum: _paidWhole, minimum, ...rates } = plan.payout ?? {};
  const terms: PayoutTerms = currency === plan.currency ? { ...rates, minimum } : rates;
  const dues = { openMinor: 0n, earnedMinor: dueMinor, clawedMinor: 0n, releasedMinor, withholding };
  const { paidMinor: amountMinor, withheldMinor, reservedMinor } = settle(terms, currency, dues);
  if (amountMinor <= 0n) {
    const nothing = { withheldMinor: 0n, reservedMinor: 0n, reservedUntil: null, releasedMinor };
    return { ...nothing, amountMinor: dueMinor + releasedMinor, isPaid: false };
  }
  const reservedUntil = reservedMinor > 0n ? (reserveReleasedOn(terms, today) ?? null) : null;
  return { amountMinor, withheldMinor, reservedMinor, reservedUntil, releasedMinor, isPaid: true };
}

/** The reserves of one payee and currency, and what its book holds, minor units. */
export interface ReserveStanding {
  /** Kept back by payments that arrived, their day has come, less what lines pay or are to pay of it. */
  openMinor: bigint;
  /** Kept back, their day has not come or their payment has not arrived. */
  restingMinor: bigint;
  /** Due, and not out yet: payouts, and reserves in lines that are to be paid. */
  pendingMinor: bigint;
  /** payable + reserve + receivable of the book. */
  bookMinor: bigint;
}

/**
 * What a payout releases of earlier reserves: what was kept back until today and was not paid since, as far as the book has
 * it once everything that is due or still rests is set aside. So what a refund has taken from the reserve is not paid, and
 * what later earnings make up for is. Negative where a reserve was paid although its payment has come back since: then it
 * is due within that payment's payouts again.
 */
export function releasableMinor({ openMinor, restingMinor, pendingMinor, bookMinor }: ReserveStanding): bigint {
  const spareMinor = bookMinor - restingMinor - pendingMinor;
  if (openMinor <= 0n) return openMinor;
  return spareMinor <= 0n ? 0n : least(openMinor, spareMinor);
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

function amountOf(text: string | undefined, currency: string): bigint | undefined {
  return text === undefined ? undefined : parseAmount(text, currency, { allowZero: true });
}

function portion(minor: bigint, rate: string | undefined): bigint {
  return rate === undefined ? 0n : roundHalfAway(multiply(rational(minor), parseRate(rate)));
}
