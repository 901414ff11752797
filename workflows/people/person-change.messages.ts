import type { Refusal } from '../../domain/errors';
import type { PersonChanged, PersonCommand } from '../../domain/people/person-change';

/** What a change of a person starts with: ids only, the personal content is staged. */
export interface PersonChangeInput {
  personId: string;
  command: PersonCommand;
  /** Staged content of the command, for this workflow's id. */
  intakeId: string;
}

/** The result: what changed, or why not. The same id gives the same result for ever. */
export type PersonChangeResult = PersonChanged | Refusal;

/** The workflow's type, for whoever starts it. */
export const PERSON_CHANGE = 'personChange';
