import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/duration';
import { personCommandId } from '../../domain/ids';
import { personContentKind, personIdOf, systemPrincipal } from '../../domain/people/person-change';
import type { InviteContent, PersonCommand } from '../../domain/people/person-change';
import type { SetNoticesContent } from '../../domain/people/notices';
import type { ApprovalStep, Step } from '../../domain/steps';
import type { Json } from '../../domain/hash';
import type { TakenMail } from '../../local/mail/server';
import { CONSOLE, skippedTime } from '../kit/engine';
import type { SkippingEngine } from '../kit/engine';
import { apply } from '../kit/partner-desk';
import type { PartnerDesk } from '../kit/partner-desk';
import { addPerson } from '../kit/rows';
import { freshName } from '../kit/servers';
import { smallProgram } from '../kit/small-program';

let engine: SkippingEngine;
/** Letters before the test. */
let before = 0;

const mailOf = (personId: string): string => `${personId.toLowerCase()}@vendor.example`;

beforeAll(async () => {
  engine = await skippedTime({ mailbox: true });
  for (const personId of Object.values(engine.staff))
    await engine.rows('UPDATE person SET email = $2, display_name = $3 WHERE person_id = $1', [
      personId,
      mailOf(personId),
      `Name of ${personId}`,
    ]);
});
beforeEach(async () => {
  await settle();
  before = engine.mailbox().mails().length;
});
afterEach(async () => {
  await engine.mailbox().fault({ mode: 'none' });
  await engine.clear();
});
afterAll(() => engine.close());

/** Lets pass what one letter to everybody takes. */
async function settle(): Promise<void> {
  await engine.soon('everybody is told', async () => {
    await engine.pass(2 * MINUTE_MS);
    const [row] = await engine.rows<{ n: number }>(
      `SELECT count(*)::int AS n FROM notice WHERE state IN ('new', 'called', 'sending')`,
    );
    return row!.n === 0;
  });
}

/** Whoever is to be told something: their workflow knows. */
async function called(): Promise<void> {
  await engine.soon('everybody is called', async () => {
    const [row] = await engine.rows<{ n: number }>(`SELECT count(*)::int AS n FROM notice WHERE state = 'new'`);
    return row!.n === 0;
  });
}

/** The letters of this test to a person, in order. */
const lettersTo = (personId: string): TakenMail[] =>
  engine
    .mailbox()
    .mails()
    .slice(before)
    .filter(({ to }) => to.includes(mailOf(personId)));
const subjectsTo = (personId: string): string[] => lettersTo(personId).map(({ mail }) => mail.headers['subject'] ?? '');

/** The person says how they want to be told. */
async function sets(personId: string, content: SetNoticesContent): Promise<void> {
  await change(personId, 'setNotices', content as Json);
}

async function change(personId: string, command: PersonCommand, content: Json, by = personId): Promise<void> {
  const workflowId = personCommandId(personId, command, freshName('key'));
  const staging = { kind: personContentKind(command), target: workflowId, content, principal: by };
  const { intakeId } = await engine.intake.stage({ ...staging, nowWallMs: engine.now() });
  const { taskQueue } = engine;
  const args = [{ personId, command, intakeId }];
  const done = await engine.client.workflow.execute('personChange', { taskQueue, workflowId, args });
  expect(done).toMatchObject({ command });
}

const question = (parts: Partial<ApprovalStep> = {}): ApprovalStep => ({
  kind: 'approval',
  title: 'Business case',
  owner: 'PM',
  roles: ['CAM', 'LEG'],
  quorum: 2,
  rejection: 'ends',
  ...parts,
});
const draft: Step = { kind: 'task', title: 'Draft', owner: 'PM' };

/** A partner whose first stage has these steps. */
async function partnerWith(steps: Record<string, Step>, name = 'Acme'): Promise<PartnerDesk> {
  const ladders = {
    climbing: {
      reminders: ['50%'],
      escalations: [{ after: '1d', add: ['VP'] }],
      end: { after: '30d', as: 'expire' as const },
    },
  };
  return apply(engine, await engine.publish(smallProgram({ ladders, stages: { strategize: steps } })), { name });
}

