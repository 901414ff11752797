import { isRefusal } from '../../domain/errors';
import { origin } from '../kit/origin';
import { business, journal } from '../kit/proxies';
import type { PersonChangeInput, PersonChangeResult } from './person-change.messages';

/**
 * One change of a person or service: invite, roles, details, leave, first sign-in. Its id makes it happen once; the
 * result is the recorded outcome, a refusal included.
 */
export async function personChange({ personId, command, intakeId }: PersonChangeInput): Promise<PersonChangeResult> {
  const result = await journal.recordPersonChange({ origin: origin(), personId, command, intakeId });
  // What a learning system reported earlier may now count, or may count again because its person has come.
  if (!isRefusal(result) && result.partnerId !== null && (result.statementsMatched > 0 || command === 'identify')) {
    const summary = 'Issue the certificates that known statements earn';
    await business.certifyLearner.executeWithOptions({ summary }, [{ origin: origin(), personId: result.personId }]);
  }
  return result;
}
