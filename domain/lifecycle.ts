import type { StageName } from './program';
import type { SystemRole } from './roles';
import type { RoleId } from './steps';

/** What a lifecycle is doing as a whole. The last four are ends. */
export const MODES = ['active', 'paused', 'suspended', 'withdrawn', 'offboarded', 'rejected', 'expired'] as const;
/** See {@link MODES}. */
export type LifecycleMode = (typeof MODES)[number];

/** Modes after which nothing happens any more. */
export const TERMINAL_MODES: readonly LifecycleMode[] = ['withdrawn', 'offboarded', 'rejected', 'expired'];

/** How a stage ended. None of these ends the lifecycle, except that a once-only stage that did not complete does. */
export type StageOutcome = 'completed' | 'lapsed' | 'rejected' | 'expired' | 'cancelled';

/** What may be commanded on a living partner. */
export const COMMAND_NAMES = [
  'pause',
  'resume',
  'suspend',
  'withdraw',
  'offboard',
  'skipStep',
  'repeatStage',
  'handOver',
] as const;
/** See {@link COMMAND_NAMES}. */
export type CommandName = (typeof COMMAND_NAMES)[number];

/** One command: who may give it, in which modes, and what it leads to. */
export interface CommandRule {
  title: string;
  roles: SystemRole[];
  from: readonly LifecycleMode[];
  /** The mode that it leads to; already being there makes it a repetition, answered like the first one. */
  to?: LifecycleMode;
  /** Withdraw, suspend and offboard are never refused for load. */
  urgent?: boolean;
}

const LIVING: readonly LifecycleMode[] = ['active', 'paused', 'suspended'];

/** The commands as data: the workflow, the API and the tests all read this table. */
export const COMMANDS: Record<CommandName, CommandRule> = {
  pause: { title: 'Pause', roles: ['PM', 'CAM'], from: ['active'], to: 'paused' },
  resume: { title: 'Resume', roles: ['PM', 'CAM'], from: ['paused', 'suspended'], to: 'active' },
  suspend: { title: 'Suspend', roles: ['PM', 'LEG'], from: ['active', 'paused'], to: 'suspended', urgent: true },
  withdraw: { title: 'Withdraw', roles: ['P-own'], from: LIVING, to: 'withdrawn', urgent: true },
  offboard: { title: 'Offboard', roles: ['PM', 'VP'], from: LIVING, to: 'offboarded', urgent: true },
  skipStep: { title: 'Skip step', roles: ['PM'], from: ['active'] },
  repeatStage: { title: 'Repeat stage', roles: ['PM', 'CAM'], from: ['active'] },
  handOver: { title: 'Hand over', roles: ['PM', 'CAM'], from: LIVING },
};

/** Which commands a mode allows; told with every refusal. */
export function allowedActions(mode: LifecycleMode): CommandName[] {
  return COMMAND_NAMES.filter((name) => COMMANDS[name].from.includes(mode));
}

/** What a command carries besides its actor. */
export interface CommandParams {
  /** For skipStep and repeatStage. */
  stage?: StageName;
  /** For skipStep. */
  step?: string;
  /** For handOver: the role whose named owner changes. */
  role?: RoleId;
  /** For handOver: the new owner. */
  toPersonId?: string;
}

/** Above these a run takes no more commands (contracts.md, "Turns"); facts are never refused. */
export const HISTORY_EVENTS_MAX = 30_000;
/** See {@link HISTORY_EVENTS_MAX}. */
export const UPDATES_PER_RUN_MAX = 1_500;
