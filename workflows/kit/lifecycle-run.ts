import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  log,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { addDuration } from '../../domain/calendar';
import type { Period } from '../../domain/calendar';
import { cyclePeriod } from '../../domain/cycle';
import { parseDuration } from '../../domain/duration';
import { isRefusal } from '../../domain/errors';
import type { AuditEntry, LifecycleStarted } from '../../domain/journal';
import type { LifecycleMode, StageOutcome } from '../../domain/lifecycle';
import { TERMINAL_MODES } from '../../domain/lifecycle';
import type { StageName } from '../../domain/program';
import { PERIOD_STAGES } from '../../domain/program';
import type { partnerLifecycle } from '../partner-lifecycle';
import type { LifecycleCarried, LifecycleInput, LifecycleResult, LifecycleView } from '../partner-lifecycle.messages';
import { viewLifecycle } from '../partner-lifecycle.messages';
import type { StageResult } from '../stage.messages';
import { attributePairs } from './attributes';
import { CommandDesk } from './command-desk';
import { FactDesk } from './fact-desk';
import { nowMs, origin } from './origin';
import { journal, outside } from './proxies';
import { StageDoor } from './stage-door';
import { until } from './wait';

/** What comes after this run: another cycle, or the end. */
export type Next = { cycle: number; lastPeriodEndMs?: number } | { end: LifecycleMode; reason?: string };

/**
 * The state of one partner's lifecycle and the one loop that serves it.
 *
 * 1. The story runs beside the loop and only asks for stages; commands, facts and rows are the loop's.
 * 2. A run returns or continues as new only with no open stage, an empty queue, every row written and every handler
 *    finished, checked in one go without an await between check and turn.
 */
export class LifecycleRun {
  mode: LifecycleMode;
  readonly cycle: number;
  period: Period | null = null;
  partner: LifecycleStarted;
  pausedMs: number | undefined;
  readonly ended = new Map<StageName, StageResult>();
  private readonly attempts = new Map<StageName, number>();
  /** Ended stages that a command may still repeat, and those that one has. */
  readonly repeatable = new Set<StageName>();
  readonly repeats = new Set<StageName>();
  readonly stages: StageDoor;
  private readonly commands: CommandDesk;
  private readonly facts: FactDesk;
  private readonly carriedSteps: Partial<Record<StageName, string[]>>;
  private readonly carriedOver: Partial<Record<StageName, string[]>> = {};
  private auditLines: AuditEntry[] = [];
  private rowChanged = false;
  private turn: number;
  /** Undoing and redoing access; the run does not end while one is under way. */
  private effects: Promise<void> = Promise.resolve();
  private effectsOpen = 0;
  private gaveAccess: boolean;
  reason: string | undefined;

  constructor(readonly input: LifecycleInput) {
    const { carried } = input;
    this.mode = carried?.mode ?? 'active';
    this.cycle = carried?.cycle ?? 0;
    this.partner = carried?.partner ?? {
      name: input.partnerId,
      type: '',
      region: '',
      tier: input.slice.entryTier,
      possibleDuplicateOf: null,
    };
    this.pausedMs = carried?.pausedMs;
    this.turn = carried?.turn ?? 0;
    this.carriedSteps = carried?.carriedSteps ?? {};
    this.gaveAccess = carried !== undefined;
    this.stages = new StageDoor(this);
    this.commands = new CommandDesk(this);
    this.facts = new FactDesk(this);
    setHandler(viewLifecycle, () => this.view(), {
      description: 'Where this partner stands. Diagnostics: lists and reports come from Postgres.',
    });
  }

  /** Serves commands, facts and rows beside the story, until the run ends or continues as new. */
  async serve(story: () => Promise<Next>): Promise<LifecycleResult> {
    // Cancelled in Temporal itself: the partner is offboarded in order instead of being dropped.
    CancellationScope.current().cancelRequested.catch((error: unknown) => {
      if (!isCancellation(error)) throw error;
      this.endBy('offboarded', 'cancelled in Temporal', 'system:temporal');
    });
    return CancellationScope.nonCancellable(() => this.loop(story));
  }

  private async loop(story: () => Promise<Next>): Promise<LifecycleResult> {
    if (!this.input.carried && !(await this.begin())) return { mode: 'rejected', reason: this.reason };
    const scope = new CancellationScope({ cancellable: true });
    let next: Next | undefined;
    let bug: unknown;
    const telling = scope.run(story).then(
      (told) => {
        next = told;
      },
      (error: unknown) => {
        if (this.terminal && isCancellation(error)) next = { end: this.mode, reason: this.reason };
        else bug = error;
      },
    );
    const passing = this.facts.passOn(() => this.done(next));
    while (!this.done(next)) {
      await condition(
        () =>
          this.commands.waiting ||
          this.hasRows ||
          bug !== undefined ||
          (this.terminal && !scope.consideredCancelled) ||
          this.ending(next) ||
          this.done(next),
      );
      if (bug !== undefined) throw bug;
      if (this.commands.waiting) await this.commands.take();
      else if (this.terminal && !scope.consideredCancelled) scope.cancel();
      else if (this.ending(next)) await this.close(next as { end: LifecycleMode; reason?: string });
      else if (this.hasRows) await this.write();
    }
    await telling;
    await passing;
    return this.turnOrReturn(next!);
  }

