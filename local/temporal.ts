import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureNamespace, ensureSearchAttributes } from '../workers/namespace';
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
import { temporalCliPath } from './tools';

/** Opening a large file after a crash takes seconds; a minute without an answer is a fault. */
const READY_PATIENCE_MS = 60_000;
/** A server that was started a moment ago by somebody else gets this long to answer before it counts as hung. */
const JOIN_PATIENCE_MS = 15_000;

export interface TemporalOptions {
  /** Holds the database file, the log and the pid file. Without it the server forgets everything when it ends. */
  dataDir?: string;
  namespace: string;
  /** Default: the port of last time, else a free one. */
  port?: number;
  /** Default: as `port`. */
  uiPort?: number;
  /** True: no UI. */
  headless?: boolean;
  /** Days that ended workflows are kept. Default 400. */
  retentionDays?: number;
}

/** A running embedded Temporal. It outlives this process: only `stop` ends it. */
export interface RunningTemporal {
  address: string;
  /** Base of links into the UI; empty when headless. */
  uiUrl: string;
  namespace: string;
  pid: number;
  stop(): Promise<void>;
}

interface Remembered {
  pid: number;
  port: number;
  uiPort: number | undefined;
}

/**
 * Brings up the laptop's Temporal on 127.0.0.1 with our namespace and search attributes, or joins the one that already
 * serves this data folder. Its SQLite file is for laptops, not for production.
 *
 * @throws Error with the end of the server's log when it does not start, or with what was tried to find the program.
 */
export async function startTemporal(options: TemporalOptions): Promise<RunningTemporal> {
  const folder = options.dataDir
    ? resolve(options.dataDir)
    : mkdtempSync(join(tmpdir(), 'partner-lifecycle-temporal-'));
  mkdirSync(folder, { recursive: true });
  const joined = await joinRunning(folder);
  const { pid, port, uiPort } = joined ?? (await launch(folder, options));
  const stop = async () => {
    await stopProcess(pid, 'SIGTERM');
    if (options.dataDir === undefined) rmSync(folder, { recursive: true, force: true });
  };
  const address = `127.0.0.1:${port}`;
  try {
    await prepareNamespace(address, options);
  } catch (error) {
    // Without a handle nobody could end what was started here; what was running before goes on.
    if (joined === undefined) await stop();
    throw error;
  }
  const uiUrl = uiPort === undefined ? '' : `http://127.0.0.1:${uiPort}`;
  return { address, uiUrl, namespace: options.namespace, pid, stop };
}

async function prepareNamespace(address: string, options: TemporalOptions): Promise<void> {
  const { Connection } = await import('@temporalio/client');
  const connection = await Connection.connect({ address });
  try {
    const { namespace, retentionDays } = options;
    await ensureNamespace(connection, { namespace, retentionDays, createIfMissing: true });
    await ensureSearchAttributes(connection, namespace);
  } finally {
    await connection.close();
  }
}

/** The server that an earlier process left running on this folder, if it is alive and answers. */
async function joinRunning(folder: string): Promise<Remembered | undefined> {
  const remembered = readRemembered(folder);
  if (remembered === undefined || !isOurs(remembered.pid, folder)) return undefined;
  const { pid, port } = remembered;
  const settled = async () => !isAlive(pid) || (await answers(port));
  if (!(await waitFor(settled, JOIN_PATIENCE_MS))) {
    throw new Error(
      `The Temporal server ${pid} runs on ${folder} but does not answer on port ${port}. End it and start again.`,
    );
  }
  return isAlive(pid) ? remembered : undefined;
}

function readRemembered(folder: string): Remembered | undefined {
  const text = readIfThere(join(folder, 'temporal.json'));
  return text === undefined ? undefined : (JSON.parse(text) as Remembered);
}

async function launch(folder: string, options: TemporalOptions): Promise<Remembered> {
  const program = await temporalCliPath();
  const last = readRemembered(folder);
  const port = await choosePort(options.port, last?.port);
  const uiPort = options.headless ? undefined : await choosePort(options.uiPort, last?.uiPort);
  const logFile = join(folder, 'temporal.log');
  const child = spawnDetached(program, serverArguments(folder, options, { port, uiPort }), { logFile });
  let failure: string | undefined;
  const ended = untimelyEnd(child).then((why) => (failure = why));
  const { pid } = child;
  if (pid !== undefined) writeWhole(join(folder, 'temporal.json'), JSON.stringify({ pid, port, uiPort }));
  const settled = async () => failure !== undefined || (await answers(port));
  const inTime = await Promise.race([ended, waitFor(settled, READY_PATIENCE_MS, 50)]);
  if (inTime === false) failure ??= `no answer on port ${port} within ${READY_PATIENCE_MS / 1_000} s`;
  if (failure === undefined && pid !== undefined) return { pid, port, uiPort };
  throw new Error(`Temporal (${program}) does not start: ${failure}\n${logTail(logFile)}`);
}

function serverArguments(folder: string, options: TemporalOptions, ports: { port: number; uiPort?: number }): string[] {
  const args = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(ports.port), '--log-level', 'error'];
  args.push(
    ...(ports.uiPort === undefined ? ['--headless'] : ['--ui-port', String(ports.uiPort), '--ui-disable-news-fetch']),
  );
  if (options.dataDir) {
    args.push('--db-filename', join(folder, 'temporal.db'));
    args.push('--sqlite-pragma', 'journal_mode=wal', '--sqlite-pragma', 'synchronous=normal');
  }
  return args;
}

/** True when a Temporal server (not just any program) answers on that port. */
async function answers(port: number): Promise<boolean> {
  const { Connection } = await import('@temporalio/client');
  const connection = Connection.lazy({ address: `127.0.0.1:${port}` });
  try {
    await connection.withDeadline(Date.now() + 1_000, () => connection.workflowService.getSystemInfo({}));
    return true;
  } catch (error) {
    // Every answer of gRPC but success: not there yet, or no Temporal.
    if (typeof (error as { code?: unknown }).code === 'number') return false;
    throw error;
  } finally {
    await connection.close();
  }
}
