import type { Origin } from '../journal';
import type { SystemRole } from '../roles';

/** The intake kind of a staged version, a `ProgramVersion` whose number is not yet decided. */
export const PROGRAM_VERSION_KIND = 'program.version';
/** Who publishes programs; administrators do as well. */
export const PUBLISHER_ROLES = ['PM'] as const satisfies SystemRole[];

/** One publication to record: the validated version is staged. */
export interface PublicationRecord {
  origin: Origin;
  programId: string;
  /** Staged for the workflow of `origin`, signed for who asked. */
  intakeId: string;
}

/** What was published. */
export type Published = {
  programId: string;
  /** From 1, without gaps. */
  version: number;
  contentHash: string;
  /** False when the very same content had been published before. */
  changed: boolean;
};
