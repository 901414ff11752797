import { DAY_MS } from './duration';
import { DomainError } from './errors';

/**
 * How a program version's time runs: from `anchorMs` on, `factor` times as fast as the wall clock for `fastMs` of
 * wall time, then at the wall's own speed. All real versions have factor 1; only a demo version is faster.
 */
export interface ProgramClock {
  anchorMs: number;
  factor: number;
  fastMs: number;
}

/** Program time is wall time. */
export const REAL_CLOCK: ProgramClock = Object.freeze({ anchorMs: 0, factor: 1, fastMs: 0 });

/** The shortest wall wait for a person or an outside system in a demo version: nobody can click faster. */
export const MIN_WAIT_MS = 5_000;

/** How long a demo version runs fast when nothing else is said: ten minutes of wall time. */
export const DEMO_FAST_MS = 600_000;

/** The last instant that a date can hold (ECMA-262, time values). */
const INSTANT_MAX_MS = 8.64e15;

/**
 * A demo version's clock: one day of program time passes in `dayMs` of wall time, for `fastMs` of wall time.
 * @throws CLOCK.INVALID when `dayMs` is not between 1 ms and a day, or another part is no whole number of ms
 */
export function demoClock(input: { anchorMs: number; dayMs: number; fastMs?: number }): ProgramClock {
  const { anchorMs, dayMs, fastMs = DEMO_FAST_MS } = input;
  if (!(dayMs >= 1 && dayMs <= DAY_MS)) {
    throw new DomainError(
      'CLOCK.INVALID',
      `dayMs is ${dayMs}: a demo day takes between 1 and ${DAY_MS} ms of wall time`,
    );
  }
  return checkClock({ anchorMs, factor: DAY_MS / dayMs, fastMs });
}

/** Tells whether this clock is a demo version's, that is, whether its factor differs from 1. */
export function isDemo(clock: ProgramClock): boolean {
  return clock.factor !== 1;
}

/**
 * Answers the clock itself if it is one.
 * @throws CLOCK.INVALID naming the field, its rule and its value
 */
export function checkClock(clock: ProgramClock): ProgramClock {
  const { anchorMs, factor, fastMs } = clock;
  const fault =
    wholeMs('anchorMs', anchorMs) ??
    wholeMs('fastMs', fastMs) ??
    (Number.isFinite(factor) && factor >= 1 ? undefined : `factor is ${factor}: give 1, or more for a demo`) ??
    (anchorMs + factor * fastMs <= INSTANT_MAX_MS
      ? undefined
      : `factor ${factor} for ${fastMs} ms leaves the range of dates: give a smaller factor or fastMs`);
  if (fault !== undefined) throw new DomainError('CLOCK.INVALID', `Program clock: ${fault}`);
  return clock;
}

/**
 * The program time, in epoch ms, at a wall time in epoch ms. Continuous and never decreasing; before the anchor it is
 * the wall time itself. Rounded, because a factor such as 86,400,000 / 700 is no exact double and yet each 700th
 * millisecond shall meet midnight.
 */
export function programTimeAt(clock: ProgramClock, wallMs: number): number {
  const { anchorMs, factor, fastMs } = clock;
  const passedMs = wallMs - anchorMs;
  if (factor === 1 || passedMs <= 0) return wallMs;
  return anchorMs + Math.round(factor * Math.min(passedMs, fastMs)) + Math.max(0, passedMs - fastMs);
}

/**
 * The first wall millisecond at which program time has reached `programMs`, so a timer set for it never fires early:
 * `programTimeAt(clock, wallTimeAt(clock, p)) >= p`.
 */
export function wallTimeAt(clock: ProgramClock, programMs: number): number {
  const { anchorMs, factor, fastMs } = clock;
  const dueMs = Math.ceil(programMs);
  if (factor === 1 || dueMs <= anchorMs) return dueMs;
  const fastEndMs = programTimeAt(clock, anchorMs + fastMs);
  if (dueMs > fastEndMs) return anchorMs + fastMs + (dueMs - fastEndMs);
  const wallMs = anchorMs + Math.ceil((dueMs - anchorMs) / factor);
  // Program time is rounded: half a millisecond short counts as there.
  return programTimeAt(clock, wallMs - 1) >= dueMs ? wallMs - 1 : wallMs;
}

/**
 * When a deadline of program time fires on the wall, and the program time that a row shall show for it.
 *
 * In a demo version a deadline that waits for a person or an outside system never becomes a wall wait shorter than
 * `MIN_WAIT_MS`; `programDueMs` is then the program time at which it will really fire. Period ends are passed with
 * `waitsForOutside: false` and are never moved. A real version's deadlines are never moved at all.
 */
export function wallDueAt(
  clock: ProgramClock,
  input: { programDueMs: number; wallNowMs: number; waitsForOutside: boolean },
): { wallDueMs: number; programDueMs: number } {
  const wallDueMs = wallTimeAt(clock, input.programDueMs);
  const floorMs = input.wallNowMs + MIN_WAIT_MS;
  if (!isDemo(clock) || !input.waitsForOutside || wallDueMs >= floorMs) {
    return { wallDueMs, programDueMs: input.programDueMs };
  }
  return { wallDueMs: floorMs, programDueMs: programTimeAt(clock, floorMs) };
}

function wholeMs(name: string, value: number): string | undefined {
  const ok = Number.isSafeInteger(value) && value >= 0 && value <= INSTANT_MAX_MS;
  return ok ? undefined : `${name} is ${value}: give a whole, non-negative number of milliseconds`;
}
