/** What tests of workflows stand on: real Postgres rows, the worker's own activities, third parties as a process, and a clock. */
import { Client, WorkflowNotFoundError } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import type { NativeConnection } from '@temporalio/worker';
import type { UpdateDefinition } from '@temporalio/common';
import type { Pool } from 'pg';
import { whenReady } from '../../api/when-ready';
import { actorProofs } from '../../database/intake/actor-proof';
import { IntakeStore } from '../../database/intake/intake-store';
import { OneTimeCodes } from '../../database/intake/one-time-codes';
import { openPool } from '../../database/views/pool';
import type { ProgramClock } from '../../domain/clock';
import { DAY_MS } from '../../domain/duration';
import type { Program, ProgramVersion } from '../../domain/program';
import type { Actor } from '../../domain/proof';
import { inputHashOf } from '../../domain/proof';
import type { Mailbox } from '../../local/mailbox';
import type { PartnerWorld } from '../../local/partner-world';
import { compose } from '../../workers/compose';
import type { WorkerSettings } from '../../workers/settings';
import { closeAll } from './close-all';
import { freshDatabase } from './database';
import { freshMailbox, freshPartnerWorld } from './programs';
import { addPerson, publishVersion } from './rows';
import { freshName } from './servers';
import { connectTemporal, freshTaskQueue, timeSkipping, workflowBundle } from './temporal';

const ACTOR_KEY = 'a key of forty characters for tests only';
/** Where the links of letters lead, and who writes them. */
export const CONSOLE = 'https://console.example';
const MAIL_FROM = 'Partner lifecycle <lifecycle@vendor.example>';
/** Nobody listens there: for tests in which no third party is asked. */
const NOBODY = 'http://127.0.0.1:9';
/** Facts that came in a burst have been passed on after this long. */
const SETTLED_MS = 2_000;
/** What happens at once has happened after this long, even on a busy machine. */
const AT_ONCE_MS = 30_000;
const LOOK_EVERY_MS = 15;
/** A workflow whose task has just failed hears messages again after this long, even on a busy machine. */
const HEARD_PATIENCE_MS = 10_000;
/** A worker that is to end waits this long for an activity that nobody answers. */
const WORKER_PATIENCE = '5s';

/** What a test may want besides. */
export interface EngineOptions {
  /** Screening and provisioning, as a process of their own with fault switches. */
  world?: boolean;
  /** A mail server, and a herald that calls people: notices are told. */
  mailbox?: boolean;
  /** How payments leave, and the keys of bank details. */
  payments?: Pick<WorkerSettings, 'accountKeys' | 'paymentProvider'>;
  /** A bare person is believed in the Temporal UI, as on a laptop. */
  trustTemporalUi?: boolean;
  /** Workflows that the worker keeps in memory. */
  cachedWorkflowsMax?: number;
}

/** Roles of ours in the shipped and the small program; each is held by one person, everywhere. */
export const STAFF = ['PM', 'CAM', 'FIN', 'LEG', 'VP', 'PO', 'MKT', 'SE'] as const;

/** A worker over real things, and what the API would have. */
export interface Engine {
  client: Client;
  pool: Pool;
  taskQueue: string;
  intake: IntakeStore;
  codes: OneTimeCodes;
  /** Id of the person who holds the role. */
  staff: Record<(typeof STAFF)[number], string>;
  /** What happens while no worker runs. */
  without(meanwhile: () => Promise<unknown>): Promise<void>;
  /** Ids of the lifecycles that tests have started. */
  started: Set<string>;
  /** Offboards whatever lifecycle still runs: the next test has the clock to itself. */
  clear(): Promise<void>;
  /** What workers do now and then, from now on until it is stopped. */
  startHousekeeper(): { stop(): Promise<void> };
  /** Asked for with `world: true`. */
  world(): PartnerWorld;
  /** Asked for with `mailbox: true`. */
  mailbox(): Mailbox;
  /** Time of workflows and activities, epoch ms. */
  now(): number;
  /** Publishes the next version of a program; its calendars reach from the year before to six years after `nowMs`. */
  publish(program: Program, parts?: { nowMs?: number; clock?: ProgramClock }): Promise<ProgramVersion>;
  /** The message as the API would send it: signed for the person, the workflow and the message id. */
  signed<Message extends { actor: Actor }>(message: Message, to: { workflowId: string; messageId: string }): Message;
  /** Sends a message as the API does, and waits for the answer. Without an id, each is another message. */
  send<Result, Message>(
    workflowId: string,
    update: UpdateDefinition<Result, [Message]>,
    said: { message: Message; updateId?: string },
  ): Promise<Result>;
  rows<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** Looks again, in the machine's time, until there is something to see. */
  soon<T>(what: string, look: () => Promise<T | false | undefined | null>, patienceMs?: number): Promise<T>;
  close(): Promise<void>;
}

