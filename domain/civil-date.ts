import { DAY_MS } from './duration';
import { DomainError } from './errors';

const CIVIL = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * The number of a civil date (`YYYY-MM-DD`, proleptic Gregorian), counted in days from 1970-01-01 = 0.
 * @throws CALENDAR.INVALID when the text is not a date that exists
 */
export function dayNumber(civil: string): number {
  const match = CIVIL.exec(civil);
  const day = match ? Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / DAY_MS : Number.NaN;
  // Date.UTC rolls 30 February over into March; writing the day back shows it.
  if (Number.isNaN(day) || civilOfDay(day) !== civil) {
    throw new DomainError('CALENDAR.INVALID', `"${String(civil)}" is not a date: write YYYY-MM-DD, e.g. 2026-10-03`);
  }
  return day;
}

/** The civil date of a day number. Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms". */
export function civilOfDay(day: number): string {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const leaps = Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1, 2)}`;
}

/** The ISO weekday of a day number: 1 = Monday … 7 = Sunday. */
export function weekdayOfDay(day: number): number {
  const sinceMonday = (day + 3) % 7;
  return (sinceMonday < 0 ? sinceMonday + 7 : sinceMonday) + 1;
}

/**
 * The civil date `n` days later (earlier when negative).
 * @throws CALENDAR.INVALID when the text is not a date
 */
export function addCivilDays(civil: string, n: number): string {
  return civilOfDay(dayNumber(civil) + n);
}

/** Orders civil dates: negative when `a` is before `b`, 0 when equal, else positive. */
export function compareCivil(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Tells whether the text is a civil date that exists, `YYYY-MM-DD`. */
export function isCivilDate(text: string): boolean {
  const match = CIVIL.exec(text);
  if (!match) return false;
  return civilOfDay(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / DAY_MS) === text;
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}

/**
 * The civil date `n` months later, on the same day of the month or, where that month is shorter, on its last day:
 * one month after 31 January is 28 February, and two months after it is 31 March.
 * @throws CALENDAR.INVALID when the text is not a date
 */
export function addCivilMonths(civil: string, n: number): string {
  dayNumber(civil);
  const months = Number(civil.slice(0, 4)) * 12 + Number(civil.slice(5, 7)) - 1 + n;
  const first = `${pad(Math.floor(months / 12), 4)}-${pad((months % 12) + 1, 2)}-01`;
  const next = `${pad(Math.floor((months + 1) / 12), 4)}-${pad(((months + 1) % 12) + 1, 2)}-01`;
  const last = dayNumber(next) - 1;
  return civilOfDay(Math.min(dayNumber(first) + Number(civil.slice(8)) - 1, last));
}

/**
 * How many months have begun from one civil date before another: 0 up to and including the first day, 1 from the day
 * after it on, 2 from the day after the same day of the next month on.
 * @throws CALENDAR.INVALID when a text is not a date
 */
export function monthsBegun(from: string, before: string): number {
  let months = 0;
  while (addCivilMonths(from, months) < before) months += 1;
  return months;
}
