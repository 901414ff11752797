import { addIdentifiers, identifiersOfEmail } from '../../database/repositories/person-rows';
import { addDuration } from '../../domain/calendar';
import { HOUR_MS } from '../../domain/duration';
import type { JsonObject } from '../../domain/hash';
import type { Program, ProgramVersion, StageName } from '../../domain/program';
import type { Step } from '../../domain/steps';
import { skippedTime } from '../kit/engine';
import type { SkippingEngine } from '../kit/engine';
import { importRows } from '../kit/imports';
import { apply, refusalOf } from '../kit/partner-desk';
import type { Applying, PartnerDesk, StepRow } from '../kit/partner-desk';
import { addPerson } from '../kit/rows';
import { freshName } from '../kit/servers';
import { smallProgram } from '../kit/small-program';
import { said } from '../kit/training';

let engine: SkippingEngine;
let PM: string, CAM: string, LEG: string, FIN: string;

beforeAll(async () => {
  engine = await skippedTime({ world: true });
  ({ PM, CAM, LEG, FIN } = engine.staff);
});
afterEach(async () => {
  for (const target of ['screening', 'scim'] as const) await engine.world().faults({ target, mode: 'none' });
  await engine.clear();
});
afterAll(() => engine.close());

const LADDERS: Program['ladders'] = {
  climbing: { reminders: ['50%'], escalations: [{ after: '1bd', add: ['PM'] }], end: { after: '3bd', as: 'expire' } },
  passing: { end: { after: '0ms', as: 'approve' } },
};

/** A partner in a stage with these steps; where it is a stage of a cycle, time has passed until it has begun. */
async function partnerIn(
  stage: StageName,
  steps: Record<string, Step>,
  applying: Applying = {},
): Promise<{ partner: PartnerDesk; version: ProgramVersion }> {
  const version = await engine.publish(smallProgram({ stages: { [stage]: steps }, ladders: LADDERS }));
  const partner = await apply(engine, version, applying);
  const [first] = Object.keys(steps);
  const begun = async (): Promise<unknown> => (await partner.step(stage, first!)) !== undefined;
  if (stage === 'strategize') await engine.soon('the stage begins', begun);
  else await engine.passUntil(`${stage} begins`, begun, { stepMs: 2 * HOUR_MS });
  return { partner, version };
}

type Dated = StepRow & { opened_ms: number; due_ms: number; ended_ms: number };
const task = (parts: Partial<Extract<Step, { kind: 'task' }>> = {}): Step => ({
  kind: 'task',
  title: 'Interview',
  owner: 'CAM',
  ...parts,
});

