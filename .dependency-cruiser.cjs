/** The arrows of ARCHITECTURE.md. Each rule says why it exists; `npm run architecture` fails on the first wrong arrow. */
const room = (name) => `^${name}/`;
const rooms = [
  'domain',
  'programs',
  'workflows',
  'activities',
  'connectors',
  'database',
  'workers',
  'api',
  'local',
  'web',
  'test',
  'bench',
];
const allExcept = (...allowed) => `^(${rooms.filter((r) => !allowed.includes(r)).join('|')})/`;

/** A room may import these rooms as values; anything else is an error. */
const arrow = (from, allowed, comment, typeOnly = []) => [
  {
    name: `${from}-rooms`,
    comment,
    severity: 'error',
    from: { path: room(from) },
    to: { path: allExcept(from, ...allowed, ...typeOnly) },
  },
  ...(typeOnly.length
    ? [
        {
          name: `${from}-types-only`,
          comment,
          severity: 'error',
          from: { path: room(from) },
          to: { path: `^(${typeOnly.join('|')})/`, dependencyTypesNot: ['type-only'] },
        },
      ]
    : []),
];

/** A room may import these packages; the list is short on purpose. */
const packages = (from, allowed, comment, fromPathNot) => ({
  name: `${from}-packages`,
  comment,
  severity: 'error',
  from: { path: room(from), ...(fromPathNot ? { pathNot: fromPathNot } : {}) },
  to: {
    path: 'node_modules/',
    pathNot: allowed.length ? `node_modules/(${allowed.join('|')})/` : undefined,
    dependencyTypesNot: ['type-only'],
  },
});

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A circle hides who owns what.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    ...arrow('domain', [], 'The meaning stands alone: it runs in the sandbox, the API and the simulator alike.'),
    ...arrow('programs', ['domain'], 'Programs are data; they know only what their words mean.'),
    ...arrow('workflows', ['domain'], 'Determinism: workflow code sees activities as types only.', ['activities']),
    ...arrow('activities', ['domain'], 'One typed Deps; the real things are injected by workers/compose.', [
      'database',
      'connectors',
    ]),
    ...arrow('connectors', ['domain'], 'A connector knows one third party and nothing of us.'),
    ...arrow('database', ['domain'], 'Records know the meaning, not the story.'),
    ...arrow(
      'workers',
      ['domain', 'programs', 'workflows', 'activities', 'connectors', 'database'],
      'The composition root sees all but the doors.',
    ),
    ...arrow(
      'api',
      ['domain', 'programs', 'database', 'connectors'],
      'The API is thin: messages of workflows, views and intake of the database, and how payloads and files are written.',
      ['workflows'],
    ).filter((r) => r.name === 'api-rooms'),
    {
      name: 'api-workflows-messages',
      comment: 'The API speaks to workflows by their messages; anything else only as a type.',
      severity: 'error',
      from: { path: '^api/' },
      to: { path: '^workflows/', pathNot: '\\.messages\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'api-connectors',
      comment:
        'The API talks to no third party; it writes payloads as the workers do, and the files that it answers with.',
      severity: 'error',
      from: { path: '^api/' },
      to: { path: '^connectors/', pathNot: '^connectors/(payloads|csv|pdf)/' },
    },
    {
      name: 'api-database',
      comment: 'The API reads views, stages intake and checks the database at start; it never writes a business row.',
      severity: 'error',
      from: { path: '^api/' },
      to: { path: '^database/', pathNot: '^database/((views|intake)/|check\\.ts$)', dependencyTypesNot: ['type-only'] },
    },
    ...arrow('web', [], 'The console speaks HTTP, and knows the meaning of words as types only.', ['domain']),
    {
      name: 'nobody-imports-web',
      comment: 'The console is a program of its own, served as files.',
      severity: 'error',
      from: { path: '^(?!web/|test/)' },
      to: { path: '^web/' },
    },
    {
      name: 'nobody-imports-local',
      comment: 'What a laptop needs, production does not.',
      severity: 'error',
      from: { path: '^(?!local/|test/|bench/)' },
      to: { path: '^local/' },
    },
    {
      name: 'nobody-imports-workers',
      comment: 'Only local and tests start a composition root.',
      severity: 'error',
      from: { path: '^(?!workers/|local/|test/|bench/)' },
      to: { path: '^workers/' },
    },
    {
      name: 'nobody-imports-test',
      comment: 'Tests and benches are leaves.',
      severity: 'error',
      from: { path: '^(?!test/|bench/)' },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'domain-packages',
      comment: 'The meaning needs no package and no Node.',
      severity: 'error',
      from: { path: '^domain/' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-no-pkg', 'core'] },
    },
    packages(
      'programs',
      ['zod', 'yaml', 'date-holidays', '@js-temporal/polyfill'],
      'Schema, YAML and calendars, nothing else.',
    ),
    packages(
      'workflows',
      ['@temporalio/workflow', '@temporalio/common'],
      'The sandbox stays small: zod alone doubles the CPU per workflow.',
    ),
    {
      name: 'workflows-no-node',
      comment: 'Determinism: no Node in the sandbox.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { dependencyTypes: ['core'] },
    },
    packages('activities', ['@temporalio/activity', '@temporalio/common'], 'Effects come in through Deps.'),
    packages(
      'database',
      ['typeorm', 'pg', 'pg-copy-streams', 'reflect-metadata'],
      'Records speak SQL and nothing else.',
    ),
    packages(
      'workers',
      ['@temporalio/(worker|common|client|activity|proto)', 'pino', 'prom-client'],
      'Worker, logs and metrics.',
    ),
    packages(
      'api',
      [
        '@nestjs/[^/]+',
        '@fastify/(static|rate-limit)',
        'fastify',
        'zod',
        'nestjs-zod',
        'jose',
        'pino',
        'prom-client',
        'rxjs',
        'reflect-metadata',
        '@temporalio/(client|common)',
      ],
      'HTTP, validation and the Temporal client.',
    ),
    packages(
      'web',
      [
        'react',
        'react-dom',
        '@mantine/(core|hooks|charts)',
        '@tanstack/react-query',
        'openid-client',
        '@xyflow/react',
        '@dagrejs/dagre',
        'yaml',
      ],
      'What a browser loads, it pays for at each first visit.',
      '\\.mts$',
    ),
    {
      name: 'web-no-node',
      comment: 'A browser has no Node; only the build has.',
      severity: 'error',
      from: { path: '^web/', pathNot: '\\.mts$' },
      to: { dependencyTypes: ['core'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
