import type { Sight } from './house';
import { eventually, rows } from './house';

/** Somebody who kills again and again until told to stop. */
export interface Reaper {
  readonly kills: number;
  /** Waits for what is being killed to be back. @throws what went wrong meanwhile */
  stop(): Promise<void>;
}

/** Kills, waits until `kill` says that what was killed is back, and goes on once `progress` new audit rows are there. */
export function keepKilling(
  house: Sight,
  { progress, kill }: { progress: number; kill(n: number): Promise<void> },
): Reaper {
  let kills = 0;
  let stopping = false;
  const killing = (async () => {
    while (!stopping) {
      const before = await audited(house);
      const grown = async (): Promise<boolean> => stopping || (await audited(house)) >= before + progress;
      await eventually('work goes on between two kills', grown, PROGRESS_PATIENCE_MS);
      if (stopping) return;
      await kill(kills);
      kills += 1;
    }
  })();
  // Whoever stops hears of it; until then it is nobody's unhandled rejection.
  killing.catch((error: unknown) => error);
  return {
    get kills() {
      return kills;
    },
    stop: async () => {
      stopping = true;
      await killing;
    },
  };
}

/** A lost workflow task is given to another worker after some ten seconds; a busy machine needs more. */
const PROGRESS_PATIENCE_MS = 120_000;

async function audited(house: Sight): Promise<number> {
  const [row] = await rows<{ count: string }>(house, 'SELECT count(*) FROM audit');
  return Number(row!.count);
}
