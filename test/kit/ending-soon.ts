/** A program whose running period ends while a test looks on. */
import type { Period } from '../../domain/calendar';
import { periodByKey } from '../../domain/calendar';
import { demoClock, programTimeAt, wallTimeAt } from '../../domain/clock';
import { cyclePeriod } from '../../domain/cycle';
import { DAY_MS } from '../../domain/duration';
import type { Program, ProgramVersion } from '../../domain/program';
import type { Engine } from './engine';

/** A demo version, and when its periods end. */
export interface EndingSoon {
  version: ProgramVersion;
  /**
   * When a period ends, wall time, epoch ms. Ask for the period that the partner's cycle carries: on some days of the
   * year a partner that starts now takes the running one, and a second later the next.
   */
  endMs(periodKey: string): number;
}

/** After this long a partner that applies at once is in its first cycle. */
const STARTED_MS = 5_000;

/**
 * Publishes a version in which the period of a partner that applies at once, the running one or the next, ends so many
 * seconds from now.
 */
export async function endingSoon(engine: Engine, program: Program, seconds: number): Promise<EndingSoon> {
  // Published once before the clock starts: its calendars take a while.
  const { calendar } = await engine.publish(program);
  const anchorMs = Date.now();
  const running = cyclePeriod(calendar, program.period, { nowMs: anchorMs });
  const clockFor = ({ endMs }: Period) =>
    demoClock({ anchorMs, dayMs: Math.floor((seconds * 1_000) / ((endMs - anchorMs) / DAY_MS)) });
  // Weeks pass until it has started, and a cycle that begins near the end of a period takes the next one.
  const whenStarted = programTimeAt(clockFor(running), anchorMs + STARTED_MS);
  const clock = clockFor(cyclePeriod(calendar, program.period, { nowMs: whenStarted }));
  const version = await engine.publish(program, { clock, nowMs: anchorMs });
  return { version, endMs: (periodKey) => wallTimeAt(clock, periodByKey(calendar, program.period, periodKey).endMs) };
}
