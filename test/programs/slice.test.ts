import { DAY_MS } from '../../domain/duration';
import { REAL_CLOCK, demoClock, isDemo, programTimeAt } from '../../domain/clock';
import { isBusinessDay } from '../../domain/calendar';
import { sha256Hex } from '../../domain/hash';
import type { Program } from '../../domain/program';
import { STAGES } from '../../domain/program';
import { loadShippedProgram } from '../../programs/load';
import { SLICE_BYTES_MAX, SLICE_CALENDAR_BYTES, buildVersion, demoVersion, sliceFor } from '../../programs/publish';
import { editedProgram } from './edits';

const nowMs = Date.UTC(2026, 10, 22);
const program = loadShippedProgram();
const regions = Object.keys(program.regions);
const publish = (document: Program = program) =>
  buildVersion({ program: document, version: 1, clock: REAL_CLOCK, nowMs });
const version = publish();
const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

describe('a version', () => {
  test('has a calendar for every region, from last year to six years on', () => {
    expect(Object.keys(version.regionCalendars)).toEqual(regions);
    for (const table of [version.calendar, ...Object.values(version.regionCalendars)]) {
      expect([table.firstDay, table.lastDay]).toEqual(['2025-01-01', '2032-12-31']);
    }
    const onUnityDay = Object.entries(version.regionCalendars).filter(
      ([, table]) => !isBusinessDay(table, '2028-10-03'),
    );
    expect(onUnityDay.map(([region]) => region)).toEqual(['de']);
  });

  test('keeps Monday to Friday and the holidays of the region in its own zone', () => {
    expect(isBusinessDay(version.calendar, '2026-11-26')).toBe(false); // Thanksgiving
    expect(version.calendar.holidays).toEqual(version.regionCalendars['us']?.holidays);
    const elsewhere = publish(editedProgram({ '/zone': 'Asia/Tokyo' }));
    expect(elsewhere.calendar.zone).toBe('Asia/Tokyo');
    expect(elsewhere.calendar.holidays).toEqual(version.regionCalendars['us']?.holidays);
    const paris = publish(editedProgram({ '/zone': 'Europe/Paris' }));
    expect(paris.calendar.holidays).toEqual(version.regionCalendars['fr']?.holidays);
  });

  test('has one hash over document, clock and calendars: each change changes it, and nothing else does', () => {
    const hashes = [
      version,
      publish(editedProgram({ '/title': 'Other' })),
      publish(editedProgram({ '/regions/de/holidays/state': 'BY' })),
      buildVersion({ program, version: 1, clock: demoClock({ anchorMs: nowMs, dayMs: 500 }), nowMs }),
      buildVersion({ program, version: 1, clock: REAL_CLOCK, nowMs: nowMs + 366 * DAY_MS }),
    ].map((built) => built.contentHash);
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(publish(structuredClone(program)).contentHash).toBe(version.contentHash);
    expect(buildVersion({ program, version: 2, clock: REAL_CLOCK, nowMs }).contentHash).toBe(version.contentHash);
  });

  test('refuses a clock that is none', () => {
    const clock = { anchorMs: 0, factor: 0.5, fastMs: 0 };
    expect(() => buildVersion({ program, version: 1, clock, nowMs })).toThrow(
      expect.objectContaining({ code: 'CLOCK.INVALID' }) as Error,
    );
  });
});

describe('a demo version', () => {
  const demo = demoVersion({ program, version: 2, anchorMs: nowMs, dayMs: 500 });

  test('says in its title how fast it runs, and only it does', () => {
    expect(demo.document.title).toBe(`${program.title} (demo clock: 1 day = 500 ms)`);
    expect(demoVersion({ program, version: 2, anchorMs: nowMs, dayMs: 700 }).document.title).toMatch(
      /1 day = 700 ms\)$/,
    );
    expect(version.document).toEqual(program);
  });

  test('says it once, also when it is derived from itself', () => {
    const again = demoVersion({ program: demo.document, version: 3, anchorMs: nowMs, dayMs: 500 });
    expect(again.document.title).toBe(demo.document.title);
  });

  test('is the same program on a fast clock', () => {
    expect({ ...demo.document, title: program.title }).toEqual(program);
    expect(isDemo(demo.clock)).toBe(true);
    expect(programTimeAt(demo.clock, nowMs + 500) - nowMs).toBe(DAY_MS);
  });
});

