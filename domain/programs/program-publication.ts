import { DomainError } from '../errors';
import type { Origin } from '../journal';
import type { Grant } from '../people/person-change';
import { holdsRole } from '../people/person-change';
import { ADMIN_ROLE } from '../program';

/** The intake kind of a staged version, a `ProgramVersion` whose number is not yet decided. */
export const PROGRAM_VERSION_KIND = 'program.version';
/** Who publishes programs; administrators do as well. */
export const PUBLISHER_ROLES = ['PM'] as const;

/**
 * Makes sure that the holder of these grants may publish: a program is for all regions, so a region's program manager
 * may not.
 *
 * @throws AUTH.FORBIDDEN
 */
export function checkMayPublish(holder: { grants: readonly Grant[] } | null): void {
  if (holder === null || !holdsRole(holder, [ADMIN_ROLE, ...PUBLISHER_ROLES], null))
    throw new DomainError(
      'AUTH.FORBIDDEN',
      'Only a program manager of all regions or an administrator publishes a program.',
    );
}

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
