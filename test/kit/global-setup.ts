import { TestHost } from './host';

/** Jest loads set-up and teardown as modules of one process, apart from the tests: the host is handed on by this. */
export interface WithTestHost {
  partnerLifecycleTestHost?: TestHost;
}

/** Opens the test host; servers start when the first test asks for them (test/kit/servers.ts). */
export default async function globalSetup(): Promise<void> {
  const host = new TestHost();
  process.env['TEST_HOST'] = await host.start();
  (globalThis as WithTestHost).partnerLifecycleTestHost = host;
}
