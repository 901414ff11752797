import { civilOfDay, dayNumber, weekdayOfDay } from './civil-date';
import type { Duration } from './duration';
import { DAY_MS, HOUR_MS, elapsedMs, formatDuration } from './duration';
import { DomainError } from './errors';
import type { CalendarTable } from './local-time';
import { beyondTable, dayAt, dayInTable, dayStartMs, instantInTable, localTimeToMs, offsetAt } from './local-time';

export { addCivilDays, compareCivil, isCivilDate } from './civil-date';
export { civilDate, localTimeToMs, startOfDayMs } from './local-time';
export type { CalendarTable } from './local-time';
export { nextPeriod, periodAt, periodByKey, periodDays, periodKeyOf, periodOfCivil } from './period';
export type { Period, PeriodUnit } from './period';

/*
 * Business time
 *
 * 1. A business day is a day of the work week that is no holiday. It counts 24 hours, from one local midnight to the
 *    next; on the day of a clock change its 23 or 25 elapsed hours are scaled, so that they too count 24.
 * 2. Business time between two instants is the time between them with all other days removed.
 * 3. Adding business time answers the earliest instant at which it has passed. So a result that lands exactly on
 *    the midnight after a business day stays there and does not move on past the weekend.
 * 4. `n bd` from an instant on a business day is the same local time on the n-th following business day.
 * 5. `n bd` from any other instant counts from 00:00 of the next business day and follows rule 3: `1bd` from a
 *    Saturday is Tuesday 00:00, the end of Monday; `5bd` is Saturday 00:00, the end of Friday.
 * 6. A duration of 0 is due at once, on any day.
 */

/**
 * Tells whether a local day counts as business time.
 * @throws CALENDAR.BEYOND_TABLE, CALENDAR.INVALID
 */
export function isBusinessDay(table: CalendarTable, civil: string): boolean {
  return isBusiness(table, dayInTable(table, civil));
}

/**
 * The instant (epoch ms) a duration after another: `bd` and `bh` by the rules of business time above, `d` the same
 * local time that many calendar days later, the other units elapsed time.
 * @throws CALENDAR.BEYOND_TABLE when either instant lies outside the table
 */
export function addDuration(table: CalendarTable, fromMs: number, duration: Duration): number {
  const { count, unit } = duration;
  if (!Number.isSafeInteger(count) || count < 0) {
    throw new DomainError('DURATION.INVALID', `"${formatDuration(duration)}" is not a duration: count in whole units`);
  }
  const day = dayAt(table, fromMs);
  if (count === 0) return fromMs;
  if (unit === 'bh') return addBusinessMs(table, fromMs, count * HOUR_MS);
  if (unit === 'bd' && !isBusiness(table, day)) return addBusinessMs(table, fromMs, count * DAY_MS);
  if (unit !== 'bd' && unit !== 'd') return instantInTable(table, fromMs + elapsedMs(duration));
  const dueDay = unit === 'd' ? day + count : followingBusinessDay(table, day, count);
  const msOfDay = fromMs + offsetAt(table, fromMs) - day * DAY_MS;
  return localTimeToMs(table, civilOfDay(dueDay), msOfDay);
}

/**
 * The business time between two instants, in business ms; 0 when the second is not after the first.
 *
 * It has a fraction (a multiple of 1/1024) only where an instant cuts a business day of 23 or 25 hours: that keeps
 * `addBusinessMs` an exact way back. Carry it as a number, never round it.
 * @throws CALENDAR.BEYOND_TABLE
 */
export function businessMsBetween(table: CalendarTable, fromMs: number, toMs: number): number {
  const fromDay = dayAt(table, fromMs);
  const toDay = dayAt(table, toMs);
  if (toMs <= fromMs) return 0;
  let businessMs = 0;
  for (let day = fromDay; day < toDay; day += 1) if (isBusiness(table, day)) businessMs += DAY_MS;
  if (isBusiness(table, fromDay)) businessMs -= businessPartMs(table, fromDay, fromMs);
  if (isBusiness(table, toDay)) businessMs += businessPartMs(table, toDay, toMs);
  return businessMs;
}

/**
 * The earliest instant (epoch ms) at which `businessMs` of business time have passed since `fromMs`.
 * `addBusinessMs(table, from, businessMsBetween(table, from, to))` is `to` for every `to` inside a business day; for
 * a `to` in other time, it is the end of the business day before it.
 * @throws CALENDAR.BEYOND_TABLE, DURATION.INVALID for a negative length
 */
export function addBusinessMs(table: CalendarTable, fromMs: number, businessMs: number): number {
  if (!Number.isFinite(businessMs) || businessMs < 0) {
    throw new DomainError('DURATION.INVALID', `${businessMs} is not a length of business time: give 0 or more ms`);
  }
  let day = dayAt(table, fromMs);
  if (businessMs === 0) return fromMs;
  let leftMs = businessMs + (isBusiness(table, day) ? businessPartMs(table, day, fromMs) : 0);
  const lastDay = dayNumber(table.lastDay);
  for (; day <= lastDay; day += 1) {
    if (!isBusiness(table, day)) continue;
    if (leftMs <= DAY_MS) {
      const startMs = dayStartMs(table, day);
      const lengthMs = dayStartMs(table, day + 1) - startMs;
      return instantInTable(table, startMs + Math.round((leftMs * lengthMs) / DAY_MS));
    }
    leftMs -= DAY_MS;
  }
  throw beyondTable(table, civilOfDay(day));
}

/**
 * Tells whether fewer than so many years (of 365 days) of the table remain, so that it should be replaced by one that
 * reaches further. True as well when the table has already ended.
 */
export function endsWithin(table: CalendarTable, nowMs: number, years: number): boolean {
  return Math.floor((nowMs + offsetAt(table, nowMs)) / DAY_MS) + years * 365 > dayNumber(table.lastDay);
}

/** The n-th business day after a day; answers the day after the table when there is none, which then is refused. */
function followingBusinessDay(table: CalendarTable, fromDay: number, n: number): number {
  const lastDay = dayNumber(table.lastDay);
  let day = fromDay;
  for (let found = 0; found < n && day <= lastDay;) {
    day += 1;
    if (isBusiness(table, day)) found += 1;
  }
  return day;
}

function isBusiness(table: CalendarTable, day: number): boolean {
  if (!table.workWeek.includes(weekdayOfDay(day))) return false;
  const civil = civilOfDay(day);
  let low = 0;
  let high = table.holidays.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((table.holidays[middle] as string) < civil) low = middle + 1;
    else high = middle;
  }
  return table.holidays[low] !== civil;
}

/**
 * How much of its 24 hours a business day has counted at an instant. Snapped to 1/1024 ms: such numbers add and
 * subtract exactly in a double, so that a sum of days meets midnight and not the instant beside it.
 */
function businessPartMs(table: CalendarTable, day: number, ms: number): number {
  const startMs = dayStartMs(table, day);
  const lengthMs = dayStartMs(table, day + 1) - startMs;
  if (lengthMs === DAY_MS) return ms - startMs;
  return Math.round((ms - startMs) * (DAY_MS / lengthMs) * 1_024) / 1_024;
}
