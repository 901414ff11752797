import fc from 'fast-check';
import type { Program } from '../../domain/program';
import { skippedTime } from '../kit/engine';
import type { SkippingEngine } from '../kit/engine';
import { apply } from '../kit/partner-desk';
import type { PartnerDesk } from '../kit/partner-desk';
import { dose } from '../kit/dose';
import { smallProgram } from '../kit/small-program';

let engine: SkippingEngine;
let CAM: string;

beforeAll(async () => {
  engine = await skippedTime();
  CAM = engine.staff.CAM;
});
afterEach(() => engine.clear());
afterAll(() => engine.close());

/** Work first; then three leads must be on record. */
const LEADS: Program = smallProgram({
  stages: {
    strategize: { work: { kind: 'task', title: 'Work', owner: 'CAM' } },
    recruit: {
      leads: { kind: 'milestone', title: 'Three leads', owner: 'CAM', fact: 'lead.won', count: 3 },
      stay: { kind: 'task', title: 'Stay', owner: 'CAM' },
    },
  },
});
const EVENTS = ['north', 'east', 'south'];

const factRows = (partner: PartnerDesk) =>
  engine.rows<{ source: string; kind: string; data: unknown }>(
    'SELECT source, kind, data FROM fact WHERE partner_id = $1 ORDER BY data::text',
    [partner.partnerId],
  );
/** What is left of a delivery: the facts, and what the milestone made of them. */
async function outcomeOf(partner: PartnerDesk): Promise<unknown> {
  const { state, result } = await partner.reaches('recruit', 'leads', 'done');
  return { facts: await factRows(partner), state, result };
}
/** The first stage ends; the milestone opens, and may be reached at once. */
const opens = async (partner: PartnerDesk): Promise<void> => {
  await partner.complete('strategize', 'work', CAM);
  await engine.soon('the milestone opens', async () => (await partner.step('recruit', 'leads'))?.opened_ms);
};

async function staged(partner: PartnerDesk): Promise<string[]> {
  const ids = EVENTS.map((event) => partner.stageFact('lead.won', event, { data: { event }, occurredMs: 1 }));
  return Promise.all(ids);
}

describe('facts come to the same', () => {
  test('early or late, once or doubled, in any order and any packing', async () => {
    const version = await engine.publish(LEADS);
    const usual = await apply(engine, version);
    const ids = await staged(usual);
    await opens(usual);
    for (const id of ids) await usual.tell({ factIds: [id] });
    const expected = await outcomeOf(usual);
    expect(expected).toMatchObject({ state: 'done', result: { count: 3 }, facts: { length: 3 } });

    const deliveries = fc.record({
      // Every fact at least once, some again: by position in the list.
      order: fc.array(fc.nat(2), { maxLength: 9 }).map((more) => [0, 1, 2, ...more]),
      seed: fc.infiniteStream(fc.nat()),
      packing: fc.integer({ min: 1, max: 4 }),
      early: fc.nat(9),
    });
    const property = fc.asyncProperty(deliveries, async ({ order, seed, packing, early }) => {
      const partner = await apply(engine, version);
      const own = await staged(partner);
      const shuffled = order
        .map((index) => ({ id: own[index]!, rank: seed.next().value! }))
        .sort((a, b) => a.rank - b.rank);
      const packs: string[][] = [];
      for (let at = 0; at < shuffled.length; at += packing)
        packs.push(shuffled.slice(at, at + packing).map(({ id }) => id));
      for (const pack of packs.slice(0, early)) await partner.tell({ factIds: pack });
      await opens(partner);
      for (const pack of packs.slice(early)) await partner.tell({ factIds: pack });
      expect(await outcomeOf(partner)).toEqual(expected);
      await engine.clear();
    });
    await fc.assert(property, { numRuns: dose({ test: 6, hard: 60, soak: 500 }), interruptAfterTimeLimit: 600_000 });
  }, 900_000);

  test('when they come before the lifecycle itself has begun to look', async () => {
    const partner = await apply(engine, await engine.publish(LEADS));
    await partner.tell({ factIds: await staged(partner) });
    await opens(partner);
    await partner.reaches('recruit', 'leads', 'done');
  });
});

describe('what nobody staged', () => {
  test('is dropped, with an audit entry that names it', async () => {
    const version = await engine.publish(LEADS);
    const [partner, other] = [await apply(engine, version), await apply(engine, version)];
    const foreign = await other.stageFact('lead.won', 'theirs');
    const own = await partner.stageFact('lead.won', 'ours', { data: { event: 'ours' } });
    await partner.tell({ factIds: ['fact_invented', foreign, own] });
    await engine.soon('our own is on record', async () => (await factRows(partner)).length === 1);
    expect(await factRows(partner)).toMatchObject([{ data: { event: 'ours' } }]);
    const [dropped] = await partner.audit('facts.dropped');
    expect(dropped?.details).toMatchObject({ dropped: 2, unknown: [foreign, 'fact_invented'].sort() });
    expect(await factRows(other)).toEqual([]);
  });

  test('and is no message at all changes nothing', async () => {
    const partner = await apply(engine, await engine.publish(LEADS));
    await partner.tell(undefined as never);
    await partner.tell({ factIds: 'nonsense' as never });
    await partner.tell({ factIds: [null, 7, { deep: true }] as never });
    await partner.tell({ factIds: await staged(partner) });
    await opens(partner);
    await partner.reaches('recruit', 'leads', 'done');
    expect(await factRows(partner)).toHaveLength(3);
  });
});
