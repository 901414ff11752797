import type { TrailAttempt, TrailPosting } from '../../database/views/payout-trail';
import { formatAmount } from '../../domain/money';
import { momentOf } from '../http/moments';
import type { Money } from '../http/money';
import type { PayoutLineDto } from './payout-review.dto';

/** Minor units as text, as answers show them. */
export const minorMoney = (minor: string, currency: string): Money => ({
  amount: formatAmount(BigInt(minor), currency),
  currency,
});

/** A wall time as answers show it. */
export const wallText = (ms: number): string => new Date(ms).toISOString();
/** {@link wallText} where there may be none. */
export const wallTextOrNull = (ms: number | null): string | null => (ms === null ? null : wallText(ms));

/** A payment attempt as answers show it. */
export function shownAttempt({
  preparedMs,
  firstSentMs,
  changedMs,
  ...attempt
}: TrailAttempt): PayoutLineDto['attempts'][number] {
  return {
    ...attempt,
    prepared: wallText(preparedMs),
    firstSent: wallTextOrNull(firstSentMs),
    changed: wallText(changedMs),
  };
}

/** A ledger transaction as answers show it. */
export function shownPosting(
  { transactionId, seq, kind, amountMinor, effectiveMs }: TrailPosting,
  currency: string,
): PayoutLineDto['postings'][number] {
  return {
    ...{ transactionId, kind, number: seq },
    amount: minorMoney(amountMinor, currency),
    posted: momentOf(effectiveMs),
  };
}
