import fc from 'fast-check';
import type { Completion } from '../../../domain/enable/certificate';
import { certificateMoments, certificatesOf, isCertifiedAt } from '../../../domain/enable/certificate';
import { addDuration } from '../../../domain/calendar';
import { DAY_MS } from '../../../domain/duration';
import { expandCalendar } from '../../../programs/calendar-table';

const DAY0 = Date.UTC(2026, 0, 5, 12);
const calendar = expandCalendar({
  zone: 'Europe/Berlin',
  workWeek: [1, 2, 3, 4, 5],
  holidayCountry: 'DE',
  holidayState: undefined,
  nowMs: DAY0,
});
const track = {
  courses: [
    { activity: 'https://x.example/course', title: 'Course', verb: 'completed' as const },
    { activity: 'https://x.example/exam', title: 'Exam', verb: 'passed' as const },
  ],
};

let count = 0;
const did = (what: 'course' | 'exam', effect: Completion['effect'], day: number): Completion => ({
  statementId: `s${(count += 1)}`,
  effect,
  activity: `https://x.example/${what}`,
  atMs: DAY0 + day * DAY_MS,
});
const earnedDays = (statements: Completion[]): number[] =>
  certificatesOf({ track, validFor: '365d', calendar }, statements).map(({ earnedMs }) => (earnedMs - DAY0) / DAY_MS);

describe('a certificate', () => {
  test('is earned by the last course that was missing, and lasts as long as the program says', () => {
    const statements = [did('exam', 'passed', 9), did('course', 'completed', 3)];
    const [certificate, ...more] = certificatesOf({ track, validFor: '365d', calendar }, statements);
    expect(more).toEqual([]);
    expect(certificate).toEqual({
      earnedMs: DAY0 + 9 * DAY_MS,
      expiresMs: addDuration(calendar, DAY0 + 9 * DAY_MS, { count: 365, unit: 'd' }),
      evidence: [statements[1]!.statementId, statements[0]!.statementId],
    });
    expect(isCertifiedAt([certificate!], certificate!.earnedMs - 1)).toBe(false);
    expect(isCertifiedAt([certificate!], certificate!.earnedMs)).toBe(true);
    expect(isCertifiedAt([certificate!], certificate!.expiresMs)).toBe(false);
  });

  test('needs each course, an exam passed and not only completed', () => {
    expect(earnedDays([did('course', 'completed', 1)])).toEqual([]);
    expect(earnedDays([did('course', 'completed', 1), did('exam', 'completed', 2)])).toEqual([]);
    expect(earnedDays([did('course', 'passed', 1), did('exam', 'passed', 2)])).toEqual([2]);
    expect(earnedDays([])).toEqual([]);
  });

  test('stands through a failed attempt later, and is not earned by a failed one', () => {
    expect(earnedDays([did('course', 'completed', 1), did('exam', 'failed', 2)])).toEqual([]);
    expect(earnedDays([did('course', 'completed', 1), did('exam', 'passed', 2), did('exam', 'failed', 3)])).toEqual([
      2,
    ]);
  });

  test('is earned anew when every course is met again, and not by reports of the same learning', () => {
    const first = [
      did('course', 'completed', 1),
      did('exam', 'passed', 2),
      did('exam', 'passed', 2.5),
      did('course', 'completed', 2.6),
    ];
    expect(earnedDays(first)).toEqual([2]);
    expect(earnedDays([...first, did('exam', 'passed', 300)])).toEqual([2]);
    expect(earnedDays([...first, did('exam', 'passed', 300), did('course', 'completed', 310)])).toEqual([2, 310]);
  });

  test('is dated by what happened, even before the calendar begins', () => {
    const [old] = certificatesOf({ track, validFor: '730d', calendar }, [
      did('course', 'passed', -4_000),
      did('exam', 'passed', -4_000),
    ]);
    expect(old!.expiresMs - old!.earnedMs).toBe(730 * DAY_MS);
  });

  const completion = fc.record({
    statementId: fc.uuid(),
    effect: fc.constantFrom<Completion['effect']>('completed', 'passed', 'failed', 'none'),
    activity: fc.constantFrom('https://x.example/course', 'https://x.example/exam', 'https://x.example/other', null),
    atMs: fc.integer({ min: -100, max: 900 }).map((day) => DAY0 + day * (DAY_MS / 2)),
  });

  test('does not depend on order or repetition of what arrives', () => {
    const rules = { track, validFor: '365d', calendar };
    const shuffled = fc
      .uniqueArray(completion, { maxLength: 20, selector: ({ statementId }) => statementId })
      .chain((set) => fc.tuple(fc.constant(set), fc.shuffledSubarray([...set, ...set], { minLength: 2 * set.length })));
    fc.assert(
      fc.property(shuffled, ([set, arrived]) => {
        expect(certificatesOf(rules, arrived)).toEqual(certificatesOf(rules, set));
      }),
    );
  });

  test('is always earned by completions on record, one a course, each later than the certificate before', () => {
    fc.assert(
      fc.property(fc.array(completion, { maxLength: 20 }), (statements) => {
        let lastMs = -Infinity;
        for (const { earnedMs, evidence } of certificatesOf({ track, validFor: '365d', calendar }, statements)) {
          const found = evidence.map((id) => statements.find(({ statementId }) => statementId === id)!);
          expect(found.map(({ activity }) => activity)).toEqual(track.courses.map(({ activity }) => activity));
          expect(Math.max(...found.map(({ atMs }) => atMs))).toBe(earnedMs);
          expect(earnedMs).toBeGreaterThan(lastMs + DAY_MS);
          lastMs = earnedMs;
        }
      }),
    );
  });
});

describe('the life of a certificate', () => {
  const life = { earnedMs: DAY0, expiresMs: DAY0 + 365 * DAY_MS, reminders: ['90d', '60d', '30d', '7d'] };
  const days = (nowDay: number) =>
    certificateMoments(life, DAY0 + nowDay * DAY_MS).map(({ what, atMs }) => [what, (atMs - DAY0) / DAY_MS]);

  test('has a beginning where it is dated ahead, its reminders and its end', () => {
    expect(days(-5)).toEqual([
      ['begin', 0],
      ['remind', 275],
      ['remind', 305],
      ['remind', 335],
      ['remind', 358],
      ['lapse', 365],
    ]);
    expect(days(320)).toEqual([
      ['remind', 335],
      ['remind', 358],
      ['lapse', 365],
    ]);
    expect(days(400)).toEqual([['lapse', 365]]);
  });

  test('is not reminded of before it began', () => {
    const short = { earnedMs: DAY0, expiresMs: DAY0 + 20 * DAY_MS, reminders: ['30d', '7d'] };
    expect(certificateMoments(short, DAY0 - 50 * DAY_MS).map(({ what }) => what)).toEqual(['begin', 'remind', 'lapse']);
  });
});
