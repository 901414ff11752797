import { historyFromJSON } from '@temporalio/common/lib/proto-utils';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from '@temporalio/worker';

type Event = [type: string, attributes: object];

const taskQueue = { name: 'queue' };
const timeouts = { workflowExecutionTimeout: '0s', workflowRunTimeout: '0s', workflowTaskTimeout: '10s' };
const task: Event[] = [
  ['WORKFLOW_TASK_SCHEDULED', { taskQueue, attempt: 1 }],
  ['WORKFLOW_TASK_STARTED', {}],
  // What the SDK notes of itself: scopes that cannot be cancelled shield what is in them.
  ['WORKFLOW_TASK_COMPLETED', { sdkMetadata: { langUsedFlags: [1] } }],
];
const child = {
  workflowExecution: { workflowId: 'child', runId: 'child-run' },
  workflowType: { name: 'child' },
  initiatedEventId: '5',
};

/** As the server writes it when a child is wanted, somebody says stop, and only then the child begins. */
const BEFORE_THE_CHILD_BEGAN: Event[] = [
  [
    'WORKFLOW_EXECUTION_STARTED',
    { workflowType: { name: 'stopsItsChild' }, taskQueue, attempt: 1, ...timeouts, originalExecutionRunId: 'run' },
  ],
  ...task,
  ['START_CHILD_WORKFLOW_EXECUTION_INITIATED', { workflowId: 'child', workflowType: { name: 'child' } }],
  ['WORKFLOW_EXECUTION_SIGNALED', { signalName: 'stop' }],
  ...task,
];
const CHILD_BEGAN: Event[] = [['CHILD_WORKFLOW_EXECUTION_STARTED', child], ...task];
const cancelling: Event = [
  'REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED',
  { workflowExecution: { workflowId: 'child' }, childWorkflowOnly: true },
];

const camel = (type: string): string =>
  type.toLowerCase().replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Events of a task name the ones before them. Ids count from 1. */
function numbersOf(type: string, at: number): object {
  if (type === 'WORKFLOW_TASK_STARTED') return { scheduledEventId: String(at) };
  if (type === 'WORKFLOW_TASK_COMPLETED') return { scheduledEventId: String(at - 1), startedEventId: String(at) };
  return {};
}

async function replay(events: Event[]): Promise<void> {
  const workflowsPath = require.resolve('./fixtures/child-at-start');
  const workflowBundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
  const history = events.map(([type, attributes], at) => ({
    eventId: String(at + 1),
    eventTime: new Date(Date.UTC(2026, 10, 26) + at).toISOString(),
    eventType: `EVENT_TYPE_${type}`,
    [`${camel(type)}EventAttributes`]: { ...attributes, ...numbersOf(type, at) },
  }));
  await Worker.runReplayHistory({ workflowBundle }, historyFromJSON({ events: history }), 'parent');
}

describe('a child that is cancelled while it begins', () => {
  beforeAll(() => {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
  });

  test('is cancelled once it has begun: the server would drop the request before', async () => {
    await expect(replay([...BEFORE_THE_CHILD_BEGAN, ...CHILD_BEGAN, cancelling])).resolves.toBeUndefined();
  });

  test('is not asked for before', async () => {
    await expect(replay([...BEFORE_THE_CHILD_BEGAN, cancelling, ...CHILD_BEGAN])).rejects.toThrow(/determinism/i);
  });
});
