import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync, openSync, closeSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Bytes of a log that are worth showing when a server does not start. */
const LOG_TAIL_CHARS = 2_000;

const PORT_RELEASE_MS = 3_000;

/** The folder of package.json: sources run from `local/`, the build from `dist/local/`. */
export function projectRoot(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`No package.json above ${__dirname}: the project's folder cannot be found.`);
    folder = parent;
  }
  return folder;
}

/**
 * Ports that no system takes for connections of its own: Linux begins at 32768, macOS and Windows at 49152. A port from
 * there may be taken by anybody's outgoing connection between our look and a server's start.
 */
const PORTS = { from: 20_000, to: 32_767 };
const PORT_ATTEMPTS_MAX = 100;

/** A port on loopback that was free a moment ago. @throws Error when a hundred in a row are taken */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < PORT_ATTEMPTS_MAX; attempt += 1) {
    const port = randomInt(PORTS.from, PORTS.to + 1);
    if (await isFree(port)) return port;
  }
  throw new Error(`No free port was found between ${PORTS.from} and ${PORTS.to} on 127.0.0.1: end what listens there.`);
}

async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** True when something accepts connections on that loopback port. */
export async function portAnswers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 1_000 });
    const end = (answers: boolean) => {
      socket.destroy();
      resolve(answers);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}

/**
 * The port to listen on: the one asked for, else the one used last time (links and settings stay true), else a free one.
 * A remembered port that somebody else took meanwhile is given up; an explicit one is not.
 */
export async function choosePort(asked: number | undefined, remembered: number | undefined): Promise<number> {
  const wanted = asked ?? remembered;
  // A server killed a moment ago may still hold its port.
  const released = async () => wanted !== undefined && !(await portAnswers(wanted));
  if (wanted !== undefined && (await waitFor(released, PORT_RELEASE_MS))) return wanted;
  if (asked !== undefined) throw new Error(`Port ${asked} is already taken by another program.`);
  return freePort();
}

/** Starts a program in a session of its own: neither Ctrl-C nor the death of this process reaches it. */
export function spawnDetached(
  command: string,
  args: string[],
  options: { logFile: string; uid?: number; gid?: number; env?: NodeJS.ProcessEnv },
): ChildProcess {
  mkdirSync(dirname(options.logFile), { recursive: true });
  const log = openSync(options.logFile, 'a');
  const { uid, gid, env } = options;
  const child = spawn(command, args, { detached: true, stdio: ['ignore', log, log], uid, gid, env });
  closeSync(log);
  child.unref();
  return child;
}

/** Resolves when a child that should have kept running ends, or could not be started; never rejects. */
export function untimelyEnd(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(`it ended with ${signal ?? `code ${code}`}`));
  });
}

/** True while the process runs; a zombie that nobody reaped counts as gone. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const stat = readIfThere(`/proc/${pid}/stat`);
  return stat === undefined || !/\) Z /.test(stat);
}

/**
 * True when the process runs and, where the system tells, its command line holds `mark`.
 * After a reboot a remembered pid may belong to a stranger, who must not be reused or killed.
 */
export function isOurs(pid: number, mark: string): boolean {
  if (!isAlive(pid)) return false;
  const commandLine = readIfThere(`/proc/${pid}/cmdline`);
  return commandLine === undefined || commandLine.includes(mark);
}

/** Sends `signal`, waits for the end, and after `patienceMs` (default 15 s) kills. */
export async function stopProcess(pid: number, signal: NodeJS.Signals, patienceMs = 15_000): Promise<void> {
  sendSignal(pid, signal);
  if (await waitFor(async () => !isAlive(pid), patienceMs, 25)) return;
  sendSignal(pid, 'SIGKILL');
  if (!(await waitFor(async () => !isAlive(pid), 5_000, 25))) throw new Error(`Process ${pid} cannot be ended.`);
}

/** Signals a process; one that is already gone is what the caller wanted. */
function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Asks again until the answer is true; false when `timeoutMs` has passed. */
export async function waitFor(check: () => Promise<boolean>, timeoutMs: number, everyMs = 100): Promise<boolean> {
  const endMs = Date.now() + timeoutMs;
  for (;;) {
    if (await check()) return true;
    if (Date.now() >= endMs) return false;
    await pause(everyMs);
  }
}

/** The end of a log file, for an error message that says why a server did not start. */
export function logTail(file: string): string {
  return (readIfThere(file) ?? '(no log)').slice(-LOG_TAIL_CHARS).trim();
}

/** The text of a file, or undefined when it is not there (any more). */
export function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** Writes a small state file so that a crash leaves the old or the new content, never half of it. */
export function writeWhole(file: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(file), { recursive: true });
  const part = `${file}.${process.pid}.part`;
  writeFileSync(part, text, { mode });
  renameSync(part, file);
}
