/**
 * Runs every test whose counts differ by dose, serially; all others are the same at each dose, and `npm test` runs them.
 *
 *     node test/kit/dosed.mjs hard [part of a path …]
 *
 * The seed of everything random is told first (`SEED=… npm run test:hard` repeats a run), then what each file took, and the
 * plain count last.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

const [dose, ...parts] = process.argv.slice(2);
const seed = process.env.SEED ?? String(randomInt(1, 1_000_000));
const jest = join('node_modules', 'jest', 'bin', 'jest.js');
const folder = mkdtempSync(join(tmpdir(), 'dosed-'));
const report = join(folder, 'report.json');

/** Jest knows who imports whom: a test differs by dose when it reaches test/kit/dose.ts. */
function dosedTests() {
  const asked = [jest, '--listTests', '--findRelatedTests', join('test', 'kit', 'dose.ts')];
  const { stdout } = spawnSync(process.execPath, asked, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  const files = stdout.split('\n').filter((line) => line.endsWith('.test.ts'));
  return files
    .map((file) => relative('.', file))
    .filter((file) => !parts.length || parts.some((p) => file.includes(p)));
}

/** Jest's own report; where it never ran, or died before its report, that is one failure. */
function readReport() {
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch (error) {
    console.log(`There is no report of jest: ${error.message}`);
    return { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, testResults: [] };
  }
}

function tell({ numPassedTests, numFailedTests, numPendingTests, testResults }) {
  const took = testResults.map(({ name, startTime, endTime }) => ({ name, seconds: (endTime - startTime) / 1_000 }));
  for (const { name, seconds } of took.sort((a, b) => b.seconds - a.seconds))
    console.log(`${seconds.toFixed(0).padStart(6)} s  ${relative('.', name)}`);
  // A file that does not even load has no tests to count: it counts as one failed.
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.length,
  );
  const skipped = numPendingTests ? `, ${numPendingTests} skipped` : '';
  console.log(`DOSE=${dose} SEED=${seed}`);
  console.log(`${numPassedTests} passed, ${numFailedTests + unloaded.length} failed${skipped}`);
}

const files = dosedTests();
console.log(`DOSE=${dose} SEED=${seed}: ${files.length} files`);
const run = spawn(
  process.execPath,
  [jest, '--runInBand', '--json', `--outputFile=${report}`, '--runTestsByPath', ...files],
  { stdio: 'inherit', env: { ...process.env, DOSE: dose, SEED: seed } },
);
// Ctrl-C reaches jest by itself; what it had by then is told all the same.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => run.kill('SIGTERM'));
run.on('exit', (code) => {
  tell(readReport());
  rmSync(folder, { recursive: true, force: true });
  process.exit(code ?? 1);
});
