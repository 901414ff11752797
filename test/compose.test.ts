import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { readApiSettings } from '../api/settings';
import { readWorkerSettings } from '../workers/settings';

interface Service {
  image: string;
  build?: object;
  command?: string[];
  depends_on?: Record<string, { condition: string }>;
  environment?: Record<string, string>;
  healthcheck?: { test: string[] };
  networks: string[];
  ports?: string[];
  restart: string;
}

interface ComposeFile {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean } | null>;
}

const root = join(__dirname, '..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const text = read('docker-compose.yml');
const docs = read('docs/operations.md');
const compose = parse(text, { merge: true }) as ComposeFile;
const services = Object.entries(compose.services);
const service = (name: string): Service => compose.services[name] as Service;

/** `NAME=value` lines of .env.example. */
const exampleEnv = Object.fromEntries(
  [...read('.env.example').matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name as string, value as string]),
);

/** What somebody would fill in. */
const filledIn: Record<string, string> = {
  ...exampleEnv,
  POSTGRES_PASSWORD: 'a',
  PLE_OWNER_PASSWORD: 'b',
  PLE_APP_PASSWORD: 'c',
  TEMPORAL_DB_PASSWORD: 'd',
  ACTOR_KEY: 'k'.repeat(64),
  OIDC_ISSUER: 'https://id.example.com',
  BOOTSTRAP_ADMIN: 'https://id.example.com|ada',
  SCREENING_URL: 'https://screening.example.com',
  SCIM_URL: 'https://scim.example.com',
};

/** Compose's interpolation, as far as the file uses it. @throws Error naming a variable that has no value and no default */
function interpolate(value: string, env: Record<string, string>): string {
  return value.replace(/\$\$|\$\{([A-Z_]+)(:-|:\?)([^}]*)\}/g, (whole, name: string, how: string, rest: string) => {
    if (whole === '$$') return '$';
    if (env[name]) return env[name];
    if (how === ':?') throw new Error(`${name} is required`);
    return rest;
  });
}

function environmentOf(name: string, env: Record<string, string>): Record<string, string> {
  const entries = Object.entries(service(name).environment ?? {});
  return Object.fromEntries(entries.map(([key, value]) => [key, interpolate(value, env)]));
}

/** An environment that remembers which names were asked for. */
function watched(env: Record<string, string>): { env: Record<string, string | undefined>; asked: Set<string> } {
  const asked = new Set<string>();
  const get = (target: Record<string, string>, name: string): string | undefined => {
    asked.add(name);
    return target[name];
  };
  return { env: new Proxy(env, { get: (target, name) => get(target, String(name)) }), asked };
}

/** The names that a program's start file takes straight from `process.env`. */
function takenIn(path: string): string[] {
  const source = read(path);
  const bracketed = [...source.matchAll(/process\.env\['([A-Z_]+)'\]/g)].map(([, name]) => name as string);
  const destructured = [...source.matchAll(/const \{([^}]+)\} = process\.env/g)].flatMap(([, names]) =>
    (names as string).split(',').map((part) => (part.split(':')[0] as string).trim()),
  );
  return [...bracketed, ...destructured];
}

function composeSchema() {
  // The schema of the Compose Specification comes with the linter's package; draft-07 is what Ajv speaks by itself.
  const path = join(dirname(require.resolve('dclint/package.json')), 'schemas', 'compose.schema.json');
  const { $schema, ...schema } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  expect($schema).toContain('json-schema.org/draft-07');
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  return ajv.compile(schema);
}

describe('docker-compose.yml', () => {
  it('is valid by the schema of the Compose Specification, which refuses what is misspelt', () => {
    const validate = composeSchema();
    validate(compose);
    expect(validate.errors ?? []).toEqual([]);
    const misspelt = { ...compose, services: { ...compose.services, api: { ...service('api'), heathcheck: {} } } };
    expect(validate(misspelt)).toBe(false);
    const wrong = { ...compose, services: { ...compose.services, api: { ...service('api'), ports: { api: 8080 } } } };
    expect(validate(wrong)).toBe(false);
  });

  it('has the whole topology', () => {
    expect(Object.keys(compose.services).sort()).toEqual(
      ['api', 'migrate', 'postgres', 'roles', 'temporal', 'temporal-schema', 'temporal-ui', 'worker'].sort(),
    );
  });

  it.each(services)('pins the image of %s to an exact version', (_name, { image, build }) => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    expect(image).toMatch(/^[a-z][a-z0-9/-]*:\d+\.\d+(\.\d+)?(-[a-z]+)?$/);
    if (build) expect(image).toBe(`partner-lifecycle-engine:${version}`);
  });

  it('runs one version of Temporal: server and schema tool are released together', () => {
    expect(service('temporal-schema').image.split(':')[1]).toBe(service('temporal').image.split(':')[1]);
  });

  it.each(services)('knows when %s is well, or waits for its end', (name, { healthcheck, restart }) => {
    const conditions = services.flatMap(([, { depends_on: needs = {} }]) => needs[name]?.condition ?? []);
    const isOneShot = restart.startsWith('on-failure');
    if (isOneShot) {
      expect(conditions.length).toBeGreaterThan(0);
      expect(new Set(conditions)).toEqual(new Set(['service_completed_successfully']));
    } else {
      expect(restart).toBe('unless-stopped');
      expect(healthcheck?.test[0]).toBe('CMD');
      expect(conditions.every((condition) => condition === 'service_healthy')).toBe(true);
    }
  });

  it('publishes nothing to the world but the API', () => {
    const published = services.flatMap(([name, { ports = [] }]) => ports.map((port) => [name, interpolate(port, {})]));
    expect(published).toEqual([
      ['temporal-ui', '127.0.0.1:8233:8080'],
      ['api', '8080:8080'],
    ]);
  });

  it('keeps Postgres and Temporal on networks without a way in or out', () => {
    for (const name of ['postgres', 'roles', 'temporal', 'temporal-schema', 'migrate']) {
      for (const network of service(name).networks) expect(compose.networks[network]).toEqual({ internal: true });
    }
  });

  it('gives the owner of the tables to the migration alone', () => {
    const knowing = services.filter(([, { environment = {} }]) => JSON.stringify(environment).includes('PLE_OWNER'));
    expect(knowing.map(([name]) => name).sort()).toEqual(['migrate', 'roles']);
  });
});

