import type { CalendarTable, PeriodUnit } from '../calendar';
import { periodAt, periodOfCivil } from '../calendar';
import { addCivilDays } from '../civil-date';
import { isDemo } from '../clock';
import { DAY_MS } from '../duration';
import type { Origin } from '../journal';
import type { ProgramVersion } from '../program';
import type { RunTerms } from './commission-plan';

/**
 * Payout runs that open by themselves: a Temporal Schedule per program, kept as its latest published version says.
 */

/**
 * An action that was missed because Temporal was away is made up for within this time. What is older is no loss: the run of
 * the next period pays all that is due until then, and somebody of finance may open the missed one.
 */
export const CATCH_UP_MS = 30 * DAY_MS;

/** A program whose runs are to be scheduled, or not any more. */
export interface PayoutScheduling {
  programId: string;
}

/** What became of the schedule: it is as the latest version says, or there is none. */
export type PayoutScheduled = { scheduleId: string; scheduled: boolean };

/** What to schedule. */
export interface PayoutScheduleTerms extends RunTerms {
  programId: string;
  title: string;
  version: number;
  zone: string;
  period: PeriodUnit;
}

/** When the runs of a version open; null where somebody opens them, as for a demo's clock, which no schedule keeps. */
export function payoutScheduleOf({
  programId,
  version,
  clock,
  document,
}: Pick<ProgramVersion, 'programId' | 'version' | 'clock' | 'document'>): PayoutScheduleTerms | null {
  const { plan, title, zone, period } = document;
  const runs = plan.payout?.runs;
  if (runs === undefined || isDemo(clock)) return null;
  return { ...runs, programId, title, version, zone, period };
}

/** The months that follow the end of a period, 1 = January. */
export const MONTHS_AFTER: Readonly<Record<PeriodUnit, readonly number[]>> = {
  month: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  quarter: [1, 4, 7, 10],
  year: [1],
};

/**
 * The key of the period that was the last one to have ended at an instant (program time).
 * @throws CALENDAR.BEYOND_TABLE
 */
export function lastEndedPeriod(table: CalendarTable, unit: PeriodUnit, programMs: number): string {
  const { firstDay } = periodAt(table, unit, programMs);
  return periodOfCivil(table, unit, addCivilDays(firstDay, -1)).key;
}

/** An opening that is due. */
export interface PayoutOpening {
  origin: Origin;
  programId: string;
  /** When it was due, wall time: a worker that comes late opens the same run. */
  dueWallMs: number;
}

/** The run that an opening has opened, or found. */
export type PayoutOpened = { runId: string; workflowId: string; period: string };
