/** Files that an answer of the API may be: it writes them as the workers do, and knows no other connector. */
export { writeCsv } from '../csv/csv';
export { writePdf } from '../pdf/pdf';
export type { PdfLine } from '../pdf/pdf';
