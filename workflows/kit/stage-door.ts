import {
  ChildWorkflowCancellationType,
  ChildWorkflowFailure,
  condition,
  isCancellation,
  log,
} from '@temporalio/workflow';
import type { ChildWorkflowHandle, ChildWorkflowOptions } from '@temporalio/workflow';
import { addDuration } from '../../domain/calendar';
import type { Period } from '../../domain/calendar';
import { parseDuration } from '../../domain/duration';
import { stageId } from '../../domain/ids';
import type { Ladder, StageName } from '../../domain/program';
import { PERIOD_STAGES } from '../../domain/program';
import type { StageInput, StageOrder, StageResult } from '../stage.messages';
import { orderStage } from '../stage.messages';
import { partnerAttributes } from './attributes';
import { runChild } from './child';
import { consoleLink } from './console-link';
import { Climb } from './ladder';
import type { LifecycleRun } from './lifecycle-run';
import { ruleMessage } from './refuse';

type StageWorkflow = (input: StageInput) => Promise<StageResult>;

interface Attempt {
  attempt: number;
  carried: string[];
  closesMs?: number;
}

/** Starts stages as children, repeats them by command, passes orders on, and knows which are open. */
export class StageDoor {
  readonly open = new Map<StageName, ChildWorkflowHandle<StageWorkflow> | undefined>();
  readonly ended = new Map<StageName, StageResult>();
  /** Ended stages that a command may still repeat, and those that one has. */
  readonly repeatable = new Set<StageName>();
  readonly repeats = new Set<StageName>();
  /** Steps that the next cycle re-opens. */
  readonly carriedOver: Partial<Record<StageName, string[]>> = {};
  private readonly attempts = new Map<StageName, number>();
  /** In which an ended stage may be repeated. */
  private window: Climb | undefined;

  constructor(private readonly life: LifecycleRun) {}

  /** A once-only stage, repeated by command for as long as the program allows. */
  async withRepeats(stage: StageName): Promise<StageResult> {
    const { slice } = this.life.input;
    const { repeat, title } = slice.stages[stage];
    for (;;) {
      const { result, attempt } = await this.attempt(stage);
      if (result.outcome === 'completed' || !repeat || attempt >= repeat.attemptsMax) return result;
      this.repeatable.add(stage);
      const repeated = await this.isRepeated(stage, { title, within: repeat.within });
      this.repeatable.delete(stage);
      if (!repeated) return result;
      this.repeats.delete(stage);
    }
  }

  /** Whether somebody repeats the stage in time. A pause stops this window too. */
  private async isRepeated(stage: StageName, { title, within }: { title: string; within: string }): Promise<boolean> {
    const { regionCalendar, clock } = this.life.input.slice;
    const openedMs = this.life.now();
    const dueMs = this.repeatableUntil(within);
    const ladder: Ladder = { end: { after: '0d', as: 'expire' } };
    const window = new Climb({
      title: `${title} may be repeated`,
      ladder,
      openedMs,
      dueMs,
      calendar: regionCalendar,
      clock,
    });
    let closed = false;
    if (this.life.pausedMs !== undefined) window.pause(this.life.pausedMs);
    this.window = window;
    await window.climb(
      () => closed || this.repeats.has(stage),
      () => {
        closed = true;
      },
    );
    this.window = undefined;
    return this.repeats.has(stage);
  }

  /** Program time. */
  pause(atMs: number): void {
    this.window?.pause(atMs);
  }

  /** Program time. */
  resume(atMs: number): void {
    this.window?.resume(atMs);
  }

  /** Past the calendar's end nobody can say until when: then it is not repeated. */
  private repeatableUntil(within: string): number {
    try {
      return addDuration(this.life.input.slice.regionCalendar, this.life.now(), parseDuration(within));
    } catch (error) {
      log.warn('a stage cannot be repeated', { reason: ruleMessage(error) });
      return this.life.now();
    }
  }

  /**
   * Stages of a cycle, side by side. Each may be repeated for as long as no later one runs: while a stage beside it
   * runs, and, where the period's end closes them, until that end.
   */
  async side(group: readonly StageName[], period?: Period): Promise<void> {
    let closed = false;
    const lives = group.map((stage) => this.inGroup(stage, () => closed));
    const allEnded = (): boolean =>
      group.every((stage) => !this.open.has(stage) && this.ended.has(stage) && !this.repeats.has(stage));
    const waits = async (): Promise<void> => {
      do await condition(allEnded);
      while (period && (await this.life.calendars.untilPeriodEnd(period, () => !allEnded())));
      closed = true;
    };
    await Promise.all([waits(), ...lives]);
  }

