import type { Origin } from './journal';
import type { ServiceRole, SystemRole } from './roles';
import type { RoleId } from './steps';

/** What can be imported as rows. Each kind has one row writer in `activities/imports/row-writers.ts`. */
export const IMPORT_KINDS = ['sales', 'statements', 'partners', 'events'] as const;
/** See {@link IMPORT_KINDS}. */
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** Whose people or services may import what: a grant for all regions is needed, because a file names any partner. */
export const IMPORT_ROLES: Record<ImportKind, readonly RoleId[]> = {
  sales: ['PO', 'FIN', 'PM', 'CRM', 'IMPORTER'],
  statements: ['LMS', 'PO', 'SE', 'PM', 'IMPORTER'],
  partners: ['PM', 'PO', 'IMPORTER'],
  events: ['PO', 'FIN', 'PM', 'CRM', 'IMPORTER'],
} satisfies Record<ImportKind, readonly (SystemRole | ServiceRole)[]>;

/**
 * What became of one row: `stored` new; `same` already stored with equal content; `conflict` already stored with other
 * content; `unmatched` stored, but whom it belongs to is not known yet; `refused` breaks a rule and is not stored.
 */
export const ROW_OUTCOMES = ['stored', 'same', 'conflict', 'unmatched', 'refused'] as const;
/** See {@link ROW_OUTCOMES}. */
export type RowOutcomeKind = (typeof ROW_OUTCOMES)[number];

/** What became of one row, for the report. */
export interface RowOutcome {
  outcome: RowOutcomeKind;
  /** The sender's id of the row. */
  reference: string | null;
  /** The partner whom a stored row belongs to; told by one fact when the import is through. */
  partnerId: string | null;
  /** `AREA.REASON`, where the row is no new one, or does not count as it is. */
  code: string | null;
  message: string | null;
}

/** One import, as its workflow hands it to activities. The staged content names source and program. */
export interface ImportTicket {
  origin: Origin;
  importId: string;
  kind: ImportKind;
  intakeId: string;
}

/** How far an import is. */
export interface ImportProgress {
  importId: string;
  total: number;
  done: number;
  counts: Record<RowOutcomeKind, number>;
  finished: boolean;
}

/** Nothing has been counted yet. */
export const NO_ROWS: Readonly<Record<RowOutcomeKind, number>> = {
  stored: 0,
  same: 0,
  conflict: 0,
  unmatched: 0,
  refused: 0,
};

/** The kind of staged content that an import of this kind reads. */
export const importIntakeKind = (kind: ImportKind): string => `import.${kind}`;
