import type { EventMapping } from './event-columns';
import type { IncomingEvent } from './incoming-event';

/**
 * Commission events as they are staged for an import (intake kind `import.events`, target the import's workflow id): a
 * file as it came with what its columns mean, or a batch.
 */
export type StagedEvents = {
  /** Who sent them; with an event's id its identity. */
  source: string;
  /** Whose periods they are filed under. */
  programId: string;
} & (
  | {
      format: 'csv';
      csv: string;
      mapping: EventMapping;
      /** For a file that has no column for it. */
      currency?: string;
    }
  | { format: 'json'; events: IncomingEvent[] }
);
