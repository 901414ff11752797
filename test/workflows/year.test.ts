import { addIdentifiers, identifiersOfEmail } from '../../database/repositories/person-rows';
import type { JsonObject } from '../../domain/hash';
import { DAY_MS, HOUR_MS } from '../../domain/duration';
import type { StageName } from '../../domain/program';
import { loadShippedProgram } from '../../programs/load';
import { skippedTime } from '../kit/engine';
import type { SkippingEngine } from '../kit/engine';
import { recordStory } from '../kit/histories';
import { importRows } from '../kit/imports';
import { apply } from '../kit/partner-desk';
import type { PartnerDesk, StageRow } from '../kit/partner-desk';
import { addPerson } from '../kit/rows';
import { freshName } from '../kit/servers';
import { said } from '../kit/training';

let engine: SkippingEngine;
let staff: SkippingEngine['staff'];
let partner: PartnerDesk;

beforeAll(async () => {
  engine = await skippedTime({ world: true });
  staff = engine.staff;
});
afterAll(async () => {
  if (process.env['RECORD']) await recordStory(engine, partner.partnerId);
  await engine.clear();
  await engine.close();
});

const day = (): string => new Date(engine.now()).toISOString().slice(0, 10);
const outcome = (stage: StageName, cycle: number) =>
  engine.passUntil(
    `${stage} of cycle ${cycle} ends`,
    async () => (await partner.stageRuns(stage)).find((run) => run.cycle === cycle && run.outcome),
    { stepMs: DAY_MS, atMostMs: 120 * DAY_MS },
  );
/** Everybody of a partner in one role. */
const colleague = async (roles: string[]): Promise<{ personId: string; email: string }> => {
  const email = `${freshName('colleague')}@partner.example`;
  const personId = await addPerson(engine.pool, { partnerId: partner.partnerId, roles, email });
  await addIdentifiers(engine.pool, personId, identifiersOfEmail(email));
  return { personId, email };
};

