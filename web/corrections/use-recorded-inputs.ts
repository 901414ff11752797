import { useQuery } from '@tanstack/react-query';
import { useConsole } from '../shell/context';

/** Sales and events of an id, as they count now. */
export function useRecordedInputs(id: string) {
  const { api } = useConsole();
  return useQuery({
    queryKey: ['correction-inputs', id],
    enabled: id !== '',
    // Nothing may change under somebody's hand; a correction is worked out from what is on record then.
    meta: { still: true },
    queryFn: ({ signal }) => api.get('/v1/corrections/inputs', { query: { id }, signal }),
  });
}
