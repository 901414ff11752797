import { randomUUID } from 'node:crypto';
import { Worker } from '@temporalio/worker';
import XAPI from '@xapi/xapi';
import type { Statement, StatementsResponse } from '@xapi/xapi';
import { addIdentifiers, identifiersOfEmail } from '../../database/repositories/person-rows';
import { transaction } from '../../database/sql';
import { certificateWorkflowId } from '../../domain/ids';
import type { JsonObject } from '../../domain/hash';
import type { ProgramVersion } from '../../domain/program';
import { compose } from '../../workers/compose';
import type { Composed } from '../../workers/compose';
import { readWorkerSettings } from '../../workers/settings';
import type { Asking, TestApi } from '../kit/api';
import { startTestApi } from '../kit/api';
import { addPartner, addPerson, publishVersion } from '../kit/rows';
import type { TestTemporal } from '../kit/temporal';
import { connectTemporal, workflowBundle } from '../kit/temporal';
import { FOUNDATIONS, said, SALES_EXAM, salesPath, voiding } from '../kit/training';

const VERSION = { 'x-experience-api-version': '1.0.3' };

let api: TestApi;
let temporal: TestTemporal;
let composed: Composed;
let worker: Worker;
let running: Promise<void>;
let version: ProgramVersion;
let partnerId: string;
let lmsId: string;

beforeAll(async () => {
  [api, temporal] = [await startTestApi(), await connectTemporal()];
  composed = await compose(
    readWorkerSettings({
      DATABASE_URL: api.settings.databaseUrl,
      TEMPORAL_ADDRESS: temporal.address,
      TASK_QUEUE: api.settings.taskQueue,
      ACTOR_KEY: api.settings.actorKey,
      SCREENING_URL: 'http://127.0.0.1:9',
      SCIM_URL: 'http://127.0.0.1:9',
    }),
    { client: temporal.client },
  );
  worker = await Worker.create({
    connection: temporal.nativeConnection,
    namespace: temporal.namespace,
    taskQueue: api.settings.taskQueue,
    workflowBundle: await workflowBundle(),
    shutdownForceTime: '5s',
    activities: { ...composed.activities },
  });
  running = worker.run();
  version = await publishVersion(api.pool, { nowMs: Date.now() });
  lmsId = await api.person('lms', { kind: 'service', roles: ['LMS'] });
  await api.person('lms2', { kind: 'service', roles: ['LMS'] });
  await api.person('cam', { roles: ['CAM'] });
});
beforeEach(async () => {
  partnerId = await addPartner(api.pool, version);
});
afterAll(async () => {
  worker.shutdown();
  await running;
  await composed.close();
  await temporal.close();
  await api.close();
});

let people = 0;
async function learner(displayName = 'Ann Learner') {
  const email = `xapi${(people += 1)}@partner.example`;
  const personId = await addPerson(api.pool, { partnerId, email, roles: ['P-sales'] });
  await api.pool.query('UPDATE person SET display_name = $2 WHERE person_id = $1', [personId, displayName]);
  await transaction(api.pool, (tx) => addIdentifiers(tx, personId, identifiersOfEmail(email)));
  return { email, personId };
}

const post = (json: unknown, asking: Asking = {}) =>
  api.ask('POST /xapi/statements', { as: 'lms', json, headers: VERSION, ...asking });
const get = (query: Record<string, string>, asking: Asking = {}) =>
  api.ask(`GET /xapi/statements?${new URLSearchParams(query)}`, { as: 'lms', headers: VERSION, ...asking });
/** The client as an LMS uses it: endpoint and authorization, nothing else. */
const client = async (subject = 'lms') =>
  new XAPI({ endpoint: `${api.url}/xapi/`, auth: `Bearer ${await api.issuer.token(subject)}`, version: '1.0.3' });
const training = async () => (await api.ask(`GET /v1/partners/${partnerId}/training`, { as: 'cam' })).body;

