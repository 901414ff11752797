/** Which column of a file of partners holds what, and what its values mean: guessed, shown, and editable. */
import type { Fault } from '../errors';
import { DomainError } from '../errors';
import type { Program } from '../program';

/** What a column may hold. */
export const PARTNER_COLUMNS = [
  'externalId',
  'name',
  'type',
  'country',
  'city',
  'registrationNumber',
  'employees',
  'yearsInBusiness',
  'focus',
] as const;
/** See {@link PARTNER_COLUMNS}. */
export type PartnerColumn = (typeof PARTNER_COLUMNS)[number];

/** How a file of partners is read. */
export interface PartnerMapping {
  /** Column → header of the file. */
  columns: Partial<Record<PartnerColumn, string>>;
  /** Another spelling in the file → the value that it is read as; each use is noted. */
  aliases: Record<string, string>;
  /** Value of the type column → partner type of the program. */
  types: Record<string, string>;
  /** Value of the country column → ISO 3166-1 alpha-2. */
  countries: Record<string, string>;
}

/** A file as text cells. */
export interface PartnerFile {
  headers: readonly string[];
  rows: readonly (readonly string[])[];
}

/** What the mapping needs to know of the program. */
export type MappingProgram = Pick<Program, 'partnerTypes' | 'regions'>;

/** A file without these says too little. */
const REQUIRED: readonly PartnerColumn[] = ['externalId', 'name', 'type', 'country'];

/** More unknown values than a person maps by hand. */
const UNMAPPED_SHOWN_MAX = 50;

/** A longer text is no kind of partner and no country. */
const VALUE_LENGTH_MAX = 200;
const SHORT_WORD_MAX = 3;

/** Headers by meaning, the first one found wins; compared without case, spaces and punctuation. */
const HEADERS: Record<PartnerColumn, readonly string[]> = {
  externalId: [
    'externalid',
    'id',
    'partnerid',
    'resellerkey',
    'resellerid',
    'accountid',
    'dealerid',
    'customerkey',
    'key',
  ],
  name: ['name', 'companyname', 'company', 'partnername', 'resellername', 'dealername', 'accountname', 'partner'],
  type: ['type', 'partnertype', 'businesstype', 'companytype', 'category', 'kind'],
  country: ['country', 'countryregion', 'countrycode', 'countryregioncode', 'countryname'],
  city: ['city', 'town', 'location'],
  registrationNumber: ['registrationnumber', 'companynumber', 'registernumber', 'vatid', 'taxid', 'duns'],
  employees: ['employees', 'numberofemployees', 'numberemployees', 'headcount', 'staff'],
  yearsInBusiness: ['yearsinbusiness', 'years'],
  focus: ['focus', 'specialty', 'productline', 'segment'],
};

/** Words that name a kind of partner, besides the program's own ids and titles. */
const TYPE_WORDS: Record<string, readonly string[]> = {
  reseller: ['valueaddedreseller', 'reseller', 'var'],
  retailer: ['retailer', 'retail', 'shop', 'store'],
  distributor: ['distributor', 'warehouse', 'wholesale'],
  referral: ['referral', 'agent'],
  technology: ['technology', 'software', 'isv'],
};

/** Names of countries that their own language does not give. */
const COUNTRY_WORDS: Record<string, readonly string[]> = {
  US: ['usa', 'unitedstatesofamerica'],
  GB: ['uk', 'greatbritain', 'england'],
  NL: ['holland', 'thenetherlands'],
  CZ: ['czechrepublic'],
};

/** Guesses the mapping from headers and values; what it does not find is missing from it. */
export function guessPartnerMapping(file: PartnerFile, program: MappingProgram): PartnerMapping {
  const byName = new Map(file.headers.map((header) => [plain(header), header]));
  const columns: PartnerMapping['columns'] = {};
  for (const column of PARTNER_COLUMNS) {
    const header = HEADERS[column].map((name) => byName.get(name)).find((known) => known !== undefined);
    if (header !== undefined) columns[column] = header;
  }
  return completePartnerMapping({ columns, aliases: {}, types: {}, countries: {} }, file, program);
}

/** Adds what can be guessed of the values to a mapping; what it says already stays. */
export function completePartnerMapping(
  mapping: PartnerMapping,
  file: PartnerFile,
  program: MappingProgram,
): PartnerMapping {
  const types = spellings(valuesOf(file, mapping.columns.type));
  const countries = spellings(valuesOf(file, mapping.columns.country));
  const byWord = countryWords(program);
  const aliases = { ...types.aliases, ...countries.aliases, ...mapping.aliases };
  return {
    columns: mapping.columns,
    aliases,
    types: { ...guessed(types.values, (value) => typeOf(value, program)), ...mapping.types },
    countries: { ...guessed(countries.values, (value) => byWord.get(plain(value))), ...mapping.countries },
  };
}

/** All that is wrong with a mapping for this file; empty when the file can be read with it. */
export function checkPartnerMapping(mapping: PartnerMapping, file: PartnerFile, program: MappingProgram): Fault[] {
  const faults: Fault[] = [];
  const fault = (pointer: string, message: string): void =>
    void faults.push({ pointer, code: 'IMPORT.MAPPING', message });
  const listed = file.headers.join(', ').slice(0, 300);
  const twice = file.headers.find((header, index) => file.headers.indexOf(header) !== index);
  if (twice !== undefined) fault('/headers', 'A header comes twice: rename one.');
  for (const column of REQUIRED)
    if (mapping.columns[column] === undefined)
      fault(`/columns/${column}`, `No column holds ${column}. The file has: ${listed}.`);
  for (const [column, header] of Object.entries(mapping.columns))
    if (!file.headers.includes(header)) fault(`/columns/${column}`, `The file has no such column. It has: ${listed}.`);
  for (const type of Object.values(mapping.types))
    if (!Object.hasOwn(program.partnerTypes, type))
      fault('/types', `The program has the types ${Object.keys(program.partnerTypes).join(', ')}.`);
  for (const country of Object.values(mapping.countries))
    if (!/^[A-Z]{2}$/.test(country)) fault('/countries', 'Give ISO 3166-1 codes, such as DE.');
  return faults;
}

