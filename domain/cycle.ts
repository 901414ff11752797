import type { CalendarTable, Period, PeriodUnit } from './calendar';
import { nextPeriod, periodAt } from './calendar';

/**
 * The period that a cycle carries.
 *
 * The first cycle takes the period that contains now, or the next one when less than a quarter of it is left. A later
 * cycle takes the period that contains now, even if it starts late, but never one that an earlier cycle has closed;
 * periods that passed meanwhile get no cycle.
 * @param lastEndMs end of the last cycle's period, program time; absent for the first cycle.
 */
export function cyclePeriod(
  calendar: CalendarTable,
  unit: PeriodUnit,
  at: { nowMs: number; lastEndMs?: number },
): Period {
  const containing = periodAt(calendar, unit, at.nowMs);
  if (at.lastEndMs !== undefined)
    return containing.startMs >= at.lastEndMs ? containing : nextPeriod(calendar, unit, containing);
  const leftMs = containing.endMs - at.nowMs;
  return leftMs * 4 < containing.endMs - containing.startMs ? nextPeriod(calendar, unit, containing) : containing;
}