  private async inGroup(stage: StageName, closed: () => boolean): Promise<void> {
    for (;;) {
      const { result } = await this.attempt(stage);
      this.carriedOver[stage] = result.carried;
      this.repeatable.add(stage);
      await condition(() => this.repeats.has(stage) || closed());
      this.repeatable.delete(stage);
      if (!this.repeats.has(stage)) return;
      this.ended.delete(stage);
      this.repeats.delete(stage);
    }
  }

  private async attempt(stage: StageName): Promise<{ result: StageResult; attempt: number }> {
    const { life } = this;
    // A pause stops the starting of stages as it stops the starting of steps.
    await condition(() => life.mode === 'active');
    const attempt = (this.attempts.get(stage) ?? 0) + 1;
    this.attempts.set(stage, attempt);
    this.ended.delete(stage);
    const { steps } = life.input.slice.stages[stage];
    if (Object.values(steps).some((step) => step.kind === 'provision')) life.access.markGiven();
    const carried = life.input.carried?.carriedSteps[stage] ?? [];
    const closesMs = PERIOD_STAGES.includes(stage) ? life.period?.endMs : undefined;
    const result = await this.run(stage, { attempt, carried, closesMs });
    this.ended.set(stage, result);
    if (result.outcome === 'completed') life.activation.stageCompleted(stage);
    life.changed();
    return { result, attempt };
  }

  private async run(stage: StageName, how: Attempt): Promise<StageResult> {
    const { life } = this;
    const { partnerId, slice } = life.input;
    const definition = slice.stages[stage];
    const workflowId = stageId(partnerId, stage, { cycle: life.cycle, attempt: how.attempt });
    this.open.set(stage, undefined);
    life.changed();
    try {
      const options: ChildWorkflowOptions & { args: [StageInput] } = {
        workflowId,
        args: [this.input(stage, how)],
        // A cancelled stage ends its steps and approvals in order; the lifecycle waits for that.
        cancellationType: ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED,
        staticSummary: `${definition.title}: ${life.partner.name}${life.period ? ` (${life.period.key})` : ''}`,
        staticDetails: definition.goal + consoleLink(life.input.consoleUrl, `partners/${partnerId}`),
        typedSearchAttributes: partnerAttributes({
          partnerId,
          stage,
          status: 'open',
          waitingOn: [],
          programVersion: life.programVersion,
          dueMs: how.closesMs,
        }),
      };
      return await runChild<StageInput, StageResult>(stage, options, (handle) => this.open.set(stage, handle));
    } catch (error) {
      if (!(error instanceof ChildWorkflowFailure) || (life.terminal && isCancellation(error))) throw error;
      return this.lost(stage, error);
    } finally {
      this.open.delete(stage);
    }
  }

  /** A stage that was terminated, or failed for good, counts as cancelled: the lifecycle says so and goes on. */
  private lost(stage: StageName, { cause, message }: ChildWorkflowFailure): StageResult {
    const reason = `${stage} was ended in Temporal: ${cause?.message ?? message}`;
    const subject = `partner/${this.life.input.partnerId}`;
    this.life.audit({ action: 'stage.lost', actor: 'system:temporal', reason, subject });
    return { outcome: 'cancelled', reason, carried: [] };
  }

  /** Passes orders to every open stage: one signal each, however many orders. */
  async order(orders: StageOrder[], only?: StageName): Promise<void> {
    for (const stage of [...this.open.keys()]) {
      if (only !== undefined && only !== stage) continue;
      // A stage that is just starting hears it once it is there: an order must not be lost.
      await condition(() => this.open.get(stage) !== undefined || !this.open.has(stage));
      const handle = this.open.get(stage);
      if (!handle) continue;
      // The stage may end in the same moment: then there is nothing left to order.
      await handle
        .signal(orderStage, orders)
        .catch((error: unknown) =>
          log.info('the stage had ended before the order reached it', { stage, error: String(error) }),
        );
    }
  }

  private input(stage: StageName, how: Attempt): StageInput {
    const { partner, period, cycle, input } = this.life;
    const { slice, partnerId, consoleUrl } = input;
    return {
      partnerId,
      ...(consoleUrl && { consoleUrl }),
      partner: {
        name: partner.name,
        type: partner.type,
        tier: partner.tier,
        region: partner.region,
        flags: partner.possibleDuplicateOf ? [`possible duplicate of ${partner.possibleDuplicateOf}`] : [],
        ...(partner.importedBy !== undefined && { importedBy: partner.importedBy }),
      },
      stage,
      definition: slice.stages[stage],
      ladders: slice.ladders,
      documentHashes: slice.documentHashes,
      calendar: slice.regionCalendar,
      clock: slice.clock,
      programId: slice.programId,
      programVersion: slice.version,
      cycle,
      period,
      sinceMs: this.life.now(),
      ...how,
    };
  }
}
