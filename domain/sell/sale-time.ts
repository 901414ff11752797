import { civilOfDay, dayNumber, isCivilDate } from '../civil-date';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../duration';
import { DomainError } from '../errors';
import type { CalendarTable } from '../local-time';
import { offsetAt } from '../local-time';

/*
 * When a sale happened
 *
 * 1. A date (`2026-03-15`) is a civil date in the program's zone and stands for the first moment of that day.
 * 2. A date with a time of day and no offset is what the clocks of the program's zone showed. A time that they showed
 *    twice is its first showing; one that they skipped is as long after the change (RFC 5545, 3.3.5).
 * 3. A date with a time of day and an offset (`Z`, `-07:00`) is an instant; its day is the one that the clocks of the
 *    program's zone showed then.
 * 4. So each way to write the same moment is the same: midnight in the zone is its date. In the order of sales a date
 *    stands before every later moment of its day.
 */

/** The longest text that can be a date or a time. */
export const SALE_TIME_LENGTH_MAX = 40;
/** A date; or a date and a time of day, with an offset or without. RFC 3339, and what spreadsheets and databases make of it. */
export const SALE_TIME =
  /^(\d{4}-\d{2}-\d{2})(?:[Tt ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,9}))?)? ?([Zz]|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?)?$/;

/** The moment of a sale. */
export interface SaleTime {
  /** Civil date in the program's zone, `2026-03-15`. */
  occurredOn: string;
  /** Epoch ms; null for the first moment of that day. */
  occurredMs: number | null;
}

/**
 * Reads the moment of a sale. The program's calendar tells the offset of its zone where it reaches; beyond it the
 * host's time zone data do, because closed years are imported as well and a recorded sale keeps its day for ever.
 *
 * @throws CALENDAR.INVALID when the text is neither a date nor a time that exists
 */
export function saleTime(text: string, zone: CalendarTable): SaleTime {
  const match = SALE_TIME.exec(text);
  const civil = match?.[1];
  if (!match || civil === undefined || !isCivilDate(civil)) throw unreadable(text);
  const [, , hours, minutes, seconds = '0', fraction = '', offset] = match;
  if (hours === undefined) return { occurredOn: civil, occurredMs: null };
  const msOfDay =
    Number(hours) * HOUR_MS +
    Number(minutes) * MINUTE_MS +
    Number(seconds) * 1_000 +
    Number(`${fraction}000`.slice(0, 3));
  if (offset === undefined && msOfDay === 0) return { occurredOn: civil, occurredMs: null };
  const wallMs = dayNumber(civil) * DAY_MS + msOfDay;
  const ms = offset === undefined ? instantOf(zone, wallMs) : wallMs - offsetMs(offset);
  const day = dayOf(zone, ms);
  const occurredOn = civilOfDay(day);
  if (!isCivilDate(occurredOn)) throw unreadable(text);
  return { occurredOn, occurredMs: dayOf(zone, ms - 1) < day ? null : ms };
}

/** Orders moments: negative when `a` is before `b`, 0 when they are the same. */
export function compareSaleTimes(
  a: { occurredOn: string; occurredMs?: number | null },
  b: { occurredOn: string; occurredMs?: number | null },
): number {
  if (a.occurredOn !== b.occurredOn) return a.occurredOn < b.occurredOn ? -1 : 1;
  const [aMs, bMs] = [a.occurredMs ?? null, b.occurredMs ?? null];
  if (aMs === bMs) return 0;
  if (aMs === null) return -1;
  return bMs === null ? 1 : aMs - bMs;
}

/** The instant at which the zone's clocks show a time, written as if it were UTC. No zone changes twice in two days. */
function instantOf(zone: CalendarTable, wallMs: number): number {
  const beforeMs = zoneOffsetMs(zone, wallMs - DAY_MS);
  const afterMs = zoneOffsetMs(zone, wallMs + DAY_MS);
  const early = wallMs - beforeMs;
  if (beforeMs === afterMs || zoneOffsetMs(zone, early) === beforeMs) return early;
  const late = wallMs - afterMs;
  return zoneOffsetMs(zone, late) === afterMs ? late : early;
}

/** The number of the day that the zone's clocks show at an instant. */
function dayOf(zone: CalendarTable, ms: number): number {
  return Math.floor((ms + zoneOffsetMs(zone, ms)) / DAY_MS);
}

function zoneOffsetMs(zone: CalendarTable, ms: number): number {
  const day = Math.floor((ms + offsetAt(zone, ms)) / DAY_MS);
  const inTable = day >= dayNumber(zone.firstDay) && day <= dayNumber(zone.lastDay);
  return inTable ? offsetAt(zone, ms) : hostOffsetMs(zone.zone, ms);
}

/** A formatter is dear to make, and there are few zones. */
const FORMATS = new Map<string, Intl.DateTimeFormat>();

/** By the host's time zone data, e.g. `GMT-07:00`, or `GMT` alone. */
function hostOffsetMs(timeZone: string, ms: number): number {
  let format = FORMATS.get(timeZone);
  if (!format)
    FORMATS.set(timeZone, (format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })));
  const name = format.formatToParts(ms).find((part) => part.type === 'timeZoneName')?.value ?? '';
  return offsetMs(name.slice('GMT'.length));
}

/** `-07:00`, `-0700`, `-07`, `-07:52:58`; `Z` and nothing are 0. */
function offsetMs(text: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})?:?(\d{2})?$/.exec(text);
  if (!match) return 0;
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = match;
  const size = Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS + Number(seconds) * 1_000;
  return sign === '-' ? -size : size;
}

function unreadable(text: string): DomainError {
  const shown = text.length > SALE_TIME_LENGTH_MAX ? `${text.slice(0, SALE_TIME_LENGTH_MAX)}…` : text;
  return new DomainError(
    'CALENDAR.INVALID',
    `"${shown}" is neither a date nor a time that exists: write 2026-03-31, 2026-03-31 23:30:00 as the program's clocks ` +
      'show it, or 2026-03-31T23:30:00-07:00.',
  );
}
