import type { Asking, TestApi } from '../kit/api';
import { startTestApi } from '../kit/api';
import { addScene } from '../kit/api-rows';
import type { Scene } from '../kit/api-rows';
import { startApiWorker } from '../kit/api-worker';
import { publishVersion } from '../kit/rows';

/** 404, in the very words that an unknown id gets. */
const HIDDEN = 'hidden';
/** 200, and nothing of the partner that is not theirs. */
const OWN = 'own';
type Expected = number | typeof HIDDEN | typeof OWN;

/** Who asks, each in a column of the table. All of them are known here. */
const READERS = ['mark', 'ana', 'carl', 'crm'] as const;

const PUBLIC = Array<Expected>(4).fill(200);
const EVERYBODY = PUBLIC;
/** What belongs to one partner: our own people read it. */
const READ: Expected[] = [200, HIDDEN, HIDDEN, HIDDEN];
/** What is done to one partner: this role of ours may not. */
const DONE: Expected[] = [403, HIDDEN, HIDDEN, HIDDEN];
const LIST: Expected[] = [200, OWN, OWN, OWN];
const NOBODY: Expected[] = [403, 403, 403, 403];

const REASON = { reason: 'A test' };
const FACT = { eventId: '1', kind: 'deal_won', occurredAt: '2026-10-06T12:00:00Z' };

/**
 * Each route of the description, with a body that it would take. The columns: whoever sends no token; mark, who has a
 * role of ours that does nothing here; ana, who is another partner's; carl, whose role ends at another region; and crm,
 * a service.
 */
