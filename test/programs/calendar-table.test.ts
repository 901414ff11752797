import Holidays from 'date-holidays';
import { addCivilDays, isBusinessDay } from '../../domain/calendar';
import { MINUTE_MS } from '../../domain/duration';
import type { CalendarInput } from '../../programs/calendar-table';
import {
  calendarVersions,
  expandCalendar,
  isHolidayCountry,
  isHolidayState,
  isTimeZone,
} from '../../programs/calendar-table';

const nowMs = Date.UTC(2026, 2, 1);
const regions: Record<string, CalendarInput> = {
  US: { zone: 'America/New_York', workWeek: [1, 2, 3, 4, 5], holidayCountry: 'US', nowMs },
  CA: { zone: 'America/Toronto', workWeek: [1, 2, 3, 4, 5], holidayCountry: 'CA', holidayState: 'ON', nowMs },
  GB: { zone: 'Europe/London', workWeek: [1, 2, 3, 4, 5], holidayCountry: 'GB', holidayState: 'ENG', nowMs },
  DE: { zone: 'Europe/Berlin', workWeek: [1, 2, 3, 4, 5], holidayCountry: 'DE', nowMs },
  FR: { zone: 'Europe/Paris', workWeek: [1, 2, 3, 4, 5], holidayCountry: 'FR', nowMs },
  AU: { zone: 'Australia/Sydney', workWeek: [1, 2, 3, 4, 5], holidayCountry: 'AU', holidayState: 'NSW', nowMs },
};
/** The platform's own word for a zone's offset in minutes: another source than the one that expands the tables. */
function offsetsOf(zone: string): (ms: number) => number {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  return (ms) => {
    const name = format.formatToParts(ms).find(({ type }) => type === 'timeZoneName')!.value;
    const [, sign, hours = '0', minutes = '0'] = /^GMT(?:([+-])(\d\d):(\d\d))?$/.exec(name)!;
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  };
}
/** Noon of a civil date by that offset. */
function noonOf(civil: string, offsetAt: (ms: number) => number): number {
  const asUtcMs = Date.parse(`${civil}T12:00Z`);
  return asUtcMs - offsetAt(asUtcMs - offsetAt(asUtcMs) * MINUTE_MS) * MINUTE_MS;
}
/** ISO weekday, 1 = Monday. */
const weekdayOf = (civil: string): number => new Date(civil).getUTCDay() || 7;
const table = (region: string) => expandCalendar(regions[region] as CalendarInput);

describe.each(Object.keys(regions))('the calendar of %s', (region) => {
  const expanded = table(region);

  it('covers last year to the sixth year ahead in at most 4 KB', () => {
    expect(expanded.firstDay).toBe('2025-01-01');
    expect(expanded.lastDay).toBe('2032-12-31');
    expect(Buffer.byteLength(JSON.stringify(expanded))).toBeLessThanOrEqual(4_096);
  });

  it('lists holidays in order, each once, on work days only, some in every year', () => {
    expect(expanded.holidays).toEqual([...new Set(expanded.holidays)].sort());
    for (const civil of expanded.holidays) {
      expect(expanded.workWeek).toContain(weekdayOf(civil));
    }
    expect(new Set(expanded.holidays.map((civil) => civil.slice(0, 4))).size).toBe(8);
  });

  it('leaves out no public holiday and adds none', () => {
    const { holidayCountry, holidayState, workWeek } = regions[region] as CalendarInput;
    const library = holidayState ? new Holidays(holidayCountry, holidayState) : new Holidays(holidayCountry);
    const offsetAt = offsetsOf(library.getTimezones()[0] as string);
    const closed = Array.from({ length: 10 }, (_, index) => library.getHolidays(2024 + index))
      .flat()
      .filter(({ type }) => type === 'public')
      .map(({ start, end }) => [start.getTime(), end.getTime()] as const);
    for (let civil = expanded.firstDay; civil <= expanded.lastDay; civil = addCivilDays(civil, 1)) {
      const noonMs = noonOf(civil, offsetAt);
      const open = workWeek.includes(weekdayOf(civil)) && !closed.some(([from, to]) => from <= noonMs && noonMs < to);
      if (isBusinessDay(expanded, civil) !== open) expect({ civil, open: !open }).toEqual({ civil, open });
    }
    expect(closed.length).toBeGreaterThan(40);
  });

  it('knows the UTC offset of every noon', () => {
    const offsetAt = offsetsOf(expanded.zone);
    for (let civil = expanded.firstDay; civil <= expanded.lastDay; civil = addCivilDays(civil, 1)) {
      const noonMs = noonOf(civil, offsetAt);
      const offset = expanded.offsets.findLast(({ fromMs }) => fromMs <= noonMs);
      const offsetMin = offsetAt(noonMs);
      if (offset?.offsetMin !== offsetMin) expect({ civil, ...offset }).toEqual({ civil, offsetMin });
    }
  });
});

