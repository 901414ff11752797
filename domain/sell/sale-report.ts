import type { RowOutcome } from '../imports';
import { formatAmount } from '../money';
import type { CountedSale } from './counted-sales';
import type { Sale } from './sale';

/** What the report of an import says of a line that was stored, and is not simply counted as it is. */
export type SaleNote = Pick<RowOutcome, 'outcome' | 'message'> & { code: string };

/** What there is to say about a new refund or correction, as its sale stands now; null where it counts as it is. */
export function noteOnSale(sale: Sale, counted: CountedSale): SaleNote | null {
  const { standing, excessMinor } = counted;
  const named = sale.refundOf ?? sale.corrects ?? '';
  if (standing === 'unmatched')
    return {
      outcome: 'unmatched',
      code: 'SALE.CORRECTS_UNKNOWN',
      message: `No sale or refund "${named}" of this partner is known; the correction is stored and counts when it is.`,
    };
  if (standing === 'no_effect')
    return {
      outcome: 'stored',
      code: 'SALE.NO_EFFECT',
      message:
        sale.kind === 'refund'
          ? `"${named}" is no sale, and only sales are taken back: send a new sale to undo a refund.`
          : `"${named}" is itself a correction or in another currency, so this one changes nothing: name the sale or refund.`,
    };
  if (standing === 'awaiting_rate')
    return {
      outcome: 'stored',
      code: 'SALE.REFUND_CURRENCY',
      message: `The sale "${named}" is not in ${sale.currency}: the refund waits for a rate and takes nothing back.`,
    };
  if (excessMinor === 0n) return null;
  const excess = formatAmount(excessMinor, sale.currency);
  const message = `The refunds of "${named}" are more than the sale: ${excess} ${sale.currency} of this one do not count.`;
  return { outcome: 'stored', code: 'SALE.REFUND_EXCESS', message };
}
