import fc from 'fast-check';
import { addIdentifiers, identifiersOfEmail, insertGrant } from '../../database/repositories/person-rows';
import { DAY_MS } from '../../domain/duration';
import type { JsonObject } from '../../domain/hash';
import type { ProgramVersion } from '../../domain/program';
import { loadShippedProgram } from '../../programs/load';
import { asOwner } from '../kit/database';
import { addPartner, addPerson, NOW_MS, originOf, publishVersion } from '../kit/rows';
import type { TrainingKit } from '../kit/training';
import { FOUNDATIONS, said, SALES_EXAM, salesPath, trainingKit, voiding } from '../kit/training';

let kit: TrainingKit;
let version: ProgramVersion;
let partnerId: string;

beforeAll(async () => {
  kit = await trainingKit();
  version = await publishVersion(kit.pool);
});
beforeEach(async () => {
  kit.clock.wallMs = NOW_MS;
  for (const list of [kit.started, kit.called, kit.told]) list.length = 0;
  partnerId = await addPartner(kit.pool, version);
});
afterAll(() => kit.close());

let people = 0;
/** Somebody of the partner, known to the learning system by mail. */
async function learner(of = partnerId, status: 'active' | 'invited' | 'left' = 'active', roles = ['P-sales']) {
  const email = `learner${(people += 1)}@partner.example`;
  const personId = await addPerson(kit.pool, { partnerId: of, email, status, roles });
  await kit.transaction((tx) => addIdentifiers(tx, personId, identifiersOfEmail(email)));
  return { personId, email };
}

const certificatesOf = (personId: string) =>
  kit.rows<{ certificate_id: string; track: string; earned: string; expires: string; revision: number }>(
    `SELECT certificate_id, track, to_timestamp(earned_ms / 1000)::date::text AS earned, to_timestamp(expires_ms / 1000)::date::text AS expires, revision
     FROM live_certificate WHERE person_id = $1 ORDER BY earned_ms`,
    [personId],
  );

const check = (parts: { tier?: string; nowMs?: number } = {}) =>
  kit.activities.checkTraining({
    partnerId,
    track: 'sales-path',
    programId: 'channel',
    programVersion: 1,
    tier: parts.tier ?? 'gold',
    nowMs: parts.nowMs ?? NOW_MS,
  });

