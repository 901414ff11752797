import { defineQuery } from '@temporalio/workflow';
import type { Refusal } from '../../domain/errors';
import type { ImportKind, ImportProgress } from '../../domain/imports';

/** An import: its content is staged in intake, signed, for this workflow (id `import/<importId>`). */
export interface BulkImportInput {
  importId: string;
  kind: ImportKind;
  intakeId: string;
  /** Whose data it is, for people: the source. */
  title: string;
}

/** How an import ends: counts and how many lifecycles were told, or why none of it could be used. */
export type BulkImportResult = (ImportProgress & { told: number }) | Refusal;

/** The workflow's type, for whoever starts it. */
export const BULK_IMPORT = 'bulkImport';

/** How far the import is; diagnostics only, reading is from rows. */
export const viewImport = defineQuery<ImportProgress | null>('viewImport');
