import { civilDate, localTimeToMs } from '../local-time';
import type { CalendarTable } from '../local-time';
import { civilOfDay, dayNumber } from '../civil-date';
import { MINUTE_MS } from '../duration';
import type { NoticeSettings } from './notices';

/** What comes within this time of the first goes into one notice. */
export const NOTICE_GATHER_MS = 5_000;
/** Nobody is told more often than this: the second notice of a busy minute holds all the rest of it. */
export const NOTICE_APART_MS = 60_000;

/** What the time of a delivery is computed from; wall times, epoch ms. */
export interface NoticeTiming {
  settings: Pick<NoticeSettings, 'pace' | 'dailyAtMin' | 'quiet'>;
  /** The person's zone around now, some days to either side. */
  zone: CalendarTable;
  /** When something first waited to be told. */
  sinceMs: number;
  /** When this person was last told something. */
  lastMs: number | null;
}

/**
 * When to tell what waits: at once (a moment to gather, and apart from the last notice), or at the next daily hour;
 * within quiet hours at their end.
 * @throws CALENDAR.BEYOND_TABLE when the zone's table is too short
 */
export function deliverAtMs({ settings, zone, sinceMs, lastMs }: NoticeTiming): number {
  const wantedMs =
    settings.pace === 'daily'
      ? nextTimeOfDayMs(zone, sinceMs, settings.dailyAtMin)
      : Math.max(sinceMs + NOTICE_GATHER_MS, (lastMs ?? -Infinity) + NOTICE_APART_MS);
  return afterQuietMs(zone, wantedMs, settings.quiet);
}

/** The instant itself, or the end of the quiet hours that it falls into. */
function afterQuietMs(zone: CalendarTable, atMs: number, quiet: NoticeSettings['quiet']): number {
  if (quiet === null || quiet.fromMin === quiet.toMin) return atMs;
  // Quiet hours that began yesterday, or begin today.
  for (const dayOffset of [-1, 0]) {
    const day = dayNumber(civilDate(zone, atMs)) + dayOffset;
    const endDay = quiet.toMin <= quiet.fromMin ? day + 1 : day;
    const fromMs = timeOfDayMs(zone, day, quiet.fromMin);
    const toMs = timeOfDayMs(zone, endDay, quiet.toMin);
    if (atMs >= fromMs && atMs < toMs) return toMs;
  }
  return atMs;
}

/** The first instant from `ms` on at which the local clock shows that time of day. */
function nextTimeOfDayMs(zone: CalendarTable, ms: number, minute: number): number {
  const today = dayNumber(civilDate(zone, ms));
  const todayMs = timeOfDayMs(zone, today, minute);
  return todayMs >= ms ? todayMs : timeOfDayMs(zone, today + 1, minute);
}

const timeOfDayMs = (zone: CalendarTable, day: number, minute: number): number =>
  localTimeToMs(zone, civilOfDay(day), minute * MINUTE_MS);
