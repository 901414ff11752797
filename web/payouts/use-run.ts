import { useQuery } from '@tanstack/react-query';
import { useConsole } from '../shell/context';
import type { Run } from './payout-words';

/** Nobody decides in these states: the run moves by itself, and no event tells of each payment. */
const MOVING: Run['state'][] = ['starting', 'open', 'calculated', 'approved', 'submitting', 'settled'];
const LOOK_EVERY_MS = 1_500;

/** A run, read again by itself while it moves. */
export function useRun(runId: string) {
  const { api } = useConsole();
  return useQuery({
    queryKey: ['payout-run', runId],
    queryFn: ({ signal }) => api.get('/v1/payout-runs/{id}', { path: { id: runId }, signal }),
    refetchInterval: ({ state: { data } }) => (data && MOVING.includes(data.state) ? LOOK_EVERY_MS : false),
  });
}
