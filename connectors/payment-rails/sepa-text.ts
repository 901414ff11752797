import { createHash } from 'node:crypto';
import { transliterate } from '../../domain/ids';

/** What banks must carry (EPC217-08); a reference neither begins with a slash nor holds two in a row. */
const NOT_CARRIED = /[^A-Za-z0-9/\-?:().,'+ ]/g;
const REFERENCE_AS_IT_IS = /^[A-Za-z0-9][A-Za-z0-9.-]{0,34}$/;
const HEAD_LENGTH = 14;
const DIGEST_LENGTH = 20;

/** Signs of typography that have a plain counterpart. */
const PLAIN: Record<string, string> = { '&': '+', '’': "'", '–': '-', '—': '-', '„': '', '“': '', '”': '' };

/**
 * A text in the characters that every bank carries: `Müller` is `Mueller`, a sign without a
 * counterpart becomes a full stop, and what is too long is cut.
 */
export function sepaText(text: string, lengthMax: number): string {
  const signs = Array.from(transliterate(text), (sign) => PLAIN[sign] ?? sign);
  const plain = signs.join('').replace(/\s+/g, ' ').replace(NOT_CARRIED, '.');
  return plain.trim().slice(0, lengthMax).trim();
}

/** Tells whether anything a reader could recognise is left of a text. */
export function isLegible(text: string): boolean {
  return /[A-Za-z0-9]/.test(text);
}

/**
 * An id of ours as a reference of at most 35 characters: itself where it fits, else its head and 80 bits of its SHA-256,
 * so that the same id always makes the same reference and two ids never share one.
 */
export function sepaReference(id: string): string {
  if (REFERENCE_AS_IT_IS.test(id)) return id;
  const digest = createHash('sha256').update(id).digest('hex').slice(0, DIGEST_LENGTH);
  const head = id.replace(/[^A-Za-z0-9]+/g, '').slice(0, HEAD_LENGTH);
  return `${head || 'x'}-${digest}`;
}