describe('public holidays', () => {
  it('Thanksgiving is the fourth Thursday of November in the United States', () => {
    const days = table('US').holidays;
    expect(days).toEqual(expect.arrayContaining(['2025-11-27', '2026-11-26', '2027-11-25', '2028-11-23']));
  });

  it('Germany closes on 3 October, which is listed only when it is a work day', () => {
    const days = table('DE').holidays;
    expect(days.filter((civil) => civil.endsWith('-10-03'))).toEqual([
      '2025-10-03',
      '2028-10-03',
      '2029-10-03',
      '2030-10-03',
      '2031-10-03',
    ]);
  });

  it('are observed on another day when they fall on a weekend', () => {
    expect(table('US').holidays).toContain('2026-07-03');
    expect(table('GB').holidays).toContain('2026-12-28');
    expect(table('AU').holidays).toContain('2026-04-27');
  });

  it('of next January are observed this December, also at the end of the table', () => {
    expect(table('US').holidays).toContain('2027-12-31');
    const atEdge = expandCalendar({ ...(regions['US'] as CalendarInput), nowMs: Date.UTC(2021, 5, 1) });
    expect(atEdge.lastDay).toBe('2027-12-31');
    expect(atEdge.holidays.at(-1)).toBe('2027-12-31');
  });

  it('of last December reach into this January, also at the start of the table', () => {
    const eswatini = { zone: 'Africa/Mbabane', workWeek: [1, 2, 3, 4, 5], holidayCountry: 'SZ', nowMs };
    expect(expandCalendar(eswatini).holidays.slice(0, 2)).toEqual(['2025-01-01', '2025-01-02']);
  });

  it('of a part of a country apply there only', () => {
    const saxony = expandCalendar({ ...(regions['DE'] as CalendarInput), holidayState: 'SN' });
    expect(saxony.holidays).toContain('2026-11-18');
    expect(table('DE').holidays).not.toContain('2026-11-18');
    expect(table('GB').holidays).toContain('2026-08-31');
  });

  it('of several days close each of them, and a free afternoon closes none', () => {
    const turkey = { zone: 'Europe/Istanbul', workWeek: [1, 2, 3, 4, 5], holidayCountry: 'TR', nowMs };
    expect(expandCalendar(turkey).holidays).toEqual(expect.arrayContaining(['2026-05-27', '2026-05-28', '2026-05-29']));
    const china = { zone: 'Asia/Shanghai', workWeek: [1, 2, 3, 4, 5], holidayCountry: 'CN', nowMs };
    expect(expandCalendar(china).holidays).not.toContain('2026-05-04');
    expect(expandCalendar(china).holidays).toContain('2026-05-01');
  });

  it('follow the work week: Friday is closed and Sunday open where a program says so', () => {
    const cairo = expandCalendar({ zone: 'Africa/Cairo', workWeek: [7, 4, 3, 2, 1], holidayCountry: 'EG', nowMs });
    expect(cairo.workWeek).toEqual([1, 2, 3, 4, 7]);
    expect(isBusinessDay(cairo, '2026-06-05')).toBe(false);
    expect(isBusinessDay(cairo, '2026-06-07')).toBe(true);
  });
});

describe('a calendar that cannot be', () => {
  it('is refused with every wrong field at once', () => {
    const wrong = { zone: 'Europe/Atlantis', workWeek: [0, 1, 1], holidayCountry: 'ZZ', nowMs };
    expect(() => expandCalendar(wrong)).toThrow(
      expect.objectContaining({
        code: 'CALENDAR.INVALID',
        message: expect.stringContaining('Europe/Atlantis'),
        errors: ['/zone', '/workWeek', '/holidayCountry'].map((pointer) => expect.objectContaining({ pointer })),
      }),
    );
    expect(() => expandCalendar({ ...(regions['DE'] as CalendarInput), holidayState: 'XX' })).toThrow(
      expect.objectContaining({ errors: [expect.objectContaining({ pointer: '/holidayState' })] }),
    );
  });

  it('is told by its zone, its country or its part', () => {
    expect(['Europe/Berlin', 'America/St_Johns', 'UTC', 'Etc/GMT+3'].map(isTimeZone)).toEqual([true, true, true, true]);
    expect(['Europe/Atlantis', '+02:00', '', 'Berlin', 'Europe/Berlin '].map(isTimeZone)).toEqual(Array(5).fill(false));
    expect(['DE', 'US', 'AU'].map(isHolidayCountry)).toEqual([true, true, true]);
    expect(['ZZ', 'de', '', 'toString'].map(isHolidayCountry)).toEqual(Array(4).fill(false));
    expect([isHolidayState('DE', 'BE'), isHolidayState('DE', 'XX'), isHolidayState('ZZ', 'BE')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('leaves its sources behind, so that a difference can be explained', () => {
    expect(table('DE').versions).toEqual(calendarVersions());
    expect(calendarVersions()).toEqual({
      dateHolidays: expect.stringMatching(/^3\.\d+\.\d+$/),
      tzdata: process.versions['tz'],
      icu: process.versions['icu'],
    });
  });
});
