import { civilOfDay, dayNumber } from './civil-date';
import { DAY_MS, MINUTE_MS } from './duration';
import { DomainError } from './errors';

/**
 * A calendar as data: one time zone, one work week and its holidays from `firstDay` to `lastDay`. `programs/` expands
 * it when a version is published; everything below computes on it alone, so a workflow, a preview and a simulator
 * agree on any host.
 *
 * `workWeek` holds ISO weekdays (1 = Monday … 7 = Sunday); `holidays` holds sorted civil dates, only those that fall
 * on the work week; `offsets` holds the UTC offset, in minutes, from each instant on, the first from the start of
 * `firstDay`.
 */
export interface CalendarTable {
  zone: string;
  workWeek: number[];
  holidays: string[];
  offsets: { fromMs: number; offsetMin: number }[];
  firstDay: string;
  lastDay: string;
}

/**
 * The local date at an instant (epoch ms).
 * @throws CALENDAR.BEYOND_TABLE
 */
export function civilDate(table: CalendarTable, ms: number): string {
  return civilOfDay(dayAt(table, ms));
}

/**
 * The first instant (epoch ms) of a local day: 00:00, the earlier one if the clock shows it twice, or the instant of
 * the clock change if the clock skips it.
 * @throws CALENDAR.BEYOND_TABLE, CALENDAR.INVALID
 */
export function startOfDayMs(table: CalendarTable, civil: string): number {
  return dayStartMs(table, dayInTable(table, civil));
}

/**
 * The instant (epoch ms) at which the local clock shows a time of day, in ms since midnight. A time that the clock
 * shows twice is its first showing; a time that it skips is as long after the change as it would have been without
 * (RFC 5545, 3.3.5).
 * @throws CALENDAR.BEYOND_TABLE, CALENDAR.INVALID
 */
export function localTimeToMs(table: CalendarTable, civil: string, msOfDay: number): number {
  if (!Number.isInteger(msOfDay) || msOfDay < 0 || msOfDay >= DAY_MS) {
    throw new DomainError('CALENDAR.INVALID', `${msOfDay} is not a time of day: give whole ms from 0 to ${DAY_MS - 1}`);
  }
  return wallToMs(table, dayInTable(table, civil) * DAY_MS + msOfDay).ms;
}

/**
 * The day number of the local date at an instant (epoch ms).
 * @throws CALENDAR.BEYOND_TABLE
 */
export function dayAt(table: CalendarTable, ms: number): number {
  const day = Math.floor((ms + offsetAt(table, ms)) / DAY_MS);
  if (day >= dayNumber(table.firstDay) && day <= dayNumber(table.lastDay)) return day;
  throw beyondTable(table, Number.isFinite(ms) ? civilOfDay(day) : String(ms));
}

/**
 * Answers the instant itself if the table covers it.
 * @throws CALENDAR.BEYOND_TABLE
 */
export function instantInTable(table: CalendarTable, ms: number): number {
  dayAt(table, ms);
  return ms;
}

/**
 * The day number of a civil date that the table covers.
 * @throws CALENDAR.BEYOND_TABLE, CALENDAR.INVALID
 */
export function dayInTable(table: CalendarTable, civil: string): number {
  const day = dayNumber(civil);
  if (day < dayNumber(table.firstDay) || day > dayNumber(table.lastDay)) throw beyondTable(table, civil);
  return day;
}

/** The refusal of a date that the table does not cover; it names the date and the table's last day. */
export function beyondTable(table: CalendarTable, date: string): DomainError {
  return new DomainError(
    'CALENDAR.BEYOND_TABLE',
    `${date} lies outside the calendar of ${table.zone}, whose first day is ${table.firstDay} and whose last day is ` +
      `${table.lastDay}: publish a newer version of the program`,
  );
}

/** The first instant (epoch ms) of a day number, which may be one day after the table's last: its end. */
export function dayStartMs(table: CalendarTable, day: number): number {
  const { ms, changeMs } = wallToMs(table, day * DAY_MS);
  return changeMs ?? ms;
}

/**
 * The instant at which the local clock shows `wallMs` (written as if it were UTC), and, where the clock skips it, the
 * instant of that clock change. Looks a day to either side: no zone changes its clock twice within two days.
 */
function wallToMs(table: CalendarTable, wallMs: number): { ms: number; changeMs?: number } {
  const beforeMs = offsetAt(table, wallMs - DAY_MS);
  const afterMs = offsetAt(table, wallMs + DAY_MS);
  const early = wallMs - beforeMs;
  if (beforeMs === afterMs || offsetAt(table, early) === beforeMs) return { ms: early };
  const late = wallMs - afterMs;
  if (offsetAt(table, late) === afterMs) return { ms: late };
  return { ms: early, changeMs: segmentAt(table, early).fromMs };
}

/** The UTC offset at an instant, in ms; before the table begins, that of its beginning. */
export function offsetAt(table: CalendarTable, ms: number): number {
  return segmentAt(table, ms).offsetMin * MINUTE_MS;
}

function segmentAt(table: CalendarTable, ms: number): { fromMs: number; offsetMin: number } {
  const segment = table.offsets.findLast((each) => each.fromMs <= ms) ?? table.offsets[0];
  if (!segment) throw new DomainError('CALENDAR.INVALID', `The calendar of ${table.zone} has no UTC offsets`);
  return segment;
}
