import type { Hosted } from './host';

/** Asks the test host for a server, the bundle or a program; the first one who asks waits for it to start. */
export async function fromHost<K extends keyof Hosted>(what: K): Promise<Hosted[K]> {
  const host = process.env['TEST_HOST'];
  if (!host) throw new Error('TEST_HOST is not set: run the tests with jest, whose global set-up opens the test host.');
  const response = await fetch(`${host}/${what}/${process.env['JEST_WORKER_ID']}`);
  const text = await response.text();
  if (!response.ok) throw new Error(`The test host could not provide "${what}": ${text}`);
  return JSON.parse(text) as Hosted[K];
}

/** A short unique name for a task queue, namespace or database of one test file. */
export function freshName(prefix: string): string {
  return `${prefix}-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
}
