import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { ActivationStanding } from '../domain/activation';
import type { Period } from '../domain/calendar';
import type { CommandMessage, LifecycleStarted } from '../domain/journal';
import type { CommandName, LifecycleMode, StageOutcome } from '../domain/lifecycle';
import { COMMAND_NAMES } from '../domain/lifecycle';
import type { ProgramSlice, StageName } from '../domain/program';
import type { StageResult } from './stage.messages';

/** What a lifecycle starts with. All but the first three are set by the workflow itself when it continues as new. */
export interface LifecycleInput {
  partnerId: string;
  /** The staged application. */
  intakeId: string;
  /** The pinned version's slice: publishing a new version never changes a running partner. */
  slice: ProgramSlice;
  /** Where people's browsers reach the console, for links; without it there are none. */
  consoleUrl?: string;
  carried?: LifecycleCarried;
}

/** What a turn (continue-as-new) carries along. */
export interface LifecycleCarried {
  partner: LifecycleStarted;
  mode: LifecycleMode;
  /** Cycle to run next, from 1. */
  cycle: number;
  turn: number;
  /** End of the last cycle's period, program time: the next cycle takes a later one. */
  lastPeriodEndMs?: number;
  /** When it was paused or suspended, program time. */
  pausedMs?: number;
  activation?: ActivationStanding;
  /** Steps that re-open in the next cycle, by stage. */
  carriedSteps: Partial<Record<StageName, string[]>>;
}

/** How a lifecycle ends. */
export interface LifecycleResult {
  mode: LifecycleMode;
  reason?: string;
}

/** What a command answers. Times are program time. */
export interface CommandAnswer {
  command: CommandName;
  mode: LifecycleMode;
  /** True when the command had been given before and nothing changed. */
  repeated: boolean;
}

/** Updates by command name: `pause`, `resume`, `suspend`, `withdraw`, `offboard`, `skipStep`, `repeatStage`, `handOver`. */
export const commandUpdates = Object.fromEntries(
  COMMAND_NAMES.map((name) => [name, defineUpdate<CommandAnswer, [CommandMessage]>(name)]),
) as Record<CommandName, ReturnType<typeof defineUpdate<CommandAnswer, [CommandMessage]>>>;

/** What has happened outside, by id only: staged facts, or an import that touched this partner. */
export interface FactsNote {
  /** Ids of facts staged in intake. */
  factIds?: string[];
  /** An import that wrote rows for this partner. */
  importId?: string;
  /** How many rows. */
  count?: number;
}

/** Something happened outside. Repeatable, unordered, never refused. */
export const factsArrived = defineSignal<[FactsNote]>('factsArrived');

/** Who may act has changed: which change it was. Nothing in it is believed, rows are read. */
export interface PeopleNote {
  changeId: string;
}

/** Other people hold roles for this partner now. Repeatable. */
export const peopleChanged = defineSignal<[PeopleNote]>('peopleChanged');

/** Where the lifecycle stands; diagnostics only, all reading is from rows. */
export interface LifecycleView {
  partnerId: string;
  mode: LifecycleMode;
  cycle: number;
  period: Period | null;
  open: StageName[];
  ended: { stage: StageName; outcome: StageOutcome; result: StageResult }[];
}
/** See {@link LifecycleView}. */
export const viewLifecycle = defineQuery<LifecycleView>('viewLifecycle');