describe('a task', () => {
  test('is done by a holder of its role who hands in all that it asks for', async () => {
    const { partner } = await partnerIn('strategize', { interview: task({ evidence: ['scoreSheet', 'minutes'] }) });
    const given = (evidence: Record<string, string>, personId = CAM) =>
      partner.act('strategize', { personId, stepKey: 'interview', action: 'complete', evidence });
    expect(await refusalOf(given({ scoreSheet: 'https://files.example/1' }))).toMatchObject({
      code: 'STEP.EVIDENCE_MISSING',
      message: expect.stringContaining('/evidence/minutes') as string,
    });
    expect(await refusalOf(given({ scoreSheet: 'a', minutes: 'b' }, FIN))).toMatchObject({ code: 'AUTH.FORBIDDEN' });
    expect(await partner.step('strategize', 'interview')).toMatchObject({ state: 'open', roles: ['CAM'] });
    await given({ scoreSheet: 'https://files.example/1', minutes: 'good talk' });
    const done = await partner.reaches('strategize', 'interview', 'done');
    expect(done.result).toMatchObject({ by: CAM });
    const evidence = await engine.rows<{ evidence: JsonObject }>(
      'SELECT evidence FROM step_evidence WHERE partner_id = $1',
      [partner.partnerId],
    );
    expect(evidence).toEqual([{ evidence: { scoreSheet: 'https://files.example/1', minutes: 'good talk' } }]);
  });

  test('that is done already, unknown or no task at all is refused', async () => {
    const { partner } = await partnerIn('strategize', {
      interview: task(),
      agree: { kind: 'approval', title: 'Agree', owner: 'PM', roles: ['PM'], quorum: 1, rejection: 'ends' },
    });
    const complete = (stepKey: string) =>
      partner.act('strategize', { personId: CAM, stepKey: 'interview', action: 'complete' }).then(() => stepKey);
    await complete('interview');
    await partner.reaches('strategize', 'interview', 'done');
    const to = (stepKey: string, action: 'complete' | 'sign') =>
      partner.send('strategize', { personId: CAM, stepKey, action });
    expect(await refusalOf(to('interview', 'complete'))).toMatchObject({ code: 'STEP.CLOSED' });
    expect(await refusalOf(to('nothing', 'complete'))).toMatchObject({ code: 'STEP.UNKNOWN' });
    expect(await refusalOf(to('agree', 'sign'))).toMatchObject({ code: 'REQUEST.RULE' });
  });

  test('that opens only in the moment in which it is done counts, as it must after a worker has died', async () => {
    const { partner } = await partnerIn('strategize', {
      interview: task(),
      report: task({ needs: ['interview'] }),
      never: task({ needs: ['review'] }),
      review: { kind: 'wait', title: 'Wait', owner: 'CAM', for: '30d' },
    });
    await partner.reaches('strategize', 'interview', 'open');
    const complete = (stepKey: string) => partner.send('strategize', { personId: CAM, stepKey, action: 'complete' });
    await Promise.all(['report', 'interview'].map(complete));
    for (const key of ['interview', 'report'])
      expect(await partner.reaches('strategize', key, 'done')).toMatchObject({ result: { by: CAM } });
    expect(await refusalOf(complete('never'))).toMatchObject({ code: 'STEP.CLOSED' });
  });

  test('that is sent twice is done once, and answers twice', async () => {
    const { partner } = await partnerIn('strategize', { interview: task(), other: task() });
    const once = { personId: CAM, stepKey: 'interview', action: 'complete', updateId: freshName('again') } as const;
    const first = await partner.send('strategize', once);
    await expect(partner.send('strategize', once)).resolves.toEqual(first);
    expect(await partner.audit('step.complete')).toHaveLength(1);
  });

  test('without a signed actor is refused, with an audit entry', async () => {
    const { partner } = await partnerIn('strategize', { interview: task() });
    const forged = partner.send('strategize', {
      personId: CAM,
      stepKey: 'interview',
      action: 'complete',
      unsigned: true,
    });
    expect(await refusalOf(forged)).toMatchObject({ code: 'AUTH.PROOF_INVALID' });
    expect(await partner.audit('step.complete.refused')).toMatchObject([{ actor: 'unproven' }]);
    expect(await partner.step('strategize', 'interview')).toMatchObject({ state: 'open' });
  });

  test('reminds, adds people after its due date, and expires its stage in the end', async () => {
    const { partner, version } = await partnerIn('strategize', { interview: task({ due: '2bd', ladder: 'climbing' }) });
    const { opened_ms: openedMs, due_ms: dueMs } = (await partner.reaches('strategize', 'interview', 'open')) as Dated;
    const after = (fromMs: number, count: number): number =>
      addDuration(version.regionCalendars['us']!, fromMs, { count, unit: 'bd' });
    expect(dueMs).toBe(after(openedMs, 2));
    await engine.passTo(after(openedMs, 1) + HOUR_MS);
    await engine.soon('a reminder', async () => (await partner.audit('step.reminded')).length === 1);
    expect(await refusalOf(partner.complete('strategize', 'interview', PM))).toMatchObject({ code: 'AUTH.FORBIDDEN' });
    await engine.passTo(after(dueMs, 1) + HOUR_MS);
    await engine.soon('an escalation', async () => (await partner.audit('step.escalated')).length === 1);
    expect(await partner.reaches('strategize', 'interview', 'open')).toMatchObject({ roles: ['CAM', 'PM'] });
    await engine.passTo(after(dueMs, 3) + HOUR_MS);
    expect(await partner.ends('strategize')).toMatchObject({
      outcome: 'expired',
      reason: 'Interview: nobody acted in time',
    });
    await expect(partner.handle.result()).resolves.toMatchObject({ mode: 'expired' });
    expect(await partner.row()).toMatchObject({ mode: 'expired' });
  });

  test('passes by its deadline where the program says so', async () => {
    const { partner } = await partnerIn('strategize', { interview: task({ due: '3h', ladder: 'passing' }) });
    await engine.pass(4 * HOUR_MS);
    expect(await partner.reaches('strategize', 'interview', 'done')).toMatchObject({
      reason: 'passed by its deadline',
    });
  });

  test('opens when its needs have ended well, and not where its condition excludes the partner', async () => {
    const { partner } = await partnerIn('strategize', {
      first: task(),
      second: task({ needs: ['first', 'foreign'] }),
      foreign: task({ when: { regions: ['de'] } }),
      optional: task({ optional: true, due: '1h', ladder: 'climbing' }),
    });
    expect(await partner.step('strategize', 'second')).toMatchObject({ state: 'waiting' });
    expect(await partner.reaches('strategize', 'foreign', 'not_applicable')).toBeTruthy();
    await partner.complete('strategize', 'first', CAM);
    await partner.complete('strategize', 'second', CAM);
    expect(await partner.ends('strategize')).toMatchObject({ outcome: 'completed' });
    expect(await partner.step('strategize', 'optional')).toMatchObject({ state: 'lapsed' });
  });
});

