import { Connection } from '@temporalio/client';
import { SearchAttributeType } from '@temporalio/common';
import { tsToMs } from '@temporalio/common/lib/time';
import { ensureNamespace, ensureSearchAttributes, SEARCH_ATTRIBUTES } from '../../workers/namespace';
import { freshName, fromHost } from '../kit/servers';

let connection: Connection;
beforeAll(async () => {
  const { address } = await fromHost('temporal');
  connection = await Connection.connect({ address });
});
afterAll(() => connection.close());

describe('our namespace', () => {
  test('is made with 400 days of memory, and again is harmless, by two at once', async () => {
    const namespace = freshName('ours');
    const ensure = () => ensureNamespace(connection, { namespace, createIfMissing: true });
    await Promise.all([ensure(), ensure()]);
    await ensure();
    const { config } = await connection.workflowService.describeNamespace({ namespace });
    expect(tsToMs(config?.workflowExecutionRetentionTtl)).toBe(400 * 86_400_000);
  });

  test('with a shorter memory is refused, with the command that cures it', async () => {
    const namespace = freshName('short');
    await ensureNamespace(connection, { namespace, retentionDays: 3, createIfMissing: true });
    await expect(ensureNamespace(connection, { namespace, createIfMissing: true })).rejects.toThrow(
      `temporal operator namespace update --namespace ${namespace} --retention 400d`,
    );
    await ensureNamespace(connection, { namespace, retentionDays: 2, createIfMissing: true });
  });

  test('is not made where it is not ours to make', async () => {
    const namespace = freshName('absent');
    await expect(ensureNamespace(connection, { namespace, createIfMissing: false })).rejects.toThrow(
      `temporal operator namespace create --namespace ${namespace} --retention 400d`,
    );
  });
});

describe('search attributes', () => {
  test('are all registered with their types, and again is harmless', async () => {
    const namespace = freshName('attributes');
    await ensureNamespace(connection, { namespace, createIfMissing: true });
    await ensureSearchAttributes(connection, namespace);
    await ensureSearchAttributes(connection, namespace);
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    expect(Object.keys(customAttributes).sort()).toEqual(expect.arrayContaining(Object.keys(SEARCH_ATTRIBUTES).sort()));
  });

  test('of another type stop the start, by name, before anything is added', async () => {
    const namespace = freshName('mismatch');
    await ensureNamespace(connection, { namespace, createIfMissing: true });
    await ensureSearchAttributes(connection, namespace, { Stage: SearchAttributeType.INT });
    await expect(ensureSearchAttributes(connection, namespace)).rejects.toThrow('Stage is INT, must be KEYWORD');
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    expect(customAttributes).not.toHaveProperty('PartnerId');
  });
});
