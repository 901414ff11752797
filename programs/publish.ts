import type { CalendarTable } from '../domain/calendar';
import type { ProgramClock } from '../domain/clock';
import { checkClock, demoClock, isDemo } from '../domain/clock';
import { DAY_MS } from '../domain/duration';
import { DomainError } from '../domain/errors';
import { contentHash, sha256Hex } from '../domain/hash';
import type { Program, ProgramSlice, ProgramVersion, Region, Stage, StageName } from '../domain/program';
import { STAGES } from '../domain/program';
import { applies } from '../domain/steps';
import type { Step } from '../domain/steps';
import { expandCalendar } from './calendar-table';

/** What a partner carries through its histories is never larger, calendars included. */
export const SLICE_BYTES_MAX = 48 * 1024;
/** Room for the two calendars of a slice, the program's and the region's. */
export const SLICE_CALENDAR_BYTES = 2 * 4 * 1024;

const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5];

/** What makes a version, all but the hash and the calendars that follow from it. */
export interface VersionInput {
  /** A document that `validateProgram` found without fault. */
  program: Program;
  version: number;
  clock: ProgramClock;
  /** Program time at publishing, epoch ms: calendars reach from the year before to the sixth after. */
  nowMs: number;
}

/**
 * Makes an immutable version: the document, its clock, and every calendar expanded into a table, under one hash.
 * The title of a version whose clock runs fast says so, wherever it is shown.
 * @throws CLOCK.INVALID, CALENDAR.INVALID
 */
export function buildVersion({ program, version, clock, nowMs }: VersionInput): ProgramVersion {
  const document = isDemo(checkClock(clock)) ? { ...program, title: demoTitle(program.title, clock) } : program;
  const calendar = homeCalendar(program, nowMs);
  const regionCalendars = Object.fromEntries(
    Object.entries(program.regions).map(([id, region]) => [id, calendarOf(region, nowMs)]),
  );
  return {
    programId: program.id,
    version,
    contentHash: contentHash({ document, clock, calendar, regionCalendars }),
    clock,
    document,
    calendar,
    regionCalendars,
  };
}

/**
 * The same program with a clock on which one day passes in `dayMs` of wall time, anchored at `anchorMs` (epoch ms).
 * @throws CLOCK.INVALID, CALENDAR.INVALID
 */
export function demoVersion(input: {
  program: Program;
  version: number;
  anchorMs: number;
  dayMs: number;
  /** How long it runs fast, wall ms; ten minutes by default. */
  fastMs?: number;
}): ProgramVersion {
  const { program, version, anchorMs } = input;
  return buildVersion({ program, version, clock: demoClock(input), nowMs: anchorMs });
}

/** A version never changes, so its slices are cut once and live as long as it does: there is one per region and type. */
const SLICES = new WeakMap<ProgramVersion, Map<string, ProgramSlice>>();

/**
 * What a partner of this region carries of a version: the region's own form of each stage, its calendar and the
 * program's; of documents only the hashes. With `type`, steps that can never apply to the partner keep their place in
 * the graph without their texts.
 * @throws REQUEST.NOT_FOUND when the version has no such region
 */
export function sliceFor(version: ProgramVersion, partner: { region: string; type?: string }): ProgramSlice {
  const slices = SLICES.get(version) ?? new Map<string, ProgramSlice>();
  SLICES.set(version, slices);
  const key = JSON.stringify([partner.region, partner.type ?? null]);
  const slice = slices.get(key) ?? cutSlice(version, partner);
  // A type that the program does not know is somebody's typo: it is answered, and not kept.
  if (partner.type === undefined || Object.hasOwn(version.document.partnerTypes, partner.type)) slices.set(key, slice);
  return slice;
}

function cutSlice(version: ProgramVersion, partner: { region: string; type?: string }): ProgramSlice {
  const { document: program, clock, calendar, regionCalendars } = version;
  const regionCalendar = Object.hasOwn(regionCalendars, partner.region) ? regionCalendars[partner.region] : undefined;
  if (!regionCalendar) {
    const known = Object.keys(program.regions).join(', ');
    throw new DomainError(
      'REQUEST.NOT_FOUND',
      `Program ${program.id} has no region "${partner.region}": use one of ${known}.`,
    );
  }
  return {
    programId: version.programId,
    version: version.version,
    contentHash: version.contentHash,
    clock,
    ...sliceDocument(program, partner),
    calendar: tableOf(calendar),
    regionCalendar: tableOf(regionCalendar),
  };
}