const TABLE: [route: string, noToken: number, expected: Expected[], asking?: Asking][] = [
  ['GET /health/live', 200, PUBLIC],
  ['GET /health/ready', 200, PUBLIC],
  ['GET /metrics', 200, PUBLIC],
  ['GET /problems/{page}', 200, PUBLIC],
  ['GET /xapi/about', 200, PUBLIC],
  ['GET /v1/people/me', 401, EVERYBODY],
  ['GET /v1/programs', 401, EVERYBODY],
  ['GET /v1/programs/{program}', 401, EVERYBODY],
  ['GET /v1/programs/{program}/versions/{version}', 401, EVERYBODY],
  ['GET /v1/programs/{program}/clock', 401, EVERYBODY],
  ['POST /v1/programs', 401, NOBODY, { json: {} }],
  ['GET /v1/partners', 401, LIST],
  // Anybody may apply: what is refused is the application, which has no name.
  ['POST /v1/partners', 401, [400, 400, 400, 400], { json: {} }],
  ['POST /v1/partners/imports', 401, NOBODY, { raw: { type: 'text/csv', body: 'a\n1' } }],
  ['GET /v1/partners/{partner}', 401, READ],
  ['GET /v1/partners/{partner}/timeline', 401, READ],
  ['GET /v1/partners/{partner}/people', 401, READ],
  ['GET /v1/partners/{partner}/certificates', 401, READ],
  ['GET /v1/partners/{partner}/training', 401, READ],
  ['GET /v1/partners/{partner}/earnings', 401, READ],
  ['GET /v1/partners/{partner}/earnings/{missing}/trail', 401, [HIDDEN, HIDDEN, HIDDEN, HIDDEN]],
  ['GET /v1/partners/{partner}/payouts', 401, READ],
  ['GET /v1/partners/{partner}/ledger', 401, READ],
  ['GET /v1/partners/{partner}/statements', 401, READ],
  ['GET /v1/partners/{partner}/statements/{period}', 401, READ],
  ['GET /v1/partners/{partner}/statements/{period}/csv', 401, READ],
  ['GET /v1/partners/{partner}/statements/{period}/pdf', 401, READ],
  ['GET /v1/partners/{partner}/disputes', 401, READ],
  ['POST /v1/partners/{partner}/disputes', 401, DONE, { json: { earningId: 'ern_1', reason: 'wrong' } }],
  ['GET /v1/partners/{partner}/payees', 401, DONE],
  [
    'POST /v1/partners/{partner}/payees/accounts',
    401,
    DONE,
    { json: { currency: 'EUR', holderName: 'Berta', iban: 'DE02120300000000202051' }, key: 'account-{partner}' },
  ],
  [
    'POST /v1/partners/{partner}/payees/accounts/{missing}/decision',
    401,
    DONE,
    { json: { decision: 'verify' }, key: 'decision-{partner}' },
  ],
  [
    'POST /v1/partners/{partner}/payees/gates',
    401,
    DONE,
    { json: { currency: 'EUR', gate: 'tax_form', outcome: 'passed', reference: 'W-8' }, key: 'gate-{partner}' },
  ],
  [
    'POST /v1/partners/{partner}/payees/hold',
    401,
    DONE,
    { json: { currency: 'EUR', held: true, ...REASON }, key: 'hold-{partner}' },
  ],
  ['GET /v1/partners/{partner}/payouts/{missing}/proof', 401, [403, 403, HIDDEN, 403]],
  ['POST /v1/partners/{partner}/commands', 401, DONE, { json: { command: 'pause', ...REASON } }],
  // A CRM reports facts of partners that it may not read; this one has no lifecycle that could hear them.
  ['POST /v1/partners/{partner}/facts', 401, [403, HIDDEN, HIDDEN, 409], { json: FACT }],
  ['GET /v1/approvals', 401, LIST],
  ['GET /v1/approvals/{approval}', 401, READ],
  [
    'POST /v1/approvals/{approval}/decisions',
    401,
    DONE,
    { json: { decision: 'approve', contentHash: '0'.repeat(64) } },
  ],
  ['POST /v1/approvals/{approval}/code', 401, DONE, { json: { contentHash: '0'.repeat(64) } }],
  ['GET /v1/tasks', 401, LIST],
  ['GET /v1/tasks/{task}', 401, READ],
  ['POST /v1/tasks/{task}/completion', 401, DONE, { json: {} }],
  ['GET /v1/agreements/{agreement}', 401, READ],
  ['POST /v1/agreements/{agreement}/signatures', 401, DONE, { json: { documentHash: '0'.repeat(64) } }],
  // An account manager may read who our own people are.
  ['GET /v1/people', 401, [403, OWN, OWN, 403]],
  ['GET /v1/people?partnerId={partner}', 401, READ],
  ['GET /v1/people/{person}', 401, READ],
  ['POST /v1/people', 401, DONE, { json: { email: 'new@berta.example', displayName: 'New', partnerId: '{partner}' } }],
  [
    'POST /v1/people/services',
    401,
    NOBODY,
    { json: { displayName: 'Bot', issuer: 'https://id.example', subject: 'bot', roles: [{ role: 'LMS' }] } },
  ],
  ['POST /v1/people/{person}/roles', 401, DONE, { json: { grant: [{ role: 'P-sales' }] } }],
  ['POST /v1/people/{person}/details', 401, DONE, { json: { displayName: 'Other' } }],
  ['POST /v1/people/{person}/leave', 401, DONE, { json: REASON }],
  ['POST /xapi/statements', 401, NOBODY, { json: {} }],
  ['PUT /xapi/statements?statementId=fd41c918-b88b-4b20-a0a5-a4c32391aaa0', 401, NOBODY, { json: {} }],
  ['GET /xapi/statements', 401, NOBODY],
  ['GET /v1/imports/{import}', 401, READ],
  ['GET /v1/imports/{import}/rows', 401, READ],
  ['GET /v1/sales', 401, LIST],
  ['POST /v1/sales', 401, [403, 403, 403, 400], { json: {}, key: 'sales' }],
  ['POST /v1/sales/imports', 401, [403, 403, 403, 400], { raw: { type: 'text/csv', body: 'a\n1' }, key: 'file' }],
  ['GET /v1/commission-events', 401, LIST],
  ['POST /v1/commission-events', 401, [403, 403, 403, 400], { json: {}, key: 'events' }],
  [
    'POST /v1/commission-events/imports',
    401,
    [403, 403, 403, 400],
    { raw: { type: 'text/csv', body: 'a\n1' }, key: 'events-file' },
  ],
  ['GET /v1/corrections', 401, NOBODY],
  ['POST /v1/corrections', 401, NOBODY, { json: {}, key: 'correction' }],
  ['GET /v1/corrections/inputs?id=s-1', 401, NOBODY],
  ['GET /v1/corrections/{missing}', 401, NOBODY],
  ['POST /v1/corrections/{missing}/submission', 401, NOBODY, { json: { hash: '0'.repeat(64) }, key: 'submit' }],
  ['POST /v1/corrections/{missing}/withdrawal', 401, NOBODY, { json: {}, key: 'withdraw' }],
  ['POST /v1/payout-runs', 401, NOBODY, { json: { program: 'channel', period: '2026-Q3' }, key: 'payout-run' }],
  ['GET /v1/payout-runs', 401, NOBODY],
  ['GET /v1/payout-runs/{missing}', 401, NOBODY],
  ['GET /v1/payout-runs/{missing}/lines', 401, NOBODY],
  ['GET /v1/payout-runs/{missing}/lines/{missing}', 401, NOBODY],
  ['GET /v1/payout-runs/{missing}/review', 401, NOBODY],
  ['GET /v1/payees', 401, NOBODY],
  ['GET /v1/statements', 401, LIST],
  ['POST /v1/payout-runs/{missing}/approval', 401, NOBODY, { json: { contentHash: '0'.repeat(64) }, key: 'approve' }],
  ['POST /v1/payout-runs/{missing}/commands', 401, NOBODY, { json: { command: 'void', ...REASON }, key: 'void' }],
  ['GET /v1/payout-runs/{missing}/files', 401, NOBODY],
  ['GET /v1/payout-runs/{missing}/files/{missing}', 401, NOBODY],
  ['GET /v1/payout-files', 401, NOBODY],
  ['GET /v1/payment-reports', 401, NOBODY],
  ['POST /v1/payment-reports', 401, NOBODY, { raw: { type: 'text/csv', body: 'a\n1' }, key: 'report' }],
  ['GET /v1/payment-reports/{missing}', 401, NOBODY],
  ['GET /v1/payment-reports/{missing}/entries', 401, NOBODY],
  ['POST /v1/payment-reports/{missing}/decision', 401, NOBODY, { json: { decision: 'confirm' }, key: 'confirm' }],
  // Its sender has no token but a signature; none of these has it.
  ['POST /v1/webhooks/payment-provider', 401, [401, 401, 401, 401], { json: {} }],
  ['POST /v1/pricing-runs', 401, NOBODY, { json: {}, key: 'pricing' }],
  ['GET /v1/pricing-runs/{run}', 401, READ],
  ['GET /v1/console', 200, PUBLIC],
  ['GET /v1/board', 401, LIST],
  // Pages of our own people.
  ['GET /v1/overview', 401, [200, HIDDEN, OWN, OWN]],
  ['GET /v1/steps', 401, [200, HIDDEN, OWN, OWN]],
  ['GET /v1/partners/{partner}/timers', 401, READ],
  ['GET /v1/partners/{partner}/agreements', 401, READ],
  ['GET /v1/evidence/{missing}', 401, [HIDDEN, HIDDEN, HIDDEN, HIDDEN]],
  [
    'POST /v1/approvals/preview',
    401,
    READ,
    { json: { partnerId: '{partner}', stage: 'strategize', step: 'business-case' } },
  ],
  // Each is taken or refused by itself: the answer says so item by item, see `human-task.test.ts`.
  [
    'POST /v1/approvals/decisions',
    401,
    EVERYBODY,
    { json: { items: [{ approvalId: '{approval}', decision: 'approve', contentHash: '0'.repeat(64) }] } },
  ],
  // Who may is for the recording to say; here nothing runs that could ask it.
  ['POST /v1/approvals/{approval}/actions', 401, [409, HIDDEN, HIDDEN, HIDDEN], { json: { action: 'claim' } }],
  ['POST /v1/tasks/{task}/actions', 401, [409, HIDDEN, HIDDEN, HIDDEN], { json: { action: 'claim' } }],
  ['POST /v1/tasks/{task}/amendment', 401, DONE, { json: {} }],
  // What nobody has sent is gone, for whoever asks.
  ['GET /v1/links/{missing}', 401, [410, 410, 410, 410]],
  [
    'POST /v1/links/{missing}/decision',
    401,
    [410, 410, 410, 410],
    { json: { decision: 'approve', contentHash: '0'.repeat(64) } },
  ],
  ['GET /v1/people/{person}/absences', 401, READ],
  [
    'POST /v1/people/{person}/absences',
    401,
    DONE,
    { json: { from: '2026-10-06T00:00:00Z', to: '2026-10-07T00:00:00Z' } },
  ],
  ['POST /v1/people/{person}/absences/{missing}/cancellation', 401, [HIDDEN, HIDDEN, HIDDEN, HIDDEN], { json: {} }],
  ['GET /v1/notices', 401, EVERYBODY],
  ['POST /v1/notices/{missing}/retry', 401, [HIDDEN, HIDDEN, HIDDEN, HIDDEN], { json: {} }],
  ['GET /v1/people/{person}/notice-settings', 401, [HIDDEN, HIDDEN, HIDDEN, HIDDEN]],
  ['POST /v1/people/{person}/notice-settings', 401, [HIDDEN, HIDDEN, HIDDEN, HIDDEN], { json: { pace: 'daily' } }],
];
const ROWS = TABLE.map(([route, noToken, expected, asking = {}]) => ({ route, noToken, expected, asking }));
/** A stream never ends; `events.test.ts` reads it. */
const STREAMS = ['GET /v1/events'];

