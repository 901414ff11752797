import { z } from 'zod';
import { isDurationText } from '../domain/duration';
import { KEY_LENGTH_MAX } from '../domain/ids';
import type { ProgramFaultCode } from './faults';

/** No list of a program is longer. */
const LIST_MAX = 200;
/** The longest title. */
const TITLE_LENGTH_MAX = 120;
/** The longest explanation that people read in a task. */
const PROSE_LENGTH_MAX = 1_000;
/** The longest text of a document to sign. */
const DOCUMENT_LENGTH_MAX = 16_000;

/** A text with a rule of its own; the pattern is for editors, the test decides. */
function ruled(rule: {
  max: number;
  code: ProgramFaultCode;
  pattern: string;
  must: string;
  test?: (text: string) => boolean;
}) {
  const pattern = new RegExp(rule.pattern);
  return z
    .string()
    .max(rule.max)
    .refine((text) => pattern.test(text) && (rule.test?.(text) ?? true), {
      message: rule.must,
      params: { code: rule.code },
    })
    .meta({ pattern: rule.pattern });
}

/** Tells whether every object already has a member of that name: looking it up would find what nobody wrote. */
const isTaken = (text: string): boolean => text in {};

/** A key of the program's own making, e.g. of a step. `constructor` is the one such word that every object already has. */
export const key = ruled({
  max: KEY_LENGTH_MAX,
  code: 'PROGRAM.KEY',
  pattern: '^[a-z][a-z0-9-]*$',
  must: `Write a key of at most ${KEY_LENGTH_MAX} lower-case letters, digits and dashes that starts with a letter ("constructor" is taken).`,
  test: (text) => !isTaken(text),
});

/** The id of a role. */
export const roleId = ruled({
  max: KEY_LENGTH_MAX,
  code: 'PROGRAM.KEY',
  pattern: '^[A-Z][A-Za-z-]*$',
  must: `Write a role id of at most ${KEY_LENGTH_MAX} letters and dashes that starts with a capital, e.g. CAM or P-own.`,
});

/** The name of a field of evidence. */
export const fieldName = ruled({
  max: KEY_LENGTH_MAX,
  code: 'PROGRAM.FORMAT',
  pattern: '^[a-z][A-Za-z0-9]*$',
  must: `Write a field name of at most ${KEY_LENGTH_MAX} letters and digits that starts with a lower-case letter, e.g. bankLetter ("toString" and the like are taken).`,
  test: (text) => !isTaken(text),
});

/** The kind of a fact from outside. */
export const factKind = ruled({
  max: 40,
  code: 'PROGRAM.FORMAT',
  pattern: '^[a-z][a-z0-9]*(_[a-z0-9]+)*$',
  must: 'Write a kind of fact as lower-case words joined by underscores, e.g. sale_booked.',
});

/** An absolute IRI. */
export const iri = ruled({
  max: 500,
  code: 'PROGRAM.FORMAT',
  pattern: '^[A-Za-z][A-Za-z0-9+.-]*:[^\\s<>"{}|\\\\^`]+$',
  must: 'Write an absolute IRI, e.g. https://learning.example/courses/foundations.',
});

/** A duration. */
export const duration = ruled({
  max: 20,
  code: 'PROGRAM.DURATION',
  pattern: '^(0|[1-9][0-9]{0,15})(ms|s|m|h|d|bh|bd)$',
  must: 'Write a whole number and a unit, at most ten years: ms, s, m (minutes), h, d (calendar days), bh (business hours) or bd (business days), e.g. 5bd, 30d, 48h.',
  test: isDurationText,
});

/** A share of the time from opening to due. */
export const reminder = ruled({
  max: 6,
  code: 'PROGRAM.REMINDER',
  pattern: '^[0-9]{1,2}(\\.[0-9])?%$',
  must: 'Write a share of the time above 0% and below 100%, e.g. 50%.',
  test: (text) => Number.parseFloat(text) > 0,
});

/** A name that people read. */
export const title = z.string().min(1).max(TITLE_LENGTH_MAX);
/** Sentences that people read. */
export const prose = z.string().min(1).max(PROSE_LENGTH_MAX);
/** The text of a document. */
export const documentText = z.string().min(1).max(DOCUMENT_LENGTH_MAX);
/** A short code that a rule reads: an amount, a rate, a zone. */
export const shortText = z.string().min(1).max(60);
/** A whole number that counts something. */
export const count = (min: number, max: number) => z.int().min(min).max(max);

/** Members by key, a bounded number of them. */
export function record<Key extends z.ZodType<string, string>, Value extends z.ZodType>(
  keys: Key,
  value: Value,
  size: { min?: number; max: number },
) {
  const { min = 0, max } = size;
  return z
    .record(keys, value)
    .refine((members) => Object.keys(members).length >= min && Object.keys(members).length <= max, {
      message: `Give ${min} to ${max} members here.`,
      params: { code: 'PROGRAM.SIZE' satisfies ProgramFaultCode },
    })
    .meta({ ...(min > 0 && { minProperties: min }), maxProperties: max });
}

/** A list of at most `LIST_MAX` items. */
export const list = <Item extends z.ZodType>(item: Item, min = 0) => z.array(item).min(min).max(LIST_MAX);
