import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { postgresPrograms } from './postgres-binaries';
import {
  choosePort,
  isAlive,
  logTail,
  readIfThere,
  spawnDetached,
  stopProcess,
  untimelyEnd,
  waitFor,
  writeWhole,
} from './processes';

const SUPERUSER = 'postgres';
const OWNER = 'ple_owner';
const APP = 'ple_app';
const DATABASE = 'ple';

/** After kill -9 the old server's children hold its shared memory for a moment: five tries, a second apart, are plenty. */
const START_ATTEMPTS_MAX = 6;
const START_RETRY_MS = 1_000;
/** A crash recovery of a laptop's database takes seconds; a minute without an answer is a fault. */
const READY_PATIENCE_MS = 60_000;

export interface PostgresOptions {
  /** Holds the cluster, its log, its port and its passwords; everything survives restarts. */
  dataDir: string;
  /** Default: the port of last time, else a free one. */
  port?: number;
  /** False is for throw-away test clusters only. Default true. */
  fsync?: boolean;
}

/** A running embedded Postgres. It outlives this process: only `stop` ends it. */
export interface RunningPostgres {
  /** Database `ple` as its owner: migrations only. */
  ownerUrl: string;
  /** Database `ple` as the application, which owns nothing. */
  appUrl: string;
  /** Database `postgres` as superuser: creating roles and test databases only. */
  adminUrl: string;
  port: number;
  /** The process id of the server. */
  pid: number;
  stop(): Promise<void>;
}

interface Secrets {
  superuser: string;
  owner: string;
  app: string;
}

