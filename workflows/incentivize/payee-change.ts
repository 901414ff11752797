import { setCurrentDetails } from '@temporalio/workflow';
import { isRefusal } from '../../domain/errors';
import { origin } from '../kit/origin';
import { journal } from '../kit/proxies';
import type { PayeeChangeInput, PayeeChangeResult } from './payee-change.messages';

/**
 * One change of a payee: an account proposed or decided on, a gate recorded, a hold. Its id makes it happen once; the
 * result is the recorded outcome, a refusal included.
 */
export async function payeeChange(input: PayeeChangeInput): Promise<PayeeChangeResult> {
  const outcome = await journal.recordPayeeChange({ origin: origin(), ...input });
  setCurrentDetails(
    isRefusal(outcome) ? `Refused, **${outcome.refused}**: ${outcome.message}` : `Recorded: ${input.command}`,
  );
  return outcome;
}
