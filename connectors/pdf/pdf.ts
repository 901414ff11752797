/**
 * Pages of text as PDF (ISO 32000-1, version 1.4): A4, lines of cells in the two standard fonts that every reader has, so
 * nothing is embedded. The same content gives the same bytes.
 */

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

/** What Windows-1252 has beside Latin-1, by its code. */
const BESIDE_LATIN: Record<string, number> = {
  ...{ '€': 0x80, '‚': 0x82, '„': 0x84, '…': 0x85, '‘': 0x91, '’': 0x92, '“': 0x93, '”': 0x94, '•': 0x95, '–': 0x96 },
  ...{ '—': 0x97, '™': 0x99, Š: 0x8a, š: 0x9a, Œ: 0x8c, œ: 0x9c, Ž: 0x8e, ž: 0x9e, Ÿ: 0x9f },
};

/** Widths of Helvetica in thousandths of its size, for what amounts are made of (Adobe's font metrics). */
const WIDTHS: Record<string, number> = { '.': 278, ',': 278, '-': 333, ' ': 278 };
const WIDTH_OF_DIGIT = 556;

/** Writes a document. `header` begins each page, with its number. */
export function writePdf({
  title,
  header,
  lines,
}: {
  title: string;
  header: PdfLine;
  lines: readonly PdfLine[];
}): Buffer {
  const pages: PdfLine[][] = [];
  for (let from = 0; from === 0 || from < lines.length; from += LINES_PER_PAGE)
    pages.push(lines.slice(from, from + LINES_PER_PAGE));
  const kids = pages.map((_, index) => `${FIRST_PAGE + 2 * index} 0 R`);
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${pages.length} >>`,
    font('Helvetica'),
    font('Helvetica-Bold'),
    `<< /Title (${escaped(title)}) >>`,
    ...pages.flatMap((page, index) => {
      const number: PdfCell = { text: `${index + 1} / ${pages.length}`, x: PAGE.width - PAGE.margin, align: 'right' };
      const content = contentOf([{ ...header, cells: [...header.cells, number] }, ...page]);
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] /Contents ${FIRST_PAGE + 2 * index + 1} 0 R ` +
          '/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>',
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      ];
    }),
  ];
  return fileOf(objects);
}

/** Catalog, pages, two fonts and the title come before. */
const FIRST_PAGE = 6;

function font(name: string): string {
  return `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
}

function contentOf(lines: readonly PdfLine[]): string {
  const texts = lines.flatMap(({ cells, size = SIZE }, index) => {
    const y = PAGE.height - PAGE.margin - index * LINE_HEIGHT;
    return cells.map(({ text, x, align, bold }) => {
      const left = align === 'right' ? x - widthOf(text, size) : x;
      return `BT /${bold ? 'F2' : 'F1'} ${size} Tf ${left.toFixed(2)} ${y} Td (${escaped(text)}) Tj ET`;
    });
  });
  return texts.join('\n');
}

function widthOf(text: string, size: number): number {
  return [...text].reduce((width, character) => width + (WIDTHS[character] ?? WIDTH_OF_DIGIT), 0) * (size / 1_000);
}

/** One character per byte, by Windows-1252; what it does not have is a question mark. */
function escaped(text: string): string {
  return [...text.normalize('NFC')]
    .map((character) => {
      const code = BESIDE_LATIN[character] ?? character.codePointAt(0) ?? 0;
      const isShown = code >= 0x20 && code <= 0xff && (code < 0x7f || code > 0x9f || character in BESIDE_LATIN);
      const shown = isShown ? String.fromCharCode(code) : '?';
      return /[()\\]/.test(shown) ? `\\${shown}` : shown;
    })
    .join('');
}

function fileOf(objects: readonly string[]): Buffer {
  let text = '%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R /Info 5 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(`${text}xref\n0 ${size}\n0000000000 65535 f \n${table}${trailer}`, 'latin1');
}
