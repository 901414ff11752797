import { readWorkerSettings } from './settings';
import { installRuntime, startWorker } from './worker';

/** Runs a worker until SIGTERM or SIGINT; ends with an error when the worker does. */
async function main(): Promise<void> {
  const settings = readWorkerSettings(process.env);
  installRuntime(settings, process.env['METRICS_ADDRESS']);
  const worker = await startWorker(settings);
  process.stdout.write(`worker ready: ${worker.healthUrl}/health/ready\n`);
  const stop = (): void => void worker.stop().catch(fail);
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  await worker.ended;
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}

main().then(() => process.exit(0), fail);
