import { origin } from '../kit/origin';
import { journal } from '../kit/proxies';
import type { PersonChangeInput, PersonChangeResult } from './person-change.messages';

/**
 * One change of a person or service: invite, roles, details, leave, first sign-in. Its id makes it happen once; the
 * result is the recorded outcome, a refusal included.
 */
export async function personChange({ personId, command, intakeId }: PersonChangeInput): Promise<PersonChangeResult> {
  return journal.recordPersonChange({ origin: origin(), personId, command, intakeId });
}
