import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { startIssuer } from '../../local/issuer';
import { freePort } from '../../local/processes';
import { keepRunning } from '../../local/service';
import { ACTOR_KEY } from './ground';
import type { Ground } from './ground';

/** What the API is asked. */
export interface Asked {
  method: 'GET' | 'POST';
  path: string;
  token: string;
  /** JSON of a POST. */
  body?: object;
  idempotencyKey?: string;
}

/** The API as a process of its own, as in production, and the laptop's issuer beside it. */
export interface BenchApi {
  issuerUrl: string;
  /** An access token for a named identity of the laptop. */
  tokenFor(name: string): Promise<string>;
  /** Over connections that stay open. @throws Error naming the answer that is no success */
  ask(asked: Asked): Promise<string>;
}

/** Starts the API; the ground stops it. One person may ask as often as the bench wants: counted, but not refused. */
export async function startApi(
  ground: Ground,
  at: { namespace: string; taskQueue: string; databaseUrl?: string; connections: number },
): Promise<BenchApi> {
  const { folder, onEnd } = ground;
  const issuer = await startIssuer({ dataDir: join(folder, 'issuer') });
  onEnd(() => issuer.stop());
  const { databaseUrl, temporal, taskQueue } = ground.settings(at);
  const port = await freePort();
  const api = await keepRunning({
    name: `api-${port}`,
    entry: join(__dirname, '..', '..', 'api', 'main.js'),
    dataDir: folder,
    env: {
      ...{ PATH: process.env['PATH'], NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port) },
      ...{ DATABASE_URL: at.databaseUrl ?? databaseUrl, TEMPORAL_ADDRESS: temporal.address },
      ...{ TEMPORAL_NAMESPACE: at.namespace, TASK_QUEUE: taskQueue },
      ...{ OIDC_ISSUER: issuer.issuerUrl, OIDC_AUDIENCE: issuer.audience },
      ...{ ACTOR_KEY, TEMPORAL_UI_URL: 'http://127.0.0.1:8233' },
      ...{ RATE_LIMIT: '1000000', RATE_LIMIT_ADDRESS: '1000000', RATE_LIMIT_DELICATE: '1000000' },
    },
    readyUrl: `http://127.0.0.1:${port}/health/ready`,
    onCrash: (message) => process.stderr.write(`${message}\n`),
  });
  onEnd(() => api.stop());
  const agent = new Agent({ keepAlive: true, maxSockets: at.connections });
  onEnd(() => Promise.resolve(agent.destroy()));
  return {
    issuerUrl: issuer.issuerUrl,
    tokenFor: (name) => issuer.tokenFor(name),
    ask: (asked) => ask({ port, agent }, asked),
  };
}

async function ask({ port, agent }: { port: number; agent: Agent }, asked: Asked): Promise<string> {
  const { method, path, token, idempotencyKey } = asked;
  const body = asked.body === undefined ? undefined : JSON.stringify(asked.body);
  const headers = {
    authorization: `Bearer ${token}`,
    ...(body !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
    ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
  };
  const { status, text } = await new Promise<{ status: number; text: string }>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, agent, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
      answer.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
  if (status < 200 || status > 299) throw new Error(`${method} ${path} answered ${status}: ${text}`);
  return text;
}
