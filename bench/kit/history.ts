import type { Client, WorkflowHandle } from '@temporalio/client';

type Event = NonNullable<Awaited<ReturnType<WorkflowHandle['fetchHistory']>>['events']>[number];

/** What workflow runs have cost the server. */
export interface Cost {
  runs: number;
  events: number;
  /** Writes of the server's own: each is a transaction on its database. */
  transitions: number;
  bytes: number;
  workflowTasks: number;
  activities: number;
  localActivities: number;
  timers: number;
  /** Updates and signals that came in. */
  messages: number;
}

/** One run and what it cost. */
export interface RunCost extends Cost {
  workflowId: string;
}

const NOTHING: Cost = {
  runs: 0,
  events: 0,
  transitions: 0,
  bytes: 0,
  workflowTasks: 0,
  activities: 0,
  localActivities: 0,
  timers: 0,
  messages: 0,
};

/** Adds costs up. */
export function sum(costs: readonly Cost[]): Cost {
  const total = { ...NOTHING };
  for (const cost of costs) for (const key of Object.keys(NOTHING) as (keyof Cost)[]) total[key] += cost[key];
  return total;
}

/**
 * The costs of a workflow, of all its children and theirs, and of the runs that it continued as; the newest run is
 * left out when `withLast` is false (it has only just begun).
 */
export async function costOfTree(client: Client, workflowId: string, how: { withLast: boolean }): Promise<RunCost[]> {
  const first = await client.workflow.getHandle(workflowId).describe();
  let runId: string | undefined = first.raw.workflowExecutionInfo?.firstRunId ?? first.runId;
  const costs: RunCost[] = [];
  while (runId !== undefined) {
    const { cost, children, next } = await costOfRun(client, { workflowId, runId });
    if (next === undefined && !how.withLast) break;
    costs.push(cost);
    for (const child of children) costs.push(...(await costOfTree(client, child, { withLast: true })));
    runId = next;
  }
  return costs;
}

async function costOfRun(client: Client, { workflowId, runId }: { workflowId: string; runId: string }) {
  const handle = client.workflow.getHandle(workflowId, runId);
  const events = (await handle.fetchHistory()).events ?? [];
  const { workflowExecutionInfo: info } = (await handle.describe()).raw;
  const count = (kind: keyof Event): number => events.filter((event) => event[kind]).length;
  const cost: RunCost = {
    workflowId,
    runs: 1,
    events: events.length,
    transitions: Number(info?.stateTransitionCount ?? 0),
    bytes: Number(info?.historySizeBytes ?? 0),
    workflowTasks: count('workflowTaskCompletedEventAttributes'),
    activities: count('activityTaskScheduledEventAttributes'),
    localActivities: count('markerRecordedEventAttributes'),
    timers: count('timerStartedEventAttributes'),
    messages:
      count('workflowExecutionUpdateAcceptedEventAttributes') + count('workflowExecutionSignaledEventAttributes'),
  };
  const children = events.flatMap(
    (event) => event.childWorkflowExecutionStartedEventAttributes?.workflowExecution?.workflowId ?? [],
  );
  const next = events.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId ?? undefined;
  return { cost, children, next };
}
