import type { ProgramVersion } from '../../domain/program';
import { eventually } from '../crash/house';
import { startTestApi } from '../kit/api';
import type { TestApi } from '../kit/api';
import { addScene } from '../kit/api-rows';
import type { Scene } from '../kit/api-rows';
import { NOW_MS, publishVersion } from '../kit/rows';
import { freshName } from '../kit/servers';

const DAY_MS = 86_400_000;
/** A day and a half after everything began: what was due after a day is overdue, what is due after two is not. */
const LATER_MS = NOW_MS + 1.5 * DAY_MS;

let api: TestApi;
let version: ProgramVersion;
let acme: Scene;
let berta: Scene;

beforeAll(async () => {
  api = await startTestApi({ clock: { now: () => LATER_MS } });
  version = await publishVersion(api.pool);
  const carl = await api.person('carl', { roles: ['CAM'] });
  await api.person('dora', { roles: [['CAM', 'de']] });
  acme = await addScene(api.pool, version, { partnerId: 'acme-aaaaaaaa', name: 'Acme Outdoor' });
  berta = await addScene(api.pool, version, { partnerId: 'berta-bbbbbbbb', region: 'de', country: 'DE' });
  await api.pool.query(`UPDATE step SET due_ms = $1 WHERE partner_id = $2 AND key = 'vet'`, [
    LATER_MS + DAY_MS,
    berta.partnerId,
  ]);
  await api.pool.query(
    `INSERT INTO partner_owner (partner_id, role, person_id, changed_ms) VALUES ($1, 'CAM', $2, 1)`,
    [acme.partnerId, carl],
  );
  await api.person('ana', { partnerId: acme.partnerId, roles: ['P-own'] });
});
afterAll(() => api.close());

/** Changes a step and tells the audit of it, as a stage's turn does. */
async function changed(set: string, stepId: string): Promise<void> {
  await api.pool.query(
    `WITH step AS (UPDATE step SET ${set} WHERE step_id = $1 RETURNING partner_id, stage_workflow_id)
     INSERT INTO audit (partner_id, at_ms, actor, action, subject, workflow_id, run_id, history_length, business_key)
     SELECT partner_id, 1, 'system:test', 'step.changed', 's', stage_workflow_id, 'r', 1, $2 FROM step`,
    [stepId, freshName('change')],
  );
}

const read = async (route: string, as = 'carl') => (await api.ask(`GET ${route}`, { as })).body;

describe('the board', () => {
  test('shows each stage with its partners, those with something overdue first', async () => {
    const { stages } = await read('/v1/board');
    expect(stages.map(({ stage }: { stage: string }) => stage)).toHaveLength(8);
    expect(stages[1]).toMatchObject({
      stage: 'recruit',
      partners: 2,
      overdue: 1,
      cards: [
        { partnerId: acme.partnerId, overdue: true, since: { ms: NOW_MS }, due: { ms: NOW_MS + DAY_MS } },
        { partnerId: berta.partnerId, overdue: false, due: { ms: NOW_MS + 2 * DAY_MS } },
      ],
    });
    expect(stages[0]).toEqual({ stage: 'strategize', partners: 0, overdue: 0, cards: [] });
  });

  test('counts all of them, however few are shown', async () => {
    const { stages } = await read('/v1/board?cards=1');
    expect(stages[1]).toMatchObject({ partners: 2, overdue: 1, cards: [{ partnerId: acme.partnerId }] });
  });

  test('counts and shows only what its reader may see', async () => {
    expect((await read('/v1/board', 'dora')).stages[1]).toMatchObject({
      partners: 1,
      overdue: 0,
      cards: [{ partnerId: berta.partnerId }],
    });
  });
});