describe('people are told, each once', () => {
  test('what waits, a reminder, that they were added, and the result', async () => {
    const { PM, CAM, LEG, VP, FIN } = engine.staff;
    const ok = question({ needs: ['draft'], decides: 'draft', due: '4d', ladder: 'climbing' });
    const partner = await partnerWith({ draft, ok });
    await partner.reaches('strategize', 'draft', 'open');
    await settle();
    expect(subjectsTo(PM)).toEqual(['Draft: Acme waits for you']);
    await partner.complete('strategize', 'draft', PM);
    const approval = await partner.approval('strategize', 'ok');
    await settle();
    expect([CAM, LEG, VP, FIN].map(subjectsTo)).toEqual([
      ['Business case: Acme waits for you'],
      ['Business case: Acme waits for you'],
      [],
      [],
    ]);
    await partner.decide(approval, CAM);
    await engine.pass(2 * DAY_MS + HOUR_MS);
    await settle();
    // Who has decided is not reminded.
    expect([CAM, LEG].map((one) => subjectsTo(one).slice(1))).toEqual([[], ['Reminder: Business case, Acme']]);
    await engine.pass(3 * DAY_MS);
    await settle();
    expect(subjectsTo(VP)).toEqual(['Business case: Acme waits, and you may act now']);
    await partner.decide(approval, VP);
    await partner.ends('strategize');
    await settle();
    expect(subjectsTo(PM)).toEqual(['Draft: Acme waits for you', 'Business case: Acme is decided']);
    expect(lettersTo(PM)[1]!.mail.text).toContain('It was approved.');
    expect([subjectsTo(CAM), subjectsTo(LEG)].flat()).toHaveLength(3);
  }, 120_000);

  test('with a link to it and one to decide, the due date in their own zone, and a Message-ID of its own', async () => {
    const { CAM, LEG } = engine.staff;
    await sets(LEG, { zone: 'Asia/Tokyo' });
    const partner = await partnerWith({ ok: question({ due: '2d' }) });
    const { approval_id: id, due_ms: dueMs } = await partner.approval('strategize', 'ok');
    await settle();
    const [letter] = lettersTo(CAM);
    const hour = (zone: string): string =>
      new Intl.DateTimeFormat('en', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(dueMs!);
    expect(letter!.mail.text).toContain(`Open: ${CONSOLE}/approvals/${id}`);
    expect(letter!.mail.text).toMatch(/Decide: https:\/\/console\.example\/links\/[0-9a-f]{48}\r\n/);
    expect(letter!.mail.html).toContain(`href="${CONSOLE}/approvals/${id}"`);
    expect(letter!.mail.text).toContain(hour('UTC'));
    expect(lettersTo(LEG)[0]!.mail.text).toContain(hour('Asia/Tokyo'));
    const ids = [letter!, lettersTo(LEG)[0]!].map(({ mail }) => mail.headers['message-id']);
    expect(ids[0]).toMatch(/^<dlv_[a-z2-7]{20}@vendor\.example>$/);
    expect(new Set(ids).size).toBe(2);
    await sets(LEG, { zone: 'UTC' });
  });

  test('in their own language', async () => {
    const { CAM, LEG } = engine.staff;
    await engine.rows('UPDATE person SET language = $2 WHERE person_id = $1', [CAM, 'de-AT']);
    await engine.rows('UPDATE person SET language = $2 WHERE person_id = $1', [LEG, 'fr']);
    await partnerWith({ ok: question() });
    await settle();
    expect(subjectsTo(CAM)).toEqual(['Business case: Acme wartet auf Sie']);
    expect(lettersTo(CAM)[0]!.mail.text).toContain('Dies wartet auf Sie.');
    expect(subjectsTo(LEG)).toEqual(['Business case : Acme vous attend']);
    await engine.rows(`UPDATE person SET language = 'en'`);
  });

  test('of a step: the partner’s named owner in the role alone, then whoever was added, and a reminder', async () => {
    const { CAM, VP } = engine.staff;
    const second = await addPerson(engine.pool, {
      roles: ['CAM'],
      email: mailOf('second_cam'),
      personId: 'second_cam',
    });
    const visit: Step = { kind: 'task', title: 'Visit', owner: 'CAM', due: '4d', ladder: 'climbing' };
    const partner = await partnerWith({ visit, ok: question({ roles: ['CAM'], quorum: 1 }) });
    await partner.reaches('strategize', 'visit', 'open');
    await settle();
    const [owner] = await engine.rows<{ person_id: string }>(
      `SELECT person_id FROM partner_owner WHERE partner_id = $1 AND role = 'CAM'`,
      [partner.partnerId],
    );
    const other = owner!.person_id === CAM ? second : CAM;
    // Anybody of the role decides; the task is the owner's.
    expect(subjectsTo(owner!.person_id)).toEqual(['2 things for you']);
    expect(subjectsTo(other)).toEqual(['Business case: Acme waits for you']);
    await engine.pass(6 * DAY_MS);
    await settle();
    expect(subjectsTo(owner!.person_id).slice(1)).toEqual(['Reminder: Visit, Acme']);
    expect(subjectsTo(other)).toHaveLength(1);
    expect(subjectsTo(VP)).toEqual(['Visit: Acme waits, and you may act now']);
    await partner.complete('strategize', 'visit', owner!.person_id);
    await engine.rows(`UPDATE person SET status = 'left' WHERE person_id = $1`, [second]);
  });

  test('that it waits no more, when it is withdrawn', async () => {
    const { PM, CAM } = engine.staff;
    const partner = await partnerWith({ ok: question({ optional: true }), work: draft });
    await partner.approval('strategize', 'ok');
    await settle();
    await partner.command('skipStep', PM, { params: { stage: 'strategize', step: 'ok' } });
    await partner.reaches('strategize', 'ok', 'skipped');
    await settle();
    expect(subjectsTo(CAM)).toEqual(['Business case: Acme waits for you', 'Business case: Acme no longer waits']);
  });

  test('nothing at all of what was settled before its letter went out', async () => {
    const { CAM, LEG } = engine.staff;
    await sets(LEG, { channel: 'none' });
    const partner = await partnerWith({ ok: question({ quorum: 1 }) });
    await partner.decide(await partner.approval('strategize', 'ok'), LEG);
    await partner.ends('strategize');
    await settle();
    await sets(LEG, { channel: 'mail' });
    expect([CAM, LEG].map(subjectsTo)).toEqual([[], []]);
    const states = await engine.rows<{ state: string }>(
      `SELECT n.state FROM notice n JOIN approval a ON n.subject = 'approval/' || a.approval_id WHERE a.partner_id = $1 ORDER BY n.person_id`,
      [partner.partnerId],
    );
    // Whoever wants no letters is passed over at the call, or it was settled even before that.
    expect(states.map(({ state }) => state)).toEqual(['obsolete', expect.stringMatching(/^(silent|obsolete)$/)]);
  });
});

describe('people are told when they want to be', () => {
  /** Minutes since midnight UTC. */
  const minuteOf = (ms: number): number => Math.floor((ms % DAY_MS) / MINUTE_MS);

  test('quiet hours: what comes meanwhile comes at their end, in one letter', async () => {
    const { CAM, LEG } = engine.staff;
    const fromMin = minuteOf(engine.now() + 23 * HOUR_MS);
    const toMin = minuteOf(engine.now() + 6 * HOUR_MS);
    await sets(CAM, { quiet: { fromMin, toMin } });
    await partnerWith({ ok: question() });
    const second = await partnerWith({ ok: question() });
    await second.approval('strategize', 'ok');
    await called();
    await engine.pass(5 * HOUR_MS);
    expect(subjectsTo(CAM)).toEqual([]);
    expect(subjectsTo(LEG).length).toBeGreaterThan(0);
    await engine.pass(HOUR_MS);
    await settle();
    expect(subjectsTo(CAM)).toEqual(['2 things for you']);
    await sets(CAM, { quiet: null });
  });

  test('once a day: a digest of all that waits, also of what was told before', async () => {
    const { CAM } = engine.staff;
    await sets(CAM, { pace: 'daily', dailyAtMin: minuteOf(engine.now() + 2 * HOUR_MS) });
    await (await partnerWith({ ok: question() }, 'First')).approval('strategize', 'ok');
    await called();
    await engine.pass(HOUR_MS);
    expect(subjectsTo(CAM)).toEqual([]);
    await engine.pass(HOUR_MS);
    await settle();
    expect(subjectsTo(CAM)).toEqual(['Today: 1 thing for you']);
    await (await partnerWith({ ok: question() }, 'Second')).approval('strategize', 'ok');
    await called();
    await engine.pass(DAY_MS);
    await settle();
    expect(subjectsTo(CAM)).toEqual(['Today: 1 thing for you', 'Today: 2 things for you']);
    expect(lettersTo(CAM)[1]!.mail.text).toMatch(/Business case · Second[\s\S]*Business case · First/);
    await sets(CAM, { pace: 'at_once' });
  });
});

describe('a mail server that is away', () => {
  test('is asked again; the process goes on meanwhile; in the end the notice counts as failed, and can be tried again', async () => {
    const { CAM, LEG } = engine.staff;
    await engine.mailbox().fault({ mode: 'busy' });
    const partner = await partnerWith({ ok: question() });
    const approval = await partner.approval('strategize', 'ok');
    await engine.pass(HOUR_MS);
    await partner.decide(approval, LEG);
    await engine.pass(12 * HOUR_MS);
    const failed = await engine.soon('it has failed', async () => {
      await engine.pass(15 * MINUTE_MS);
      const rows = await engine.rows<{ notice_id: string; reason: string }>(
        `SELECT notice_id, reason FROM notice WHERE person_id = $1 AND state = 'failed'`,
        [CAM],
      );
      return rows.length > 0 && rows;
    });
    expect(failed).toEqual([{ notice_id: expect.stringMatching(/^ntc_/), reason: 'mail: answered 451 at RCPT TO.' }]);
    const audited = await engine.rows(
      `SELECT subject, reason FROM audit WHERE action = 'notice.failed' AND subject = $1`,
      [`person/${CAM}`],
    );
    expect(audited).toHaveLength(1);
    expect(subjectsTo(CAM)).toEqual([]);
    await engine.mailbox().fault({ mode: 'none' });
    await change(CAM, 'retryNotices', { noticeId: failed[0]!.notice_id });
    await settle();
    expect(subjectsTo(CAM)).toEqual(['Business case: Acme waits for you']);
    await partner.decide(approval, CAM);
    await partner.ends('strategize');
  }, 120_000);

  test('that takes a letter and cuts the line gets it again under the same Message-ID', async () => {
    const { CAM } = engine.staff;
    await engine.mailbox().fault({ mode: 'drop-reply', to: mailOf(CAM) });
    await (await partnerWith({ ok: question() })).approval('strategize', 'ok');
    await engine.soon('it was taken twice', async () => {
      await engine.pass(10_000);
      return lettersTo(CAM).length >= 2;
    });
    await engine.mailbox().fault({ mode: 'none' });
    await settle();
    expect(new Set(lettersTo(CAM).map(({ mail }) => mail.headers['message-id'])).size).toBe(1);
  });

  test('that refuses an address for good is not asked again', async () => {
    const { CAM } = engine.staff;
    await engine.mailbox().fault({ mode: 'reject', to: mailOf(CAM) });
    const partner = await partnerWith({ ok: question() });
    await partner.approval('strategize', 'ok');
    await settle();
    const rows = await engine.rows<{ reason: string }>(
      `SELECT n.reason FROM notice n WHERE n.person_id = $1 AND n.state = 'failed' AND n.partner_id = $2`,
      [CAM, partner.partnerId],
    );
    expect(rows).toEqual([{ reason: 'mail: answered 550 at RCPT TO.' }]);
  });
});

describe('who is invited is told so, though they have never signed in', () => {
  const START = systemPrincipal('start');

  /** Invites somebody. @returns their id */
  async function invite(parts: Partial<InviteContent> = {}): Promise<string> {
    const personId = freshName('invited').replaceAll('-', '_');
    const content: InviteContent = { email: mailOf(personId), displayName: 'Irene', roles: [], ...parts };
    await change(personId, 'invite', content as unknown as Json, START);
    return personId;
  }

  /** The first sign-in with this person's address. */
  async function signsIn(personId: string): Promise<void> {
    const identity = { issuer: 'https://id.example', subject: `subject of ${personId}` };
    const content = { ...identity, displayName: 'Irene', verifiedEmail: mailOf(personId) };
    await change(personIdOf(identity.issuer, identity.subject), 'identify', content);
  }

  const statesOf = (personId: string): Promise<{ occasion: string; state: string }[]> =>
    engine.rows('SELECT occasion, state FROM notice WHERE person_id = $1 ORDER BY seq', [personId]);

  test('one of our own people, and one of a partner’s, in their language, with the way to the console', async () => {
    const { partnerId } = await partnerWith({ draft });
    const ours = await invite({ roles: [{ role: 'CAM' }] });
    await engine.soon('the partner is on record', async () => {
      return (await engine.rows('SELECT FROM partner WHERE partner_id = $1', [partnerId])).length === 1;
    });
    const theirs = await invite({ partnerId, language: 'de', displayName: 'Ingo', roles: [{ role: 'P-own' }] });
    await settle();
    expect([ours, theirs].map(subjectsTo)).toEqual([['You are invited'], ['Sie sind eingeladen: Acme']]);
    expect(lettersTo(ours)[0]!.mail.text).toContain(`Sign in: ${CONSOLE}/\r\n`);
    expect(lettersTo(theirs)[0]!.mail.text).toMatch(/Guten Tag Ingo,[\s\S]*Jemand hat Sie eingeladen/);
    expect(await statesOf(ours)).toEqual([{ occasion: 'invited', state: 'delivered' }]);
    // They are told nothing else before they have signed in: whoever has never been here is not asked.
    await partnerWith({ ok: question() });
    await settle();
    expect(subjectsTo(ours)).toHaveLength(1);
  });

  test('is told once, again only at a new address', async () => {
    const personId = await invite();
    await settle();
    await change(personId, 'updateDetails', { displayName: 'Irene I.' }, START);
    await settle();
    expect(subjectsTo(personId)).toEqual(['You are invited']);
    await change(personId, 'updateDetails', { email: 'irene.right@vendor.example' }, START);
    await settle();
    const letters = engine.mailbox().mails().slice(before);
    expect(letters.map(({ to }) => to)).toEqual([[mailOf(personId)], ['irene.right@vendor.example']]);
  });

  test('is not told who signed in, or left, before the letter went out', async () => {
    await engine.mailbox().fault({ mode: 'busy' });
    const [here, gone] = [await invite(), await invite()];
    await signsIn(here);
    await change(gone, 'leave', {}, START);
    await engine.mailbox().fault({ mode: 'none' });
    await settle();
    expect([here, gone].map(subjectsTo)).toEqual([[], []]);
    for (const personId of [here, gone])
      expect(await statesOf(personId)).toEqual([{ occasion: 'invited', state: 'obsolete' }]);
  });

  test('a refused invitation tells nobody', async () => {
    const personId = freshName('refused').replaceAll('-', '_');
    const content = { email: mailOf(personId), displayName: 'Ralf', roles: [{ role: 'NO-SUCH-ROLE' }] };
    await expect(change(personId, 'invite', content, START)).rejects.toThrow('REQUEST.RULE');
    expect(await statesOf(personId)).toEqual([]);
  });

  test('what could not be delivered is visible, and tried again', async () => {
    await engine.mailbox().fault({ mode: 'reject' });
    const personId = await invite();
    await settle();
    expect(await statesOf(personId)).toEqual([{ occasion: 'invited', state: 'failed' }]);
    await engine.mailbox().fault({ mode: 'none' });
    await change(personId, 'retryNotices', {}, START);
    await settle();
    expect(subjectsTo(personId)).toEqual(['You are invited']);
  });
});
