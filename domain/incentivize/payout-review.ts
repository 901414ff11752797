import { HOUR_MS } from '../duration';

/**
 * What deserves a second look before a payout run is approved. Each line is held against what its payee was last paid for
 * an earlier period: `before`. A line that is blocked is not paid, and says why by itself.
 */

/**
 * `change`: the amount moved by more than {@link CHANGE_PERCENT_MIN} per cent of before, and by more than
 * {@link CHANGE_MINOR_MIN}; `new_payee`: nothing was ever paid to it; `account_changed`: it goes to another account than
 * last time, or to one that was verified less than {@link ACCOUNT_FRESH_MS} before the run was opened.
 */
export const PAYOUT_FLAGS = ['change', 'new_payee', 'account_changed'] as const;
/** See {@link PAYOUT_FLAGS}. */
export type PayoutFlag = (typeof PAYOUT_FLAGS)[number];

/** A smaller change is what business looks like. Per cent of the amount before. */
export const CHANGE_PERCENT_MIN = 50;
/** A smaller change is not worth anybody's time: 500.00 in most currencies. Minor units. */
export const CHANGE_MINOR_MIN = 50_000;
/** Whoever steals an account's details is mostly noticed within two days. Wall time. */
export const ACCOUNT_FRESH_MS = 48 * HOUR_MS;

/** The rules as people read them. */
export const PAYOUT_FLAG_RULES: Record<PayoutFlag, string> = {
  change: `The amount differs from the last one paid by more than ${CHANGE_PERCENT_MIN} % and by more than ${CHANGE_MINOR_MIN / 100} units of a currency with cents.`,
  new_payee: 'Nothing was ever paid to this payee before.',
  account_changed: 'It goes to another account than last time, or to one verified in the 48 hours before the run.',
};

/** Edges between the groups of payees by how their amount changed, per cent of before: below −50, −50 to −20, …, 50 and more. */
export const CHANGE_EDGES = [-50, -20, -5, 5, 20, 50] as const;
