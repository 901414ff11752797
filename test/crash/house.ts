/** Everything as `npm start` runs it, on a data folder of its own: real processes, to be killed. */
import { Client, Connection } from '@temporalio/client';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Pool } from 'pg';
import { openPool } from '../../database/views/pool';
import type { Program } from '../../domain/program';
import { DEMO_IDENTITIES } from '../../local/identities';
import type { DemoIdentity } from '../../local/identities';
import { freePort, waitFor } from '../../local/processes';
import type { Service } from '../../local/service';
import { startStack } from '../../local/stack';
import type { Stack } from '../../local/stack';
import { builtProgram, freshFolder } from '../kit/programs';
import { Person } from './person';

/** Our people that the tests' programs need. */
export const STAFF = ['pam', 'carl', 'lena', 'vera', 'fiona'];
/** What a killed process is back within; a busy machine needs its time. */
const BACK_MS = 60_000;
/** How often a test looks whether something has come true. */
const LOOK_EVERY_MS = 50;
const WORKFLOW_QUEUE = 1;

/** What a test sees of a running stack: its people, its rows, its workflows. */
export interface Sight {
  pool: Pool;
  person(name: string): Person;
}

/** A running stack and the hands of a test on it. */
export interface House extends Sight {
  stack: Stack;
  dataDir: string;
  temporal: Client;
  /** What the supervisor told of processes that ended. */
  crashes: string[];
  /** kill -9, then waits until the supervisor's new worker asks Temporal for work. */
  killWorker(worker: Service): Promise<void>;
  /** kill -9 of a program of ours, then waits until the new one is ready. @returns how long that took */
  killAndAwait(service: Service): Promise<number>;
  close(): Promise<void>;
}

/** The person who owns the n-th partner. */
export const ownerOf = (n: number): string => `owner-${n}`;

/** The folder of the compiled rooms. */
export const builtRooms = async (): Promise<string> => dirname(dirname(await builtProgram('local/start')));

/** A crew of a few people asks for a whole channel, all from one address. */
export const NO_LIMITS = { RATE_LIMIT: '0', RATE_LIMIT_ADDRESS: '0', RATE_LIMIT_DELICATE: '0' };

/** The environment of a stack in a test: nothing of the machine's but the path, and ports of its own. */
export async function freshEnvironment(replaced: NodeJS.ProcessEnv = {}): Promise<NodeJS.ProcessEnv> {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, ...NO_LIMITS, PORT: String(await freePort()), ...replaced };
}

/** Writes the owners of partners into the issuer's people. */
export function invitePartners(dataDir: string, count: number): void {
  const owners = Array.from({ length: count }, (_, n): DemoIdentity => {
    const name = ownerOf(n + 1);
    return { name, subject: name, displayName: name, email: `${name}@partner.example`, roles: [], partnerSide: true };
  });
  writeIdentities(dataDir, owners);
}

/** Writes more people than the laptop's into the issuer's. */
export function writeIdentities(dataDir: string, more: readonly DemoIdentity[]): void {
  mkdirSync(join(dataDir, 'issuer'), { recursive: true });
  writeFileSync(join(dataDir, 'issuer', 'identities.json'), JSON.stringify([...DEMO_IDENTITIES, ...more]));
}

/** Brings it up with two workers and publishes the program. */
export async function openHouse(options: {
  partners: number;
  program: Program;
  env?: NodeJS.ProcessEnv;
  dataDir?: string;
}): Promise<House> {
  const { partners, program, dataDir = freshFolder('crash') } = options;
  invitePartners(dataDir, partners);
  const crashes: string[] = [];
  const stack = await startStack({
    dataDir,
    dist: await builtRooms(),
    workers: 2,
    env: await freshEnvironment(options.env),
    onCrash: (message) => crashes.push(message),
  });
  const house = await enter(stack, { dataDir, crashes });
  await publish(house, program);
  await signIn(house);
  return house;
}

/** People who speak to the API at that address, each known once. */
export function crowd(at: { readonly apiUrl: string; tokenFor(name: string): Promise<string> }): Sight['person'] {
  const people = new Map<string, Person>();
  return (name) => {
    const known = people.get(name) ?? new Person(name, at);
    people.set(name, known);
    return known;
  };
}

/** The administrator publishes a program. */
export async function publish(house: Sight, program: Program): Promise<void> {
  const sending = { body: program, key: `publish-${program.id}` };
  const answer = await house.person('ada').insist('POST', '/v1/programs', sending);
  if (answer.status >= 300) throw new Error(`The program was refused: ${JSON.stringify(answer.body)}`);
}

/** The hands of a test on a running stack. */
async function enter(stack: Stack, { dataDir, crashes }: { dataDir: string; crashes: string[] }): Promise<House> {
  const { address, namespace } = stack.temporal;
  const connection = await Connection.connect({ address });
  const temporal = new Client({ connection, namespace });
  const pool = openPool({ url: stack.databaseUrl, name: 'test', size: 4 });
  const polls = async (pid: number): Promise<boolean> => {
    const taskQueue = { name: stack.env['TASK_QUEUE']! };
    const asked = { namespace, taskQueue, taskQueueType: WORKFLOW_QUEUE };
    const { pollers } = await connection.workflowService.describeTaskQueue(asked);
    return (pollers ?? []).some(({ identity }) => identity?.startsWith(`${pid}@`));
  };
  return {
    ...{ stack, dataDir, pool, temporal, crashes },
    person: crowd(stack),
    killWorker: async (worker) => {
      const { pid } = worker;
      process.kill(pid, 'SIGKILL');
      await eventually('the killed worker polls again', async () => worker.pid !== pid && (await polls(worker.pid)));
    },
    killAndAwait: async (service) => {
      const [{ pid }, killedMs] = [service, Date.now()];
      process.kill(pid, 'SIGKILL');
      await eventually(
        'the killed program is ready again',
        async () => service.pid !== pid && (await isReady(service)),
      );
      return Date.now() - killedMs;
    },
    close: async () => {
      await pool.end();
      await connection.close();
      await stack.stop();
    },
  };
}

/** Our people sign in once, so that they hold their roles before anything waits for them. */
export async function signIn(house: Sight): Promise<void> {
  for (const name of STAFF) await house.person(name).insist('GET', '/v1/people/me');
  await eventually('our people hold their roles', async () => {
    const [row] = await rows<{ known: string }>(house, 'SELECT count(DISTINCT person_id) AS known FROM role_grant');
    return Number(row!.known) >= STAFF.length;
  });
}

/** Whether a program of ours says that it is ready. */
export async function isReady({ readyUrl }: { readyUrl: string }): Promise<boolean> {
  return fetch(readyUrl, { signal: AbortSignal.timeout(5_000) }).then(
    async (response) => (await response.text()) !== '' && response.ok,
    () => false,
  );
}

/** Waits until something is true. @throws Error saying what was waited for */
export async function eventually(what: string, check: () => Promise<boolean>, patienceMs = BACK_MS): Promise<void> {
  if (!(await waitFor(check, patienceMs, LOOK_EVERY_MS))) throw new Error(`Waited ${patienceMs} ms in vain: ${what}.`);
}

/** Tells what was measured, for docs/reliability.md; everyday runs stay quiet. */
export function report(measured: Record<string, unknown>): void {
  if (process.env['DOSE']) process.stdout.write(`measured: ${JSON.stringify(measured)}\n`);
}

/** Reads rows as the application's user. */
export async function rows<Row extends object>(house: Sight, sql: string, values: unknown[] = []): Promise<Row[]> {
  return (await house.pool.query<Row>(sql, values)).rows;
}