/** An engine whose time is skipped. */
export interface SkippingEngine extends Engine {
  /** Lets time pass, with whatever falls due in it. */
  pass(ms: number): Promise<void>;
  /** Lets time pass up to an instant. */
  passTo(ms: number): Promise<void>;
  /** Lets time pass step by step until there is something to see. Default: half days, a year at most. */
  passUntil<T>(
    what: string,
    look: () => Promise<T | false | undefined | null>,
    bounds?: { stepMs?: number; atMostMs?: number },
  ): Promise<T>;
}

/** On the dev server of this run, in the machine's own time. */
export async function realTime(options: EngineOptions = {}): Promise<Engine> {
  const temporal = await connectTemporal();
  const { client, nativeConnection, namespace } = temporal;
  return engineOn({ client, connection: nativeConnection, namespace, close: temporal.close, now: Date.now }, options);
}

/** On a time-skipping server of its own, from 15:00 UTC of the second Monday of the next quarter on. */
export async function skippedTime(options: EngineOptions = {}): Promise<SkippingEngine> {
  const env = await timeSkipping();
  let aheadMs = 0;
  const now = (): number => Date.now() + aheadMs;
  const look = async (): Promise<void> => {
    aheadMs = (await env.currentTimeMs()) - Date.now();
  };
  const pass = async (ms: number): Promise<void> => {
    await env.sleep(ms);
    await look();
  };
  await look();
  await pass(secondMonday(now()) - now());
  const namespace = env.namespace ?? 'default';
  // Not the environment's own client: its result() lets time run away on a server that has nothing left to do.
  const client = new Client({ connection: env.connection, namespace });
  const engine = await engineOn(
    { client, connection: env.nativeConnection, namespace, close: () => env.teardown(), now },
    options,
  );
  return {
    ...engine,
    pass,
    clear: async () => {
      // Seen once in some 250 endings: this server loses the task of a lifecycle that is cancelled while it gathers facts.
      if (engine.started.size > 0) await pass(SETTLED_MS);
      await engine.clear();
    },
    passTo: (ms) => (ms > now() ? pass(ms - now()) : Promise.resolve()),
    passUntil: async (what, seen, { stepMs = DAY_MS / 2, atMostMs = 366 * DAY_MS } = {}) => {
      for (const endMs = now() + atMostMs; now() < endMs; await pass(stepMs)) {
        const found = await seen();
        if (found) return found;
      }
      return engine.soon(`${what} within ${Math.round(atMostMs / DAY_MS)} days`, seen);
    },
  };
}

function secondMonday(nowMs: number): number {
  const now = new Date(nowMs);
  const quarter = new Date(Date.UTC(now.getUTCFullYear(), Math.floor(now.getUTCMonth() / 3) * 3 + 3, 1, 15));
  return quarter.getTime() + (((8 - quarter.getUTCDay()) % 7) + 7) * DAY_MS;
}

interface Where {
  client: Client;
  connection: NativeConnection;
  namespace: string;
  now(): number;
  close(): Promise<void>;
}

