import { Client, Connection } from '@temporalio/client';
import { isAlive } from '../../local/processes';
import { startTemporal } from '../../local/temporal';
import type { RunningTemporal } from '../../local/temporal';
import { freshFolder } from '../kit/programs';

const namespace = 'laptop';

let dataDir: string;
let temporal: RunningTemporal;
beforeAll(async () => {
  dataDir = freshFolder('temporal');
  temporal = await startTemporal({ dataDir, namespace });
});
afterAll(() => temporal.stop());

async function withClient<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address: temporal.address });
  try {
    return await work(new Client({ connection, namespace }));
  } finally {
    await connection.close();
  }
}

describe('the embedded Temporal', () => {
  test('serves our namespace and a UI', async () => {
    const page = await fetch(`${temporal.uiUrl}/namespaces/${namespace}/workflows`);
    expect(page.status).toBe(200);
    await withClient(async (client) => {
      await client.workflow.start('nobodyRunsThis', {
        taskQueue: 'nobody',
        workflowId: 'kept',
        searchAttributes: { Stage: ['recruit'] },
      });
    });
  });

  test('is joined, not doubled, by a second start', async () => {
    const again = await startTemporal({ dataDir, namespace });
    expect(again).toMatchObject({ pid: temporal.pid, address: temporal.address, uiUrl: temporal.uiUrl });
  });

  test('survives kill -9 with its workflows and its addresses', async () => {
    const before = temporal;
    process.kill(before.pid, 'SIGKILL');
    temporal = await startTemporal({ dataDir, namespace });
    expect(temporal.pid).not.toBe(before.pid);
    expect(temporal).toMatchObject({ address: before.address, uiUrl: before.uiUrl });
    const { status } = await withClient((client) => client.workflow.getHandle('kept').describe());
    expect(status.name).toBe('RUNNING');
  });

  test('leaves nothing running when our namespace is refused', async () => {
    const { pid } = temporal;
    await temporal.stop();
    expect(isAlive(pid)).toBe(false);
    await expect(startTemporal({ dataDir, namespace, retentionDays: 500 })).rejects.toThrow('--retention 500d');
    await expect(fetch(`http://${temporal.address}`)).rejects.toThrow('fetch failed');
    temporal = await startTemporal({ dataDir, namespace });
  });
});
