import fc from 'fast-check';
import { addCivilDays, civilDate, localTimeToMs, startOfDayMs } from '../../../domain/calendar';
import { HOUR_MS } from '../../../domain/duration';
import { compareSaleTimes, saleTime } from '../../../domain/sell/sale-time';
import { expandCalendar } from '../../../programs/calendar-table';

const table = (zone: string) =>
  expandCalendar({ zone, workWeek: [1, 2, 3, 4, 5], holidayCountry: 'US', nowMs: Date.UTC(2026, 9, 6) });
const LOS_ANGELES = table('America/Los_Angeles');
const NEW_YORK = table('America/New_York');

describe('the moment of a sale', () => {
  it('is a day of the program’s zone, whatever the sender’s clock says', () => {
    const text = '2026-03-31T23:30:00-07:00';
    const ms = Date.UTC(2026, 3, 1, 6, 30);
    expect(saleTime(text, LOS_ANGELES)).toEqual({ occurredOn: '2026-03-31', occurredMs: ms });
    expect(saleTime(text, NEW_YORK)).toEqual({ occurredOn: '2026-04-01', occurredMs: ms });
    expect(saleTime('2026-04-01T06:30:00Z', LOS_ANGELES)).toEqual({ occurredOn: '2026-03-31', occurredMs: ms });
  });

  it.each([
    ['2019-01-31', '2019-01-31', null],
    ['2019-01-31 00:00:00', '2019-01-31', null],
    ['2019-01-31T00:00', '2019-01-31', null],
    ['2019-01-31 00:00:00-05', '2019-01-31', null],
    ['2019-01-31 00:00:00.000 -0500', '2019-01-31', null],
    ['2019-01-31T05:00:00Z', '2019-01-31', null],
    ['2019-01-31t13:45:10.25z', '2019-01-31', '2019-01-31T13:45:10.250Z'],
    ['2019-01-31 08:45:10,250999', '2019-01-31', '2019-01-31T13:45:10.250Z'],
    ['2019-01-31 13:45+05:30', '2019-01-31', '2019-01-31T08:15:00.000Z'],
    ['2019-07-31 08:45', '2019-07-31', '2019-07-31T12:45:00.000Z'],
    ['2019-01-31T03:00:00Z', '2019-01-30', '2019-01-31T03:00:00.000Z'],
  ])('%s, in a program of New York and long before its calendar begins, is %s', (text, occurredOn, at) => {
    const occurredMs = at === null ? null : Date.parse(at);
    expect(saleTime(text, NEW_YORK)).toEqual({ occurredOn, occurredMs });
  });

  it('that the clocks showed twice is the first showing, one that they skipped is as long after the change', () => {
    const at = (text: string) => new Date(saleTime(text, NEW_YORK).occurredMs!).toISOString();
    expect(at('2026-11-01 01:30:00')).toBe('2026-11-01T05:30:00.000Z');
    expect(at('2026-11-01T01:30:00-05:00')).toBe('2026-11-01T06:30:00.000Z');
    expect(at('2026-03-08 02:30:00')).toBe('2026-03-08T07:30:00.000Z');
    // The same by the host's data, in years that the calendar does not reach.
    expect(at('2018-11-04 01:30:00')).toBe('2018-11-04T05:30:00.000Z');
    expect(at('2018-03-11 02:30:00')).toBe('2018-03-11T07:30:00.000Z');
  });

  it('of a day whose midnight the clocks skip is that day all the same', () => {
    // Beirut goes from 23:59:59 to 01:00:00 on the last Sunday of March.
    const beirut = table('Asia/Beirut');
    expect(saleTime('2026-03-29 00:00:00', beirut)).toEqual({ occurredOn: '2026-03-29', occurredMs: null });
    expect(saleTime('2026-03-28T22:00:00Z', beirut)).toEqual({ occurredOn: '2026-03-29', occurredMs: null });
    expect(saleTime('2026-03-28T21:59:59Z', beirut)).toMatchObject({ occurredOn: '2026-03-28' });
  });

  it.each([
    '2026-02-30', '2026-13-01', '2026-02-30T10:00:00Z', '2026-01-01T24:00:00', '2026-01-01T10:60', '2026-01-01T10', '01/31/2019', '2026-01-01 10:00 PST', '2026-01-01T10:00:00+25:00', '', '9999-12-31T23:59:59-12:00',
  ])('"%s" is refused with what to write instead', (text) => {
    expect(() => saleTime(text, NEW_YORK)).toThrow(
      expect.objectContaining({ code: 'CALENDAR.INVALID', message: expect.stringContaining('2026-03-31T23:30:00-07:00') }),
    );
  }); // prettier-ignore

  it('is on the day, and at the instant, that the program’s calendar says', () => {
    const zones = ['America/New_York', 'Europe/Berlin', 'Asia/Beirut', 'Australia/Lord_Howe', 'Asia/Kolkata'].map(
      table,
    );
    const zone = fc.constantFrom(...zones);
    const instant = fc.integer({ min: Date.UTC(2025, 0, 3), max: Date.UTC(2032, 11, 28) });
    fc.assert(
      fc.property(zone, instant, (calendar, ms) => {
        const read = saleTime(new Date(ms).toISOString(), calendar);
        const day = civilDate(calendar, ms);
        expect(read).toEqual({ occurredOn: day, occurredMs: ms === startOfDayMs(calendar, day) ? null : ms });
      }),
    );
    const minute = fc.integer({ min: 1, max: 24 * 60 - 1 });
    fc.assert(
      fc.property(zone, fc.integer({ min: 0, max: 2_900 }), minute, (calendar, days, minutes) => {
        const day = addCivilDays('2025-01-02', days);
        const clock = new Date(minutes * 60_000).toISOString().slice(11, 19);
        const ms = localTimeToMs(calendar, day, minutes * 60_000);
        const { occurredMs, occurredOn } = saleTime(`${day} ${clock}`, calendar);
        expect([occurredOn, occurredMs ?? startOfDayMs(calendar, day)]).toEqual([day, ms]);
      }),
    );
  });

  it('orders sales: a date before every later moment of its day', () => {
    const inOrder = [
      '2026-11-01',
      '2026-11-01T04:00:01Z',
      '2026-11-01 01:30:00',
      '2026-11-01T01:30:00-05:00',
      '2026-11-02',
    ];
    const read = inOrder.map((text) => saleTime(text, NEW_YORK));
    expect([...read].reverse().sort(compareSaleTimes)).toEqual(read);
    expect(compareSaleTimes(read[0]!, saleTime('2026-11-01 00:00:00', NEW_YORK))).toBe(0);
    expect(read[3]!.occurredMs! - read[2]!.occurredMs!).toBe(HOUR_MS);
  });
});
