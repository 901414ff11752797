import { condition, log } from '@temporalio/workflow';
import { addDuration } from '../../domain/calendar';
import type { CalendarTable } from '../../domain/calendar';
import type { ProgramClock } from '../../domain/clock';
import { wallDueAt } from '../../domain/clock';
import { parseDuration } from '../../domain/duration';
import { ladderTimes, shiftAfterPause } from '../../domain/ladder';
import type { LadderTime } from '../../domain/ladder';
import type { Ladder } from '../../domain/program';
import type { DurationText } from '../../domain/steps';
import { ruleMessage } from './refuse';
import { until } from './wait';

/** What a climb needs to know. Times are program time. */
export interface ClimbInput {
  /** What is waited for, shown with each timer in the Temporal UI. */
  title: string;
  ladder?: Ladder;
  openedMs: number;
  dueMs?: number;
  calendar: CalendarTable;
  clock: ProgramClock;
  /** False where time alone is waited for: then even a demo version waits no longer than it says. */
  waitsForOutside?: boolean;
}

/**
 * One SLA ladder: reminders, escalations, the end, one timer at a time. A pause stops it; what was left goes on at
 * resume, on the timer's own calendar.
 */
export class Climb {
  private rungs: LadderTime[];
  private pausedMs: number | undefined;
  /** Grows with each pause and resume, so that the running wait notices. */
  private moves = 0;
  /** When it is due, program time, as people see it. */
  dueMs: number | undefined;

  constructor(private readonly input: ClimbInput) {
    const { ladder, openedMs, dueMs, calendar } = input;
    this.rungs = dueMs === undefined ? [] : ladderTimes(ladder ?? {}, { openedMs, dueMs, calendar });
    this.dueMs = dueMs === undefined ? undefined : shownDue(input.clock, dueMs);
  }

  pause(atMs: number): void {
    if (this.pausedMs !== undefined) return;
    this.pausedMs = atMs;
    this.moves += 1;
  }

  resume(atMs: number): void {
    if (this.pausedMs === undefined) return;
    this.shift(this.pausedMs, atMs);
    this.pausedMs = undefined;
    this.moves += 1;
  }

  /** A rung that was reached while a pause was on its way: it comes again after the pause. */
  putBack(rung: LadderTime): void {
    this.rungs = [rung, ...this.rungs];
    this.moves += 1;
  }

  private shift(pausedMs: number, resumedMs: number): void {
    const { calendar, title } = this.input;
    const shifted = (dueMs: number): number => shiftAfterPause(dueMs, pausedMs, resumedMs, calendar);
    try {
      this.rungs = this.rungs.map((rung) => ({ ...rung, atMs: shifted(rung.atMs) }));
      if (this.dueMs !== undefined) this.dueMs = shifted(this.dueMs);
    } catch (error) {
      // Past the calendar's end nobody can say when it is due: it stays open, without a deadline.
      log.warn('a deadline is lost after a pause', { title, reason: ruleMessage(error) });
      this.rungs = [];
      this.dueMs = undefined;
    }
  }

  /** Takes the next escalation now, because nobody is there who could act. */
  takeEscalation(): LadderTime | undefined {
    const next = this.rungs.find((rung) => rung.kind === 'escalate');
    if (next) this.rungs = this.rungs.filter((rung) => rung !== next);
    return next;
  }

  /** Climbs rung by rung until `done`. Whoever waits for people passes each rung on by `onRung`. */
  async climb(done: () => boolean, onRung: (rung: LadderTime) => void): Promise<void> {
    while (!done()) {
      await condition(() => done() || (this.pausedMs === undefined && this.rungs.length > 0));
      const rung = this.rungs[0];
      if (done() || !rung) continue;
      const moves = this.moves;
      const moment = {
        atMs: rung.atMs,
        summary: `${rung.label}: ${this.input.title}`,
        waitsForOutside: this.input.waitsForOutside ?? true,
      };
      const changed = await until(
        this.input.clock,
        moment,
        () => done() || this.moves !== moves || this.rungs[0] !== rung,
      );
      if (changed) continue;
      this.rungs.shift();
      onRung(rung);
    }
  }
}

/** When a step that opens now is due, program time; nothing for a step without `due`. */
export function dueFrom(openedMs: number, due: DurationText | undefined, calendar: CalendarTable): number | undefined {
  return due === undefined ? undefined : addDuration(calendar, openedMs, parseDuration(due));
}

function shownDue(clock: ProgramClock, programDueMs: number): number {
  return wallDueAt(clock, { programDueMs, wallNowMs: Date.now(), waitsForOutside: true }).programDueMs;
}
