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
  | { application: Application }
  | { refused: ErrorCode; message: string }
);

const EXTERNAL_ID_LENGTH_MAX = 100;
const WORD_LENGTH_MAX = 100;

/** Turns a row into an application of the program, or says which rule it breaks. */
export function applicationOfRow(row: PartnerRow, source: string, program: MappingProgram): ReadPartner {
  const { cells, type, country, notes } = row;
  const externalId = cells.externalId?.slice(0, EXTERNAL_ID_LENGTH_MAX + 1) ?? '';
  const reference = externalId === '' ? null : externalId.replace(/[\p{Cc}\p{Cs}]/gu, '�').slice(0, EXTERNAL_ID_LENGTH_MAX);
  const refuse = (refused: ErrorCode, message: string): ReadPartner => ({ reference, refused, message });
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._/ -]{0,99}$/u.test(externalId)) return refuse('REQUEST.INVALID', `The id must be 1 to ${EXTERNAL_ID_LENGTH_MAX} letters, digits and dashes.`);
  const name = companyName(cells.name ?? '');
  if (name === undefined) return refuse('REQUEST.INVALID', 'The name is missing, too long, or holds characters that cannot be seen.');
  if (type === undefined) return refuse('PARTNER.NOT_ELIGIBLE', 'The mapping says of this type nothing that the program accepts.');
  const region = Object.entries(program.regions).find(([, { countries }]) => country !== undefined && countries.includes(country))?.[0];
  if (country === undefined || region === undefined) return refuse('PARTNER.NOT_ELIGIBLE', 'The program has no region for this country.');
  const numbers = [cells.employees, cells.yearsInBusiness].map((text) => (text === undefined ? undefined : Number(text)));
  if (numbers.some((number) => number !== undefined && (!Number.isSafeInteger(number) || number < 0))) return refuse('REQUEST.INVALID', 'Employees and years in business are whole numbers.');
  const partnerId = partnerIdOf(name, source, externalId);
  const application: Application = {
    ...{ partnerId, name, type, region, country, source, externalId, notes, applicant: null },
    ...(cells.city === undefined ? {} : { city: cells.city.slice(0, WORD_LENGTH_MAX) }),
    ...(cells.registrationNumber === undefined ? {} : { registrationNumber: cells.registrationNumber.slice(0, WORD_LENGTH_MAX) }),
    profile: {
      ...(numbers[0] === undefined ? {} : { employees: numbers[0] }),
      ...(numbers[1] === undefined ? {} : { yearsInBusiness: numbers[1] }),
      ...(cells.focus === undefined ? {} : { focus: cells.focus.slice(0, WORD_LENGTH_MAX) }),
    },
  };
  return { reference, application };
}

