import type { CalendarTable } from '../calendar';
import { addDuration } from '../calendar';
import type { ProgramClock } from '../clock';
import type { Duration } from '../duration';
import { DAY_MS, elapsedMs, HOUR_MS, isBusiness, parseDuration } from '../duration';
import { DomainError } from '../errors';
import type { Origin } from '../journal';
import type { Track } from '../program';
import type { DurationText } from '../steps';
import type { StatementEffect } from './training';

/*
 * When a person is certified
 *
 * 1. Certificates are a function of the *set* of a person's statements: neither order nor repetition of their arrival
 *    matters. A statement that arrives late, or is voided, can change what should have been issued; the difference is
 *    then issued and withdrawn by new rows.
 * 2. A course that asks for `completed` is met by `completed` or `passed`; one that asks for `passed` only by `passed`.
 * 3. `failed` never counts and takes nothing away: a pass stands until its certificate expires, and a failed attempt
 *    to renew changes nothing before or after that.
 * 4. The first certificate is earned by the last course that was still missing. The next one is earned when every
 *    course has been met again, more than {@link SAME_LEARNING_MS} after the last one was earned: systems report one
 *    learning several times (passed, then completed; course, then path), and that is no renewal.
 * 5. A certificate expires `validFor` after it was earned, whenever the next one is earned.
 */

/** Completions this soon after a certificate was earned still belong to it. */
const SAME_LEARNING_MS = DAY_MS;
/** More certificates of one track in one life are no learning history. */
const CERTIFICATES_MAX = 100;

/** A statement of one person that is not voided. */
export interface Completion {
  statementId: string;
  effect: StatementEffect;
  activity: string | null;
  /** When it happened, program time. */
  atMs: number;
}

/** A certificate that these statements earn. Times are program time. */
export interface EarnedCertificate {
  earnedMs: number;
  expiresMs: number;
  /** The statements that earned it, one for each course, in the track's order. */
  evidence: string[];
}

/** Every certificate that one person's statements earn on a track, oldest first. */
export function certificatesOf(
  rules: { track: Pick<Track, 'courses'>; validFor: DurationText; calendar: CalendarTable },
  statements: readonly Completion[],
): EarnedCertificate[] {
  const validFor = parseDuration(rules.validFor);
  const courses = rules.track.courses.map((course) => metBy(course, statements));
  const certificates: EarnedCertificate[] = [];
  for (let afterMs = -Infinity; certificates.length < CERTIFICATES_MAX;) {
    const evidence = courses.map((met) => met.find((completion) => completion.atMs > afterMs));
    if (evidence.length === 0 || !evidence.every((completion) => completion !== undefined)) break;
    const earnedMs = Math.max(...evidence.map((completion) => completion.atMs));
    certificates.push({
      earnedMs,
      expiresMs: Math.max(later(rules.calendar, earnedMs, validFor), earnedMs + 1),
      evidence: evidence.map((completion) => completion.statementId),
    });
    afterMs = earnedMs + SAME_LEARNING_MS;
  }
  return certificates;
}

/** Tells whether somebody with these certificates is certified at a moment of program time. */
export function isCertifiedAt(certificates: readonly EarnedCertificate[], atMs: number): boolean {
  return certificates.some(({ earnedMs, expiresMs }) => earnedMs <= atMs && atMs < expiresMs);
}

/** What the life of a certificate waits for, in order: its first day, the reminders, its end. Program time. */
export interface CertificateMoment {
  atMs: number;
  what: 'begin' | 'remind' | 'lapse';
  label: string;
}

/**
 * The moments of a certificate's life that come after `nowMs`; its end always, even if it has passed. A reminder that
 * would come before the certificate was earned is left out.
 */
export function certificateMoments(
  certificate: { earnedMs: number; expiresMs: number; reminders: readonly DurationText[] },
  nowMs: number,
): CertificateMoment[] {
  const { earnedMs, expiresMs } = certificate;
  const begin: CertificateMoment = { atMs: earnedMs, what: 'begin', label: 'The certificate begins' };
  const reminders = certificate.reminders.map((before): CertificateMoment => ({
    atMs: expiresMs - lengthMs(parseDuration(before)),
    what: 'remind',
    label: `The certificate expires in ${before}`,
  }));
  const lapse: CertificateMoment = { atMs: expiresMs, what: 'lapse', label: 'The certificate expires' };
  const before = [begin, ...reminders].filter(({ atMs }) => atMs > nowMs && atMs < expiresMs);
  const first = before.filter(({ atMs, what }) => what === 'begin' || atMs > earnedMs);
  return [...first.sort((a, b) => a.atMs - b.atMs), lapse];
}

/** What one workflow needs to live a certificate through; no personal data. */
export interface CertificateInput {
  certificateId: string;
  partnerId: string;
  /** Key and title of the certification. */
  certification: string;
  title: string;
  /** Program time. */
  earnedMs: number;
  expiresMs: number;
  reminders: DurationText[];
  /** The clock of the version that the partner pinned when it was issued. */
  clock: ProgramClock;
  programVersion: string;
}

/**
 * How a certificate stands: `superseded` by one that lasts longer, `withdrawn` because its statements changed,
 * `left` because its person is no longer one of the partner's, `unknown` when there is no such row.
 */
export type CertificateStanding = 'valid' | 'superseded' | 'withdrawn' | 'left' | 'unknown';

/** One look at a certificate at a moment of its life. */
export interface CertificateTurn {
  origin: Origin;
  certificateId: string;
  /** Absent: just look. */
  moment?: CertificateMoment;
  nowMs: number;
}

function metBy(course: Track['courses'][number], statements: readonly Completion[]): Completion[] {
  const enough: StatementEffect[] = course.verb === 'passed' ? ['passed'] : ['passed', 'completed'];
  return statements
    .filter(({ activity, effect }) => activity === course.activity && enough.includes(effect))
    .sort((a, b) => a.atMs - b.atMs || (a.statementId < b.statementId ? -1 : 1));
}

/** On the calendar where it reaches; learning histories go back further, and there a day has 24 hours. */
function later(calendar: CalendarTable, fromMs: number, duration: Duration): number {
  try {
    return addDuration(calendar, fromMs, duration);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'CALENDAR.BEYOND_TABLE') throw error;
    return fromMs + lengthMs(duration);
  }
}

/** Without a calendar five business days are a week. */
function lengthMs(duration: Duration): number {
  if (!isBusiness(duration)) return elapsedMs(duration);
  return Math.round((duration.count * (duration.unit === 'bd' ? DAY_MS : HOUR_MS) * 7) / 5);
}
