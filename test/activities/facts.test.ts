import { factIdOf } from '../../domain/intake';
import { lifecycleId } from '../../domain/ids';
import type { ProgramVersion } from '../../domain/program';
import type { ActivityKit } from '../kit/activities';
import { activityKit } from '../kit/activities';
import { addPartner, NOW_MS, originOf, publishVersion } from '../kit/rows';

let kit: ActivityKit;
let version: ProgramVersion;
let partnerId: string;

beforeAll(async () => {
  kit = await activityKit();
  version = await publishVersion(kit.pool);
});
beforeEach(async () => {
  partnerId = await addPartner(kit.pool, version);
});
afterAll(() => kit.close());

let events = 0;
async function stagedFact(
  parts: { kind?: string; eventId?: string; occurredMs?: number; target?: string } = {},
): Promise<string> {
  const {
    kind = 'opportunity.won',
    eventId = `event-${(events += 1)}`,
    occurredMs = NOW_MS,
    target = lifecycleId(partnerId),
  } = parts;
  const factId = factIdOf('crm', `${partnerId}/${eventId}`);
  const content = { factId, source: 'crm', kind, occurredMs, data: { stage: 'won' } };
  await kit.intake.stage({
    intakeId: factId,
    kind: 'fact',
    target,
    content,
    principal: 'service_crm',
    nowWallMs: NOW_MS,
  });
  return factId;
}

let historyLength = 10;
const arrived = (factIds: string[], length = (historyLength += 1)) =>
  kit.activities.recordFacts({ origin: originOf(lifecycleId(partnerId), length), partnerId, factIds, nowMs: NOW_MS });
const factRows = () =>
  kit.rows<{ fact_id: string }>('SELECT fact_id, source, kind, data FROM fact WHERE partner_id = $1', [partnerId]);
const lines = () =>
  kit.rows<{ action: string; details: { dropped: number; unknown: string[] } }>(
    'SELECT action, details FROM audit WHERE partner_id = $1 ORDER BY seq',
    [partnerId],
  );

describe('facts from outside', () => {
  it('move from staging into rows, and tell how many are new', async () => {
    const ids = [await stagedFact(), await stagedFact(), await stagedFact()];
    await expect(arrived(ids)).resolves.toEqual({ accepted: 3 });
    expect((await factRows()).map((row) => row.fact_id).sort()).toEqual([...ids].sort());
    expect(
      await kit.rows('SELECT DISTINCT state, content FROM intake WHERE target = $1', [lifecycleId(partnerId)]),
    ).toEqual([{ state: 'moved', content: null }]);
  });

  it('count once when they come twice, in another order, or in two notes at once', async () => {
    const ids = [await stagedFact(), await stagedFact()];
    const both = await Promise.all([arrived(ids), arrived([...ids].reverse())]);
    expect(both.map(({ accepted }) => accepted).sort()).toEqual([0, 2]);
    await expect(arrived(ids)).resolves.toEqual({ accepted: 0 });
    expect(await factRows()).toHaveLength(2);
  });

  it('tell a retry of the same call the same count', async () => {
    const ids = [await stagedFact()];
    await expect(arrived(ids, 99)).resolves.toEqual({ accepted: 1 });
    await expect(arrived(ids, 99)).resolves.toEqual({ accepted: 1 });
    expect(await lines()).toHaveLength(1);
  });

  it('that nobody staged, or staged for another partner, are dropped with an audit line; the others count', async () => {
    const [known, foreign] = [await stagedFact(), await stagedFact({ target: 'partner/other' })];
    await expect(
      arrived([known, foreign, 'fact_nothing', 'Ana Lopez <ana@acme.example>', 7 as unknown as string, 'a\u0000b']),
    ).resolves.toEqual({ accepted: 1 });
    const [line] = await lines();
    expect(line).toMatchObject({
      action: 'facts.dropped',
      details: { dropped: 5, unknown: [foreign, 'fact_nothing'].sort() },
    });
    expect(await factRows()).toHaveLength(1);
  });

  it('that were changed after staging are dropped', async () => {
    const factId = await stagedFact();
    await kit.pool.query(
      `UPDATE intake SET content = jsonb_set(content, '{kind}', '"sale.huge"') WHERE intake_id = $1`,
      [factId],
    );
    await expect(arrived([factId])).resolves.toEqual({ accepted: 0 });
    expect(await factRows()).toHaveLength(0);
  });

  it('five hundred at once take well under the activity’s ten seconds', async () => {
    const ids = await Promise.all(Array.from({ length: 500 }, () => stagedFact()));
    const from = performance.now();
    await expect(arrived(ids)).resolves.toEqual({ accepted: 500 });
    expect(performance.now() - from).toBeLessThan(5_000);
  });
});

describe('counting', () => {
  it('counts facts of the kind in the time asked for, its end excluded', async () => {
    await arrived(
      await Promise.all([100, 199, 200].map((occurredMs) => stagedFact({ kind: 'lead.accepted', occurredMs }))),
    );
    const count = (fact: string, fromMs?: number, toMs?: number) =>
      kit.activities.countFacts({ partnerId, fact, fromMs, toMs });
    await expect(count('lead.accepted')).resolves.toEqual({ count: 3 });
    await expect(count('lead.accepted', 100, 200)).resolves.toEqual({ count: 2 });
    await expect(count('opportunity.won')).resolves.toEqual({ count: 0 });
  });

  it('counts sales, and no refunds, of the period', async () => {
    const sale = (id: string, kind: 'sale' | 'refund', period: string, refundOf: string | null = null) =>
      kit.pool.query(
        `INSERT INTO sale (sale_key, source, sale_id, partner_id, partner_reference, kind, occurred_on, period, amount_minor, currency, refund_of, content_hash, import_id)
         VALUES ($1, 'crm', $1, $2, $2, $3, '2026-10-05', $4, 100, 'USD', $5, 'hash', 'imp')`,
        [`${partnerId}-${id}`, partnerId, kind, period, refundOf],
      );
    await sale('1', 'sale', '2026-Q4');
    await sale('2', 'sale', '2026-Q3');
    await sale('3', 'refund', '2026-Q4', `${partnerId}-1`);
    const bounds = { fromMs: 0, toMs: 1 };
    await expect(
      kit.activities.countFacts({ partnerId, fact: 'sale_booked', period: '2026-Q4', ...bounds }),
    ).resolves.toEqual({ count: 1 });
    await expect(kit.activities.countFacts({ partnerId, fact: 'sale_booked' })).resolves.toEqual({ count: 2 });
  });
});
