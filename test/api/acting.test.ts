import { startTestApi } from '../kit/api';
import type { AnyBody, Answered, TestApi } from '../kit/api';
import { startApiWorker } from '../kit/api-worker';
import { smallProgram } from '../kit/small-program';

let api: TestApi;
let stopWorker: (() => Promise<void>) | undefined;
let partnerId: string;

const PROGRAM = smallProgram({
  stages: {
    recruit: {
      vet: { kind: 'task', title: 'Vet', owner: 'CAM', evidence: ['finding'] },
      decide: {
        kind: 'approval',
        title: 'Accept',
        owner: 'PM',
        needs: ['vet'],
        decides: 'vet',
        roles: ['PM', 'LEG'],
        quorum: 2,
        rejection: 'ends',
      },
    },
    onboard: { terms: { kind: 'agreement', title: 'Terms', owner: 'P-own', document: 'terms', countersign: 'LEG' } },
    enable: {
      talk: { kind: 'task', title: 'Talk', owner: 'CAM' },
      deal: { kind: 'milestone', title: 'First deal', owner: 'CAM', fact: 'deal_won', count: 1 },
    },
  },
});

beforeAll(async () => {
  api = await startTestApi();
  for (const [subject, role] of Object.entries({ pam: 'PM', carl: 'CAM', lena: 'LEG', vera: 'VP' }))
    await api.person(subject, { roles: [role] });
  await api.person('crm', { kind: 'service', roles: ['CRM'] });
  stopWorker = await startApiWorker(api);
  const { body } = await api.ask('POST /v1/programs?day=1s&fast=20m', { as: 'pam', json: PROGRAM });
  expect(body).toMatchObject({ state: 'published', version: 1 });
});
afterAll(async () => {
  await stopWorker?.();
  await api.close();
});

const post = (path: string, as: string, json: object, key?: string): Promise<Answered> =>
  api.ask(`POST ${path}`, { as, json, key });
const get = async (path: string, as: string): Promise<AnyBody> => (await api.ask(`GET ${path}`, { as })).body;

/** Looks until there is something to see: the demo's clock runs while we look. */
async function soon<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  for (const endMs = Date.now() + 40_000; Date.now() < endMs; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const found = await look();
    if (found) return found;
  }
  throw new Error('It did not come to be.');
}

const step = (key: string, as: string) =>
  soon(async () =>
    (await get('/v1/tasks', as)).items.find(
      (task: { key: string; partnerId: string }) => task.key === key && task.partnerId === partnerId,
    ),
  );