describe('a slice', () => {
  test.each(regions)('of region %s is small, and no larger than validation counts', (region) => {
    const slice = sliceFor(version, { region });
    expect(sizeOf(slice)).toBeLessThan(SLICE_BYTES_MAX / 2);
    expect(sizeOf([slice.calendar, slice.regionCalendar])).toBeLessThan(SLICE_CALENDAR_BYTES);
    expect(slice.regionCalendar.zone).toBe(program.regions[region]?.zone);
    expect(slice.calendar.zone).toBe(program.zone);
  });

  test('adds the steps of its region and puts others in their place', () => {
    const de = sliceFor(version, { region: 'de' }).stages.onboard.steps;
    const us = sliceFor(version, { region: 'us' }).stages.onboard.steps;
    const fr = sliceFor(version, { region: 'fr' }).stages.onboard.steps;
    expect(us).toEqual(program.stages.onboard.steps);
    expect(Object.keys(de)).toEqual([...Object.keys(us), 'data-processing']);
    expect(Object.keys(fr)).toEqual([...Object.keys(us), 'company-extract']);
    expect([us['access']?.needs, de['access']?.needs]).toEqual([['agreement'], ['agreement', 'data-processing']]);
    for (const stage of STAGES.filter((name) => name !== 'onboard')) {
      expect(sliceFor(version, { region: 'de' }).stages[stage]).toEqual(program.stages[stage]);
    }
  });

  test('names the version that it is of, and the hash of each document instead of its text', () => {
    const slice = sliceFor(version, { region: 'us' });
    const { programId, contentHash, entryTier, ownerRole, period } = slice;
    expect({ programId, contentHash, entryTier, ownerRole, period }).toEqual({
      programId: 'channel',
      contentHash: version.contentHash,
      entryTier: 'registered',
      ownerRole: 'CAM',
      period: 'quarter',
    });
    expect(slice.documentHashes['partner-agreement']).toBe(
      sha256Hex(program.documents['partner-agreement']?.text ?? ''),
    );
    expect(JSON.stringify(slice)).not.toContain('non-exclusive');
  });

  test('keeps a step that never applies in the graph, without its instructions', () => {
    const only = { kind: 'task', title: 'Only', owner: 'CAM', instructions: 'Read this' };
    const document = editedProgram({
      '/stages/enable/steps': {
        'for-all': { ...only, when: { tiers: ['gold'] } },
        'for-us': { ...only, when: { regions: ['us'] } },
        'for-resellers': { ...only, when: { types: ['reseller'], regions: ['de'] } },
      },
    });
    const texts = (partner: { region: string; type?: string }) =>
      Object.entries(sliceFor(publish(document), partner).stages.enable.steps)
        .filter(([, step]) => 'instructions' in step)
        .map(([key]) => key);
    expect(texts({ region: 'us', type: 'reseller' })).toEqual(['for-all', 'for-us']);
    expect(texts({ region: 'de', type: 'reseller' })).toEqual(['for-all', 'for-resellers']);
    expect(texts({ region: 'de', type: 'referral' })).toEqual(['for-all']);
    expect(texts({ region: 'de' })).toEqual(['for-all', 'for-resellers']);
  });

  test.each(['mars', 'constructor'])('of a region that the program has not (%s) is refused', (region) => {
    expect(() => sliceFor(version, { region })).toThrow(
      expect.objectContaining({ code: 'REQUEST.NOT_FOUND' }) as Error,
    );
  });
});
