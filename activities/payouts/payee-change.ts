import type { PayeesRepository } from '../../database/repositories/payees';
import type { Refusal } from '../../domain/errors';
import type { PayeeChanged, PayeeChangeRecord } from '../../domain/incentivize/payee';

/** What changing payees needs. */
export interface PayeeChangeDeps {
  payees: Pick<PayeesRepository, 'recordChange'>;
}

/** Effects on the rows of payees. */
export function payeeChangeActivities({ payees }: PayeeChangeDeps) {
  return {
    /**
     * Verifies who asked and that they may, then changes the payee's rows, tells the old contact and audits it, in one
     * transaction. Idempotent by workflow id. Undo: another change (another account, a later word on a gate).
     */
    recordPayeeChange(record: PayeeChangeRecord): Promise<PayeeChanged | Refusal> {
      return payees.recordChange(record);
    },
  };
}
