import { Connection } from '@temporalio/client';
import { SearchAttributeType } from '@temporalio/common';
import { msToTs, tsToMs } from '@temporalio/common/lib/time';
import { ensureNamespace, ensureSearchAttributes, indexedTypes, SEARCH_ATTRIBUTES } from '../../workers/namespace';
import type { ServerConnection } from '../../workers/namespace';
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

/** A server's refusal as one of the two kinds of connections hands it on. */
const refusal = (code: number, words: { message: string; details: string }): Error =>
  Object.assign(new Error(words.message), { code, details: words.details, metadata: {} });

describe('a server whose caches lag behind, as one over Postgres is', () => {
  const [INVALID_ARGUMENT, NOT_FOUND] = [3, 5];

  test.each([
    ['the client', { message: '5 NOT_FOUND: Namespace ours is not found.', details: 'Namespace ours is not found.' }],
    ['the worker', { message: 'Namespace ours is not found.', details: '' }],
  ])('does not pass for usable on the connection of %s', async (_whose, words) => {
    let asked = 0;
    const workflowService = {
      describeNamespace: async () => ({ config: { workflowExecutionRetentionTtl: msToTs(400 * 86_400_000) } }),
      describeWorkflowExecution: async () => {
        asked += 1;
        throw asked < 3
          ? refusal(NOT_FOUND, words)
          : refusal(NOT_FOUND, { message: 'workflow not found', details: '' });
      },
    };
    const lagging = { workflowService, operatorService: {} } as unknown as ServerConnection;
    await ensureNamespace(lagging, { namespace: 'ours', createIfMissing: false });
    expect(asked).toBe(3);
  });

  test('is waited for until it takes every search attribute that it lists', async () => {
    const queries: string[] = [];
    const workflowService = {
      listWorkflowExecutions: async ({ query }: { query: string }) => {
        queries.push(query);
        if (queries.length < 3) throw refusal(INVALID_ARGUMENT, { message: 'no mapping defined', details: '' });
        return {};
      },
    };
    const operatorService = { listSearchAttributes: async () => ({ customAttributes: indexedTypes() }) };
    await ensureSearchAttributes({ workflowService, operatorService } as unknown as ServerConnection, 'ours');
    expect(queries).toHaveLength(3);
    for (const name of Object.keys(SEARCH_ATTRIBUTES)) expect(queries[0]).toContain(`\`${name}\``);
  });
});
