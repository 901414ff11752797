import fc from 'fast-check';
import { addDuration, businessMsBetween } from '../../domain/calendar';
import { DAY_MS, HOUR_MS, parseDuration } from '../../domain/duration';
import { ladderTimes, shiftAfterPause } from '../../domain/ladder';
import type { Ladder } from '../../domain/program';
import { expandCalendar } from '../../programs/calendar-table';

const calendar = expandCalendar({
  zone: 'Europe/Berlin',
  workWeek: [1, 2, 3, 4, 5],
  holidayCountry: 'DE',
  nowMs: Date.UTC(2026, 5, 1),
});
/** Berlin in winter: an hour ahead of UTC. */
const berlin = (text: string): number => Date.parse(`${text}+01:00`);
const shown = (ms: number): string => new Date(ms + HOUR_MS).toISOString().slice(0, 16);

/** Monday to Monday: five business days. */
const opened = berlin('2026-11-09T09:00');
const due = addDuration(calendar, opened, parseDuration('5bd'));
const whole: Ladder = {
  reminders: ['90%', '50%'],
  escalations: [
    { after: '2bd', add: ['VP'] },
    { after: '12h', add: ['PM', 'LEG'] },
  ],
  end: { after: '5bd', as: 'reject' },
};

describe('a ladder', () => {
  test('reminds by shares of business time, escalates and ends on the calendar, in the order of time', () => {
    const times = ladderTimes(whole, { openedMs: opened, dueMs: due, calendar });
    expect(times.map(({ atMs, ...rest }) => ({ at: shown(atMs), ...rest }))).toEqual([
      { at: '2026-11-11T21:00', kind: 'remind', label: 'Reminder: 50% of the time has passed' },
      { at: '2026-11-13T21:00', kind: 'remind', label: 'Reminder: 90% of the time has passed' },
      {
        at: '2026-11-16T21:00',
        kind: 'escalate',
        add: ['PM', 'LEG'],
        label: 'Escalation: 12h after due, PM, LEG may act too',
      },
      { at: '2026-11-18T09:00', kind: 'escalate', add: ['VP'], label: 'Escalation: 2bd after due, VP may act too' },
      { at: '2026-11-23T09:00', kind: 'end', outcome: 'reject', label: 'End: 5bd after due, rejected' },
    ]);
  });

  test('passes over weekends and holidays', () => {
    const openedMs = berlin('2026-12-23T12:00');
    const dueMs = addDuration(calendar, openedMs, parseDuration('2bd'));
    const [reminder] = ladderTimes({ reminders: ['50%'] }, { openedMs, dueMs, calendar });
    // Wednesday and Thursday count; Christmas on Friday and Saturday, and the Sunday after, do not.
    expect([shown(dueMs), shown(reminder?.atMs ?? 0)]).toEqual(['2026-12-28T12:00', '2026-12-24T12:00']);
  });

  test('counts elapsed time where no business time lies between opening and due', () => {
    const openedMs = berlin('2026-11-14T00:00');
    const [reminder] = ladderTimes({ reminders: ['25%'] }, { openedMs, dueMs: openedMs + DAY_MS, calendar });
    expect(shown(reminder?.atMs ?? 0)).toBe('2026-11-14T06:00');
  });

  test('without rungs does nothing, and without an end never ends', () => {
    const task = { openedMs: opened, dueMs: due, calendar };
    expect(ladderTimes({}, task)).toEqual([]);
    expect(ladderTimes({ ...whole, end: undefined }, task).map((time) => time.kind)).not.toContain('end');
  });

  test('does nothing after its end, and the end comes last at its instant', () => {
    const ladder: Ladder = {
      escalations: [
        { after: '1bd', add: ['A'] },
        { after: '30d', add: ['B'] },
      ],
      end: { after: '1bd', as: 'expire' },
    };
    const times = ladderTimes(ladder, { openedMs: opened, dueMs: due, calendar });
    expect(times.map(({ kind, add }) => [kind, add])).toEqual([
      ['escalate', ['A']],
      ['end', undefined],
    ]);
  });

  test('keeps every reminder between opening and due, whenever it opens and whatever is due', () => {
    const arbitrary = fc.record({
      openedMs: fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) }),
      count: fc.integer({ min: 0, max: 90 }),
      unit: fc.constantFrom('bd', 'bh', 'd', 'h'),
      share: fc.integer({ min: 1, max: 999 }),
    });
    fc.assert(
      fc.property(arbitrary, ({ openedMs, count, unit, share }) => {
        const dueMs = addDuration(calendar, openedMs, parseDuration(`${count}${unit}`));
        const times = ladderTimes({ ...whole, reminders: [`${share / 10}%`] }, { openedMs, dueMs, calendar });
        const reminder = times.find((time) => time.kind === 'remind');
        expect(reminder?.atMs).toBeGreaterThanOrEqual(openedMs);
        expect(reminder?.atMs).toBeLessThanOrEqual(dueMs);
        expect(times.map((time) => time.atMs)).toEqual(times.map((time) => time.atMs).sort((a, b) => a - b));
      }),
    );
  });
});

describe('a pause', () => {
  test('keeps what was left: two business days before it are two business days after it', () => {
    const pausedMs = berlin('2026-11-12T09:00');
    const resumedMs = berlin('2026-12-01T15:00');
    expect(shown(shiftAfterPause(due, pausedMs, resumedMs, calendar))).toBe('2026-12-03T15:00');
  });

  test('counts a deadline in days by the business time that was left of it', () => {
    const dueMs = berlin('2026-11-16T09:00'); // Monday, and paused on the Friday before at the same hour
    const shifted = shiftAfterPause(dueMs, berlin('2026-11-13T09:00'), berlin('2026-11-18T10:00'), calendar);
    expect(shown(shifted)).toBe('2026-11-19T10:00');
  });

  test('leaves alone what was due before it', () => {
    expect(shiftAfterPause(due, due, due + 9 * DAY_MS, calendar)).toBe(due);
    expect(shiftAfterPause(due - 1, due, due + 9 * DAY_MS, calendar)).toBe(due - 1);
  });

  test('never makes anything earlier: a short pause on a Saturday does not end a wait until Sunday', () => {
    const sunday = berlin('2026-11-15T12:00');
    expect(shiftAfterPause(sunday, berlin('2026-11-14T10:00'), berlin('2026-11-14T10:01'), calendar)).toBe(sunday);
  });

  test('leaves as much business time as there was, whenever it begins and ends', () => {
    const start = Date.UTC(2026, 0, 5);
    const arbitrary = fc.tuple(
      fc.integer({ min: 0, max: 400 * DAY_MS }),
      fc.integer({ min: 1, max: 60 * DAY_MS }),
      fc.integer({ min: 0, max: 200 * DAY_MS }),
    );
    fc.assert(
      fc.property(arbitrary, ([pausedAfter, left, lasted]) => {
        const pausedMs = start + pausedAfter;
        const atMs = pausedMs + left;
        const resumedMs = pausedMs + lasted;
        const shifted = shiftAfterPause(atMs, pausedMs, resumedMs, calendar);
        expect(shifted).toBeGreaterThanOrEqual(atMs);
        const before = businessMsBetween(calendar, pausedMs, atMs);
        const after = businessMsBetween(calendar, resumedMs, shifted);
        // Instants are whole milliseconds, and a day of 25 hours counts less than its hours.
        if (shifted > atMs) expect(Math.abs(after - before)).toBeLessThanOrEqual(2);
        else expect(after).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
