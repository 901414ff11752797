import type { Pool } from 'pg';
import { openPool } from '../database/views/pool';
import { publishVersion } from '../test/kit/rows';
import { freshName } from '../test/kit/servers';
import { startWorker } from '../workers/worker';
import type { BenchApi } from './kit/api';
import { startApi } from './kit/api';
import { Cast } from './kit/cast';
import type { Ground } from './kit/ground';
import type { PartnerRows } from './kit/pipeline-data';
import { answerAll, copyPartner, copyShared, readPartner, spreadStages } from './kit/pipeline-data';
import type { Report } from './kit/report';
import { shown } from './kit/report';
import { until } from './kit/until';

const SIZES = {
  small: { partners: 100, tasks: 100 },
  large: { partners: 10_000, tasks: 5_000 },
} as const;
type Size = keyof typeof SIZES;
const AT_ONCE = 4;
const WARM_UP = 60;
/** Rounds of both sizes in turns, so that a busy moment of the machine hits both. */
const ROUNDS = 8;
const ASKED_PER_ROUND = 100;
const RATIO_MAX = 1.5;

/** What the console asks for when a page is opened, and who opens it. */
const PAGES: Record<string, { reader: 'pam' | 'carl'; path(): string }> = {
  'inbox, approvals': {
    reader: 'pam',
    path: () => '/v1/approvals?state=live&mine=true&undecided=true&limit=50',
  },
  'inbox, tasks': { reader: 'carl', path: () => '/v1/tasks?limit=50' },
  board: { reader: 'pam', path: () => '/v1/board' },
  'partners, by table': { reader: 'pam', path: () => '/v1/partners?limit=50' },
};

/** How long the pages that people open in the morning take with many partners, beside few. */
export async function consoleReadsBench(ground: Ground): Promise<Report> {
  const templates = await playTemplates(ground);
  const places = {
    small: await openPlace(ground, { size: 'small', templates }),
    large: await openPlace(ground, { size: 'large', templates }),
  };
  const names = Object.keys(PAGES);
  const took = Object.fromEntries(names.map((name) => [name, { small: [] as number[], large: [] as number[] }]));
  for (let round = 0; round <= ROUNDS; round += 1)
    for (const name of names)
      for (const size of ['small', 'large'] as const) {
        const count = round === 0 ? WARM_UP : ASKED_PER_ROUND;
        const found = await measure(places[size], { name, count });
        if (round > 0) took[name]![size].push(...found);
      }
  const ratios = names.map((name) => at(took[name]!.large, 0.99) / at(took[name]!.small, 0.99));
  return {
    title: 'The console’s first pages, with many partners',
    how: `Inbox, board and partner table over HTTP (token check included), ${AT_ONCE} at once: ${shown(SIZES.large.partners)} partners and ${shown(SIZES.large.tasks)} open tasks (half of them approvals) beside ${SIZES.small.partners} of each, in two databases of one server, ${ROUNDS} rounds of ${ASKED_PER_ROUND} in turns. The rows are copies of what real lifecycles wrote; one in ten of these steps is overdue; something happens before each question, so that no answer comes from memory.`,
    tables: [
      {
        header: ['', 'p50 few, ms', 'p50 many, ms', 'p99 few, ms', 'p99 many, ms', 'p99 ratio'],
        rows: names.map((name, page) => [
          name,
          ...[0.5, 0.99].flatMap((share) =>
            (['small', 'large'] as const).map((size) => shown(at(took[name]![size], share), 1)),
          ),
          shown(ratios[page]!, 2),
        ]),
      },
    ],
    verdicts: names.map((name, page) => ({
      what: `${name}: p99 with many ÷ with few`,
      measured: `${shown(ratios[page]!, 2)} ×`,
      target: `≤ ${RATIO_MAX} ×`,
      met: ratios[page]! <= RATIO_MAX,
    })),
  };
}

