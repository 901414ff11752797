import { CancellationScope, condition } from '@temporalio/workflow';
import type { JsonObject } from '../../domain/hash';
import type { AuditEntry, StepAction, StepActionOutcome } from '../../domain/journal';
import type { LadderTime } from '../../domain/ladder';
import type { LadderOutcome } from '../../domain/program';
import type { Step, StepKind, StepOf, StepResult, StepSnapshot, StepState } from '../../domain/steps';
import { applies, STEP_ENDED_WELL } from '../../domain/steps';
import type { StageInput } from '../stage.messages';
import { Climb, dueFrom } from './ladder';
import { nowMs } from './origin';
import { failureReason } from './step-failure';

/** What an open step hears from its stage. Times are program time, of the command on record. */
export type StepOrder =
  | { order: 'pause' | 'resume'; atMs: number; messageId: string }
  /** What an approval decides was handed in again. */
  | { order: 'amended'; messageId: string }
  | { order: 'peopleChanged' };

/** How a kind of step runs, and what people may do to it. */
export interface StepRunner<Kind extends StepKind> {
  run(step: StepRun<StepOf<Kind>>): Promise<StepResult>;
  actions: readonly StepAction['action'][];
}

/** The side of the stage that a step sees. */
export interface StageDesk {
  readonly input: StageInput;
  readonly paused: boolean;
  /** What people and systems do now takes effect at resume; a period that ends meanwhile does not wait for that. */
  readonly onHold: boolean;
  /** Whoever has access loses it until the lifecycle resumes. */
  readonly suspended: boolean;
  readonly over: boolean;
  /** Grows whenever something came from outside. */
  readonly factsSeen: number;
  /** Somebody has acted on this step and it is not yet recorded. */
  isActing(key: string): boolean;
  /** Somebody hands in again what this approval shows, and it is not yet recorded. */
  isChanging(step: StepRun): boolean;
  runnerOf(kind: StepKind): StepRunner<StepKind>;
  stepOf(key: string): StepRun;
  changed(step: StepRun): void;
  audit(entry: AuditEntry): void;
}

/** What somebody did to a step, recorded. */
export interface TakenAction {
  action: StepAction['action'];
  outcome: StepActionOutcome;
}

/** One step of a running stage: its row, its ladder, what people did to it. Runners see this and nothing else. */
export class StepRun<S extends Step = Step> {
  readonly snapshot: StepSnapshot;
  readonly taken: TakenAction[] = [];
  private scope: CancellationScope | undefined;
  private climb: Climb | undefined;
  /** Hears orders while the step is open; an approval passes them on. */
  follower: ((order: StepOrder) => Promise<void>) | undefined;
  /** An action is recorded and has not had its effect yet: the period's end waits for it. */
  settling = false;
  /** How the step ends when the period closes the stage while it is open. */
  atPeriodEnd: StepResult | undefined;
  /** Of an approval: how often it has asked, and who has worked on what it asked about. */
  readonly rounds = { asked: 0, authors: [] as string[] };

  constructor(
    readonly stage: StageDesk,
    readonly key: string,
    readonly step: S,
  ) {
    this.snapshot = {
      key,
      kind: step.kind,
      title: step.title,
      state: 'waiting',
      optional: step.optional ?? false,
      roles: [step.owner],
      needs: step.needs ?? [],
    };
  }

  get ended(): boolean {
    return this.snapshot.state !== 'waiting' && this.snapshot.state !== 'open';
  }

  get endedWell(): boolean {
    return STEP_ENDED_WELL.includes(this.snapshot.state);
  }

  /** An optional step that ended holds nobody up, however it ended. */
  get clears(): boolean {
    return this.endedWell || (this.ended && this.snapshot.optional);
  }

  get result(): StepSnapshot['result'] {
    return this.snapshot.result;
  }

  now(): number {
    return nowMs(this.stage.input.clock);
  }

