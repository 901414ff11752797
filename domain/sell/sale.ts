/**
 * A sale as it arrives, and as it is recorded.
 *
 * Refunds and corrections are kinds with positive amounts: a refund names the sale that it takes back, a correction the
 * sale or refund whose amount it replaces. A line is recorded once: the same id with the same content again is harmless,
 * with other content it is a conflict; a mistake is mended by a correction, or by a refund and a new sale.
 */
import type { CalendarTable } from '../calendar';
import type { Fault } from '../errors';
import { canonicalJson } from '../hash';
import type { Report } from '../row-checks';
import { checkText, faultList, readCount, readMinor, readTime, shownText } from '../row-checks';

/** What a line of sales may be. */
export const SALE_KINDS = ['sale', 'refund', 'correction'] as const;
/** See {@link SALE_KINDS}. */
export type SaleKind = (typeof SALE_KINDS)[number];

/** A sale as its sender says it. */
export interface IncomingSale {
  /** The sender's id; unique per source. */
  saleId: string;
  /** Our partner id, or the id that the source has for the partner. */
  partner: string;
  /** Default `sale`. */
  kind?: string;
  /** For a refund: the id of the sale that it takes back. */
  refundOf?: string;
  /** For a correction: the id of the sale or refund that it corrects. */
  corrects?: string;
  /** A date, a time in the program's zone, or an instant: see {@link saleTime}. */
  occurredOn: string;
  /** Major units, positive for a refund as well; for a correction what the amount should have been. */
  amount: { amount: string; currency: string };
  product?: string;
  quantity?: number | string;
}

/** A sale that keeps the rules. */
export interface Sale {
  saleId: string;
  partner: string;
  kind: SaleKind;
  refundOf: string | null;
  corrects: string | null;
  /** Civil date in the program's zone. */
  occurredOn: string;
  /** Epoch ms; null for the first moment of that day. */
  occurredMs: number | null;
  /** Minor units, positive. */
  amountMinor: number;
  currency: string;
  product: string | null;
  quantity: number | null;
}

/** How a kind names another line, and what to tell about it. */
const REFERENCES: Record<
  'refundOf' | 'corrects',
  { kind: SaleKind; missing: string; misplaced: string; itself: string }
> = {
  refundOf: {
    kind: 'refund',
    missing: 'A refund names the sale that it takes back.',
    misplaced: 'Only a refund takes a sale back: set kind "refund".',
    itself: 'A refund cannot take itself back.',
  },
  corrects: {
    kind: 'correction',
    missing: 'A correction names the sale or refund that it corrects.',
    misplaced: 'Only a correction corrects: set kind "correction".',
    itself: 'A correction cannot correct itself.',
  },
};

/**
 * Checks one sale: the sale, or all its faults at once, pointers (RFC 6901) relative to it. `zone` is the program's
 * calendar, which says on which day an instant is.
 */
export function checkSale(incoming: IncomingSale, zone: CalendarTable): { sale: Sale } | { faults: Fault[] } {
  const { faults, fault } = faultList();
  const { kind = 'sale', product, refundOf, corrects } = incoming;
  if (!SALE_KINDS.some((known) => known === kind))
    fault('/kind', `"${shownText(kind)}" is no kind: it is one of ${SALE_KINDS.join(', ')}.`);
  for (const name of ['saleId', 'partner'] as const) checkText(`/${name}`, incoming[name], fault);
  if (product !== undefined) checkText('/product', product, fault);
  for (const name of ['refundOf', 'corrects'] as const) checkReference(name, { ...incoming, kind }, fault);
  const time = readTime(incoming.occurredOn, zone, fault);
  const quantity = readCount('/quantity', incoming.quantity, fault);
  const amountMinor = readMinor(incoming.amount, { amount: '/amount/amount', currency: '/amount/currency' }, fault);
  if (faults.length > 0 || amountMinor === undefined || time === undefined) return { faults };
  const { saleId, partner, amount } = incoming;
  const references = { refundOf: refundOf ?? null, corrects: corrects ?? null };
  const rest = { ...references, product: product ?? null, quantity, currency: amount.currency };
  return { sale: { saleId, partner, kind: kind as SaleKind, ...time, amountMinor, ...rest } };
}

/**
 * What a sale's content hash is taken over: canonical JSON of all that the sender said. SHA-256 of it is the hash. What
 * was not said and is younger than the first recorded sales is left out, so that these keep their hashes.
 */
export function saleContent(source: string, { occurredMs, corrects, ...sale }: Sale): string {
  return canonicalJson({
    source,
    ...sale,
    ...(occurredMs !== null && { occurredMs }),
    ...(corrects !== null && { corrects }),
  });
}

function checkReference(name: 'refundOf' | 'corrects', incoming: IncomingSale & { kind: string }, fault: Report): void {
  const { kind, missing, misplaced, itself } = REFERENCES[name];
  const named = incoming[name];
  if (named === undefined) {
    if (incoming.kind === kind) fault(`/${name}`, missing);
    return;
  }
  checkText(`/${name}`, named, fault);
  if (incoming.kind !== kind) fault(`/${name}`, misplaced);
  if (named === incoming.saleId) fault(`/${name}`, itself);
}
