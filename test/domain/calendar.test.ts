import { Temporal } from '@js-temporal/polyfill';
import fc from 'fast-check';
import type { CalendarTable, PeriodUnit } from '../../domain/calendar';
import {
  addBusinessMs,
  addCivilDays,
  addDuration,
  endsWithin,
  businessMsBetween,
  civilDate,
  compareCivil,
  isBusinessDay,
  isCivilDate,
  localTimeToMs,
  nextPeriod,
  periodAt,
  periodByKey,
  periodKeyOf,
  periodOfCivil,
  startOfDayMs,
} from '../../domain/calendar';
import type { Duration } from '../../domain/duration';
import { DAY_MS, HOUR_MS, parseDuration } from '../../domain/duration';
import { expandCalendar } from '../../programs/calendar-table';

const nowMs = Date.UTC(2026, 2, 1);
const weekdays = [1, 2, 3, 4, 5];
const everyDay = [1, 2, 3, 4, 5, 6, 7];
const expand = (zone: string, holidayCountry: string, workWeek = weekdays, holidayState?: string): CalendarTable =>
  expandCalendar({ zone, holidayCountry, workWeek, holidayState, nowMs });

const berlin = expand('Europe/Berlin', 'DE');
const sydney = expand('Australia/Sydney', 'AU', weekdays, 'NSW');
const stJohns = expand('America/St_Johns', 'CA', weekdays, 'NL');
const newYork = expand('America/New_York', 'US');
/** Clock changes fall on business days here, at midnight in some, by half an hour or two hours in others; any holidays do. */
const hard = [
  expand('Europe/Berlin', 'DE', everyDay),
  expand('Africa/Cairo', 'EG', [7, 1, 2, 3, 4, 5]),
  expand('America/Havana', 'CU', everyDay),
  expand('America/Santiago', 'CL', everyDay),
  expand('Asia/Beirut', 'CY', everyDay),
  expand('Africa/Casablanca', 'MA', everyDay),
  expand('Australia/Lord_Howe', 'AU', everyDay),
  expand('Antarctica/Troll', 'NO', everyDay),
  expand('Asia/Kathmandu', 'IN', [7, 1, 2, 3, 4, 5]),
];
const tables = [berlin, sydney, stJohns, newYork, ...hard];

/** Written as people say it: a local time in the table's zone. */
const at = (table: CalendarTable, local: string): number =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(table.zone).epochMilliseconds;
const say = (table: CalendarTable, ms: number): string =>
  zoned(table, ms).toString({ smallestUnit: 'minute', timeZoneName: 'never', offset: 'never' });
const after = (table: CalendarTable, local: string, duration: string): string =>
  say(table, addDuration(table, at(table, local), parseDuration(duration)));

/** Instants in the two years around now, often within a day of a clock change. */
const instantsOf = (table: CalendarTable): fc.Arbitrary<number> => {
  const firstMs = startOfDayMs(table, '2025-02-01');
  const anywhere = fc.nat(2 * 365 * DAY_MS).map((ms) => firstMs + ms);
  const changes = table.offsets.map(({ fromMs }) => fromMs).filter((ms) => ms > firstMs && ms < firstMs + 730 * DAY_MS);
  if (changes.length === 0) return anywhere;
  const nearby = fc.tuple(fc.constantFrom(...changes), fc.integer({ min: -2 * DAY_MS, max: 2 * DAY_MS }));
  return fc.oneof(
    anywhere,
    nearby.map(([changeMs, ms]) => changeMs + ms),
  );
};
const somewhere = fc.constantFrom(...tables).chain((table) => instantsOf(table).map((ms) => ({ table, ms })));
const journey = fc
  .constantFrom(...tables)
  .chain((table) =>
    fc
      .tuple(instantsOf(table), instantsOf(table))
      .map(([a, b]) => ({ table, fromMs: Math.min(a, b), toMs: Math.max(a, b) })),
  );

