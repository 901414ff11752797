import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Period } from '../../domain/calendar';
import { isRefusal } from '../../domain/errors';
import type { AuditEntry, LifecycleStarted } from '../../domain/journal';
import type { LifecycleMode } from '../../domain/lifecycle';
import { TERMINAL_MODES } from '../../domain/lifecycle';
import type { partnerLifecycle } from '../partner-lifecycle';
import type { LifecycleCarried, LifecycleInput, LifecycleResult } from '../partner-lifecycle.messages';
import { viewLifecycle } from '../partner-lifecycle.messages';
import { AccessDesk } from './access-desk';
import { ActivationClock } from './activation-clock';
import { CalendarDesk } from './calendar-desk';
import { CommandDesk } from './command-desk';
import { FactDesk } from './fact-desk';
import { showInTemporal, viewOf } from './lifecycle-face';
import { nowMs, origin } from './origin';
import { PeopleDesk } from './people-desk';
import { AuditPad, nextTurn } from './turns';
import { journal } from './proxies';
import { StageDoor } from './stage-door';

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
  readonly calendars = new CalendarDesk(this);
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
    setHandler(viewLifecycle, () => viewOf(this), {
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
    await this.calendars.renew();
    return true;
  }

  /** Takes the period of this cycle and the tier that the last one decided. A pause is waited for: periods pass in it. */
  async beginCycle(): Promise<Period> {
    const { partnerId, slice } = this.input;
    this.period = await this.calendars.nextPeriod();
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
    showInTemporal(this, stages);
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

  /** Above the limits a run takes no more commands that can wait. */
  get events(): number {
    return workflowInfo().historyLength;
  }
}