describe('a partner', () => {
  test('applies, and is its first person from then on', async () => {
    const { body } = await post(
      '/v1/partners',
      'ana',
      { programId: 'small', name: 'Acme Outdoor', type: 'reseller', country: 'US' },
      'apply',
    );
    ({ partnerId } = body);
    const partner = await soon(async () => {
      const read = await get(`/v1/partners/${partnerId}`, 'ana');
      return read.state === 'running' && read;
    });
    expect(partner).toMatchObject({
      name: 'Acme Outdoor',
      mode: 'active',
      tier: 'registered',
      program: { programId: 'small', version: 1 },
      owners: [{ role: 'CAM' }],
    });
    expect(await get('/v1/people/me', 'ana')).toMatchObject({ known: true, partnerId, grants: [{ role: 'P-own' }] });
    expect(
      (await post('/v1/partners', 'ana', { programId: 'small', name: 'Another', type: 'reseller', country: 'US' })).body
        .code,
    ).toBe('PARTNER.EXISTS');
  });

  test('is vetted with the evidence that the step asks for', async () => {
    const task = await step('vet', 'carl');
    const route = `/v1/tasks/${task.stepId}/completion`;
    expect((await post(route, 'carl', { evidence: {} })).body).toMatchObject({
      status: 422,
      code: 'STEP.EVIDENCE_MISSING',
      errors: [{ pointer: '/evidence/finding' }],
    });
    expect((await post(route, 'carl', { evidence: { finding: 'fine', more: 'x' } })).body.code).toBe(
      'STEP.EVIDENCE_MISSING',
    );
    expect((await post(route, 'carl', { evidence: { finding: 'fine' }, result: 'clear' })).body.code).toBe(
      'REQUEST.RULE',
    );
    expect((await post(route, 'pam', { evidence: { finding: 'fine' } })).body.code).toBe('AUTH.FORBIDDEN');
    const done = await post(route, 'carl', { evidence: { finding: 'fine' }, comment: 'Looks right' }, 'vet');
    expect(done).toMatchObject({
      status: 200,
      body: { state: 'done', stepId: task.stepId, temporalUrl: expect.stringContaining('recruit') },
    });
    expect((await post(route, 'carl', { evidence: { finding: 'fine' }, comment: 'Looks right' }, 'vet')).body).toEqual(
      done.body,
    );
    expect((await post(route, 'carl', { evidence: { finding: 'again' } })).body.code).toBe('STEP.CLOSED');
  });

  test('is accepted by two, each once; a change of mind needs a revoke', async () => {
    const approval = await soon(async () => (await get('/v1/approvals?state=open&mine=true', 'pam')).items[0]);
    const route = `/v1/approvals/${approval.approvalId}/decisions`;
    const { contentHash } = approval;
    const decide = (as: string, decision: string, hash = contentHash) =>
      post(route, as, { decision, contentHash: hash });
    expect((await decide('carl', 'approve')).body).toMatchObject({
      status: 403,
      code: expect.stringMatching(/^APPROVAL\.(EXCLUDED|NOT_CANDIDATE)$/),
    });
    expect((await decide('pam', 'approve', '0'.repeat(64))).body.code).toBe('APPROVAL.STALE');
    expect((await decide('pam', 'revoke')).body.code).toBe('APPROVAL.NOT_DECIDED');
    const first = await decide('pam', 'approve');
    expect(first).toMatchObject({ status: 200, body: { state: 'recorded', decision: 'approve', seq: 1 } });
    expect((await decide('pam', 'approve')).body).toEqual(first.body);
    expect((await decide('pam', 'reject')).body).toMatchObject({ status: 409, code: 'APPROVAL.ALREADY_DECIDED' });
    expect((await decide('pam', 'revoke')).body).toMatchObject({ decision: 'revoke', seq: 2 });
    expect((await decide('pam', 'approve')).body).toMatchObject({ decision: 'approve', seq: 3 });
    expect((await decide('lena', 'approve')).status).toBe(200);
    expect(await get(`/v1/approvals/${approval.approvalId}`, 'vera')).toMatchObject({
      state: 'approved',
      mayDecide: false,
    });
    expect((await decide('pam', 'approve')).body).toMatchObject({ state: 'recorded', seq: 3 });
    expect((await decide('lena', 'reject')).body.code).toBe('APPROVAL.ALREADY_DECIDED');
  });

  test('signs exactly the text that was published, and we countersign', async () => {
    const task = await step('terms', 'ana');
    const { agreementId, documentHash } = task.details;
    expect(await get(`/v1/agreements/${agreementId}`, 'ana')).toMatchObject({
      text: 'We work together.',
      documentHash,
      state: 'sent',
    });
    const sign = (as: string, hash = documentHash) =>
      post(`/v1/agreements/${agreementId}/signatures`, as, { documentHash: hash });
    expect((await sign('ana', 'f'.repeat(64))).body.code).toBe('STEP.STALE');
    expect((await sign('lena')).body.code).toBe('AUTH.FORBIDDEN');
    expect((await sign('ana')).status).toBe(200);
    expect((await sign('ana')).status).toBe(200);
    await soon(async () => (await get(`/v1/agreements/${agreementId}`, 'lena')).state === 'signed');
    expect((await sign('lena')).status).toBe(200);
    expect(await get(`/v1/agreements/${agreementId}`, 'ana')).toMatchObject({
      state: 'countersigned',
      signatures: [{ side: 'partner' }, { side: 'vendor' }],
    });
  });

  test('is commanded, with who and why; the same command again changes nothing', async () => {
    await step('talk', 'carl');
    const route = `/v1/partners/${partnerId}/commands`;
    expect((await post(route, 'carl', { command: 'offboard', reason: 'x' })).body.code).toBe('AUTH.FORBIDDEN');
    expect((await post(route, 'pam', { command: 'skipStep', reason: 'x' })).body).toMatchObject({
      code: 'REQUEST.RULE',
      errors: [{ pointer: '/params/stage' }, { pointer: '/params/step' }],
    });
    expect((await post(route, 'pam', { command: 'resume', reason: 'x' })).body).toMatchObject({
      state: 'done',
      mode: 'active',
      repeated: true,
    });
    expect((await post(route, 'carl', { command: 'pause', reason: 'Holidays' })).body).toMatchObject({
      state: 'done',
      mode: 'paused',
      repeated: false,
    });
    expect(
      (await post(route, 'pam', { command: 'repeatStage', reason: 'x', params: { stage: 'recruit' } })).body,
    ).toMatchObject({ status: 409, code: 'LIFECYCLE.STATE', allowedActions: expect.arrayContaining(['resume']) });
    expect((await post(route, 'pam', { command: 'resume', reason: 'Back' })).body).toMatchObject({
      mode: 'active',
      repeated: false,
    });
    const { items } = await get(`/v1/partners/${partnerId}/timeline`, 'pam');
    expect(items.find(({ action }: { action: string }) => action === 'lifecycle.pause')).toMatchObject({
      reason: 'Holidays',
      temporalUrl: expect.stringContaining('partner'),
    });
  });

  test('has facts reported, each event once', async () => {
    const route = `/v1/partners/${partnerId}/facts`;
    const fact = { eventId: 'evt-1', kind: 'deal_won', occurredAt: '2026-11-24T12:00:00Z', data: { amount: 10 } };
    expect((await post(route, 'ana', fact)).body.code).toBe('AUTH.FORBIDDEN');
    const [first, again] = [await post(route, 'crm', fact), await post(route, 'crm', fact)];
    expect(first.status).toBe(202);
    expect(again.body.factId).toBe(first.body.factId);
    expect((await post(route, 'crm', { ...fact, data: { amount: 11 } })).body).toMatchObject({
      status: 409,
      code: 'INTAKE.CONFLICT',
    });
    expect((await post(route, 'crm', { ...fact, eventId: 'evt-2', kind: 'sale_booked' })).body.code).toBe(
      'REQUEST.RULE',
    );
    await soon(async () =>
      (await get(`/v1/partners/${partnerId}`, 'pam')).stageRuns
        .flatMap(({ steps }: { steps: { key: string; state: string }[] }) => steps)
        .some(({ key, state }: { key: string; state: string }) => key === 'deal' && state === 'done'),
    );
  });

  test('has no fact lost to another partner: the same event id is theirs or ours, not both', async () => {
    const asked = { programId: 'small', name: 'Cora', type: 'reseller', country: 'US' };
    const other = (await post('/v1/partners', 'cora', asked)).body.partnerId as string;
    await soon(async () => (await get(`/v1/partners/${other}`, 'pam')).mode === 'active');
    const fact = { eventId: 'evt-9', kind: 'deal_won', occurredAt: '2026-11-24T12:00:00Z', data: { amount: 10 } };
    const report = (to: string) => post(`/v1/partners/${to}/facts`, 'crm', fact);
    expect((await report(partnerId)).status).toBe(202);
    expect(await report(other)).toMatchObject({ status: 409, body: { code: 'INTAKE.CONFLICT' } });
    expect((await report(partnerId)).status).toBe(202);
  });

  test('withdraws, and after the end the same command is answered and every other refused', async () => {
    const route = `/v1/partners/${partnerId}/commands`;
    expect((await post(route, 'pam', { command: 'withdraw', reason: 'x' })).body.code).toBe('AUTH.FORBIDDEN');
    expect((await post(route, 'ana', { command: 'withdraw', reason: 'Other plans' })).body).toMatchObject({
      mode: 'withdrawn',
      repeated: false,
    });
    await soon(async () => (await get(`/v1/partners/${partnerId}`, 'pam')).mode === 'withdrawn');
    expect((await post(route, 'ana', { command: 'withdraw', reason: 'Other plans' })).body).toMatchObject({
      mode: 'withdrawn',
      repeated: true,
    });
    expect((await post(route, 'pam', { command: 'pause', reason: 'x' })).body.code).toBe('LIFECYCLE.STATE');
  });
});

test('what nobody works on is pending; the same key later gets the answer', async () => {
  const { body } = await post(
    '/v1/partners',
    'bea',
    { programId: 'small', name: 'Berta', type: 'reseller', country: 'US' },
    'apply',
  );
  partnerId = body.partnerId;
  const { stepId } = await step('vet', 'carl');
  await stopWorker!();
  stopWorker = undefined;
  const route = `/v1/tasks/${stepId}/completion`;
  const complete = () => post(route, 'carl', { evidence: { finding: 'fine' } }, 'late');
  const pending = await complete();
  expect(pending).toMatchObject({ status: 202, body: { state: 'pending', statusUrl: `/v1/tasks/${stepId}` } });
  stopWorker = await startApiWorker(api);
  expect(await soon(async () => (await complete()).body.state === 'done')).toBe(true);
  expect((await complete()).headers.get('idempotency-replayed')).toBe('true');
});
