import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { endsWithin } from '../../domain/calendar';
import type { Period } from '../../domain/calendar';
import { cyclePeriod } from '../../domain/cycle';
import { isRefusal } from '../../domain/errors';
import type { AuditEntry, LifecycleStarted } from '../../domain/journal';
import type { LifecycleMode, StageOutcome } from '../../domain/lifecycle';
import { TERMINAL_MODES } from '../../domain/lifecycle';
import type { StageName } from '../../domain/program';
import type { partnerLifecycle } from '../partner-lifecycle';
import type { LifecycleCarried, LifecycleInput, LifecycleResult, LifecycleView } from '../partner-lifecycle.messages';
import { viewLifecycle } from '../partner-lifecycle.messages';
import { AccessDesk } from './access-desk';
import { ActivationClock } from './activation-clock';
import { attributePairs } from './attributes';
import { CommandDesk } from './command-desk';
import { lifecycleDetails } from './details';
import { FactDesk } from './fact-desk';
import { nowMs, origin } from './origin';
import { PeopleDesk } from './people-desk';
import { AuditPad, nextTurn } from './turns';
import { journal } from './proxies';
import { ruleMessage } from './refuse';
import { StageDoor } from './stage-door';
import { until } from './wait';

/** Tables reach six years ahead: so this renews them once a year, long before a deadline could lie beyond. */
const CALENDAR_YEARS_MIN = 5;

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
  readonly stages: StageDoor;
  private readonly commands: CommandDesk;
  private readonly facts: FactDesk;
  private readonly people: PeopleDesk;
  private readonly auditLines = new AuditPad();
  private rowChanged = false;
  private turn: number;
  private closed = false;
  /** Set after the loop has left, and never before: until then a fact may still come. */
  private over = false;
  readonly access: AccessDesk;
  readonly activation: ActivationClock;
  reason: string | undefined;

  constructor(public input: LifecycleInput) {
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
    this.access = new AccessDesk(this, carried !== undefined);
    this.activation = new ActivationClock(this, carried?.activation);
    this.stages = new StageDoor(this);
    this.commands = new CommandDesk(this);
    this.facts = new FactDesk(this);
    this.people = new PeopleDesk(this);
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
    if (!this.input.carried && !(await this.begin())) return this.refuseAll();
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
    const beside = Promise.all([this.facts.passOn(() => this.over), this.activation.run(() => next !== undefined)]);
    while (!this.done(next)) {
      await condition(
        () =>
          this.commands.waiting ||
          this.people.waiting ||
          this.hasRows ||
          bug !== undefined ||
          (this.terminal && !scope.consideredCancelled) ||
          this.ending(next) ||
          this.done(next),
      );
      if (bug !== undefined) throw bug;
      if (this.commands.waiting) await this.commands.take();
      else if (this.terminal && !scope.consideredCancelled) scope.cancel();
      else if (this.people.waiting) await this.people.passOn();
      else if (this.ending(next)) await this.close(next as { end: LifecycleMode; reason?: string });
      else if (this.hasRows) await this.write();
    }
    this.over = true;
    await telling;
    await beside;
    return this.turnOrReturn(next!);
  }

  /** The application was refused: whoever has already said something is told so. */
  private async refuseAll(): Promise<LifecycleResult> {
    while (!allHandlersFinished()) {
      await condition(() => this.commands.waiting || allHandlersFinished());
      if (this.commands.waiting) await this.commands.take();
    }
    return { mode: this.mode, reason: this.reason };
  }

  private done(next: Next | undefined): boolean {
    if (next === undefined || this.stages.open.size > 0 || this.hasRows) return false;
    if (this.commands.waiting || this.facts.waiting || this.people.waiting) return false;
    return !this.access.busy && !this.activation.busy && !this.ending(next) && allHandlersFinished();
  }

  /** The end was reached and nobody has been told yet. */
  private ending(next: Next | undefined): boolean {
    return next !== undefined && 'end' in next && this.stages.open.size === 0 && !this.closed;
  }

  private async close({ end, reason }: { end: LifecycleMode; reason?: string }): Promise<void> {
    this.closed = true;
    if (!this.terminal) this.endBy(end, reason, 'system:workflow');
    await this.access.revoke(`the partner was ${this.mode}`);
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
      activation: this.activation.carried,
      carriedSteps: this.stages.carriedOver,
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
    await this.renewCalendars();
    return true;
  }

  /** Takes the period of this cycle and the tier that the last one decided. A pause is waited for: periods pass in it. */
  async beginCycle(): Promise<Period> {
    const { partnerId, slice } = this.input;
    this.period = await this.nextPeriod();
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

  /** Past the end of the version's calendar there is no next period: the lifecycle pauses and says why, and resuming tries again. */
  private async nextPeriod(): Promise<Period> {
    const { carried, partnerId } = this.input;
    for (;;) {
      await condition(() => this.mode === 'active');
      await this.renewCalendars();
      const { slice } = this.input;
      try {
        return cyclePeriod(slice.calendar, slice.period, { nowMs: this.now(), lastEndMs: carried?.lastPeriodEndMs });
      } catch (error) {
        const reason = ruleMessage(error);
        this.mode = 'paused';
        this.pausedMs = this.now();
        this.audit({ action: 'lifecycle.paused', actor: 'system:workflow', reason, subject: `partner/${partnerId}` });
      }
    }
  }

  /** The tables that the slice came with end some day; before that, newer ones take their place. Running timers keep theirs. */
  private async renewCalendars(): Promise<void> {
    const { partnerId, slice } = this.input;
    const nowMs = this.now();
    if (![slice.calendar, slice.regionCalendar].some((table) => endsWithin(table, nowMs, CALENDAR_YEARS_MIN))) return;
    const renewed = await journal.renewCalendars({
      origin: origin(),
      partnerId,
      programId: slice.programId,
      programVersion: slice.version,
      region: this.partner.region,
      nowMs,
    });
    this.input = { ...this.input, slice: { ...slice, ...renewed } };
  }

  /** @returns true when something else happened before the period's end */
  untilPeriodEnd(period: Period, happened: () => boolean): Promise<boolean> {
    const moment = { atMs: period.endMs, summary: `Period ${period.key} ends`, waitsForOutside: false };
    return until(this.input.slice.clock, moment, happened);
  }

  /** Ends the life: the loop cancels what is open, takes back access and tells the rows. */
  endBy(mode: LifecycleMode, reason: string | undefined, actor: string): void {
    if (this.terminal) return;
    this.mode = mode;
    this.reason = reason;
    this.audit({ action: `lifecycle.${mode}`, actor, reason, subject: `partner/${this.input.partnerId}` });
  }

  changed(): void {
    this.rowChanged = true;
  }

  audit(entry: AuditEntry): void {
    this.auditLines.add(entry);
    this.changed();
  }

  /** Facts have been told that are not on record yet. */
  get factsComing(): boolean {
    return this.facts.waiting;
  }

  get factsSeen(): number {
    return this.facts.seen;
  }

  now(): number {
    return nowMs(this.input.slice.clock);
  }

  get terminal(): boolean {
    return TERMINAL_MODES.includes(this.mode);
  }

  get programVersion(): string {
    return `${this.input.slice.programId}@${this.input.slice.version}`;
  }

  private get hasRows(): boolean {
    return this.rowChanged || this.auditLines.waiting;
  }

  private async write(): Promise<void> {
    const audit = this.auditLines.take();
    this.rowChanged = false;
    this.turn = nextTurn(this.turn);
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
      activation: this.activation.carried?.state ?? null,
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
        // Whom it waits for is said by its approvals: roles, not stages, are searched for.
        waitingOn: [],
        programVersion: this.programVersion,
      }),
    );
    const { mode, cycle, period, partner } = this;
    const { ended } = this.stages;
    setCurrentDetails(lifecycleDetails({ ...partner, mode, cycle, period: period?.key, ended, open: stages }));
  }

  private view(): LifecycleView {
    const ended = [...this.stages.ended].map(([stage, result]) => ({
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
