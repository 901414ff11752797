import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { SOURCES } from '../../workers/bundle';
import { freshName } from '../kit/servers';
import type { TestTemporal } from '../kit/temporal';
import { connectTemporal, freshTaskQueue } from '../kit/temporal';

/** Runs the workflow once, then replays its history with the same code. */
async function runAndReplay(temporal: TestTemporal, workflowInterceptorModules: string[]): Promise<string[]> {
  const logger = new DefaultLogger('ERROR');
  const workflowsPath = require.resolve('./fixtures/side-by-side');
  const workflowBundle = await bundleWorkflowCode({ workflowsPath, workflowInterceptorModules, logger });
  const taskQueue = freshTaskQueue();
  const taking = (what: string) => async (ms: number) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    return `${what} ${ms}`;
  };
  const activities = { read: taking('read'), write: taking('write'), note: taking('note') };
  const { client, nativeConnection: connection, namespace } = temporal;
  const worker = await Worker.create({ connection, namespace, taskQueue, workflowBundle, activities });
  const workflowId = freshName('side-by-side');
  const result = await worker.runUntil(
    client.workflow.execute<() => Promise<string[]>>('sideBySide', { taskQueue, workflowId }),
  );
  const history = await client.workflow.getHandle(workflowId).fetchHistory();
  await Worker.runReplayHistory({ workflowBundle }, history, workflowId);
  return result;
}

describe('local activities', () => {
  let temporal: TestTemporal;
  beforeAll(async () => {
    temporal = await connectTemporal();
  });
  afterAll(() => temporal.close());

  test('asked for side by side replay, because they run in turn', async () => {
    const results = await runAndReplay(temporal, SOURCES.workflowInterceptorModules);
    expect(results).toEqual(['read 1', 'read 1', 'read 60', 'read 80', 'write 1', 'write 1', 'write 30', 'write 40']);
  });

  test('would not replay if they ran side by side: the day this passes, the turn can go', async () => {
    await expect(runAndReplay(temporal, [])).rejects.toThrow('Replay failed');
  });
});
