import type { Client } from '@temporalio/client';
import { lifecycleStart } from '../workflows/lifecycle-start.messages';
import type { ProgramVersion } from '../domain/program';
import { sliceFor } from '../programs/publish';
import { publishVersion } from '../test/kit/rows';
import { freshName } from '../test/kit/servers';
import { startApi } from './kit/api';
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

async function throughApi(ground: Ground): Promise<Start> {
  const { namespace } = await ground.freshNamespace();
  const api = await startApi(ground, { namespace, taskQueue: freshName('api'), connections: AT_ONCE });
  const token = await api.tokenFor('ana');
  return async (n) => {
    const company = { name: `Rate Cycles ${n}`, type: 'reseller', country: 'US', city: 'Seattle' };
    const body = { ...company, profile: { employees: 24, yearsInBusiness: 7, focus: 'cycling' } };
    await api.ask({ method: 'POST', path: '/v1/partners', token, body, idempotencyKey: `rate-${n}` });
  };
}
