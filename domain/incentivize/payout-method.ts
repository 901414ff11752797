import type { AccountMask } from './payee';
import { isSepaCountry } from './iban';

/**
 * The ways on which money may leave: a `provider` that is called, a `sepa` file for the bank, a `manual` table for finance.
 * The last two are files that people carry.
 */
export const PAYOUT_METHODS = ['provider', 'sepa', 'manual'] as const;
/** See {@link PAYOUT_METHODS}. */
export type PayoutMethod = (typeof PAYOUT_METHODS)[number];

/** A way by file. */
export type FileMethod = Exclude<PayoutMethod, 'provider'>;

/** What a program pays by that says nothing. */
export const PAYOUT_METHODS_DEFAULT: readonly PayoutMethod[] = ['provider'];

/** SEPA moves euro between accounts with an IBAN of a country that takes part; the other ways ask no such thing. */
const CARRIES: Record<PayoutMethod, (to: PaidTo) => boolean> = {
  provider: () => true,
  sepa: ({ currency, account: { kind, country } }) =>
    currency === 'EUR' && kind === 'iban' && country !== null && isSepaCountry(country),
  manual: () => true,
};

/** A payee as far as the way to it depends on it. */
export interface PaidTo {
  /** ISO 4217. */
  currency: string;
  account: Pick<AccountMask, 'kind' | 'country'>;
}

/**
 * On which way a payee is paid: the first of the program's that is set up here and carries its money; null where none does.
 */
export function methodFor(
  to: PaidTo,
  { methods, available }: { methods: readonly PayoutMethod[]; available: readonly PayoutMethod[] },
): PayoutMethod | null {
  return methods.find((method) => available.includes(method) && CARRIES[method](to)) ?? null;
}
