import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Temporal } from '@js-temporal/polyfill';
import Holidays from 'date-holidays';
import type { HolidaysTypes } from 'date-holidays';
import type { CalendarTable } from '../domain/calendar';
import { isBusinessDay } from '../domain/calendar';
import { civilOfDay, dayNumber } from '../domain/civil-date';
import { DAY_MS, MINUTE_MS } from '../domain/duration';
import { DomainError } from '../domain/errors';

/** A table reaches from the year before the one in which it is expanded … */
const YEARS_BACK = 1;
/** … to the end of the sixth year after it. */
export const YEARS_AHEAD = 6;
/** How far to either side of now a person's clock is needed: the next quiet hours and the next daily hour. */
const WEEK = { days: 7 };

/** What a region says of its calendar. `workWeek` holds ISO weekdays, 1 = Monday … 7 = Sunday. */
export interface CalendarInput {
  zone: string;
  workWeek: number[];
  /** ISO 3166-1 alpha-2, e.g. `DE`. */
  holidayCountry: string;
  /** The part of the country after the dash of ISO 3166-2, e.g. `BE`; without it, nationwide holidays only. */
  holidayState?: string;
  nowMs: number;
}

/** Where a table's content comes from; stored beside the version, so that a later difference can be explained. */
export interface CalendarVersions {
  /** Version of the holiday library. */
  dateHolidays: string;
  /** IANA time zone database, e.g. `2025c`. */
  tzdata: string;
  /** ICU, which carries that database. */
  icu: string;
}

/** A calendar table and the versions of its sources. */
export interface ExpandedCalendar extends CalendarTable {
  versions: CalendarVersions;
}

/**
 * Expands a region's calendar into a table: public holidays (observed and substitute days included) and UTC-offset
 * transitions from the year before `nowMs` to the sixth after it.
 * @throws CALENDAR.INVALID with one fault for each wrong field
 */
export function expandCalendar(input: CalendarInput): ExpandedCalendar {
  const errors = calendarFaults(input);
  if (errors.length > 0) {
    throw new DomainError('CALENDAR.INVALID', errors.map((fault) => fault.message).join('; '), errors);
  }
  const thisYear = Temporal.Instant.fromEpochMilliseconds(input.nowMs).toZonedDateTimeISO(input.zone).year;
  const firstYear = thisYear - YEARS_BACK;
  const lastYear = thisYear + YEARS_AHEAD;
  const { days, offsets } = yearsOf(input, firstYear, lastYear);
  const table: CalendarTable = {
    zone: input.zone,
    workWeek: [...input.workWeek].sort((a, b) => a - b),
    holidays: [],
    offsets: offsets.map((offset) => ({ ...offset })),
    firstDay: `${firstYear}-01-01`,
    lastDay: `${lastYear}-12-31`,
  };
  const inTable = days.filter((civil) => civil >= table.firstDay && civil <= table.lastDay);
  return { ...table, holidays: inTable.filter((civil) => isBusinessDay(table, civil)), versions: calendarVersions() };
}

/**
 * The clock of a person's zone around an instant: UTC offsets from the week before to the week after, every day a
 * working day.
 * @throws RangeError for a zone that the host does not know, see {@link isTimeZone}
 */
export function zoneTable(zone: string, nowMs: number): CalendarTable {
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone);
  const [first, last] = [now.startOfDay().subtract(WEEK), now.startOfDay().add(WEEK)];
  return {
    zone,
    workWeek: [1, 2, 3, 4, 5, 6, 7],
    holidays: [],
    offsets: offsetsBetween(zone, first, last.add({ days: 1 })),
    firstDay: first.toPlainDate().toString(),
    lastDay: last.toPlainDate().toString(),
  };
}

