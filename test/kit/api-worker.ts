import { Worker } from '@temporalio/worker';
import { dataConverterOf } from '../../connectors/payloads/data-converter';
import { compose } from '../../workers/compose';
import type { WorkerSettings } from '../../workers/settings';
import type { TestApi } from './api';
import { closeAll } from './close-all';
import { connectTemporal, encodingBundle, workflowBundle } from './temporal';

/** Nobody listens there: these tests ask no third party. */
const NOBODY = 'http://127.0.0.1:9';

/** A worker on a test API's own queue and database. @returns how to end it */
export async function startApiWorker(
  api: TestApi,
  options: Partial<
    Pick<WorkerSettings, 'screeningUrl' | 'scimUrl' | 'notices' | 'accountKeys' | 'paymentProvider' | 'sepaDebtor'>
  > & {
    onLaptop?: boolean;
  } = {},
): Promise<() => Promise<void>> {
  const { settings } = api;
  const dataConverter = dataConverterOf(settings.payloadCodec);
  const temporal = await connectTemporal({ dataConverter });
  const composed = await compose(
    {
      databaseUrl: settings.databaseUrl,
      temporal: { ...settings.temporal, retentionDays: 1, createNamespace: false },
      taskQueue: settings.taskQueue,
      actorKey: settings.actorKey,
      trustTemporalUi: options.onLaptop ?? false,
      screeningUrl: options.screeningUrl ?? NOBODY,
      scimUrl: options.scimUrl ?? NOBODY,
      notices: options.notices,
      accountKeys: options.accountKeys,
      paymentProvider: options.paymentProvider,
      sepaDebtor: options.sepaDebtor,
      healthPort: 0,
      healthHost: '127.0.0.1',
      cachedWorkflowsMax: 100,
      bootstrapAdmin: settings.bootstrapAdmin,
      logLevel: 'error',
    },
    { client: temporal.client },
  );
  const worker = await Worker.create({
    connection: temporal.nativeConnection,
    namespace: temporal.namespace,
    taskQueue: settings.taskQueue,
    workflowBundle: dataConverter ? await encodingBundle() : await workflowBundle(),
    dataConverter,
    activities: { ...composed.activities },
    maxCachedWorkflows: 100,
    // A dead letter to nobody's screening provider is tried for minutes; a test does not wait for that. Workflows that are
    // still at work beside other files get their time: the SDK ends the whole process when it is cut short in one.
    shutdownForceTime: '5s',
  });
  const running = worker.run();
  const trouble = (error: unknown): void => void process.stderr.write(`herald: ${String(error)}\n`);
  const herald = options.notices && composed.startHerald(trouble);
  return () =>
    closeAll([
      () => herald?.stop(),
      () => worker.shutdown(),
      () => running,
      () => composed.close(),
      () => temporal.close(),
    ]);
}