describe('an unmodified xAPI client', () => {
  test('delivers one by one and in batches, doubled and shuffled, and a certificate comes of it', async () => {
    const { email, personId } = await learner();
    const xapi = await client();
    const [course, exam] = salesPath(email, Date.now() - 3_600_000) as unknown as [Statement, Statement];
    expect((await xapi.sendStatement({ statement: exam })).data).toEqual([exam.id]);
    expect((await training()).tracks[0]).toMatchObject({ track: 'sales-path', needed: 2, certified: 0 });
    expect((await xapi.sendStatements({ statements: [exam, course] })).data).toEqual([exam.id, course.id]);
    await xapi.sendStatements({ statements: [course, exam] });
    expect((await xapi.getStatement({ statementId: course.id! })).data).toMatchObject({
      id: course.id,
      actor: { mbox: `mailto:${email}` },
    });
    expect((await training()).tracks[0]).toMatchObject({
      certified: 1,
      people: [{ personId, displayName: 'Ann Learner' }],
    });
    const { body } = await api.ask(`GET /v1/partners/${partnerId}/certificates`, { as: 'cam' });
    expect(body.items).toMatchObject([{ personId, title: 'Certified sales associate', state: 'valid' }]);
    const described = await temporal.client.workflow
      .getHandle(certificateWorkflowId(body.items[0].certificateId))
      .describe();
    expect(described.status.name).toBe('RUNNING');
    expect(await described.staticSummary()).toMatch(/^Certified sales associate, until/);
  });

  test('lists what it sent page by page, and takes a statement back', async () => {
    const { email } = await learner();
    const xapi = await client('lms2');
    const [course, exam] = salesPath(email, Date.now()) as unknown as [Statement, Statement];
    for (const statement of [course, exam]) await xapi.sendStatement({ statement });
    const first = (await xapi.getStatements({ limit: 1 })).data;
    expect(first.statements.map(({ id }) => id)).toEqual([exam.id]);
    const second = (await xapi.getMoreStatements({ more: first.more })).data as StatementsResponse;
    expect(second.statements.map(({ id }) => id)).toEqual([course.id]);
    expect(second.more).toBe('');
    await xapi.voidStatement({
      actor: { objectType: 'Agent', mbox: 'mailto:admin@learning.example' },
      statementId: exam.id!,
    });
    await expect(xapi.getStatement({ statementId: exam.id! })).rejects.toMatchObject({ response: { status: 404 } });
    expect((await xapi.getVoidedStatement({ voidedStatementId: exam.id! })).data).toMatchObject({ id: exam.id });
    expect((await training()).tracks[0]).toMatchObject({ certified: 0 });
    expect((await xapi.getAbout()).data.version).toContain('1.0.3');
  });
});

