import type { ProgramVersion } from '../../domain/program';
import { startTestApi } from '../kit/api';
import type { TestApi } from '../kit/api';
import { addScene, TERMS } from '../kit/api-rows';
import type { Scene } from '../kit/api-rows';
import { addPartner, NOW_MS, publishVersion } from '../kit/rows';

let api: TestApi;
let version: ProgramVersion;
let acme: Scene;
let berta: Scene;

beforeAll(async () => {
  api = await startTestApi();
  version = await publishVersion(api.pool);
  await api.person('pam', { roles: ['PM'] });
  await api.person('carl', { roles: [['CAM', 'us']] });
  await api.person('dora', { roles: [['CAM', 'de']] });
  acme = await addScene(api.pool, version, { partnerId: 'acme-aaaaaaaa', name: 'Acme Outdoor' });
  berta = await addScene(api.pool, version, {
    partnerId: 'berta-bbbbbbbb',
    name: 'Berta Räder',
    region: 'de',
    country: 'DE',
  });
  await api.person('ana', { partnerId: acme.partnerId, roles: ['P-own'] });
  await api.person('bea', { partnerId: berta.partnerId, roles: ['P-own'] });
});
afterAll(() => api.close());

const ids = async (route: string, as: string, key = 'partnerId'): Promise<string[]> =>
  (await api.ask(route, { as })).body.items.map((item: Record<string, string>) => item[key]).sort();

describe('who sees whom', () => {
  test('staff see all partners, or those of their regions; a partner sees itself', async () => {
    expect(await ids('GET /v1/partners', 'pam')).toEqual([acme.partnerId, berta.partnerId]);
    expect(await ids('GET /v1/partners', 'carl')).toEqual([acme.partnerId]);
    expect(await ids('GET /v1/partners', 'dora')).toEqual([berta.partnerId]);
    expect(await ids('GET /v1/partners', 'ana')).toEqual([acme.partnerId]);
  });

  const foreign = (): [string, object?][] => [
    [`GET /v1/partners/${berta.partnerId}`],
    [`GET /v1/partners/${berta.partnerId}/timeline`],
    [`GET /v1/partners/${berta.partnerId}/people`],
    [`POST /v1/partners/${berta.partnerId}/commands`, { command: 'withdraw', reason: 'no' }],
    [
      `POST /v1/partners/${berta.partnerId}/facts`,
      { eventId: '1', kind: 'deal_won', occurredAt: '2026-10-06T12:00:00Z' },
    ],
    [`GET /v1/approvals/${berta.approval.approvalId}`],
    [
      `POST /v1/approvals/${berta.approval.approvalId}/decisions`,
      { decision: 'approve', contentHash: berta.approval.contentHash },
    ],
    [`POST /v1/approvals/${berta.approval.approvalId}/code`, { contentHash: berta.approval.contentHash }],
    [`GET /v1/tasks/${berta.steps.papers}`],
    [`POST /v1/tasks/${berta.steps.papers}/completion`, {}],
    [`GET /v1/agreements/${berta.agreementId}`],
    [`POST /v1/agreements/${berta.agreementId}/signatures`, { documentHash: berta.approval.contentHash }],
  ];

  test('what is a foreign partner’s is answered exactly like what is not there', async () => {
    for (const [route, json] of foreign())
      for (const as of ['ana', 'carl']) {
        const unknown = route.replace(/(partners|approvals|tasks|agreements)\/[^/]+/, '$1/nothing-here');
        const [theirs, nobodys] = [await api.ask(route, { as, json }), await api.ask(unknown, { as, json })];
        const words = ({ traceId: _traceId, instance: _instance, ...rest }: Record<string, unknown>): object => rest;
        expect({ route, as, status: theirs.status, body: words(theirs.body) }).toEqual({
          route,
          as,
          status: 404,
          body: words(nobodys.body),
        });
      }
  });

  test('a partner’s people do not see our approvals, and of our steps only that they are there', async () => {
    expect((await api.ask(`GET /v1/approvals/${acme.approval.approvalId}`, { as: 'ana' })).status).toBe(404);
    expect((await api.ask(`GET /v1/tasks/${acme.steps.vet}`, { as: 'ana' })).status).toBe(404);
    const { body } = await api.ask(`GET /v1/partners/${acme.partnerId}`, { as: 'ana' });
    const steps = Object.fromEntries(body.stageRuns[0].steps.map((step: { key: string }) => [step.key, step]));
    expect(steps.vet).toMatchObject({ state: 'open', roles: ['CAM'], details: null });
    expect(steps.papers).toMatchObject({ details: { evidence: [], actions: ['complete'] } });
    const timeline = await api.ask(`GET /v1/partners/${acme.partnerId}/timeline`, { as: 'ana' });
    expect(
      timeline.body.items.map(({ actor, action, reason }: Record<string, string>) => [actor, action, reason]),
    ).toEqual([
      ['person', 'step.reject', null],
      ['system:workflow', 'stage.started', null],
    ]);
    expect(JSON.stringify([body, timeline.body])).not.toMatch(/secret/);
  });
});

