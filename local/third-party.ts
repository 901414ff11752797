import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startProgram } from './program';

export interface ThirdPartyOptions {
  /** Holds what it knows; it survives restarts. */
  dataDir: string;
  /** Default: the port of last time, else a free one. */
  port?: number;
  /** The compiled entry. Default: the one beside this file. */
  entry?: string;
}

/** A running process that plays somebody else. It outlives this process: only `stop` and `kill` end it. */
export interface ThirdParty {
  url: string;
  pid: number;
  /** The folder of what it knows. */
  dataDir: string;
  /** Asks it to do something; what it answers in JSON is the result. @throws Error with its answer when it refuses */
  command<T>(method: 'PUT' | 'POST', path: string, body?: unknown): Promise<T>;
  stop(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
}

/** Starts the program `<name>-main.js` as a process of its own, or joins the one that serves this folder. */
export async function startThirdParty(name: string, options: ThirdPartyOptions): Promise<ThirdParty> {
  const dataDir = resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true });
  const { pid, port, stop, kill } = await startProgram({
    name,
    entry: options.entry ?? join(__dirname, `${name}-main.js`),
    dataDir,
    port: options.port,
    healthPath: '/healthz',
  });
  const url = `http://127.0.0.1:${port}`;
  return { url, pid, dataDir, stop, kill, command: (method, path, body) => command(`${url}${path}`, method, body) };
}

async function command<T>(url: string, method: string, body: unknown): Promise<T> {
  const response = await fetch(url, { method, body: body === undefined ? undefined : JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url} was refused: ${text}`);
  return (response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : undefined) as T;
}