describe('an agreement', () => {
  const terms: Step = {
    kind: 'agreement',
    title: 'Sign',
    owner: 'P-own',
    document: 'terms',
    countersign: 'LEG',
    due: '2bd',
    ladder: 'climbing',
  };

  test('is signed by the partner, then countersigned, on exactly the published text', async () => {
    const { partner } = await partnerIn('strategize', { sign: terms });
    const sent = await engine.soon('the document is sent', async () => {
      const row = await partner.step('strategize', 'sign');
      return row?.details?.['documentHash'] ? row : undefined;
    });
    const contentHash = sent.details!['documentHash'] as string;
    const by = (personId: string, action: 'sign' | 'countersign', hash = contentHash) =>
      partner.send('strategize', { personId, stepKey: 'sign', action, contentHash: hash });
    expect(await refusalOf(by(LEG, 'countersign'))).toMatchObject({ code: 'AUTH.FORBIDDEN' });
    expect(await refusalOf(by(partner.owner, 'sign', 'f'.repeat(64)))).toMatchObject({ code: 'STEP.STALE' });
    await by(partner.owner, 'sign');
    await engine.soon('ours to sign', async () => (await partner.step('strategize', 'sign'))?.roles.includes('LEG'));
    await by(LEG, 'countersign');
    const done = await partner.reaches('strategize', 'sign', 'done');
    expect(done.result).toMatchObject({ documentHash: contentHash, signedBy: partner.owner, countersignedBy: LEG });
    const signatures = await engine.rows<{ side: string }>(
      'SELECT side FROM signature JOIN agreement USING (agreement_id) WHERE partner_id = $1 ORDER BY signed_ms',
      [partner.partnerId],
    );
    expect(signatures.map(({ side }) => side)).toEqual(['partner', 'vendor']);
  });

  test('expires when nobody signs it', async () => {
    const { partner } = await partnerIn('strategize', { sign: terms });
    await engine.passUntil('the end', async () => (await partner.row())?.mode === 'expired');
    expect(await partner.step('strategize', 'sign')).toMatchObject({ state: 'expired' });
  });
});

describe('a screening', () => {
  const screening: Step = { kind: 'screening', title: 'Screen', owner: 'LEG' };
  const judged = async (partner: PartnerDesk, action: 'clear' | 'reject') =>
    partner.act('strategize', { personId: LEG, stepKey: 'screen', action, comment: 'looked at the register' });
  const waits = (partner: PartnerDesk, what: string) =>
    engine.soon(`Legal is asked: ${what}`, async () =>
      (await partner.step('strategize', 'screen'))?.waiting_for?.includes(what),
    );

  test('that is clear passes by itself', async () => {
    const { partner } = await partnerIn('strategize', { screen: screening });
    expect(await partner.reaches('strategize', 'screen', 'done')).toMatchObject({ result: { screening: 'clear' } });
  });

  test('with a hit is a person’s to reject', async () => {
    const { partner } = await partnerIn(
      'strategize',
      { screen: screening },
      { name: `Sanctioned Trading ${freshName('x')}` },
    );
    await waits(partner, 'screening says hit');
    await judged(partner, 'reject');
    expect(await partner.ends('strategize')).toMatchObject({ outcome: 'rejected', reason: 'Screen: screening: hit' });
  });

  test('with an unknown is a person’s to clear', async () => {
    const { partner } = await partnerIn(
      'strategize',
      { screen: screening },
      { name: `Unclear Trading ${freshName('x')}` },
    );
    await waits(partner, 'screening says unknown');
    await judged(partner, 'clear');
    expect(await partner.reaches('strategize', 'screen', 'done')).toMatchObject({
      result: { screening: 'unknown', judgedBy: LEG },
    });
  });

  test('whose provider stays silent is never a pass, but a person’s to judge', async () => {
    await engine.world().faults({ target: 'screening', mode: 'error-before' });
    const { partner } = await partnerIn('strategize', { screen: screening });
    expect(await partner.step('strategize', 'screen')).toMatchObject({ state: 'open' });
    await engine.pass(HOUR_MS);
    await waits(partner, 'screening says unknown');
    await judged(partner, 'clear');
    await partner.reaches('strategize', 'screen', 'done');
  });

  test('of a possible duplicate is a person’s to judge even when it is clear', async () => {
    const name = `Twin Cycles ${freshName('x')}`;
    const { partner: first } = await partnerIn('strategize', { screen: screening }, { name });
    await first.reaches('strategize', 'screen', 'done');
    const { partner } = await partnerIn('strategize', { screen: screening }, { name: `${name} Inc.` });
    await waits(partner, `possible duplicate of ${first.partnerId}`);
    await judged(partner, 'clear');
    await partner.reaches('strategize', 'screen', 'done');
  });
});

