import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  isOurs,
  logTail,
  readIfThere,
  spawnDetached,
  stopProcess,
  untimelyEnd,
  waitFor,
  writeWhole,
} from './processes';

/** A program of ours that does not answer in this time will not. */
const READY_PATIENCE_MS = 60_000;
/** After a crash: at once, then more and more slowly. */
const RESTART_AFTER_MS = [0, 500, 1_000, 2_000, 5_000];
/** Having run this long, a program has recovered: the next crash counts as its first. */
const RECOVERED_AFTER_MS = 60_000;

/** Worker and API finish what they are at within 35 s. */
const STOP_PATIENCE_MS = 40_000;
/** Where a program's process id is kept. */
const STATE_FILE = /^(api|worker-\d+)\.json$/;

/** What to keep running. */
export interface ServiceOptions {
  /** Names the log and the pid file. */
  name: string;
  /** The compiled entry. */
  entry: string;
  dataDir: string;
  env: NodeJS.ProcessEnv;
  /** Answers 2xx once the program is ready. */
  readyUrl: string;
  /** Told of each unexpected end. */
  onCrash(message: string): void;
}

/** A program that is started again whenever it dies. */
export interface Service {
  readonly pid: number;
  /** Answers 2xx while the program is ready. */
  readonly readyUrl: string;
  stop(): Promise<void>;
}

/** Starts a program of ours and keeps it running. */
export async function keepRunning(options: ServiceOptions): Promise<Service> {
  mkdirSync(options.dataDir, { recursive: true });
  let stopping = false;
  let current = launch(options);
  let died = false;
  void untimelyEnd(current.child).then(() => (died = true));
  const settled = await waitFor(async () => died || (await answers(options.readyUrl)), READY_PATIENCE_MS, 50);
  if (!settled || died) {
    if (current.child.pid !== undefined) await stopProcess(current.child.pid, 'SIGKILL');
    throw new Error(`${options.name} does not start:\n${logTail(current.logFile)}`);
  }
  const watch = async (): Promise<void> => {
    for (let crashes = 0; ; crashes += 1) {
      const startedMs = Date.now();
      if (current.child.exitCode === null && current.child.signalCode === null) await once(current.child, 'exit');
      if (stopping) return;
      if (Date.now() - startedMs > RECOVERED_AFTER_MS) crashes = 0;
      options.onCrash(
        `${options.name} ended (${current.child.signalCode ?? current.child.exitCode}); starting it again. Its log: ${current.logFile}`,
      );
      await pause(RESTART_AFTER_MS[Math.min(crashes, RESTART_AFTER_MS.length - 1)]);
      if (stopping) return;
      current = launch(options);
    }
  };
  watch().catch((error: unknown) => options.onCrash(`${options.name} is no longer watched: ${String(error)}`));
  return {
    get pid() {
      return current.child.pid!;
    },
    readyUrl: options.readyUrl,
    stop: async () => {
      stopping = true;
      await stopProcess(current.child.pid!, 'SIGTERM', STOP_PATIENCE_MS);
    },
  };
}

function launch({ name, entry, dataDir, env }: ServiceOptions) {
  const logFile = join(dataDir, `${name}.log`);
  // The data folder in the command line marks the process as ours.
  const child = spawnDetached(process.execPath, ['--enable-source-maps', entry, dataDir], { logFile, env });
  if (child.pid !== undefined) writeWhole(join(dataDir, `${name}.json`), JSON.stringify({ pid: child.pid }));
  return { child, logFile };
}

/** Ends the programs that a killed supervisor left on this folder: nobody watches them, and their code may be old. */
export async function endLeftOvers(dataDir: string): Promise<void> {
  const files = readdirSync(dataDir).filter((file) => STATE_FILE.test(file));
  await Promise.all(
    files.map(async (file) => {
      const { pid } = JSON.parse(readIfThere(join(dataDir, file)) ?? '{}') as { pid?: number };
      if (pid !== undefined && isOurs(pid, dataDir)) await stopProcess(pid, 'SIGTERM', STOP_PATIENCE_MS);
    }),
  );
}

async function answers(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    async (response) => (await response.arrayBuffer()) !== undefined && response.ok,
    () => false,
  );
}
