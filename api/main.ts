import { startApi } from './server';
import { readApiSettings } from './settings';

/** How long a closing API may take to finish what it serves. */
const CLOSE_PATIENCE_MS = 30_000;

async function main(): Promise<void> {
  const api = await startApi(readApiSettings(process.env));
  process.stdout.write(`API listens on ${api.url}\n`);
  const stop = (): void => {
    // Nothing may keep a stopped API alive for ever.
    setTimeout(() => process.exit(1), CLOSE_PATIENCE_MS).unref();
    api.close().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  await api.fit;
}

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}

main().catch(fail);