  private done(next: Next | undefined): boolean {
    if (next === undefined || this.stages.open.size > 0 || this.hasRows || this.commands.waiting || this.facts.waiting)
      return false;
    return this.effectsOpen === 0 && !this.ending(next) && allHandlersFinished();
  }

  /** The end was reached and nobody has been told yet. */
  private ending(next: Next | undefined): boolean {
    return next !== undefined && 'end' in next && this.stages.open.size === 0 && !this.closed;
  }
  private closed = false;

  private async close({ end, reason }: { end: LifecycleMode; reason?: string }): Promise<void> {
    this.closed = true;
    if (!this.terminal) this.endBy(end, reason, 'system:workflow');
    if (this.gaveAccess) await this.revokeAccess(`the partner was ${this.mode}`);
    this.changed();
  }

  private turnOrReturn(next: Next): Promise<LifecycleResult> | LifecycleResult {
    if ('end' in next) return { mode: this.mode, reason: this.reason };
    const carried: LifecycleCarried = {
      partner: this.partner,
      mode: this.mode,
      cycle: next.cycle,
      turn: this.turn,
      lastPeriodEndMs: next.lastPeriodEndMs,
      pausedMs: this.pausedMs,
      carriedSteps: this.carriedOver,
    };
    return continueAsNew<typeof partnerLifecycle>({ ...this.input, carried });
  }

  private async begin(): Promise<boolean> {
    const { partnerId, intakeId, slice } = this.input;
    const begun = await journal.beginLifecycle({
      origin: origin(),
      partnerId,
      intakeId,
      programId: slice.programId,
      programVersion: slice.version,
      entryTier: slice.entryTier,
      ownerRole: slice.ownerRole,
      nowMs: this.now(),
    });
    if (isRefusal(begun)) {
      this.mode = 'rejected';
      this.reason = `${begun.refused}: ${begun.message}`;
      return false;
    }
    this.partner = begun;
    return true;
  }

  /** Takes the period of this cycle and the tier that the last one decided. */
  async beginCycle(): Promise<Period> {
    const { partnerId, slice, carried } = this.input;
    this.period = cyclePeriod(slice.calendar, slice.period, { nowMs: this.now(), lastEndMs: carried?.lastPeriodEndMs });
    const { tier } = await journal.readPartner({
      partnerId,
      programId: slice.programId,
      programVersion: slice.version,
      nowMs: this.now(),
    });
    this.partner = { ...this.partner, tier };
    this.audit({
      action: 'lifecycle.cycle_started',
      actor: 'system:workflow',
      subject: `partner/${partnerId}`,
      details: { cycle: this.cycle, period: this.period.key, tier },
    });
    return this.period;
  }

  async untilPeriodEnd(period: Period): Promise<void> {
    const moment = { atMs: period.endMs, summary: `Period ${period.key} ends`, waitsForOutside: false };
    await until(this.input.slice.clock, moment, () => false);
  }

  /** A once-only stage, repeated by command for as long as the program allows. */
  async stageWithRepeats(stage: StageName): Promise<StageResult> {
    const { repeat } = this.input.slice.stages[stage];
    for (;;) {
      const { result, attempt } = await this.runStage(stage);
      if (result.outcome === 'completed' || !repeat || attempt >= repeat.attemptsMax) return result;
      const { slice } = this.input;
      const atMs = addDuration(slice.regionCalendar, this.now(), parseDuration(repeat.within));
      const moment = {
        atMs,
        summary: `${slice.stages[stage].title} may be repeated until then`,
        waitsForOutside: true,
      };
      this.repeatable.add(stage);
      const repeated = await until(slice.clock, moment, () => this.repeats.has(stage));
      this.repeatable.delete(stage);
      if (!repeated) return result;
      this.repeats.delete(stage);
    }
  }

  /** A stage of a cycle: may be repeated while a stage beside it still runs. */
  async stageInGroup(stage: StageName, group: readonly StageName[]): Promise<void> {
    for (;;) {
      const { result } = await this.runStage(stage);
      this.carriedOver[stage] = result.carried;
      const groupEnded = (): boolean => group.every((other) => !this.stages.open.has(other) && this.ended.has(other));
      this.repeatable.add(stage);
      await condition(() => this.repeats.has(stage) || groupEnded());
      this.repeatable.delete(stage);
      if (!this.repeats.delete(stage)) return;
    }
  }

