import { writePdf } from '../../connectors/pdf/pdf';

const pageOf = (lines: number) =>
  writePdf({
    title: 'Statement (draft)',
    header: { cells: [{ text: 'Łódź & Söhne', x: 48, bold: true }] },
    lines: Array.from({ length: lines }, (_, n) => ({
      cells: [{ text: `${n}.00 €`, x: 500, align: 'right' as const }],
    })),
  }).toString('latin1');

describe('a PDF', () => {
  it('has each object where its table says', () => {
    const file = pageOf(3);
    expect(file.startsWith('%PDF-1.4\n')).toBe(true);
    const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(file)![1]);
    const table = file.slice(start).split('\n');
    expect(table[0]).toBe('xref');
    const offsets = table.slice(3, 3 + 7).map((row) => Number(row.slice(0, 10)));
    offsets.forEach((offset, index) => expect(file.slice(offset)).toMatch(new RegExp(`^${index + 1} 0 obj\n`)));
    expect(table.slice(2).every((row) => !/^\d{10} /.test(row) || row.length === 19)).toBe(true);
  });

  it('says how long each page is, begins a new one when one is full, and numbers them', () => {
    const file = pageOf(130);
    for (const [, length, content] of file.matchAll(/\/Length (\d+) >>\nstream\n([\s\S]*?)\nendstream/g))
      expect(content).toHaveLength(Number(length));
    expect(file).toContain('/Count 3');
    expect(file).toContain('(2 / 3) Tj');
  });

  it('shows letters of Western Europe and the euro, and a question mark for what the fonts lack', () => {
    const file = pageOf(1);
    expect(file).toContain('(?\u00f3d? & S\u00f6hne)');
    expect(file).toContain('(0.00 \u0080)');
    expect(file).toContain('(Statement \\(draft\\))');
  });
});
