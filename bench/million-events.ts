/** A million sales: priced, posted and summed up, against the best that SQL alone can do; how it grows, and what kill -9 costs. */
import { actorProofs } from '../database/intake/actor-proof';
import { IntakeStore } from '../database/intake/intake-store';
import { transaction } from '../database/sql';
import { verifyLedger } from '../database/ledger-verifier';
import { openPool } from '../database/views/pool';
import type { Json } from '../domain/hash';
import { pricingRunId } from '../domain/ids';
import { PRICING_KIND } from '../domain/incentivize/pricing-run';
import type { StagedPricing } from '../domain/incentivize/pricing-run';
import { addPerson, publishVersion } from '../test/kit/rows';
import { freshName } from '../test/kit/servers';
import type { WorkerSettings } from '../workers/settings';
import type { PricingResult } from '../workflows/incentivize/pricing.messages';
import type { Ground } from './kit/ground';
import { ACTOR_KEY, onDatabase, onGround } from './kit/ground';
import { addSales, addSellers, PARTNERS } from './kit/many-sales';
import { EARNINGS_DIGEST, LEDGER_DIGEST, POST_BY_SQL } from './kit/pricing-sql';
import type { Report } from './kit/report';
import { median, reportMarkdown, seconds, shown } from './kit/report';
import { until } from './kit/until';
import type { ForkedWorker } from './kit/worker-process';
import { forkWorker } from './kit/worker-process';

/** The promised size. `EVENTS` in the environment makes a smaller one, for trying. */
const MANY = Number(process.env['EVENTS'] ?? 1_000_000);
const FEW = MANY / 10;
/** Rounds of the smaller size; the larger one is measured once, in turns as well. */
const FEW_ROUNDS = 3;
const RATIO_MAX = 1.5;
const MEMORY_MIB_MAX = 512;
const GROWTH_MAX = 11;
/** Every quarter in which something was sold. */
const ALL: StagedPricing = { programId: 'channel', fromPeriod: '2017-Q1', toPeriod: '2020-Q4' };

/** What one size came to. */
interface Size {
  events: number;
  oursS: number;
  sqlS: number;
}

/** Measures it. */
export async function millionEventsBench(ground: Ground): Promise<Report> {
  const bench = await prepare(ground);
  const few = await measure(bench, FEW, FEW_ROUNDS);
  const killed = await priceThroughKill(bench, FEW);
  const many = await measure(bench, MANY, 1);
  const rows = [few, many].flatMap(({ events, oursS, sqlS }) => [
    [`${shown(events)} events, pricing run`, shown(oursS, 1), shown(events / oursS)],
    [`${shown(events)} events, one SQL transaction`, shown(sqlS, 1), shown(events / sqlS)],
  ]);
  const ratio = many.oursS / many.sqlS;
  const growth = many.oursS / few.oursS;
  return {
    title: 'A million sales: priced, posted and summed up',
    how:
      `Sales of ${PARTNERS} partners over twelve quarters, priced with the shipped program's marginal bands per partner and quarter (half of the partners change their tier on the way), ` +
      `written as earnings with their traces, posted in double entry into each partner's book with its hash chain, and summed up to what each book pays out: by the pricing workflow, on a worker process of its own, from start to result. ` +
      `Beside it one SQL transaction, made for this data, that writes the same rows; earnings, entries and books are compared by digest, every link of both is recomputed. ` +
      `${shown(FEW)} events: medians of ${FEW_ROUNDS} rounds in turns; ${shown(MANY)}: once. Then ${shown(FEW)} once more with the worker killed (-9) on the way and another one started.`,
    tables: [
      { header: ['', 'seconds', 'events/s'], rows },
      {
        header: ['', ''],
        rows: [
          ['worker, most memory with the larger size', `${shown(many.peakMib)} MiB`],
          ['of it before the first event', `${shown(many.idleMib)} MiB`],
          ['times that progress was seen to move', shown(many.moves)],
          [
            `killed after ${killed.partners} of ${PARTNERS} partners: from then to the end`,
            `${shown(killed.restS, 1)} s`,
          ],
        ],
      },
    ],
    verdicts: [
      verdict('pricing and posting, as a multiple of the best SQL', ratio, RATIO_MAX, ' ×'),
      verdict(`time of ${shown(MANY)}, as a multiple of that of ${shown(FEW)}`, growth, GROWTH_MAX, ' ×'),
      verdict('worker memory, MiB', many.peakMib, MEMORY_MIB_MAX, ''),
    ],
  };
}

function verdict(what: string, measured: number, most: number, unit: string): Report['verdicts'][number] {
  const digits = unit === '' ? 0 : 2;
  return {
    what,
    measured: `${shown(measured, digits)}${unit}`,
    target: `at most ${most}${unit}`,
    met: measured <= most,
  };
}

type Bench = Awaited<ReturnType<typeof prepare>>;

