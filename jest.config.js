const { availableParallelism } = require('node:os');

/** ESM-only packages that Nest 12 and jose bring are compiled for jest; everything else is left as it is. */
const esmPackages =
  '@nestjs|nestjs-zod|file-type|strtok3|token-types|uint8array-extras|@tokenizer|load-esm|@borewit|jose|cookie|content-disposition|@xapi';

/**
 * Files that run two at a time, when all others have ended: they kill processes and hold the engine to times of the real
 * clock, or need a core for themselves. All others run side by side.
 */
const heavy = [
  // Processes die, and must be back in time.
  'test/crash/*.test.ts',
  // A whole house with a browser in front of it.
  'test/web/console.test.ts',
  // As many messages as a workflow can take: a sandbox that is starved for five seconds fails.
  'test/workflows/turn.test.ts',
];

const files = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  transform: { '^.+\\.(t|m?j)s$': '@swc/jest' },
  transformIgnorePatterns: [`/node_modules/(?!(?:.*/node_modules/)?(?:${esmPackages})/)`],
  globalSetup: '<rootDir>/test/kit/global-setup.ts',
  globalTeardown: '<rootDir>/test/kit/global-teardown.ts',
};

module.exports = {
  projects: [
    {
      ...files,
      displayName: 'side by side',
      testMatch: ['**/*.test.ts', ...heavy.map((path) => `!**/${path}`)],
    },
    {
      ...files,
      displayName: 'two at a time',
      testMatch: heavy.map((path) => `**/${path}`),
      runner: '<rootDir>/test/kit/two-at-a-time-runner.ts',
    },
  ],
  testSequencer: '<rootDir>/test/kit/longest-first.js',
  // Files wait more than they compute: two cores carry three of them.
  maxWorkers: availableParallelism() > 1 ? 3 : 1,
  testTimeout: 60_000,
  // The SDK's native threads outlive a worker that a failed test could not stop: the run ends when its report is written.
  forceExit: true,
};
