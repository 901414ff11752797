/** `npm start` as a person runs it: a process of its own that supervises all the others. */
import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { tokenFromRunningIssuer } from '../../local/issuer';
import { startPostgres } from '../../local/postgres';
import { isAlive, readIfThere } from '../../local/processes';
import { openPool } from '../../database/views/pool';
import { builtRooms, crowd, eventually, NO_LIMITS } from './house';
import type { Sight } from './house';

/** A first start makes a cluster, migrates and publishes. */
const READY_MS = 120_000;

/** Every process that `npm start -- --workers=2` runs, and where its id is kept. */
const STATE_FILES = {
  postgres: 'postgres/cluster/postmaster.pid',
  temporal: 'temporal/temporal.json',
  issuer: 'issuer/issuer.json',
  'partner-world': 'partner-world/partner-world.json',
  mailbox: 'mailbox/mailbox.json',
  'worker-1': 'worker-1.json',
  'worker-2': 'worker-2.json',
  api: 'api.json',
};
/** A process that the supervisor runs. */
export type Part = keyof typeof STATE_FILES;
/** All of them. */
export const PARTS = Object.keys(STATE_FILES) as Part[];

/** A running supervisor. */
export class Supervised implements Sight {
  readonly pool: Pool;
  readonly person: Sight['person'];
  private readonly told: string[];

  private constructor(
    readonly dataDir: string,
    readonly child: ChildProcess,
    seen: { told: string[]; databaseUrl: string },
  ) {
    this.told = seen.told;
    this.pool = openPool({ url: seen.databaseUrl, name: 'test', size: 4 });
    const tokenFor = (name: string) => tokenFromRunningIssuer({ dataDir: join(dataDir, 'issuer'), name });
    this.person = crowd({ apiUrl: this.apiUrl, tokenFor });
  }

  /** Runs `node dist/local/start.js` on the folder and waits until it says that it is ready. */
  static async start(dataDir: string, env: NodeJS.ProcessEnv = {}): Promise<Supervised> {
    const { PATH, HOME } = process.env;
    // The folder as an argument, which nobody reads, marks the process as the test's.
    const args = [join(await builtRooms(), 'local', 'start.js'), '--workers=2', dataDir];
    const child = spawn(process.execPath, args, {
      env: { PATH, HOME, PLE_DATA: dataDir, ...NO_LIMITS, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const told: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => told.push(text));
    const ready = async (): Promise<boolean> => told.join('').includes('Ready after') || child.exitCode !== null;
    await eventually('npm start is ready', ready, READY_MS);
    if (child.exitCode !== null) throw new Error(`npm start has ended:\n${told.join('')}`);
    const { appUrl } = await startPostgres({ dataDir: join(dataDir, 'postgres') });
    return new Supervised(dataDir, child, { told, databaseUrl: appUrl });
  }

  /** The address that it tells people. */
  get apiUrl(): string {
    const url = /API +(http:\S+)\/docs/.exec(this.output)?.[1];
    if (url === undefined) throw new Error(`npm start tells no address of the API:\n${this.output}`);
    return url;
  }

  /** What it has said so far. */
  get output(): string {
    return this.told.join('');
  }

  /** The process of a part, now. */
  pidOf(part: Part): number {
    const text = readIfThere(join(this.dataDir, STATE_FILES[part])) ?? '';
    const pid = part === 'postgres' ? text.split('\n', 1)[0] : /"pid":(\d+)/.exec(text)?.[1];
    return Number(pid);
  }

  /** Waits until a part runs as another process than that one. */
  async comesBack(part: Part, pid: number): Promise<void> {
    const back = async (): Promise<boolean> => {
      const now = this.pidOf(part);
      return now !== pid && now > 0 && isAlive(now);
    };
    await eventually(`${part} is back`, back);
  }

  /** The API says that it, Postgres and Temporal answer. */
  async isReady(): Promise<boolean> {
    return fetch(`${this.apiUrl}/health/ready`, { signal: AbortSignal.timeout(5_000) }).then(
      async (response) => (await response.text()) !== '' && response.ok,
      () => false,
    );
  }

  /** Sends a signal to the supervisor and waits for its end. @returns the exit code, null after kill -9 */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    const [code] = (await ended) as [number | null];
    await this.pool.end();
    return code;
  }

  /** The command lines of whatever runs on the folder. */
  running(): string[] {
    const lines = execFileSync('ps', ['-axww', '-o', 'pid=,args='], { encoding: 'utf8' }).split('\n');
    return lines.filter((line) => line.includes(this.dataDir));
  }
}
