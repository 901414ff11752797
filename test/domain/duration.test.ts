import fc from 'fast-check';
import type { Duration, DurationUnit } from '../../domain/duration';
import {
  DAY_MS,
  DURATION_DAYS_MAX,
  elapsedMs,
  formatDuration,
  isBusiness,
  isDurationText,
  parseDuration,
} from '../../domain/duration';
import { DomainError } from '../../domain/errors';

const units: DurationUnit[] = ['ms', 's', 'm', 'h', 'd', 'bh', 'bd'];
const durations: fc.Arbitrary<Duration> = fc.record({
  count: fc.nat(DURATION_DAYS_MAX),
  unit: fc.constantFrom(...units),
});

function refusal(work: () => unknown): DomainError {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('a duration in a program', () => {
  it.each([
    ['5bd', { count: 5, unit: 'bd' }],
    ['30d', { count: 30, unit: 'd' }],
    ['24bh', { count: 24, unit: 'bh' }],
    ['48h', { count: 48, unit: 'h' }],
    ['90m', { count: 90, unit: 'm' }],
    ['10s', { count: 10, unit: 's' }],
    ['500ms', { count: 500, unit: 'ms' }],
    ['0d', { count: 0, unit: 'd' }],
  ])('%s is read as written', (text, expected) => {
    expect(parseDuration(text)).toEqual(expected);
    expect(isDurationText(text)).toBe(true);
  });

  it.each(['', '5', 'bd', '-5bd', '5 bd', '1.5d', '05d', '5BD', '5w', '5bd ', '1e3ms', '٣d', '5bd\n'])(
    'refuses %j and says how to write it',
    (text) => {
      const error = refusal(() => parseDuration(text));
      expect(error.code).toBe('DURATION.INVALID');
      expect(error.message).toContain(`"${text}"`);
      expect(error.message).toContain('bd (business days)');
      expect(isDurationText(text)).toBe(false);
    },
  );

  it('is at most ten years, in every unit', () => {
    expect(isDurationText('3653d')).toBe(true);
    expect(isDurationText('3654d')).toBe(false);
    expect(isDurationText('3653bd')).toBe(true);
    expect(isDurationText('3654bd')).toBe(false);
    expect(isDurationText('87672h')).toBe(true);
    expect(isDurationText('87673bh')).toBe(false);
    expect(isDurationText(`${DURATION_DAYS_MAX * DAY_MS}ms`)).toBe(true);
    expect(isDurationText('9999999999999999ms')).toBe(false);
    expect(isDurationText('99999999999999999999999ms')).toBe(false);
  });

  it('is written back as it was read', () => {
    fc.assert(
      fc.property(durations, (duration) => {
        expect(parseDuration(formatDuration(duration))).toEqual(duration);
      }),
    );
  });

  it('has a fixed length only outside business time', () => {
    expect(elapsedMs(parseDuration('2d'))).toBe(172_800_000);
    expect(elapsedMs(parseDuration('48h'))).toBe(172_800_000);
    expect(elapsedMs(parseDuration('90m'))).toBe(5_400_000);
    expect(elapsedMs(parseDuration('10s'))).toBe(10_000);
    expect(elapsedMs(parseDuration('500ms'))).toBe(500);
    expect(units.filter((unit) => isBusiness({ count: 1, unit }))).toEqual(['bh', 'bd']);
    for (const text of ['5bd', '24bh']) {
      const error = refusal(() => elapsedMs(parseDuration(text)));
      expect(error.code).toBe('DURATION.INVALID');
      expect(error.message).toContain(text);
    }
  });
});