describe('one partner', () => {
  test('shows its stages with steps, who each waits for and until when, with links into the Temporal UI', async () => {
    const { body } = await api.ask(`GET /v1/partners/${acme.partnerId}`, { as: 'pam' });
    expect(body).toMatchObject({
      state: 'running',
      name: 'Acme Outdoor',
      mode: 'active',
      stages: ['recruit'],
      openSteps: 4,
      nextDue: { ms: NOW_MS + 86_400_000 },
      allowedActions: expect.arrayContaining(['pause']),
    });
    expect(body.temporalUrl).toBe(
      `http://temporal.test/namespaces/${api.settings.temporal.namespace}/workflows/${encodeURIComponent(`partner/${acme.partnerId}`)}`,
    );
    expect(body.stageRuns[0]).toMatchObject({
      stage: 'recruit',
      temporalUrl: expect.stringContaining(encodeURIComponent(acme.stageWorkflowId)),
    });
    expect(body.waitingFor[0]).toEqual({
      stepId: acme.steps.vet,
      stage: 'recruit',
      title: 'Do vet',
      waitingFor: 'CAM to act',
      roles: ['CAM'],
      due: { at: '2026-10-07T12:00:00.000Z', ms: NOW_MS + 86_400_000 },
    });
    expect(body.stageRuns[0].steps[3]).toMatchObject({
      approvalId: acme.approval.approvalId,
      approvalTemporalUrl: expect.stringContaining('approval'),
    });
  });
});

describe('lists', () => {
  test('are filtered', async () => {
    expect(await ids('GET /v1/partners?region=de', 'pam')).toEqual([berta.partnerId]);
    expect(await ids('GET /v1/partners?q=r%C3%84der', 'pam')).toEqual([berta.partnerId]);
    expect(await ids('GET /v1/partners?q=%25', 'pam')).toEqual([]);
    expect(await ids('GET /v1/partners?stage=recruit&mode=active', 'pam')).toHaveLength(2);
    expect(await ids('GET /v1/partners?stage=sell', 'pam')).toEqual([]);
    expect(await ids('GET /v1/partners?possibleDuplicate=true', 'pam')).toEqual([]);
  });

  test('come page by page, each row once, and a cursor is good for its own list only', async () => {
    const more = await Promise.all(
      Array.from({ length: 5 }, (_, n) =>
        addPartner(api.pool, version, { partnerId: `more-${n}`, region: 'fr', country: 'FR' }),
      ),
    );
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body }: { body: { items: { partnerId: string }[]; nextCursor: string | null } } = await api.ask(
        `GET /v1/partners?region=fr&limit=2${cursor && `&cursor=${cursor}`}`,
        { as: 'pam' },
      );
      seen.push(...body.items.map(({ partnerId }) => partnerId));
      cursor = body.nextCursor;
    }
    expect(seen).toEqual([...more].sort().reverse());
    const { nextCursor } = (await api.ask('GET /v1/partners?limit=2', { as: 'pam' })).body;
    const tampered = `${nextCursor.slice(0, -2)}${nextCursor.endsWith('AA') ? 'BB' : 'AA'}`;
    for (const wrong of [
      `/v1/partners?limit=2&region=us&cursor=${nextCursor}`,
      `/v1/tasks?cursor=${nextCursor}`,
      `/v1/partners?cursor=${tampered}`,
    ])
      expect((await api.ask(`GET ${wrong}`, { as: 'pam' })).status).toBe(400);
  });

  test('the inboxes hold what one’s roles may act on, the earliest due first', async () => {
    expect(await ids('GET /v1/tasks', 'carl', 'stepId')).toEqual([acme.steps.vet]);
    const { body } = await api.ask('GET /v1/tasks', { as: 'ana' });
    expect(body.items.map(({ stepId }: { stepId: string }) => stepId)).toEqual([acme.steps.terms, acme.steps.papers]);
    expect(await ids('GET /v1/approvals', 'carl', 'approvalId')).toEqual([acme.approval.approvalId]);
    expect(await ids('GET /v1/approvals?state=approved', 'carl', 'approvalId')).toEqual([]);
    expect(await ids('GET /v1/approvals?mine=true', 'pam', 'approvalId')).toHaveLength(2);
    expect(await ids('GET /v1/approvals', 'ana', 'approvalId')).toEqual([]);
  });
});

