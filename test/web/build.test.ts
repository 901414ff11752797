import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { projectRoot } from '../../local/processes';
import { builtProgram, freshFolder } from '../kit/programs';

/** What a first visit may load, packed, in bytes. */
const FIRST_LOAD_MAX = 250_000;

/** The console as visitors load it. What the scenes look at is built so that React complains aloud, and weighs a third more. */
async function builtForVisitors(): Promise<string> {
  const folder = freshFolder('visitors');
  const vite = join(projectRoot(), 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', '--config', 'web/vite.config.mts', '--logLevel', 'warn', '--outDir', folder];
  const env = { ...process.env, NODE_ENV: 'production' };
  await promisify(execFile)(process.execPath, [...args, '--emptyOutDir'], { cwd: projectRoot(), env });
  return folder;
}

interface Chunk {
  file: string;
  css?: string[];
  imports?: string[];
  isEntry?: boolean;
}

/** Everything that a chunk needs before it can run. */
function closure(manifest: Record<string, Chunk>, keys: string[]): Set<string> {
  const files = new Set<string>();
  const seen = new Set<string>();
  for (let key = keys.pop(); key !== undefined; key = keys.pop()) {
    if (seen.has(key)) continue;
    seen.add(key);
    const { file, css = [], imports = [] } = manifest[key]!;
    for (const name of [file, ...css]) files.add(name);
    keys.push(...imports);
  }
  return files;
}

test('a first visit to any page of staff loads at most 250 kB', async () => {
  const folder = await builtForVisitors();
  const manifest = JSON.parse(readFileSync(join(folder, '.vite', 'manifest.json'), 'utf8')) as Record<string, Chunk>;
  const [entry] = Object.keys(manifest).filter((key) => manifest[key]!.isEntry);
  const pages = Object.keys(manifest).filter((key) => /-page\.tsx$/.test(key));
  expect(pages.length).toBeGreaterThan(7);
  const sizes = pages.map((page) => {
    const files = closure(manifest, [entry!, page]);
    return {
      page,
      bytes: [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0),
    };
  });
  expect(sizes.filter(({ bytes }) => bytes > FIRST_LOAD_MAX)).toEqual([]);
  expect(Math.max(...sizes.map(({ bytes }) => bytes))).toBeGreaterThan(50_000);
}, 120_000);

test('the console knows the API as the API describes itself today', async () => {
  const program = await builtProgram('local/write-api-types');
  await promisify(execFile)(process.execPath, [program, '--check'], { cwd: projectRoot() });
}, 120_000);
