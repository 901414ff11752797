import fc from 'fast-check';
import type { ProgramClock } from '../../domain/clock';
import {
  MIN_WAIT_MS,
  REAL_CLOCK,
  checkClock,
  demoClock,
  isDemo,
  programTimeAt,
  wallDueAt,
  wallTimeAt,
} from '../../domain/clock';
import { DAY_MS } from '../../domain/duration';

const ANCHOR_MS = Date.UTC(2026, 2, 2, 9);
const demo = demoClock({ anchorMs: ANCHOR_MS, dayMs: 500 });

const clocks: fc.Arbitrary<ProgramClock> = fc
  .record({ dayMs: fc.integer({ min: 1, max: DAY_MS }), fastMs: fc.nat(1_200_000) })
  .map(({ dayMs, fastMs }) => demoClock({ anchorMs: ANCHOR_MS, dayMs, fastMs }));
const walls = fc.integer({ min: ANCHOR_MS - 600_000, max: ANCHOR_MS + 2_400_000 });

describe('the clock of a real version', () => {
  it('is the clock on the wall', () => {
    expect(isDemo(REAL_CLOCK)).toBe(false);
    fc.assert(
      fc.property(fc.nat(4e12), (ms) => {
        expect(programTimeAt(REAL_CLOCK, ms)).toBe(ms);
        expect(wallTimeAt(REAL_CLOCK, ms)).toBe(ms);
        expect(programTimeAt({ anchorMs: ANCHOR_MS, factor: 1, fastMs: 600_000 }, ms)).toBe(ms);
      }),
    );
  });

  it('moves no deadline, however short or late', () => {
    for (const programDueMs of [ANCHOR_MS - 1, ANCHOR_MS, ANCHOR_MS + 1]) {
      const due = wallDueAt(REAL_CLOCK, { programDueMs, wallNowMs: ANCHOR_MS, waitsForOutside: true });
      expect(due).toEqual({ wallDueMs: programDueMs, programDueMs });
    }
  });
});