/** What the Compose form leaves at its default, and why. */
const LEFT_OUT = [
  // Its Temporal is its own, on a network of its own, and the namespace is the worker's to create.
  'TEMPORAL_TLS',
  'TEMPORAL_API_KEY',
  'TEMPORAL_CREATE_NAMESPACE',
  // Refused outside of a laptop.
  'TEMPORAL_UI_TRUSTED',
];

describe('the environment in docker-compose.yml', () => {
  it('starts an API that takes every variable it is given', () => {
    const { env, asked } = watched(environmentOf('api', filledIn));
    const settings = readApiSettings(env);
    expect(Object.keys(service('api').environment ?? {}).filter((name) => !asked.has(name))).toEqual([]);
    expect([...asked].filter((name) => !LEFT_OUT.includes(name) && !(name in env))).toEqual([]);
    expect(settings).toMatchObject({ host: '0.0.0.0', port: 8080, temporalUiUrl: 'http://localhost:8233' });
    expect(settings.oidc).toEqual({
      issuer: 'https://id.example.com',
      audience: 'partner-lifecycle',
      jwksUri: undefined,
    });
  });

  it('starts a worker that takes every variable it is given', () => {
    const { env, asked } = watched(environmentOf('worker', filledIn));
    const settings = readWorkerSettings(env);
    const known = [...asked, ...takenIn('workers/main.ts')];
    expect(Object.keys(service('worker').environment ?? {}).filter((name) => !known.includes(name))).toEqual([]);
    expect(known.filter((name) => !LEFT_OUT.includes(name) && !(name in env))).toEqual([]);
    expect(settings).toMatchObject({ healthPort: 9090, trustTemporalUi: false, temporal: { retentionDays: 400 } });
  });

  it('starts a migration that takes every variable it is given', () => {
    expect(Object.keys(environmentOf('migrate', filledIn)).sort()).toEqual(takenIn('database/migrate.ts').sort());
  });

  it('lets API and worker meet: same database, Temporal, task queue and key', () => {
    const [api, worker] = [environmentOf('api', filledIn), environmentOf('worker', filledIn)];
    for (const name of ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE', 'TASK_QUEUE', 'ACTOR_KEY']) {
      expect(api[name]).toBe(worker[name]);
    }
  });

  it('is described in .env.example, name by name', () => {
    const used = new Set([...text.matchAll(/(?<!\$)\$\{([A-Z_]+)/g)].map(([, name]) => name as string));
    expect(Object.keys(exampleEnv).sort()).toEqual([...used].sort());
  });

  it('has no password, key or issuer of its own: each must be given', () => {
    const required = [...text.matchAll(/\$\{([A-Z_]+):\?/g)].map(([, name]) => name as string);
    const secret = /PASSWORD|KEY$|ISSUER|ADMIN/;
    expect(Object.keys(exampleEnv).filter((name) => secret.test(name) && !required.includes(name))).toEqual([]);
    expect(required.filter((name) => exampleEnv[name] !== '')).toEqual([]);
    for (const name of new Set(required)) {
      const without = { ...filledIn, [name]: '' };
      expect(() => services.forEach(([each]) => environmentOf(each, without))).toThrow(`${name} is required`);
    }
  });
});

describe('docs/operations.md', () => {
  it('explains every variable that a process reads', () => {
    const [api, worker] = [watched(environmentOf('api', filledIn)), watched(environmentOf('worker', filledIn))];
    readApiSettings(api.env);
    readWorkerSettings(worker.env);
    const read = new Set([
      ...api.asked,
      ...worker.asked,
      ...takenIn('workers/main.ts'),
      ...takenIn('database/migrate.ts'),
    ]);
    const rows = [...docs.matchAll(/^\| +`([A-Z_]+)` /gm)].map(([, name]) => name as string);
    expect(rows.sort()).toEqual([...read].sort());
  });
});

describe('the Dockerfile', () => {
  const dockerfile = read('Dockerfile');

  it('pins every base image to an exact Node that the package allows', () => {
    const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base as string);
    expect(new Set(bases).size).toBe(1);
    expect(bases[0]).toMatch(/^node:20\.(19|[2-9]\d)\.\d+-[a-z]+-slim$/);
  });

  it('ends as a user without rights, with the programs that Compose starts', () => {
    expect(dockerfile.match(/^USER .*$/gm)).toEqual(['USER node']);
    const commands = services.flatMap(([, { build, command }]) => (build ? [command?.[0]] : []));
    expect(commands.sort()).toEqual(['dist/api/main.js', 'dist/database/migrate.js', 'dist/workers/main.js']);
    for (const command of commands) expect(dockerfile).toContain(command);
  });
});
