import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startProgram } from './program';
import type { FaultSwitch } from './world/faults';
import { readJournal } from './world/journal';
import type { WorldEvent } from './world/journal';

export interface PartnerWorldOptions {
  /** Holds what the third parties know; it survives restarts. */
  dataDir: string;
  /** Default: the port of last time, else a free one. */
  port?: number;
  /** The compiled `partner-world-main.js`. Default: the one beside this file. */
  entry?: string;
}

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
export async function startPartnerWorld(options: PartnerWorldOptions): Promise<PartnerWorld> {
  const dataDir = resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true });
  const { pid, port, stop, kill } = await startProgram({
    name: 'partner-world',
    entry: options.entry ?? join(__dirname, 'partner-world-main.js'),
    dataDir,
    port: options.port,
    healthPath: '/healthz',
  });
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    screeningUrl: `${url}/screening`,
    scimUrl: `${url}/scim/v2`,
    pid,
    faults: (fault) => putFault(url, fault),
    events: () => readJournal(join(dataDir, 'partner-world.jsonl')),
    stop,
    kill,
  };
}

async function putFault(url: string, fault: FaultSwitch): Promise<Required<FaultSwitch>> {
  const response = await fetch(`${url}/faults`, { method: 'PUT', body: JSON.stringify(fault) });
  if (!response.ok) throw new Error(`The fault switch was refused: ${await response.text()}`);
  return (await response.json()) as Required<FaultSwitch>;
}
