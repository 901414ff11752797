/** What rows from outside have in common: texts, moments and amounts, checked with all faults at once. */
import type { Fault } from './errors';
import { DomainError } from './errors';
import type { CalendarTable } from './local-time';
import { parseAmount, toSafeMinor } from './money';
import type { SaleTime } from './sell/sale-time';
import { saleTime } from './sell/sale-time';

/** Ids, references and products are at most this long. */
export const ROW_TEXT_LENGTH_MAX = 100;
/** The largest quantity that a row can hold. */
const QUANTITY_MAX = 2_147_483_647;
/** Control characters, and half of a surrogate pair: nothing that Postgres or a person could read. */
const UNREADABLE = /[\p{Cc}\p{Cs}]/u;

/** Takes a fault: where (RFC 6901), what to do, and its code where that is not REQUEST.RULE. */
export type Report = (pointer: string, message: string, code?: string) => void;

/** A list of faults, and what adds to it. */
export function faultList(): { faults: Fault[]; fault: Report } {
  const faults: Fault[] = [];
  return {
    faults,
    fault: (pointer, message, code = 'REQUEST.RULE') => void faults.push({ pointer, code, message }),
  };
}

/** A text that a row may hold. */
export function checkText(pointer: string, text: string, fault: Report): void {
  const name = pointer.slice(1);
  if (text.trim() === '') fault(pointer, `${name} is empty.`);
  else if (text !== text.trim()) fault(pointer, `${name} begins or ends with white space.`);
  else if (text.length > ROW_TEXT_LENGTH_MAX)
    fault(pointer, `${name} has more than ${ROW_TEXT_LENGTH_MAX} characters.`);
  else if (UNREADABLE.test(text)) fault(pointer, `${name} holds a control character.`);
}

/** When it happened; nothing where that cannot be read. */
export function readTime(text: string, zone: CalendarTable, fault: Report): SaleTime | undefined {
  try {
    return saleTime(text, zone);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    fault('/occurredOn', error.message, error.code);
    return undefined;
  }
}

/** Minor units of an amount in major units; nothing where that cannot be read. */
export function readMinor(
  { amount, currency }: { amount: string; currency: string },
  at: { amount: string; currency: string; allowZero?: boolean },
  fault: Report,
): number | undefined {
  try {
    return toSafeMinor(parseAmount(amount, currency, { allowZero: at.allowZero ?? false }));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    fault(error.code === 'MONEY.CURRENCY_UNKNOWN' ? at.currency : at.amount, error.message, error.code);
    return undefined;
  }
}

/** A whole number from 1 on; null where none is given, and where it cannot be read. */
export function readCount(pointer: string, given: number | string | undefined, fault: Report): number | null {
  if (given === undefined) return null;
  const count = typeof given === 'string' && /^[0-9]{1,10}$/.test(given) ? Number(given) : given;
  if (typeof count === 'number' && Number.isSafeInteger(count) && count >= 1 && count <= QUANTITY_MAX) return count;
  const name = pointer.slice(1);
  fault(pointer, `"${shownText(String(given))}" is no ${name}: give a whole number from 1 to ${QUANTITY_MAX}.`);
  return null;
}

/** What was sent, short enough to be shown back. */
export function shownText(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** What a report may show of an id that breaks the rules. */
export function readableId(id: string): string {
  return id.replace(/[\p{Cc}\p{Cs}]/gu, '�').slice(0, ROW_TEXT_LENGTH_MAX);
}
