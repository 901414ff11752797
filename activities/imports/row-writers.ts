import type { Queryable } from '../../database/sql';
import type { Json } from '../../domain/hash';
import type { ImportKind, RowOutcome } from '../../domain/imports';
import type { Origin } from '../../domain/journal';
import type { Deps } from '../shared/deps';
import type { CertificateDeps } from '../training/certificates';
import { statementRows } from '../training/statements';
import { eventRows } from './event-rows';
import { partnerRows } from './partner-rows';
import { saleRows } from './sale-rows';

/** Content that has been read: rows in order, written in chunks. */
export interface OpenedImport {
  source: string;
  total: number;
  /** Writes rows `[from, to)` in the caller's transaction and tells, in order, what became of each. */
  write(tx: Queryable, chunk: { importId: string; origin: Origin; from: number; to: number }): Promise<RowOutcome[]>;
  /** Effects outside of Postgres, after the last row and before the import ends; may run again. */
  settle?(importId: string): Promise<void>;
}

/** How the rows of one kind are read and written. */
export interface RowWriter {
  /**
   * Reads staged content; `by` is who staged it, `receivedWallMs` when.
   * @throws DomainError when none of it can be used; a fault of one row is that row's outcome instead
   */
  open(content: Json, by: string, receivedWallMs: number): Promise<OpenedImport>;
}

/** What row writers need. */
export type RowWriterDeps = Pick<
  Deps,
  | 'db'
  | 'sales'
  | 'commissionEvents'
  | 'imports'
  | 'readCsv'
  | 'clock'
  | 'intake'
  | 'published'
  | 'starter'
  | 'partnerImports'
> &
  CertificateDeps;

/** The one place that knows all kinds. */
export function rowWriters(deps: RowWriterDeps): Partial<Record<ImportKind, RowWriter>> {
  return {
    sales: saleRows(deps),
    statements: statementRows(deps),
    partners: partnerRows(deps),
    events: eventRows(deps),
  };
}