/** The tests below are one story, told in order. */
describe('a year of one partner on the shipped program', () => {
  let lms: string, marketer: { personId: string }, secondOfFinance: string;

  test('strategize: nobody decides on the business case, so the vice president is asked, and approves', async () => {
    lms = await addPerson(engine.pool, { kind: 'service', roles: ['LMS'] });
    secondOfFinance = await addPerson(engine.pool, { roles: ['FIN'] });
    partner = await apply(engine, await engine.publish(loadShippedProgram()), { name: 'Alpine Bikes' });
    await engine.rows(`UPDATE role_grant SET to_wall = $2 WHERE person_id = $1`, [
      staff.VP,
      engine.now() + 400 * DAY_MS,
    ]);
    const approval = await partner.approval('strategize', 'business-case');
    await engine.passUntil('an escalation', async () => (await partner.audit('approval.escalated')).length > 0);
    expect((await partner.audit('approval.reminded')).length).toBe(2);
    await partner.decide(approval, staff.VP);
    expect(await partner.ends('strategize')).toMatchObject({ outcome: 'completed' });
    expect(await partner.step('strategize', 'fit')).toMatchObject({
      state: 'done',
      result: { segment: expect.anything() as unknown },
    });
  });

  test('recruit: vetted, met, admitted by two of three, and told so; nobody was asked for more', async () => {
    await partner.complete('recruit', 'eligibility-review', staff.CAM);
    await partner.complete('recruit', 'interview', staff.CAM);
    expect(await partner.reaches('recruit', 'screening', 'done')).toMatchObject({ result: { screening: 'clear' } });
    await partner.approve('recruit', 'admit', staff.LEG);
    await partner.approve('recruit', 'admit', staff.PM);
    await partner.complete('recruit', 'offer', staff.CAM);
    expect(await partner.ends('recruit')).toMatchObject({ outcome: 'completed' });
    expect(await partner.step('recruit', 'further-information')).toMatchObject({ state: 'lapsed' });
  });

  test('onboard: signed on both sides, access given, plan agreed; a slow task brings in the program manager', async () => {
    const bookkeeper = await colleague(['P-fin']);
    await partner.signBothSides('onboard', 'agreement', staff.LEG);
    await partner.reaches('onboard', 'access', 'done');
    await partner.complete('onboard', 'tax-and-bank', bookkeeper.personId);
    // Nobody holds the kick-off in time: the program manager may then, and does.
    await engine.passUntil('the kick-off escalates', async () =>
      (await partner.step('onboard', 'kick-off'))?.roles.includes('PM'),
    );
    await partner.complete('onboard', 'kick-off', staff.PM);
    await partner.complete('onboard', 'first-deal-rehearsal', staff.CAM);
    await partner.complete('onboard', 'plan-30-60-90', partner.owner);
    await partner.approve('onboard', 'plan-agreed', staff.CAM);
    expect(await partner.ends('onboard')).toMatchObject({ outcome: 'completed' });
    expect(
      engine
        .world()
        .events()
        .filter(({ kind }) => kind === 'scim.created'),
    ).toHaveLength(6);
  });

  test('enable: as many people as the tier asks for are certified, as the learning system reports it', async () => {
    const sellers = [await colleague(['P-sales']), await colleague(['P-sales'])] as const;
    marketer = await colleague(['P-mkt']);
    await partner.reaches('enable', 'sales-training', 'open');
    const timestamp = new Date(engine.now()).toISOString();
    const courses = (path: 'sales' | 'technical', { email }: { email: string }): JsonObject[] =>
      path === 'sales'
        ? [said(email, 'completed', 'https://learning.example/courses/product-foundations', { timestamp }),
           said(email, 'passed', 'https://learning.example/exams/sales-associate', { timestamp })]
        : [said(email, 'completed', 'https://learning.example/courses/architecture-and-demo', { timestamp }),
           said(email, 'passed', 'https://learning.example/exams/technical-professional', { timestamp })]; // prettier-ignore
    // The exam is reported before the course, and one who can sell is not enough.
    await learned([...courses('sales', sellers[0]).reverse(), ...courses('technical', sellers[0])]);
    await partner.reaches('enable', 'technical-training', 'done');
    expect(await partner.reaches('enable', 'sales-training', 'open')).toMatchObject({
      details: { certified: 1, needed: 2 },
    });
    await learned(courses('sales', sellers[1]));
    expect(await partner.reaches('enable', 'sales-training', 'done')).toMatchObject({
      result: { certified: 2, needed: 2 },
    });
    await partner.complete('enable', 'practise-demo', staff.SE);
    await partner.complete('enable', 'certificate-audit', staff.PO);
    expect(await partner.ends('enable')).toMatchObject({ outcome: 'completed' });
  });

  test('market and sell: the plan is approved, sales are booked, the campaign does not come; the quarter ends both', async () => {
    await engine.passUntil('the first cycle sells', async () => (await partner.row())?.stages.includes('sell'), {
      stepMs: DAY_MS,
    });
    await partner.complete('market', 'marketing-plan', marketer.personId);
    await partner.approve('market', 'marketing-plan-approval', staff.MKT);
    await partner.complete('market', 'fund-request', marketer.personId);
    await partner.approve('market', 'fund-approval', staff.CAM);
    await partner.approve('market', 'fund-approval', staff.FIN);
    await partner.reaches('market', 'fund-approval', 'done');
    await partner.complete('sell', 'pipeline-review', staff.CAM);
    await sold('42000.00');
    await partner.reaches('sell', 'first-deal', 'done');
    expect(await outcome('sell', 1)).toMatchObject({ outcome: 'completed' });
    expect(await outcome('market', 1)).toMatchObject({ outcome: 'completed' });
    const [campaign] = await stepsOf('market', 1, 'campaign');
    expect(campaign).toMatchObject({ state: 'carried' });
  });

  test('incentivize: the quarter is priced, two of Finance approve, the payout is due', async () => {
    const { period } = (await partner.row())!;
    await engine.passUntil(
      'Finance is asked',
      async () => (await partner.step('incentivize', 'payout'))?.approval_workflow_id,
      { stepMs: 6 * HOUR_MS },
    );
    await partner.approve('incentivize', 'payout', staff.FIN);
    expect((await partner.approval('incentivize', 'payout')).state).toBe('open');
    await partner.approve('incentivize', 'payout', secondOfFinance);
    expect(await partner.ends('incentivize')).toMatchObject({ outcome: 'completed', period });
    // 3 % of 42,000 on the entry tier.
    expect(await partner.step('incentivize', 'record')).toMatchObject({ result: { recorded: true } });
    const payouts = await engine.rows(
      'SELECT period, state, amount_minor::int AS amount FROM payout WHERE partner_id = $1',
      [partner.partnerId],
    );
    expect(payouts).toEqual([{ period, state: 'due', amount: 126_000 }]);
  });

  test('accelerate: the quarter is reviewed, and the next tier decided; it holds from the next cycle on', async () => {
    await partner.complete('accelerate', 'quarterly-review', staff.CAM);
    expect(await partner.step('accelerate', 'scorecard')).toMatchObject({
      result: { proposedTier: 'silver', tier: 'registered' },
    });
    await partner.approve('accelerate', 'tier', staff.PM);
    await partner.complete('accelerate', 'next-plan', partner.owner);
    expect(await partner.ends('accelerate')).toMatchObject({ outcome: 'completed' });
    await engine.passUntil('the second cycle', async () => (await partner.row())?.cycle === 2, { stepMs: HOUR_MS });
    const tiers = await engine.rows<{ tier: string }>(
      'SELECT tier FROM partner_tier WHERE partner_id = $1 ORDER BY from_day',
      [partner.partnerId],
    );
    expect(tiers.map(({ tier }) => tier)).toEqual(['registered', 'silver']);
    const begun = (await partner.audit('lifecycle.cycle_started')).map(({ details }) => [
      details?.['cycle'],
      details?.['tier'],
    ]);
    expect(begun).toEqual([
      [1, 'registered'],
      [2, 'silver'],
    ]);
  });

  test('a quarter in which nobody does anything lapses, its close expires, and the next one begins all the same', async () => {
    // What was begun in the last quarter goes on at once, whatever this one plans.
    expect(await partner.reaches('market', 'campaign', 'open')).toMatchObject({ details: { carried: true } });
    expect(await outcome('market', 2)).toMatchObject({ outcome: 'lapsed' });
    expect(await outcome('sell', 2)).toMatchObject({ outcome: 'lapsed' });
    // Nothing was sold: there is nothing to decide on, and nobody is asked.
    expect(await outcome('incentivize', 2)).toMatchObject({ outcome: 'completed' });
    expect(await outcome('accelerate', 2)).toMatchObject({ outcome: 'expired' });
    await engine.passUntil('the third cycle', async () => (await partner.row())?.cycle === 3, { stepMs: HOUR_MS });
    const [review] = await stepsOf('sell', 2, 'pipeline-review');
    expect(review).toMatchObject({ state: 'lapsed', roles: ['CAM', 'PM'] });
  });

  test('a sale that was booked late is paid with the next close', async () => {
    await sold('1000.00', -100);
    await outcome('sell', 3);
    await engine.passUntil(
      'Finance is asked',
      async () => (await partner.step('incentivize', 'payout'))?.approval_workflow_id,
      { stepMs: 6 * HOUR_MS },
    );
    for (const personId of [staff.FIN, secondOfFinance]) await partner.approve('incentivize', 'payout', personId);
    expect(await outcome('incentivize', 3)).toMatchObject({ outcome: 'completed' });
    const due = await engine.rows<{ amount: number }>(
      `SELECT amount_minor::int AS amount FROM payout WHERE partner_id = $1 AND state = 'due'`,
      [partner.partnerId],
    );
    expect(due.map(({ amount }) => amount).sort((a, b) => a - b)).toEqual([4_000, 126_000]);
  });

  test('after a year the certificates have been reminded of, and have lapsed', async () => {
    await engine.passUntil(
      'the certificates lapse',
      async () => (await partner.audit('certificate.lapsed')).length === 3,
      { stepMs: 5 * DAY_MS, atMostMs: 400 * DAY_MS },
    );
    expect(await partner.audit('certificate.reminded')).toHaveLength(12);
  });

  test('the rows tell the whole year, stage by stage, and leave nothing open when the partner goes', async () => {
    await partner.command('offboard', staff.VP, { reason: 'the year is over' });
    await expect(partner.handle.result()).resolves.toEqual({ mode: 'offboarded', reason: 'the year is over' });
    const runs = await partner.stageRuns();
    const once = runs.filter(({ cycle }) => cycle === 0);
    expect(once.map(({ stage, outcome: end }) => `${stage} ${end}`)).toEqual(
      ['strategize', 'recruit', 'onboard', 'enable'].map((stage) => `${stage} completed`),
    );
    const told = (run: StageRow): string => `${run.cycle} ${run.stage} ${run.outcome}`;
    expect(runs.filter(({ cycle }) => cycle === 1 || cycle === 2).map(told).sort()).toEqual([
      '1 accelerate completed', '1 incentivize completed', '1 market completed', '1 sell completed',
      '2 accelerate expired', '2 incentivize completed', '2 market lapsed', '2 sell lapsed',
    ]); // prettier-ignore
    const open = await engine.rows(
      `SELECT key FROM step WHERE partner_id = $1 AND state IN ('open', 'waiting') UNION ALL
       SELECT title FROM approval WHERE partner_id = $1 AND state IN ('open', 'paused') UNION ALL
       SELECT system FROM provisioned_access WHERE partner_id = $1 AND active`,
      [partner.partnerId],
    );
    expect(open).toEqual([]);
    const { seconds } = (
      await engine.rows<{ seconds: number }>(
        'SELECT (max(at_ms) - min(at_ms))::float8 / 1000 AS seconds FROM audit WHERE partner_id = $1',
        [partner.partnerId],
      )
    )[0]!;
    expect(seconds).toBeGreaterThan(365 * 86_400);
  });

  async function learned(statements: JsonObject[]): Promise<void> {
    const content = { authority: lms, storedWallMs: engine.now(), statements };
    expect(await importRows(engine, { kind: 'statements', content, by: lms })).toMatchObject({
      counts: { stored: statements.length },
    });
  }

  async function sold(amount: string, daysAgo = 0): Promise<void> {
    const occurredOn = daysAgo === 0 ? day() : new Date(engine.now() + daysAgo * DAY_MS).toISOString().slice(0, 10);
    const sale = {
      saleId: freshName('sale'),
      partner: partner.partnerId,
      occurredOn,
      amount: { amount, currency: 'USD' },
    };
    const content = { source: 'crm', programId: 'channel', format: 'json', sales: [sale] };
    expect(await importRows(engine, { kind: 'sales', content, by: staff.PO })).toMatchObject({
      counts: { stored: 1 },
      told: 1,
    });
  }

  async function stepsOf(stage: StageName, cycle: number, key: string): Promise<{ state: string; roles: string[] }[]> {
    return engine.rows('SELECT state, roles FROM step WHERE stage_workflow_id = $1 AND key = $2', [
      partner.stageWorkflowId(stage, cycle),
      key,
    ]);
  }
});
