import type { ApprovalRule } from './approvals/rule';
import type { JsonObject } from './hash';

/** A role of the operating model, e.g. `CAM`. */
export type RoleId = string;
/** A duration as a program writes it: `5bd`, `30d`, `24bh`, `48h`, `500ms`. */
export type DurationText = string;

/** When a step applies. A list means "one of"; several lists must all hold; none means always. */
export interface Condition {
  types?: string[];
  tiers?: string[];
  regions?: string[];
}

/** What every step has, whatever its kind. */
export interface StepBase {
  title: string;
  /** Steps of the same stage that must have ended well before this one opens. */
  needs?: string[];
  when?: Condition;
  /** An optional step never fails its stage, and the stage does not wait for it at its end. */
  optional?: boolean;
  /** The role that holds the step; people-steps are shown to its holders. */
  owner: RoleId;
  /** How long the step may take from opening, on the partner's regional calendar. */
  due?: DurationText;
  /** The SLA ladder that reminds, escalates and ends the step. */
  ladder?: string;
  /** Re-opens in the next cycle when the period's end closes it unfinished. */
  carry?: boolean;
}

/** Somebody does something and says so, with evidence. */
export interface TaskStep extends StepBase {
  kind: 'task';
  instructions?: string;
  /** Names of the evidence fields that completing needs, each a short text or link. */
  evidence?: string[];
}

/** People decide: who, as the rule says. */
export interface ApprovalStep extends StepBase, ApprovalRule {
  kind: 'approval';
  /** The step whose result is decided; without it the partner as it stands. */
  decides?: string;
}

/** The partner signs a document, then we countersign. */
export interface AgreementStep extends StepBase {
  kind: 'agreement';
  /** Key of the document in the program's `documents`. */
  document: string;
  /** Our role that countersigns. */
  countersign: RoleId;
}

/** People of the partner hold the certifications that their tier asks for. */
export interface TrainingStep extends StepBase {
  kind: 'training';
  /** Key of the track in the program's `tracks`. */
  track: string;
}

/** Access in other systems is given; undone when the partner leaves. */
export interface ProvisionStep extends StepBase {
  kind: 'provision';
  /** Names of the systems that the partner's people get access to. */
  systems: string[];
}

/** A third party screens the company; anything but "clear" becomes a task for the owner, never a pass. */
export interface ScreeningStep extends StepBase {
  kind: 'screening';
}

/** Something happened outside: `count` facts of a kind are on record for this partner (in this period, for stages of a cycle). */
export interface MilestoneStep extends StepBase {
  kind: 'milestone';
  fact: string;
  count: number;
}

/** Time passes: a duration, or the period's end. */
export interface WaitStep extends StepBase {
  kind: 'wait';
  for?: DurationText;
  until?: 'period_end';
}

/** The system itself does something worth seeing, by one of its named services. */
export interface ServiceStep extends StepBase {
  kind: 'service';
  does: ServiceName;
}

/** One step of a stage. Adding a member here shows each place that must know it. */
export type Step =
  | TaskStep
  | ApprovalStep
  | AgreementStep
  | TrainingStep
  | ProvisionStep
  | ScreeningStep
  | MilestoneStep
  | WaitStep
  | ServiceStep;

/** The name of a kind of step. */
export type StepKind = Step['kind'];
/** A step of one kind. */
export type StepOf<Kind extends StepKind> = Extract<Step, { kind: Kind }>;

/** Whatever the system can do as a step of its own. */
export const SERVICES = ['scoreFit', 'calculatePayout', 'recordPayout', 'scorePartner', 'applyTier'] as const;
/** The name of a service; each is one activity of the same name. */
export type ServiceName = (typeof SERVICES)[number];

/** Every kind, in the order in which docs list them. */
export const STEP_KINDS = [
  'task',
  'approval',
  'agreement',
  'training',
  'provision',
  'screening',
  'milestone',
  'wait',
  'service',
] as const satisfies StepKind[];

/**
 * Where a step stands. `waiting` for its needs, `open`, then one end:
 * `done`, `skipped` (a command), `not_applicable` (its condition), `failed`, `rejected`, `expired`,
 * `carried` or `lapsed` (the period ended), `cancelled` (the stage was).
 */
export const STEP_STATES = [
  'waiting',
  'open',
  'done',
  'skipped',
  'not_applicable',
  'failed',
  'rejected',
  'expired',
  'carried',
  'lapsed',
  'cancelled',
] as const;
/** See {@link STEP_STATES}. */
export type StepState = (typeof STEP_STATES)[number];

/** Step states after which the steps that need it may open. */
export const STEP_ENDED_WELL: readonly StepState[] = ['done', 'skipped', 'not_applicable'];

/** What people do to any open step that waits for them, besides what it waits for: who sees to it, and words about it. */
export const DESK_ACTIONS = ['claim', 'release', 'reassign', 'comment'] as const;
/** See {@link DESK_ACTIONS}. */
export type DeskAction = (typeof DESK_ACTIONS)[number];

/** How a step runner ends. */
export interface StepResult {
  state: Extract<StepState, 'done' | 'failed' | 'rejected' | 'expired'>;
  /** What later steps and people need to know: ids, codes, amounts; no personal data; at most 4 KB. */
  result?: JsonObject;
  /** Why, in words, when it did not end well. */
  reason?: string;
}

/** A step as its row shows it. Times are program time, epoch ms. */
export interface StepSnapshot {
  key: string;
  kind: StepKind;
  title: string;
  state: StepState;
  optional: boolean;
  /** Roles whose holders can act now: the owner, and whom the ladder has added. */
  roles: RoleId[];
  needs: string[];
  openedMs?: number;
  /** When it is due, after calendar, demo floor and pauses. */
  dueMs?: number;
  endedMs?: number;
  /** What it waits for, in words that name roles and things, never persons. */
  waitingFor?: string;
  reason?: string;
  result?: JsonObject;
  /** The workflow that decides, where the step is an approval. */
  approvalWorkflowId?: string;
  /** What people need to see to act: evidence fields, document key and hash, track. */
  details?: JsonObject;
}

/** Does a step apply to this partner? A condition on something unknown does not hold. */
export function applies(when: Condition | undefined, partner: { type: string; tier: string; region: string }): boolean {
  if (!when) return true;
  const holds = (allowed: string[] | undefined, actual: string): boolean => !allowed || allowed.includes(actual);
  return holds(when.types, partner.type) && holds(when.tiers, partner.tier) && holds(when.regions, partner.region);
}
