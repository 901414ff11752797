import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../local/processes';
import { freshFolder } from './kit/programs';

/** A file that breaks exactly one arrow, and the rule that must catch it. */
const WRONG_ARROWS: [rule: string, file: string, line: string][] = [
  ['domain-packages', 'domain/wrong.ts', "import { Pool } from 'pg'; export const p = Pool;"],
  ['domain-packages', 'domain/wrong.ts', "import { readFileSync } from 'node:fs'; export const r = readFileSync;"],
  ['domain-rooms', 'domain/wrong.ts', "import { thing } from '../programs/thing'; export const t = thing;"],
  ['programs-packages', 'programs/wrong.ts', "import { Pool } from 'pg'; export const p = Pool;"],
  [
    'workflows-types-only',
    'workflows/wrong.ts',
    "import { thing } from '../activities/thing'; export const t = thing;",
  ],
  ['workflows-no-node', 'workflows/wrong.ts', "import { randomUUID } from 'node:crypto'; export const r = randomUUID;"],
  ['workflows-packages', 'workflows/wrong.ts', "import { z } from 'zod'; export const s = z;"],
  [
    'activities-types-only',
    'activities/wrong.ts',
    "import { thing } from '../database/thing'; export const t = thing;",
  ],
  ['activities-packages', 'activities/wrong.ts', "import { DataSource } from 'typeorm'; export const d = DataSource;"],
  ['connectors-rooms', 'connectors/wrong.ts', "import { thing } from '../database/thing'; export const t = thing;"],
  ['database-rooms', 'database/wrong.ts', "import { thing } from '../activities/thing'; export const t = thing;"],
  ['workers-rooms', 'workers/wrong.ts', "import { thing } from '../api/thing'; export const t = thing;"],
  [
    'nobody-imports-workers',
    'connectors/wrong.ts',
    "import { thing } from '../workers/thing'; export const t = thing;",
  ],
  ['api-rooms', 'api/wrong.ts', "import { thing } from '../activities/thing'; export const t = thing;"],
  ['api-connectors', 'api/wrong.ts', "import { thing } from '../connectors/thing'; export const t = thing;"],
  ['api-database', 'api/wrong.ts', "import { thing } from '../database/thing'; export const t = thing;"],
  ['api-workflows-messages', 'api/wrong.ts', "import { thing } from '../workflows/thing'; export const t = thing;"],
  ['api-packages', 'api/wrong.ts', "import { DataSource } from 'typeorm'; export const d = DataSource;"],
  ['web-rooms', 'web/wrong.ts', "import { thing } from '../api/thing'; export const t = thing;"],
  ['web-types-only', 'web/wrong.ts', "import { thing } from '../domain/thing'; export const t = thing;"],
  ['web-packages', 'web/wrong.ts', "import { z } from 'zod'; export const s = z;"],
  ['web-no-node', 'web/wrong.ts', "import { readFileSync } from 'node:fs'; export const r = readFileSync;"],
  ['nobody-imports-web', 'local/wrong.ts', "import { thing } from '../web/thing'; export const t = thing;"],
  ['nobody-imports-local', 'workers/wrong.ts', "import { thing } from '../local/thing'; export const t = thing;"],
  ['nobody-imports-test', 'local/wrong.ts', "import { thing } from '../test/thing'; export const t = thing;"],
];

const RIGHT_ARROWS: [file: string, line: string][] = [
  ['workflows/right.ts', "import type { thing } from '../activities/thing'; export type T = typeof thing;"],
  ['activities/right.ts', "import type { thing } from '../database/thing'; export type T = typeof thing;"],
  ['web/right.ts', "import type { thing } from '../domain/thing'; export type T = typeof thing;"],
  ['api/right.ts', "import { thing } from '../workflows/thing.messages'; export const t = thing;"],
];

const ROOMS = [
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

describe('the house keeps its arrows', () => {
  test('the project itself breaks none', async () => {
    expect(await violations(projectRoot(), ROOMS)).toEqual([]);
  }, 120_000);

  test('each wrong arrow is caught by the rule that names it, and the right ones pass', async () => {
    const house = smallHouse();
    const wrong = WRONG_ARROWS.map(([rule, file, line], n) => ({
      rule,
      file: file.replace('wrong', `wrong-${n}`),
      line,
    }));
    for (const { file, line } of wrong) write(house, file, line);
    for (const [file, line] of RIGHT_ARROWS) write(house, file, line);
    const found = await violations(house, ROOMS);
    for (const { rule, file } of wrong) expect(found).toContain(`${rule} ${file}`);
    expect(found.filter((violation) => violation.includes('right'))).toEqual([]);
  }, 120_000);
});

/** A house with one thing in each room, the project's rules and the project's packages. */
function smallHouse(): string {
  const house = freshFolder('house');
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json'])
    cpSync(join(projectRoot(), file), join(house, file));
  symlinkSync(join(projectRoot(), 'node_modules'), join(house, 'node_modules'));
  for (const name of ROOMS) write(house, `${name}/thing.ts`, 'export const thing = 1;');
  write(house, 'workflows/thing.messages.ts', 'export const thing = 1;');
  return house;
}

function write(house: string, file: string, text: string): void {
  mkdirSync(dirname(join(house, file)), { recursive: true });
  writeFileSync(join(house, file), `${text}\n`);
}

/** What `npm run architecture` would say, as `rule file`. */
async function violations(folder: string, rooms: string[]): Promise<string[]> {
  const depcruise = join(projectRoot(), 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const args = [depcruise, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...rooms];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: folder,
    maxBuffer: 256 * 1024 * 1024,
    env: process.env,
  }).catch(
    // It answers with the number of violations as its exit code.
    (error: { stdout: string }) => error,
  );
  const { summary } = JSON.parse(stdout) as { summary: { violations: { rule: { name: string }; from: string }[] } };
  return summary.violations.map(({ rule, from }) => `${rule.name} ${from}`);
}
