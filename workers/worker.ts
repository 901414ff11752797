import { DefaultLogger, makeTelemetryFilterString, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { dataConverterOf } from '../connectors/payloads/data-converter';
import type { WorkerSettings } from './settings';
import { workflowBundle } from './bundle';
import { compose } from './compose';
import { startHealth } from './health';
import { ensureNamespace, ensureSearchAttributes } from './namespace';

/** A worker that runs, and how to stop it. */
export interface RunningWorker {
  healthUrl: string;
  /** Rejects when the worker ends with an error. */
  ended: Promise<void>;
  /** Finishes what runs, within the grace time. */
  stop(): Promise<void>;
}

/** An activity in the middle of an effect may finish; longer ones heartbeat and go on elsewhere. */
const SHUTDOWN_GRACE = '25s';
const SHUTDOWN_FORCE = '30s';

/**
 * What waits for a worker that died is given to another after this long (npm run bench, "worker"). Our histories are
 * short, so replaying one elsewhere costs little.
 */
const STICKY_PATIENCE = '5s';

/** One owner of SIGTERM: the SDK must not listen for it too. Called once per process. */
export function installRuntime(settings: Pick<WorkerSettings, 'logLevel'>, metricsBindAddress?: string): void {
  Runtime.install({
    shutdownSignals: [],
    logger: new DefaultLogger(
      settings.logLevel === 'debug' ? 'DEBUG' : settings.logLevel === 'info' ? 'WARN' : 'ERROR',
    ),
    telemetryOptions: {
      logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }), forward: {} },
      ...(metricsBindAddress ? { metrics: { prometheus: { bindAddress: metricsBindAddress } } } : {}),
    },
  });
}

/** Checks Temporal and Postgres, then starts polling. */
export async function startWorker(settings: WorkerSettings): Promise<RunningWorker> {
  const { address, namespace, tls, apiKey, retentionDays, createNamespace } = settings.temporal;
  const connection = await NativeConnection.connect({ address, tls: tls || undefined, apiKey });
  await ensureNamespace(connection, { namespace, retentionDays, createIfMissing: createNamespace });
  await ensureSearchAttributes(connection, namespace);
  const composed = await compose(settings);
  const dataConverter = dataConverterOf(settings.payloadCodec);
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue: settings.taskQueue,
    workflowBundle: await workflowBundle(dataConverter !== undefined),
    dataConverter,
    activities: { ...composed.activities },
    maxCachedWorkflows: settings.cachedWorkflowsMax,
    stickyQueueScheduleToStartTimeout: STICKY_PATIENCE,
    shutdownGraceTime: SHUTDOWN_GRACE,
    shutdownForceTime: SHUTDOWN_FORCE,
    workflowTaskPollerBehavior: { type: 'autoscaling' },
    activityTaskPollerBehavior: { type: 'autoscaling' },
  });
  const ended = worker.run();
  // Where nothing is set up by which people are told, what there is to be told waits in its table.
  const herald =
    settings.notices &&
    composed.startHerald((error) =>
      Runtime.instance().logger.warn('people could not be called', { error: String(error) }),
    );
  const housekeeper = composed.startHousekeeper((error) =>
    Runtime.instance().logger.warn('staged content could not be swept', { error: String(error) }),
  );
  const health = await startHealth({ worker, connection, settings, databaseAnswers: composed.databaseAnswers });
  const close = async (): Promise<void> => {
    await health.close();
    await herald?.stop();
    await housekeeper.stop();
    await composed.close();
    await connection.close();
  };
  return {
    healthUrl: health.url,
    ended,
    stop: async () => {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await ended.finally(close);
    },
  };
}
