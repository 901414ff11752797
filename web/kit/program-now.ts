import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useConsole } from '../shell/context';

/** A page that stays open shows "in 3 min" truly enough with this. */
const TICK_MS = 15_000;
const DEMO_TICK_MS = 1_000;

/** A program version, as rows name it: `channel@1`. */
export type VersionKey = string;

/** The key of a program version. */
export const versionKey = (program: { programId: string; version: number }): VersionKey =>
  `${program.programId}@${program.version}`;

/** The present of a program version, epoch ms: a demo version's day may take half a second. Undefined until known. */
export function useProgramNow(key: VersionKey | undefined): number | undefined {
  const { api } = useConsole();
  const [programId = '', version] = (key ?? '').split('@');
  const { data } = useQuery({
    queryKey: ['clock', key],
    enabled: key !== undefined,
    staleTime: Infinity,
    meta: { still: true },
    queryFn: async () => {
      const clock = await api.get('/v1/programs/{id}/clock', {
        path: { id: programId },
        query: { version: Number(version) },
      });
      return { clock, readMs: Date.now() };
    },
  });
  const [wallMs, setWallMs] = useState(() => Date.now());
  const isDemo = data?.clock.demo ?? false;
  useEffect(() => {
    const timer = setInterval(() => setWallMs(Date.now()), isDemo ? DEMO_TICK_MS : TICK_MS);
    return () => clearInterval(timer);
  }, [isDemo]);
  if (data === undefined) return undefined;
  const { now, clock } = data.clock;
  const passedMs = Math.max(0, wallMs - data.readMs);
  // A demo version runs fast for a while, then at the wall's speed.
  const fastEndMs = clock.anchorMs + clock.factor * clock.fastMs;
  const fastLeftMs = isDemo ? Math.max(0, (fastEndMs - now.ms) / clock.factor) : 0;
  const fastMs = Math.min(passedMs, fastLeftMs);
  return now.ms + fastMs * clock.factor + (passedMs - fastMs);
}
