import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Worker } from '@temporalio/worker';
import { publishVersion } from '../test/kit/rows';
import { freshName } from '../test/kit/servers';
import { smallProgram } from '../test/kit/small-program';
import { compose } from '../workers/compose';
import { startWorker } from '../workers/worker';
import { bareActivities, createBareTable } from './bare/activities';
import { bareDecide } from './bare/decision';
import type { BenchApi } from './kit/api';
import { startApi } from './kit/api';
import { Cast } from './kit/cast';
import type { Ground } from './kit/ground';
import type { Report } from './kit/report';
import { median, shown } from './kit/report';
import { until } from './kit/until';
import { watchRows } from './kit/watch-rows';
import type { RowWatch } from './kit/watch-rows';

const WARM_UP = 20;
/** Decisions of each way, in turns, so that a busy moment of the machine hits both. */
const DECISIONS = 100;
const RATIO_MAX = 1.5;
/** Between two decisions: what the one before has left to do is done. */
const BETWEEN_MS = 100;

/** Decides once. @returns ms from the click to the next step's row */
type Decide = () => Promise<number>;

/** From a manager's click to the next step, beside a bare Update followed by an activity, and beside two workflows by hand. */
export async function decisionBench(ground: Ground): Promise<Report> {
  const ours = await ourDecisions(ground);
  const bare = await bareDecisions(ground);
  const arms = { bare: bare.decide, two: bare.decideByTwo, ours: ours.decide };
  const took: Record<keyof typeof arms, number[]> = { bare: [], two: [], ours: [] };
  try {
    for (let n = 0; n < WARM_UP + DECISIONS; n += 1)
      for (const arm of ['bare', 'two', 'ours'] as const) {
        const tookMs = await arms[arm]();
        if (n >= WARM_UP) took[arm].push(tookMs);
        await pause(BETWEEN_MS);
      }
  } finally {
    await ours.stop();
    await bare.stop();
  }
  const ratio = median(took.ours) / median(took.bare);
  return {
    title: 'From a decision to the next step',
    how: `All arms end when a row is committed in the same Postgres, which tells it by NOTIFY. Ours: \`POST /v1/approvals/{id}/decisions\` (token, idempotency row, who may decide, signature); the approval’s workflow task, which records decision, end and audit in one transaction; the approval closes, and its stage’s workflow task commits the next step as open. Bare: an Update sent to a workflow without HTTP, whose one workflow task answers it and starts an activity that commits one row. Two bare workflows: what keeping an approval as a workflow of its own costs by hand, without HTTP, proof or audit: the Update’s workflow commits the decision and closes, and the one that asked commits the next step. One after the other, ${DECISIONS} of each in turns after ${WARM_UP} to warm up, on the same servers, workers in one process.`,
    tables: [
      {
        header: ['From the click to the next step, ms', 'p50', 'p90', 'p99'],
        rows: [
          row('through the API', took.ours),
          row('bare Update, activity', took.bare),
          row('two bare workflows', took.two),
        ],
      },
    ],
    verdicts: [
      {
        what: 'p50, ours ÷ bare',
        measured: `${shown(ratio, 2)} ×`,
        target: `≤ ${RATIO_MAX} ×`,
        met: ratio <= RATIO_MAX,
      },
    ],
  };
}

function row(name: string, tookMs: readonly number[]): string[] {
  const sorted = [...tookMs].sort((a, b) => a - b);
  return [name, ...[0.5, 0.9, 0.99].map((share) => shown(sorted[Math.floor(sorted.length * share)]!, 1))];
}

/** An arm of the bench. */
interface Arm {
  decide: Decide;
  stop(): Promise<unknown>;
}

