import {
  allHandlersFinished,
  CancellationScope,
  condition,
  isCancellation,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { AuditEntry, StageTurn } from '../../domain/journal';
import type { StageOutcome } from '../../domain/lifecycle';
import type { StepKind } from '../../domain/steps';
import { stepRunners } from '../steps';
import { orderStage, viewStage } from '../stage.messages';
import type { StageInput, StageOrder, StageResult } from '../stage.messages';
import { ActionDesk } from './action-desk';
import { shownBy } from './amendment';
import { statusPair } from './attributes';
import { nowMs, origin } from './origin';
import { AuditPad, nextTurn } from './turns';
import { journal } from './proxies';
import { StageFace } from './stage-face';
import type { StageDesk, StepOrder, StepRunner } from './step-run';
import { StepRun } from './step-run';
import { until } from './wait';

/**
 * One stage: its steps as a graph, each opening when its needs have ended well; people's actions in history order; a
 * row per changed step per turn.
 *
 * 1. Every record is written by this loop and by nothing else, outside of any cancellation.
 * 2. The stage is over when a required step ended badly, when the period closes it or, where no period does, when all
 *    required steps ended well, or when the lifecycle cancels it. Then open steps get their end, and only then it returns.
 */
export class StageRun implements StageDesk {
  readonly steps: Map<string, StepRun>;
  private readonly actions: ActionDesk;
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
  /** Other people may act since: whoever claimed a step perhaps may not any more. The loop looks between two records. */
  private claimsInDoubt = false;

  constructor(readonly input: StageInput) {
    this.startedMs = nowMs(input.clock);
    this.face = new StageFace(input);
    this.steps = new Map(
      Object.entries(input.definition.steps).map(([key, step]) => [key, new StepRun(this, key, step)]),
    );
    for (const key of input.carried) this.steps.get(key)?.show({ details: { carried: true } });
    for (const step of this.steps.values()) this.changedSteps.add(step);
    this.actions = new ActionDesk(this);
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
    while (!this.ending || this.changedSteps.size > 0 || this.auditLines.waiting || this.actions.waiting) {
      await condition(() => this.hasWork() || this.isOver());
      if (this.actions.waiting) await this.actions.take();
      else if (!this.ending && this.isOver()) await this.close(lives);
      else if (this.claimsInDoubt) await this.releaseClaims();
      else await this.write();
    }
    await condition(allHandlersFinished);
    return {
      outcome: this.ending.outcome,
      reason: this.ending.reason,
      carried: [...this.steps.values()].filter((step) => step.snapshot.state === 'carried').map((step) => step.key),
    };
  }

  private hasWork(): boolean {
    return this.actions.waiting || this.changedSteps.size > 0 || this.auditLines.waiting || this.claimsInDoubt;
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

  /** Whoever left, or lost the role, sees to nothing any more: others find the step free. */
  private async releaseClaims(): Promise<void> {
    this.claimsInDoubt = false;
    const { partnerId, stage } = this.input;
    const claims = [...this.steps.values()].flatMap(({ key, snapshot: { state, details, roles } }) =>
      state === 'open' && typeof details?.claimedBy === 'string'
        ? [{ stepKey: key, personId: details.claimedBy, roles }]
        : [],
    );
    if (claims.length === 0) return;
    const { lost } = await journal.findLostClaims({ partnerId, claims });
    for (const { stepKey, personId } of claims) {
      const step = this.stepOf(stepKey);
      if (!lost.includes(stepKey) || step.ended) continue;
      step.claimed({ claimedBy: null });
      const reason = `${personId} cannot do it any more`;
      this.audit({ action: 'step.released', actor: 'system:workflow', reason, subject: `step/${stage}/${stepKey}` });
    }
  }

  private async follow(orders: unknown): Promise<void> {
    for (const order of Array.isArray(orders) ? (orders as (Partial<StageOrder> | null)[]) : []) {
      if (order?.order === 'facts') this.factsSeen += 1;
      if (order?.order === 'peopleChanged') {
        this.claimsInDoubt = true;
        await this.tellSteps({ order: 'peopleChanged' });
      }
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
    return this.actions.isActing(key);
  }

  isChanging(step: StepRun): boolean {
    return shownBy(this.steps, step).some((key) => this.isActing(key));
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