/** The part of a slice that comes from the document alone. */
export function sliceDocument(
  program: Program,
  partner: { region: string; type?: string },
): Omit<ProgramSlice, 'programId' | 'version' | 'contentHash' | 'clock' | 'calendar' | 'regionCalendar'> {
  const documents = Object.entries(program.documents).map(([key, { text }]) => [key, sha256Hex(text)]);
  return {
    period: program.period,
    entryTier: program.tiers[0]?.id ?? '',
    ownerRole: program.ownerRole,
    roles: program.roles,
    ...(program.activation && { activation: program.activation }),
    stages: stagesFor(program, partner),
    ladders: program.ladders,
    documentHashes: Object.fromEntries(documents) as Record<string, string>,
  };
}

function stagesFor(program: Program, partner: { region: string; type?: string }): Record<StageName, Stage> {
  const overrides = program.regions[partner.region]?.stages;
  const merged = STAGES.map((name): [StageName, Stage] => {
    const stage = program.stages[name];
    const steps = Object.entries({ ...stage.steps, ...overrides?.[name]?.steps });
    return [name, { ...stage, steps: Object.fromEntries(steps.map(([key, step]) => [key, trimmed(step, partner)])) }];
  });
  return Object.fromEntries(merged) as Record<StageName, Stage>;
}

/** Instructions of a step that this partner never meets are dead weight in every history of it. */
function trimmed(step: Step, partner: { region: string; type?: string }): Step {
  if (step.kind !== 'task' || step.instructions === undefined) return step;
  const { types, regions } = step.when ?? {};
  const when = { regions, ...(partner.type !== undefined && { types }) };
  if (applies(when, { type: partner.type ?? '', tier: '', region: partner.region })) return step;
  const { instructions: _dropped, ...rest } = step;
  return rest;
}

/**
 * The tables that a partner of this region carries on with: expanded anew from the version's own words, from the year
 * before `nowMs` (program time) to the sixth after. A version's stored tables never change; what a partner carries does.
 * @throws REQUEST.NOT_FOUND when the version has no such region, CALENDAR.INVALID
 */
export function renewedCalendars(
  program: Program,
  partner: { region: string; nowMs: number },
): Pick<ProgramSlice, 'calendar' | 'regionCalendar'> {
  const region = Object.hasOwn(program.regions, partner.region) ? program.regions[partner.region] : undefined;
  if (!region) throw new DomainError('REQUEST.NOT_FOUND', `Program ${program.id} has no region "${partner.region}".`);
  return {
    calendar: tableOf(homeCalendar(program, partner.nowMs)),
    regionCalendar: tableOf(calendarOf(region, partner.nowMs)),
  };
}

function homeCalendar(program: Program, nowMs: number): CalendarTable {
  const { holidays } = homeOf(program);
  return calendarOf({ zone: program.zone, workWeek: MONDAY_TO_FRIDAY, holidays }, nowMs);
}

function calendarOf(
  { zone, workWeek, holidays }: Pick<Region, 'zone' | 'workWeek' | 'holidays'>,
  nowMs: number,
): CalendarTable {
  return expandCalendar({ zone, workWeek, holidayCountry: holidays.country, holidayState: holidays.state, nowMs });
}

/** The region whose holidays the program itself keeps: the first one of its own zone, else the first one. */
function homeOf(program: Program): Region {
  const regions = Object.values(program.regions);
  const home = regions.find((region) => region.zone === program.zone) ?? regions[0];
  if (!home) throw new DomainError('PROGRAM.INVALID', `Program ${program.id} has no region: add one under /regions.`);
  return home;
}

/** The table without the versions of its sources, which only the published version needs to tell. */
function tableOf({ zone, workWeek, holidays, offsets, firstDay, lastDay }: CalendarTable): CalendarTable {
  return { zone, workWeek, holidays, offsets, firstDay, lastDay };
}

function demoTitle(title: string, clock: ProgramClock): string {
  const mark = ` (demo clock: 1 day = ${Number((DAY_MS / clock.factor).toFixed(3))} ms)`;
  return title.endsWith(mark) ? title : `${title}${mark}`;
}
