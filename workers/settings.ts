import type { SepaDebtor } from '../connectors/payment-rails/sepa';
import { readBic, readIban } from '../domain/incentivize/iban';
import { accountKeysFault } from '../database/intake/account-vault';

/** Everything a worker needs to know of the world, read once at start-up. */
export interface WorkerSettings {
  databaseUrl: string;
  temporal: {
    address: string;
    namespace: string;
    tls: boolean;
    apiKey?: string;
    retentionDays: number;
    createNamespace: boolean;
  };
  taskQueue: string;
  /** Module of the payload codecs, the same as the API's; absent: payloads are written as they are. */
  payloadCodec?: string;
  /** The key that API and workers share: it proves who says something to a workflow. */
  actorKey: string;
  /** Accepts a bare person from the Temporal UI, recorded as "identity not proven". Only ever on a laptop. */
  trustTemporalUi: boolean;
  /** Keys that open bank details, the same as the API's; without them nobody is paid. */
  accountKeys?: string;
  /** A payment provider over HTTP (docs/payment-rails.md); without it nobody is paid. */
  paymentProvider?: { baseUrl: string; token?: string; timeoutMs?: number };
  /** Whose account SEPA files debit; without it there are none. */
  sepaDebtor?: SepaDebtor;
  screeningUrl: string;
  scimUrl: string;
  /** How people are told; absent where PUBLIC_URL is not set: then nobody is. */
  notices?: {
    /** Where people's browsers reach the console: base of every link, without a slash at its end. */
    publicUrl: string;
    mail?: { url: string; from: string };
  };
  /** Port of live, ready and metrics; 0 takes a free one. */
  healthPort: number;
  healthHost: string;
  /** Workflows kept in memory, about 1 MB each. */
  cachedWorkflowsMax: number;
  bootstrapAdmin?: string;
  logLevel: 'error' | 'warn' | 'info' | 'debug';
}

const CACHED_WORKFLOWS_DEFAULT = 400;
const RETENTION_DAYS_DEFAULT = 400;
const ACTOR_KEY_LENGTH_MIN = 32;
const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const;

/**
 * Reads the settings from the environment.
 * @throws Error naming every variable that is missing or wrong
 */
export function readWorkerSettings(env: Record<string, string | undefined>): WorkerSettings {
  const faults: string[] = [];
  const text = (name: string, fallback?: string): string => {
    const value = env[name]?.trim() || fallback;
    if (value === undefined) faults.push(`${name} is not set`);
    return value ?? '';
  };
  const whole = (name: string, fallback: number, range: { min: number; max: number }): number => {
    const value = Number(env[name] ?? fallback);
    if (!Number.isInteger(value) || value < range.min || value > range.max)
      faults.push(`${name} must be a whole number from ${range.min} to ${range.max}`);
    return value;
  };
  const address = text('TEMPORAL_ADDRESS');
  const settings: WorkerSettings = {
    databaseUrl: text('DATABASE_URL'),
    temporal: {
      address,
      namespace: text('TEMPORAL_NAMESPACE', 'partner-lifecycle'),
      tls: env['TEMPORAL_TLS'] === 'true' || Boolean(env['TEMPORAL_API_KEY']),
      apiKey: env['TEMPORAL_API_KEY'],
      retentionDays: retentionDays(env['TEMPORAL_RETENTION'], faults),
      createNamespace: env['TEMPORAL_CREATE_NAMESPACE'] !== 'false',
    },
    taskQueue: text('TASK_QUEUE', 'partner-lifecycle'),
    payloadCodec: env['PAYLOAD_CODEC'] || undefined,
    actorKey: text('ACTOR_KEY'),
    trustTemporalUi: env['TEMPORAL_UI_TRUSTED'] === 'true',
    accountKeys: env['ACCOUNT_KEYS']?.trim() || undefined,
    paymentProvider: paymentProvider(env, faults),
    sepaDebtor: sepaDebtor(env, faults),
    screeningUrl: text('SCREENING_URL'),
    scimUrl: text('SCIM_URL'),
    notices: notices(env, faults),
    healthPort: whole('HEALTH_PORT', 9090, { min: 0, max: 65_535 }),
    healthHost: text('HEALTH_HOST', '127.0.0.1'),
    cachedWorkflowsMax: whole('CACHED_WORKFLOWS', CACHED_WORKFLOWS_DEFAULT, { min: 1, max: 100_000 }),
    bootstrapAdmin: env['BOOTSTRAP_ADMIN'],
    logLevel: LOG_LEVELS.find((level) => level === env['LOG_LEVEL']) ?? 'info',
  };
  if (settings.actorKey && settings.actorKey.length < ACTOR_KEY_LENGTH_MIN)
    faults.push(`ACTOR_KEY must have at least ${ACTOR_KEY_LENGTH_MIN} characters`);
  const keysFault = settings.accountKeys === undefined ? undefined : accountKeysFault(settings.accountKeys);
  if (keysFault !== undefined) faults.push(`ACCOUNT_KEYS: ${keysFault}`);
  if (settings.trustTemporalUi && !isLoopback(address))
    faults.push(`TEMPORAL_UI_TRUSTED is for a laptop: TEMPORAL_ADDRESS is ${address}, not loopback`);
  if (faults.length > 0) throw new Error(`The worker cannot start: ${faults.join('; ')}.`);
  return settings;
}

