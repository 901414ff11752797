import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NativeConnection, Worker } from '@temporalio/worker';
import type { WorkerSettings } from './settings';

/** `temporal.api.enums.v1.TaskQueueType`. */
const WORKFLOW_QUEUE = 1;
/** The connection itself would wait for a server that is down; whoever probes wants an answer. */
const PROBE_PATIENCE_MS = 3_000;

/** What health is told from. */
export interface HealthInput {
  worker: Worker;
  connection: NativeConnection;
  settings: WorkerSettings;
  databaseAnswers(): Promise<boolean>;
}

/**
 * Live: the process answers. Ready: the worker runs, the server sees pollers on our queue, and Postgres answers;
 * a worker that failed with its process still up is neither.
 */
export async function startHealth(input: HealthInput): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const answer =
      request.url === '/health/ready' ? readiness(input) : Promise.resolve({ status: input.worker.getState() });
    answer.then(
      (body) =>
        response
          .writeHead('faults' in body && body.faults.length > 0 ? 503 : 200, { 'content-type': 'application/json' })
          .end(JSON.stringify(body)),
      (error: unknown) =>
        response
          .writeHead(503, { 'content-type': 'application/json' })
          .end(JSON.stringify({ faults: [String(error)] })),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(input.settings.healthPort, input.settings.healthHost, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${input.settings.healthHost}:${port}`,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

async function readiness({
  worker,
  connection,
  settings,
  databaseAnswers,
}: HealthInput): Promise<{ faults: string[] }> {
  const faults: string[] = [];
  const state = worker.getState();
  if (state !== 'RUNNING') faults.push(`the worker is ${state}`);
  const describe = () =>
    connection.workflowService.describeTaskQueue({
      namespace: settings.temporal.namespace,
      taskQueue: { name: settings.taskQueue },
      taskQueueType: WORKFLOW_QUEUE,
    });
  const { pollers } = await connection.withDeadline(Date.now() + PROBE_PATIENCE_MS, describe);
  if (!pollers || pollers.length === 0) faults.push(`Temporal sees nobody polling ${settings.taskQueue}`);
  if (!(await databaseAnswers())) faults.push('Postgres does not answer');
  return { faults };
}
