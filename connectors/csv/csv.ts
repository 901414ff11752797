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