async function prepare(ground: Ground) {
  const { pool, database, onEnd } = ground;
  const { namespace, client } = await ground.freshNamespace();
  const taskQueue = freshName('million');
  const settings = ground.settings({ namespace, taskQueue });
  const program = await publishVersion(pool);
  await addSellers(pool, program);
  const principal = await addPerson(pool, { roles: ['PO'] });
  const admin = openPool({ url: onDatabase(database.adminUrl, database.ownerUrl), size: 1 });
  onEnd(() => admin.end());
  // Minutes for one statement are what is measured here, not a fault.
  await admin.query('SET statement_timeout = 0');
  const intake = new IntakeStore(pool, actorProofs(ACTOR_KEY));
  return {
    ...{ pool, admin, settings },
    worker: async (): Promise<ForkedWorker> => startedWorker(settings, onEnd),
    /** Starts a run. @returns its id, and when it has ended */
    start: async (events: number): Promise<{ runId: string; ended: Promise<void> }> => {
      const runId = freshName('run');
      const workflowId = pricingRunId(ALL.programId, runId);
      const content = ALL as unknown as Json;
      const { intakeId } = await intake.stage({
        kind: PRICING_KIND,
        target: workflowId,
        content,
        principal,
        nowWallMs: Date.now(),
      });
      const args = [{ runId, intakeId, title: 'the bench' }];
      const handle = await client.workflow.start('pricing', { workflowId, taskQueue, args });
      return { runId, ended: handle.result().then((result) => expectPriced(result as PricingResult, events)) };
    },
    bySql: (): Promise<unknown> =>
      transaction(pool, async (tx) => {
        await tx.query(`SET LOCAL work_mem = '256MB'`);
        await tx.query('SET LOCAL statement_timeout = 0');
        await tx.query(POST_BY_SQL);
      }),
    forget: async (): Promise<void> => {
      await admin.query('TRUNCATE earning, period_pin, pricing_run, payout_item, ledger_transaction CASCADE');
      await settled(admin);
    },
    /** Other sales instead of those of before. */
    sell: async (events: number): Promise<void> => {
      await admin.query('TRUNCATE sale CASCADE');
      await addSales(admin, events);
    },
  };
}

async function settled(admin: { query(sql: string): Promise<unknown> }): Promise<void> {
  await admin.query('VACUUM ANALYZE');
  await admin.query('CHECKPOINT');
}

async function startedWorker(settings: WorkerSettings, onEnd: Ground['onEnd']): Promise<ForkedWorker> {
  const worker = await forkWorker(settings);
  onEnd(() => worker.stop());
  return worker;
}

function expectPriced(result: PricingResult, events: number): void {
  if (!('postings' in result) || result.lines < events)
    throw new Error(`Not everything was priced: ${JSON.stringify(result)}`);
}

/** Both ways in turns, on a worker that has done nothing before. */
async function measure(
  bench: Bench,
  events: number,
  rounds: number,
): Promise<Size & { peakMib: number; idleMib: number; moves: number }> {
  await bench.sell(events);
  const worker = await bench.worker();
  const idleMib = await worker.peakMib();
  const [ours, sql]: [number[], number[]] = [[], []];
  const digests = new Set<string>();
  let moves = 0;
  for (let round = 0; round < rounds; round += 1) {
    await bench.forget();
    sql.push(await seconds(bench.bySql));
    digests.add(await digestOf(bench));
    await bench.forget();
    ours.push(
      await seconds(async () => {
        const { runId, ended } = await bench.start(events);
        moves = await movesUntil(bench, runId, ended);
      }),
    );
    digests.add(await digestOf(bench));
    // Minutes pass: whoever waits sees how it goes.
    process.stderr.write(`${shown(events)}: SQL ${shown(sql.at(-1)!, 1)} s, pricing ${shown(ours.at(-1)!, 1)} s\n`);
  }
  if (digests.size !== 1) throw new Error(`The two ways have not written the same: ${[...digests].join(' / ')}`);
  const peakMib = await worker.peakMib();
  await worker.stop();
  return { events, oursS: median(ours), sqlS: median(sql), peakMib, idleMib, moves };
}

const LOOK_EVERY_MS = 500;

/** How often the run's progress was seen to have moved. */
async function movesUntil(bench: Bench, runId: string, ended: Promise<void>): Promise<number> {
  const seen = new Set<number>();
  const timer = setInterval(() => void partnersOf(bench, runId).then((partners) => seen.add(partners)), LOOK_EVERY_MS);
  await ended.finally(() => clearInterval(timer));
  return seen.size;
}

async function partnersOf({ pool }: Bench, runId: string): Promise<number> {
  const { rows } = await pool.query<{ partners: number }>('SELECT partners FROM pricing_run WHERE run_id = $1', [
    runId,
  ]);
  return rows[0]?.partners ?? 0;
}

/** The worker dies by -9 when two fifths are through, another one goes on; what is written is what it always is. */
async function priceThroughKill(bench: Bench, events: number): Promise<{ partners: number; restS: number }> {
  const expected = await digestOf(bench);
  await bench.forget();
  const first = await bench.worker();
  const { runId, ended } = await bench.start(events);
  await until('two fifths are priced', async () => (await partnersOf(bench, runId)) > PARTNERS * 0.4);
  await first.kill();
  const partners = await partnersOf(bench, runId);
  const second = await bench.worker();
  const restS = await seconds(() => ended);
  await second.stop();
  if ((await digestOf(bench)) !== expected) throw new Error('A killed worker has left other rows.');
  return { partners, restS };
}

/** One text for all rows that both ways must agree on; every hash and balance is recomputed besides. */
async function digestOf({ admin }: Bench): Promise<string> {
  for await (const finding of verifyLedger(admin)) throw new Error(`The ledger is broken: ${JSON.stringify(finding)}`);
  const [earnings, ledger] = [await admin.query(EARNINGS_DIGEST), await admin.query(LEDGER_DIGEST)];
  return JSON.stringify([earnings.rows[0], ledger.rows[0]]);
}

if (require.main === module)
  void onGround(millionEventsBench).then((report) => process.stdout.write(`${reportMarkdown(report)}\n`));
