import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { nameSkeleton } from '../../domain/skeleton';

describe('two names that a person may take for the same', () => {
  it.each([
    ['Müller Räder', 'Muller Rader'],
    ['ACME', 'Acme, Inc.'],
    ['Acme', 'The Acme Company'],
    ['Smith', 'Smith & Co. KG'],
    ['Acme GmbH', 'Acme G.m.b.H.'],
    ['Acme S.A.', 'Acme'],
    ['Bike & Hike', 'Bike and Hike'],
    ['Acme', '\u0410\u0421\u041c\u0415'],
    ['Tokyo', '\u03a4\u03bf\u03ba\u03c5\u03bf'],
    ['Orange', '0range'],
    ['Pinnacle', 'Plnnac1e'],
    ['Modern', 'Modem'],
    ['Wave', 'VVave'],
    ['Acme', 'A\u200bcme'],
    ['Acme', '\uff21\uff43\uff4d\uff45'],
    ['O’Neill', 'ONeill'],
    ['Straße 7', 'Strasse 7'],
  ])('%s and %s', (one, other) => {
    expect(nameSkeleton(one)).toBe(nameSkeleton(other));
  });
});

describe('two names that differ', () => {
  it.each([
    ['Acme', 'Acne'],
    ['Acme North', 'Acme South'],
    ['Bike Shop 2', 'Bike Shop 3'],
    ['Co-op', 'Op'],
    ['東京', '大阪'],
  ])('%s and %s', (one, other) => {
    expect(nameSkeleton(one)).not.toBe(nameSkeleton(other));
  });
});

describe('a skeleton', () => {
  it('is never empty, and the skeleton of a name in capitals is the same', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'grapheme' }).filter((name) => name.trim() !== ''),
        (name) => {
          expect(nameSkeleton(name)).not.toBe('');
        },
      ),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z][a-z ]{0,30}$/), (name) => {
        expect(nameSkeleton(name.toUpperCase())).toBe(nameSkeleton(name));
      }),
    );
  });

  it('keeps what is left when a name is nothing but a legal form', () => {
    expect(nameSkeleton('GmbH')).toBe('grnbh');
    expect(nameSkeleton('!!!')).toBe('!!!');
  });

  it('pairs the 701 real resellers to two pairs and no more', () => {
    const file = join(__dirname, '../../../shared/data/adventure-works/resellers.csv');
    if (!existsSync(file)) {
      process.stderr.write('skipped: ../shared/data is not there, so the 701 real resellers are not compared\n');
      return;
    }
    const rows = parse(readFileSync(file), { columns: true, bom: true }) as { ResellerName: string }[];
    const names = rows.map((row) => row.ResellerName);
    expect(names).toHaveLength(701);
    const groups = new Map<string, number>();
    for (const name of names) groups.set(nameSkeleton(name), (groups.get(nameSkeleton(name)) ?? 0) + 1);
    expect([...groups.values()].filter((size) => size > 1)).toEqual([2, 2]);
  });
});