/** One row, as the mapping reads it: cells in words of the program, notes on what was read as something else. */
export interface PartnerRow {
  cells: Partial<Record<PartnerColumn, string>>;
  type?: string;
  country?: string;
  notes: string[];
}

/**
 * Reads the rows of a file, in order. Empty cells are absent values.
 * @throws IMPORT.MAPPING with every fault of the mapping
 */
export function mapPartnerRows(file: PartnerFile, mapping: PartnerMapping, program: MappingProgram): PartnerRow[] {
  const faults = checkPartnerMapping(mapping, file, program);
  if (faults[0]) throw new DomainError('IMPORT.MAPPING', faults[0].message, faults);
  const at = PARTNER_COLUMNS.map((column): [PartnerColumn, number] => [
    column,
    file.headers.indexOf(mapping.columns[column] ?? ''),
  ]);
  return file.rows.map((row) => {
    const cells = Object.fromEntries(
      at.flatMap(([column, index]) => (row[index]?.trim() ? [[column, row[index].trim()]] : [])),
    ) as PartnerRow['cells'];
    const [type, country] = [meant(cells.type, mapping.aliases), meant(cells.country, mapping.aliases)];
    return {
      cells,
      ...(type !== undefined && Object.hasOwn(mapping.types, type.value) ? { type: mapping.types[type.value] } : {}),
      ...(country !== undefined && Object.hasOwn(mapping.countries, country.value)
        ? { country: mapping.countries[country.value] }
        : {}),
      notes: [type, country].flatMap((read) => (read?.note ? [read.note] : [])),
    };
  });
}

/** Distinct values of the file that the mapping knows no meaning of: their rows would be refused. */
export function unmappedValues(mapping: PartnerMapping, file: PartnerFile): { types: string[]; countries: string[] } {
  const unknown = (column: 'type' | 'country', known: Record<string, string>): string[] => {
    const values = valuesOf(file, mapping.columns[column]).map(
      (value) => meant(value, mapping.aliases)?.value ?? value,
    );
    return [...new Set(values)].filter((value) => !Object.hasOwn(known, value)).slice(0, UNMAPPED_SHOWN_MAX);
  };
  return { types: unknown('type', mapping.types), countries: unknown('country', mapping.countries) };
}

function meant(
  value: string | undefined,
  aliases: PartnerMapping['aliases'],
): { value: string; note?: string } | undefined {
  if (value === undefined || !Object.hasOwn(aliases, value)) return value === undefined ? undefined : { value };
  return { value: aliases[value]!, note: `"${value}" was read as "${aliases[value]!}"` };
}

function valuesOf(file: PartnerFile, header: string | undefined): string[] {
  const index = header === undefined ? -1 : file.headers.indexOf(header);
  const values = index < 0 ? [] : file.rows.flatMap((row) => row[index]?.trim() || []);
  return values.filter((value) => value.length <= VALUE_LENGTH_MAX);
}

/** Values that differ in case, spaces and punctuation only are one value in several spellings: the most frequent one counts. */
function spellings(values: readonly string[]): { values: string[]; aliases: Record<string, string> } {
  const groups = new Map<string, Map<string, number>>();
  for (const value of values) {
    const group = groups.get(plain(value)) ?? new Map<string, number>();
    groups.set(plain(value), group.set(value, (group.get(value) ?? 0) + 1));
  }
  const aliases: Record<string, string> = {};
  const meaning = [...groups.values()].map((group) => {
    const [usual] = [...group].sort((a, b) => b[1] - a[1])[0]!;
    for (const value of group.keys()) if (value !== usual) aliases[value] = usual;
    return usual;
  });
  return { values: meaning, aliases };
}

function guessed(values: readonly string[], guess: (value: string) => string | undefined): Record<string, string> {
  return Object.fromEntries(values.flatMap((value) => (guess(value) === undefined ? [] : [[value, guess(value)!]])));
}

/** The program's type of that id or title; else the one whose words the value holds, the longest word first. */
function typeOf(value: string, { partnerTypes }: MappingProgram): string | undefined {
  const word = plain(value);
  const exact = Object.entries(partnerTypes).find(([id, title]) => plain(id) === word || plain(title) === word);
  if (exact) return exact[0];
  const words = Object.entries(TYPE_WORDS).flatMap(([type, known]) =>
    Object.hasOwn(partnerTypes, type) ? known.map((part): [string, string] => [type, part]) : [],
  );
  const alone = value.split(/[^\p{L}\p{N}]+/u).map(plain);
  // A short word says something only where it stands alone: "var" is in "Bavarian" too.
  const holds = (part: string): boolean => (part.length > SHORT_WORD_MAX ? word.includes(part) : alone.includes(part));
  return words.sort((a, b) => b[1].length - a[1].length).find(([, part]) => holds(part))?.[0];
}

/** The program's countries by what a file may call them: code, English name, other words. */
function countryWords({ regions }: MappingProgram): Map<string, string> {
  const names = new Intl.DisplayNames(['en'], { type: 'region' });
  const codes = Object.values(regions).flatMap((region) => region.countries);
  return new Map(
    codes.flatMap((code) =>
      [code, names.of(code) ?? code, ...(COUNTRY_WORDS[code] ?? [])].map((word) => [plain(word), code] as const),
    ),
  );
}

/** Letters and digits in lower case, accents gone. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
