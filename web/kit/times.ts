const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' });
const minute = new Intl.DateTimeFormat('en', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** "25 Nov 2026" in the reader's zone. */
export const dayText = (ms: number): string => day.format(ms);
/** "25 Nov 2026, 14:05" in the reader's zone. */
export const minuteText = (ms: number): string => minute.format(ms);

/** A length of time in its largest unit: "3 days", "5 h", "12 min". */
export function lengthText(ms: number): string {
  const absolute = Math.abs(ms);
  if (absolute >= 60 * DAY_MS) return `${Math.round(absolute / (30 * DAY_MS))} months`;
  if (absolute >= 2 * DAY_MS) return `${Math.round(absolute / DAY_MS)} days`;
  if (absolute >= HOUR_MS) return `${Math.round(absolute / HOUR_MS)} h`;
  return absolute >= MINUTE_MS ? `${Math.round(absolute / MINUTE_MS)} min` : 'less than a minute';
}
