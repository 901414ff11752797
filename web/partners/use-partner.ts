import { useQuery } from '@tanstack/react-query';
import type { Got } from '../api/client';
import { useConsole } from '../shell/context';

/** A partner, or what became of an application that has no partner yet. */
export type PartnerAnswer = Got<'/v1/partners/{id}'>;
/** A partner with its stages and steps. */
export type Partner = Extract<PartnerAnswer, { state: 'running' }>;
/** One run of a stage. */
export type StageRun = Partner['stageRuns'][number];
/** One step of a run. */
export type Step = StageRun['steps'][number];

/** An application is looked at again this soon, until its partner is there. */
const STARTING_MS = 1_000;

/** One partner. */
export function usePartner(partnerId: string) {
  const { api } = useConsole();
  return useQuery({
    queryKey: ['partner', partnerId],
    queryFn: ({ signal }) => api.get('/v1/partners/{id}', { path: { id: partnerId }, signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'starting' ? STARTING_MS : false),
  });
}
