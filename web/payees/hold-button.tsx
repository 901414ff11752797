import { Button } from '@mantine/core';
import { useState } from 'react';
import { WordsDialog } from '../kit/words-dialog';
import { ofPerson } from './of-person';
import type { Payee } from './payee-page';
import { usePayeeChange } from './use-payee-change';

/** Holds a payee, so that nothing is paid to it, or lifts the hold. */
export function HoldButton({ partnerId, payee }: { partnerId: string; payee: Payee }) {
  const [isOpen, setOpen] = useState(false);
  const isHeld = payee.held !== null;
  const hold = usePayeeChange<string>({
    send: (api, reason, key) =>
      api.post('/v1/partners/{id}/payees/hold', {
        path: { id: partnerId },
        body: { currency: payee.currency, ...ofPerson(payee), held: !isHeld, reason },
        key,
      }),
    done: () => (isHeld ? 'The hold is lifted' : 'Held: nothing is paid'),
    onDone: () => setOpen(false),
  });
  const title = isHeld ? 'Lift the hold' : 'Hold';
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {title}
      </Button>
      {isOpen && (
        <WordsDialog
          title={title}
          effect={
            isHeld
              ? 'It may be paid again, if nothing else stands in the way.'
              : 'Nothing is paid to it until somebody lifts the hold. What is due stays due.'
          }
          label="Reason"
          note="Kept in the audit; no bank details, please."
          act={hold}
          send={({ comment = '' }) => hold.mutate(comment)}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
