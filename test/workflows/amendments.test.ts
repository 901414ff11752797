/** What is decided changes: which approvals are void and asked again, and what can no longer change. */
import { orderApproval } from '../../workflows/approvals/approval.messages';
import type { ApprovalStep, Step, TaskStep } from '../../domain/steps';
import { realTime } from '../kit/engine';
import type { Engine } from '../kit/engine';
import { apply, refusalOf } from '../kit/partner-desk';
import type { ApprovalRow, PartnerDesk } from '../kit/partner-desk';
import { smallProgram } from '../kit/small-program';

let engine: Engine;
let PM: string, CAM: string, LEG: string, FIN: string;

beforeAll(async () => {
  engine = await realTime();
  ({ PM, CAM, LEG, FIN } = engine.staff);
});
afterEach(() => engine.clear());
afterAll(() => engine.close());

const draft: Step = { kind: 'task', title: 'Draft', owner: 'CAM', evidence: ['text'] };
const task = (title: string, ...needs: string[]): TaskStep => ({ kind: 'task', title, owner: 'CAM', needs });
const decision = (role: string, parts: Partial<ApprovalStep> = {}): ApprovalStep => ({
  kind: 'approval',
  title: `Word of ${role}`,
  owner: role,
  needs: ['draft'],
  decides: 'draft',
  ...{ roles: [role], quorum: 1, rejection: 'ends' },
  ...parts,
});

/** A partner whose draft is handed in. */
async function handedIn(strategize: Record<string, Step>): Promise<PartnerDesk> {
  const version = await engine.publish(smallProgram({ stages: { strategize: { draft, ...strategize } } }));
  const partner = await apply(engine, version);
  await partner.complete('strategize', 'draft', CAM);
  return partner;
}

let edits = 0;
const amend = (partner: PartnerDesk) => {
  const evidence = { text: `https://files.example/edit-${(edits += 1)}` };
  return partner.send('strategize', { personId: CAM, stepKey: 'draft', action: 'amend', evidence });
};

/** Another round than this one, once it asks. */
const nextRound = (partner: PartnerDesk, key: string, before: ApprovalRow): Promise<ApprovalRow> =>
  engine.soon(`${key} asks again`, async () => {
    const found = await partner.approval('strategize', key);
    return found.workflow_id !== before.workflow_id && found;
  });

const shownBy = async ({ approval_id: id }: ApprovalRow): Promise<unknown> => {
  const [row] = await engine.rows<{ shown: unknown }>(
    `SELECT content #> '{facts,decides}' AS shown FROM approval WHERE approval_id = $1`,
    [id],
  );
  return row!.shown;
};
const stateOf = async ({ approval_id: id }: ApprovalRow): Promise<string> =>
  (await engine.rows<{ state: string }>('SELECT state FROM approval WHERE approval_id = $1', [id]))[0]!.state;
const superseded = (approval: ApprovalRow) =>
  engine.soon('it is superseded', async () => (await stateOf(approval)) === 'superseded');
/** What a done approval step stands for is what the draft says now. */
async function standsForTheDraft(partner: PartnerDesk, key: string): Promise<void> {
  const { result } = (await partner.step('strategize', key))!;
  const [row] = await engine.rows<ApprovalRow>('SELECT * FROM approval WHERE content_hash = $1 AND approval_id = $2', [
    result!['contentHash'],
    result!['approvalId'],
  ]);
  expect(await shownBy(row!)).toEqual((await partner.step('strategize', 'draft'))!.result);
}

