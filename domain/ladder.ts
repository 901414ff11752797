import type { CalendarTable } from './calendar';
import { addBusinessMs, addDuration, businessMsBetween } from './calendar';
import { parseDuration } from './duration';
import type { Ladder, LadderOutcome } from './program';
import type { RoleId } from './steps';

/** One thing that a ladder does, and when (program time, epoch ms). */
export interface LadderTime {
  atMs: number;
  kind: 'remind' | 'escalate' | 'end';
  /** Escalation: roles whose holders may act too from then on. */
  add?: RoleId[];
  /** End: how it ends what nobody ended. */
  outcome?: LadderOutcome;
  /** In words, for timelines and timer summaries. */
  label: string;
}

const RANK: Record<LadderTime['kind'], number> = { remind: 0, escalate: 1, end: 2 };
const ENDS: Record<LadderOutcome, string> = { approve: 'approved', reject: 'rejected', expire: 'expired' };

/**
 * All times of a ladder, in their order; at one instant reminders come before escalations and those before the end.
 *
 * Reminders are shares of the business time between opening and due; where there is none (two days from a Saturday),
 * of the elapsed time. Escalations and the end are durations after due on the calendar; an escalation that would come
 * after the end is left out.
 * @throws CALENDAR.BEYOND_TABLE, DURATION.INVALID
 */
export function ladderTimes(
  ladder: Ladder,
  task: { openedMs: number; dueMs: number; calendar: CalendarTable },
): LadderTime[] {
  const { dueMs, calendar } = task;
  const afterDue = (text: string): number => addDuration(calendar, dueMs, parseDuration(text));
  const reminders = (ladder.reminders ?? []).map((share): LadderTime => ({
    atMs: shareOfTime(Number.parseFloat(share) / 100, task),
    kind: 'remind',
    label: `Reminder: ${share} of the time has passed`,
  }));
  const escalations = (ladder.escalations ?? []).map(({ after, add }): LadderTime => ({
    atMs: afterDue(after),
    kind: 'escalate',
    add,
    label: `Escalation: ${after} after due, ${add.join(', ')} may act too`,
  }));
  const { end } = ladder;
  const ends: LadderTime[] = end
    ? [
        {
          atMs: afterDue(end.after),
          kind: 'end',
          outcome: end.as,
          label: `End: ${end.after} after due, ${ENDS[end.as]}`,
        },
      ]
    : [];
  const lastMs = ends[0]?.atMs ?? Infinity;
  return [...reminders, ...escalations, ...ends]
    .filter((time) => time.atMs <= lastMs)
    .sort((a, b) => a.atMs - b.atMs || RANK[a.kind] - RANK[b.kind]);
}

/**
 * When something is due that was due at `atMs` before a pause from `pausedMs` to `resumedMs`.
 *
 * What was left is the time between the pause and due with non-business time removed, a business day counting 24
 * hours; resuming adds it back on the timer's own calendar. What was due before the pause stays where it was, and
 * nothing ever gets earlier by a pause.
 * @throws CALENDAR.BEYOND_TABLE
 */
export function shiftAfterPause(atMs: number, pausedMs: number, resumedMs: number, calendar: CalendarTable): number {
  if (atMs <= pausedMs) return atMs;
  const leftMs = businessMsBetween(calendar, pausedMs, atMs);
  return Math.max(atMs, addBusinessMs(calendar, resumedMs, leftMs));
}

function shareOfTime(
  share: number,
  { openedMs, dueMs, calendar }: { openedMs: number; dueMs: number; calendar: CalendarTable },
): number {
  const businessMs = businessMsBetween(calendar, openedMs, dueMs);
  if (businessMs === 0) return openedMs + Math.round(share * (dueMs - openedMs));
  return addBusinessMs(calendar, openedMs, share * businessMs);
}
