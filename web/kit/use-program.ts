import { useQuery } from '@tanstack/react-query';
import type { Program } from '../../domain/program';
import { useConsole } from '../shell/context';

/** A program's document, of one version or the latest; null for who may not read it. */
export function useProgram(programId: string | undefined, version?: number) {
  const { api } = useConsole();
  return useQuery({
    queryKey: ['program', programId, version],
    enabled: programId !== undefined,
    meta: version === undefined ? {} : { still: true },
    queryFn: async ({ signal }) => {
      const answer =
        version === undefined
          ? await api.get('/v1/programs/{id}', { path: { id: programId! }, signal })
          : await api.get('/v1/programs/{id}/versions/{version}', { path: { id: programId!, version }, signal });
      return { ...answer, document: answer.document as unknown as Program | null };
    },
  });
}

/** All programs in their latest versions. */
export function usePrograms() {
  const { api } = useConsole();
  return useQuery({ queryKey: ['programs'], queryFn: ({ signal }) => api.get('/v1/programs', { signal }) });
}
