import { query } from '../../database/sql';
import { Desk, START } from '../people/desk';
import { smallProgram, smallVersion } from '../kit/small-program';
import { buildVersion } from '../../programs/publish';
import { demoClock, REAL_CLOCK } from '../../domain/clock';
import type { Program } from '../../domain/program';
import { addEarning, addPartner } from '../kit/rows';

describe('publishing a program', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await Desk.open();
  });
  afterAll(() => desk.close());

  const titled = (title: string) => {
    const program = { ...smallProgram({}), title };
    return buildVersion({ program, version: 1, clock: { anchorMs: 0, factor: 1, fastMs: 0 }, nowMs: desk.wallMs });
  };

  test('numbers versions from one; the same content again is the same version', async () => {
    expect(await desk.publish(START, titled('First'))).toMatchObject({ programId: 'small', version: 1, changed: true });
    expect(await desk.publish(START, titled('Second'))).toMatchObject({ version: 2, changed: true });
    expect(await desk.publish(START, titled('First'))).toMatchObject({ version: 1, changed: false });
    expect((await desk.published.versions('small')).map(({ version, title }) => [version, title])).toEqual([
      [2, 'Second'],
      [1, 'First'],
    ]);
  });

  test('twenty at once get twenty numbers without a gap', async () => {
    // Calendars take their time to compute: all is there before anybody publishes.
    const drafts = Array.from({ length: 20 }, (_, i) => titled(`Draft ${i}`));
    const outcomes = await Promise.all(drafts.map((draft) => desk.publish(START, draft)));
    const numbers = outcomes.map((outcome) => ('version' in outcome ? outcome.version : 0)).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, i) => i + 3));
  });

  test('what is read back is what was published, calendars, clock and hash included', async () => {
    const version = smallVersion({ clock: demoClock({ anchorMs: desk.wallMs, dayMs: 500 }), nowMs: desk.wallMs });
    const published = await desk.publish(START, version);
    const number = 'version' in published ? published.version : 0;
    const { publishedBy, libraryVersions, publishedWallMs, ...read } = (await desk.published.latest('small'))!;
    expect(read).toEqual({ ...JSON.parse(JSON.stringify(version)), version: number });
    expect(publishedBy).toBe(START);
    expect(publishedWallMs).toBe(desk.wallMs);
    expect(Object.keys(libraryVersions)).toEqual(expect.arrayContaining(['dateHolidays', 'tzdata']));
    expect(await desk.published.version('small', number)).toBe(await desk.published.latest('small'));
    expect(await desk.published.version('small', number + 1)).toBeNull();
    expect(await desk.published.latest('unknown')).toBeNull();
    expect((await desk.published.list()).map((one) => [one.programId, one.version])).toEqual([['small', number]]);
  });

  test('a document that is not the one that was validated is refused', async () => {
    const version = titled('Validated');
    const tampered = { ...version, document: { ...version.document, title: 'Tampered' } };
    expect(await desk.publish(START, tampered)).toMatchObject({ refused: 'PROGRAM.INVALID' });
    const foreign = { ...version, document: { ...version.document, id: 'other' } };
    expect(await desk.publish(START, foreign)).toMatchObject({ refused: 'PROGRAM.INVALID' });
  });

  test('a further version keeps period unit and zone, and the plan’s currency once something is earned', async () => {
    const version = (id: string, parts: Partial<Program>) => {
      const { plan, ...rest } = smallProgram({});
      const program = { ...rest, plan: { ...plan, ...parts.plan }, ...parts, id } as Program;
      return buildVersion({ program, version: 1, clock: REAL_CLOCK, nowMs: desk.wallMs });
    };
    const { plan } = smallProgram({});
    const euro = { ...plan, currency: 'EUR' };
    expect(await desk.publish(START, version('lasting', {}))).toMatchObject({ version: 1 });
    const other = await desk.publish(START, version('lasting', { period: 'month', zone: 'America/Los_Angeles' }));
    expect(other).toMatchObject({ refused: 'PROGRAM.INVALID' });
    expect('message' in other && other.message).toMatch(/\/period: "month".*"quarter".*\/zone: "America\/Los_Angeles"/);
    expect(await desk.publish(START, version('lasting', { plan: euro }))).toMatchObject({ version: 2 });
    const partnerId = await addPartner(desk.pool, { ...version('lasting', {}), version: 2 });
    await addEarning(desk.pool, { partnerId, programId: 'lasting', programVersion: 2 });
    const dollar = await desk.publish(START, version('lasting', { title: 'In dollars again' }));
    expect(dollar).toMatchObject({ refused: 'PROGRAM.INVALID', message: expect.stringContaining('/plan/currency') });
    expect(await desk.publish(START, version('lasting', { title: 'In euros', plan: euro }))).toMatchObject({
      version: 3,
    });
    // What is published already is published already.
    expect(await desk.publish(START, version('lasting', {}))).toMatchObject({ version: 1, changed: false });
    expect(await desk.publish(START, version('fresh', { period: 'month' }))).toMatchObject({ version: 1 });
  });

  test('program managers of all regions publish, others are refused, with an audit row for both', async () => {
    const pm = await desk.staff('Paula', 'PM');
    const regional = await desk.staff('Rita', { role: 'PM', region: 'us' });
    expect(await desk.publish(regional, titled('By Rita'))).toMatchObject({ refused: 'AUTH.FORBIDDEN' });
    expect(await desk.publish('person_nobody', titled('By nobody'))).toMatchObject({ refused: 'AUTH.FORBIDDEN' });
    const published = await desk.publish(pm, titled('By Paula'));
    expect(published).toMatchObject({ changed: true });
    const rows = await query(
      desk.pool,
      `SELECT actor, action, program_version FROM audit WHERE actor LIKE 'person/%' AND subject = 'program/small' ORDER BY seq`,
    );
    expect(rows).toEqual([
      { actor: `person/${regional}`, action: 'program.publish.refused', program_version: null },
      { actor: 'person/person_nobody', action: 'program.publish.refused', program_version: null },
      {
        actor: `person/${pm}`,
        action: 'program.publish',
        program_version: `small@${'version' in published ? published.version : 0}`,
      },
    ]);
  });
});