  private async runStage(stage: StageName): Promise<{ result: StageResult; attempt: number }> {
    await condition(() => this.mode === 'active');
    const attempt = (this.attempts.get(stage) ?? 0) + 1;
    this.attempts.set(stage, attempt);
    this.ended.delete(stage);
    const { steps } = this.input.slice.stages[stage];
    if (Object.values(steps).some((step) => step.kind === 'provision')) this.gaveAccess = true;
    const result = await this.stages.run(stage, {
      attempt,
      carried: this.carriedSteps[stage] ?? [],
      closesMs: PERIOD_STAGES.includes(stage) ? this.period?.endMs : undefined,
    });
    this.ended.set(stage, result);
    this.changed();
    return { result, attempt };
  }

  /** Ends the life: the loop cancels what is open, takes back access and tells the rows. */
  endBy(mode: LifecycleMode, reason: string | undefined, actor: string): void {
    if (this.terminal) return;
    this.mode = mode;
    this.reason = reason;
    this.audit({ action: `lifecycle.${mode}`, actor, reason, subject: `partner/${this.input.partnerId}` });
  }

  /** Deactivates access beside the loop; what fails for too long is said aloud in the audit. */
  startEffect(effect: () => Promise<void>): void {
    this.effectsOpen += 1;
    this.effects = this.effects.then(effect).finally(() => {
      this.effectsOpen -= 1;
    });
  }

  async revokeAccess(reason: string): Promise<void> {
    const { partnerId } = this.input;
    await this.attempt('revoke', () =>
      outside.revokeAccess.executeWithOptions({ summary: `Take back access: ${reason}` }, [
        { origin: origin(), partnerId, reason, nowMs: this.now() },
      ]),
    );
  }

  async restoreAccess(): Promise<void> {
    const { partnerId, slice } = this.input;
    const systems = Object.values(slice.stages).flatMap((stage) =>
      Object.values(stage.steps).flatMap((step) => (step.kind === 'provision' ? step.systems : [])),
    );
    await this.attempt('restore', () =>
      outside.provisionAccess.executeWithOptions({ summary: 'Give access back' }, [
        { origin: origin(), partnerId, systems, nowMs: this.now() },
      ]),
    );
  }

  private async attempt(what: string, effect: () => Promise<unknown>): Promise<void> {
    try {
      await effect();
    } catch (error) {
      log.warn('an access change needs a person', { what, error: String(error) });
      this.audit({
        action: `access.${what}_failed`,
        actor: 'system:workflow',
        reason: 'the other system did not answer; do it by hand',
        subject: `partner/${this.input.partnerId}`,
      });
    }
  }

  changed(): void {
    this.rowChanged = true;
  }

  audit(entry: AuditEntry): void {
    this.auditLines.push(entry);
    this.changed();
  }

  now(): number {
    return nowMs(this.input.slice.clock);
  }

  get hadAccess(): boolean {
    return this.gaveAccess;
  }

  get terminal(): boolean {
    return TERMINAL_MODES.includes(this.mode);
  }

  get programVersion(): string {
    return `${this.input.slice.programId}@${this.input.slice.version}`;
  }

  private get hasRows(): boolean {
    return this.rowChanged || this.auditLines.length > 0;
  }

  private async write(): Promise<void> {
    const audit = this.auditLines;
    this.auditLines = [];
    this.rowChanged = false;
    this.turn += 1;
    const { partnerId } = this.input;
    const stages = [...this.stages.open.keys()];
    this.tellTemporal(stages);
    await journal.journalLifecycle({
      origin: origin(),
      partnerId,
      turn: this.turn,
      nowMs: this.now(),
      mode: this.mode,
      stages,
      cycle: this.cycle,
      period: this.period?.key ?? null,
      audit,
    });
  }

  private tellTemporal(stages: StageName[]): void {
    const { partnerId } = this.input;
    upsertSearchAttributes(
      attributePairs({
        partnerId,
        stage: stages[0] ?? 'cycle',
        status: this.mode,
        waitingOn: stages,
        programVersion: this.programVersion,
      }),
    );
    const told = [...this.ended].map(([stage, { outcome, reason }]) => `- ${stage}: **${outcome}** ${reason ?? ''}`);
    const open = stages.map((stage) => `- ${stage}: **open**`);
    setCurrentDetails(
      `### ${this.partner.name}\n\n**${this.mode}**, cycle ${this.cycle}${this.period ? `, period ${this.period.key}` : ''}, tier ${this.partner.tier}\n\n${[...told, ...open].join('\n')}`,
    );
  }

  private view(): LifecycleView {
    const ended = [...this.ended].map(([stage, result]) => ({
      stage,
      outcome: result.outcome as StageOutcome,
      result,
    }));
    return {
      partnerId: this.input.partnerId,
      mode: this.mode,
      cycle: this.cycle,
      period: this.period,
      open: [...this.stages.open.keys()],
      ended,
    };
  }

  /** Above the limits a run takes no more commands that can wait. */
  get events(): number {
    return workflowInfo().historyLength;
  }
}
