import type { Program, StageName } from '../../domain/program';
import { ONCE_STAGES } from '../../domain/program';
import type { Step } from '../../domain/steps';
import { dose } from '../kit/dose';
import { endingSoon } from '../kit/ending-soon';
import type { Engine } from '../kit/engine';
import { realTime } from '../kit/engine';
import { apply } from '../kit/partner-desk';
import type { PartnerDesk } from '../kit/partner-desk';
import { smallProgram } from '../kit/small-program';

let engine: Engine;

beforeAll(async () => {
  engine = await realTime();
});
afterEach(() => engine.clear());
afterAll(() => engine.close());

/** A server that gets more messages than it can buffer beside a workflow task gives the task up and tries again. */
const BURST_PATIENCE_MS = 120_000;
const FACTS_PER_SECOND = 250;
const AT_ONCE: Record<string, Step> = { pass: { kind: 'wait', title: 'Nothing', owner: 'CAM', for: '1ms' } };
const once = Object.fromEntries(ONCE_STAGES.map((stage) => [stage, AT_ONCE])) as Record<
  StageName,
  Record<string, Step>
>;
const selling: Record<string, Step> = { quarter: { kind: 'wait', title: 'Sell', owner: 'CAM', until: 'period_end' } };
/** Straight to the cycles, where nothing happens but the period. */
const cycles = (parts: Partial<Record<StageName, Record<string, Step>>> = {}): Program =>
  smallProgram({
    stages: { ...once, market: selling, sell: selling, incentivize: AT_ONCE, accelerate: AT_ONCE, ...parts },
  });

const onRecord = async (partner: PartnerDesk): Promise<number> => {
  const sql = 'SELECT count(*)::int AS facts FROM fact WHERE partner_id = $1';
  return (await engine.rows<{ facts: number }>(sql, [partner.partnerId]))[0]!.facts;
};
const inCycle = (partner: PartnerDesk, cycle: number) =>
  engine.soon(`cycle ${cycle}`, async () => {
    const row = await partner.row();
    return row?.cycle === cycle && row.stages.includes('sell') && row;
  });

const until = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, ms - Date.now())));

/** Works through a list with so many at a time. */
async function inParallel<T>(items: readonly T[], width: number, work: (item: T) => Promise<unknown>): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
}

test('thousands of facts in one cycle are all on record, in a history of bounded length', async () => {
  const count = dose({ test: 200, hard: 5_000, soak: 20_000 });
  const leads: Step = { kind: 'milestone', title: 'Leads', owner: 'CAM', fact: 'lead', count };
  const partner = await apply(engine, await engine.publish(cycles({ market: { leads } })));
  await inCycle(partner, 1);
  const numbers = Array.from({ length: count }, (_, number) => number);
  // As fast as an API can take them, each with its own rows.
  const startMs = Date.now();
  await inParallel(numbers, 20, async (number) => {
    await until(startMs + (number * 1_000) / FACTS_PER_SECOND);
    return partner.fact('lead', `lead-${number}`);
  });
  await engine.soon('all are on record', async () => (await onRecord(partner)) === count, BURST_PATIENCE_MS);
  expect(await partner.reaches('market', 'leads', 'done')).toMatchObject({ result: { count } });
  const { historyLength } = await partner.handle.describe();
  // 5,000 facts stay under 20,000 events; what else a cycle needs is small.
  expect(historyLength).toBeLessThan(4 * count + 200);
}, 300_000);

describe('while the lifecycle continues as new', () => {
  test('every message that is sent is handled once, and none is lost', async () => {
    const count = dose({ test: 60, hard: 1_000, soak: 10_000 });
    const ending = await endingSoon(engine, cycles(), 12);
    const partner = await apply(engine, ending.version);
    const endMs = ending.endMs((await inCycle(partner, 1)).period!);
    const firstRun = (await partner.handle.describe()).runId;
    const numbers = Array.from({ length: count }, (_, number) => number);
    const staged = await Promise.all(numbers.map((number) => partner.stageFact('lead', `lead-${number}`)));
    // Spread over the turn: from two seconds before the period's end to two after, one in five a command.
    const startMs = endMs - 2_000;
    const handedOver: string[] = [];
    const failures: string[] = [];
    await inParallel(numbers, 40, async (number) => {
      const atMs = startMs + (4_000 * number) / count;
      await until(atMs);
      if (number % 5 > 0) return partner.tell({ factIds: [staged[number]!] });
      const updateId = `hand-over-${number}`;
      const params = { role: 'CAM', toPersonId: engine.staff.CAM };
      const answer = await partner
        .command('handOver', engine.staff.PM, { params, updateId })
        .then(() => handedOver.push(updateId), (error: Error) => failures.push(`${updateId}: ${error.name}: ${error.message}`)); // prettier-ignore
      return answer;
    });
    expect(failures).toEqual([]);
    await engine.soon('the next cycle', async () => ((await partner.row())?.cycle ?? 0) >= 2);
    expect((await partner.handle.describe()).runId).not.toBe(firstRun);
    const facts = numbers.filter((number) => number % 5 > 0).length;
    await engine.soon('all facts are on record', async () => (await onRecord(partner)) === facts, BURST_PATIENCE_MS);
    const commands = await partner.audit('lifecycle.handOver');
    expect(commands).toHaveLength(count - facts);
    expect(handedOver).toHaveLength(count - facts);
  }, 300_000);

  test('a fact that comes while the last rows before it are written is recorded, and the turn goes on', async () => {
    const work: Step = { kind: 'task', title: 'Work', owner: 'CAM' };
    const partner = await apply(engine, await engine.publish(cycles({ enable: { work } })));
    await partner.reaches('enable', 'work', 'open');
    await engine.soon('it is told', async () => (await partner.row())?.stages.includes('enable'));
    // Somebody else holds the partner's row: what the lifecycle writes last before its turn takes long.
    const other = await engine.pool.connect();
    try {
      await other.query('BEGIN');
      await other.query('SELECT FROM partner WHERE partner_id = $1 FOR NO KEY UPDATE', [partner.partnerId]);
      await partner.complete('enable', 'work', engine.staff.CAM);
      await partner.ends('enable');
      await partner.fact('lead', 'in-between');
      await engine.soon('the fact has reached the run', async () => {
        const { events } = await partner.handle.fetchHistory();
        const told = events!.findIndex((event) => event.workflowExecutionSignaledEventAttributes);
        return told >= 0 && events!.slice(told).some((event) => event.workflowTaskCompletedEventAttributes);
      });
    } finally {
      await other.query('ROLLBACK');
      other.release();
    }
    await inCycle(partner, 1);
    expect(await onRecord(partner)).toBe(1);
  }, 120_000);
});
