import { condition } from '@temporalio/workflow';
import type { ProgramClock } from '../../domain/clock';
import { wallDueAt } from '../../domain/clock';

/** The longest single timer: beyond it Temporal's own clock arithmetic is nobody's business. One hundred years. */
const TIMER_MS_MAX = 100 * 366 * 24 * 3_600_000;

/** A moment in program time to wait for. */
export interface Moment {
  atMs: number;
  /** What the timer is for, shown in the Temporal UI. */
  summary: string;
  /** A deadline for people or outside systems: in a demo version never shorter than they can act. */
  waitsForOutside: boolean;
}

/**
 * Waits until a moment of program time or until something else happens, with one timer.
 * @returns true when something else happened first.
 */
export async function until(clock: ProgramClock, moment: Moment, happened: () => boolean): Promise<boolean> {
  if (happened()) return true;
  const wallNowMs = Date.now();
  const { wallDueMs } = wallDueAt(clock, {
    programDueMs: moment.atMs,
    wallNowMs,
    waitsForOutside: moment.waitsForOutside,
  });
  const waitMs = Math.min(wallDueMs - wallNowMs, TIMER_MS_MAX);
  if (waitMs <= 0) return happened();
  return condition(happened, waitMs, { summary: moment.summary });
}
