import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { download } from '../kit/csv';
import { Icon } from '../kit/icons';
import { say } from '../kit/toast';
import { useConsole } from '../shell/context';

/** Hands out all that a payout was calculated from, to calculate it again offline. */
export function ProofButton({ partnerId, payoutId }: { partnerId: string; payoutId: string }) {
  const { api } = useConsole();
  const proving = useMutation({
    mutationFn: () => api.get('/v1/partners/{id}/payouts/{payoutId}/proof', { path: { id: partnerId, payoutId } }),
    onSuccess: (proof) => {
      download(`proof-${payoutId}.json`, JSON.stringify(proof, null, 2), 'application/json');
      say('The proof is here: npm run payout:prove calculates it again');
    },
    onError: (error) => say(`There is no proof for you: ${error.message}`, 'bad'),
  });
  return (
    <Button
      size="compact-sm"
      variant="default"
      mt="xs"
      leftSection={<Icon name="down" size={16} />}
      onClick={() => proving.mutate()}
      loading={proving.isPending}
    >
      Proof of this payout
    </Button>
  );
}
