import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { ensureNamespace, ensureSearchAttributes, indexedTypes } from '../../workers/namespace';
import { freshName, fromHost } from './servers';

/** Everything a test needs to run workflows on the shared dev server. */
export interface TestTemporal {
  address: string;
  namespace: string;
  client: Client;
  connection: Connection;
  nativeConnection: NativeConnection;
  close(): Promise<void>;
}

let runtimeInstalled = false;

/** Keeps the SDK's log to errors. Called by every helper here before it makes a native connection. */
function quietRuntime(): void {
  if (runtimeInstalled) return;
  runtimeInstalled = true;
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
}

/** Connects to the dev server of this run, in its shared namespace or in one made by `freshNamespace`. */
export async function connectTemporal(
  options: { namespace?: string; dataConverter?: DataConverter } = {},
): Promise<TestTemporal> {
  quietRuntime();
  const hosted = await fromHost('temporal');
  const namespace = options.namespace ?? hosted.namespace;
  const connection = await Connection.connect({ address: hosted.address });
  const nativeConnection = await NativeConnection.connect({ address: hosted.address });
  const client = new Client({ connection, namespace, dataConverter: options.dataConverter });
  const close = async () => {
    await connection.close();
    await nativeConnection.close();
  };
  return { address: hosted.address, namespace, client, connection, nativeConnection, close };
}

/** A namespace of its own, with our search attributes: for tests that count or list what runs. */
export async function freshNamespace(): Promise<string> {
  const { address } = await fromHost('temporal');
  const namespace = freshName('ns');
  const connection = await Connection.connect({ address });
  try {
    await ensureNamespace(connection, { namespace, createIfMissing: true });
    await ensureSearchAttributes(connection, namespace);
  } finally {
    await connection.close();
  }
  return namespace;
}

/** A task queue of its own keeps test files apart in the shared namespace. */
export function freshTaskQueue(prefix = 'queue'): string {
  return freshName(prefix);
}

/** The bundle of `workflows/index.ts`, built once: pass it as `workflowBundle`. */
export async function workflowBundle(): Promise<{ codePath: string }> {
  return fromHost('bundle');
}

/** The bundle of workers with a payload codec, as production has it. */
export async function encodingBundle(): Promise<{ codePath: string }> {
  const { folder } = await fromHost('build');
  return { codePath: join(folder, 'workflow-bundle.encoding.js') };
}

/** A time-skipping environment with our search attributes. One clock per environment; await one thing at a time. */
export async function timeSkipping(): Promise<TestWorkflowEnvironment> {
  quietRuntime();
  const { path } = await fromHost('testServer');
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path } },
  });
  // This server can add search attributes but not list them, so `ensureSearchAttributes` cannot ask it.
  const namespace = env.namespace ?? 'default';
  await env.connection.operatorService.addSearchAttributes({ namespace, searchAttributes: indexedTypes() });
  return env;
}