// The second opinion: the same questions, asked of Temporal and the host's own time zones.
const zoned = (table: CalendarTable, ms: number): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(table.zone);
const works = (table: CalendarTable, day: Temporal.PlainDate): boolean =>
  table.workWeek.includes(day.dayOfWeek) && !table.holidays.includes(day.toString());
const midnight = (table: CalendarTable, day: Temporal.PlainDate): number =>
  day.toZonedDateTime(table.zone).epochMilliseconds;

function businessBySecondOpinion(table: CalendarTable, fromMs: number, toMs: number): number {
  let sum = 0;
  let day = zoned(table, fromMs).toPlainDate();
  for (; midnight(table, day) < toMs; day = day.add({ days: 1 })) {
    if (!works(table, day)) continue;
    const startMs = midnight(table, day);
    const endMs = midnight(table, day.add({ days: 1 }));
    sum += ((Math.min(endMs, toMs) - Math.max(startMs, fromMs)) * DAY_MS) / (endMs - startMs);
  }
  return sum;
}

function businessDaysBySecondOpinion(table: CalendarTable, fromMs: number, count: number): number {
  const from = zoned(table, fromMs);
  const startsAtWork = works(table, from.toPlainDate());
  let day = from.toPlainDate();
  for (let found = 0; found < count;) {
    day = day.add({ days: 1 });
    if (works(table, day)) found += 1;
  }
  if (!startsAtWork) return midnight(table, day.add({ days: 1 }));
  return day.toZonedDateTime({ timeZone: table.zone, plainTime: from.toPlainTime() }).epochMilliseconds;
}

describe('business days', () => {
  it('two business days after Friday 27 March 2026, 16:30 in Berlin is Tuesday 31 March, 16:30: 95 hours later', () => {
    const friday = at(berlin, '2026-03-27T16:30');
    const due = addDuration(berlin, friday, parseDuration('2bd'));
    expect(say(berlin, due)).toBe('2026-03-31T16:30');
    expect(due - friday).toBe(95 * HOUR_MS);
  });

  it('skip German Unity Day, also when it is a work day', () => {
    expect(isBusinessDay(berlin, '2029-10-02')).toBe(true);
    expect(isBusinessDay(berlin, '2029-10-03')).toBe(false);
    expect(after(berlin, '2029-10-02T09:00', '1bd')).toBe('2029-10-04T09:00');
  });

  it('skip Thanksgiving in the United States, but not the Friday after', () => {
    expect(after(newYork, '2026-11-25T15:00', '1bd')).toBe('2026-11-27T15:00');
    expect(after(newYork, '2026-11-25T15:00', '2bd')).toBe('2026-11-30T15:00');
  });

  it('skip Easter in Sydney while its clock goes back, and keep the local time', () => {
    expect(after(sydney, '2026-04-02T11:00', '1bd')).toBe('2026-04-07T11:00');
    expect(
      addDuration(sydney, at(sydney, '2026-04-02T11:00'), parseDuration('1bd')) - at(sydney, '2026-04-02T11:00'),
    ).toBe(121 * HOUR_MS);
  });

  it('begin at local midnight, also half an hour off the others in St. John’s', () => {
    expect(new Date(startOfDayMs(stJohns, '2026-01-05')).toISOString()).toBe('2026-01-05T03:30:00.000Z');
    expect(new Date(startOfDayMs(stJohns, '2026-07-06')).toISOString()).toBe('2026-07-06T02:30:00.000Z');
    expect(civilDate(stJohns, Date.UTC(2026, 6, 6, 2, 29))).toBe('2026-07-05');
  });

  it('asked for on a Saturday count from Monday 00:00, so one of them ends with Monday', () => {
    expect(after(newYork, '2026-06-06T12:00', '1bd')).toBe('2026-06-09T00:00');
    expect(after(newYork, '2026-06-06T12:00', '24bh')).toBe('2026-06-09T00:00');
  });

  it('that end exactly with Friday stay at the midnight after it', () => {
    expect(after(newYork, '2026-06-06T12:00', '5bd')).toBe('2026-06-13T00:00');
    expect(after(newYork, '2026-06-12T14:00', '10bh')).toBe('2026-06-13T00:00');
    expect(after(newYork, '2026-06-12T14:00', '11bh')).toBe('2026-06-15T01:00');
  });

  it('none at all is due at once, even on a Sunday, or in the hour that the clock shows twice', () => {
    const [everyDayOfBerlin] = hard as [CalendarTable];
    const twice = at(everyDayOfBerlin, '2026-10-25T02:30') + HOUR_MS;
    for (const none of ['0bd', '0bh', '0d', '0h']) {
      expect(after(newYork, '2026-06-07T12:00', none)).toBe('2026-06-07T12:00');
      expect(addDuration(everyDayOfBerlin, twice, parseDuration(none))).toBe(twice);
    }
  });

  it('agree with a second opinion in every zone', () => {
    fc.assert(
      fc.property(somewhere, fc.integer({ min: 1, max: 25 }), ({ table, ms }, count) => {
        expect(addDuration(table, ms, { count, unit: 'bd' })).toBe(businessDaysBySecondOpinion(table, ms, count));
      }),
      { numRuns: 300 },
    );
  });
});

