import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isOurs, logTail, readIfThere, spawnDetached, stopProcess, waitFor, writeWhole } from './processes';

/** A program of ours that does not answer in this time will not. */
const READY_PATIENCE_MS = 60_000;
/** After a crash: at once, then more and more slowly. */
const RESTART_AFTER_MS = [0, 500, 1_000, 2_000, 5_000];
/** Having run this long, a program has recovered: the next crash counts as its first. */
const RECOVERED_AFTER_MS = 60_000;

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
  stop(): Promise<void>;
}

/** Starts a program of ours and keeps it running. What a killed supervisor left behind is ended first. */
export async function keepRunning(options: ServiceOptions): Promise<Service> {
  mkdirSync(options.dataDir, { recursive: true });
  await endLeftOver(options);
  let stopping = false;
  let current = launch(options);
  const ready = waitFor(() => answers(options.readyUrl), READY_PATIENCE_MS, 50);
  const died = once(current.child, 'exit').then(() => false as const);
  if (!(await Promise.race([ready, died])))
    throw new Error(`${options.name} does not start:\n${logTail(current.logFile)}`);
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
    stop: async () => {
      stopping = true;
      await stopProcess(current.child.pid!, 'SIGTERM', 40_000);
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

async function endLeftOver({ name, dataDir }: ServiceOptions): Promise<void> {
  const text = readIfThere(join(dataDir, `${name}.json`));
  if (text === undefined) return;
  const { pid } = JSON.parse(text) as { pid: number };
  if (isOurs(pid, dataDir)) await stopProcess(pid, 'SIGTERM', 40_000);
}

async function answers(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    async (response) => (await response.arrayBuffer()) !== undefined && response.ok,
    () => false,
  );
}
