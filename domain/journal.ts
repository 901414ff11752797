import type { ActivationState } from './activation';
import type { ApprovalAudience, ApprovalContent, ApprovalPlan, ApprovalState, DecisionKind } from './approvals';
import type { PlanProgress } from './approvals/plan';
import type { ApprovalRule } from './approvals/rule';
import type { Countable, SeatedLevel } from './approvals/seats';
import type { JsonObject } from './hash';
import type { CommandName, CommandParams, LifecycleMode, StageOutcome } from './lifecycle';
import type { StageName } from './program';
import type { Actor } from './proof';
import type { DeskAction, RoleId, StepSnapshot } from './steps';

/**
 * What workflows hand to the recording activities: rows cite where they came from, and each write has a business key,
 * so that a second run of the same activity changes nothing.
 */
export interface Origin {
  workflowId: string;
  runId: string;
  /** History length of the workflow task that asked for the write. */
  historyLength: number;
}

/** One line of the audit. Reasons are what a person typed, labelled as visible in the Temporal UI. */
export interface AuditEntry {
  action: string;
  /** `person/<id>`, `system:timer`, `system:workflow`, `service/<id>`. */
  actor: string;
  reason?: string;
  /** What it is about, e.g. `step/onboard/access`, `approval/<id>`. */
  subject: string;
  details?: JsonObject;
  /** Tells this line from all others of its run, however often it is written; without it, its place in the recording does. */
  key?: string;
}

/** One turn of a lifecycle: the partner's row as it stands now. Idempotent by (workflow id, turn). */
export interface LifecycleTurn {
  origin: Origin;
  partnerId: string;
  /** Higher is newer; a workflow task that is done again has higher ones than the attempt that was lost. */
  turn: number;
  nowMs: number;
  mode: LifecycleMode;
  stages: StageName[];
  cycle: number;
  period: string | null;
  /** Null before the activation clock starts. */
  activation: ActivationState | null;
  audit: AuditEntry[];
}

/** One turn of a stage: the stage's row and every step row that changed. Idempotent by (stage workflow id, turn). */
export interface StageTurn {
  origin: Origin;
  partnerId: string;
  stage: StageName;
  cycle: number;
  attempt: number;
  period: string | null;
  turn: number;
  /** Program time of the turn. */
  nowMs: number;
  startedMs: number;
  endedMs?: number;
  outcome?: StageOutcome;
  reason?: string;
  closesMs?: number;
  steps: StepSnapshot[];
  audit: AuditEntry[];
}

/** A command as it arrives at the lifecycle. */
export interface CommandMessage {
  actor: Actor;
  reason: string;
  params?: CommandParams;
}

/** A recorded command. */
export interface CommandRecord {
  origin: Origin;
  partnerId: string;
  command: CommandName;
  message: CommandMessage;
  /** Business key: the update id. */
  messageId: string;
  nowMs: number;
  modeBefore: LifecycleMode;
}

/** A command on record, as whoever must follow it reads it again: a signal between workflows carries only its id. */
export interface RecordedOrder {
  command: CommandName;
  /** Program time at which it was given. */
  atMs: number;
  params: CommandParams;
  /** False when a later command has changed the mode to something else. */
  stands: boolean;
}

/** Somebody acts on a step: completes a task, signs, countersigns, answers a screening. */
export interface StepAction {
  actor: Actor;
  stepKey: string;
  /** `amend`: hand in again what an approval decides. The last four change nothing but who sees to it. */
  action: 'complete' | 'sign' | 'countersign' | 'clear' | 'reject' | 'amend' | DeskAction;
  /** Evidence or document staged by the API; moved by the recording activity. */
  intakeId?: string;
  /** What was shown, where a document is signed. */
  contentHash?: string;
  /** Visible in the Temporal UI. */
  comment?: string;
  /** Reassign: who shall see to it. */
  toPersonId?: string;
}

/** A step action with all that its recording needs. Roles are those who may act now. */
export interface StepActionRecord {
  origin: Origin;
  partnerId: string;
  stageWorkflowId: string;
  stage: StageName;
  step: Pick<StepSnapshot, 'key' | 'kind' | 'roles'> & { details?: JsonObject };
  message: StepAction;
  messageId: string;
  nowMs: number;
}

/** Claims on open steps of one stage, to be looked at again. */
export interface ClaimsHeld {
  partnerId: string;
  claims: { stepKey: string; personId: string; roles: RoleId[] }[];
}

/** What recording an action tells back. */
export interface StepActionOutcome {
  recorded: true;
  personId: string;
  /** Facts that the step's row shows, without personal data. */
  result: JsonObject;
}