describe('calendar days and elapsed time', () => {
  it('a day later is the same local time, an elapsed 24 hours is not, when the clock changes', () => {
    expect(after(berlin, '2026-03-28T16:30', '1d')).toBe('2026-03-29T16:30');
    expect(after(berlin, '2026-03-28T16:30', '24h')).toBe('2026-03-29T17:30');
    expect(after(berlin, '2026-03-28T16:30', '1440m')).toBe('2026-03-29T17:30');
  });

  it('days agree with a second opinion in every zone', () => {
    fc.assert(
      fc.property(somewhere, fc.integer({ min: 1, max: 400 }), ({ table, ms }, count) => {
        const expected = zoned(table, ms).add({ days: count }).epochMilliseconds;
        expect(addDuration(table, ms, { count, unit: 'd' })).toBe(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('a longer deadline is never due earlier', () => {
    const units = fc.constantFrom<Duration['unit']>('ms', 's', 'm', 'h', 'd', 'bh', 'bd');
    fc.assert(
      fc.property(somewhere, units, fc.nat(300), ({ table, ms }, unit, count) => {
        const due = addDuration(table, ms, { count, unit });
        expect(due).toBeGreaterThanOrEqual(ms);
        expect(addDuration(table, ms, { count: count + 1, unit })).toBeGreaterThanOrEqual(due);
      }),
    );
  });
});

describe('local dates', () => {
  it('and their first instants agree with a second opinion in every zone', () => {
    fc.assert(
      fc.property(somewhere, ({ table, ms }) => {
        const civil = civilDate(table, ms);
        expect(civil).toBe(zoned(table, ms).toPlainDate().toString());
        expect(startOfDayMs(table, civil)).toBe(midnight(table, Temporal.PlainDate.from(civil)));
      }),
      { numRuns: 400 },
    );
  });

  it('local times agree with a second opinion, also those that the clock shows twice or skips', () => {
    fc.assert(
      fc.property(somewhere, fc.nat(DAY_MS - 1), ({ table, ms }, msOfDay) => {
        const civil = civilDate(table, ms);
        const plainTime = new Temporal.PlainTime().add({ milliseconds: msOfDay });
        const expected = Temporal.PlainDate.from(civil).toZonedDateTime({ timeZone: table.zone, plainTime });
        expect(localTimeToMs(table, civil, msOfDay)).toBe(expected.epochMilliseconds);
      }),
      { numRuns: 400 },
    );
  });

  it('begin when the clock changes, where the clock skips midnight', () => {
    const cairo = hard.find((table) => table.zone === 'Africa/Cairo') as CalendarTable;
    expect(say(cairo, startOfDayMs(cairo, '2026-04-24'))).toBe('2026-04-24T01:00');
    const havana = hard.find((table) => table.zone === 'America/Havana') as CalendarTable;
    expect(startOfDayMs(havana, '2026-11-02') - startOfDayMs(havana, '2026-11-01')).toBe(25 * HOUR_MS);
  });

  it('begin with the first instant that is left of them, where a clock change takes midnight and more', () => {
    const changeMs = Date.UTC(2026, 5, 10, 23, 30);
    const offsets = [
      { fromMs: Date.UTC(2026, 0, 1), offsetMin: 0 },
      { fromMs: changeMs, offsetMin: 60 },
    ];
    const made: CalendarTable = {
      zone: 'Made/Up',
      workWeek: weekdays,
      holidays: [],
      offsets,
      firstDay: '2026-01-01',
      lastDay: '2026-12-31',
    };
    expect(startOfDayMs(made, '2026-06-11')).toBe(changeMs);
    expect(civilDate(made, changeMs - 1)).toBe('2026-06-10');
    expect(localTimeToMs(made, '2026-06-11', 0)).toBe(changeMs + HOUR_MS / 2);
  });

  it('are counted across month ends and leap days', () => {
    expect(addCivilDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addCivilDays('2026-01-01', -1)).toBe('2025-12-31');
    fc.assert(
      fc.property(fc.integer({ min: -200_000, max: 200_000 }), fc.integer({ min: -2_000, max: 2_000 }), (day, n) => {
        const from = Temporal.PlainDate.from('2026-01-01').add({ days: day });
        const to = addCivilDays(from.toString(), n);
        expect(to).toBe(from.add({ days: n }).toString());
        expect(Math.sign(compareCivil(to, from.toString()))).toBe(Math.sign(n));
      }),
    );
  });

  it.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '26-01-01', '', '2026-01-01T00:00', '2026-01-32'])(
    '%j is none',
    (text) => {
      expect(isCivilDate(text)).toBe(false);
      expect(() => addCivilDays(text, 1)).toThrow(expect.objectContaining({ code: 'CALENDAR.INVALID' }));
    },
  );

  it('refuses a time of day that no clock shows', () => {
    for (const msOfDay of [-1, DAY_MS, 0.5]) {
      expect(() => localTimeToMs(berlin, '2026-03-02', msOfDay)).toThrow(
        expect.objectContaining({ code: 'CALENDAR.INVALID' }),
      );
    }
  });
});

describe('what was left of a deadline', () => {
  it('a pause on Friday noon, 12 business hours before the deadline, leaves 12 business hours on Monday', () => {
    const left = businessMsBetween(newYork, at(newYork, '2026-06-12T12:00'), at(newYork, '2026-06-14T18:00'));
    expect(left).toBe(12 * HOUR_MS);
    expect(say(newYork, addBusinessMs(newYork, at(newYork, '2026-06-15T09:00'), left))).toBe('2026-06-15T21:00');
  });

  it('a weekend has no business time, and a deadline that has passed leaves none', () => {
    expect(businessMsBetween(newYork, at(newYork, '2026-06-13T00:00'), at(newYork, '2026-06-15T00:00'))).toBe(0);
    expect(businessMsBetween(newYork, at(newYork, '2026-06-16T14:00'), at(newYork, '2026-06-15T09:00'))).toBe(0);
  });

  it('a business day counts 24 hours, also the day when the clock changes', () => {
    const [sundays] = hard as [CalendarTable];
    for (const day of ['2026-03-29', '2026-10-25', '2026-06-10']) {
      const startMs = startOfDayMs(sundays, day);
      const endMs = startOfDayMs(sundays, addCivilDays(day, 1));
      expect(businessMsBetween(sundays, startMs, endMs)).toBe(DAY_MS);
      expect(addBusinessMs(sundays, startMs, DAY_MS)).toBe(endMs);
    }
  });

  it('agrees with a second opinion in every zone', () => {
    fc.assert(
      fc.property(journey, ({ table, fromMs, toMs }) => {
        const expected = businessBySecondOpinion(table, fromMs, toMs);
        expect(Math.abs(businessMsBetween(table, fromMs, toMs) - expected)).toBeLessThan(0.01);
      }),
      { numRuns: 40 },
    );
  });

  it('leads back exactly to the deadline when the pause is over at once', () => {
    fc.assert(
      fc.property(journey, ({ table, fromMs, toMs }) => {
        const back = addBusinessMs(table, fromMs, businessMsBetween(table, fromMs, toMs));
        if (isBusinessDay(table, civilDate(table, toMs)) && toMs > startOfDayMs(table, civilDate(table, toMs))) {
          expect(back).toBe(toMs);
        }
        // In any other time the deadline is the end of the business day before it: no business time lies between.
        expect(back).toBeLessThanOrEqual(toMs);
        expect(businessMsBetween(table, back, toMs)).toBe(0);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is exactly what was added, but for less than a millisecond on the day of a clock change', () => {
    fc.assert(
      fc.property(somewhere, fc.nat(60 * DAY_MS), ({ table, ms }, businessMs) => {
        const dueMs = addBusinessMs(table, ms, businessMs);
        const counted = businessMsBetween(table, ms, dueMs);
        const changed = (at: number) => {
          const startMs = startOfDayMs(table, civilDate(table, at));
          return startOfDayMs(table, addCivilDays(civilDate(table, at), 1)) - startMs !== DAY_MS;
        };
        if (changed(ms) || changed(dueMs) || changed(dueMs - 1)) expect(Math.abs(counted - businessMs)).toBeLessThan(1);
        else expect(counted).toBe(businessMs);
      }),
      { numRuns: 1_000 },
    );
  });

  it('grows with the time between, and a later start is never due earlier', () => {
    fc.assert(
      fc.property(journey, fc.nat(30 * DAY_MS), ({ table, fromMs, toMs }, businessMs) => {
        expect(businessMsBetween(table, fromMs, toMs + 1)).toBeGreaterThanOrEqual(
          businessMsBetween(table, fromMs, toMs),
        );
        expect(addBusinessMs(table, toMs, businessMs)).toBeGreaterThanOrEqual(addBusinessMs(table, fromMs, businessMs));
        expect(addBusinessMs(table, fromMs, businessMs + 1)).toBeGreaterThanOrEqual(
          addBusinessMs(table, fromMs, businessMs),
        );
      }),
    );
  });

  it('is no negative length', () => {
    for (const length of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => addBusinessMs(berlin, nowMs, length)).toThrow(expect.objectContaining({ code: 'DURATION.INVALID' }));
    }
    expect(() => addDuration(berlin, nowMs, { count: -1, unit: 'bd' })).toThrow(
      expect.objectContaining({ code: 'DURATION.INVALID' }),
    );
  });
});

describe('the end of the table', () => {
  const beyond = expect.objectContaining({
    code: 'CALENDAR.BEYOND_TABLE',
    message: expect.stringMatching(/^20\d\d-\d\d-\d\d lies outside .* last day is 2032-12-31/),
  });

  it.each<[string, () => unknown]>([
    ['a date after it', () => startOfDayMs(berlin, '2033-01-01')],
    ['a date before it', () => isBusinessDay(berlin, '2024-12-31')],
    ['a local time after it', () => localTimeToMs(berlin, '2033-01-01', 0)],
    ['the first instant after it', () => civilDate(berlin, startOfDayMs(berlin, '2032-12-31') + DAY_MS)],
    ['an instant before it', () => civilDate(berlin, startOfDayMs(berlin, '2025-01-01') - 1)],
    ['business days past it', () => addDuration(berlin, at(berlin, '2032-12-30T12:00'), parseDuration('2bd'))],
    ['ten years of business days', () => addDuration(berlin, nowMs, parseDuration('3653bd'))],
    ['business hours past it', () => addDuration(berlin, at(berlin, '2032-12-30T12:00'), parseDuration('48bh'))],
    [
      'business hours up to the midnight after it',
      () => addDuration(berlin, at(berlin, '2032-12-31T12:00'), parseDuration('12bh')),
    ],
    ['days past it', () => addDuration(berlin, nowMs, parseDuration('3000d'))],
    ['hours past it', () => addDuration(berlin, nowMs, parseDuration('72000h'))],
    ['business time past it', () => businessMsBetween(berlin, nowMs, Date.UTC(2033, 1, 1))],
    ['a period after it', () => periodByKey(berlin, 'quarter', '2033-Q1')],
    ['a period before it', () => periodByKey(berlin, 'month', '2024-12')],
    ['the period after the last', () => nextPeriod(berlin, 'year', periodByKey(berlin, 'year', '2032'))],
  ])('refuses %s, naming the date and the last day', (_what, work) => {
    expect(work).toThrow(beyond);
  });

  it('warns a year ahead', () => {
    expect(endsWithin(berlin, nowMs, 1)).toBe(false);
    expect(endsWithin(berlin, at(berlin, '2032-01-01T12:00'), 1)).toBe(false);
    expect(endsWithin(berlin, at(berlin, '2032-01-02T00:00'), 1)).toBe(true);
    expect(endsWithin(berlin, Date.UTC(2040, 0, 1), 1)).toBe(true);
  });
});

describe('periods', () => {
  const units: PeriodUnit[] = ['month', 'quarter', 'year'];

  it('the fourth quarter of 2026 runs from 1 October to 31 December, in the program’s zone', () => {
    const quarter = periodByKey(berlin, 'quarter', '2026-Q4');
    expect(quarter).toEqual({
      key: '2026-Q4',
      startMs: at(berlin, '2026-10-01T00:00'),
      endMs: at(berlin, '2027-01-01T00:00'),
      firstDay: '2026-10-01',
      lastDay: '2026-12-31',
    });
    expect(periodAt(berlin, 'quarter', quarter.endMs - 1)).toEqual(quarter);
    expect(periodAt(berlin, 'quarter', quarter.endMs).key).toBe('2027-Q1');
  });

  it('a sale belongs to the period of its own local date', () => {
    const newYearsEve = Date.UTC(2026, 11, 31, 23, 30);
    expect(periodAt(sydney, 'month', newYearsEve).key).toBe('2027-01');
    expect(periodAt(newYork, 'month', newYearsEve).key).toBe('2026-12');
    expect(units.map((unit) => periodKeyOf(unit, '2026-11-05'))).toEqual(['2026-11', '2026-Q4', '2026']);
    expect(periodOfCivil(newYork, 'year', '2028-02-29').lastDay).toBe('2028-12-31');
  });

  it.each(units)('each %s begins where the one before ends, over the whole table', (unit) => {
    for (const table of [berlin, stJohns, sydney, ...hard]) {
      let period = periodOfCivil(table, unit, table.firstDay);
      expect(period.startMs).toBe(startOfDayMs(table, table.firstDay));
      let count = 1;
      for (; period.lastDay !== table.lastDay; count += 1) {
        const next = nextPeriod(table, unit, period);
        expect(next.startMs).toBe(period.endMs);
        expect(next.firstDay).toBe(addCivilDays(period.lastDay, 1));
        period = next;
      }
      expect(count).toBe({ month: 96, quarter: 32, year: 8 }[unit]);
    }
  });

  it('each instant lies in the period of its date, and a period is found again by its key', () => {
    fc.assert(
      fc.property(somewhere, fc.constantFrom(...units), ({ table, ms }, unit) => {
        const period = periodAt(table, unit, ms);
        expect(period.startMs).toBeLessThanOrEqual(ms);
        expect(period.endMs).toBeGreaterThan(ms);
        expect(period.key).toBe(periodKeyOf(unit, civilDate(table, ms)));
        expect(periodByKey(table, unit, period.key)).toEqual(period);
      }),
    );
  });

  it.each<[PeriodUnit, string]>([
    ['quarter', '2026-Q5'],
    ['quarter', '2026-10'],
    ['month', '2026-13'],
    ['month', '2026-Q1'],
    ['year', '26'],
    ['year', '2026-01'],
  ])('a %s is not written %s', (unit, key) => {
    expect(() => periodByKey(berlin, unit, key)).toThrow(
      expect.objectContaining({ code: 'CALENDAR.INVALID', message: expect.stringContaining(key) }),
    );
  });
});
