import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { say } from '../kit/toast';
import { useRequestKey } from '../kit/use-request-key';
import { WordsDialog } from '../kit/words-dialog';
import { useConsole } from '../shell/context';

/** Disputes one line; for the partner's own people. */
export function DisputeButton({ partnerId, earningId, what }: { partnerId: string; earningId: string; what: string }) {
  const [isOpen, setOpen] = useState(false);
  const { api } = useConsole();
  const queries = useQueryClient();
  const key = useRequestKey();
  const raise = useMutation({
    mutationFn: (reason: string) =>
      api.post('/v1/partners/{id}/disputes', {
        path: { id: partnerId },
        body: { earningId, reason },
        key: key.current(),
      }),
    onSettled: (_answer, error) => key.answered(error),
    onSuccess: async () => {
      say(`Disputed: ${what}. Finance answers`);
      setOpen(false);
      await queries.invalidateQueries();
    },
  });
  return (
    <div>
      <Button variant="default" size="compact-xs" mt={4} onClick={() => setOpen(true)}>
        Dispute this line
      </Button>
      {isOpen && (
        <WordsDialog
          title="Dispute this line"
          effect={`${what}: no payout collects it until finance has decided, within five business days. All other lines go on.`}
          label="What is wrong with it"
          act={raise}
          send={({ comment = '' }) => raise.mutate(comment)}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}