async function engineOn({ client, connection, namespace, now, close }: Where, options: EngineOptions): Promise<Engine> {
  const database = await freshDatabase();
  const pool = openPool({ url: database.appUrl, name: 'test' });
  const world = options.world ? await freshPartnerWorld() : undefined;
  const mailbox = options.mailbox ? await freshMailbox() : undefined;
  const taskQueue = freshTaskQueue('engine');
  const settings = {
    databaseUrl: database.appUrl,
    temporal: { address: 'given', namespace, tls: false, retentionDays: 1, createNamespace: false },
    taskQueue,
    actorKey: ACTOR_KEY,
    ...options.payments,
    trustTemporalUi: options.trustTemporalUi ?? false,
    screeningUrl: world?.screeningUrl ?? NOBODY,
    scimUrl: world?.scimUrl ?? NOBODY,
    ...(mailbox && { notices: { publicUrl: CONSOLE, mail: { url: mailbox.smtpUrl, from: MAIL_FROM } } }),
    healthPort: 0,
    healthHost: '127.0.0.1',
    cachedWorkflowsMax: options.cachedWorkflowsMax ?? 200,
    logLevel: 'error' as const,
  };
  const composed = await compose(settings, { clock: { now }, client });
  let stopWorker = async (): Promise<void> => undefined;
  const startWorker = async (): Promise<void> => {
    const worker = await Worker.create({
      connection,
      namespace,
      taskQueue,
      workflowBundle: await workflowBundle(),
      activities: { ...composed.activities },
      maxCachedWorkflows: settings.cachedWorkflowsMax,
      shutdownForceTime: WORKER_PATIENCE,
    });
    const running = worker.run();
    stopWorker = async () => {
      worker.shutdown();
      await running;
    };
  };
  await startWorker();
  const heralds = mailbox ? [composed.startHerald((error) => process.stderr.write(`herald: ${String(error)}\n`))] : [];
  const proofs = actorProofs(ACTOR_KEY);
  let versions = 0;
  const started = new Set<string>();
  return {
    ...{ client, pool, taskQueue, now, soon, started },
    without: async (meanwhile) => {
      await stopWorker();
      await meanwhile();
      await startWorker();
    },
    clear: async () => {
      // Cancelled, not terminated: the time-skipping server leaves children of a terminated parent behind, and they
      // stop its clock for good.
      for (const id of started) await client.workflow.getHandle(id).cancel().catch(ignoreEnded);
      for (const id of started)
        await soon(`${id} ends`, async () => {
          const { status } = await client.workflow.getHandle(id).describe();
          return status.name !== 'RUNNING';
        });
      started.clear();
    },
    intake: new IntakeStore(pool, proofs),
    codes: new OneTimeCodes(pool),
    staff: await addStaff(pool),
    startHousekeeper: () =>
      composed.startHousekeeper((error) => process.stderr.write(`housekeeper: ${String(error)}\n`)),
    world: () => {
      if (!world) throw new Error('Ask for the third parties with { world: true }.');
      return world;
    },
    mailbox: () => {
      if (!mailbox) throw new Error('Ask for the mail server with { mailbox: true }.');
      return mailbox;
    },
    publish: (program, parts = {}) => {
      versions += 1;
      const title = `${program.title} ${versions}`;
      return publishVersion(pool, { program: { ...program, title }, version: versions, nowMs: now(), ...parts });
    },
    send: (workflowId, update, { message, updateId = freshName('message') }) =>
      whenReady(
        () => client.workflow.getHandle(workflowId).executeUpdate(update, { args: [message], updateId }),
        HEARD_PATIENCE_MS,
      ),
    signed: (message, { workflowId, messageId }) => {
      const { personId } = message.actor;
      const signature = proofs.sign({ personId, target: workflowId, messageId, inputHash: inputHashOf(message) });
      return { ...message, actor: { ...message.actor, signature } };
    },
    rows: async <Row extends object>(sql: string, values: unknown[] = []) => (await pool.query<Row>(sql, values)).rows,
    close: () =>
      closeAll([
        ...heralds.map((herald) => () => herald.stop()),
        () => stopWorker(),
        () => composed.close(),
        () => world?.stop(),
        () => mailbox?.stop(),
        () => pool.end(),
        close,
        () => database.drop(),
      ]),
  };
}

function ignoreEnded(error: unknown): void {
  if (!(error instanceof WorkflowNotFoundError)) throw error;
}

async function addStaff(pool: Pool): Promise<Engine['staff']> {
  const named = STAFF.map(async (role) => [role, await addPerson(pool, { personId: `staff_${role}`, roles: [role] })]);
  return Object.fromEntries(await Promise.all(named)) as Engine['staff'];
}

async function soon<T>(
  what: string,
  look: () => Promise<T | false | undefined | null>,
  patienceMs = AT_ONCE_MS,
): Promise<T> {
  for (const endMs = Date.now() + patienceMs; Date.now() < endMs;) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  throw new Error(`Waited ${patienceMs} ms in vain: ${what}.`);
}
