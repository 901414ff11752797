import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readIdentities, readKept } from './issuer/keep';
import { AUDIENCE, DEMO_GRANT, LAPTOP_CLIENT } from './issuer/names';
import { portAnswers } from './processes';
import { rememberedPort, startProgram } from './program';

const NAME = 'issuer';
const TOKEN_PATIENCE_MS = 10_000;

export interface IssuerOptions {
  /** Holds the keys and the identities; the issuer's address stays the same over restarts. */
  dataDir: string;
  /** Default: the port of last time, else a free one. */
  port?: number;
  /** The compiled `issuer-main.js`. Default: the one beside this file. */
  entry?: string;
}

/** The running issuer, a process of its own: only `stop` ends it. */
export interface RunningIssuer {
  issuerUrl: string;
  audience: string;
  pid: number;
  /** An access token for a named identity. @throws Error with the known names when there is nobody of that name. */
  tokenFor(name: string): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts the laptop's OpenID Connect issuer, or joins the one that serves this folder.
 *
 * @throws Error when its port of last time is taken: the address is part of who people are, so it never changes by itself.
 */
export async function startIssuer(options: IssuerOptions): Promise<RunningIssuer> {
  const dataDir = resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true });
  const { pid, port, stop } = await startProgram({
    name: NAME,
    entry: options.entry ?? join(__dirname, 'issuer-main.js'),
    dataDir,
    port: options.port ?? rememberedPort(dataDir, NAME),
    healthPath: '/.well-known/openid-configuration',
  });
  const issuerUrl = `http://127.0.0.1:${port}`;
  return { issuerUrl, audience: AUDIENCE, pid, tokenFor: (name) => requestToken({ dataDir, issuerUrl, name }), stop };
}

/**
 * A token from the issuer that already runs on this folder.
 *
 * @throws Error that says to start it first, or lists the names.
 */
export async function tokenFromRunningIssuer(options: { dataDir: string; name: string }): Promise<string> {
  const dataDir = resolve(options.dataDir);
  const port = rememberedPort(dataDir, NAME);
  if (port === undefined || !(await portAnswers(port))) {
    throw new Error('The issuer of the laptop does not run. Start everything first: npm start');
  }
  return requestToken({ dataDir, issuerUrl: `http://127.0.0.1:${port}`, name: options.name });
}

/** The names that `npm run token` takes. */
export function identityNames(dataDir: string): string[] {
  return readIdentities(resolve(dataDir)).map((identity) => identity.name);
}

async function requestToken({
  dataDir,
  issuerUrl,
  name,
}: {
  dataDir: string;
  issuerUrl: string;
  name: string;
}): Promise<string> {
  const known = identityNames(dataDir);
  if (!known.includes(name)) throw new Error(`Nobody is called "${name}". Known are: ${known.join(', ')}.`);
  const response = await fetch(`${issuerUrl}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: DEMO_GRANT,
      client_id: LAPTOP_CLIENT,
      client_secret: readKept(dataDir)?.laptopSecret ?? '',
      identity: name,
    }),
    signal: AbortSignal.timeout(TOKEN_PATIENCE_MS),
  });
  const answer = (await response.json()) as { access_token?: string; error?: string; error_description?: string };
  if (answer.access_token) return answer.access_token;
  throw new Error(`The issuer at ${issuerUrl} refused a token: ${answer.error} ${answer.error_description ?? ''}`);
}
