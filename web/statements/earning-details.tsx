import { useQuery } from '@tanstack/react-query';
import type { Got } from '../api/client';
import { ErrorNotice, Read } from '../kit/notices';
import { EarningTrace } from '../partners/earning-trace';
import { useConsole } from '../shell/context';

type Earning = Got<'/v1/partners/{id}/earnings'>['items'][number];

/** One earning; undefined while it is read. */
export function useEarning(partnerId: string, earningId: string) {
  const { api } = useConsole();
  return useQuery({
    queryKey: ['earning', partnerId, earningId],
    queryFn: async ({ signal }): Promise<Earning | null> => {
      const { items } = await api.get('/v1/partners/{id}/earnings', {
        path: { id: partnerId },
        query: { earning: earningId, limit: 1 },
        signal,
      });
      return items[0] ?? null;
    },
  });
}

/** How one earning came about, read when somebody asks for it. */
export function EarningDetails({
  partnerId,
  earningId,
  isOurs,
}: {
  partnerId: string;
  earningId: string;
  isOurs: boolean;
}) {
  return (
    <Read query={useEarning(partnerId, earningId)} what="how it came about">
      {(earning) =>
        earning === null ? (
          <ErrorNotice error={new Error('This earning is not on record.')} />
        ) : (
          <EarningTrace
            earning={earning}
            {...(isOurs && { ledgerAt: `/partners/${partnerId}?tab=ledger&earning=${earningId}` })}
          />
        )
      }
    </Read>
  );
}
