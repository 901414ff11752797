import { join } from 'node:path';
import type { ThirdPartyOptions } from './third-party';
import { startThirdParty } from './third-party';
import type { FaultSwitch } from './world/faults';
import { readJournal } from './world/journal';
import type { WorldEvent } from './world/journal';

/** The running process of third parties. It outlives this process: only `stop` and `kill` end it. */
export interface PartnerWorld {
  url: string;
  /** Base address for the screening connector. */
  screeningUrl: string;
  /** Base address for the SCIM connector. */
  scimUrl: string;
  pid: number;
  /** Sets a fault switch; the answer tells the seed of its dice. */
  faults(fault: FaultSwitch): Promise<Required<FaultSwitch>>;
  /** What really happened, in order; works after a kill too. */
  events(): WorldEvent[];
  stop(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
}

/** Starts the third parties (screening, SCIM) as a process of its own, or joins the one that serves this folder. */
export async function startPartnerWorld(options: ThirdPartyOptions): Promise<PartnerWorld> {
  const { url, pid, dataDir, command, stop, kill } = await startThirdParty('partner-world', options);
  return {
    url,
    screeningUrl: `${url}/screening`,
    scimUrl: `${url}/scim/v2`,
    pid,
    faults: (fault) => command('PUT', '/faults', fault),
    events: () => readJournal(join(dataDir, 'partner-world.jsonl')),
    stop,
    kill,
  };
}