function at(tookMs: readonly number[], share: number): number {
  return [...tookMs].sort((a, b) => a - b)[Math.floor(tookMs.length * share)]!;
}

interface Templates {
  approval: PartnerRows;
  task: PartnerRows;
}

/** Two real lifecycles: one waits for an approval, the other for a task. */
async function playTemplates(ground: Ground): Promise<Templates> {
  const { pool } = ground;
  const { namespace, client } = await ground.freshNamespace();
  const taskQueue = freshName('templates');
  const program = await publishVersion(pool, { nowMs: Date.now() });
  const worker = await startWorker(ground.settings({ namespace, taskQueue }));
  try {
    const cast = await Cast.hire({ pool, client, taskQueue, program });
    const [asking, working] = [await cast.apply(), await cast.apply()];
    const isOpen = async (table: string, partnerId: string): Promise<boolean> =>
      Boolean(
        (await pool.query(`SELECT FROM ${table} WHERE partner_id = $1 AND state = 'open'`, [partnerId])).rowCount,
      );
    await until('both wait for an approval', async () =>
      (await Promise.all([asking, working].map(({ partnerId }) => isOpen('approval', partnerId)))).every(Boolean),
    );
    await cast.act([working.partnerId]);
    await until('one waits for a task', async () => {
      const sql = `SELECT FROM step WHERE partner_id = $1 AND key = 'eligibility-review' AND details ? 'actions'`;
      return Boolean((await pool.query(sql, [working.partnerId])).rowCount);
    });
    return { approval: await readPartner(pool, asking.partnerId), task: await readPartner(pool, working.partnerId) };
  } finally {
    await worker.stop();
  }
}

interface Place {
  api: BenchApi;
  owner: Pool;
  tokens: Record<'pam' | 'carl', string>;
}

async function openPlace(ground: Ground, { size, templates }: { size: Size; templates: Templates }): Promise<Place> {
  const { partners, tasks } = SIZES[size];
  const database = await ground.freshDatabase();
  const owner = openPool({ url: database.ownerUrl, name: 'bench' });
  ground.onEnd(() => owner.end());
  await copyShared(ground.pool, owner);
  const half = tasks / 2;
  await copyPartner(owner, templates.approval, [1, half]);
  await copyPartner(owner, templates.task, [half + 1, partners]);
  await answerAll(owner, [tasks + 1, partners]);
  await spreadStages(owner, tasks);
  const { namespace } = await ground.freshNamespace();
  const at = { namespace, taskQueue: freshName(size), databaseUrl: database.appUrl, connections: AT_ONCE };
  const api = await startApi(ground, at);
  for (const [subject, role] of [
    ['pam', 'PM'],
    ['carl', 'CAM'],
  ])
    await owner.query(
      `UPDATE person SET issuer = $1, subject = $2 WHERE person_id = (SELECT person_id FROM role_grant WHERE role = $3 LIMIT 1)`,
      [api.issuerUrl, subject, role],
    );
  return { api, owner, tokens: { pam: await api.tokenFor('pam'), carl: await api.tokenFor('carl') } };
}

/** The API remembers what is the same for all, until something happens. */
async function somethingHappens(owner: Pool): Promise<void> {
  await owner.query(
    `INSERT INTO audit (at_ms, actor, action, subject, workflow_id, run_id, history_length, business_key)
     VALUES (0, 'system:bench', 'bench.happened', 'bench', 'bench', 'bench', 1, gen_random_uuid()::text)`,
  );
}

async function measure(
  { api, owner, tokens }: Place,
  { name, count }: { name: string; count: number },
): Promise<number[]> {
  const { reader, path } = PAGES[name]!;
  const tookMs: number[] = [];
  let asked = 0;
  const lane = async (): Promise<void> => {
    while (asked < count) {
      asked += 1;
      await somethingHappens(owner);
      const beganMs = performance.now();
      await api.ask({ method: 'GET', path: path(), token: tokens[reader] });
      tookMs.push(performance.now() - beganMs);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return tookMs;
}
