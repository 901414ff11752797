import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** The text of each page, as a reader of PDF finds it: in a process of its own, because the reader loads itself as jest cannot. */
export function textOfPdf(file: Buffer): string[] {
  const found = execFileSync(process.execPath, [join(__dirname, 'read-pdf.mjs')], { input: file });
  return JSON.parse(found.toString()) as string[];
}
