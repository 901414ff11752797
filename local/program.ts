import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  choosePort,
  isAlive,
  isOurs,
  logTail,
  readIfThere,
  spawnDetached,
  stopProcess,
  untimelyEnd,
  waitFor,
  writeWhole,
} from './processes';

/** A Node program of ours that does not answer in this time will not. */
const READY_PATIENCE_MS = 20_000;

export interface ProgramOptions {
  /** Names the log and the state file. */
  name: string;
  /** The compiled entry; it is called with the data folder and the port. */
  entry: string;
  dataDir: string;
  port?: number;
  /** Answers 2xx as soon as the program serves. */
  healthPath: string;
}

export interface RunningProgram {
  pid: number;
  port: number;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

/**
 * Starts a Node program of ours apart from this process, or joins the one that already serves the data folder.
 *
 * @throws Error with the end of its log when it does not answer.
 */
export async function startProgram(options: ProgramOptions): Promise<RunningProgram> {
  const { pid, port } = (await joinRunning(options)) ?? (await launch(options));
  return { pid, port, stop: () => stopProcess(pid, 'SIGTERM'), kill: () => stopProcess(pid, 'SIGKILL') };
}

interface Remembered {
  pid: number;
  port: number;
}

/** The port that a program of ours had last on this folder. */
export function rememberedPort(dataDir: string, name: string): number | undefined {
  return remembered({ dataDir, name })?.port;
}

function remembered({ dataDir, name }: Pick<ProgramOptions, 'dataDir' | 'name'>): Remembered | undefined {
  const text = readIfThere(join(dataDir, `${name}.json`));
  return text === undefined ? undefined : (JSON.parse(text) as Remembered);
}

async function joinRunning(options: ProgramOptions): Promise<Remembered | undefined> {
  const last = remembered(options);
  if (last === undefined || !isOurs(last.pid, options.dataDir)) return undefined;
  const settled = async () => !isAlive(last.pid) || (await healthy(last.port, options));
  if (!(await waitFor(settled, READY_PATIENCE_MS))) {
    throw new Error(
      `${options.name} (process ${last.pid}) runs but does not answer on port ${last.port}. End it and start again.`,
    );
  }
  return isAlive(last.pid) ? last : undefined;
}

async function launch(options: ProgramOptions): Promise<Remembered> {
  const { name, entry, dataDir } = options;
  if (!existsSync(entry)) throw new Error(`${entry} is not built: run npm run build first.`);
  const port = await choosePort(options.port, remembered(options)?.port);
  const logFile = join(dataDir, `${name}.log`);
  const child = spawnDetached(process.execPath, [entry, dataDir, String(port)], { logFile });
  const { pid } = child;
  let failure: string | undefined;
  const ended = untimelyEnd(child).then((why) => (failure = why));
  if (pid !== undefined) writeWhole(join(dataDir, `${name}.json`), JSON.stringify({ pid, port }));
  const settled = async () => failure !== undefined || (await healthy(port, options));
  const inTime = await Promise.race([ended, waitFor(settled, READY_PATIENCE_MS, 20)]);
  if (inTime === false) failure ??= `no answer on port ${port} within ${READY_PATIENCE_MS / 1_000} s`;
  if (failure === undefined && pid !== undefined) return { pid, port };
  throw new Error(`${name} does not start: ${failure}\n${logTail(logFile)}`);
}

async function healthy(port: number, { healthPath }: ProgramOptions): Promise<boolean> {
  const asked = fetch(`http://127.0.0.1:${port}${healthPath}`, { signal: AbortSignal.timeout(1_000) });
  return asked.then(
    async (response) => (await response.arrayBuffer()) !== undefined && response.ok,
    () => false,
  );
}
