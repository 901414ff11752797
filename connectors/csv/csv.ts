import { CsvError, parse } from 'csv-parse/sync';
import { DomainError } from '../../domain/errors';

/** A longer line is no line: most likely a quote that never closes. */
const LINE_BYTES_MAX = 100_000;

/** A file as text cells; the first line is the header. */
export interface CsvFile {
  headers: string[];
  rows: string[][];
}

/**
 * Reads comma-separated values (RFC 4180; a byte-order mark, either line end and empty lines are tolerated). Cells
 * stay text: what they mean is the reader's business.
 *
 * @throws IMPORT.MAPPING naming the line that cannot be read
 */
export function readCsv(text: string): CsvFile {
  const [headers = [], ...rows] = records(text);
  if (headers.length === 0)
    throw new DomainError('IMPORT.MAPPING', 'The file is empty: its first line names the columns.');
  return { headers: headers.map((header) => header.trim()), rows };
}

function records(text: string): string[][] {
  try {
    return parse(text, { bom: true, skip_empty_lines: true, max_record_size: LINE_BYTES_MAX });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new DomainError('IMPORT.MAPPING', `The file is no CSV: ${error.message}.`);
  }
}

/** What a spreadsheet takes for the beginning of a formula, full-width signs included. */
const FORMULA = /^\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/**
 * Writes comma-separated values (RFC 4180, with the byte-order mark that spreadsheets want). A cell that a spreadsheet
 * would run as a formula gets an apostrophe in front, which `withoutGuard` takes away again.
 */
export function writeCsv({ headers, rows }: CsvFile): string {
  const lines = [headers, ...rows].map((row) => row.map(cell).join(','));
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

/** A cell as it was before `writeCsv` guarded it. */
export function withoutGuard(text: string): string {
  return text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text;
}

function cell(text: string): string {
  const guarded = FORMULA.test(text) ? `'${text}` : text;
  return /[",;\r\n\t']/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
