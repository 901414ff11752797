import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../local/processes';
import { keepRunning } from '../local/service';
import { publishVersion } from '../test/kit/rows';
import { freshName } from '../test/kit/servers';
import type { BenchPartner } from './kit/cast';
import { Cast } from './kit/cast';
import { ACTOR_KEY } from './kit/ground';
import type { Ground } from './kit/ground';
import type { Report } from './kit/report';
import { median, shown } from './kit/report';
import { until } from './kit/until';

/** Lifecycles parked one batch after the other; memory is read after each. */
const BATCHES = 5;
const BATCH = 40;
const KILLS = 5;
/** Lifecycles that go on after each kill. */
const PER_KILL = 4;
/** Garbage that a batch left is collected while nothing happens. */
const SETTLE_MS = 3_000;

/** A worker process. */
interface WorkerProcess {
  readonly pid: number;
  kill(): void;
  stop(): Promise<unknown>;
}

/** What a worker holds per lifecycle, and how long its death is felt. */
export async function workerBench(ground: Ground): Promise<Report> {
  const place = await openPlace(ground);
  const memory = await memoryPerLifecycle(place);
  const withSecond = await killsBesideSecond(place);
  const restarted = await killsUnderSupervisor(place);
  const first = memory.points[0]!;
  const last = memory.points.at(-1)!;
  return {
    title: 'Worker: memory and death',
    how: `Lifecycles parked in recruit (two workflows each in the worker's cache: the lifecycle and its stage). Memory is the resident set of the worker process after each ${BATCH} lifecycles, garbage collected (\`node --gc-global\`), its growth by least squares. Then, ${KILLS} times each: kill -9 of the worker that holds ${PER_KILL} of them in its cache, at once an answer to each, and the time until the next step is open in Postgres.`,
    tables: [
      {
        header: ['Memory', ''],
        rows: [
          [`resident set with ${first.lifecycles} lifecycles`, `${shown(first.mib)} MiB`],
          [`resident set with ${last.lifecycles} lifecycles`, `${shown(last.mib)} MiB`],
          ['per cached lifecycle', `${shown(memory.slopeMib, 2)} MiB`],
        ],
      },
      {
        header: ['From kill -9 to the next step, s', 'median', 'shortest', 'longest', 'lifecycles'],
        rows: [
          killRow('a second worker is alive', withSecond),
          killRow('the supervisor restarts the only one', restarted),
        ],
      },
    ],
    verdicts: [],
  };
}

function killRow(name: string, tookMs: number[]): string[] {
  const seconds = tookMs.map((ms) => ms / 1_000);
  return [
    name,
    ...[median(seconds), Math.min(...seconds), Math.max(...seconds)].map((s) => shown(s, 1)),
    shown(tookMs.length),
  ];
}

type Place = Awaited<ReturnType<typeof openPlace>>;

async function openPlace(ground: Ground) {
  const { namespace, client } = await ground.freshNamespace();
  const taskQueue = freshName('worker');
  const program = await publishVersion(ground.pool, { nowMs: Date.now() });
  const cast = await Cast.hire({ pool: ground.pool, client, taskQueue, program });
  return { ground, cast, settings: ground.settings({ namespace, taskQueue }) };
}

async function memoryPerLifecycle(place: Place): Promise<{ points: MemoryPoint[]; slopeMib: number }> {
  // Every collection a whole one: what is read is what is held, not when V8 last cleaned up.
  const worker = await startAlone(place, ['--gc-global']);
  try {
    // The first batch also warms up: code is compiled, pools are filled.
    const points: MemoryPoint[] = [];
    for (let batch = 1; batch <= BATCHES; batch += 1) {
      await park(place, BATCH);
      await pause(SETTLE_MS);
      points.push({ lifecycles: batch * BATCH, mib: residentMib(worker.pid) });
    }
    return { points, slopeMib: slope(points) };
  } finally {
    await worker.stop();
  }
}

interface MemoryPoint {
  lifecycles: number;
  mib: number;
}

function slope(points: readonly MemoryPoint[]): number {
  const mean = (of: (point: MemoryPoint) => number): number =>
    points.reduce((all, point) => all + of(point), 0) / points.length;
  const [x, y] = [mean((point) => point.lifecycles), mean((point) => point.mib)];
  const over = points.reduce((all, point) => all + (point.lifecycles - x) * (point.mib - y), 0);
  return over / points.reduce((all, point) => all + (point.lifecycles - x) ** 2, 0);
}

function residentMib(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1_024;
}

