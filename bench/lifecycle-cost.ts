import type { Client } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Worker } from '@temporalio/worker';
import { demoClock } from '../domain/clock';
import { DAY_MS } from '../domain/duration';
import { certificateWorkflowId, importWorkflowId, lifecycleId } from '../domain/ids';
import type { ProgramVersion } from '../domain/program';
import { STAGES } from '../domain/program';
import { addPartner, publishVersion } from '../test/kit/rows';
import { freshName } from '../test/kit/servers';
import { compose } from '../workers/compose';
import { startWorker } from '../workers/worker';
import { bareActivities, createBareTable } from './bare/activities';
import type { BareInput } from './bare/workflows';
import { answer, happened } from './bare/workflows';
import { Cast } from './kit/cast';
import type { Ground } from './kit/ground';
import type { Cost, RunCost } from './kit/history';
import { costOfTree, sum } from './kit/history';
import type { Report, Table } from './kit/report';
import { shown } from './kit/report';
import { until } from './kit/until';

/** A quarter passes in some twenty seconds, and nobody misses a deadline however slow the machine. */
const BENCH_DAY_MS = 250;
const BARE_PERIOD_MS = 3_000;
const RATIO_MAX = 1.5;

/** What the three forms of one lifecycle cost. */
interface Costs {
  ours: RunCost[];
  /** Imports of statements and sales, and the certificates: top-level workflows of their own. */
  beside: RunCost[];
  tree: RunCost[];
  flat: RunCost[];
}

/** One default lifecycle through its first cycle, beside the same by hand. */
export async function lifecycleCostBench(ground: Ground): Promise<Report> {
  const { namespace, client } = await ground.freshNamespace();
  const clock = demoClock({ anchorMs: Date.now(), dayMs: BENCH_DAY_MS });
  const program = await publishVersion(ground.pool, { clock, nowMs: Date.now() });
  const at = { ground, namespace, client, program };
  const ours = await ourLifecycle(at);
  return reportOf({ ...ours, ...(await bareLifecycles(at)) });
}

interface Place {
  ground: Ground;
  namespace: string;
  client: Client;
  program: ProgramVersion;
}

async function ourLifecycle({ ground, namespace, client, program }: Place): Promise<Pick<Costs, 'ours' | 'beside'>> {
  const taskQueue = freshName('ours');
  const { pool } = ground;
  const worker = await startWorker(ground.settings({ namespace, taskQueue }));
  try {
    const cast = await Cast.hire({ pool, client, taskQueue, program });
    const partner = await cast.apply();
    const { partnerId, workflowId } = partner;
    const row = async () =>
      (
        await pool.query<{ cycle: number; mode: string }>('SELECT cycle, mode FROM partner WHERE partner_id = $1', [
          partnerId,
        ])
      ).rows[0];
    await until('the lifecycle begins', async () => (await row()) !== undefined);
    await cast.staff(partner);
    await until('the second cycle begins', async () => {
      await cast.act([partnerId]);
      const { cycle, mode } = (await row())!;
      if (mode !== 'active') throw new Error(`The lifecycle is ${mode}.`);
      return cycle >= 2;
    });
    const ours = await costOfTree(client, workflowId, { withLast: false });
    const beside = [];
    for (const id of await idsBeside(ground)) beside.push(...(await costOfTree(client, id, { withLast: true })));
    await client.workflow.getHandle(workflowId).terminate('measured');
    return { ours, beside };
  } finally {
    await worker.stop();
  }
}

async function idsBeside({ pool }: Ground): Promise<string[]> {
  const imports = await pool.query<{ id: string }>('SELECT import_id AS id FROM import_job');
  const certificates = await pool.query<{ id: string }>('SELECT certificate_id AS id FROM certificate');
  return [
    ...imports.rows.map(({ id }) => importWorkflowId(id)),
    ...certificates.rows.map(({ id }) => certificateWorkflowId(id)),
  ];
}

async function bareLifecycles(at: Place): Promise<Pick<Costs, 'tree' | 'flat'>> {
  const { ground, namespace } = at;
  const taskQueue = freshName('bare');
  const composed = await compose(ground.settings({ namespace, taskQueue }));
  const connection = await NativeConnection.connect({
    address: ground.settings({ namespace, taskQueue }).temporal.address,
  });
  await createBareTable(ground);
  const logger = new DefaultLogger('ERROR');
  const worker = await Worker.create({
    ...{ connection, namespace, taskQueue },
    workflowBundle: await bundleWorkflowCode({ workflowsPath: require.resolve('./bare/workflows'), logger }),
    activities: { ...bareActivities(ground.pool, composed.activities) },
    workflowTaskPollerBehavior: { type: 'autoscaling' },
    activityTaskPollerBehavior: { type: 'autoscaling' },
  });
  try {
    return await worker.runUntil(async () => ({
      tree: await bareLifecycle(at, { taskQueue, type: 'bareLifecycle' }),
      flat: await bareLifecycle(at, { taskQueue, type: 'bareFlat' }),
    }));
  } finally {
    await composed.close();
    await connection.close();
  }
}