  /** The step's whole life; an approval whose decision is void lives once more. */
  async live(): Promise<void> {
    do {
      await this.liveOnce();
      await condition(() => !this.ended || this.stage.over);
    } while (!this.ended);
  }

  /** Wait for its needs, open, run, end. */
  private async liveOnce(): Promise<void> {
    await condition(() => this.ended || this.stage.over || this.mayBegin);
    if (this.ended || this.stage.over) return;
    if (!applies(this.step.when, this.stage.input.partner)) return this.end({ state: 'not_applicable' });
    // Made here, inside the stage's shield: only an interruption of this step cancels it.
    this.scope = new CancellationScope({ cancellable: true });
    try {
      this.open();
      const result = await this.scope.run(() =>
        this.stage.runnerOf(this.step.kind).run(this as unknown as StepRun<never>),
      );
      if (!this.ended) this.end(result);
    } catch (error) {
      const reason = failureReason(error);
      // An effect that was under way when the step was interrupted may still fail: that changes nothing any more.
      if (!this.ended) this.end({ state: 'failed', reason });
    }
  }

  /** Somebody has acted during a pause: the step hears of it at the resumption, and of nothing else before. */
  get held(): boolean {
    return this.stage.onHold && this.taken.length > 0;
  }

  /** Somebody did something, and it is on record. */
  receive(taken: TakenAction): void {
    this.settling = true;
    this.taken.push(taken);
    if (this.held) this.show({ waitingFor: 'the pause to end', details: { ...this.snapshot.details, actions: [] } });
  }

  /** Somebody has handed in again what an approval decides. */
  amend(result: JsonObject): void {
    Object.assign(this.snapshot, { result });
    this.stage.changed(this);
  }

  /** What this approval has decided was handed in again: what was said is void, and it asks again. */
  askAgain(): void {
    const { approvalId } = this.snapshot.result ?? {};
    const [reason, actor] = ['what was decided has changed', 'system:workflow'];
    this.stage.audit({ action: 'approval.voided', actor, reason, subject: `approval/${String(approvalId)}` });
    const before = { openedMs: undefined, dueMs: undefined, endedMs: undefined, reason: undefined, result: undefined };
    Object.assign(this.snapshot, { ...before, state: 'waiting' });
    this.stage.changed(this);
  }

  /** Who sees to the step, as people have said; it changes nothing else. */
  claimed({ claimedBy }: JsonObject): void {
    const { claimedBy: _before, ...details } = this.snapshot.details ?? {};
    this.show({ details: typeof claimedBy === 'string' ? { ...details, claimedBy } : details });
  }

  /** Ends the step from outside: skipped, cancelled, carried or lapsed. */
  interrupt(state: StepState, reason?: string): void {
    if (this.ended) return;
    this.end({ state, reason });
    this.scope?.cancel();
  }

  /** Changes what people see of the step. */
  show(patch: Partial<Pick<StepSnapshot, 'waitingFor' | 'details' | 'roles' | 'approvalWorkflowId' | 'dueMs'>>): void {
    Object.assign(this.snapshot, patch);
    this.stage.changed(this);
  }

  /**
   * Waits until `met` while the SLA ladder reminds, adds people and perhaps ends the wait. Whoever acted before the end
   * is heard first, even where recording it takes until after the end.
   */
  async waitFor(met: () => boolean, waitingFor: string): Promise<'met' | LadderOutcome> {
    let outcome: LadderOutcome | undefined;
    const counts = (): boolean => met() && !this.stage.onHold;
    const over = (): boolean => counts() || (outcome !== undefined && !this.stage.isActing(this.key));
    this.settling = false;
    this.show({ waitingFor });
    const climbing = this.climb!.climb(over, (rung) => {
      outcome = this.reach(rung);
    });
    await Promise.all([climbing, condition(over)]);
    return counts() ? 'met' : outcome!;
  }

