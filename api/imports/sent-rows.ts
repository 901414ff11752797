import type { z } from 'zod';
import { csvHead } from '../../domain/csv-head';
import type { Fault } from '../../domain/errors';
import { DomainError } from '../../domain/errors';
import type { Json } from '../../domain/hash';
import { isCurrency } from '../../domain/money';
import { parseJsonParameter } from '../http/strict-json';

/** Rows that a preview shows. */
const PREVIEW_ROWS_MAX = 10;

/** A file as it would be read. */
export interface ReadFile<Mapping, Shown> {
  /** @throws IMPORT.MAPPING with every fault */
  content(): Json;
  preview(): { state: 'preview'; mapping: Mapping; faults: Fault[]; rows: Shown[] };
}

/** How files of one kind are read. */
export interface RowsReader<Mapping, Shown> {
  schema: z.ZodType<Mapping>;
  guess(headers: string[]): Mapping;
  check(mapping: Mapping, headers: string[], currency: string | undefined): Fault[];
  show(head: ReturnType<typeof csvHead>, by: { mapping: Mapping; currency: string | undefined }): Shown[];
  /** What the import reads. */
  stage(mapping: Mapping): object;
}

/**
 * Checks a batch wholly, before anything is staged.
 * @param name of the list in the body
 * @throws REQUEST.RULE with every fault of every row
 */
export function checkBatch<Row>(name: string, rows: readonly Row[], check: (row: Row) => object): void {
  const faults = rows.flatMap((row, index) => {
    const checked = check(row);
    if (!('faults' in checked)) return [];
    return (checked.faults as Fault[]).map((fault) => ({ ...fault, pointer: `/${name}/${index}${fault.pointer}` }));
  });
  if (faults[0])
    throw new DomainError('REQUEST.RULE', `${faults.length} fault(s); the first: ${faults[0].message}`, faults);
}

/**
 * Reads a file by its first lines, before anything is staged.
 * @throws MONEY.CURRENCY_UNKNOWN, REQUEST.INVALID for a mapping that is none
 */
export function readFile<Mapping, Shown>(
  csv: string,
  given: { currency?: string; mapping?: string },
  reader: RowsReader<Mapping, Shown>,
): ReadFile<Mapping, Shown> {
  const { currency } = given;
  if (currency !== undefined && !isCurrency(currency))
    throw new DomainError('MONEY.CURRENCY_UNKNOWN', `"${currency}" is not an active ISO 4217 currency.`);
  const head = csvHead(csv, PREVIEW_ROWS_MAX);
  const mapping =
    given.mapping === undefined
      ? reader.guess(head.headers)
      : mappingIn(given.mapping, reader.schema, 'Send the mapping as the preview shows it.');
  const faults = reader.check(mapping, head.headers, currency);
  return {
    content: () => {
      if (faults[0]) throw new DomainError('IMPORT.MAPPING', faults[0].message, faults);
      return JSON.parse(JSON.stringify(reader.stage(mapping))) as Json;
    },
    preview: () => ({
      ...{ state: 'preview', mapping, faults },
      rows: faults.length > 0 ? [] : reader.show(head, { mapping, currency }),
    }),
  };
}

/** The mapping that somebody sends. @throws REQUEST.INVALID with what to send instead */
export function mappingIn<Mapping>(text: string, schema: z.ZodType<Mapping>, message: string): Mapping {
  const parsed = schema.safeParse(parseJsonParameter('mapping', text));
  if (parsed.success) return parsed.data;
  throw new DomainError('REQUEST.INVALID', message, [{ pointer: '/mapping', code: 'REQUEST.MAPPING', message }]);
}
