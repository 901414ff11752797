/** What the books must say after everything has died and come back: each thing once, and nothing that nobody did. */
import { readJournal } from '../../local/world/journal';
import { join } from 'node:path';
import type { Acknowledged, Crew } from './crew';
import { inParallel } from './crew';
import type { House, Sight } from './house';
import { eventually, rows } from './house';

/** `temporal.api.enums.v1.WorkflowTaskFailedCause`: commands met new events, and the task is simply made again. */
const UNHANDLED_COMMAND = 1;
const HISTORIES_AT_ONCE = 4;

/** Rows as sorted words. */
async function words(house: Sight, sql: string): Promise<string[]> {
  return (await rows<{ word: string }>(house, sql)).map(({ word }) => word).sort();
}

/** What people were told is done, and only that, is recorded, each once. */
export async function expectAcknowledgedOnce(house: Sight, { acknowledged, faults }: Crew): Promise<void> {
  const sorted = (set: Iterable<string>): string[] => [...set].sort();
  expect(faults).toEqual([]);
  expect(await words(house, `SELECT approval_id || '/' || person_id || '/' || seq AS word FROM decision`)).toEqual(
    sorted(acknowledged.decisions),
  );
  expect(await words(house, 'SELECT step_id AS word FROM step_evidence')).toEqual(sorted(acknowledged.completions));
  expect(await words(house, `SELECT agreement_id || '/' || side AS word FROM signature`)).toEqual(
    sorted(acknowledged.signatures),
  );
  await expectPartnersOnce(house, acknowledged);
  await expectNothingLeftOpen(house);
}

/** What has ended shows nothing that still waits: no turn of it was lost. */
async function expectNothingLeftOpen(house: Sight): Promise<void> {
  const steps = `SELECT r.workflow_id || ' ' || s.key || ' ' || s.state AS word FROM step s
    JOIN stage_run r ON r.workflow_id = s.stage_workflow_id WHERE r.outcome IS NOT NULL AND s.state IN ('open', 'waiting')`;
  expect(await words(house, steps)).toEqual([]);
  const once = `SELECT workflow_id AS word FROM stage_run WHERE outcome IS NULL AND EXISTS
    (SELECT FROM stage_run later WHERE later.partner_id = stage_run.partner_id AND later.started_ms > stage_run.started_ms)`;
  expect(await words(house, once)).toEqual([]);
}

/** Each acknowledged application is one partner and one lifecycle. */
export async function expectApplicationsOnce(house: House, acknowledged: Acknowledged): Promise<void> {
  const partners = await expectPartnersOnce(house, acknowledged);
  await eventually('Temporal lists every lifecycle', async () => (await lifecycles(house)).length >= partners.length);
  expect((await lifecycles(house)).sort()).toEqual(partners.map((partner) => `partner/${partner}`));
}

async function expectPartnersOnce(house: Sight, { applications }: Acknowledged): Promise<string[]> {
  const partners = [...applications.values()].sort();
  await eventually('every lifecycle has its row', async () => {
    const [row] = await rows<{ count: string }>(house, 'SELECT count(*) FROM partner');
    return Number(row!.count) >= partners.length;
  });
  expect(await words(house, 'SELECT partner_id AS word FROM partner')).toEqual(partners);
  return partners;
}

async function lifecycles({ temporal }: House): Promise<string[]> {
  const found: string[] = [];
  for await (const { workflowId } of temporal.workflow.list({ query: `WorkflowType = 'partnerLifecycle'` }))
    found.push(workflowId);
  return found;
}

/** Each partner's story was told in the same words, each stage ended once, and access was given once. */
export async function expectEqualStories(house: House, partners: number): Promise<void> {
  const told = await words(
    house,
    `SELECT DISTINCT string_agg(action || ' ×' || times, ', ' ORDER BY action) AS word FROM (
       SELECT partner_id, action, count(*) AS times FROM audit
       WHERE partner_id IS NOT NULL AND action NOT LIKE '%.refused' AND details->>'refused' IS NULL
       GROUP BY partner_id, action) AS counted
     GROUP BY partner_id`,
  );
  expect(told).toHaveLength(1);
  const ended = await words(
    house,
    `SELECT stage || ' ' || outcome || ' ' || count(*) AS word FROM stage_run GROUP BY stage, outcome, attempt`,
  );
  expect(ended).toEqual(
    ['strategize', 'recruit', 'onboard']
      .map((stage) => `${stage} completed ${partners}`)
      .concat(`enable cancelled ${partners}`)
      .sort(),
  );
  const world = readJournal(join(house.dataDir, 'partner-world', 'partner-world.jsonl'));
  const created = world
    .filter(({ kind }) => kind === 'scim.created')
    .map(({ user }) => (user as { userName: string }).userName);
  expect(created).toHaveLength(partners);
  expect(new Set(created).size).toBe(partners);
}

/** Every lifecycle has ended as offboarded, and no workflow has failed or met code that it could not replay. */
export async function expectAllEnded(house: House, partners: string[]): Promise<void> {
  const { temporal } = house;
  for (const partner of partners)
    expect(await temporal.workflow.getHandle(`partner/${partner}`).result()).toMatchObject({ mode: 'offboarded' });
  const failed: string[] = [];
  for await (const { workflowId, status } of temporal.workflow.list({
    query: `ExecutionStatus IN ('Failed', 'Terminated', 'TimedOut')`,
  }))
    failed.push(`${workflowId} ${status.name}`);
  expect(failed).toEqual([]);
  const causes: string[] = [];
  await inParallel(partners, HISTORIES_AT_ONCE, async (partner) => {
    const { events } = await temporal.workflow.getHandle(`partner/${partner}`).fetchHistory();
    for (const { workflowTaskFailedEventAttributes: task } of events ?? [])
      if (task && task.cause !== UNHANDLED_COMMAND) causes.push(`${partner}: ${task.failure?.message}`);
  });
  expect(causes).toEqual([]);
}