/** The one that dies holds the lifecycles; the other has never seen them. The survivor is the next one to die. */
async function killsBesideSecond(place: Place): Promise<number[]> {
  const tookMs: number[] = [];
  let holder = await startAlone(place);
  for (let kill = 0; kill < KILLS; kill += 1) {
    const partners = await park(place, PER_KILL);
    const survivor = await startAlone(place);
    tookMs.push(...(await goOnAfter(place, partners, () => holder.kill())));
    holder = survivor;
  }
  await holder.stop();
  return tookMs;
}

async function killsUnderSupervisor(place: Place): Promise<number[]> {
  const tookMs: number[] = [];
  const worker = await startSupervised(place);
  for (let kill = 0; kill < KILLS; kill += 1) {
    const partners = await park(place, PER_KILL);
    tookMs.push(...(await goOnAfter(place, partners, () => worker.kill())));
  }
  await worker.stop();
  return tookMs;
}

/** Kills, answers, and tells for each lifecycle how long it took to the next step. */
async function goOnAfter({ ground, cast }: Place, partners: BenchPartner[], kill: () => void): Promise<number[]> {
  const ids = partners.map(({ partnerId }) => partnerId);
  const killedMs = performance.now();
  kill();
  const answered = cast.act(ids, ({ stepKey }) => stepKey === 'eligibility-review');
  const tookMs = new Map<string, number>();
  await until('every lifecycle goes on', async () => {
    for (const id of await openAt(ground, ids, 'interview'))
      if (!tookMs.has(id)) tookMs.set(id, performance.now() - killedMs);
    return tookMs.size === ids.length;
  });
  await answered;
  return [...tookMs.values()];
}

/** Brings so many new lifecycles into recruit, where they wait for a person. */
async function park({ ground, cast }: Place, count: number): Promise<BenchPartner[]> {
  const partners = await Promise.all(Array.from({ length: count }, () => cast.apply()));
  const ids = partners.map(({ partnerId }) => partnerId);
  await until(`${count} lifecycles wait in recruit`, async () => {
    await cast.act(ids, ({ approval }) => approval !== null);
    const screened = await ground.pool.query(
      `SELECT FROM step WHERE key = 'screening' AND state = 'done' AND partner_id = ANY($1)`,
      [ids],
    );
    return screened.rowCount === count && (await openAt(ground, ids, 'eligibility-review')).length === count;
  });
  return partners;
}

async function openAt({ pool }: Ground, partnerIds: string[], stepKey: string): Promise<string[]> {
  const { rows } = await pool.query<{ partner_id: string }>(
    `SELECT partner_id FROM step WHERE key = $2 AND state = 'open' AND partner_id = ANY($1)`,
    [partnerIds, stepKey],
  );
  return rows.map(({ partner_id }) => partner_id);
}

const ENTRY = join(__dirname, '..', 'workers', 'main.js');

function environment({ settings }: Place, healthPort: number): NodeJS.ProcessEnv {
  return {
    ...{ PATH: process.env['PATH'], NODE_ENV: 'production', LOG_LEVEL: 'error', ACTOR_KEY },
    ...{ DATABASE_URL: settings.databaseUrl, TEMPORAL_ADDRESS: settings.temporal.address },
    ...{ TEMPORAL_NAMESPACE: settings.temporal.namespace, TASK_QUEUE: settings.taskQueue },
    ...{ SCREENING_URL: settings.screeningUrl, SCIM_URL: settings.scimUrl, HEALTH_PORT: String(healthPort) },
    CACHED_WORKFLOWS: String(settings.cachedWorkflowsMax),
  };
}

/** A worker that nobody restarts. */
async function startAlone(place: Place, flags: string[] = []): Promise<WorkerProcess> {
  const port = await freePort();
  const child = spawn(process.execPath, ['--enable-source-maps', ...flags, ENTRY], {
    env: environment(place, port),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  place.ground.onEnd(() => (child.exitCode === null && child.signalCode === null ? stop() : Promise.resolve()));
  await until('the worker is ready', () => isReady(port));
  return { pid: child.pid!, kill: () => void child.kill('SIGKILL'), stop };
}

async function startSupervised(place: Place): Promise<WorkerProcess> {
  const port = await freePort();
  const service = await keepRunning({
    name: 'worker',
    entry: ENTRY,
    dataDir: place.ground.folder,
    env: environment(place, port),
    readyUrl: `http://127.0.0.1:${port}/health/ready`,
    // It is killed on purpose.
    onCrash: () => undefined,
  });
  place.ground.onEnd(() => service.stop());
  return {
    get pid() {
      return service.pid;
    },
    kill: () => void process.kill(service.pid, 'SIGKILL'),
    stop: () => service.stop(),
  };
}

function isReady(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}
