/** Every door by which people speak to an approval, over HTTP and in Temporal, and the one record behind them. */
import { OneTimeCodes } from '../../database/intake/one-time-codes';
import { insertGrant } from '../../database/repositories/person-rows';
import { decisionUpdateId } from '../../domain/ids';
import { decide, decideBySignal } from '../../workflows/approvals/approval.messages';
import { startTestApi } from '../kit/api';
import type { AnyBody, Answered, TestApi } from '../kit/api';
import { startApiWorker } from '../kit/api-worker';
import { freshName } from '../kit/servers';
import { smallProgram } from '../kit/small-program';
import { connectTemporal } from '../kit/temporal';

let api: TestApi;
let temporal: Awaited<ReturnType<typeof connectTemporal>>;
let stopWorker: () => Promise<void>;
const ids: Record<string, string> = {};

const ask = { kind: 'approval' as const, owner: 'PM', rejection: 'ends' as const, needs: ['draft'], decides: 'draft' };
const PROGRAM = smallProgram({
  stages: {
    strategize: {
      draft: { kind: 'task', title: 'Draft', owner: 'CAM', evidence: ['text'] },
      one: { ...ask, title: 'One', roles: ['PM'], quorum: 1 },
      two: { ...ask, title: 'Two', roles: ['PM', 'LEG'], quorum: 2 },
      alone: { ...ask, title: 'Alone', roles: ['PM'], quorum: 1, bulk: false },
      later: { kind: 'task', title: 'Later', owner: 'CAM' },
    },
  },
});

beforeAll(async () => {
  api = await startTestApi();
  temporal = await connectTemporal();
  for (const [name, role] of Object.entries({ pam: 'PM', carl: 'CAM', lena: 'LEG', vera: 'VP', ada: 'ADMIN' }))
    ids[name] = await api.person(name, { roles: [role] });
  stopWorker = await startApiWorker(api);
  const { body } = await api.ask('POST /v1/programs', { as: 'pam', json: PROGRAM });
  expect(body).toMatchObject({ state: 'published' });
}, 120_000);
afterAll(async () => {
  await stopWorker();
  await temporal.close();
  await api.close();
});

const post = (path: string, as: string, json: object): Promise<Answered> => api.ask(`POST ${path}`, { as, json });
const get = async (path: string, as: string): Promise<AnyBody> => (await api.ask(`GET ${path}`, { as })).body;

async function soon<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
  for (const endMs = Date.now() + 40_000; Date.now() < endMs; await new Promise((resolve) => setTimeout(resolve, 40))) {
    const found = await look();
    if (found) return found;
  }
  throw new Error(`It did not come to be: ${what}.`);
}

/** A partner whose draft carl has handed in, and what is then asked, by key. */
async function asked(): Promise<{
  partnerId: string;
  approvals: Record<'one' | 'two' | 'alone', AnyBody>;
  draft: string;
}> {
  const application = { programId: 'small', name: freshName('Acme'), type: 'reseller', country: 'US' };
  const { body } = await post('/v1/partners', freshName('owner'), application);
  const task = await soon('a draft', async () =>
    (await get('/v1/tasks?limit=200', 'carl')).items.find(
      ({ key, partnerId }: AnyBody) => key === 'draft' && partnerId === body.partnerId,
    ),
  );
  await post(`/v1/tasks/${task.stepId}/completion`, 'carl', { evidence: { text: 'a plan' } });
  const found = await soon('three questions', async () => {
    const { items } = await get(`/v1/approvals?partnerId=${body.partnerId}&state=live`, 'pam');
    return items.length === 3 && items;
  });
  const by = (title: string) => found.find((one: AnyBody) => one.title === title);
  return {
    partnerId: body.partnerId,
    draft: task.stepId,
    approvals: { one: by('One'), two: by('Two'), alone: by('Alone') },
  };
}

const workflowIdOf = async (approvalId: string): Promise<string> =>
  (await api.pool.query<{ id: string }>('SELECT workflow_id AS id FROM approval WHERE approval_id = $1', [approvalId]))
    .rows[0]!.id;
const decisionsOf = async (approvalId: string) =>
  (
    await api.pool.query<{ person_id: string; business_key: string; audited: string | null }>(
      `SELECT d.person_id, d.business_key, a.action AS audited FROM decision d LEFT JOIN audit a USING (business_key)
       WHERE d.approval_id = $1`,
      [approvalId],
    )
  ).rows;
const refusalsOf = async (approvalId: string): Promise<string[]> =>
  (
    await api.pool.query<{ code: string }>(
      `SELECT details ->> 'refused' AS code FROM audit WHERE subject = $1 AND action LIKE '%.refused' ORDER BY seq`,
      [`approval/${approvalId}`],
    )
  ).rows.map(({ code }) => code);
