import { setTimeout as pause } from 'node:timers/promises';
import { isOurs } from './processes';

/** A server that is missed for a second is started again before most callers notice. */
const LOOK_EVERY_MS = 500;
/** A server that could not be started again (its port is not free yet, the disk is full) is tried again after this. */
const TRY_AGAIN_AFTER_MS = 1_000;

/** A server in a process of its own. */
interface Server {
  pid: number;
  stop(): Promise<void>;
}

/** What to keep up. */
interface KeepUpOptions<Kind extends Server> {
  /** As people are told of it. */
  name: string;
  /** The folder that it serves; it marks the process as ours. */
  dataDir: string;
  /** Starts it, or joins what runs. `last` is the one that has gone: its ports are known to others and are taken again. */
  start(last?: Kind): Promise<Kind>;
  /** Told of each unexpected end, and when starting again fails. */
  onCrash(message: string): void;
}

/** A server that is started again whenever it is gone. */
export interface KeptUp<Kind extends Server> {
  /** The one that runs now. */
  readonly now: Kind;
  stop(): Promise<void>;
}

/** Starts a server, or joins it, and from then on starts it again on the same folder and ports whenever it is gone. */
export async function keepUp<Kind extends Server>(options: KeepUpOptions<Kind>): Promise<KeptUp<Kind>> {
  const { name, dataDir, start, onCrash } = options;
  let now = await start();
  let requestStop = (): void => undefined;
  let stopping = false;
  const stopRequested = new Promise<void>((resolve) => {
    requestStop = () => {
      stopping = true;
      resolve();
    };
  });
  const watch = async (): Promise<void> => {
    while (!stopping) {
      await Promise.race([stopRequested, pause(LOOK_EVERY_MS)]);
      if (stopping || isOurs(now.pid, dataDir)) continue;
      onCrash(`${name} is gone; starting it again.`);
      try {
        now = await start(now);
      } catch (error) {
        onCrash(`${name} cannot be started again yet: ${error instanceof Error ? error.message : String(error)}`);
        await Promise.race([stopRequested, pause(TRY_AGAIN_AFTER_MS)]);
      }
    }
  };
  const watching = watch();
  return {
    get now() {
      return now;
    },
    stop: async () => {
      requestStop();
      // Whatever is just being started must be there before it can be ended.
      await watching;
      await now.stop();
    },
  };
}
