import { DomainError } from './errors';

/**
 * What a duration is counted in: `ms`, `s`, `m` (minutes), `h` elapsed; `d` calendar days; `bh` business hours;
 * `bd` business days.
 */
export type DurationUnit = 'ms' | 's' | 'm' | 'h' | 'd' | 'bh' | 'bd';

/** A length of program time as a program writes it, e.g. `5bd`. `count` is a non-negative integer of `unit`. */
export interface Duration {
  count: number;
  unit: DurationUnit;
}

/** One second in milliseconds. */
export const SECOND_MS = 1_000;
/** One minute in milliseconds. */
export const MINUTE_MS = 60 * SECOND_MS;
/** One elapsed hour in milliseconds. */
export const HOUR_MS = 60 * MINUTE_MS;
/** One day of 24 elapsed hours in milliseconds. */
export const DAY_MS = 24 * HOUR_MS;

/** No duration is longer than ten years: 3,653 days, counted in days of 24 hours whatever the unit. */
export const DURATION_DAYS_MAX = 3_653;

/** The size of one unit when a business hour counts an hour and a (business) day counts 24: only for the bound. */
const UNIT_MS: Record<DurationUnit, number> = {
  ms: 1,
  s: SECOND_MS,
  m: MINUTE_MS,
  h: HOUR_MS,
  d: DAY_MS,
  bh: HOUR_MS,
  bd: DAY_MS,
};

const GRAMMAR = /^(0|[1-9]\d{0,15})(ms|s|m|h|d|bh|bd)$/;

const HELP =
  'write a whole number and a unit, at most ten years: ms, s, m (minutes), h, d (calendar days), ' +
  'bh (business hours) or bd (business days), e.g. 5bd, 30d, 24bh, 48h, 500ms';

/**
 * Reads a duration such as `5bd`, `30d`, `24bh`, `48h` or `500ms`.
 * @throws DURATION.INVALID naming the value and the grammar
 */
export function parseDuration(text: string): Duration {
  const duration = readDuration(text);
  if (!duration) throw new DomainError('DURATION.INVALID', `"${String(text)}" is not a duration: ${HELP}`);
  return duration;
}

/** Tells whether `parseDuration` would accept this text. */
export function isDurationText(text: string): boolean {
  return readDuration(text) !== undefined;
}

/** Tells whether the duration counts business time (`bh`, `bd`) and so needs a calendar. */
export function isBusiness(duration: Duration): boolean {
  return duration.unit === 'bh' || duration.unit === 'bd';
}

/**
 * The elapsed milliseconds of a duration, a day counted as 24 hours. A deadline in days is better computed by
 * `addDuration`, which keeps the local time across a clock change.
 * @throws DURATION.INVALID for business units, which have no length without a calendar
 */
export function elapsedMs(duration: Duration): number {
  if (isBusiness(duration)) {
    const text = formatDuration(duration);
    throw new DomainError(
      'DURATION.INVALID',
      `"${text}" has no fixed length: business time needs a calendar; use d or h`,
    );
  }
  return duration.count * UNIT_MS[duration.unit];
}

/** Writes a duration as `parseDuration` reads it, e.g. `5bd`. */
export function formatDuration(duration: Duration): string {
  return `${duration.count}${duration.unit}`;
}

function readDuration(text: string): Duration | undefined {
  const match = GRAMMAR.exec(text);
  if (!match) return undefined;
  const count = Number(match[1]);
  const unit = match[2] as DurationUnit;
  return count * UNIT_MS[unit] <= DURATION_DAYS_MAX * DAY_MS ? { count, unit } : undefined;
}