/**
 * Brings up the laptop's Postgres on 127.0.0.1 with database `ple` and its two roles, or joins the one that already
 * serves this data folder.
 *
 * @throws Error with the end of the server's log when it does not start.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const dataDir = resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true });
  const secrets = readOrMakeSecrets(dataDir);
  await createCluster(dataDir, secrets, options.fsync !== false);
  const port = await serve(dataDir, secrets, options);
  await createRolesAndDatabase(adminUrl(secrets, port), secrets);
  const url = (user: string, password: string) => `postgres://${user}:${password}@127.0.0.1:${port}/${DATABASE}`;
  const pid = serverLock(dataDir)?.pid;
  if (pid === undefined) throw new Error(`Postgres answers on port ${port}, but ${dataDir} names no server process.`);
  return {
    ownerUrl: url(OWNER, secrets.owner),
    appUrl: url(APP, secrets.app),
    adminUrl: adminUrl(secrets, port),
    port,
    pid,
    // SIGINT is Postgres's "fast" shutdown: sessions are cut, a checkpoint is written.
    stop: () => stopProcess(pid, 'SIGINT', READY_PATIENCE_MS),
  };
}

function readOrMakeSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json');
  const password = () => randomBytes(24).toString('hex');
  const fresh: Secrets = { superuser: password(), owner: password(), app: password() };
  try {
    // `wx`: of two starters the first one's passwords hold.
    writeFileSync(file, JSON.stringify(fresh), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
}

/** Runs initdb beside the final place and moves the result there, so that a killed initdb leaves no half cluster. */
async function createCluster(dataDir: string, secrets: Secrets, fsync: boolean): Promise<void> {
  const cluster = join(dataDir, 'cluster');
  if (existsSync(cluster)) return;
  const programs = postgresPrograms(dataDir);
  const part = mkdtempSync(join(dataDir, 'cluster.part-'));
  const passwordFile = `${part}.password`;
  writeFileSync(passwordFile, secrets.superuser, { mode: 0o600 });
  if (programs.user) [part, passwordFile].forEach((path) => chownSync(path, programs.user!.uid, programs.user!.gid));
  const args = [`--pgdata=${part}`, `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  args.push('--locale=C', '--encoding=UTF8', ...(fsync ? [] : ['--no-sync']));
  const [command = programs.initdb, ...rest] = [...programs.wrapper, programs.initdb, ...args];
  try {
    await promisify(execFile)(command, rest, programs.wrapper.length ? {} : { ...programs.user });
    // Of two starters the first one's cluster holds.
    if (!existsSync(cluster)) renameSync(part, cluster);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(part, { recursive: true, force: true });
  }
}

async function serve(dataDir: string, secrets: Secrets, options: PostgresOptions): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    const serving = serverLock(dataDir)?.port;
    if (serving !== undefined && (await servesThisFolder(dataDir, secrets, serving))) return serving;
    const portFile = join(dataDir, 'port');
    const port = await choosePort(options.port, Number(readIfThere(portFile)) || undefined);
    const failure = await launch(dataDir, secrets, { ...options, port });
    if (failure === undefined) {
      writeWhole(portFile, String(port));
      return port;
    }
    if (attempt === START_ATTEMPTS_MAX) {
      throw new Error(`Postgres does not start: ${failure}\n${logTail(join(dataDir, 'postgres.log'))}`);
    }
    await pause(START_RETRY_MS);
  }
}

/** Starts the server and waits until it answers; returns what went wrong, if anything did. */
async function launch(
  dataDir: string,
  secrets: Secrets,
  options: PostgresOptions & { port: number },
): Promise<string | undefined> {
  const programs = postgresPrograms(dataDir);
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200'];
  if (options.fsync === false) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off');
  const args = [
    '-D',
    join(dataDir, 'cluster'),
    '-p',
    String(options.port),
    ...settings.flatMap((setting) => ['-c', setting]),
  ];
  const [command = programs.postgres, ...rest] = [...programs.wrapper, programs.postgres, ...args];
  const child = spawnDetached(command, rest, {
    logFile: join(dataDir, 'postgres.log'),
    ...(programs.wrapper.length ? {} : programs.user),
  });
  let failure: string | undefined;
  const ended = untimelyEnd(child).then((why) => (failure = why));
  const answers = async () => failure !== undefined || (await servesThisFolder(dataDir, secrets, options.port));
  const inTime = await Promise.race([ended, waitFor(answers, READY_PATIENCE_MS, 20)]);
  if (inTime === false) return `no answer on port ${options.port} within ${READY_PATIENCE_MS / 1_000} s`;
  return failure;
}

/** True when the server on that port accepts our password and has this very folder open. */
async function servesThisFolder(dataDir: string, secrets: Secrets, port: number): Promise<boolean> {
  const lock = serverLock(dataDir);
  if (lock === undefined || !isAlive(lock.pid)) return false;
  const client = new Client({ connectionString: adminUrl(secrets, port), connectionTimeoutMillis: 2_000 });
  // A server that goes away meanwhile is an answer here, not an accident: the query rejects as well.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string }>(`SELECT current_setting('data_directory') AS folder`);
    return rows[0]?.folder === join(dataDir, 'cluster');
  } catch (error) {
    return refuse(error);
  } finally {
    await client.end();
  }
}

/** Not (yet) our server: refused, cut, starting up, or a stranger's password. Anything else is a bug and is thrown. */
function refuse(error: unknown): false {
  const { code, message } = error as { code?: string; message: string };
  const expected = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03', '28P01', '28000'];
  if ((code !== undefined && expected.includes(code)) || /timeout|terminated/i.test(message)) return false;
  throw error;
}

/** What the server itself wrote into its lock file: line 1 is the process, line 4 the port. A crash leaves it behind. */
function serverLock(dataDir: string): { pid: number; port: number } | undefined {
  const lines = readIfThere(join(dataDir, 'cluster', 'postmaster.pid'))?.split('\n');
  const [pid, port] = [Number(lines?.[0]), Number(lines?.[3])];
  return pid && port ? { pid, port } : undefined;
}

function adminUrl(secrets: Secrets, port: number): string {
  return `postgres://${SUPERUSER}:${secrets.superuser}@127.0.0.1:${port}/postgres`;
}

/** Harmless to repeat; the passwords are set each time, so that the file and the server agree. */
async function createRolesAndDatabase(connectionString: string, secrets: Secrets): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    // Two starters at once would both find the role missing; the second waits here.
    await client.query('SELECT pg_advisory_lock(704003)');
    await ensureRole(client, `${OWNER} LOGIN CREATEDB`, secrets.owner);
    await ensureRole(client, `${APP} LOGIN NOCREATEDB`, secrets.app);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (!rowCount) await client.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER}`);
  } finally {
    await client.end();
  }
}

async function ensureRole(client: Client, nameAndRights: string, password: string): Promise<void> {
  const [name] = nameAndRights.split(' ');
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [name]);
  const verb = rowCount ? 'ALTER' : 'CREATE';
  await client.query(
    `${verb} ROLE ${nameAndRights} NOSUPERUSER NOCREATEROLE PASSWORD ${client.escapeLiteral(password)}`,
  );
}
