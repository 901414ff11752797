import type { IncomingSale } from './sale';
import type { SaleMapping } from './sale-columns';

/**
 * Sales as they are staged for an import (intake kind `import.sales`, target the import's workflow id): a file as it
 * came with what its columns mean, or a batch.
 */
export type StagedSales = {
  /** Who sent them; with a sale's id its identity. */
  source: string;
  /** Whose periods they are filed under. */
  programId: string;
} & (
  | {
      format: 'csv';
      csv: string;
      mapping: SaleMapping;
      /** For a file that has no column for it. */
      currency?: string;
    }
  | { format: 'json'; sales: IncomingSale[] }
);
