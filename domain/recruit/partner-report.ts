/** What the report of an import says of each company. */
import type { RowOutcome } from '../imports';
import type { Application } from '../intake';
import { nameSkeleton } from '../skeleton';
import type { ReadPartner } from './partner-import';

/** A company under its identity (source, external id), as it was imported before. */
export interface ImportedCompany {
  partnerId: string;
  name: string;
  type: string;
  country: string;
  city: string | null;
  registrationNumber: string | null;
}

/** Which row of a file had an id, a name and a registration number first. */
export interface FirstRows {
  byId: Map<string, number>;
  bySkeleton: Map<string, number>;
  byNumber: Map<string, number>;
}

/** Looks through a whole file; rows that cannot be applications do not count. */
export function firstRows(rows: readonly ReadPartner[]): FirstRows {
  const first: FirstRows = { byId: new Map(), bySkeleton: new Map(), byNumber: new Map() };
  const note = (map: Map<string, number>, key: string, index: number): void => {
    if (!map.has(key)) map.set(key, index);
  };
  rows.forEach((row, index) => {
    if (!('application' in row) || first.byId.has(row.application.externalId)) return;
    const { externalId, name, registrationNumber } = row.application;
    note(first.byId, externalId, index);
    note(first.bySkeleton, nameSkeleton(name), index);
    if (registrationNumber !== undefined) note(first.byNumber, registrationNumber, index);
  });
  return first;
}

/** How many companies of a file have a name that looks like that of one before. */
export function lookAlikes(rows: readonly ReadPartner[]): number {
  const first = firstRows(rows);
  return first.byId.size - first.bySkeleton.size;
}

/** Tells whether a row says of a company what is on record already. */
export function isSameCompany(asked: Application, known: ImportedCompany): boolean {
  const { name, type, country, city = null, registrationNumber = null } = asked;
  return (
    name === known.name &&
    type === known.type &&
    country === known.country &&
    city === known.city &&
    registrationNumber === known.registrationNumber
  );
}

/** A row that starts a lifecycle; `resembles` names a partner or row whose name looks the same. */
export function newRow({ externalId, partnerId, notes }: Application, resembles: string | undefined): RowOutcome {
  const said = [
    ...(resembles === undefined ? [] : [`Possible duplicate of ${resembles}.`]),
    ...notes.map((n) => `${n}.`),
  ];
  const code = resembles !== undefined ? 'PARTNER.POSSIBLE_DUPLICATE' : notes.length > 0 ? 'IMPORT.ALIAS' : null;
  const message = said.length > 0 ? said.join(' ') : null;
  return { outcome: 'stored', reference: externalId, partnerId, code, message };
}

/** A row whose identity is on record; `twin` is the row of this file that had it first, from 1. */
export function knownRow(asked: Application, known: ImportedCompany, twin: number | undefined): RowOutcome {
  const row = { reference: asked.externalId, partnerId: known.partnerId };
  const before = twin === undefined ? 'Imported before' : `Row ${twin} has the same id`;
  if (isSameCompany(asked, known)) return { ...row, outcome: 'same', code: null, message: `${before}.` };
  const message = twin === undefined ? `${before} with other content.` : `${before}.`;
  return { ...row, outcome: 'conflict', code: 'PARTNER.EXISTS', message };
}

/** A row whose registration number belongs to another company. */
export function numberTaken({ externalId }: Application): RowOutcome {
  const message = 'A partner with this registration number exists already.';
  return { outcome: 'conflict', reference: externalId, partnerId: null, code: 'PARTNER.EXISTS', message };
}
