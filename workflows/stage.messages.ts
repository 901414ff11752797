import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Period } from '../domain/calendar';
import type { CalendarTable } from '../domain/calendar';
import type { ProgramClock } from '../domain/clock';
import type { StepAction, StepActionOutcome } from '../domain/journal';
import type { StageOutcome } from '../domain/lifecycle';
import type { Ladder, Stage, StageName } from '../domain/program';
import type { StepSnapshot } from '../domain/steps';

/** What a stage starts with: the pinned program's words for it, and this partner. */
export interface StageInput {
  partnerId: string;
  partner: { name: string; type: string; tier: string; region: string; flags: string[]; importedBy?: string };
  stage: StageName;
  definition: Stage;
  /** Where people's browsers reach the console, for links; without it there are none. */
  consoleUrl?: string;
  ladders: Record<string, Ladder>;
  documentHashes: Record<string, string>;
  calendar: CalendarTable;
  clock: ProgramClock;
  programId: string;
  programVersion: number;
  cycle: number;
  attempt: number;
  period: Period | null;
  /** Program time at which the lifecycle began to start the stage: only later commands concern it. */
  sinceMs: number;
  /** Program time at which the period closes the stage. */
  closesMs?: number;
  /** Steps carried over from the cycle before: only these and the normal ones that apply open again. */
  carried: string[];
}

/** How a stage ended. */
export interface StageResult {
  outcome: StageOutcome;
  reason?: string;
  /** Keys of steps to re-open in the next cycle. */
  carried: string[];
}

/** People act on a step: complete a task, sign, countersign, clear a screening. */
export const actOnStep = defineUpdate<StepActionOutcome, [StepAction]>('actOnStep');

/**
 * What the lifecycle passes on. Whoever reaches Temporal can send it too, so it carries nothing to be believed: the
 * stage reads the command behind the id, and the rows that facts and people are in.
 */
export type StageOrder =
  /** Follow the command that is on record under this message id: pause, suspend, resume, skipStep. */
  | { order: 'command'; messageId: string }
  /** Look again at who may act. */
  | { order: 'peopleChanged' }
  /** Look again at what has happened. */
  | { order: 'facts' };

/** See {@link StageOrder}. */
export const orderStage = defineSignal<[StageOrder[]]>('orderStage');

/** Where the stage stands; diagnostics only. */
export const viewStage = defineQuery<{ stage: StageName; steps: StepSnapshot[] }>('viewStage');
