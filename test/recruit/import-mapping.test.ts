import { DomainError } from '../../domain/errors';
import { companyName } from '../../domain/recruit/company-name';
import {
  checkPartnerMapping,
  guessPartnerMapping,
  mapPartnerRows,
  unmappedValues,
} from '../../domain/recruit/import-mapping';
import { applicationOfRow } from '../../domain/recruit/partner-import';
import { loadShippedProgram } from '../../programs/load';

const program = loadShippedProgram();
const file = {
  headers: ['ResellerKey', 'BusinessType', 'ResellerName', 'City', 'Country_Region'],
  rows: [
    ['1', 'Value Added Reseller', 'A Bike Store', 'Seattle', 'United States'],
    ['2', 'Ware House', 'Großhandel', 'Köln', 'Germany'],
    ['3', 'Warehouse', 'Warehouse Three', 'London', 'UK'],
    ['4', 'Warehouse', 'Warehouse Four', 'Lyon', 'FRANCE'],
    ['5', 'Specialty Bike Shop', '', 'Lyon', 'France'],
    ['6', 'Circus', 'Tent', 'Lyon', 'France'],
    ['7', 'Warehouse', 'Far away', 'Nowhere', 'Atlantis'],
    ['', 'Warehouse', 'Nameless key', 'Lyon', 'France'],
  ],
};

describe('a mapping', () => {
  const mapping = guessPartnerMapping(file, program);

  test('is guessed from headers and values', () => {
    expect(mapping.columns).toEqual({
      externalId: 'ResellerKey',
      name: 'ResellerName',
      type: 'BusinessType',
      country: 'Country_Region',
      city: 'City',
    });
    expect(mapping.aliases).toEqual({ 'Ware House': 'Warehouse', FRANCE: 'France' });
    expect(mapping.types).toEqual({
      'Value Added Reseller': 'reseller',
      Warehouse: 'distributor',
      'Specialty Bike Shop': 'retailer',
    });
    expect(mapping.countries).toEqual({ 'United States': 'US', Germany: 'DE', UK: 'GB', France: 'FR' });
  });

  test('reads rows as applications, notes what was read as something else, and says why a row is none', () => {
    const rows = mapPartnerRows(file, mapping, program).map((row) => applicationOfRow(row, 'aw', program));
    const told = rows.map((row) =>
      'application' in row
        ? [row.application.type, row.application.country, row.application.region, ...row.application.notes]
        : [row.refused],
    );
    expect(told).toEqual([
      ['reseller', 'US', 'us'],
      ['distributor', 'DE', 'de', '"Ware House" was read as "Warehouse"'],
      ['distributor', 'GB', 'uk'],
      ['distributor', 'FR', 'fr', '"FRANCE" was read as "France"'],
      ['REQUEST.INVALID'],
      ['PARTNER.NOT_ELIGIBLE'],
      ['PARTNER.NOT_ELIGIBLE'],
      ['REQUEST.INVALID'],
    ]);
  });

  test('takes letters of any script for what they are, and short words only where they stand alone', () => {
    const headers = ['ID', 'Name', 'Type', 'Country'];
    const types = ['Розница', 'Дистрибьютор', 'Bavarian Brewery', 'VAR', 'Großhandel', 'x'.repeat(300)];
    const foreign = { headers, rows: types.map((type, n) => [`${n}`, `Name ${n}`, type, 'England']) };
    const guess = guessPartnerMapping(foreign, program);
    expect(guess).toMatchObject({ aliases: {}, types: { VAR: 'reseller' }, countries: { England: 'GB' } });
    expect(unmappedValues(guess, foreign)).toEqual({
      types: ['Розница', 'Дистрибьютор', 'Bavarian Brewery', 'Großhandel'],
      countries: [],
    });
  });

  test('that does not fit the file is refused with every fault', () => {
    const wrong = { ...mapping, columns: { name: 'Nom' }, types: { Circus: 'circus' } };
    expect(checkPartnerMapping(wrong, file, program).map((fault) => fault.pointer)).toEqual([
      '/columns/externalId',
      '/columns/type',
      '/columns/country',
      '/columns/name',
      '/types',
    ]);
    expect(() => mapPartnerRows(file, wrong, program)).toThrow(DomainError);
  });
});

test.each([
  ['  Acme\t Outdoor ', 'Acme Outdoor'],
  ['Cafe\u0301', 'Café'],
  ['Acme\u202e', undefined],
  ['Ac\u200bme', undefined],
  ['Acme\u0007', undefined],
  ['---', undefined],
  ['x'.repeat(201), undefined],
])('the name %j is kept as %j', (text, kept) => {
  expect(companyName(text)).toBe(kept);
});