/** Tells whether this is an IANA time zone that the host knows, e.g. `Europe/Berlin`; a bare offset is none. */
export function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(zone)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch (error) {
    // The only documented way to ask about a name that is not in the host's list, e.g. an alias.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Tells whether public holidays are known for this country (ISO 3166-1 alpha-2, upper case). */
export function isHolidayCountry(country: string): boolean {
  return Object.hasOwn(new Holidays().getCountries(), country);
}

/** Tells whether public holidays are known for this part of the country, e.g. (`DE`, `BE`). */
export function isHolidayState(country: string, state: string): boolean {
  if (!isHolidayCountry(country)) return false;
  // The library answers undefined, against its types, for a country without parts.
  const states = new Holidays().getStates(country) as Record<string, string> | undefined;
  return states !== undefined && Object.hasOwn(states, state);
}

/** The versions of the holiday library, of tzdata and of ICU on this host. */
export function calendarVersions(): CalendarVersions {
  const manifest = join(dirname(require.resolve('date-holidays')), '..', 'package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  return {
    dateHolidays: version,
    tzdata: process.versions['tz'] ?? 'unknown',
    icu: process.versions['icu'] ?? 'unknown',
  };
}

function calendarFaults(input: CalendarInput): { pointer: string; code: string; message: string }[] {
  const { zone, workWeek, holidayCountry: country, holidayState: state } = input;
  const faults: { pointer: string; code: string; message: string }[] = [];
  const refuse = (pointer: string, message: string) => faults.push({ pointer, code: 'CALENDAR.INVALID', message });
  if (!isTimeZone(zone)) refuse('/zone', `zone "${zone}" is not a time zone: name one such as Europe/Berlin`);
  const isWeekday = (day: number) => Number.isInteger(day) && day >= 1 && day <= 7;
  if (workWeek.length === 0 || !workWeek.every(isWeekday) || new Set(workWeek).size < workWeek.length) {
    const given = JSON.stringify(workWeek);
    refuse('/workWeek', `workWeek ${given} is not a work week: list ISO weekdays once each, Monday = 1 … Sunday = 7`);
  }
  if (!isHolidayCountry(country)) {
    refuse('/holidayCountry', `holidayCountry "${country}" has no known holidays: give an ISO 3166 code such as DE`);
  } else if (state !== undefined && !isHolidayState(country, state)) {
    refuse('/holidayState', `holidayState "${state}" is not a part of ${country} with known holidays`);
  }
  return faults;
}

interface Years {
  days: string[];
  offsets: CalendarTable['offsets'];
}

/** Years of places that were asked for: the library takes a tenth of a second for one, and programs share their places. */
const keptYears = new Map<string, Years>();
const YEARS_KEPT_MAX = 200;

function yearsOf(input: CalendarInput, firstYear: number, lastYear: number): Years {
  const { zone, holidayCountry, holidayState } = input;
  const key = JSON.stringify([zone, holidayCountry, holidayState, firstYear, lastYear]);
  const years = keptYears.get(key) ?? {
    days: publicHolidays(input, firstYear, lastYear),
    offsets: offsetsBetween(zone, startOfYear(zone, firstYear), startOfYear(zone, lastYear + 1)),
  };
  keptYears.set(key, years);
  const [oldest] = keptYears.keys();
  if (keptYears.size > YEARS_KEPT_MAX) keptYears.delete(oldest!);
  return years;
}

const startOfYear = (zone: string, year: number): Temporal.ZonedDateTime =>
  Temporal.PlainDate.from({ year, month: 1, day: 1 }).toZonedDateTime(zone);

function offsetsBetween(
  zone: string,
  start: Temporal.ZonedDateTime,
  end: Temporal.ZonedDateTime,
): CalendarTable['offsets'] {
  const offsets: CalendarTable['offsets'] = [];
  let from: Temporal.ZonedDateTime | null = start;
  while (from && Temporal.ZonedDateTime.compare(from, end) < 0) {
    offsets.push({ fromMs: from.epochMilliseconds, offsetMin: from.offsetNanoseconds / 1e6 / MINUTE_MS });
    from = from.getTimeZoneTransition('next');
  }
  return offsets;
}

/** Sorted and distinct civil dates. */
function publicHolidays(input: CalendarInput, firstYear: number, lastYear: number): string[] {
  const { holidayCountry: country, holidayState: state } = input;
  const holidays = state === undefined ? new Holidays(country) : new Holidays(country, state);
  const civil = new Set<string>();
  // A holiday of several days belongs to the year of its first: Incwala lasts from 28 December to 2 January.
  for (let year = firstYear - 1; year <= lastYear; year += 1) {
    for (const holiday of holidays.getHolidays(year)) {
      if (holiday.type === 'public') for (const day of daysOf(holiday)) civil.add(day);
    }
  }
  return [...civil].sort();
}

/**
 * The days a holiday covers by more than half: Eid al-Fitr is several days, a feast that begins at sunset is the day
 * after, and a free afternoon is a business day.
 */
function daysOf(holiday: HolidaysTypes.Holiday): string[] {
  const startDay = dayNumber(holiday.date.slice(0, 10));
  const [hours = 0, minutes = 0] = holiday.date.slice(11, 16).split(':').map(Number);
  const startMs = (hours * 60 + minutes) * MINUTE_MS;
  const endMs = startMs + (holiday.end.getTime() - holiday.start.getTime());
  const days: string[] = [];
  for (let offset = 0; offset * DAY_MS < endMs; offset += 1) {
    const coveredMs = Math.min(endMs, (offset + 1) * DAY_MS) - Math.max(startMs, offset * DAY_MS);
    // An hour's grace, because a clock change makes a full day 23 hours and a half one 13.
    if (coveredMs > DAY_MS / 2 + 60 * MINUTE_MS) days.push(civilOfDay(startDay + offset));
  }
  return days;
}