async function bareLifecycle(
  at: Place,
  how: { taskQueue: string; type: 'bareLifecycle' | 'bareFlat' },
): Promise<RunCost[]> {
  const { ground, client, program } = at;
  const { pool } = ground;
  const partnerId = await addPartner(pool, program, { name: freshName('Bare') });
  await (await Cast.hire({ pool, client, program, taskQueue: how.taskQueue })).staff({ partnerId, workflowId: '' });
  const workflowId = lifecycleId(partnerId);
  const input: BareInput = { partnerId, dayMs: BENCH_DAY_MS, periodMs: BARE_PERIOD_MS };
  const handle = await client.workflow.start(how.type, { workflowId, taskQueue: how.taskQueue, args: [input] });
  let ended = false;
  const ending = handle.result().then(() => {
    ended = true;
  });
  const done = new Set<string>();
  await until('the bare lifecycle ends', async () => {
    await answerBare(at, { partnerId, done });
    return ended;
  });
  await ending;
  return costOfTree(client, workflowId, { withLast: true });
}

/** Trained people and sales are told by signal, one for all that it concerns; all else is answered by Update. */
const SIGNALLED: Record<string, string[]> = {
  'sales-training': ['sales-training', 'technical-training'],
  'technical-training': [],
  'first-deal': ['first-deal'],
};
/** As many answers as the program asks for. */
const ANSWERS: Record<string, number> = { admit: 2, 'fund-approval': 2, payout: 2 };

async function answerBare({ ground, client }: Place, of: { partnerId: string; done: Set<string> }): Promise<void> {
  const { rows } = await ground.pool.query<{ workflow_id: string; step: string }>(
    `SELECT workflow_id, step FROM bare_step WHERE partner_id = $1 AND state = 'open'`,
    [of.partnerId],
  );
  const fresh = rows.filter(({ workflow_id, step }) => !of.done.has(`${workflow_id} ${step}`));
  await Promise.all(
    fresh.map(async ({ workflow_id, step }) => {
      of.done.add(`${workflow_id} ${step}`);
      const handle = client.workflow.getHandle(workflow_id);
      const steps = SIGNALLED[step];
      if (steps?.length) await handle.signal(happened, { steps });
      if (steps) return;
      const times = Array.from({ length: ANSWERS[step] ?? 1 });
      await Promise.all(times.map(() => handle.executeUpdate(answer, { args: [{ step }] })));
    }),
  );
}

function reportOf({ ours, beside, tree, flat }: Costs): Report {
  const [oursAll, treeAll, flatAll] = [sum(ours), sum(tree), sum(flat)];
  const ratio = oursAll.transitions / treeAll.transitions;
  const parts = ['lifecycle', ...STAGES];
  const rows = [
    ...parts.map((part) => costRow(part, sum(ours.filter(isOf(part))), sum(tree.filter(isOf(part))))),
    costRow('**all**', oursAll, treeAll),
    costRow('imports, certificates', sum(beside)),
    costRow('bare tree', treeAll),
    costRow('bare, one workflow', flatAll),
  ];
  return {
    title: 'One lifecycle, first cycle',
    how: `The shipped program with a clock on which a day takes ${BENCH_DAY_MS} ms (${shown(DAY_MS / BENCH_DAY_MS)} × as fast); everybody answers at once, by signed Updates. Stages include their approvals. “By hand” is \`bench/bare/workflows.ts\`: the same children, one timer per wait, the same outside effects, one local activity per turn of rows, and none of the rest.`,
    tables: [{ header: [...COLUMNS], rows } satisfies Table],
    verdicts: [
      {
        what: 'Server transitions, ours ÷ bare tree',
        measured: `${shown(ratio, 2)} ×`,
        target: `≤ ${RATIO_MAX} ×`,
        met: ratio <= RATIO_MAX,
      },
    ],
  };
}

const COLUMNS = [
  '',
  'runs',
  'events',
  'transitions',
  'by hand',
  'ratio',
  'KB',
  'workflow tasks',
  'activities',
  'local',
  'timers',
  'messages',
] as const;

function costRow(name: string, cost: Cost, byHand?: Cost): string[] {
  const { runs, events, transitions, bytes, workflowTasks, activities, localActivities, timers, messages } = cost;
  const counts = [workflowTasks, activities, localActivities, timers, messages].map((count) => shown(count));
  const compared = byHand ? [shown(byHand.transitions), shown(transitions / byHand.transitions, 2)] : ['', ''];
  return [name, shown(runs), shown(events), shown(transitions), ...compared, shown(bytes / 1_024, 1), ...counts];
}

/** `partner/<id>/<stage>/…` belongs to the stage, `partner/<id>` to the lifecycle itself. */
function isOf(part: string): (cost: RunCost) => boolean {
  return ({ workflowId }) => (workflowId.split('/')[2] ?? 'lifecycle') === part;
}