let api: TestApi;
let stopWorker: (() => Promise<void>) | undefined;
/** What stands for each name in the table: something of berta, which only some of the readers may know of. */
let known: Record<string, string>;

beforeAll(async () => {
  api = await startTestApi();
  const version = await publishVersion(api.pool);
  const acme = await addScene(api.pool, version, { partnerId: 'acme-aaaaaaaa' });
  const berta = await addScene(api.pool, version, { partnerId: 'berta-bbbbbbbb', region: 'de', country: 'DE' });
  await api.person('mark', { roles: ['MKT'] });
  await api.person('ana', { partnerId: acme.partnerId, roles: ['P-own'] });
  await api.person('carl', { roles: [['CAM', 'us']] });
  await api.person('crm', { kind: 'service', roles: ['CRM'] });
  await api.person('fiona', { roles: ['FIN'] });
  stopWorker = await startApiWorker(api);
  known = {
    ...{ page: 'approval-stale', program: 'channel', version: '1', missing: 'not-there', period: '2026-Q3' },
    ...(await thingsOf(berta)),
    person: await api.person('bea', { partnerId: berta.partnerId, roles: ['P-own'], email: 'bea@berta.example' }),
  };
});
afterAll(async () => {
  await stopWorker?.();
  await api.close();
});

/** Ids of what is berta's, and of what finance has sent about it. */
async function thingsOf({ partnerId, approval, agreementId, steps }: Scene): Promise<Record<string, string>> {
  const sale = { saleId: '1', partner: partnerId, occurredOn: '2026-10-06', amount: { amount: '10', currency: 'USD' } };
  const sent = await api.ask('POST /v1/sales', { as: 'fiona', key: 's', json: { source: 'erp', sales: [sale] } });
  const pricing = { program: 'channel', from: '2026-Q3', to: '2026-Q3' };
  const run = await api.ask('POST /v1/pricing-runs', { as: 'fiona', key: 'p', json: pricing });
  return {
    ...{ partner: partnerId, approval: approval.approvalId, agreement: agreementId, task: steps.papers },
    ...{ import: sent.body.importId, run: run.body.runId },
  };
}

