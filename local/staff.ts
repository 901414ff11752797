import { setTimeout as pause } from 'node:timers/promises';
import { ADMIN_ROLE } from '../domain/program';
import { ApiClient } from './demo/http';
import { DEMO_IDENTITIES } from './identities';
import type { Stack } from './stack';

const PATIENCE_MS = 30_000;
const LOOK_EVERY_MS = 100;

/**
 * Our people of the laptop sign in once, so that they hold their roles before anything waits for them: who has never
 * been here cannot be asked to decide.
 */
export async function signInStaff(stack: Stack): Promise<void> {
  // The administrator is so by the settings, not by a role of a program.
  const staff = DEMO_IDENTITIES.filter(({ roles }) => roles.some((role) => role !== ADMIN_ROLE));
  const api = (name: string): ApiClient => new ApiClient(stack.apiUrl, () => stack.tokenFor(name));
  for (const { name } of staff) await api(name).get('/v1/people/me');
  const endMs = Date.now() + PATIENCE_MS;
  for (;;) {
    const { items } = await api('ada').get<{ items: { kind: string; grants: unknown[] }[] }>('/v1/people');
    if (items.filter(({ kind, grants }) => kind === 'person' && grants.length > 0).length >= staff.length) return;
    if (Date.now() > endMs) throw new Error('Our people cannot be recorded: is the worker running?');
    await pause(LOOK_EVERY_MS);
  }
}
