import { Agent, request } from 'node:http';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { lifecycleStart } from '../workflows/lifecycle-start.messages';
import type { ProgramVersion } from '../domain/program';
import { startIssuer } from '../local/issuer';
import { freePort } from '../local/processes';
import { keepRunning } from '../local/service';
import { sliceFor } from '../programs/publish';
import { publishVersion } from '../test/kit/rows';
import { freshName } from '../test/kit/servers';
import { ACTOR_KEY } from './kit/ground';
import type { Ground } from './kit/ground';
import type { Report } from './kit/report';
import { median, shown } from './kit/report';

const AT_ONCE = 16;
/** Not counted: a process that serves all day has compiled its code and filled its pools. */
const WARM_UP_STARTS = 1_000;
/** Rounds of each way in turns, so that a busy moment of the machine hits both. */
const ROUNDS = 7;
const STARTS_PER_ROUND = 240;
const RATIO_MIN = 0.7;

/** Starts one lifecycle. */
type Start = (n: number) => Promise<void>;

/** One round's rate, and how long each start took. */
interface Round {
  perSecond: number;
  tookMs: number[];
}

/** How many lifecycles the API starts per second, beside a bare client of Temporal; no worker runs. */
export async function startRateBench(ground: Ground): Promise<Report> {
  const program = await publishVersion(ground.pool, { nowMs: Date.now() });
  const arms: Record<'api' | 'bare', Start> = {
    api: await throughApi(ground),
    bare: bareStart((await ground.freshNamespace()).client, program),
  };
  const rounds: Record<'api' | 'bare', Round[]> = { api: [], bare: [] };
  for (const arm of ['bare', 'api'] as const) await measure(arms[arm], { from: 0, count: WARM_UP_STARTS });
  for (let round = 0; round < ROUNDS; round += 1)
    for (const arm of ['bare', 'api'] as const) {
      const from = WARM_UP_STARTS + round * STARTS_PER_ROUND;
      rounds[arm].push(await measure(arms[arm], { from, count: STARTS_PER_ROUND }));
    }
  const rate = (arm: 'api' | 'bare'): number => median(rounds[arm].map(({ perSecond }) => perSecond));
  const ratio = rate('api') / rate('bare');
  return {
    title: 'Starting lifecycles',
    how: `\`POST /v1/partners\` with a token of the embedded issuer (token check, idempotency row and staged application included), beside \`client.workflow.start\` of the same workflow with the same input, search attributes and summary. No worker runs; ${AT_ONCE} at once, each in a fresh namespace of one server, ${ROUNDS} rounds of ${STARTS_PER_ROUND} in turns after ${shown(WARM_UP_STARTS)} to warm up, medians.`,
    tables: [
      {
        header: ['', 'starts/s', 'slowest round', 'fastest round', 'p50, ms', 'p99, ms'],
        rows: [row('API', rounds.api), row('bare client', rounds.bare)],
      },
    ],
    verdicts: [
      {
        what: 'Starts per second, API ÷ bare client',
        measured: `${shown(ratio, 2)} ×`,
        target: `≥ ${RATIO_MIN} ×`,
        met: ratio >= RATIO_MIN,
      },
    ],
  };
}

function row(name: string, rounds: Round[]): string[] {
  const rates = rounds.map(({ perSecond }) => perSecond);
  const took = rounds.flatMap(({ tookMs }) => tookMs).sort((a, b) => a - b);
  const at = (share: number): string => shown(took[Math.floor(took.length * share)]!, 1);
  return [
    name,
    ...[median(rates), Math.min(...rates), Math.max(...rates)].map((rate) => shown(rate)),
    at(0.5),
    at(0.99),
  ];
}

async function measure(start: Start, { from, count }: { from: number; count: number }): Promise<Round> {
  const tookMs: number[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      const n = from + (next += 1);
      const beganMs = performance.now();
      await start(n);
      tookMs.push(performance.now() - beganMs);
    }
  };
  const beganMs = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return { perSecond: (count * 1_000) / (performance.now() - beganMs), tookMs };
}

function bareStart(client: Client, program: ProgramVersion): Start {
  const company = { type: 'reseller', region: 'us', intakeId: 'in_0123456789abcdefghij' };
  const slice = sliceFor(program, company);
  return async (n) => {
    const partnerId = `rate-cycles-${n}-0123abcd`;
    const start = lifecycleStart({ ...company, partnerId, name: `Rate Cycles ${n}`, slice });
    await client.workflow.start('partnerLifecycle', { ...start, taskQueue: 'bare' });
  };
}

/** The API as a process of its own, as in production. */
async function throughApi(ground: Ground): Promise<Start> {
  const { folder, onEnd } = ground;
  const issuer = await startIssuer({ dataDir: join(folder, 'issuer') });
  onEnd(() => issuer.stop());
  const { namespace } = await ground.freshNamespace();
  const { databaseUrl, temporal, taskQueue } = ground.settings({ namespace, taskQueue: freshName('api') });
  const port = await freePort();
  const api = await keepRunning({
    name: 'api',
    entry: join(__dirname, '..', 'api', 'main.js'),
    dataDir: folder,
    env: {
      ...{ PATH: process.env['PATH'], NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port) },
      ...{ DATABASE_URL: databaseUrl, TEMPORAL_ADDRESS: temporal.address, TEMPORAL_NAMESPACE: namespace },
      ...{ TASK_QUEUE: taskQueue, OIDC_ISSUER: issuer.issuerUrl, OIDC_AUDIENCE: issuer.audience },
      ...{ ACTOR_KEY, TEMPORAL_UI_URL: 'http://127.0.0.1:8233' },
      // One applicant sends them all: counted, as in production, but not refused.
      ...{ RATE_LIMIT: '1000000', RATE_LIMIT_ADDRESS: '1000000', RATE_LIMIT_DELICATE: '1000000' },
    },
    readyUrl: `http://127.0.0.1:${port}/health/ready`,
    onCrash: (message) => process.stderr.write(`${message}\n`),
  });
  onEnd(() => api.stop());
  const token = await issuer.tokenFor('ana');
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  onEnd(() => Promise.resolve(agent.destroy()));
  return (n) => apply({ port, token, agent }, n);
}

async function apply({ port, token, agent }: { port: number; token: string; agent: Agent }, n: number): Promise<void> {
  const company = { name: `Rate Cycles ${n}`, type: 'reseller', country: 'US', city: 'Seattle' };
  const body = JSON.stringify({ ...company, profile: { employees: 24, yearsInBusiness: 7, focus: 'cycling' } });
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'idempotency-key': `rate-${n}`,
  };
  const { status, text } = await new Promise<{ status: number; text: string }>((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port, path: '/v1/partners', method: 'POST', agent, headers },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
        answer.on('error', reject);
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
  if (status !== 202) throw new Error(`POST /v1/partners answered ${status}: ${text}`);
}