describe('approvals of the same, one after the other', () => {
  const CHAIN = { first: decision('PM'), second: decision('FIN', { needs: ['first'] }) };

  test('are all void when it is handed in again: the earlier one asks first, and only then the later one', async () => {
    const partner = await handedIn({ ...CHAIN, rest: task('Rest', 'second') });
    const first = await partner.approval('strategize', 'first');
    await partner.decide(first, PM);
    await partner.reaches('strategize', 'first', 'done');
    const second = await partner.approval('strategize', 'second');
    await amend(partner);
    await superseded(second);
    const firstAgain = await nextRound(partner, 'first', first);
    expect(await partner.step('strategize', 'first')).toMatchObject({ state: 'open', result: null, ended_ms: null });
    await engine.soon('the later one waits', async () => {
      const step = await partner.step('strategize', 'second');
      return step?.waiting_for === 'earlier approvals to be given again';
    });
    expect(await partner.audit('approval.voided')).toMatchObject([
      { actor: 'system:workflow', subject: `approval/${first.approval_id}` },
    ]);
    expect(await partner.step('strategize', 'rest')).toMatchObject({ state: 'waiting' });
    // The author of the version before may approve no later one, nor may who was asked then by an old screen.
    expect(
      await refusalOf(partner.decide(firstAgain, PM, 'approve', { contentHash: first.content_hash })),
    ).toMatchObject({ code: 'APPROVAL.STALE' });
    await partner.decide(firstAgain, PM);
    const secondAgain = await nextRound(partner, 'second', second);
    expect([first, firstAgain, second, secondAgain].map(({ workflow_id: id }) => id.split('/').at(-1))).toEqual([
      'first.1',
      'first.2',
      'second.1',
      'second.2',
    ]);
    await partner.decide(secondAgain, FIN);
    await partner.reaches('strategize', 'rest', 'open');
    for (const key of ['first', 'second']) await standsForTheDraft(partner, key);
  });

  test('and again, as often as it changes', async () => {
    const partner = await handedIn(CHAIN);
    for (let round = 1; round <= 3; round += 1) {
      const first = await engine.soon(`round ${round}`, async () => {
        const found = await partner.approval('strategize', 'first');
        return found.workflow_id.endsWith(`.${round}`) && found;
      });
      await partner.decide(first, PM);
      const second = await engine.soon(`round ${round} of the second`, async () => {
        const found = await partner.approval('strategize', 'second');
        return found.workflow_id.endsWith(`.${round}`) && found;
      });
      if (round < 3) await amend(partner);
      else await partner.decide(second, FIN);
    }
    await partner.ends('strategize');
    for (const key of ['first', 'second']) await standsForTheDraft(partner, key);
    expect(await partner.audit('approval.voided')).toHaveLength(2);
  });
});

describe('approvals of the same, side by side', () => {
  test('are void together, also a rejection that holds nobody up', async () => {
    const partner = await handedIn({
      ok: decision('PM'),
      advice: decision('LEG', { optional: true }),
      money: decision('FIN'),
    });
    const [ok, advice, money] = [
      await partner.approval('strategize', 'ok'),
      await partner.approval('strategize', 'advice'),
      await partner.approval('strategize', 'money'),
    ];
    await partner.decide(ok, PM);
    await partner.decide(advice, LEG, 'reject');
    await partner.reaches('strategize', 'ok', 'done');
    await partner.reaches('strategize', 'advice', 'rejected');
    await amend(partner);
    await partner.decide(await nextRound(partner, 'ok', ok), PM);
    await partner.decide(await nextRound(partner, 'advice', advice), LEG);
    await partner.decide(await nextRound(partner, 'money', money), FIN);
    expect(await partner.ends('strategize')).toMatchObject({ outcome: 'completed' });
    for (const key of ['ok', 'advice', 'money']) await standsForTheDraft(partner, key);
  });
});

