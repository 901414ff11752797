import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiClient } from './demo/http';
import { projectRoot } from './processes';
import type { Stack } from './stack';

/** The shipped operating model's text, as somebody would upload it. */
export function shippedProgramText(): string {
  return readFileSync(join(projectRoot(), 'programs', 'channel.yaml'), 'utf8');
}

/** Publishes the shipped program unless a version is there already; tells what runs, in words. */
export async function publishShippedProgram(stack: Stack): Promise<string> {
  const api = new ApiClient(stack.apiUrl, () => stack.tokenFor('ada'));
  const { items } = await api.get<{ items: { programId: string; version: number; title: string }[] }>('/v1/programs');
  const known = items.find(({ programId }) => programId === 'channel');
  if (known) return `${known.title}, version ${known.version}`;
  const published = await api.send<{ programId: string; version: number }>('/v1/programs', {
    type: 'application/yaml',
    text: shippedProgramText(),
  });
  return `${published.programId}, version ${published.version} (just published)`;
}