function retentionDays(text: string | undefined, faults: string[]): number {
  if (text === undefined) return RETENTION_DAYS_DEFAULT;
  const days = /^(\d{1,5})d?$/.exec(text)?.[1];
  if (days === undefined || Number(days) < 1) faults.push('TEMPORAL_RETENTION must be days, e.g. 400d');
  return Number(days ?? RETENTION_DAYS_DEFAULT);
}

function notices(env: Record<string, string | undefined>, faults: string[]): WorkerSettings['notices'] {
  const [publicUrl, url, from] = ['PUBLIC_URL', 'SMTP_URL', 'MAIL_FROM'].map((name) => env[name]?.trim() || undefined);
  if (publicUrl !== undefined && !/^https?:$/.test(protocolOf(publicUrl)))
    faults.push('PUBLIC_URL must be the http(s) address of the console');
  if (url !== undefined && !/^smtps?:$/.test(protocolOf(url)))
    faults.push('SMTP_URL must be smtp://host:port or smtps://host:port');
  if (url !== undefined && publicUrl === undefined)
    faults.push('PUBLIC_URL is not set: mails would have no links; name where people reach the console');
  if (url !== undefined && !/^([^<>\r\n]+ <)?[^@\s<>]+@[^@\s<>]+>?$/.test(from ?? ''))
    faults.push('MAIL_FROM must be an address, or "Name <address>"');
  if (publicUrl === undefined) return undefined;
  return { publicUrl: publicUrl.replace(/\/+$/, ''), ...(url && from ? { mail: { url, from } } : {}) };
}

function paymentProvider(env: Record<string, string | undefined>, faults: string[]): WorkerSettings['paymentProvider'] {
  const baseUrl = env['PAYMENT_PROVIDER_URL']?.trim();
  const token = env['PAYMENT_PROVIDER_TOKEN']?.trim();
  if (!baseUrl) return undefined;
  if (!/^https?:$/.test(protocolOf(baseUrl))) faults.push('PAYMENT_PROVIDER_URL must be an http(s) address');
  return { baseUrl, ...(token ? { token } : {}) };
}

function sepaDebtor(env: Record<string, string | undefined>, faults: string[]): SepaDebtor | undefined {
  const [name, iban, bic] = ['SEPA_DEBTOR_NAME', 'SEPA_DEBTOR_IBAN', 'SEPA_DEBTOR_BIC'].map(
    (variable) => env[variable]?.trim() || undefined,
  );
  if (name === undefined && iban === undefined) return undefined;
  if (name === undefined || iban === undefined) {
    faults.push('SEPA_DEBTOR_NAME and SEPA_DEBTOR_IBAN belong together');
    return undefined;
  }
  try {
    readIban(iban);
    if (bic !== undefined) readBic(bic);
  } catch (error) {
    faults.push(`SEPA_DEBTOR_IBAN or SEPA_DEBTOR_BIC: ${(error as Error).message}`);
  }
  return { name, iban, ...(bic === undefined ? {} : { bic }) };
}

function protocolOf(address: string): string {
  return URL.canParse(address) ? new URL(address).protocol : '';
}

function isLoopback(address: string): boolean {
  return /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:\d+)?$/.test(address);
}
