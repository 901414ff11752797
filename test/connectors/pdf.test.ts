import { writePdf } from '../../connectors/pdf/pdf';
import { textOfPdf } from '../kit/pdf';

const write = (lines: number, name = 'Łódź & Söhne') =>
  writePdf({
    title: 'Statement (draft)',
    header: { cells: [{ text: name, x: 48, bold: true }] },
    lines: Array.from({ length: lines }, (_, n) => ({
      cells: [{ text: `${n}.00 €`, x: 500, align: 'right' as const }],
    })),
  });

describe('a PDF', () => {
  test('begins a new page when one is full, numbers them, and loses no line', async () => {
    const pages = textOfPdf(await write(130));
    expect(pages).toHaveLength(3);
    expect(pages[1]).toContain('2 / 3');
    for (let n = 0; n < 130; n += 1) expect(pages.join('\n').split('\n').join(' ')).toContain(`${n}.00 €`);
  });

  test.each(['Łódź & Söhne', 'Αθήνα Ποδήλατα', 'Велосипеды Ладога', '(brackets) \\ and more'])(
    'shows the name %s as it is',
    async (name) => {
      expect(textOfPdf(await write(1, name))[0]).toContain(name);
    },
  );

  test('is one page where there is nothing to say, and the same file for the same content', async () => {
    expect(textOfPdf(await write(0))).toHaveLength(1);
    expect(await write(3)).toEqual(await write(3));
  });
});