/** Opening of an approval. */
export interface ApprovalOpening {
  origin: Origin;
  approvalId: string;
  partnerId: string;
  content: ApprovalContent;
  contentHash: string;
  plan: ApprovalPlan;
  /** Where the plan's roles and quorum do not say all. */
  rule?: ApprovalRule;
  requester?: string;
  beneficiaries: string[];
  audience: ApprovalAudience;
  round: number;
  openedMs: number;
  dueMs?: number;
  programVersion: string;
}

/** What opening or re-resolving tells: how many people could decide now. Nobody means: escalate at once. */
export interface ApprovalCandidates {
  candidates: number;
  /** Approvals that nobody could give; absent when there are none. More people are asked at once. */
  short?: number;
  /** Where a rule asks for more than one plain level: each level with its seats and people, for counting. */
  levels?: SeatedLevel[];
  /** Whoever had claimed it cannot decide any more. */
  claimLost?: true;
}

/** A decision as it arrives at the approval. */
export interface DecisionMessage {
  actor: Actor;
  decision: DecisionKind;
  /** What was shown; may be left out only with a one-time code, which is bound to it. */
  contentHash?: string;
  comment?: string;
  /** For which absent person, where whoever decides stands in for several; without it their own right comes first. */
  onBehalfOf?: string;
  /** The link by which it was decided, if it was: the hash of its token. Used up with the decision. */
  linkId?: string;
}

/** A decision with all that its recording needs. */
export interface DecisionRecord {
  origin: Origin;
  approvalId: string;
  partnerId: string;
  plan: ApprovalPlan;
  rule?: ApprovalRule;
  /** Where a rule's chain stands; absent where there is none. */
  progress?: Pick<PlanProgress, 'level' | 'added'>;
  contentHash: string;
  requester?: string;
  beneficiaries: string[];
  audience: ApprovalAudience;
  message: DecisionMessage;
  /** Business key: update id, or signal/<event position>. */
  messageId: string;
  /** Wall time at which the message was received: codes are judged by it. */
  receivedWallMs: number;
  nowMs: number;
  /** Where this decision may end the approval: what writing the end with it takes. */
  ending?: DecisionEnding;
}

/** What was decided before, and the row of the end that may follow from one more decision. */
export interface DecisionEnding extends Pick<Countable, 'candidates' | 'seats' | 'decisions'> {
  /** The turn that the end would be. */
  turn: number;
  claimedBy?: string;
  dueMs?: number;
}

/** A recorded decision, told back. */
export interface DecisionOutcome {
  recorded: true;
  personId: string;
  seq: number;
  decision: DecisionKind;
  decidedMs: number;
  /** Of a chain: the level, from 1, and its groups, from 0, in which it counts. */
  level?: number;
  groups?: number[];
  /** The absent person for whom it was taken. */
  onBehalfOf?: string;
  /** The approval has ended by it: the turn in which that was written, in the same transaction. */
  endedIn?: number;
}

/** A change of an approval that is no decision: a reminder, more roles, or its end. */
export interface ApprovalTurn {
  origin: Origin;
  approvalId: string;
  partnerId: string;
  turn: number;
  nowMs: number;
  state: ApprovalState;
  plan: ApprovalPlan;
  rule?: ApprovalRule;
  progress?: PlanProgress;
  /** Who sees to it, where somebody has claimed it. */
  claimedBy?: string;
  audience: ApprovalAudience;
  requester?: string;
  beneficiaries: string[];
  dueMs?: number;
  audit: AuditEntry[];
}

/** What every service step hands to its activity. */
export interface ServiceInput {
  origin: Origin;
  partnerId: string;
  stage: StageName;
  cycle: number;
  period: string | null;
  programId: string;
  programVersion: number;
  /** Business key: the step's workflow id, key and attempt. */
  businessKey: string;
  nowMs: number;
  /** The result of the step that an approval among the needs decided, and that approval's workflow id. */
  decided?: { result: JsonObject; approvalWorkflowId: string; contentHash: string };
}

/** What a service tells: facts for the step's row. `nothingToDecide` lets an approval of it end without asking anybody. */
export interface ServiceResult {
  result: JsonObject & { nothingToDecide?: boolean };
}

/** The start of a lifecycle: the staged application becomes the partner's row, its first person and its entry tier. */
export interface LifecycleStart {
  origin: Origin;
  partnerId: string;
  /** The staged application; its signature is the proof of who applied. */
  intakeId: string;
  programId: string;
  programVersion: number;
  entryTier: string;
  ownerRole: string;
  nowMs: number;
}

/** What the workflow needs to know of the partner; company facts only. */
export interface LifecycleStarted {
  name: string;
  type: string;
  region: string;
  tier: string;
  possibleDuplicateOf: string | null;
  /** Who of ours, or which service, brought the partner in; nobody where the company applied itself. */
  importedBy?: string;
}