describe('the clock of a demo version', () => {
  it('shows a day every half second for ten minutes, then runs like any clock', () => {
    expect(isDemo(demo)).toBe(true);
    expect(demo).toEqual({ anchorMs: ANCHOR_MS, factor: 172_800, fastMs: 600_000 });
    expect(programTimeAt(demo, ANCHOR_MS - 7)).toBe(ANCHOR_MS - 7);
    expect(programTimeAt(demo, ANCHOR_MS)).toBe(ANCHOR_MS);
    expect(programTimeAt(demo, ANCHOR_MS + 500)).toBe(ANCHOR_MS + DAY_MS);
    expect(programTimeAt(demo, ANCHOR_MS + 600_000)).toBe(ANCHOR_MS + 1_200 * DAY_MS);
    expect(programTimeAt(demo, ANCHOR_MS + 601_000)).toBe(ANCHOR_MS + 1_200 * DAY_MS + 1_000);
  });

  it('never goes back, and never jumps by more than its factor', () => {
    fc.assert(
      fc.property(clocks, walls, (clock, wallMs) => {
        const step = programTimeAt(clock, wallMs + 1) - programTimeAt(clock, wallMs);
        expect(step).toBeGreaterThanOrEqual(1);
        expect(step).toBeLessThanOrEqual(Math.ceil(clock.factor));
        expect(Number.isSafeInteger(programTimeAt(clock, wallMs))).toBe(true);
      }),
    );
  });

  it('sets a timer for the first wall millisecond at which the program time has come: never early, never later', () => {
    fc.assert(
      fc.property(clocks, fc.double({ min: -0.2, max: 1.5, noNaN: true }), (clock, share) => {
        const programMs = ANCHOR_MS + Math.round(share * clock.factor * Math.max(1, clock.fastMs));
        const wallMs = wallTimeAt(clock, programMs);
        expect(Number.isSafeInteger(wallMs)).toBe(true);
        expect(programTimeAt(clock, wallMs)).toBeGreaterThanOrEqual(programMs);
        expect(programTimeAt(clock, wallMs - 1)).toBeLessThan(programMs);
      }),
      { numRuns: 2_000 },
    );
  });

  it('meets each midnight on the wall millisecond that the length of its day promises', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: DAY_MS }), fc.nat(1_000), (dayMs, days) => {
        const clock = demoClock({ anchorMs: ANCHOR_MS, dayMs, fastMs: 1_000 * dayMs });
        expect(programTimeAt(clock, ANCHOR_MS + days * dayMs)).toBe(ANCHOR_MS + days * DAY_MS);
        if (dayMs < DAY_MS / 2) expect(wallTimeAt(clock, ANCHOR_MS + days * DAY_MS)).toBe(ANCHOR_MS + days * dayMs);
      }),
    );
  });

  it('finds its way back to each wall millisecond', () => {
    fc.assert(
      fc.property(clocks, walls, (clock, wallMs) => {
        expect(wallTimeAt(clock, programTimeAt(clock, wallMs))).toBe(wallMs);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a deadline in a demo version', () => {
  it('leaves a person at least five seconds, and shows the program time at which it will really fire', () => {
    const wallNowMs = ANCHOR_MS + 1_000;
    const due = wallDueAt(demo, { programDueMs: ANCHOR_MS + 5 * DAY_MS, wallNowMs, waitsForOutside: true });
    expect(due).toEqual({ wallDueMs: wallNowMs + MIN_WAIT_MS, programDueMs: ANCHOR_MS + 12 * DAY_MS });
  });

  it('is kept as it is when it is far enough away', () => {
    const programDueMs = ANCHOR_MS + 30 * DAY_MS;
    const due = wallDueAt(demo, { programDueMs, wallNowMs: ANCHOR_MS, waitsForOutside: true });
    expect(due).toEqual({ wallDueMs: ANCHOR_MS + 15_000, programDueMs });
  });

  it('at the end of a period is never moved', () => {
    const programDueMs = ANCHOR_MS + DAY_MS;
    const due = wallDueAt(demo, { programDueMs, wallNowMs: ANCHOR_MS, waitsForOutside: false });
    expect(due).toEqual({ wallDueMs: ANCHOR_MS + 500, programDueMs });
  });

  it('never fires before the time it shows, nor before five seconds have passed', () => {
    fc.assert(
      fc.property(clocks, walls, fc.integer({ min: -100, max: 400 }), (clock, wallNowMs, days) => {
        const nominalMs = programTimeAt(clock, wallNowMs) + days * DAY_MS;
        const due = wallDueAt(clock, { programDueMs: nominalMs, wallNowMs, waitsForOutside: true });
        expect(programTimeAt(clock, due.wallDueMs)).toBeGreaterThanOrEqual(due.programDueMs);
        expect(due.programDueMs).toBeGreaterThanOrEqual(nominalMs);
        if (isDemo(clock)) expect(due.wallDueMs).toBeGreaterThanOrEqual(wallNowMs + MIN_WAIT_MS);
        else expect(due.programDueMs).toBe(nominalMs);
      }),
    );
  });
});

describe('a clock that cannot be', () => {
  it.each<[string, ProgramClock]>([
    ['anchorMs is -1', { anchorMs: -1, factor: 1, fastMs: 0 }],
    ['anchorMs is 0.5', { anchorMs: 0.5, factor: 1, fastMs: 0 }],
    ['fastMs is NaN', { anchorMs: 0, factor: 2, fastMs: Number.NaN }],
    ['factor is 0', { anchorMs: 0, factor: 0, fastMs: 0 }],
    ['factor is 0.5', { anchorMs: 0, factor: 0.5, fastMs: 0 }],
    ['factor is Infinity', { anchorMs: 0, factor: Number.POSITIVE_INFINITY, fastMs: 1 }],
    ['leaves the range of dates', { anchorMs: ANCHOR_MS, factor: DAY_MS, fastMs: 600_000_000 }],
  ])('is refused: %s', (words, clock) => {
    expect(() => checkClock(clock)).toThrow(
      expect.objectContaining({ code: 'CLOCK.INVALID', message: expect.stringContaining(words) }),
    );
  });

  it.each([0, -1, DAY_MS + 1, Number.NaN])('has a day of %d ms', (dayMs) => {
    expect(() => demoClock({ anchorMs: ANCHOR_MS, dayMs })).toThrow(expect.objectContaining({ code: 'CLOCK.INVALID' }));
  });

  it('is none of the ones in use', () => {
    expect(checkClock(REAL_CLOCK)).toBe(REAL_CLOCK);
    expect(checkClock(demo)).toBe(demo);
  });
});