describe('the statement resource', () => {
  test('stores what a store adds, and gives it back in the version asked for', async () => {
    const statement = said('nobody@x.example', 'initialized', FOUNDATIONS);
    const posted = await post(statement);
    expect([posted.status, posted.headers.get('x-experience-api-version')]).toEqual([200, '1.0.3']);
    const one = await get(
      { statementId: statement['id'] as string },
      { headers: { 'x-experience-api-version': '2.0' } },
    );
    expect(one.body).toEqual({
      ...statement,
      stored: one.body.stored,
      timestamp: one.body.stored,
      version: '2.0.0',
      authority: { objectType: 'Agent', account: { homePage: api.issuer.issuer, name: lmsId } },
    });
    expect(one.headers.get('x-experience-api-version')).toBe('2.0.0');
    expect(Date.parse(one.headers.get('last-modified')!)).toBeLessThanOrEqual(Date.now());
    expect(Date.parse(one.headers.get('x-experience-api-consistent-through')!)).toBeGreaterThanOrEqual(
      Date.parse(one.body.stored),
    );
  });

  test('gives an id to a statement without one', async () => {
    const { id: _id, ...statement } = said('nobody@x.example', 'passed', SALES_EXAM);
    const { body } = await post(statement);
    expect((await get({ statementId: body[0] })).body).toMatchObject(statement);
  });

  test('takes a statement under the id of its address', async () => {
    const statement = said('nobody@x.example', 'passed', SALES_EXAM);
    const id = statement['id'] as string;
    const put = (statementId: string, json: unknown) =>
      api.ask(`PUT /xapi/statements?statementId=${statementId}`, { as: 'lms', json, headers: VERSION });
    expect([
      (await put(id, statement)).status,
      (await put(id.toUpperCase(), { ...statement, id: undefined })).status,
    ]).toEqual([204, 204]);
    expect((await put(randomUUID(), statement)).status).toBe(400);
    expect((await put(id, [statement])).status).toBe(400);
    expect((await put('nonsense', statement)).status).toBe(400);
    expect((await put(id, { ...statement, result: { success: true } })).status).toBe(409);
  });

  test('refuses another statement under a stored id, and stores nothing of that batch', async () => {
    const [one, other] = [said('a@x.example', 'passed', SALES_EXAM), said('a@x.example', 'passed', FOUNDATIONS)];
    await post(one);
    const refused = await post([other, { ...one, object: { id: FOUNDATIONS } }]);
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'TRAINING.STATEMENT_CONFLICT', errors: [{ pointer: '/1/id' }] },
    });
    expect((await get({ statementId: other['id'] as string })).status).toBe(404);
  });

  test('refuses two that come at once under one id with other content: one of them', async () => {
    const one = said('a@x.example', 'passed', SALES_EXAM);
    const answers = await Promise.all([post(one), post({ ...one, object: { id: FOUNDATIONS } })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('says each fault with its place', async () => {
    const { status, body } = await post([
      said('a@x.example', 'passed', SALES_EXAM),
      { ...said('a@x.example', 'passed', SALES_EXAM), verb: {}, nonsense: 1 },
    ]);
    expect(status).toBe(400);
    expect((body.errors as { pointer: string }[]).map(({ pointer }) => pointer).sort()).toEqual([
      '/1/nonsense',
      '/1/verb/id',
    ]);
  });

  test.each([undefined, '0.9', '1.1', '3.0.0', 'one'])('asks for a version that it speaks, not %s', async (said) => {
    const headers: Record<string, string> = said === undefined ? {} : { 'x-experience-api-version': said };
    const answer = await get({}, { headers });
    expect([answer.status, answer.headers.get('x-experience-api-version')]).toEqual([400, '2.0.0']);
    expect((await post([], { headers })).status).toBe(400);
  });

  test('takes an empty batch for what it is', async () => {
    expect(await post([])).toMatchObject({ status: 200, body: [] });
  });

  test.each<[string, Record<string, string>]>([
    ['an unknown parameter', { nonsense: '1' }],
    ['both ids', { statementId: randomUUID(), voidedStatementId: randomUUID() }],
    ['an id and a filter', { statementId: randomUUID(), verb: 'http://x.example/v' }],
    ['a verb that is no IRI', { verb: 'passed' }],
    ['an agent that is no JSON', { agent: 'ann' }],
    ['a time without offset', { since: '2026-01-01T00:00:00' }],
    ['a filter that is not supported', { related_agents: 'true' }],
    ['a cursor that is not ours', { cursor: 'abcd' }],
  ])('refuses to read by %s', async (_what, query) => {
    expect((await get(query)).status).toBe(400);
  });

  test('lists by learner, verb, activity and time', async () => {
    const email = 'filtered@x.example';
    const [course, exam] = salesPath(email, Date.now()) as [JsonObject, JsonObject];
    await post([course, exam]);
    const agent = JSON.stringify({ mbox: `mailto:${email.toUpperCase()}` });
    const ids = async (query: Record<string, string>) =>
      ((await get(query)).body.statements as { id: string }[]).map(({ id }) => id).sort();
    expect(await ids({ agent })).toEqual([course['id'], exam['id']].sort());
    expect(await ids({ agent, verb: 'http://adlnet.gov/expapi/verbs/passed' })).toEqual([exam['id']]);
    expect(await ids({ agent, activity: FOUNDATIONS, ascending: 'true' })).toEqual([course['id']]);
    expect(await ids({ agent, since: new Date().toISOString() })).toEqual([]);
    expect(await ids({ agent, until: new Date(0).toISOString() })).toEqual([]);
    expect(await ids({ agent: JSON.stringify({ account: { homePage: 'https://x.example', name: 'y' } }) })).toEqual([]);
  });

  test('is for learning systems and those who run them, and shows each its own only', async () => {
    const statement = said('a@x.example', 'passed', SALES_EXAM);
    await post(statement);
    const id = statement['id'] as string;
    expect((await get({ statementId: id }, { as: 'lms2' })).status).toBe(404);
    expect((await get({}, { as: 'cam' })).status).toBe(403);
    expect((await post(statement, { as: 'cam' })).status).toBe(403);
    expect((await post(statement, { as: undefined })).status).toBe(401);
    await api.person('trainer', { partnerId, roles: ['P-own'] });
    expect((await post(statement, { as: 'trainer' })).status).toBe(403);
    expect(await api.ask('GET /xapi/about')).toMatchObject({ status: 200, body: { version: ['2.0.0', '1.0.3'] } });
  });
});

describe('training of a partner', () => {
  test('is for its own people and ours, and 404 for anybody else’s', async () => {
    await learner();
    await api.person('own', { partnerId, roles: ['P-own'] });
    await api.person('foreign', { partnerId: await addPartner(api.pool, version), roles: ['P-own'] });
    for (const page of ['training', 'certificates']) {
      expect((await api.ask(`GET /v1/partners/${partnerId}/${page}`, { as: 'own' })).status).toBe(200);
      expect((await api.ask(`GET /v1/partners/${partnerId}/${page}`, { as: 'foreign' })).status).toBe(404);
      expect((await api.ask(`GET /v1/partners/${partnerId}/${page}`)).status).toBe(401);
    }
  });

  test('says how each certificate stands', async () => {
    const [ann, bob] = [await learner('Ann'), await learner('Bob')];
    const day = 86_400_000;
    await post([...salesPath(ann.email, Date.now() - 200 * day), ...salesPath(ann.email, Date.now() - 5 * day)]);
    await post([...salesPath(bob.email, Date.now() - 400 * day), ...salesPath(bob.email, Date.now() + 5 * day)]);
    const { body } = await api.ask(`GET /v1/partners/${partnerId}/certificates`, { as: 'cam' });
    const states = (body.items as { displayName: string; state: string }[]).map(
      ({ displayName, state }) => `${displayName} ${state}`,
    );
    expect(states).toEqual(['Bob upcoming', 'Ann valid', 'Ann superseded', 'Bob lapsed']);
    await api.pool.query(`UPDATE person SET status = 'left' WHERE person_id = $1`, [ann.personId]);
    expect((await training()).tracks[0]).toMatchObject({ certified: 0, people: [] });
  });
});

test('nothing personal reaches a history', async () => {
  const { email } = await learner();
  const statements = salesPath(email, Date.now());
  await post([...statements, voiding(statements[0]!)]);
  const { rows } = await api.pool.query<{ workflow_id: string }>(
    `SELECT workflow_id FROM import_job ORDER BY started_wall DESC LIMIT 1`,
  );
  const handle = temporal.client.workflow.getHandle(rows[0]!.workflow_id);
  expect(await handle.result()).toMatchObject({ total: 3, counts: { stored: 3 }, told: 1 });
  const history = JSON.stringify(await handle.fetchHistory(), (key, value: unknown) =>
    key === 'data' && typeof value === 'string' ? Buffer.from(value, 'base64').toString() : value,
  );
  expect(history).toContain(lmsId);
  expect(history).not.toContain(email);
});
