import {
  allHandlersFinished,
  CancellationScope,
  condition,
  currentUpdateInfo,
  isCancellation,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { Refusal } from '../../domain/errors';
import { isRefusal } from '../../domain/errors';
import type { AuditEntry, StageTurn, StepAction, StepActionOutcome } from '../../domain/journal';
import type { StageOutcome } from '../../domain/lifecycle';
import type { StepKind } from '../../domain/steps';
import { STEP_ACTIONS, stepRunners } from '../steps';
import { actOnStep, orderStage, viewStage } from '../stage.messages';
import type { StageInput, StageOrder, StageResult } from '../stage.messages';
import { statusPair } from './attributes';
import { nowMs, origin } from './origin';
import { AuditPad, nextTurn } from './turns';
import { journal } from './proxies';
import { refuse, refuseAs } from './refuse';
import { StageFace } from './stage-face';
import type { StageDesk, StepOrder, StepRunner } from './step-run';
import { StepRun } from './step-run';
import { until } from './wait';

interface ActionEntry {
  message: StepAction;
  messageId: string;
  answer?: StepActionOutcome | Refusal;
}

/**
 * One stage: its steps as a graph, each opening when its needs have ended well; people's actions in history order; a
 * row per changed step per turn.
 *
 * 1. Every record is written by this loop and by nothing else, outside of any cancellation.
 * 2. The stage is over when a required step ended badly, when the period closes it or, where no period does, when all
 *    required steps ended well, or when the lifecycle cancels it. Then open steps get their end, and only then it returns.
 */
export class StageRun implements StageDesk {
  private readonly steps: Map<string, StepRun>;
  private readonly queue: ActionEntry[] = [];
  private recording: ActionEntry | undefined;
  private readonly changedSteps = new Set<StepRun>();
  private readonly auditLines = new AuditPad();
  private readonly startedMs: number;
  private readonly face: StageFace;
  private turn = 0;
  private periodEnded = false;
  private cancelled = false;
  private ending: { outcome: StageOutcome; reason?: string; endedMs: number } | undefined;
  paused = false;
  suspended = false;
  over = false;
  factsSeen = 0;

  constructor(readonly input: StageInput) {
    this.startedMs = nowMs(input.clock);
    this.face = new StageFace(input);
    this.steps = new Map(
      Object.entries(input.definition.steps).map(([key, step]) => [key, new StepRun(this, key, step)]),
    );
    for (const key of input.carried) this.steps.get(key)?.show({ details: { carried: true } });
    for (const step of this.steps.values()) this.changedSteps.add(step);
    setHandler(actOnStep, (action) => this.act(action), {
      validator: (action) => this.validate(action),
      description:
        'Complete a task, sign, countersign, clear or reject. Comes from the API with a signed actor. Sample input: ' +
        '{"actor":{"personId":"person_…"},"stepKey":"interview","action":"complete","intakeId":"in_…"}.',
    });
    setHandler(orderStage, (orders) => this.follow(orders), {
      description: 'For the lifecycle only; carries ids of what is on record, and nothing that is believed.',
    });
    setHandler(
      viewStage,
      () => ({ stage: input.stage, steps: [...this.steps.values()].map((step) => step.snapshot) }),
      {
        description: 'Where each step stands.',
      },
    );
  }

  async run(): Promise<StageResult> {
    CancellationScope.current().cancelRequested.catch((error: unknown) => {
      if (!isCancellation(error)) throw error;
      this.cancelled = true;
    });
    return CancellationScope.nonCancellable(() => this.story());
  }

  private async story(): Promise<StageResult> {
    const lives = Promise.all([this.watchPeriodEnd(), ...[...this.steps.values()].map((step) => step.live())]);
    while (!this.ending || this.changedSteps.size > 0 || this.auditLines.waiting || this.queue.length > 0) {
      await condition(
        () => this.queue.length > 0 || this.changedSteps.size > 0 || this.auditLines.waiting || this.isOver(),
      );
      if (this.queue.length > 0) await this.take(this.queue.shift()!);
      else if (!this.ending && this.isOver()) await this.close(lives);
      else await this.write();
    }
    await condition(allHandlersFinished);
    return {
      outcome: this.ending.outcome,
      reason: this.ending.reason,
      carried: [...this.steps.values()].filter((step) => step.snapshot.state === 'carried').map((step) => step.key),
    };
  }

  /** A period's end is never floored and never moved by a pause. */
  private async watchPeriodEnd(): Promise<void> {
    const { closesMs, clock, period, definition } = this.input;
    if (closesMs === undefined) return;
    const moment = {
      atMs: closesMs,
      summary: `Period ${period?.key ?? ''} ends: ${definition.title} closes`,
      waitsForOutside: false,
    };
    this.periodEnded = !(await until(clock, moment, () => this.over));
  }

  /** A stage that the period's end closes stays open until then: its optional steps have that long too. */
  private isOver(): boolean {
    const closes = this.input.closesMs !== undefined;
    return (
      this.cancelled ||
      (this.periodEnded && ![...this.steps.values()].some((step) => step.settling)) ||
      this.badStep() !== undefined ||
      (!closes && this.requiredSteps().every((step) => step.endedWell))
    );
  }

  get onHold(): boolean {
    return this.paused && !this.periodEnded;
  }

  private requiredSteps(): StepRun[] {
    return [...this.steps.values()].filter((step) => !step.snapshot.optional);
  }

  private badStep(): StepRun | undefined {
    return this.requiredSteps().find((step) => step.ended && !step.endedWell);
  }

  /** Gives every open step its end, waits for approvals to hear of it, and decides how the stage ended. */
  private async close(lives: Promise<unknown>): Promise<void> {
    this.over = true;
    const bad = this.badStep();
    for (const step of this.steps.values()) {
      if (step.ended) continue;
      const { atPeriodEnd } = step;
      if (this.cancelled || bad)
        step.interrupt('cancelled', this.cancelled ? 'the stage was cancelled' : `because of "${bad!.step.title}"`);
      else if (this.periodEnded && atPeriodEnd) step.interrupt(atPeriodEnd.state, atPeriodEnd.reason);
      else
        step.interrupt(
          step.step.carry ? 'carried' : 'lapsed',
          this.periodEnded ? 'the period ended' : 'the stage ended without it',
        );
    }
    await lives;
    this.ending = { ...this.outcome(bad), endedMs: nowMs(this.input.clock) };
    upsertSearchAttributes(statusPair(this.ending.outcome));
    await this.write();
  }

  private outcome(bad: StepRun | undefined): { outcome: StageOutcome; reason?: string } {
    if (this.cancelled) return { outcome: 'cancelled', reason: 'the stage was cancelled' };
    if (bad) {
      const outcome = bad.snapshot.state === 'expired' ? 'expired' : 'rejected';
      return { outcome, reason: `${bad.step.title}: ${bad.snapshot.reason ?? bad.snapshot.state}` };
    }
    const open = this.requiredSteps().filter((step) => !step.endedWell);
    return open.length === 0
      ? { outcome: 'completed' }
      : { outcome: 'lapsed', reason: `not done: ${open.map((step) => step.step.title).join(', ')}` };
  }

  private async take(entry: ActionEntry): Promise<void> {
    const closed = this.closedFor(entry.message);
    if (closed) {
      entry.answer = closed;
      return;
    }
    this.recording = entry;
    const step = this.stepOf(entry.message.stepKey);
    const { key, kind, roles, details } = step.snapshot;
    const { partnerId, stage } = this.input;
    const outcome = await journal.recordStepAction({
      origin: origin(),
      partnerId,
      stageWorkflowId: workflowInfo().workflowId,
      stage,
      step: { key, kind, roles, details },
      message: entry.message,
      messageId: entry.messageId,
      nowMs: nowMs(this.input.clock),
    });
    if (!isRefusal(outcome)) step.receive({ action: entry.message.action, outcome });
    entry.answer = outcome;
    this.recording = undefined;
  }

  /** One turn: the stage's row, every step row that changed, the audit lines. */
  private async write(): Promise<void> {
    const { partnerId, stage, cycle, attempt, period, closesMs } = this.input;
    const steps = [...this.changedSteps].map((step) => step.snapshot);
    const audit = this.auditLines.take();
    this.changedSteps.clear();
    this.turn = nextTurn(this.turn);
    this.face.show(
      [...this.steps.values()].map((step) => step.snapshot),
      this.ending,
    );
    const turn: StageTurn = {
      origin: origin(),
      partnerId,
      stage,
      cycle,
      attempt,
      period: period?.key ?? null,
      turn: this.turn,
      nowMs: nowMs(this.input.clock),
      startedMs: this.startedMs,
      closesMs,
      ...this.ending,
      steps,
      audit,
    };
    await journal.journalStage(turn);
  }

  private async act(message: StepAction): Promise<StepActionOutcome> {
    const entry: ActionEntry = { message, messageId: currentUpdateInfo()!.id };
    this.queue.push(entry);
    await condition(() => entry.answer !== undefined);
    if (isRefusal(entry.answer)) refuseAs(entry.answer);
    return entry.answer as StepActionOutcome;
  }

  private validate(message: StepAction): void {
    if (typeof message?.stepKey !== 'string' || typeof message.actor?.personId !== 'string')
      refuse('REQUEST.INVALID', 'Give {"actor":{"personId":"…"},"stepKey":"…","action":"…"}.');
    const closed = this.closedFor(message);
    if (closed) refuseAs(closed);
  }

  private closedFor({ stepKey, action }: StepAction): Refusal | undefined {
    const step = this.steps.get(stepKey);
    if (!step) return { refused: 'STEP.UNKNOWN', message: `The stage ${this.input.stage} has no step "${stepKey}".` };
    if (step.snapshot.state !== 'open')
      return { refused: 'STEP.CLOSED', message: `"${step.step.title}" is ${step.snapshot.state}, not open.` };
    if (step.held)
      return {
        refused: 'STEP.CLOSED',
        message: `Somebody has acted on "${step.step.title}" already; it takes effect when the pause ends.`,
      };
    if (STEP_ACTIONS[step.step.kind].includes(action)) return undefined;
    return {
      refused: 'REQUEST.RULE',
      message: `"${action}" is nothing that a ${step.step.kind} step knows; it knows ${STEP_ACTIONS[step.step.kind].join(', ') || 'no action'}.`,
    };
  }

  private async follow(orders: unknown): Promise<void> {
    for (const order of Array.isArray(orders) ? (orders as (Partial<StageOrder> | null)[]) : []) {
      if (order?.order === 'facts') this.factsSeen += 1;
      if (order?.order === 'peopleChanged') await this.tellSteps({ order: 'peopleChanged' });
      if (order?.order === 'command') await this.obey(String(order.messageId));
    }
  }

  /** Follows a command that is on record and not overtaken by a later one. */
  private async obey(messageId: string): Promise<void> {
    const { partnerId, stage, sinceMs, clock } = this.input;
    const found = await journal.readOrder({ origin: origin(), partnerId, messageId, nowMs: nowMs(clock) });
    if (!found?.stands) return;
    const { command, atMs, params } = found;
    if (command === 'skipStep' && params.stage === stage && atMs >= sinceMs)
      this.steps.get(params.step ?? '')?.interrupt('skipped', 'skipped by command');
    if (command !== 'pause' && command !== 'suspend' && command !== 'resume') return;
    this.paused = command !== 'resume';
    this.suspended = command === 'suspend';
    await this.tellSteps({ order: this.paused ? 'pause' : 'resume', atMs, messageId });
  }

  private async tellSteps(order: StepOrder): Promise<void> {
    for (const step of this.steps.values()) await step.order(order);
  }

  runnerOf(kind: StepKind): StepRunner<StepKind> {
    return stepRunners[kind] as unknown as StepRunner<StepKind>;
  }

  stepOf(key: string): StepRun {
    const step = this.steps.get(key);
    if (!step) throw new Error(`The program was published with a dangling step "${key}" in ${this.input.stage}.`);
    return step;
  }

  isActing(key: string): boolean {
    return [...this.queue, this.recording].some((entry) => entry?.message.stepKey === key);
  }

  changed(step: StepRun): void {
    this.changedSteps.add(step);
  }

  audit(entry: AuditEntry): void {
    this.auditLines.add(entry);
  }
}

/** Runs a stage as its workflow. */
export function runStage(input: StageInput): Promise<StageResult> {
  return new StageRun(input).run();
}
