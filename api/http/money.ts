import { z } from 'zod';
import { formatAmount } from '../../domain/money';

/** An amount as answers show it. */
export const money = z
  .strictObject({
    amount: z.string().describe('Major units, such as "1234.55"; negative where something is taken back'),
    currency: z.string(),
  })
  .describe('Money');

/** An amount in major units. */
export type Money = z.infer<typeof money>;

/** Minor units as answers show them. */
export const moneyOf = (amountMinor: number, currency: string): Money => ({
  amount: formatAmount(amountMinor, currency),
  currency,
});

/** An amount as it is sent: the sign, the decimals and the currency are the rule's business, and a fault there is 422. */
export const sentMoney = z.strictObject({
  amount: z
    .string()
    .min(1)
    .max(40)
    .describe('Major units as text, such as "1234.55", with at most the currency’s decimals'),
  currency: z.string().length(3),
});
