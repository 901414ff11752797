import { randomBytes } from 'node:crypto';
import type { WallClock } from '../../api/clock';
import { startApi } from '../../api/server';
import type { ApiSettings } from '../../api/settings';
import { openPool } from '../../database/views/pool';
import type { Pool } from 'pg';
import { freshDatabase } from './database';
import type { Given } from './description';
import { Description } from './description';
import { addPerson } from './rows';
import { freshName, fromHost } from './servers';
import type { TokenIssuer } from './token-issuer';
import { AUDIENCE, startTokenIssuer } from './token-issuer';

/** Tests ask faster than people; what is about limits sets them. */
const NO_LIMITS = { principalPerMinute: 0, addressPerMinute: 0, delicatePerMinute: 0 };

/** A body as a test reads it: its shape is what the test is about. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyBody = any;

/** What an HTTP request answered. */
export interface Answered<Body = AnyBody> {
  status: number;
  headers: Headers;
  body: Body;
}

/** How a test asks. */
export interface Asking {
  /** Subject of the token; without one, no token is sent. */
  as?: string;
  /** A token made elsewhere. */
  token?: string;
  json?: unknown;
  /** A body as it is, with its content type. */
  raw?: { body: string | Uint8Array; type?: string };
  key?: string;
  headers?: Record<string, string>;
}

/** A real API on a real Postgres, Temporal and issuer. */
export interface TestApi {
  url: string;
  pool: Pool;
  issuer: TokenIssuer;
  settings: ApiSettings;
  ask<Body = AnyBody>(route: string, asking?: Asking): Promise<Answered<Body>>;
  /** A person whose token `as: subject` is. @returns the person's id */
  person(subject: string, parts?: Omit<NonNullable<Parameters<typeof addPerson>[1]>, 'identity'>): Promise<string>;
  close(): Promise<void>;
}

/**
 * Starts it; every test file has its own database and task queue. Unless it is told not to, it holds each answer to the
 * API's own description, and fails the test that asked for one that is not described.
 */
export async function startTestApi(
  options: { settings?: Partial<ApiSettings>; clock?: WallClock; described?: boolean } = {},
): Promise<TestApi> {
  const [database, temporal, issuer] = [await freshDatabase(), await fromHost('temporal'), await startTokenIssuer()];
  const settings: ApiSettings = {
    port: 0,
    host: '127.0.0.1',
    databaseUrl: database.appUrl,
    temporal: { ...temporal, tls: false },
    taskQueue: freshName('api'),
    oidc: { issuer: issuer.issuer, audience: AUDIENCE },
    console: { clientId: 'console', scope: 'openid', folder: '/nowhere' },
    actorKey: randomBytes(32).toString('hex'),
    accountKeys: `test:${randomBytes(32).toString('hex')}`,
    temporalUiUrl: 'http://temporal.test',
    trustProxyHops: 0,
    rateLimits: NO_LIMITS,
    logLevel: (process.env['LOG_LEVEL'] as ApiSettings['logLevel'] | undefined) ?? 'silent',
    ...options.settings,
  };
  const api = await startApi(settings, options.clock);
  const pool = openPool({ url: database.appUrl, name: 'test' });
  let description: Promise<Description> | undefined;
  return {
    url: api.url,
    pool,
    issuer,
    settings,
    person: (subject, parts) => addPerson(pool, { ...parts, identity: { issuer: issuer.issuer, subject } }),
    ask: async (route, asking) => {
      const answered = await ask({ url: api.url, issuer }, route, asking);
      if (options.described === false) return answered;
      const fault = (await (description ??= Description.of(api.url))).faultOf(givenOf(route, answered));
      if (fault !== undefined) throw new Error(fault);
      return answered;
    },
    close: async () => {
      await api.close();
      await pool.end();
      await issuer.close();
      await database.drop();
    },
  };
}

function givenOf(route: string, { status, headers, body }: Answered): Given {
  const [method, asked] = route.split(' ') as [string, string];
  // As it was really asked for: `/v1/partners/../payees` is another address.
  const { pathname, search } = new URL(asked, 'http://asked');
  const path = pathname + search;
  return { method, path, status, contentType: headers.get('content-type'), body };
}

async function ask(api: { url: string; issuer: TokenIssuer }, route: string, asking: Asking = {}): Promise<Answered> {
  const [method, path] = route.split(' ') as [string, string];
  const token = asking.token ?? (asking.as && (await api.issuer.token(asking.as)));
  const type = asking.json === undefined ? asking.raw?.type : 'application/json';
  const response = await fetch(api.url + path, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(type ? { 'content-type': type } : {}),
      ...(asking.key ? { 'idempotency-key': asking.key } : {}),
      ...asking.headers,
    },
    body: asking.json === undefined ? asking.raw?.body : JSON.stringify(asking.json),
  });
  const { status, headers: answered } = response;
  const contentType = answered.get('content-type') ?? '';
  if (contentType === 'application/pdf')
    return { status, headers: answered, body: Buffer.from(await response.arrayBuffer()).toString('latin1') };
  const text = await response.text();
  return { status, headers: answered, body: /json/.test(contentType) && text ? JSON.parse(text) : text };
}