describe('an approval of an approval', () => {
  test('shows what that one has decided, and is void with it', async () => {
    const confirm = decision('FIN', { needs: ['ok'], decides: 'ok' });
    const partner = await handedIn({ ok: decision('PM'), confirm });
    const ok = await partner.approval('strategize', 'ok');
    await partner.decide(ok, PM);
    const confirming = await partner.approval('strategize', 'confirm');
    expect(await shownBy(confirming)).toMatchObject({ contentHash: ok.content_hash });
    await amend(partner);
    await superseded(confirming);
    const okAgain = await nextRound(partner, 'ok', ok);
    await partner.decide(okAgain, PM);
    const confirmingAgain = await nextRound(partner, 'confirm', confirming);
    expect(await shownBy(confirmingAgain)).toMatchObject({ contentHash: okAgain.content_hash });
    await partner.decide(confirmingAgain, FIN);
    expect(await partner.ends('strategize')).toMatchObject({ outcome: 'completed' });
  });
});

describe('what has been acted on', () => {
  test('stays as it is: nothing that has begun on an approval is built on something else afterwards', async () => {
    const partner = await handedIn({
      first: decision('PM'),
      work: task('Set it up', 'first'),
      second: decision('FIN', { needs: ['first'] }),
    });
    await partner.approve('strategize', 'first', PM);
    await partner.reaches('strategize', 'work', 'open');
    const second = await partner.approval('strategize', 'second');
    expect(await refusalOf(amend(partner))).toMatchObject({
      code: 'STEP.CLOSED',
      message: expect.stringContaining('"Word of PM" has decided on it, and "Set it up" has begun on that') as string,
    });
    expect(await stateOf(second)).toBe('open');
    expect(await partner.audit('approval.voided')).toEqual([]);
    await standsForTheDraft(partner, 'first');
  });

  test('nor does anything change once all have decided', async () => {
    const partner = await handedIn({ ok: decision('PM'), work: task('Set it up', 'ok') });
    await partner.approve('strategize', 'ok', PM);
    await partner.reaches('strategize', 'work', 'open');
    expect(await refusalOf(amend(partner))).toMatchObject({ code: 'STEP.CLOSED' });
  });
});

describe('a change', () => {
  test('during a pause asks again when the pause ends, and not before', async () => {
    const partner = await handedIn({ ok: decision('PM') });
    const ok = await partner.approval('strategize', 'ok');
    await partner.command('pause', PM);
    await engine.soon('it is paused', async () => (await stateOf(ok)) === 'paused');
    await amend(partner);
    await superseded(ok);
    const waiting = await engine.soon('it waits', async () => {
      const step = await partner.step('strategize', 'ok');
      return step?.waiting_for === 'the pause to end' && step;
    });
    expect(waiting).toMatchObject({ state: 'open', approval_workflow_id: ok.workflow_id });
    await partner.command('resume', PM);
    await partner.decide(await nextRound(partner, 'ok', ok), PM);
    await partner.ends('strategize');
    await standsForTheDraft(partner, 'ok');
  });

  test('in the very moment of a decision leaves no approval of something else, whoever comes first', async () => {
    for (let time = 1; time <= 5; time += 1) {
      const partner = await handedIn({ ok: decision('PM'), rest: task('Rest', 'draft') });
      const ok = await partner.approval('strategize', 'ok');
      const [decided, amended] = await Promise.allSettled([partner.decide(ok, PM), amend(partner)]);
      if (amended.status === 'fulfilled') await partner.decide(await nextRound(partner, 'ok', ok), PM);
      else expect(decided.status).toBe('fulfilled');
      await partner.reaches('strategize', 'ok', 'done');
      await standsForTheDraft(partner, 'ok');
    }
  });

  test('that nobody has made voids nothing', async () => {
    const partner = await handedIn({ first: decision('PM'), second: decision('FIN', { needs: ['first'] }) });
    await partner.approve('strategize', 'first', PM);
    const second = await partner.approval('strategize', 'second');
    const handle = engine.client.workflow.getHandle(second.workflow_id);
    await handle.signal(orderApproval, { order: 'amended', messageId: 'invented' });
    await engine.soon('it is dropped', async () => (await partner.audit('order.dropped')).length === 1);
    expect(await stateOf(second)).toBe('open');
    expect(await partner.step('strategize', 'first')).toMatchObject({ state: 'done' });
  });
});