describe('access', () => {
  const access: Step = { kind: 'provision', title: 'Access', owner: 'CAM', systems: ['portal', 'crm'] };
  const users = (partner: PartnerDesk) =>
    engine.rows<{ system: string; active: boolean }>(
      'SELECT system, active FROM provisioned_access WHERE partner_id = $1 ORDER BY system',
      [partner.partnerId],
    );

  test('is given to the partner’s people in every system', async () => {
    const { partner } = await partnerIn('strategize', { access });
    expect(await partner.reaches('strategize', 'access', 'done')).toMatchObject({
      result: { people: 1, systems: ['portal', 'crm'] },
    });
    expect(await users(partner)).toEqual([
      { system: 'crm', active: true },
      { system: 'portal', active: true },
    ]);
  });

  test('becomes a task by hand when the other system is down for too long', async () => {
    await engine.world().faults({ target: 'scim', mode: 'error-before' });
    const { partner } = await partnerIn('strategize', { access });
    await engine.pass(HOUR_MS);
    const byHand = 'CAM to provision by hand: portal, crm did not answer';
    await engine.soon('a task', async () => (await partner.step('strategize', 'access'))?.waiting_for === byHand);
    await partner.complete('strategize', 'access', CAM);
    expect(await partner.reaches('strategize', 'access', 'done')).toMatchObject({ result: { by: CAM, byHand: true } });
  });
});

describe('training', () => {
  test('ends when as many people as the tier asks for are certified, whoever reports it and in whatever order', async () => {
    const lms = await addPerson(engine.pool, { kind: 'service', roles: ['LMS'] });
    const { partner } = await partnerIn('strategize', {
      learn: { kind: 'training', title: 'Learn', owner: 'P-own', track: 'sales', due: '30d', ladder: 'climbing' },
      stay: task(),
    });
    const email = `${freshName('learner')}@partner.example`;
    const learner = await addPerson(engine.pool, { partnerId: partner.partnerId, roles: ['P-own'], email });
    await addIdentifiers(engine.pool, learner, identifiersOfEmail(email));
    await partner.reaches('strategize', 'learn', 'open');
    const reported = (verb: 'passed' | 'failed') =>
      said(email, verb, 'https://learning.example/sales', { timestamp: new Date(engine.now()).toISOString() });
    await imported([reported('failed')], lms);
    expect(await partner.step('strategize', 'learn')).toMatchObject({
      state: 'open',
      details: { certified: 0, needed: 1 },
    });
    const passed = [reported('passed')];
    await imported(passed, lms);
    await imported(passed, lms);
    const done = await partner.reaches('strategize', 'learn', 'done');
    expect(done.result).toMatchObject({ certification: 'seller', certified: 1, needed: 1 });
    expect(await partner.audit('training.completed')).toHaveLength(1);
  });

  const imported = (statements: JsonObject[], authority: string) =>
    importRows(engine, {
      kind: 'statements',
      content: { authority, storedWallMs: engine.now(), statements },
      by: authority,
    });
});

describe('a milestone', () => {
  const campaign: Step = { kind: 'milestone', title: 'Campaigns', owner: 'CAM', fact: 'campaign.completed', count: 2 };

  test('is reached when so many facts of its kind are on record', async () => {
    const { partner } = await partnerIn('strategize', { campaign });
    await partner.reaches('strategize', 'campaign', 'open');
    await partner.fact('campaign.completed', 'spring');
    await partner.fact('campaign.planned', 'summer');
    await engine.soon('both are on record', async () => (await facts(partner)).length === 2);
    expect(await partner.step('strategize', 'campaign')).toMatchObject({ state: 'open' });
    await partner.fact('campaign.completed', 'autumn');
    expect(await partner.reaches('strategize', 'campaign', 'done')).toMatchObject({ result: { count: 2 } });
  });

  const facts = (partner: PartnerDesk) => engine.rows('SELECT 1 FROM fact WHERE partner_id = $1', [partner.partnerId]);
});

