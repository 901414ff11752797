/** A worker as a process of its own, whose memory is nobody else's. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { WorkerSettings } from '../../workers/settings';
import { installRuntime, startWorker } from '../../workers/worker';

/** See {@link forkWorker}. */
export interface ForkedWorker {
  /** The most memory that it has held so far, resident. */
  peakMib(): Promise<number>;
  stop(): Promise<void>;
  /** As an accident would: SIGKILL. */
  kill(): Promise<void>;
}

/** Starts it, and waits until it polls. */
export async function forkWorker(settings: WorkerSettings): Promise<ForkedWorker> {
  const child = fork(__filename, ['--worker', JSON.stringify(settings)]);
  const ended = once(child, 'exit');
  await Promise.race([
    once(child, 'message'),
    ended.then(() => Promise.reject(new Error('The worker of the bench has not started.'))),
  ]);
  return {
    peakMib: async () => {
      child.send('peak');
      const [peakMib] = (await once(child, 'message')) as [number];
      return peakMib;
    },
    stop: async () => {
      if (child.connected) child.send('stop');
      await ended;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function workerProcess(settings: WorkerSettings): Promise<void> {
  installRuntime(settings);
  const worker = await startWorker(settings);
  process.on('message', (order) => {
    if (order === 'peak') process.send!(process.resourceUsage().maxRSS / 1024);
    else void worker.stop().then(() => process.exit(0));
  });
  process.send!('ready');
  await worker.ended;
}

if (require.main === module) void workerProcess(JSON.parse(process.argv[3]!) as WorkerSettings);
