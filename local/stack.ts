import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkDatabase } from '../database/check';
import { migrate } from '../database/migrate';
import { startIssuer } from './issuer';
import { startPartnerWorld } from './partner-world';
import { startPostgres } from './postgres';
import { choosePort, projectRoot, readIfThere, writeWhole } from './processes';
import { keepRunning } from './service';
import type { Service } from './service';
import { startTemporal } from './temporal';

/** How to bring it up. Without anything: everything embedded, under `.data`. */
export interface StackOptions {
  /** Default: `.data` in the project, or PLE_DATA. */
  dataDir?: string;
  env?: NodeJS.ProcessEnv;
  /** Told what is being started, in words. */
  onProgress?(message: string): void;
  onCrash?(message: string): void;
  /** How many workers. Default 1. */
  workers?: number;
  /** The folder of the compiled rooms. Default: `dist` of the project. */
  dist?: string;
}

/** Everything that runs. */
export interface Stack {
  apiUrl: string;
  temporalUiUrl: string;
  temporal: { address: string; namespace: string };
  databaseUrl: string;
  issuerUrl: string;
  /** An access token of a named demo identity. */
  tokenFor(name: string): Promise<string>;
  workers: Service[];
  api: Service;
  /** What a second worker would be started with. */
  env: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

const API_PORT_DEFAULT = 8080;

/**
 * Brings up Postgres, Temporal, the third parties, the issuer, worker and API; joins what already runs on the same
 * data folder. `TEMPORAL_ADDRESS`, `DATABASE_URL`, `OIDC_ISSUER`, `SCREENING_URL` and `SCIM_URL` replace their part.
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const given = options.env ?? process.env;
  const dataDir = resolve(options.dataDir ?? given['PLE_DATA'] ?? join(projectRoot(), '.data'));
  const progress = options.onProgress ?? (() => undefined);
  mkdirSync(dataDir, { recursive: true });
  const dist = options.dist ?? join(projectRoot(), 'dist');
  const stops: (() => Promise<void>)[] = [];
  try {
    progress('Postgres');
    const database = await bringDatabase(dataDir, given, stops);
    progress('Temporal');
    const temporal = await bringTemporal(dataDir, given, stops);
    progress('identity issuer and third parties');
    const outside = await bringOutside(dataDir, { given, dist }, stops);
    const env = await environment(dataDir, given, { ...database, ...temporal, ...outside });
    progress('worker');
    const workers: Service[] = [];
    for (let n = 1; n <= (options.workers ?? 1); n += 1) {
      const worker = await runWorker({ dataDir, dist, env, n, onCrash: options.onCrash });
      workers.push(worker);
      stops.push(() => worker.stop());
    }
    progress('API');
    const api = await runApi({ dataDir, dist, env, onCrash: options.onCrash });
    stops.push(() => api.stop());
    return {
      apiUrl: `http://127.0.0.1:${env['PORT']}`,
      temporalUiUrl: env['TEMPORAL_UI_URL'] ?? '',
      temporal: { address: env['TEMPORAL_ADDRESS']!, namespace: env['TEMPORAL_NAMESPACE']! },
      databaseUrl: env['DATABASE_URL']!,
      issuerUrl: env['OIDC_ISSUER']!,
      tokenFor: outside.tokenFor,
      workers,
      api,
      env,
      stop: () => stopAll(stops),
    };
  } catch (error) {
    await stopAll(stops);
    throw error;
  }
}

/** One more worker on the same queue. */
export async function runWorker(how: {
  dataDir: string;
  dist: string;
  env: NodeJS.ProcessEnv;
  n: number;
  onCrash?(message: string): void;
}): Promise<Service> {
  const port = await choosePort(undefined, undefined);
  const name = `worker-${how.n}`;
  return keepRunning({
    name,
    entry: join(how.dist, 'workers', 'main.js'),
    dataDir: how.dataDir,
    env: { ...how.env, HEALTH_PORT: String(port) },
    readyUrl: `http://127.0.0.1:${port}/health/ready`,
    onCrash: how.onCrash ?? (() => undefined),
  });
}

function runApi(how: {
  dataDir: string;
  dist: string;
  env: NodeJS.ProcessEnv;
  onCrash?(message: string): void;
}): Promise<Service> {
  return keepRunning({
    name: 'api',
    entry: join(how.dist, 'api', 'main.js'),
    dataDir: how.dataDir,
    env: how.env,
    readyUrl: `http://127.0.0.1:${how.env['PORT']}/health/ready`,
    onCrash: how.onCrash ?? (() => undefined),
  });
}

/** Migrates where it owns the database; else checks the schema and says what to do. */
async function bringDatabase(dataDir: string, given: NodeJS.ProcessEnv, stops: (() => Promise<void>)[]) {
  const { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl } = given;
  if (url !== undefined) {
    if (ownerUrl !== undefined) await migrate({ ownerUrl, appUser: decodeURIComponent(new URL(url).username) });
    else await checkDatabase(url);
    return { databaseUrl: url };
  }
  const postgres = await startPostgres({ dataDir: join(dataDir, 'postgres') });
  stops.push(() => postgres.stop());
  await migrate({ ownerUrl: postgres.ownerUrl, appUser: decodeURIComponent(new URL(postgres.appUrl).username) });
  return { databaseUrl: postgres.appUrl };
}

async function bringTemporal(dataDir: string, given: NodeJS.ProcessEnv, stops: (() => Promise<void>)[]) {
  const namespace = given['TEMPORAL_NAMESPACE'] ?? 'partner-lifecycle';
  if (given['TEMPORAL_ADDRESS'] !== undefined)
    return { address: given['TEMPORAL_ADDRESS'], namespace, uiUrl: given['TEMPORAL_UI_URL'] ?? '', trusted: false };
  const temporal = await startTemporal({ dataDir: join(dataDir, 'temporal'), namespace });
  stops.push(() => temporal.stop());
  return { address: temporal.address, namespace, uiUrl: temporal.uiUrl, trusted: true };
}

async function bringOutside(
  dataDir: string,
  { given, dist }: { given: NodeJS.ProcessEnv; dist: string },
  stops: (() => Promise<void>)[],
) {
  const world =
    given['SCREENING_URL'] && given['SCIM_URL']
      ? undefined
      : await startPartnerWorld({
          dataDir: join(dataDir, 'partner-world'),
          entry: join(dist, 'local', 'partner-world-main.js'),
        });
  if (world) stops.push(() => world.stop());
  const urls = {
    screeningUrl: given['SCREENING_URL'] ?? world!.screeningUrl,
    scimUrl: given['SCIM_URL'] ?? world!.scimUrl,
  };
  if (given['OIDC_ISSUER'] !== undefined) {
    const noToken = (): Promise<string> => Promise.reject(new Error('Tokens come from your own issuer (OIDC_ISSUER).'));
    return {
      ...urls,
      issuerUrl: given['OIDC_ISSUER'],
      audience: given['OIDC_AUDIENCE'] ?? 'partner-lifecycle',
      tokenFor: noToken,
    };
  }
  const issuer = await startIssuer({ dataDir: join(dataDir, 'issuer'), entry: join(dist, 'local', 'issuer-main.js') });
  stops.push(() => issuer.stop());
  return {
    ...urls,
    issuerUrl: issuer.issuerUrl,
    audience: issuer.audience,
    tokenFor: (name: string) => issuer.tokenFor(name),
  };
}

async function environment(
  dataDir: string,
  given: NodeJS.ProcessEnv,
  parts: {
    databaseUrl: string;
    address: string;
    namespace: string;
    uiUrl: string;
    trusted: boolean;
    screeningUrl: string;
    scimUrl: string;
    issuerUrl: string;
    audience: string;
  },
): Promise<NodeJS.ProcessEnv> {
  const remembered = readIfThere(join(dataDir, 'api.port'));
  const asked = given['PORT'] === undefined ? undefined : Number(given['PORT']);
  const port = asked ?? (await choosePort(undefined, remembered === undefined ? API_PORT_DEFAULT : Number(remembered)));
  writeWhole(join(dataDir, 'api.port'), String(port));
  return {
    PATH: given['PATH'],
    HOME: given['HOME'],
    NODE_ENV: given['NODE_ENV'] ?? 'production',
    LOG_LEVEL: given['LOG_LEVEL'],
    TEMPORAL_TLS: given['TEMPORAL_TLS'],
    TEMPORAL_API_KEY: given['TEMPORAL_API_KEY'],
    TEMPORAL_RETENTION: given['TEMPORAL_RETENTION'],
    BOOTSTRAP_ADMIN: given['BOOTSTRAP_ADMIN'] ?? `${parts.issuerUrl}|ada`,
    CACHED_WORKFLOWS: given['CACHED_WORKFLOWS'],
    PORT: String(port),
    HOST: given['HOST'] ?? '127.0.0.1',
    DATABASE_URL: parts.databaseUrl,
    TEMPORAL_ADDRESS: parts.address,
    TEMPORAL_NAMESPACE: parts.namespace,
    TEMPORAL_UI_URL: parts.uiUrl,
    TEMPORAL_UI_TRUSTED: given['TEMPORAL_UI_TRUSTED'] ?? String(parts.trusted),
    TASK_QUEUE: given['TASK_QUEUE'] ?? 'partner-lifecycle',
    OIDC_ISSUER: parts.issuerUrl,
    OIDC_AUDIENCE: parts.audience,
    // The laptop's issuer says in its tokens which of our roles a demo person holds.
    OIDC_ROLES_CLAIM: given['OIDC_ROLES_CLAIM'] ?? (given['OIDC_ISSUER'] === undefined ? 'roles' : undefined),
    ACTOR_KEY: given['ACTOR_KEY'] ?? keptKey(join(dataDir, 'actor.key')),
    SCREENING_URL: parts.screeningUrl,
    SCIM_URL: parts.scimUrl,
  };
}

/** The key that API and worker share, made once and kept: links and links' proofs stay true over restarts. */
function keptKey(file: string): string {
  const kept = readIfThere(file);
  if (kept !== undefined) return kept;
  const key = randomBytes(32).toString('hex');
  writeWhole(file, key, 0o600);
  return key;
}

/** In the opposite order of starting; every part gets its chance, the first failure is told. */
async function stopAll(stops: (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const stop of stops.splice(0).reverse()) await stop().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
