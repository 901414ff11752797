import type { PersonChanged, PersonChangeRecord } from '../../domain/people/person-change';
import type { Refusal } from '../../domain/errors';
import type { PeopleRepository } from '../../database/repositories/people';

/** What changing people needs. */
export interface PersonChangeDeps {
  people: Pick<PeopleRepository, 'recordChange'>;
}

/** Effects on the rows of people and services. */
export function personChangeActivities({ people }: PersonChangeDeps) {
  return {
    /**
     * Verifies who asked and that they may, then changes the person's rows and audits it, in one transaction.
     * Idempotent by workflow id. Undo: another change (a grant is revoked, who left is invited again).
     */
    recordPersonChange(record: PersonChangeRecord): Promise<PersonChanged | Refusal> {
      return people.recordChange(record);
    },
  };
}
