/**
 * Pages of text as PDF, by pdfkit: A4, lines of cells in DejaVu Sans, which is embedded as far as it is used (Latin, Greek,
 * Cyrillic, Arabic, Hebrew and more). The same content gives the same text; dates of writing are not in the file.
 */
import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';

/** One cell: its text, where it begins (or, right-aligned, ends) in points from the left edge, and how it looks. */
export interface PdfCell {
  text: string;
  x: number;
  align?: 'right';
  bold?: true;
}

/** One line of a page. */
export interface PdfLine {
  cells: PdfCell[];
  /** Points; default 9. */
  size?: number;
}

/** A4 in points. */
const PAGE = { width: 595, height: 842, margin: 48 } as const;
const LINE_HEIGHT = 14;
const SIZE = 9;
const LINES_PER_PAGE = Math.floor((PAGE.height - 2 * PAGE.margin) / LINE_HEIGHT) - 1;
/** Not when it was written: the same statement is the same file. */
const WRITTEN = new Date(0);
const FONTS = {
  plain: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  bold: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
};

/** Writes a document. `header` begins each page, with its number. */
export async function writePdf({
  title,
  header,
  lines,
}: {
  title: string;
  header: PdfLine;
  lines: readonly PdfLine[];
}): Promise<Buffer> {
  const file = new PDFDocument({
    ...{ size: 'A4', margin: 0, autoFirstPage: false },
    info: { Title: title, CreationDate: WRITTEN },
  });
  for (const [name, font] of Object.entries(FONTS)) file.registerFont(name, font);
  const written = buffer(file);
  const pages = Math.max(1, Math.ceil(lines.length / LINES_PER_PAGE));
  for (let page = 0; page < pages; page += 1) {
    file.addPage();
    const number: PdfCell = { text: `${page + 1} / ${pages}`, x: PAGE.width - PAGE.margin, align: 'right' };
    const own = lines.slice(page * LINES_PER_PAGE, (page + 1) * LINES_PER_PAGE);
    [{ ...header, cells: [...header.cells, number] }, ...own].forEach((line, index) => writeLine(file, line, index));
  }
  file.end();
  return written;
}

function writeLine(file: PDFKit.PDFDocument, { cells, size = SIZE }: PdfLine, index: number): void {
  for (const { text, x, align, bold } of cells) {
    const shown = text.normalize('NFC');
    file.font(bold ? 'bold' : 'plain').fontSize(size);
    const left = align === 'right' ? x - file.widthOfString(shown) : x;
    file.text(shown, left, PAGE.margin + index * LINE_HEIGHT, { lineBreak: false });
  }
}
