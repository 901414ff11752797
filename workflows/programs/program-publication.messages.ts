import type { Refusal } from '../../domain/errors';
import type { Published } from '../../domain/programs/program-publication';

/** What a publication starts with: the validated version is staged. */
export interface ProgramPublicationInput {
  programId: string;
  /** Hash of the staged version, visible in the Temporal UI. */
  contentHash: string;
  /** Staged for this workflow's id. */
  intakeId: string;
}

/** The result: under which number it is published, or why not. */
export type ProgramPublicationResult = Published | Refusal;

/** The workflow's type, for whoever starts it. */
export const PROGRAM_PUBLICATION = 'programPublication';