const filled = (text: string, names: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (_whole, name: string) => names[name]!);
const askingOf = (asking: Asking, names: Record<string, string>): Asking => ({
  headers: { 'x-experience-api-version': '2.0.0' },
  ...asking,
  ...(asking.key === undefined ? {} : { key: filled(asking.key, names) }),
  ...(asking.json === undefined ? {} : { json: JSON.parse(filled(JSON.stringify(asking.json), names)) as unknown }),
});
const words = ({ traceId: _traceId, instance: _instance, ...rest }: Record<string, unknown>): object => rest;

test('the table has each route of the description', async () => {
  const { paths } = (await api.ask<{ paths: Record<string, object> }>('GET /openapi.json')).body;
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const shape = (route: string): string => route.split('?')[0]!.replace(/\{\w+\}/g, '{}');
  const listed = new Set([...TABLE.map(([route]) => route), ...STREAMS].map(shape));
  expect(described.filter((route) => !listed.has(shape(route)))).toEqual([]);
  expect([...listed].filter((route) => !described.map(shape).includes(route))).toEqual([]);
});

test.each(ROWS)('$route without a token is $noToken', async ({ route, noToken, asking }) => {
  const { status, body } = await api.ask(filled(route, known), askingOf(asking, known));
  expect({ status, refused: body.code === 'AUTH.REQUIRED' }).toEqual({ status: noToken, refused: noToken === 401 });
});

