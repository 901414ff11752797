import type { Duration } from '../../domain/duration';
import { DAY_MS, HOUR_MS, elapsedMs, isBusiness, parseDuration } from '../../domain/duration';
import type { PeriodUnit } from '../../domain/period';
import type { StageName } from '../../domain/program';
import { PERIOD_STAGES } from '../../domain/program';
import { YEARS_AHEAD } from '../calendar-table';
import type { ProgramDraft, StepSite } from '../draft';
import { items, ladderOf, members, stepSites } from '../draft';
import type { FaultList, Path } from '../faults';

/** The longest period of each unit, in days, and how much longer than one a cycle can be. */
const PERIOD_DAYS_MAX: Record<PeriodUnit, number> = { month: 31, quarter: 92, year: 366 };
const FIRST_PERIOD_FACTOR = 1.25;
const YEAR_DAYS = 365;
/** A deadline of a version that is a year old must still be in its calendar. */
const WAIT_DAYS_MAX = (YEARS_AHEAD - 1) * YEAR_DAYS;
/** Business time may take this much longer than weekends alone explain: a week of start and holidays, a tenth of holidays. */
const HOLIDAY_DAYS = 7;
const HOLIDAY_SHARE = 0.1;
/** The fewest business days of a week that any region can have. */
const WEEK_DAYS_MIN = 1;

/** Nothing may wait beyond the calendar, end before it could begin, or be told after it is over. */
export function checkLengths(program: ProgramDraft, faults: FaultList): void {
  for (const site of stepSites(program)) checkStep(program, site, faults);
  checkCertifications(program, faults);
  checkActivation(program, faults);
  for (const [stage, { repeat } = {}] of Object.entries(program.stages ?? {})) {
    checkReach(['stages', stage, 'repeat', 'within'], [repeat?.within], faults);
    checkSome(['stages', stage, 'repeat', 'within'], repeat?.within, faults);
  }
}

function checkStep(program: ProgramDraft, { path, stage, step }: StepSite, faults: FaultList): void {
  if (step.kind === 'wait') {
    checkReach([...path, 'for'], [step.for], faults);
    checkPeriod(program, { path, stage, text: step.for }, faults);
    for (const word of ['due', 'ladder'] as const) {
      if (step[word] === undefined) continue;
      const message = `A wait ends when its time has passed, and "${word}" would do nothing: drop it.`;
      faults.add('PROGRAM.WAIT', [...path, word], message);
    }
    return;
  }
  const { due } = step;
  if (checkReach([...path, 'due'], [due], faults)) return;
  const ladder = ladderOf(program, step);
  const rungs = [...items(ladder?.escalations).map(([, { after }]) => after), ladder?.end?.after];
  for (const after of rungs) checkReach([...path, 'ladder'], [due, after], faults);
  if (isNothing(due) && isNothing(ladder?.end?.after)) {
    const message = `It is due at once and ladder "${step.ladder}" ends it then, before anybody could act: give it time.`;
    faults.add('PROGRAM.NO_TIME', [...path, 'ladder'], message);
  }
}

/** The period's end closes its stages; the first one may have lasted a quarter of a period longer. */
function checkPeriod(
  { period }: ProgramDraft,
  wait: { path: Path; stage: StageName; text: string | undefined },
  faults: FaultList,
): void {
  if (period === undefined || wait.text === undefined || !PERIOD_STAGES.includes(wait.stage)) return;
  const days = shortestMs(parseDuration(wait.text)) / DAY_MS;
  if (days <= PERIOD_DAYS_MAX[period] * FIRST_PERIOD_FACTOR) return;
  const message = `The ${period} ends before ${wait.text} have passed, so this would never be over: wait less, or "until: period_end".`;
  faults.add('PROGRAM.WAIT', [...wait.path, 'for'], message);
}

function checkCertifications(program: ProgramDraft, faults: FaultList): void {
  for (const [key, { validFor, reminders }] of members(program.certifications)) {
    const path = ['certifications', key];
    checkSome([...path, 'validFor'], validFor, faults);
    for (const [index, reminder] of items(reminders)) {
      if (validFor === undefined || !(isNothing(reminder) || lasts(reminder, validFor))) continue;
      const message = `A certificate is valid for ${validFor}, and nobody can be reminded ${reminder} before its end: remind later than it is earned and earlier than it expires.`;
      faults.add('PROGRAM.CERTIFICATE_REMINDER', [...path, 'reminders', index], message);
    }
  }
}

function checkActivation({ activation }: ProgramDraft, faults: FaultList): void {
  const { atRiskAfter, dormantAfter } = activation ?? {};
  checkSome(['activation', 'atRiskAfter'], atRiskAfter, faults);
  checkReach(['activation', 'atRiskAfter'], [atRiskAfter], faults);
  checkReach(['activation', 'dormantAfter'], [dormantAfter], faults);
  if (atRiskAfter === undefined || dormantAfter === undefined || !lasts(atRiskAfter, dormantAfter)) return;
  const message = `A partner is at risk after ${atRiskAfter} and cannot be dormant before or just then: make "dormantAfter" longer.`;
  faults.add('PROGRAM.ACTIVATION_ORDER', ['activation', 'dormantAfter'], message);
}

/** @returns whether these lengths, one after the other, reach beyond the calendar of a version that is a year old */
function checkReach(path: Path, texts: readonly (string | undefined)[], faults: FaultList): boolean {
  const lengths = texts.flatMap((text) => (text === undefined ? [] : [parseDuration(text)]));
  const days = lengths.reduce((sum, length) => sum + shortestMs(length), 0) / DAY_MS;
  if (days <= WAIT_DAYS_MAX) return false;
  const message = `This may end ${Math.ceil(days)} days later, and the calendar of a version is sure for ${WAIT_DAYS_MAX} only: shorten it.`;
  faults.add('PROGRAM.BEYOND_CALENDAR', path, message);
  return true;
}

function checkSome(path: Path, text: string | undefined, faults: FaultList): void {
  if (isNothing(text)) faults.add('PROGRAM.NO_TIME', path, `${text} is over as soon as it begins: give it time.`);
}

const isNothing = (text: string | undefined): boolean => text !== undefined && parseDuration(text).count === 0;

/** Tells whether one duration surely lasts as long as another, or longer, whatever the region's calendar. */
export function lasts(one: string, other: string): boolean {
  const [a, b] = [parseDuration(one), parseDuration(other)];
  return a.unit === b.unit ? a.count >= b.count : shortestMs(a) >= longestMs(b);
}

function shortestMs(length: Duration): number {
  return isBusiness(length) ? businessMs(length) : elapsedMs(length);
}

function longestMs(length: Duration): number {
  if (!isBusiness(length)) return elapsedMs(length);
  return ((businessMs(length) * 7) / WEEK_DAYS_MIN) * (1 + HOLIDAY_SHARE) + HOLIDAY_DAYS * DAY_MS;
}

function businessMs({ count, unit }: Duration): number {
  return count * (unit === 'bd' ? DAY_MS : HOUR_MS);
}
