import { workflowInfo } from '@temporalio/workflow';
import type { ProgramClock } from '../../domain/clock';
import { programTimeAt } from '../../domain/clock';
import type { Origin } from '../../domain/journal';

/** Where a row comes from: workflow, run, and the history length of the task that writes it. */
export function origin(): Origin {
  const { workflowId, runId, historyLength } = workflowInfo();
  return { workflowId, runId, historyLength };
}

/** Program time now: workflow time through the version's clock. */
export function nowMs(clock: ProgramClock): number {
  return programTimeAt(clock, Date.now());
}

/** Program time as people read it in the Temporal UI. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
}
