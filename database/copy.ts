import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { Queryable } from './sql';

/** Rows of one piece of a COPY: some hundred KB. */
const COPY_ROWS = 500;

/** A value of a row to copy. */
export type CopyValue = string | number | bigint | null | undefined;

/** Adds rows by COPY, the fastest way in. `into` names the table and its columns. Never called without a transaction. */
export async function copyRows(tx: Queryable, into: string, rows: Iterable<readonly CopyValue[]>): Promise<void> {
  await pipeline(Readable.from(textOf(rows)), tx.query(copyFrom(`COPY ${into} FROM STDIN`)));
}

function* textOf(rows: Iterable<readonly CopyValue[]>): Generator<string> {
  let text = '';
  let count = 0;
  for (const row of rows) {
    text += `${row.map(fieldOf).join('\t')}\n`;
    if ((count += 1) % COPY_ROWS !== 0) continue;
    yield text;
    text = '';
  }
  yield text;
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const TO_ESCAPE = /[\\\t\n\r]/;
const EACH_TO_ESCAPE = new RegExp(TO_ESCAPE, 'g');

function fieldOf(value: CopyValue): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value !== 'string') return String(value);
  // Looking is much faster than replacing, and there is hardly ever something to replace.
  return TO_ESCAPE.test(value) ? value.replace(EACH_TO_ESCAPE, (character) => ESCAPES[character]!) : value;
}
