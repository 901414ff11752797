/** A spreadsheet must not take what a company calls itself for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** One field, quoted. */
function field(value: string | number): string {
  const text = typeof value === 'number' ? String(value) : FORMULA.test(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
}

/** Rows as CSV (RFC 4180), its first line the names of the columns. */
export function csv(columns: readonly string[], rows: readonly (string | number)[][]): string {
  return [columns, ...rows].map((row) => row.map(field).join(',')).join('\r\n') + '\r\n';
}

/** Hands a text to the reader as a file. */
export function download(name: string, text: string, type = 'text/csv'): void {
  // The mark tells spreadsheets that it is UTF-8; who reads JSON stumbles over it.
  downloadFile(name, new Blob(type === 'text/csv' ? ['\ufeff', text] : [text], { type }));
}

/** Hands a file to the reader. */
export function downloadFile(name: string, file: Blob): void {
  const address = URL.createObjectURL(file);
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  URL.revokeObjectURL(address);
}