describe('a partner’s people', () => {
  test('are counted for a track once each, by what their tier asks for', async () => {
    const [ann, bob] = [await learner(), await learner()];
    expect(await check()).toEqual({ certification: 'sales-associate', certified: 0, needed: 2 });
    const outcomes = await kit.send([
      ...salesPath(ann.email, NOW_MS - DAY_MS),
      ...salesPath(bob.email, NOW_MS - DAY_MS),
      ...salesPath(bob.email, NOW_MS),
    ]);
    expect(outcomes.map(({ outcome, partnerId: of }) => [outcome, of])).toEqual(Array(6).fill(['stored', partnerId]));
    expect(await check()).toEqual({ certification: 'sales-associate', certified: 2, needed: 2 });
    expect(await check({ tier: 'platinum' })).toMatchObject({ certified: 2, needed: 4 });
    expect(await certificatesOf(ann.personId)).toMatchObject([
      { track: 'sales-path', earned: '2026-10-05', expires: '2027-10-05', revision: 1 },
    ]);
  });

  test('count only while the certificate is valid, and from the day it is dated', async () => {
    const { email } = await learner();
    await kit.send(salesPath(email, NOW_MS + 10 * DAY_MS));
    expect(await check()).toMatchObject({ certified: 0 });
    expect(await check({ nowMs: NOW_MS + 10 * DAY_MS })).toMatchObject({ certified: 1 });
    expect(await check({ nowMs: NOW_MS + 374 * DAY_MS })).toMatchObject({ certified: 1 });
    expect(await check({ nowMs: NOW_MS + 375 * DAY_MS })).toMatchObject({ certified: 0 });
  });

  test('count no longer when they leave, and not before they have come', async () => {
    const [gone, invited] = [await learner(), await learner(partnerId, 'invited')];
    await kit.send([...salesPath(gone.email, NOW_MS), ...salesPath(invited.email, NOW_MS)]);
    expect(await check()).toMatchObject({ certified: 1 });
    await kit.pool.query(`UPDATE person SET status = 'left' WHERE person_id = $1`, [gone.personId]);
    expect(await check()).toMatchObject({ certified: 0 });
    await kit.pool.query(`UPDATE person SET status = 'active' WHERE person_id = $1`, [invited.personId]);
    expect(await check()).toMatchObject({ certified: 1 });
  });

  test('count for a track only while they hold its role; the certificate is theirs all the same', async () => {
    const finance = await learner(partnerId, 'active', ['P-fin']);
    await kit.send(salesPath(finance.email, NOW_MS));
    expect(await certificatesOf(finance.personId)).toMatchObject([{ track: 'sales-path' }]);
    expect(await check()).toMatchObject({ certified: 0 });
    const grant = (businessKey: string, region?: string) =>
      insertGrant(kit.pool, {
        ...{ personId: finance.personId, role: 'P-sales', region, businessKey },
        ...{ grantedBy: 'system:test', atWallMs: NOW_MS + DAY_MS },
      });
    await grant('elsewhere', 'de');
    await grant('sales');
    expect(await check()).toMatchObject({ certified: 0 });
    kit.clock.wallMs = NOW_MS + DAY_MS;
    expect(await check()).toMatchObject({ certified: 1 });
    await kit.pool.query(`UPDATE role_grant SET to_wall = $1 WHERE business_key = 'sales'`, [NOW_MS + 2 * DAY_MS]);
    expect(await check()).toMatchObject({ certified: 1 });
    kit.clock.wallMs = NOW_MS + 2 * DAY_MS;
    expect(await check()).toMatchObject({ certified: 0 });
    expect(await certificatesOf(finance.personId)).toHaveLength(1);
  });

  test('of another partner, and our own, count for nobody here', async () => {
    const other = await learner(await addPartner(kit.pool, version));
    const email = 'trainer@vendor.example';
    const trainer = await addPerson(kit.pool, { email });
    await kit.transaction((tx) => addIdentifiers(tx, trainer, identifiersOfEmail(email)));
    const outcomes = await kit.send([...salesPath(other.email, NOW_MS), ...salesPath(email, NOW_MS)]);
    expect(outcomes.map((row) => row.outcome)).toEqual(['stored', 'stored', 'stored', 'stored']);
    expect(outcomes.slice(2).map((row) => row.partnerId)).toEqual([null, null]);
    expect(await check()).toMatchObject({ certified: 0 });
    expect(await certificatesOf(trainer)).toEqual([]);
  });
});

