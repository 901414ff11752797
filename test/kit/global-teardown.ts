import type { WithTestHost } from './global-setup';

/** Ends every server of this run. */
export default async function globalTeardown(): Promise<void> {
  await (globalThis as WithTestHost).partnerLifecycleTestHost?.stop();
}