const codeFor = async (name: string, { approvalId, contentHash }: AnyBody): Promise<string> =>
  (await new OneTimeCodes(api.pool).issue({ personId: ids[name]!, approvalId, contentHash, nowWallMs: Date.now() }))
    .code;

/** Each way to decide; tells the refusal's code, or that it was taken. */
const DOORS: Record<string, (as: string, approval: AnyBody) => Promise<string>> = {
  'the API': async (as, { approvalId, contentHash }) => {
    const { status, body } = await post(`/v1/approvals/${approvalId}/decisions`, as, {
      decision: 'approve',
      contentHash,
    });
    return status === 200 ? 'recorded' : body.code;
  },
  'the API, several at once': async (as, { approvalId, contentHash }) => {
    const { body } = await post('/v1/approvals/decisions', as, {
      items: [{ approvalId, contentHash, decision: 'approve' }],
    });
    return body.items[0].code ?? body.items[0].state;
  },
  'an update in Temporal': async (as, approval) => {
    const actor = { personId: ids[as]!, code: await codeFor(as, approval) };
    const handle = temporal.client.workflow.getHandle(await workflowIdOf(approval.approvalId));
    return handle.executeUpdate(decide, { args: [{ actor, decision: 'approve' }] }).then(
      () => 'recorded',
      ({ cause }: { cause: { type: string } }) => cause.type,
    );
  },
  'a signal in Temporal': async (as, approval) => {
    const { approvalId } = approval;
    const actor = { personId: ids[as]!, code: await codeFor(as, approval) };
    const before = (await refusalsOf(approvalId)).length;
    const handle = temporal.client.workflow.getHandle(await workflowIdOf(approvalId));
    await handle.signal(decideBySignal, { actor, decision: 'approve' });
    return soon('an answer on record', async () => {
      const refused = (await refusalsOf(approvalId))[before];
      return refused ?? ((await decisionsOf(approvalId)).some((one) => one.person_id === ids[as]) && 'recorded');
    });
  },
};

describe('every door', () => {
  test.each(Object.keys(DOORS))(
    '%s refuses who asked and who holds no role, and takes a decision once, audited',
    async (door) => {
      const { approvals } = await asked();
      const through = DOORS[door]!;
      await expect(through('carl', approvals.one)).resolves.toBe('APPROVAL.EXCLUDED');
      await expect(through('vera', approvals.one)).resolves.toBe('APPROVAL.NOT_CANDIDATE');
      expect(await decisionsOf(approvals.one.approvalId)).toEqual([]);
      await expect(through('pam', approvals.two)).resolves.toBe('recorded');
      expect(await decisionsOf(approvals.two.approvalId)).toMatchObject([
        { person_id: ids['pam'], audited: 'approval.decide' },
      ]);
    },
  );

  test('by time or by people leads to no decision of anybody: what nobody decided has no row', async () => {
    const { rows } = await api.pool.query(
      `SELECT 1 FROM decision d WHERE NOT EXISTS (SELECT FROM audit a WHERE a.business_key = d.business_key
         AND a.action = 'approval.decide' AND a.actor = 'person/' || d.person_id)`,
    );
    expect(rows).toEqual([]);
  });
});

describe('several at once', () => {
  test('are answered one by one: taken, repeated, stale, not theirs, unknown, and what must be looked at alone', async () => {
    const { approvals } = await asked();
    const item = ({ approvalId, contentHash }: AnyBody, parts: object = {}) => ({
      ...{ approvalId, contentHash, decision: 'approve' },
      ...parts,
    });
    const { one, two, alone } = approvals;
    const items = [
      item(two),
      item(one, { contentHash: '0'.repeat(64) }),
      item(alone),
      item({ ...one, approvalId: 'nothing' }),
    ];
    const { status, body } = await post('/v1/approvals/decisions', 'pam', { items });
    expect(status).toBe(200);
    expect(body.items).toMatchObject([
      { approvalId: two.approvalId, status: 200, state: 'recorded', seq: 1 },
      { status: 409, code: 'APPROVAL.STALE', allowedActions: expect.arrayContaining(['approve']) },
      { status: 422, code: 'REQUEST.RULE' },
      { status: 404, code: 'REQUEST.NOT_FOUND' },
    ]);
    const again = await post('/v1/approvals/decisions', 'pam', {
      items: [item(two), item(two, { decision: 'reject' })],
    });
    expect(again.body.items).toMatchObject([
      { status: 200, seq: 1 },
      { status: 409, code: 'APPROVAL.ALREADY_DECIDED' },
    ]);
    expect(await decisionsOf(two.approvalId)).toHaveLength(1);
    expect((await post('/v1/approvals/decisions', 'pam', { items: [] })).status).toBe(400);
  });
});