describe.each(ROWS)('$route', ({ route, expected, asking }) => {
  test.each(READERS.map((as, column) => [as, expected[column]!] as const))('asked by %s is %s', async (as, wanted) => {
    const ask = (names: Record<string, string>) => api.ask(filled(route, names), { as, ...askingOf(asking, names) });
    const answer = await ask(known);
    const said = { status: answer.status, code: answer.body.code };
    if (wanted === HIDDEN) {
      const unknown = await ask(Object.fromEntries(Object.keys(known).map((name) => [name, 'nothing-here'])));
      expect({ ...said, words: words(answer.body) }).toEqual({
        ...{ status: 404, code: 'REQUEST.NOT_FOUND' },
        words: words(unknown.body),
      });
    } else if (wanted === OWN) {
      expect(said).toEqual({ status: 200 });
      expect(JSON.stringify(answer.body)).not.toMatch(/berta/);
    } else expect(said.status).toBe(wanted);
  });
});

describe('a service', () => {
  test('finds again what it has sent, and nothing else', async () => {
    const sale = {
      saleId: '2',
      partner: known['partner'],
      occurredOn: '2026-10-06',
      amount: { amount: '1', currency: 'USD' },
    };
    const { body } = await api.ask('POST /v1/sales', { as: 'crm', key: 'own', json: { source: 'crm', sales: [sale] } });
    expect((await api.ask(`GET /v1/imports/${body.importId}`, { as: 'crm' })).status).toBe(200);
    for (const route of ['GET /v1/sales', 'GET /v1/partners', 'GET /v1/tasks', 'GET /v1/approvals'])
      expect({ route, items: (await api.ask(route, { as: 'crm' })).body.items }).toEqual({ route, items: [] });
  });

  test('reports facts only where it holds its role', async () => {
    await api.person('crm-us', { kind: 'service', roles: [['CRM', 'us']] });
    const report = (partnerId: string) => api.ask(`POST /v1/partners/${partnerId}/facts`, { as: 'crm-us', json: FACT });
    expect((await report('acme-aaaaaaaa')).body.code).toBe('LIFECYCLE.STATE');
    expect((await report('berta-bbbbbbbb')).status).toBe(404);
  });

  test('does not read a program’s document, which holds its plans; our own people do', async () => {
    const document = async (as: string) => (await api.ask('GET /v1/programs/channel', { as })).body.document;
    expect([await document('crm'), await document('ana')]).toEqual([null, null]);
    expect(await document('mark')).toMatchObject({ id: 'channel' });
  });
});
