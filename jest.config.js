/** ESM-only packages that Nest 12 and jose bring are compiled for jest; everything else is left as it is. */
const esmPackages =
  '@nestjs|nestjs-zod|file-type|strtok3|token-types|uint8array-extras|@tokenizer|load-esm|@borewit|jose|cookie|content-disposition|@xapi';

module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.(t|m?j)s$': '@swc/jest' },
  transformIgnorePatterns: [`/node_modules/(?!(?:.*/node_modules/)?(?:${esmPackages})/)`],
  globalSetup: '<rootDir>/test/kit/global-setup.ts',
  globalTeardown: '<rootDir>/test/kit/global-teardown.ts',
  maxWorkers: 1,
  testTimeout: 60_000,
  // The SDK's native threads outlive a worker that a failed test could not stop: the run ends when its report is written.
  forceExit: true,
};
