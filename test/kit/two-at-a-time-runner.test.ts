import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../local/processes';

interface Config {
  projects: { displayName: string; testMatch: string[] }[];
}

// A file that is renamed would run beside two others from then on, and fail once in a while.
test('every file that must not run beside many is there', async () => {
  const { projects } = (await import(join(projectRoot(), 'jest.config.js'))) as Config;
  const { testMatch } = projects.find(({ displayName }) => displayName === 'two at a time')!;
  const files = readdirSync(join(projectRoot(), 'test'), { recursive: true, encoding: 'utf8' });
  for (const pattern of testMatch) {
    const words = pattern.replace('**/test/', '').replaceAll('.', '\\.').replaceAll('*', '[^/]*');
    expect(files.filter((file) => new RegExp(`^${words}$`).test(file))).not.toEqual([]);
  }
});