describe('over HTTP', () => {
  test('an approval is claimed, asked about, answered, commented and shown with all of it; recalled by who asked', async () => {
    const { approvals } = await asked();
    const { approvalId } = approvals.two;
    const acts = (as: string, json: object) => post(`/v1/approvals/${approvalId}/actions`, as, json);
    expect((await acts('pam', { action: 'claim' })).body).toMatchObject({ state: 'done', claimedBy: ids['pam'] });
    expect((await acts('lena', { action: 'claim' })).body).toMatchObject({
      ...{ status: 409, code: 'APPROVAL.CLAIMED' },
      allowedActions: expect.arrayContaining(['approve', 'comment']),
    });
    expect((await acts('pam', { action: 'requestInfo' })).body).toMatchObject({ status: 422, code: 'REQUEST.RULE' });
    expect((await acts('pam', { action: 'requestInfo', comment: 'Why now?' })).status).toBe(200);
    expect((await acts('pam', { action: 'requestInfo', comment: 'Why?' })).body.code).toBe('APPROVAL.STATE');
    expect((await acts('carl', { action: 'answerInfo', comment: 'The season' })).status).toBe(200);
    expect((await acts('vera', { action: 'comment', comment: 'I like it' })).status).toBe(200);
    expect((await acts('ada', { action: 'reassign', toPersonId: ids['lena'], comment: 'Pam is ill' })).status).toBe(
      200,
    );
    const shown = await get(`/v1/approvals/${approvalId}`, 'pam');
    expect(shown).toMatchObject({
      ...{
        state: 'open',
        claimedBy: ids['lena'],
        mayDecide: true,
        requester: ids['carl'],
        round: 1,
        level: 1,
        levels: 1,
      },
      explained: { missing: 0, levels: [{ groups: [{ seats: 2, deciders: [{ displayName: 'Somebody' }, {}] }] }] },
      notes: [
        { action: 'approval.claimed' },
        { action: 'approval.info_requested', words: 'Why now?' },
        { action: 'approval.info_answered', words: 'The season' },
        { action: 'approval.commented', words: 'I like it', actor: `person/${ids['vera']}` },
        { action: 'approval.reassigned', words: 'Pam is ill' },
      ],
    });
    expect((await acts('pam', { action: 'recall' })).body.code).toBe('AUTH.FORBIDDEN');
    expect((await acts('carl', { action: 'recall', comment: 'A typo' })).status).toBe(200);
    await soon('it has ended', async () => (await get(`/v1/approvals/${approvalId}`, 'pam')).state === 'cancelled');
    expect((await acts('pam', { action: 'claim' })).body).toMatchObject({ status: 409, code: 'APPROVAL.CLOSED' });
    const decided = await post(`/v1/approvals/${approvalId}/decisions`, 'pam', {
      decision: 'approve',
      contentHash: shown.contentHash,
    });
    expect(decided.body).toMatchObject({ status: 409, code: 'APPROVAL.CLOSED', allowedActions: [] });
  });

  test('what is handed in again voids what was said, and asks anew', async () => {
    const { approvals, draft, partnerId } = await asked();
    await DOORS['the API']!('pam', approvals.two);
    expect((await post(`/v1/tasks/${draft}/amendment`, 'carl', { evidence: {} })).body.code).toBe(
      'STEP.EVIDENCE_MISSING',
    );
    expect((await post(`/v1/tasks/${draft}/amendment`, 'pam', { evidence: { text: 'x' } })).body.code).toBe(
      'AUTH.FORBIDDEN',
    );
    expect((await post(`/v1/tasks/${draft}/amendment`, 'carl', { evidence: { text: 'better' } })).status).toBe(200);
    await soon('three new questions', async () => {
      const { items } = await get(`/v1/approvals?partnerId=${partnerId}&state=live`, 'pam');
      return items.length === 3 && items.every(({ round }: AnyBody) => round === 2);
    });
    expect(await get(`/v1/approvals/${approvals.two.approvalId}`, 'pam')).toMatchObject({
      state: 'superseded',
      decisions: [{}],
    });
  });

  test('an absence is entered, shown to both, felt at once by who stands in, and cancelled', async () => {
    const { approvals } = await asked();
    const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
    const path = `/v1/people/${ids['pam']}/absences`;
    const planning = await get(path, 'pam');
    expect(planning.waiting.map(({ approvalId }: AnyBody) => approvalId)).toContain(approvals.one.approvalId);
    expect(planning.mayStandIn.map(({ personId }: AnyBody) => personId)).toContain(ids['vera']);
    const absence = { from: at(-1), to: at(3), delegateId: ids['vera'], reason: 'Holidays' };
    expect((await post(path, 'carl', absence)).status).toBe(403);
    expect((await post(path, 'pam', { ...absence, to: at(-2) })).body).toMatchObject({
      ...{ status: 422, code: 'REQUEST.RULE', detail: expect.stringContaining('"to"') },
    });
    const entered = await post(path, 'pam', absence);
    expect(entered.body).toMatchObject({ state: 'done', changed: true, absenceId: expect.any(String) });
    const mine = await soon('vera is asked', async () => {
      const { items } = await get('/v1/approvals?mine=true&state=open', 'vera');
      return items.find(({ approvalId }: AnyBody) => approvalId === approvals.one.approvalId);
    });
    expect(await get(`/v1/approvals/${mine.approvalId}`, 'pam')).toMatchObject({
      ...{ mayDecide: false, whyNot: { code: 'APPROVAL.NOT_CANDIDATE' } },
      candidates: [{ personId: ids['vera'], onBehalfOf: ids['pam'] }],
      explained: {
        excluded: expect.arrayContaining([expect.objectContaining({ personId: ids['pam'], why: 'absent' })]),
      },
    });
    expect(await get(`/v1/people/${ids['vera']}/absences`, 'vera')).toMatchObject({
      items: [],
      standsInFor: [{ personId: ids['pam'], state: 'active', displayName: 'Somebody' }],
    });
    // What waits is told to whoever plans an absence, and to nobody else.
    expect((await get(path, 'vera')).waiting).toEqual([]);
    const decided = await post(`/v1/approvals/${mine.approvalId}/decisions`, 'vera', {
      decision: 'approve',
      contentHash: mine.contentHash,
    });
    expect(decided.body).toMatchObject({ state: 'recorded', onBehalfOf: ids['pam'] });
    expect((await post(`${path}/nothing/cancellation`, 'pam', {})).status).toBe(404);
    expect((await post(`${path}/${entered.body.absenceId}/cancellation`, 'pam', {})).body).toMatchObject({
      changed: true,
    });
    await soon('pam is asked again', async () =>
      (await get('/v1/approvals?mine=true&state=open', 'pam')).items.some(
        ({ approvalId }: AnyBody) => approvalId === approvals.two.approvalId,
      ),
    );
    expect((await get(path, 'pam')).items).toMatchObject([{ state: 'cancelled' }]);
  });

  test('a step is claimed and talked about', async () => {
    const { partnerId } = await asked();
    const { stepId } = await soon('a task', async () =>
      (await get(`/v1/tasks?partnerId=${partnerId}`, 'carl')).items.find(({ key }: AnyBody) => key === 'later'),
    );
    const acts = (as: string, json: object) => post(`/v1/tasks/${stepId}/actions`, as, json);
    expect((await acts('carl', { action: 'claim' })).body).toMatchObject({
      state: 'done',
      result: { claimedBy: ids['carl'] },
    });
    expect((await acts('vera', { action: 'claim' })).body.code).toBe('AUTH.FORBIDDEN');
    expect((await acts('vera', { action: 'comment', comment: 'Please hurry' })).status).toBe(200);
    await soon('it shows', async () => (await get(`/v1/tasks/${stepId}`, 'carl')).details.claimedBy === ids['carl']);
  });
});

describe('a refusal', () => {
  test('from before somebody could decide does not stand in the way once they can', async () => {
    const { approvals } = await asked();
    const { approvalId, contentHash } = approvals.one;
    const late = await api.person('late', { roles: ['VP'] });
    ids['late'] = late;
    const updateId = decisionUpdateId({ approvalId, personId: late, contentHash, decision: 'approve', revokes: 0 });
    const actor = { personId: late, code: await codeFor('late', approvals.one) };
    const handle = temporal.client.workflow.getHandle(await workflowIdOf(approvalId));
    const early = handle.executeUpdate(decide, { updateId, args: [{ actor, decision: 'approve' }] });
    await expect(early).rejects.toMatchObject({ cause: { type: 'APPROVAL.NOT_CANDIDATE' } });
    await insertGrant(api.pool, { personId: late, role: 'PM', grantedBy: 'test', businessKey: 'late/PM', atWallMs: 1 });
    await expect(DOORS['the API']!('late', approvals.one)).resolves.toBe('recorded');
    expect(await decisionsOf(approvalId)).toMatchObject([{ person_id: late, audited: 'approval.decide' }]);
  });
});