describe('a wait', () => {
  test('lasts for its time on the partner’s calendar', async () => {
    const { partner, version } = await partnerIn('strategize', {
      pause: { kind: 'wait', title: 'Let it settle', owner: 'CAM', for: '3bd' },
    });
    const { opened_ms: openedMs, due_ms: untilMs } = (await partner.reaches('strategize', 'pause', 'open')) as Dated;
    expect(untilMs).toBe(addDuration(version.regionCalendars['us']!, openedMs, { count: 3, unit: 'bd' }));
    await engine.passTo(untilMs - HOUR_MS);
    expect(await partner.step('strategize', 'pause')).toMatchObject({ state: 'open' });
    await engine.passTo(untilMs + HOUR_MS);
    const { ended_ms: endedMs } = (await partner.reaches('strategize', 'pause', 'done')) as Dated;
    expect(endedMs - untilMs).toBeLessThan(HOUR_MS);
  });

  test('for the period’s end ends with it; what carries over opens again, the rest lapses', async () => {
    const { partner } = await partnerIn('sell', {
      quarter: { kind: 'wait', title: 'Sell', owner: 'CAM', until: 'period_end' },
      review: task({ title: 'Review' }),
      deal: { kind: 'milestone', title: 'Deal', owner: 'CAM', fact: 'deal', count: 1, carry: true },
    });
    const sell = await engine.passUntil('the period’s end', async () => {
      const [row] = await partner.stageRuns('sell');
      return row?.outcome && row;
    });
    expect(sell).toMatchObject({ outcome: 'lapsed', reason: 'not done: Review, Deal' });
    const states = await engine.rows<{ key: string; state: string }>(
      'SELECT key, state FROM step WHERE stage_workflow_id = $1 ORDER BY position',
      [sell.workflow_id],
    );
    expect(states.map(({ key, state }) => `${key} ${state}`)).toEqual([
      'quarter done',
      'review lapsed',
      'deal carried',
    ]);
    await engine.passUntil(
      'the next cycle',
      async () => (await partner.row())?.cycle === 2 && (await partner.row())?.stages.includes('sell'),
      {
        stepMs: HOUR_MS,
      },
    );
    expect(await partner.reaches('sell', 'deal', 'open')).toMatchObject({ details: { carried: true } });
  });
});

describe('a service', () => {
  test('scores the fit, and what it found is what people decide on', async () => {
    const { partner } = await partnerIn('strategize', {
      fit: { kind: 'service', title: 'Fit', owner: 'PM', does: 'scoreFit' },
      ok: {
        kind: 'approval',
        title: 'Case',
        owner: 'PM',
        needs: ['fit'],
        decides: 'fit',
        roles: ['PM'],
        quorum: 1,
        rejection: 'ends',
      },
    });
    expect(await partner.reaches('strategize', 'fit', 'done')).toMatchObject({ result: { score: 80 } });
    const approval = await partner.approval('strategize', 'ok');
    const [row] = await engine.rows<{ content: { facts: { decides: { score: number } } } }>(
      'SELECT content FROM approval WHERE approval_id = $1',
      [approval.approval_id],
    );
    expect(row!.content.facts.decides.score).toBe(80);
    await partner.decide(approval, PM);
    await partner.ends('strategize');
  });

  test('that can never succeed waits for its owner to have it repaired, and tries again on their word', async () => {
    // No period in the first stage: there is nothing to price, and no retry cures that.
    const { partner } = await partnerIn('strategize', {
      pay: { kind: 'service', title: 'Pay', owner: 'FIN', does: 'calculatePayout' },
    });
    await engine.soon('Finance is asked', async () =>
      (await partner.step('strategize', 'pay'))?.waiting_for?.startsWith('FIN to have it repaired'),
    );
    await partner.complete('strategize', 'pay', FIN);
    await engine.soon('it was tried again', async () => (await partner.audit('step.complete')).length === 1);
    expect(await partner.step('strategize', 'pay')).toMatchObject({ state: 'open' });
  });
});