describe('each number can be listed', () => {
  const ids = async (route: string, key: string): Promise<string[]> =>
    (await read(route)).items.map((item: Record<string, string>) => item[key]);

  test('overdue partners, and those that are not', async () => {
    expect(await ids('/v1/partners?overdue=true', 'partnerId')).toEqual([acme.partnerId]);
    expect(await ids('/v1/partners?overdue=false', 'partnerId')).toEqual([berta.partnerId]);
    expect((await read('/v1/partners?overdue=true')).items[0]).toMatchObject({ since: { ms: NOW_MS } });
  });

  test('open steps by who can act, by stage, by owner, and only the late ones', async () => {
    expect(await ids('/v1/steps?role=CAM&late=true', 'stepId')).toEqual([acme.steps.vet]);
    expect(await ids('/v1/steps?role=CAM&late=false', 'stepId')).toContain(berta.steps.vet);
    expect(await ids('/v1/steps?stage=sell', 'stepId')).toEqual([]);
    expect(await ids(`/v1/steps?partnerId=${berta.partnerId}&role=P-own`, 'stepId')).toEqual([
      berta.steps.terms,
      berta.steps.papers,
    ]);
    const { owners } = await read('/v1/overview');
    expect(await ids(`/v1/steps?owner=${owners[0].personId}`, 'partnerId')).toEqual(Array(4).fill(acme.partnerId));
    expect(await ids(`/v1/partners?owner=${owners[0].personId}`, 'partnerId')).toEqual([acme.partnerId]);
  });

  test('page by page, each step once, those without a due date last', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { items: { stepId: string }[]; nextCursor: string | null } = await read(
        `/v1/steps?limit=3${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...page.items.map(({ stepId }) => stepId));
      cursor = page.nextCursor;
    }
    expect(new Set(seen).size).toBe(8);
    expect(seen[0]).toBe(acme.steps.vet);
    expect(seen).toHaveLength(8);
  });

  test('steps that ended late: counted as soon as it is told that they have ended', async () => {
    const inRecruit = async (): Promise<{ ended: number; inTime: number }> => (await read('/v1/overview')).stages[1];
    expect(await inRecruit()).toMatchObject({ running: 2, reached: 2, ended: 0 });
    await changed(`state = 'done', ended_ms = due_ms + 1`, acme.steps.terms);
    await eventually('the overview counts it', async () => (await inRecruit()).ended === 1);
    expect(await inRecruit()).toMatchObject({ ended: 1, inTime: 0 });
    expect(await ids('/v1/steps?when=ended&late=true', 'stepId')).toEqual([acme.steps.terms]);
    await changed(`state = 'open', ended_ms = NULL`, acme.steps.terms);
    await eventually('the overview counts it no more', async () => (await inRecruit()).ended === 0);
  });
});

describe('the overview', () => {
  test('tells who carries how much, the most loaded first', async () => {
    const { roles, owners } = await read('/v1/overview');
    expect(roles[0]).toEqual({ role: 'CAM', open: 4, late: 1 });
    expect(owners).toEqual([{ personId: expect.any(String), displayName: 'Somebody', partners: 1, open: 4, late: 1 }]);
  });

  test('is ours alone: a partner’s people find neither it nor the steps of others', async () => {
    for (const route of ['/v1/overview', '/v1/steps'])
      expect((await api.ask(`GET ${route}`, { as: 'ana' })).status).toBe(404);
    expect((await read('/v1/board', 'ana')).stages[1]).toMatchObject({ partners: 1 });
  });
});

describe('one partner', () => {
  test('tells every timer that runs, and what happens when it fires', async () => {
    await api.pool.query(`UPDATE step SET key = 'eligibility-review' WHERE step_id = $1`, [berta.steps.vet]);
    const { items, stopped } = await read(`/v1/partners/${berta.partnerId}/timers`);
    expect(stopped).toBe(false);
    const [first] = items;
    expect(first).toMatchObject({ kind: 'due', about: 'Do terms', at: { ms: NOW_MS + 2 * DAY_MS } });
    const ladder = items.filter(({ about }: { about: string }) => about === 'Do vet');
    expect(ladder.map(({ kind }: { kind: string }) => kind)).toEqual(['due', 'escalate']);
    expect(ladder[1]).toMatchObject({ then: 'Escalation: 2bd after due, PM may act too', stops: true });
  });

  test('lists what was sent for signing, to its own people too, and to nobody else’s', async () => {
    for (const as of ['carl', 'ana'])
      expect((await read(`/v1/partners/${acme.partnerId}/agreements`, as)).items).toMatchObject([
        { agreementId: acme.agreementId, state: 'sent', signatures: [] },
      ]);
    for (const part of ['agreements', 'timers'])
      expect((await api.ask(`GET /v1/partners/${berta.partnerId}/${part}`, { as: 'ana' })).status).toBe(404);
  });

  test('what was handed in is read by us and by whoever of them handed it in, and by nobody else', async () => {
    const people = await read(`/v1/partners/${acme.partnerId}/people`);
    const insert = (id: string, person: string) =>
      api.pool.query(
        `INSERT INTO step_evidence (evidence_id, step_id, partner_id, person_id, action, evidence, at_ms, workflow_id, run_id, history_length, business_key)
         VALUES ($1, $2, $3, $4, 'complete', '{"plan":"https://files.example/plan"}', $5, 'w', 'r', 1, $1)`,
        [id, acme.steps.papers, acme.partnerId, person, NOW_MS],
      );
    await insert('evd-theirs', people.items[0].personId);
    await insert('evd-ours', (await read('/v1/people/me')).personId);
    expect(await read('/v1/evidence/evd-theirs')).toMatchObject({
      by: 'Somebody',
      fields: { plan: 'https://files.example/plan' },
    });
    const statusOf = async (id: string, as: string): Promise<number> =>
      (await api.ask(`GET /v1/evidence/${id}`, { as })).status;
    expect([await statusOf('evd-theirs', 'ana'), await statusOf('evd-ours', 'ana')]).toEqual([200, 404]);
    expect(await statusOf('evd-theirs', 'dora')).toBe(404);
  });

  test('its timeline names who of ours acted, to us', async () => {
    const { items } = await read(`/v1/partners/${acme.partnerId}/timeline`);
    expect(items.every((item: object) => 'actorName' in item)).toBe(true);
  });
});

test('an approval on which I have decided waits for me no longer', async () => {
  const open = async (): Promise<number> =>
    (await read('/v1/approvals?state=open&mine=true&undecided=true')).items.length;
  expect(await open()).toBe(2);
  const { approvalId, contentHash } = acme.approval;
  const me = (await read('/v1/people/me')).personId;
  await api.pool.query(
    `INSERT INTO decision (approval_id, person_id, seq, decision, content_hash, identity_proven, decided_ms, received_wall, workflow_id, run_id, history_length, business_key)
     VALUES ($1, $2, 1, 'approve', $3, true, 1, 1, 'w', 'r', 1, 'd/1')`,
    [approvalId, me, contentHash],
  );
  expect(await open()).toBe(1);
});

describe('what the console needs before anybody signs in', () => {
  test('is public: the issuer, the client, the scope', async () => {
    const { status, body } = await api.ask('GET /v1/console');
    expect({ status, body }).toEqual({
      status: 200,
      body: { issuer: api.issuer.issuer, clientId: 'console', scope: 'openid' },
    });
  });

  test('an API without a built console serves none, and is none the worse for it', async () => {
    expect((await api.ask('GET /')).status).toBe(404);
    expect((await api.ask('GET /health/live')).status).toBe(200);
  });
});