  /** The first action of one of these kinds that nobody has used yet, awaited under the ladder. */
  async waitForAction(actions: readonly StepAction['action'][], waitingFor: string): Promise<TakenAction | StepResult> {
    const find = (): number => this.taken.findIndex((taken) => actions.includes(taken.action));
    // What people can do now is what their inbox lists; a step that waits for a system is not in it.
    this.show({ details: { ...this.snapshot.details, actions: [...actions] } });
    const how = await this.waitFor(() => find() >= 0, waitingFor);
    return how === 'met' ? this.taken.splice(find(), 1)[0]! : endedByLadder(how);
  }

  /** Looks again whenever something came from outside, under the ladder, until `enough`; what comes in a pause counts at its end. */
  async waitForFacts(enough: () => Promise<boolean>, waitingFor: string): Promise<'met' | LadderOutcome> {
    let seen = this.stage.factsSeen;
    while (!(await enough())) {
      const how = await this.waitFor(() => this.stage.factsSeen > seen && !this.stage.paused, waitingFor);
      if (how !== 'met') return how;
      seen = this.stage.factsSeen;
    }
    return 'met';
  }

  order(order: StepOrder): Promise<void> {
    if (order.order === 'pause') this.climb?.pause(order.atMs);
    if (order.order === 'resume') this.climb?.resume(order.atMs);
    if (this.snapshot.state !== 'open') return Promise.resolve();
    if (order.order === 'resume') this.show({ dueMs: this.climb?.dueMs });
    return this.follower?.(order) ?? Promise.resolve();
  }

  /** Lets a step's own timer stop and go on with the stage. */
  follow(climb: Climb): void {
    this.climb = climb;
  }

  /** Its needs have cleared, nobody is changing what they have decided, and the stage is not paused. */
  get mayBegin(): boolean {
    return !this.stage.paused && this.needsClear();
  }

  private needsClear(): boolean {
    // What a carried step needed was done in the cycle before; only what it decides must be there.
    const carried = this.stage.input.carried.includes(this.key);
    const decides = 'decides' in this.step ? this.step.decides : undefined;
    return this.snapshot.needs.every((need) => {
      const before = this.stage.stepOf(need);
      return (carried && need !== decides) || (before.clears && !this.stage.isChanging(before));
    });
  }

  private open(): void {
    const { calendar, clock, ladders } = this.stage.input;
    const openedMs = this.now();
    const ladder = this.step.ladder === undefined ? undefined : ladders[this.step.ladder];
    this.climb = new Climb({
      title: this.step.title,
      ladder,
      openedMs,
      dueMs: dueFrom(openedMs, this.step.due, calendar),
      calendar,
      clock,
    });
    Object.assign(this.snapshot, { state: 'open', openedMs, dueMs: this.climb.dueMs });
    this.stage.changed(this);
  }

  private reach(rung: LadderTime): LadderOutcome | undefined {
    const action =
      rung.kind === 'remind' ? 'step.reminded' : rung.kind === 'escalate' ? 'step.escalated' : 'step.timed_out';
    this.stage.audit({
      action,
      actor: 'system:timer',
      reason: rung.label,
      subject: `step/${this.stage.input.stage}/${this.key}`,
    });
    if (rung.kind === 'escalate') this.show({ roles: [...new Set([...this.snapshot.roles, ...(rung.add ?? [])])] });
    return rung.kind === 'end' ? rung.outcome : undefined;
  }

  private end(how: { state: StepState; reason?: string; result?: StepResult['result'] }): void {
    this.settling = false;
    Object.assign(this.snapshot, { ...how, endedMs: this.now(), waitingFor: undefined });
    this.stage.changed(this);
  }
}

/** The end that a ladder gives to a step. */
export function endedByLadder(outcome: LadderOutcome): StepResult {
  if (outcome === 'approve') return { state: 'done', reason: 'passed by its deadline' };
  return { state: outcome === 'reject' ? 'rejected' : 'expired', reason: 'nobody acted in time' };
}

/** Tells an action from the end that a ladder gave. */
export function isAction(outcome: TakenAction | StepResult): outcome is TakenAction {
  return 'action' in outcome;
}
