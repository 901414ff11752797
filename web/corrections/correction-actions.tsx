import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ErrorNotice } from '../kit/notices';
import { say } from '../kit/toast';
import { useRequestKey } from '../kit/use-request-key';
import { useConsole, useMe } from '../shell/context';
import type { Correction } from './correction-words';

type Order = 'submission' | 'withdrawal';

const SAID: Record<Order, string> = {
  submission: 'Asked: somebody else of finance decides',
  withdrawal: 'Dropped: nothing is posted',
};

/** What may be done with a correction that is shown: by whoever asked for it. */
export function CorrectionActions({ correction }: { correction: Correction }) {
  const { correctionId, state, hash, requestedBy } = correction;
  const me = useMe();
  const { api } = useConsole();
  const queries = useQueryClient();
  const key = useRequestKey();
  const order = useMutation({
    mutationFn: (given: Order) => {
      const path = { id: correctionId };
      if (given === 'withdrawal')
        return api.post('/v1/corrections/{id}/withdrawal', { path, body: {}, key: `${key.current()}-${given}` });
      return api.post('/v1/corrections/{id}/submission', {
        path,
        body: { hash: hash! },
        key: `${key.current()}-${given}`,
      });
    },
    onSettled: (_answer, error) => key.answered(error),
    onSuccess: async (answer, given) => {
      say(answer.state === 'recorded' ? SAID[given] : 'On its way: this page shows it as soon as it is recorded');
      await queries.invalidateQueries();
    },
  });
  if (state !== 'shown' || hash === null) return null;
  if (requestedBy !== me.personId)
    return (
      <Text size="sm" c="dimmed" maw={280}>
        Whoever asked for it has it approved, or drops it.
      </Text>
    );
  const given = order.isPending ? order.variables : undefined;
  const give = (wanted: Order) => (): void => {
    if (!order.isPending) order.mutate(wanted);
  };
  return (
    <div>
      <Group gap="sm" justify="flex-end">
        <Button variant="default" className="ple-reject" onClick={give('withdrawal')} loading={given === 'withdrawal'}>
          Drop it
        </Button>
        <Button onClick={give('submission')} loading={given === 'submission'}>
          Ask for the approval
        </Button>
      </Group>
      {order.error && <ErrorNotice error={order.error} />}
    </div>
  );
}
