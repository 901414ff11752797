import type { Refusal } from '../../domain/errors';
import type { PayeeChanged, PayeeCommand, PayeeKey } from '../../domain/incentivize/payee';

/** What a change of a payee starts with: ids only, the content is staged and bank details in it are sealed. */
export interface PayeeChangeInput extends PayeeKey {
  command: PayeeCommand;
  /** Staged content of the command, for this workflow's id. */
  intakeId: string;
}

/** The result: what changed, or why not. The same id gives the same result for ever. */
export type PayeeChangeResult = PayeeChanged | Refusal;

/** The workflow's type, for whoever starts it. */
export const PAYEE_CHANGE = 'payeeChange';
