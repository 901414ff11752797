import type { ErrorCode } from '../errors';
import { partnerIdOf } from '../ids';
import type { Application } from '../intake';
import { companyName } from './company-name';
import type { MappingProgram, PartnerMapping, PartnerRow } from './import-mapping';

/** Partners as they are staged for an import (intake kind `import.partners`): the file as it came, and how it is read. */
export interface StagedPartners {
  /** Whose rows these are; with a row's external id its identity. */
  source: string;
  programId: string;
  programVersion: number;
  csv: string;
  mapping: PartnerMapping;
}

/** A row that can be an application, or why it cannot. */
export type ReadPartner = { reference: string | null } & (
  { application: Application } | { refused: ErrorCode; message: string }
);

const WORD_LENGTH_MAX = 100;
const EXTERNAL_ID = /^[\p{L}\p{N}][\p{L}\p{N}._/ -]{0,99}$/u;

/** Turns a row into an application of the program, or says which rule it breaks. */
export function applicationOfRow(row: PartnerRow, source: string, program: MappingProgram): ReadPartner {
  const { cells, type, country, notes } = row;
  const { externalId = '', city, registrationNumber, focus } = cells;
  const reference = externalId === '' ? null : Array.from(readable(externalId)).slice(0, WORD_LENGTH_MAX).join('');
  const refuse = (refused: ErrorCode, message: string): ReadPartner => ({ reference, refused, message });
  if (!EXTERNAL_ID.test(externalId))
    return refuse('REQUEST.INVALID', `The id must be 1 to ${WORD_LENGTH_MAX} letters, digits and . _ / -.`);
  const name = companyName(cells.name ?? '');
  if (name === undefined)
    return refuse('REQUEST.INVALID', 'The name is missing, too long, or holds characters that cannot be seen.');
  if (type === undefined)
    return refuse('PARTNER.NOT_ELIGIBLE', 'The mapping says of this type nothing that the program accepts.');
  const region = Object.entries(program.regions).find(([, { countries }]) => countries.includes(country ?? ''))?.[0];
  if (country === undefined || region === undefined)
    return refuse('PARTNER.NOT_ELIGIBLE', 'The program has no region for this country.');
  const [employees, yearsInBusiness] = [wholeNumber(cells.employees), wholeNumber(cells.yearsInBusiness)];
  if (employees === null || yearsInBusiness === null)
    return refuse('REQUEST.INVALID', 'Employees and years in business are whole numbers.');
  if ([city, registrationNumber, focus].some((text) => text !== undefined && !isWord(text)))
    return refuse(
      'REQUEST.INVALID',
      `City, registration number and focus have at most ${WORD_LENGTH_MAX} readable characters.`,
    );
  const partnerId = partnerIdOf(name, source, externalId);
  const application: Application = {
    ...{ partnerId, name, type, region, country, source, externalId, notes, applicant: null },
    ...given({ city, registrationNumber }),
    profile: given({ employees, yearsInBusiness, focus }),
  };
  return { reference, application };
}

/** Absent stays absent; null where it is no whole number. */
function wholeNumber(text: string | undefined): number | null | undefined {
  if (text === undefined) return undefined;
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

const isWord = (text: string): boolean => Array.from(text).length <= WORD_LENGTH_MAX && readable(text) === text;

const readable = (text: string): string => text.replace(/[\p{Cc}\p{Cs}]/gu, '\ufffd');

/** Without the members that are undefined: staged content is hashed. */
function given<T extends object>(parts: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as never;
}
