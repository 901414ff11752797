import { join } from 'node:path';
import { accountKeysFault } from '../database/intake/account-vault';
import type { RateLimits } from './http/limits';

/** Everything the API needs to know of the world, read once at start-up. */
export interface ApiSettings {
  port: number;
  host: string;
  databaseUrl: string;
  temporal: { address: string; namespace: string; tls: boolean; apiKey?: string };
  taskQueue: string;
  /** Module of the payload codecs, the same as the workers'; absent: payloads are written as they are. */
  payloadCodec?: string;
  /** `rolesClaim` names the claim that may bring roles at sign-in; without it only rows grant. */
  oidc: { issuer: string; audience: string; jwksUri?: string; rolesClaim?: string };
  /** The console signs in as a public client of the issuer; without a build in the folder, the API serves none. */
  console: { clientId: string; scope: string; folder: string; publicUrl?: string };
  /** The key that API and workers share: it signs who says something to a workflow. */
  actorKey: string;
  /** Keys that seal bank details, the same as the workers'; without them no account can be proposed. */
  accountKeys?: string;
  /** With which the payment provider signs what it tells us; any of them will do. Without one nothing is believed. */
  providerWebhookSecrets?: readonly string[];
  /** Base of links into the Temporal UI, without a slash at its end. */
  temporalUiUrl: string;
  /** How many proxies in front of us may set X-Forwarded-*; 0 trusts nobody. */
  trustProxyHops: number;
  rateLimits: RateLimits;
  /** `<issuer>|<subject>` of the first administrator; effective only while there is none. */
  bootstrapAdmin?: string;
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
}

const DEFAULT_PORT = 8080;
const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
/** An HMAC key shorter than its hash weakens it (RFC 2104). */
const ACTOR_KEY_LENGTH_MIN = 32;
/** 128 bits of text at the least. */
const WEBHOOK_SECRET_LENGTH_MIN = 24;
const PROXY_HOPS_MAX = 10;
/** A hundred a second: more than people and their pages ask, less than a client that has gone wild. */
const PRINCIPAL_PER_MINUTE = 6_000;
/** Ten a second of one address: probes, sign-ins and applicants of one office. */
const ADDRESS_PER_MINUTE = 600;
/** Nobody types so many codes, invitations or applications. */
const DELICATE_PER_MINUTE = 30;
const PER_MINUTE_MAX = 1_000_000;

/**
 * Reads the settings from the environment.
 * @throws Error naming every variable that is missing or wrong, and what to write instead
 */
export function readApiSettings(env: Record<string, string | undefined>): ApiSettings {
  const faults: string[] = [];
  const text = (name: string, fallback?: string): string => {
    const value = env[name]?.trim() || fallback;
    if (value === undefined) faults.push(`${name} is not set`);
    return value ?? '';
  };
  const whole = (name: string, fallback: number, max: number): number => {
    const value = Number(env[name] ?? fallback);
    if (!Number.isInteger(value) || value < 0 || value > max)
      faults.push(`${name} must be a whole number from 0 to ${max}`);
    return value;
  };
  const settings: ApiSettings = {
    port: whole('PORT', DEFAULT_PORT, 65_535),
    host: text('HOST', '127.0.0.1'),
    databaseUrl: text('DATABASE_URL'),
    temporal: {
      address: text('TEMPORAL_ADDRESS'),
      namespace: text('TEMPORAL_NAMESPACE', 'partner-lifecycle'),
      tls: env['TEMPORAL_TLS'] === 'true' || Boolean(env['TEMPORAL_API_KEY']),
      apiKey: env['TEMPORAL_API_KEY'],
    },
    taskQueue: text('TASK_QUEUE', 'partner-lifecycle'),
    payloadCodec: env['PAYLOAD_CODEC'] || undefined,
    oidc: {
      issuer: text('OIDC_ISSUER'),
      audience: text('OIDC_AUDIENCE', 'partner-lifecycle'),
      jwksUri: env['OIDC_JWKS_URI'] || undefined,
      rolesClaim: env['OIDC_ROLES_CLAIM'] || undefined,
    },
    console: {
      clientId: text('OIDC_CONSOLE_CLIENT', 'console'),
      scope: text('OIDC_CONSOLE_SCOPE', 'openid profile email'),
      folder: join(__dirname, '..', 'web'),
      publicUrl: env['PUBLIC_URL']?.trim().replace(/\/+$/, '') || undefined,
    },
    actorKey: text('ACTOR_KEY'),
    accountKeys: env['ACCOUNT_KEYS']?.trim() || undefined,
    providerWebhookSecrets: webhookSecrets(env, faults),
    temporalUiUrl: text('TEMPORAL_UI_URL').replace(/\/+$/, ''),
    trustProxyHops: whole('TRUST_PROXY', 0, PROXY_HOPS_MAX),
    rateLimits: {
      principalPerMinute: whole('RATE_LIMIT', PRINCIPAL_PER_MINUTE, PER_MINUTE_MAX),
      addressPerMinute: whole('RATE_LIMIT_ADDRESS', ADDRESS_PER_MINUTE, PER_MINUTE_MAX),
      delicatePerMinute: whole('RATE_LIMIT_DELICATE', DELICATE_PER_MINUTE, PER_MINUTE_MAX),
    },
    bootstrapAdmin: env['BOOTSTRAP_ADMIN'],
    logLevel: LOG_LEVELS.find((level) => level === env['LOG_LEVEL']) ?? 'info',
  };
  if (settings.actorKey && settings.actorKey.length < ACTOR_KEY_LENGTH_MIN)
    faults.push(`ACTOR_KEY must have at least ${ACTOR_KEY_LENGTH_MIN} characters`);
  const keysFault = settings.accountKeys === undefined ? undefined : accountKeysFault(settings.accountKeys);
  if (keysFault !== undefined) faults.push(`ACCOUNT_KEYS: ${keysFault}`);
  if (settings.bootstrapAdmin && !/^[^|]+\|[^|]+$/.test(settings.bootstrapAdmin))
    faults.push('BOOTSTRAP_ADMIN must be <issuer>|<subject>');
  if (settings.console.publicUrl !== undefined && !/^https?:\/\/\S+$/.test(settings.console.publicUrl))
    faults.push('PUBLIC_URL must be the http(s) address of the console');
  if (faults.length > 0) throw new Error(`The API cannot start: ${faults.join('; ')}.`);
  return settings;
}

function webhookSecrets(env: Record<string, string | undefined>, faults: string[]): string[] {
  const secrets = (env['PAYMENT_PROVIDER_WEBHOOK_SECRET'] ?? '').split(',').map((secret) => secret.trim());
  const given = secrets.filter((secret) => secret !== '');
  if (given.some((secret) => secret.length < WEBHOOK_SECRET_LENGTH_MIN))
    faults.push(`PAYMENT_PROVIDER_WEBHOOK_SECRET must have at least ${WEBHOOK_SECRET_LENGTH_MIN} characters each`);
  return given;
}
