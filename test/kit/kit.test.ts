import { Client } from 'pg';
import { SEARCH_ATTRIBUTES } from '../../workers/namespace';
import { emptyDatabase, freshDatabase } from './database';
import { connectTemporal, freshNamespace, timeSkipping } from './temporal';

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('the test kit', () => {
  test('gives each test file a database of its own, with the application owning nothing', async () => {
    const [one, other] = [await freshDatabase(), await emptyDatabase()];
    await query(one.ownerUrl, 'CREATE TABLE kit_probe (id int)');
    expect(await query(one.appUrl, 'SELECT current_user AS who, current_database() AS name')).toEqual([
      { who: 'ple_app', name: one.name },
    ]);
    await expect(query(one.appUrl, 'DROP TABLE kit_probe')).rejects.toThrow('must be owner');
    await expect(query(one.appUrl, 'CREATE TABLE mine (id int)')).rejects.toThrow('permission denied');
    expect(await query(other.ownerUrl, `SELECT to_regclass('kit_probe') AS found`)).toEqual([{ found: null }]);
    await one.drop();
    await other.drop();
    await expect(query(one.appUrl, 'SELECT 1')).rejects.toThrow('does not exist');
  });

  test('gives a namespace of its own that is usable at once and knows our search attributes', async () => {
    const namespace = await freshNamespace();
    const temporal = await connectTemporal({ namespace });
    const { customAttributes } = await temporal.connection.operatorService.listSearchAttributes({ namespace });
    expect(Object.keys(customAttributes)).toEqual(expect.arrayContaining(Object.keys(SEARCH_ATTRIBUTES)));
    const handle = await temporal.client.workflow.start('nobodyRunsThis', {
      taskQueue: 'nobody',
      workflowId: 'probe',
      searchAttributes: { PartnerId: ['acme'], WaitingOn: ['FIN', 'CAM'], DueAt: [new Date(0)] },
    });
    expect((await handle.describe()).status.name).toBe('RUNNING');
    await temporal.close();
  });

  test('skips a year in a moment', async () => {
    const env = await timeSkipping();
    const before = await env.currentTimeMs();
    await env.sleep('400 days');
    expect(await env.currentTimeMs()).toBeGreaterThanOrEqual(before + 400 * 86_400_000);
    await env.teardown();
  });
});
