import { condition } from '@temporalio/workflow';
import type { Period } from '../../domain/calendar';
import { endsWithin } from '../../domain/calendar';
import { cyclePeriod } from '../../domain/cycle';
import type { LifecycleRun } from './lifecycle-run';
import { origin } from './origin';
import { journal } from './proxies';
import { ruleMessage } from './refuse';
import { until } from './wait';

/** Tables reach six years ahead: so this renews them once a year, long before a deadline could lie beyond. */
const CALENDAR_YEARS_MIN = 5;

/** Which period a cycle takes, and the calendars that it is counted on. */
export class CalendarDesk {
  constructor(private readonly life: LifecycleRun) {}

  /** Past the end of the version's calendar there is no next period: the lifecycle pauses and says why, and resuming tries again. */
  async nextPeriod(): Promise<Period> {
    const { life } = this;
    const { carried, partnerId } = life.input;
    for (;;) {
      await condition(() => life.mode === 'active');
      await this.renew();
      const { slice } = life.input;
      try {
        return cyclePeriod(slice.calendar, slice.period, { nowMs: life.now(), lastEndMs: carried?.lastPeriodEndMs });
      } catch (error) {
        const reason = ruleMessage(error);
        life.mode = 'paused';
        life.pausedMs = life.now();
        life.audit({ action: 'lifecycle.paused', actor: 'system:workflow', reason, subject: `partner/${partnerId}` });
      }
    }
  }

  /** The tables that the slice came with end some day; before that, newer ones take their place. Running timers keep theirs. */
  async renew(): Promise<void> {
    const { life } = this;
    const { partnerId, slice } = life.input;
    const nowMs = life.now();
    if (![slice.calendar, slice.regionCalendar].some((table) => endsWithin(table, nowMs, CALENDAR_YEARS_MIN))) return;
    const renewed = await journal.renewCalendars({
      origin: origin(),
      partnerId,
      programId: slice.programId,
      programVersion: slice.version,
      region: life.partner.region,
      nowMs,
    });
    life.input = { ...life.input, slice: { ...slice, ...renewed } };
  }

  /** @returns true when something else happened before the period's end */
  untilPeriodEnd(period: Period, happened: () => boolean): Promise<boolean> {
    const moment = { atMs: period.endMs, summary: `Period ${period.key} ends`, waitsForOutside: false };
    return until(this.life.input.slice.clock, moment, happened);
  }
}
