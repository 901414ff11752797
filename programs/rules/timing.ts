import type { Duration } from '../../domain/duration';
import { DAY_MS, HOUR_MS, elapsedMs, parseDuration } from '../../domain/duration';
import type { PeriodUnit } from '../../domain/period';
import { PERIOD_STAGES } from '../../domain/program';
import { CLOSING_STAGES } from '../../domain/services';
import type { ProgramDraft, StageVariant, StepDraft, StepSite } from '../draft';
import { items, ladderOf, members, stageOf, stepSites } from '../draft';
import type { FaultList } from '../faults';
import { lasts } from './lengths';

/** The shortest period of each unit, in days. */
const PERIOD_DAYS_MIN: Record<PeriodUnit, number> = { month: 28, quarter: 90, year: 365 };
/** The business days of a week that cannot be read. */
const USUAL_WEEK_DAYS = 5;
/** Added once to a path that counts business time: the week in which it starts, and public holidays on the way. */
const HOLIDAY_ALLOWANCE_DAYS = 7;

/** Nothing may stay open for ever, and a period must be closed long before the next one is. */
export function checkTiming(program: ProgramDraft, faults: FaultList): void {
  for (const [key, ladder] of members(program.ladders)) {
    for (const [index, escalation] of items(ladder.escalations)) {
      const { after } = escalation;
      if (
        after === undefined ||
        ladder.end?.after === undefined ||
        after === ladder.end.after ||
        !lasts(after, ladder.end.after)
      )
        continue;
      const message = `Nobody is added ${after} after due where the ladder has ended after ${ladder.end.after}: end it later, or escalate earlier.`;
      faults.add('PROGRAM.LADDER_ORDER', ['ladders', key, 'escalations', index, 'after'], message);
    }
  }
  for (const site of stepSites(program)) {
    checkPeriodWords(site, faults);
    checkLadder(program, site, faults);
  }
  checkClosingPath(program, faults);
}

function checkPeriodWords({ path, stage, step }: StepSite, faults: FaultList): void {
  const inPeriod = PERIOD_STAGES.includes(stage);
  if (step.carry === true && !inPeriod) {
    faults.add(
      'PROGRAM.CARRY',
      [...path, 'carry'],
      `No period closes ${stage}, so nothing is carried over: drop "carry".`,
    );
  }
  if (step.kind !== 'wait') return;
  // What is there but cannot be read is a fault of its own, not a missing one.
  if ('for' in step === 'until' in step) {
    const found = 'for' in step ? 'both' : 'neither';
    faults.add('PROGRAM.WAIT', path, `This has ${found}: give either "for" with a duration, or "until: period_end".`);
  }
  if (step.until !== undefined && !inPeriod) {
    const message = `${stage} does not end with a period: wait "for" a duration instead.`;
    faults.add('PROGRAM.WAIT_PERIOD_END', [...path, 'until'], message);
  }
}

function checkLadder(program: ProgramDraft, { path, stage, step }: StepSite, faults: FaultList): void {
  if (step.ladder !== undefined && !('due' in step)) {
    const message = `The ladder counts from opening to due, and there is no due: add "due", or drop the ladder.`;
    faults.add('PROGRAM.LADDER_WITHOUT_DUE', [...path, 'ladder'], message);
  }
  const closing = CLOSING_STAGES.some((name) => name === stage);
  if (!closing || step.kind === undefined || step.kind === 'wait' || step.kind === 'service') return;
  if (!('ladder' in step)) {
    const message = `In ${stage} nothing may stay open for ever: give it "due" and a ladder that has an end.`;
    faults.add('PROGRAM.LADDER_ENDLESS', path, message);
    return;
  }
  const ladder = ladderOf(program, step);
  if (ladder && ladder.end === undefined) {
    const message = `Ladder "${step.ladder}" has no end, and in ${stage} nothing may stay open for ever: use one that approves, rejects or expires.`;
    faults.add('PROGRAM.LADDER_ENDLESS', [...path, 'ladder'], message);
  }
}

/**
 * The longest way through incentivize and accelerate, every step ending at the last moment, must fit into half a
 * period. An upper bound: a business day counts 7 ÷ (days of the region's work week) calendar days, and a week is
 * added for where in the week it starts and for public holidays. Optional steps are not waited for.
 */
function checkClosingPath(program: ProgramDraft, faults: FaultList): void {
  if (program.period === undefined) return;
  const limitDays = PERIOD_DAYS_MIN[program.period] / 2;
  for (const [id, region] of members(program.regions)) {
    const readable = region.workWeek && !region.workWeek.includes(undefined);
    const weekDays = readable ? new Set(region.workWeek).size : USUAL_WEEK_DAYS;
    const longest = CLOSING_STAGES.map((stage) => longestPath(program, stageOf(program, stage, id), weekDays));
    const passed = longest.reduce((sum, path) => sum + path.ms, 0) / DAY_MS;
    const days = passed > 0 ? passed + HOLIDAY_ALLOWANCE_DAYS : 0;
    if (days <= limitDays) continue;
    const way = longest.flatMap((path) => path.keys).join(' → ');
    const message =
      `In region ${id} the close can take about ${Math.ceil(days)} days (${way}), which is more than half a ${program.period} ` +
      `(${limitDays} days): shorten "due" and the ends of the ladders of these steps.`;
    faults.add('PROGRAM.PATH_TOO_LONG', ['stages', CLOSING_STAGES[0]], message);
  }
}

interface LongestPath {
  ms: number;
  keys: string[];
}

function longestPath(program: ProgramDraft, variant: StageVariant, weekDays: number): LongestPath {
  const known = new Map<string, LongestPath>();
  const pathTo = (key: string): LongestPath => {
    const done = known.get(key);
    if (done) return done;
    // A step in a circle is met again here and counts nothing; the circle is a fault of its own.
    known.set(key, { ms: 0, keys: [] });
    const step = variant.steps.get(key)?.step;
    if (!step || step.optional === true) return { ms: 0, keys: [] };
    const before = longestOf(items(step.needs).map(([, need]) => pathTo(need)));
    const ownMs = longestMs(program, step, weekDays);
    const path = ownMs > 0 ? { ms: before.ms + ownMs, keys: [...before.keys, key] } : before;
    known.set(key, path);
    return path;
  };
  return longestOf([...variant.steps.keys()].map(pathTo));
}

function longestOf(paths: LongestPath[]): LongestPath {
  return paths.reduce((longest, path) => (path.ms > longest.ms ? path : longest), { ms: 0, keys: [] });
}

/** How long a step can stay open at most, without the allowance for holidays. */
function longestMs(program: ProgramDraft, step: StepDraft, weekDays: number): number {
  const texts = step.kind === 'wait' ? [step.for] : [step.due, ladderOf(program, step)?.end?.after];
  return texts.reduce((sum, text) => sum + (text === undefined ? 0 : boundMs(parseDuration(text), weekDays)), 0);
}

function boundMs(duration: Duration, weekDays: number): number {
  if (duration.unit === 'bd') return (duration.count * DAY_MS * 7) / weekDays;
  if (duration.unit === 'bh') return (duration.count * HOUR_MS * 7) / weekDays;
  return elapsedMs(duration);
}