describe('things to decide and to sign', () => {
  test('an approval shows its content, hash, plan, candidates and whether I may decide', async () => {
    const { body } = await api.ask(`GET /v1/approvals/${acme.approval.approvalId}`, { as: 'carl' });
    expect(body).toMatchObject({
      contentHash: acme.approval.contentHash,
      content: { title: 'Accept the partner' },
      plan: { quorum: 2, rejection: 'ends' },
      mayDecide: true,
      decisions: [],
    });
    expect(body.candidates.map(({ role }: { role: string }) => role).sort()).toEqual(['CAM', 'PM']);
  });

  test('a code for the Temporal UI comes with the exact words to paste, and only for what was shown', async () => {
    const route = `POST /v1/approvals/${acme.approval.approvalId}/code`;
    const { status, body } = await api.ask(route, { as: 'carl', json: { contentHash: acme.approval.contentHash } });
    expect(status).toBe(201);
    expect(JSON.parse(body.paste.approve)).toEqual({
      actor: { personId: expect.any(String), code: body.code },
      decision: 'approve',
    });
    expect((await api.ask(route, { as: 'carl', json: { contentHash: '0'.repeat(64) } })).body).toMatchObject({
      code: 'APPROVAL.STALE',
      errors: [{ pointer: '/contentHash' }],
    });
    const { rows } = await api.pool.query<{ text: string }>(
      `SELECT i::text || coalesce((SELECT string_agg(c::text, '') FROM one_time_code c), '') AS text FROM idempotency i`,
    );
    expect(rows.map(({ text }) => text).join()).not.toContain(body.code);
  });

  test('an agreement shows its text to its partner and to us', async () => {
    for (const as of ['ana', 'pam'])
      expect((await api.ask(`GET /v1/agreements/${acme.agreementId}`, { as })).body).toMatchObject({
        text: TERMS,
        state: 'sent',
        signatures: [],
      });
  });

  test.each([
    ['who holds no deciding role', 'POST approvals/decisions', 'ana2', 404],
    ['who holds another role', 'POST approvals/decisions', 'fiona', 403],
  ])('%s cannot decide', async (_who, _route, subject, status) => {
    await api.person(
      subject,
      subject === 'fiona' ? { roles: ['FIN'] } : { partnerId: acme.partnerId, roles: ['P-sales'] },
    );
    const { status: answered } = await api.ask(`POST /v1/approvals/${acme.approval.approvalId}/decisions`, {
      as: subject,
      json: { decision: 'approve', contentHash: acme.approval.contentHash },
    });
    expect(answered).toBe(status);
  });
});