async function ourDecisions(ground: Ground): Promise<Arm> {
  const { pool } = ground;
  const { namespace, client } = await ground.freshNamespace();
  const taskQueue = freshName('decision');
  const program = smallProgram({
    stages: {
      strategize: {
        ask: { kind: 'approval', title: 'Agree', owner: 'PM', roles: ['PM'], quorum: 1, rejection: 'ends' },
        next: { kind: 'task', title: 'Go on', owner: 'CAM', needs: ['ask'] },
      },
    },
  });
  const version = await publishVersion(pool, { program, nowMs: Date.now() });
  const worker = await startWorker(ground.settings({ namespace, taskQueue }));
  const cast = await Cast.hire({ pool, client, taskQueue, program: version });
  const api = await startApi(ground, { namespace, taskQueue, connections: 1 });
  await ground.onOwner(
    `UPDATE person SET issuer = '${api.issuerUrl}', subject = 'pam' WHERE person_id = (SELECT person_id FROM role_grant WHERE role = 'PM')`,
  );
  const token = await api.tokenFor('pam');
  const next = await watchRows(ground, { table: 'step', id: 'partner_id', when: `key = 'next' AND state = 'open'` });
  return { decide: () => decideOnce({ ground, cast, api, token, next }), stop: () => worker.stop() };
}

async function decideOnce(by: {
  ground: Ground;
  cast: Cast;
  api: BenchApi;
  token: string;
  next: RowWatch;
}): Promise<number> {
  const { ground, cast, api, token, next } = by;
  const { partnerId } = await cast.apply();
  const asked = `SELECT approval_id AS id, content_hash AS hash FROM approval WHERE partner_id = $1 AND state = 'open'`;
  let approval: { id: string; hash: string } | undefined;
  await until('somebody is asked', async () => {
    approval = (await ground.pool.query<{ id: string; hash: string }>(asked, [partnerId])).rows[0];
    return approval !== undefined;
  });
  await pause(BETWEEN_MS);
  const beganMs = performance.now();
  const answered = api.ask({
    ...{
      method: 'POST',
      path: `/v1/approvals/${approval!.id}/decisions`,
      token,
      idempotencyKey: `decide-${partnerId}`,
    },
    body: { decision: 'approve', contentHash: approval!.hash },
  });
  const [seenMs] = await Promise.all([next.seen(partnerId), answered]);
  return seenMs - beganMs;
}

async function bareDecisions(ground: Ground): Promise<Arm & { decideByTwo: Decide }> {
  const { namespace, client } = await ground.freshNamespace();
  const taskQueue = freshName('bare');
  const settings = ground.settings({ namespace, taskQueue });
  const composed = await compose(settings, { client });
  const connection = await NativeConnection.connect({ address: settings.temporal.address });
  await createBareTable(ground);
  const next = await watchRows(ground, { table: 'bare_step', id: 'workflow_id', when: `step = 'next'` });
  const worker = await Worker.create({
    ...{ connection, namespace, taskQueue },
    workflowBundle: await bundleWorkflowCode({
      workflowsPath: require.resolve('./bare/decision'),
      logger: new DefaultLogger('ERROR'),
    }),
    activities: { ...bareActivities(ground.pool, composed.activities) },
  });
  const running = worker.run();
  return {
    decide: () => bareOnce({ client, taskQueue, next, by: 'bareDecision' }),
    decideByTwo: () => bareOnce({ client, taskQueue, next, by: 'bareAsking' }),
    stop: async () => {
      worker.shutdown();
      await running;
      await composed.close();
      await connection.close();
    },
  };
}

async function bareOnce(bare: {
  client: Client;
  taskQueue: string;
  next: RowWatch;
  by: 'bareDecision' | 'bareAsking';
}): Promise<number> {
  const { client, taskQueue, next, by } = bare;
  const workflowId = freshName('bare');
  await client.workflow.start(by, { workflowId, taskQueue, args: [{ partnerId: workflowId }] });
  await pause(2 * BETWEEN_MS);
  const handle = client.workflow.getHandle(by === 'bareAsking' ? `${workflowId}/approval` : workflowId);
  const beganMs = performance.now();
  const answered = handle.executeUpdate(bareDecide, { args: [{ decision: 'approve' }] });
  const [seenMs] = await Promise.all([next.seen(workflowId), answered]);
  return seenMs - beganMs;
}
