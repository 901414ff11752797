/** Sales: how fast they are imported and priced, in how much memory, against the best that SQL alone can do. */
import type { Client } from '@temporalio/client';
import { IntakeStore } from '../database/intake/intake-store';
import { actorProofs } from '../database/intake/actor-proof';
import { openPool } from '../database/views/pool';
import type { Json } from '../domain/hash';
import { importWorkflowId, pricingRunId } from '../domain/ids';
import { importIntakeKind } from '../domain/imports';
import { PRICING_KIND } from '../domain/incentivize/pricing-run';
import type { StagedPricing } from '../domain/incentivize/pricing-run';
import { guessSaleMapping } from '../domain/sell/sale-columns';
import type { StagedSales } from '../domain/sell/sale-import';
import { addResellers } from '../test/kit/adventure-works';
import { addPerson, publishVersion } from '../test/kit/rows';
import { freshName } from '../test/kit/servers';
import type { BulkImportResult } from '../workflows/imports/bulk-import.messages';
import type { PricingResult } from '../workflows/incentivize/pricing.messages';
import type { Ground } from './kit/ground';
import { ACTOR_KEY, onDatabase, onGround } from './kit/ground';
import { EARNINGS_DIGEST, PRICE_BY_SQL } from './kit/pricing-sql';
import type { Report } from './kit/report';
import { median, reportMarkdown, seconds, shown } from './kit/report';
import { salesFile } from './kit/sales-data';
import type { SalesFile } from './kit/sales-data';
import { forkWorker } from './kit/worker-process';

/** Rounds of each way, one after the other in turns, so that a busy moment of the machine hits both. */
const ROUNDS = 5;
/** Pricing may take so many times as long as the best SQL. */
const RATIO_MAX = 3;
/** Every quarter of the file. */
const ALL: StagedPricing = { programId: 'channel', fromPeriod: '2017-Q1', toPeriod: '2020-Q4' };

/** Measures it. */
export async function pricingBench(ground: Ground): Promise<Report> {
  const file = salesFile();
  const { namespace, client } = await ground.freshNamespace();
  const taskQueue = freshName('pricing');
  const worker = await forkWorker(ground.settings({ namespace, taskQueue }));
  ground.onEnd(() => worker.stop());
  const bench = await prepare(ground, { file, client, taskQueue });
  const idleMib = await worker.peakMib();
  const importS = await seconds(() => bench.importAll());
  const importMib = await worker.peakMib();
  const ours: number[] = [];
  const sql: number[] = [];
  const digests = new Set<string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [times, arm] of [
      [sql, bench.priceBySql],
      [ours, bench.price],
    ] as const) {
      await bench.forget();
      times.push(await seconds(arm));
      digests.add(await bench.digest());
    }
  }
  const pricingMib = await worker.peakMib();
  if (digests.size !== 1)
    throw new Error(`The two ways have not written the same earnings: ${[...digests].join(' / ')}`);
  const ratio = median(ours) / median(sql);
  const rate = (s: number): string => shown(file.lines / s);
  return {
    title: 'Sales: imported and priced',
    how:
      `${shown(file.lines)} order lines of ${shown(file.partners.length)} partners (${file.origin}) imported from CSV, then priced for all quarters: each by its workflow ` +
      `on a worker process of its own, from start to result. Beside it one SQL transaction, made for this data, that commits the same earnings ` +
      `(columns, indexes, traces; compared row by row). Medians of ${ROUNDS} rounds in turns; the import once.`,
    tables: [
      {
        header: ['', 'seconds', 'lines/s', 'worker peak, MiB'],
        rows: [
          ['worker, idle', '', '', shown(idleMib)],
          ['import', shown(importS, 2), rate(importS), shown(importMib)],
          ['pricing', shown(median(ours), 2), rate(median(ours)), shown(pricingMib)],
          ['one SQL transaction', shown(median(sql), 2), rate(median(sql)), ''],
        ],
      },
    ],
    verdicts: [
      {
        what: 'pricing, as a multiple of the best SQL',
        measured: `${shown(ratio, 2)} ×`,
        target: `at most ${RATIO_MAX} ×`,
        met: ratio <= RATIO_MAX,
      },
    ],
  };
}

async function prepare(
  { pool, database, onEnd }: Ground,
  { file, client, taskQueue }: { file: SalesFile; client: Client; taskQueue: string },
) {
  const program = await publishVersion(pool);
  await addResellers(pool, program, file.partners);
  // Half of the partners are promoted once, so that tiers by date are part of the work.
  await pool.query(
    `INSERT INTO partner_tier (partner_id, from_day, tier, business_key) SELECT partner_id, '2018-11-15', 'gold', partner_id FROM partner WHERE external_id::int % 2 = 1`,
  );
  const principal = await addPerson(pool, { roles: ['PO'] });
  const intake = new IntakeStore(pool, actorProofs(ACTOR_KEY));
  const admin = openPool({ url: onDatabase(database.adminUrl, database.ownerUrl), size: 1 });
  onEnd(() => admin.end());
  const stage = (kind: string, target: string, content: Json) =>
    intake.stage({ kind, target, content, principal, nowWallMs: Date.now() });
  return {
    importAll: async (): Promise<void> => {
      const importId = freshName('imp');
      const workflowId = importWorkflowId(importId);
      const mapping = guessSaleMapping(file.csv.slice(0, file.csv.indexOf('\n')).trim().split(','));
      const content: StagedSales = {
        programId: program.programId,
        source: 'aw',
        format: 'csv',
        csv: file.csv,
        mapping,
        currency: 'USD',
      };
      const { intakeId } = await stage(importIntakeKind('sales'), workflowId, content as unknown as Json);
      const input = { importId, kind: 'sales', intakeId, title: 'the bench' };
      const result = (await client.workflow.execute('bulkImport', {
        workflowId,
        taskQueue,
        args: [input],
      })) as BulkImportResult;
      if (!('counts' in result) || result.counts.stored !== file.lines)
        throw new Error(`Not everything was imported: ${JSON.stringify(result)}`);
    },
    price: async (): Promise<void> => {
      const runId = freshName('run');
      const workflowId = pricingRunId(ALL.programId, runId);
      const { intakeId } = await stage(PRICING_KIND, workflowId, ALL as unknown as Json);
      const result = (await client.workflow.execute('pricing', {
        workflowId,
        taskQueue,
        args: [{ runId, intakeId, title: 'the bench' }],
      })) as PricingResult;
      if (!('postings' in result) || result.postings !== file.lines)
        throw new Error(`Not everything was priced: ${JSON.stringify(result)}`);
    },
    priceBySql: async (): Promise<void> => void (await pool.query(PRICE_BY_SQL)),
    /** As before the first pricing, for both ways alike. */
    forget: async (): Promise<void> => {
      await admin.query('TRUNCATE earning, period_pin, pricing_run, payout_item, ledger_transaction CASCADE');
      await admin.query('VACUUM ANALYZE');
      await admin.query('CHECKPOINT');
    },
    digest: async (): Promise<string> => JSON.stringify((await pool.query(EARNINGS_DIGEST)).rows[0]),
  };
}

if (require.main === module)
  void onGround(pricingBench).then((report) => process.stdout.write(`${reportMarkdown(report)}\n`));
