import type { PublicationRecord, Published } from '../../domain/programs/program-publication';
import type { Refusal } from '../../domain/errors';
import type { ProgramsRepository } from '../../database/repositories/programs';

/** What publishing needs. */
export interface ProgramPublicationDeps {
  programs: Pick<ProgramsRepository, 'recordPublication'>;
}

/** Effects on published programs. */
export function programPublicationActivities({ programs }: ProgramPublicationDeps) {
  return {
    /**
     * Moves the staged version into its table under the next number. Idempotent by workflow id and by content.
     * No undo: a published version is immutable, and running partners pin theirs; publish a better one.
     */
    recordPublication(record: PublicationRecord): Promise<Published | Refusal> {
      return programs.recordPublication(record);
    },
  };
}
