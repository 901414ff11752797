import fc from 'fast-check';
import { deliverAtMs, NOTICE_APART_MS, NOTICE_GATHER_MS } from '../../../domain/people/notice-time';
import type { NoticeTiming } from '../../../domain/people/notice-time';
import { zoneTable } from '../../../programs/calendar-table';

const at = (text: string): number => Date.parse(text);
const time = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** When to tell somebody in Berlin, unless another zone is given. */
function when(
  sinceMs: number,
  parts: Partial<NoticeTiming['settings']> & { zone?: string; lastMs?: number } = {},
): string {
  const { zone = 'Europe/Berlin', lastMs = null, ...said } = parts;
  const settings = { pace: 'at_once' as const, dailyAtMin: 0, quiet: null, ...said };
  return new Date(deliverAtMs({ settings, zone: zoneTable(zone, sinceMs), sinceMs, lastMs })).toISOString();
}

describe('at once', () => {
  test('is after a moment in which more may come', () => {
    const sinceMs = at('2026-10-06T10:00:00Z');
    expect(when(sinceMs)).toBe(new Date(sinceMs + NOTICE_GATHER_MS).toISOString());
  });

  test('is apart from what was told last', () => {
    const sinceMs = at('2026-10-06T10:00:00Z');
    expect(when(sinceMs, { lastMs: sinceMs - 10_000 })).toBe(
      new Date(sinceMs - 10_000 + NOTICE_APART_MS).toISOString(),
    );
    expect(when(sinceMs, { lastMs: sinceMs - 3_600_000 })).toBe('2026-10-06T10:00:05.000Z');
  });
});

describe('quiet hours', () => {
  const night = { quiet: { fromMin: time('22:00'), toMin: time('07:00') } };

  test('over midnight: what comes before or after it comes at seven', () => {
    expect(when(at('2026-10-06T21:30:00+02:00'), night)).toBe('2026-10-06T19:30:05.000Z');
    expect(when(at('2026-10-06T23:30:00+02:00'), night)).toBe('2026-10-07T05:00:00.000Z');
    expect(when(at('2026-10-07T03:00:00+02:00'), night)).toBe('2026-10-07T05:00:00.000Z');
    expect(when(at('2026-10-07T07:00:00+02:00'), night)).toBe('2026-10-07T05:00:05.000Z');
  });

  test('within a day', () => {
    const noon = { quiet: { fromMin: time('12:00'), toMin: time('13:00') } };
    expect(when(at('2026-10-06T12:30:00+02:00'), noon)).toBe('2026-10-06T11:00:00.000Z');
    expect(when(at('2026-10-06T13:30:00+02:00'), noon)).toBe('2026-10-06T11:30:05.000Z');
  });

  test('that begin in the moment of gathering count', () => {
    expect(when(at('2026-10-06T21:59:58+02:00'), night)).toBe('2026-10-07T05:00:00.000Z');
  });

  test('follow the clock changes: the night to 29 March 2026 has an hour less, that to 25 October one more', () => {
    expect(when(at('2026-03-28T22:30:00+01:00'), night)).toBe('2026-03-29T05:00:00.000Z');
    expect(when(at('2026-10-24T22:30:00+02:00'), night)).toBe('2026-10-25T06:00:00.000Z');
  });
});

describe('once a day', () => {
  test('is the next time that the clock shows that hour', () => {
    const daily = { pace: 'daily' as const, dailyAtMin: time('08:30') };
    expect(when(at('2026-10-06T08:00:00+02:00'), daily)).toBe('2026-10-06T06:30:00.000Z');
    expect(when(at('2026-10-06T09:00:00+02:00'), daily)).toBe('2026-10-07T06:30:00.000Z');
    expect(when(at('2026-10-06T09:00:00-04:00'), { ...daily, zone: 'America/New_York' })).toBe(
      '2026-10-07T12:30:00.000Z',
    );
  });

  test('at an hour that the clock skips is as long after the change as it would have been without', () => {
    const daily = { pace: 'daily' as const, dailyAtMin: time('02:30') };
    expect(when(at('2026-03-28T12:00:00+01:00'), daily)).toBe('2026-03-29T01:30:00.000Z');
  });
});

test('whatever is set: never before it waits, never within quiet hours, never later than two days', () => {
  const minute = fc.integer({ min: 0, max: 1439 });
  const zones = fc.constantFrom(
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'Pacific/Apia',
  );
  const quiets = fc.option(fc.record({ fromMin: minute, toMin: minute }));
  fc.assert(
    fc.property(
      fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z') }),
      zones,
      fc.record({ pace: fc.constantFrom('at_once' as const, 'daily' as const), dailyAtMin: minute, quiet: quiets }),
      (sinceMs, zone, settings) => {
        const told = deliverAtMs({ settings, zone: zoneTable(zone, sinceMs), sinceMs, lastMs: null });
        expect(told).toBeGreaterThanOrEqual(sinceMs);
        expect(told - sinceMs).toBeLessThanOrEqual(2 * 86_400_000 + 3_600_000);
        if (settings.quiet !== null) expect(isQuiet(told, zone, settings.quiet)).toBe(false);
      },
    ),
    { numRuns: 500 },
  );
});

/** By what a clock on the wall shows, and nothing else: the hour that a clock shows twice is left out. */
function isQuiet(ms: number, zone: string, { fromMin, toMin }: { fromMin: number; toMin: number }): boolean {
  const shows = (at_: number): number => {
    const parts = new Intl.DateTimeFormat('en', {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    return time(parts.format(at_));
  };
  const offsets = new Set(
    [-3, 0, 3].map((hours) => (shows(ms + hours * 3_600_000) - shows(ms) - hours * 60 + 2 * 1440) % 1440),
  );
  if (fromMin === toMin || offsets.size > 1) return false;
  const now = shows(ms);
  return fromMin < toMin ? now >= fromMin && now < toMin : now >= fromMin || now < toMin;
}
