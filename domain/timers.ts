import type { ActivationStanding } from './activation';
import { nextSilence } from './activation';
import type { CalendarTable } from './calendar';
import { addDuration } from './calendar';
import { parseDuration } from './duration';
import { ladderTimes } from './ladder';
import type { Activation, Ladder } from './program';

/** Something that will happen by itself, unless somebody acts before. */
export interface RunningTimer {
  /** Program time, epoch ms. */
  atMs: number;
  kind: 'remind' | 'due' | 'escalate' | 'end' | 'wait' | 'period' | 'activation' | 'certificate';
  /** What it is about: the title of the step, the certification. */
  about: string;
  /** What happens when it fires, in words. */
  then: string;
}

/** An open step as its row tells it. */
export interface TimedStep {
  title: string;
  isWait: boolean;
  openedMs: number | null;
  dueMs: number | null;
  ladder?: Ladder;
}

/**
 * The timers of one open step that have not fired yet. After a pause the due date has moved and the reminders with it:
 * they are shares of the time up to the due date that the row shows.
 * @throws CALENDAR.BEYOND_TABLE, DURATION.INVALID
 */
export function stepTimers(step: TimedStep, calendar: CalendarTable, nowMs: number): RunningTimer[] {
  const { title, isWait, openedMs, dueMs, ladder } = step;
  if (openedMs === null || dueMs === null) return [];
  if (isWait) return upcoming([{ atMs: dueMs, kind: 'wait', about: title, then: 'The step is done' }], nowMs);
  const due: RunningTimer = { atMs: dueMs, kind: 'due', about: title, then: 'It counts as overdue' };
  const rungs = ladder ? ladderTimes(ladder, { openedMs, dueMs, calendar }) : [];
  return upcoming(
    [due, ...rungs.map(({ atMs, kind, label }): RunningTimer => ({ atMs, kind, about: title, then: label }))],
    nowMs,
  );
}

/**
 * What the activation clock does next, if it still runs.
 * @throws CALENDAR.BEYOND_TABLE, DURATION.INVALID
 */
export function activationTimers(
  activation: Activation,
  standing: ActivationStanding,
  calendar: CalendarTable,
): RunningTimer[] {
  const after = (text: string): number => addDuration(calendar, standing.startedMs, parseDuration(text));
  const at = { atRiskMs: after(activation.atRiskAfter), dormantMs: after(activation.dormantAfter) };
  const next = nextSilence(standing, at);
  if (next === undefined) return [];
  const then = next.state === 'at_risk' ? 'The partner counts as at risk' : 'The partner counts as dormant';
  return [{ atMs: next.atMs, kind: 'activation', about: 'Activation', then: `${then}, unless it is activated before` }];
}

/** Those that are still to fire, the next one first. */
export function upcoming(timers: readonly RunningTimer[], nowMs: number): RunningTimer[] {
  return timers.filter(({ atMs }) => atMs > nowMs).sort((a, b) => a.atMs - b.atMs);
}