describe('a statement', () => {
  test('that comes again is the same; another one under its id is a conflict, and changes nothing', async () => {
    const { email, personId } = await learner();
    const [course, exam] = salesPath(email, NOW_MS) as [JsonObject, JsonObject];
    const changed = { ...exam, verb: { id: 'http://adlnet.gov/expapi/verbs/failed' } };
    expect((await kit.send([course, exam, exam, changed])).map(({ outcome }) => outcome)).toEqual([
      'stored',
      'stored',
      'same',
      'conflict',
    ]);
    const again = await kit.send([exam, changed]);
    expect(again).toMatchObject([
      { outcome: 'same', partnerId: null },
      { outcome: 'conflict', partnerId: null, reference: exam['id'], code: 'TRAINING.STATEMENT_CONFLICT' },
    ]);
    expect(await certificatesOf(personId)).toHaveLength(1);
  });

  test('without a time happened when it was received', async () => {
    const { email, personId } = await learner();
    await kit.send([said(email, 'completed', FOUNDATIONS), said(email, 'passed', SALES_EXAM)]);
    expect(await certificatesOf(personId)).toMatchObject([{ earned: '2026-10-06' }]);
  });

  test('of no consequence here is stored and wakes nobody', async () => {
    const { email } = await learner();
    const outcomes = await kit.send([
      said(email, 'initialized', FOUNDATIONS),
      said('stranger@x.example', 'initialized', FOUNDATIONS),
    ]);
    expect(outcomes.map(({ outcome, partnerId: of }) => [outcome, of])).toEqual([
      ['stored', null],
      ['stored', null],
    ]);
  });

  test('that breaks the shape is refused with its reason, and the others are taken', async () => {
    const { email } = await learner();
    const [refused, stored] = await kit.send([
      { ...said(email, 'passed', SALES_EXAM), actor: {} },
      said(email, 'passed', SALES_EXAM),
    ]);
    expect(refused).toMatchObject({ outcome: 'refused', code: 'STATEMENT.RULE' });
    expect(stored).toMatchObject({ outcome: 'stored' });
  });

  test('of an unknown learner waits, and counts as soon as somebody is known by that name', async () => {
    const email = 'later@partner.example';
    const [course] = await kit.send(salesPath(email, NOW_MS));
    expect(course).toMatchObject({ outcome: 'unmatched', partnerId: null });
    const personId = await addPerson(kit.pool, { partnerId });
    await kit.transaction((tx) => addIdentifiers(tx, personId, identifiersOfEmail(email)));
    await kit.activities.certifyLearner({ origin: originOf('person/x/invite/1'), personId });
    expect(await certificatesOf(personId)).toHaveLength(1);
    expect(kit.started).toHaveLength(1);
    expect(kit.told).toEqual([partnerId]);
  });

  test('never misses an identifier that is added at the same moment', async () => {
    for (let round = 0; round < 10; round += 1) {
      const email = `race${round}@partner.example`;
      const personId = await addPerson(kit.pool, { partnerId });
      const identify = () => kit.transaction((tx) => addIdentifiers(tx, personId, identifiersOfEmail(email)));
      await Promise.all([kit.send(salesPath(email, NOW_MS)), identify()]);
      const [found] = await kit.rows<{ n: number }>(
        'SELECT count(*)::int AS n FROM learner_statement WHERE person_id = $1',
        [personId],
      );
      expect(found).toEqual({ n: 2 });
    }
  });
});

describe('a voided statement', () => {
  test('takes its certificate back, and tells whose partner it is', async () => {
    const { email, personId } = await learner();
    const [course, exam] = salesPath(email, NOW_MS) as [JsonObject, JsonObject];
    await kit.send([course, exam]);
    expect(await kit.send([voiding(exam)])).toMatchObject([{ outcome: 'stored', partnerId }]);
    expect(await certificatesOf(personId)).toEqual([]);
    expect(kit.called).toEqual([kit.started[0]!.certificateId]);
    expect(await check()).toMatchObject({ certified: 0 });
    await kit.send([said(email, 'passed', SALES_EXAM, { timestamp: new Date(NOW_MS).toISOString() })]);
    expect(await certificatesOf(personId)).toMatchObject([{ revision: 2 }]);
    const actions = await kit.rows<{ action: string }>(`SELECT action FROM audit WHERE partner_id = $1 ORDER BY seq`, [
      partnerId,
    ]);
    expect(actions.map(({ action }) => action)).toEqual([
      'certificate.issued',
      'certificate.withdrawn',
      'certificate.issued',
    ]);
  });

  test('may come after its voiding', async () => {
    const { email, personId } = await learner();
    const [course, exam] = salesPath(email, NOW_MS) as [JsonObject, JsonObject];
    await kit.send([voiding(exam)]);
    await kit.send([exam, course]);
    expect(await certificatesOf(personId)).toEqual([]);
  });

  test('is voided only by who sent it', async () => {
    const { email, personId } = await learner();
    const [course, exam] = salesPath(email, NOW_MS) as [JsonObject, JsonObject];
    await kit.send([course, exam]);
    await kit.send([voiding(exam)], { authority: 'svc_other' });
    expect(await certificatesOf(personId)).toHaveLength(1);
  });
});

