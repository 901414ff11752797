import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { choosePort, projectRoot, readIfThere, writeWhole } from './processes';
import type { Bringing, ServerName } from './servers';
import { bringDatabase, bringIssuer, bringMailbox, bringTemporal, bringThirdParties } from './servers';
import { endLeftOvers, keepRunning } from './service';
import type { Service } from './service';

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
  /** The folder of the compiled rooms. Default: the one that this was compiled into. */
  dist?: string;
}

/** Everything that runs. */
export interface Stack {
  apiUrl: string;
  temporalUiUrl: string;
  temporal: { address: string; namespace: string };
  databaseUrl: string;
  issuerUrl: string;
  /** The page that shows what was sent; empty where mail goes to a server of yours. */
  mailboxUrl: string;
  /** An access token of a named demo identity. */
  tokenFor(name: string): Promise<string>;
  workers: Service[];
  api: Service;
  /** The process of each embedded server as it is now; one that an address replaces is not there. */
  serverPids: Partial<Record<ServerName, () => number>>;
  /** What a second worker would be started with. */
  env: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

/** What a program of ours is started with. */
interface Running {
  dataDir: string;
  dist: string;
  env: NodeJS.ProcessEnv;
  onCrash(message: string): void;
}

const API_PORT_DEFAULT = 8080;

/**
 * Brings up Postgres, Temporal, the third parties, the issuer, worker and API, and keeps each of them up; joins what
 * already runs on the same data folder.
 * `TEMPORAL_ADDRESS`, `DATABASE_URL`, `OIDC_ISSUER`, `SCREENING_URL`, `SCIM_URL` and `SMTP_URL` replace their part.
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const { onProgress: progress = () => undefined, onCrash = () => undefined } = options;
  const given = options.env ?? process.env;
  const dataDir = resolve(options.dataDir ?? given['PLE_DATA'] ?? join(projectRoot(), '.data'));
  const dist = options.dist ?? join(__dirname, '..');
  const how: Bringing = { dataDir, given, dist, stops: [], pids: {}, onCrash };
  const { stops } = how;
  mkdirSync(dataDir, { recursive: true });
  try {
    // A killed supervisor's API still holds the port that ours is to have again.
    await endLeftOvers(dataDir);
    progress('Postgres');
    const database = await bringDatabase(how);
    progress('Temporal');
    const temporal = await bringTemporal(how);
    progress('identity issuer, third parties and mailbox');
    const issuer = await bringIssuer(how);
    const mailbox = await bringMailbox(how);
    const env = await environment(dataDir, given, {
      ...{ ...database, ...temporal, ...issuer, ...mailbox },
      ...(await bringThirdParties(how)),
    });
    progress('worker');
    const workers: Service[] = [];
    for (let n = 1; n <= (options.workers ?? 1); n += 1) {
      const worker = await runWorker({ dataDir, dist, env, n, onCrash });
      workers.push(worker);
      stops.push(() => worker.stop());
    }
    progress('API');
    const api = await runApi({ dataDir, dist, env, onCrash });
    stops.push(() => api.stop());
    return {
      apiUrl: `http://127.0.0.1:${env['PORT']}`,
      temporalUiUrl: env['TEMPORAL_UI_URL'] ?? '',
      temporal: { address: env['TEMPORAL_ADDRESS']!, namespace: env['TEMPORAL_NAMESPACE']! },
      databaseUrl: env['DATABASE_URL']!,
      issuerUrl: env['OIDC_ISSUER']!,
      mailboxUrl: mailbox.mailboxUrl,
      tokenFor: issuer.tokenFor,
      ...{ workers, api, env },
      serverPids: how.pids,
      stop: () => stopAll(stops),
    };
  } catch (error) {
    await stopAll(stops);
    throw error;
  }
}

async function runWorker({ n, dist, ...how }: Running & { n: number }): Promise<Service> {
  const port = await choosePort(undefined, undefined);
  return keepRunning({
    name: `worker-${n}`,
    entry: join(dist, 'workers', 'main.js'),
    ...how,
    env: { ...how.env, HEALTH_PORT: String(port) },
    readyUrl: `http://127.0.0.1:${port}/health/ready`,
  });
}

function runApi({ dist, ...how }: Running): Promise<Service> {
  const readyUrl = `http://127.0.0.1:${how.env['PORT']}/health/ready`;
  return keepRunning({ name: 'api', entry: join(dist, 'api', 'main.js'), ...how, readyUrl });
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
    smtpUrl: string;
    mailFrom: string;
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
    RATE_LIMIT: given['RATE_LIMIT'],
    RATE_LIMIT_ADDRESS: given['RATE_LIMIT_ADDRESS'],
    RATE_LIMIT_DELICATE: given['RATE_LIMIT_DELICATE'],
    PORT: String(port),
    HOST: given['HOST'] ?? '127.0.0.1',
    DATABASE_URL: parts.databaseUrl,
    TEMPORAL_ADDRESS: parts.address,
    TEMPORAL_NAMESPACE: parts.namespace,
    TEMPORAL_UI_URL: parts.uiUrl,
    TEMPORAL_UI_TRUSTED: given['TEMPORAL_UI_TRUSTED'] ?? String(parts.trusted),
    TASK_QUEUE: given['TASK_QUEUE'] ?? 'partner-lifecycle',
    PAYLOAD_CODEC: given['PAYLOAD_CODEC'],
    OIDC_ISSUER: parts.issuerUrl,
    OIDC_AUDIENCE: parts.audience,
    // The laptop's issuer says in its tokens which of our roles a demo person holds.
    OIDC_ROLES_CLAIM: given['OIDC_ROLES_CLAIM'] ?? (given['OIDC_ISSUER'] === undefined ? 'roles' : undefined),
    OIDC_CONSOLE_CLIENT: given['OIDC_CONSOLE_CLIENT'],
    OIDC_CONSOLE_SCOPE:
      given['OIDC_CONSOLE_SCOPE'] ?? (given['OIDC_ISSUER'] === undefined ? 'openid profile email api' : undefined),
    ACTOR_KEY: given['ACTOR_KEY'] ?? keptKey(join(dataDir, 'actor.key')),
    ACCOUNT_KEYS: given['ACCOUNT_KEYS'] ?? `local:${keptKey(join(dataDir, 'account.key'))}`,
    SCREENING_URL: parts.screeningUrl,
    SCIM_URL: parts.scimUrl,
    PAYMENT_PROVIDER_URL: given['PAYMENT_PROVIDER_URL'],
    PAYMENT_PROVIDER_TOKEN: given['PAYMENT_PROVIDER_TOKEN'],
    SEPA_DEBTOR_NAME: given['SEPA_DEBTOR_NAME'],
    SEPA_DEBTOR_IBAN: given['SEPA_DEBTOR_IBAN'],
    SEPA_DEBTOR_BIC: given['SEPA_DEBTOR_BIC'],
    SMTP_URL: parts.smtpUrl,
    MAIL_FROM: parts.mailFrom,
    PUBLIC_URL: given['PUBLIC_URL'] ?? `http://127.0.0.1:${port}`,
  };
}

/** A key that API and worker share, made once and kept: proofs stay true and bank details open over restarts. */
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
