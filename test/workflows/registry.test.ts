import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as registry from '../../workflows';
import { commandUpdates } from '../../workflows/partner-lifecycle.messages';
import { COMMAND_NAMES } from '../../domain/lifecycle';
import { STAGES } from '../../domain/program';

const FOLDER = join(__dirname, '..', '..', 'workflows');

/** Whatever the folder exports as a process: an async function, outside of the kit and the kinds of steps. */
const processes = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/^(kit|steps)\//.test(file))
  .flatMap((file) =>
    [...readFileSync(join(FOLDER, file), 'utf8').matchAll(/^export async function (\w+)/gm)].map(([, name]) => ({
      file,
      name: name!,
    })),
  );
const camel = (file: string): string =>
  file
    .replace(/^.*\//, '')
    .replace('.ts', '')
    .replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

test('every process of the folder is in the registry, and nothing else is', () => {
  expect(Object.keys(registry).sort()).toEqual(processes.map(({ name }) => name).sort());
});

test('every process has a file of its own, with the same words', () => {
  for (const { file, name } of processes) expect(camel(file)).toBe(name);
});

test('every stage is a process, and every command an update of its name', () => {
  for (const stage of STAGES) expect(registry).toHaveProperty(stage);
  expect(COMMAND_NAMES.map((name) => commandUpdates[name].name)).toEqual([...COMMAND_NAMES]);
});
