/**
 * A sale as it arrives, and as it is recorded.
 *
 * Refunds are a kind with a positive amount and name the sale that they take back. A sale is recorded once: the same
 * id with the same content again is harmless, with other content it is a conflict; a mistake is corrected by a refund
 * and a new sale.
 */
import { isCivilDate } from '../calendar';
import type { Fault } from '../errors';
import { DomainError } from '../errors';
import { canonicalJson } from '../hash';
import { parseAmount, toSafeMinor } from '../money';

/** What a line of sales may be. */
export const SALE_KINDS = ['sale', 'refund'] as const;
/** See {@link SALE_KINDS}. */
export type SaleKind = (typeof SALE_KINDS)[number];

/** Ids, references and products are at most this long. */
export const SALE_TEXT_LENGTH_MAX = 100;
/** The largest quantity that a row can hold. */
const QUANTITY_MAX = 2_147_483_647;
/** Control characters, and half of a surrogate pair: nothing that Postgres or a person could read. */
const UNREADABLE = /[\p{Cc}\p{Cs}]/u;

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
  /** Civil date in the program's zone, `2026-03-15`. */
  occurredOn: string;
  /** Major units, positive for a refund as well. */
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
  occurredOn: string;
  /** Minor units, positive. */
  amountMinor: number;
  currency: string;
  product: string | null;
  quantity: number | null;
}

/** Checks one sale: the sale, or all its faults at once, pointers (RFC 6901) relative to it. */
export function checkSale(incoming: IncomingSale): { sale: Sale } | { faults: Fault[] } {
  const faults: Fault[] = [];
  const fault = (pointer: string, message: string, code = 'REQUEST.RULE'): void => {
    faults.push({ pointer, code, message });
  };
  const { kind = 'sale', product, refundOf, occurredOn } = incoming;
  if (kind !== 'sale' && kind !== 'refund') fault('/kind', `"${shown(kind)}" is no kind: it is "sale" or "refund".`);
  for (const name of ['saleId', 'partner'] as const) checkText(`/${name}`, incoming[name], fault);
  if (product !== undefined) checkText('/product', product, fault);
  if (refundOf !== undefined) checkText('/refundOf', refundOf, fault);
  if (kind === 'refund' && refundOf === undefined) fault('/refundOf', 'A refund names the sale that it takes back.');
  if (kind === 'sale' && refundOf !== undefined)
    fault('/refundOf', 'Only a refund takes a sale back: set kind "refund".');
  if (refundOf !== undefined && refundOf === incoming.saleId) fault('/refundOf', 'A refund cannot take itself back.');
  if (!isCivilDate(occurredOn))
    fault('/occurredOn', `"${shown(occurredOn)}" is not a date: write YYYY-MM-DD.`, 'CALENDAR.INVALID');
  const quantity = readQuantity(incoming.quantity, fault);
  const amountMinor = readAmount(incoming.amount, fault);
  if (faults.length > 0 || amountMinor === undefined) return { faults };
  const { saleId, partner, amount } = incoming;
  const rest = { refundOf: refundOf ?? null, product: product ?? null, quantity, currency: amount.currency };
  return { sale: { saleId, partner, kind: kind as SaleKind, occurredOn, amountMinor, ...rest } };
}

/** What a sale's content hash is taken over: canonical JSON of all that the sender said. SHA-256 of it is the hash. */
export function saleContent(source: string, sale: Sale): string {
  return canonicalJson({ source, ...sale });
}

type Report = (pointer: string, message: string, code?: string) => void;

function checkText(pointer: string, text: string, fault: Report): void {
  const name = pointer.slice(1);
  if (text.trim() === '') fault(pointer, `${name} is empty.`);
  else if (text !== text.trim()) fault(pointer, `${name} begins or ends with white space.`);
  else if (text.length > SALE_TEXT_LENGTH_MAX)
    fault(pointer, `${name} has more than ${SALE_TEXT_LENGTH_MAX} characters.`);
  else if (UNREADABLE.test(text)) fault(pointer, `${name} holds a control character.`);
}

function readAmount({ amount, currency }: IncomingSale['amount'], fault: Report): number | undefined {
  try {
    return toSafeMinor(parseAmount(amount, currency));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    fault(error.code === 'MONEY.CURRENCY_UNKNOWN' ? '/amount/currency' : '/amount/amount', error.message, error.code);
    return undefined;
  }
}

function readQuantity(given: number | string | undefined, fault: Report): number | null {
  if (given === undefined) return null;
  const quantity = typeof given === 'string' && /^[0-9]{1,10}$/.test(given) ? Number(given) : given;
  if (typeof quantity === 'number' && Number.isSafeInteger(quantity) && quantity >= 1 && quantity <= QUANTITY_MAX)
    return quantity;
  fault('/quantity', `"${shown(String(given))}" is no quantity: give a whole number from 1 to ${QUANTITY_MAX}.`);
  return null;
}

/** What was sent, short enough to be shown back. */
function shown(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