describe('certificates', () => {
  test('are the same whatever the order, the batches and the repetitions in which statements come', async () => {
    const yearsLater = NOW_MS + 340 * DAY_MS;
    const arrival = fc.record({
      order: fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 0, 2, 4, 5], { minLength: 10 }),
      batch: fc.integer({ min: 1, max: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(arrival, async ({ order, batch }) => {
        const { email, personId } = await learner();
        const early = said(email, 'passed', SALES_EXAM, { timestamp: new Date(NOW_MS - 3 * DAY_MS).toISOString() });
        const all = [...salesPath(email, NOW_MS), ...salesPath(email, yearsLater), early, voiding(early)];
        for (let from = 0; from < order.length; from += batch)
          await kit.send(order.slice(from, from + batch).map((index) => all[index]!));
        expect(await certificatesOf(personId)).toMatchObject([
          { earned: '2026-10-06' },
          { earned: '2027-09-11', expires: '2028-09-10' },
        ]);
      }),
      { numRuns: 15 },
    );
  });

  test('that statements at the same time would issue twice are issued once', async () => {
    const { email, personId } = await learner();
    const statements = salesPath(email, NOW_MS);
    await Promise.all([0, 1, 2, 3].map(() => kit.send(statements)));
    expect(await certificatesOf(personId)).toHaveLength(1);
  });

  test('live on under a later version of the program, which issues by its own rules', async () => {
    const { email, personId } = await learner();
    await kit.send(salesPath(email, NOW_MS));
    const program = loadShippedProgram();
    program.tracks['sales-path']!.courses = [
      { activity: 'https://learning.example/new', title: 'New', verb: 'completed' },
    ];
    const next = await publishVersion(kit.pool, { program, version: 2 });
    await asOwner(kit, 'UPDATE partner SET program_version = $2 WHERE partner_id = $1', [partnerId, next.version]);
    await kit.send([
      said(email, 'completed', 'https://learning.example/new', { timestamp: new Date(NOW_MS + DAY_MS).toISOString() }),
    ]);
    expect(await certificatesOf(personId)).toMatchObject([{ earned: '2026-10-06' }, { earned: '2026-10-07' }]);
  });

  test('are followed by one workflow each, without anything personal, and an older one is called to end', async () => {
    const { email, personId } = await learner();
    await kit.send(salesPath(email, NOW_MS));
    await kit.send(salesPath(email, NOW_MS + 30 * DAY_MS));
    const [first, second] = await certificatesOf(personId);
    expect(kit.started.map(({ certificateId }) => certificateId)).toEqual([
      first!.certificate_id,
      second!.certificate_id,
    ]);
    expect(kit.started[1]).toMatchObject({
      partnerId,
      title: 'Certified sales associate',
      reminders: ['90d', '60d', '30d', '7d'],
      programVersion: 'channel@1',
    });
    expect(JSON.stringify(kit.started)).not.toContain(email);
    expect(JSON.stringify(kit.started)).not.toContain(personId);
    expect(kit.called).toEqual([first!.certificate_id]);
  });

  test('that have long expired start nothing', async () => {
    const { email, personId } = await learner();
    await kit.send(salesPath(email, NOW_MS - 900 * DAY_MS));
    expect(await certificatesOf(personId)).toHaveLength(1);
    expect(kit.started).toEqual([]);
  });
});

describe('completing training', () => {
  test('is audited once, and answers the same again', async () => {
    const input = {
      partnerId,
      track: 'sales-path',
      programId: 'channel',
      programVersion: 1,
      tier: 'silver',
      nowMs: NOW_MS,
      origin: originOf('partner/x/enable/0.1'),
      businessKey: `${partnerId}/sales`,
    };
    const { email } = await learner();
    await kit.send(salesPath(email, NOW_MS));
    const first = await kit.activities.completeTraining(input);
    expect(first).toEqual({ certification: 'sales-associate', certified: 1, needed: 2 });
    await kit.send(salesPath((await learner()).email, NOW_MS));
    expect(await kit.activities.completeTraining(input)).toEqual(first);
    const lines = await kit.rows(`SELECT program_version, details FROM audit WHERE business_key = $1`, [
      input.businessKey,
    ]);
    expect(lines).toEqual([{ program_version: 'channel@1', details: { track: 'sales-path', outcome: first } }]);
  });
});
