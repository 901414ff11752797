import fc from 'fast-check';
import type { Fault } from '../../domain/errors';
import type { Json, JsonObject } from '../../domain/hash';
import { STAGES } from '../../domain/program';
import { STEP_KINDS } from '../../domain/steps';
import { PROGRAM_FAULTS, pathOf, pointerOf } from '../../programs/faults';
import { loadShippedProgram } from '../../programs/load';
import { SHAPE_FAULTS_MAX } from '../../programs/shape';
import { validateProgram } from '../../programs/validate';
import { dose } from '../kit/dose';
import { edited, steps, task } from './edits';
import { WRONG_GRAPHS, WRONG_REFERENCES } from './wrong-graphs';
import { WRONG_LENGTHS, WRONG_REACH, WRONG_TIERS } from './wrong-lengths';
import { WRONG_MODELS, WRONG_OVERRIDES, WRONG_REGIONS, WRONG_TIMES } from './wrong-models';
import { WRONG_ROLES, WRONG_SIDES } from './wrong-roles';
import { WRONG_SERVICES, WRONG_SILENCES } from './wrong-services';
import { WRONG_PLANS } from './wrong-plans';
import { WRONG_SHAPES } from './wrong-shapes';

/** Every pointer into a document. */
const placesOf = (value: Json | undefined, at = ''): string[] =>
  value === null || typeof value !== 'object'
    ? [at]
    : [at, ...Object.entries(value).flatMap(([key, member]) => placesOf(member, at + pointerOf([key])))];

const places = (faults: readonly Fault[]): string[] => faults.map(({ code, pointer }) => `${code} ${pointer}`);

const WRONG = [
  ...WRONG_SHAPES,
  ...WRONG_REFERENCES,
  ...WRONG_GRAPHS,
  ...WRONG_TIMES,
  ...WRONG_REGIONS,
  ...WRONG_MODELS,
  ...WRONG_PLANS,
  ...WRONG_OVERRIDES,
  ...WRONG_ROLES,
  ...WRONG_SIDES,
  ...WRONG_SERVICES,
  ...WRONG_SILENCES,
  ...WRONG_LENGTHS,
  ...WRONG_REACH,
  ...WRONG_TIERS,
];

describe('a program that ships', () => {
  test('has no fault, and validating changes nothing in it', () => {
    const program = loadShippedProgram();
    expect(validateProgram(program)).toEqual({ program, faults: [] });
  });

  test('uses every kind of step, at most eight steps in a stage, and at most ten approvals in the first cycle', () => {
    const { stages } = loadShippedProgram();
    const all = STAGES.flatMap((name) => Object.values(stages[name].steps));
    expect(new Set(all.map((step) => step.kind))).toEqual(new Set(STEP_KINDS));
    for (const name of STAGES) expect(Object.keys(stages[name].steps).length).toBeLessThanOrEqual(8);
    expect(all.filter((step) => step.kind === 'approval').length).toBeLessThanOrEqual(10);
  });

  test('is found by its name only', () => {
    expect(() => loadShippedProgram('../channel')).toThrow(
      expect.objectContaining({ code: 'PROGRAM.INVALID' }) as Error,
    );
  });
});

describe('what is wrong is refused at its place', () => {
  test.each(WRONG)('%s', (_name, edits, expected) => {
    const { program, faults } = validateProgram(edited(edits));
    expect(program).toBeUndefined();
    expect(places(faults).sort()).toEqual([...expected].sort());
    for (const fault of faults) expect(fault.message.length).toBeGreaterThan(20);
  });

  test('every code of a program fault is shown by a case of its own, but those of the text', () => {
    const shown = new Set(WRONG.flatMap(([, , faults]) => faults.map((fault) => fault.split(' ')[0])));
    const missing = Object.keys(PROGRAM_FAULTS).filter((code) => !shown.has(code));
    expect(missing).toEqual(['PROGRAM.YAML']);
  });

  test('a circle is named step by step', () => {
    const { faults } = validateProgram(edited({ [`${steps('recruit')}/eligibility-review/needs`]: ['admit'] }));
    expect(faults[0]?.message).toContain('eligibility-review → admit → interview → eligibility-review');
  });

  test('two circles in one stage are two faults', () => {
    const edits = {
      [steps('enable')]: {
        a: { ...task, needs: ['b'] },
        b: { ...task, needs: ['a'] },
        c: { ...task, needs: ['c', 'a'] },
      },
    };
    expect(places(validateProgram(edited(edits)).faults)).toEqual([
      'PROGRAM.NEEDS_CYCLE /stages/enable/steps/a/needs/0',
      'PROGRAM.NEEDS_CYCLE /stages/enable/steps/c/needs/0',
    ]);
  });
});

describe('all faults are told at once', () => {
  test('those of the shape together with those of the rules, in every part that can still be read', () => {
    const { faults } = validateProgram(
      edited({
        '/title': undefined,
        '/tiers/1/title': 5,
        [`${steps('recruit')}/screening`]: { kind: 'magic', title: 'x', owner: 'CHIEF', needs: ['tea', 7] },
        [`${steps('recruit')}/admit/roles`]: ['CHIEF', 'PM', 5],
        [`${steps('onboard')}/agreement/due`]: 'soon',
        [`${steps('sell')}/quarter/until`]: 'noon',
        '/ladders/our-task/reminders': ['120%'],
        '/plan/rules/0/tiers/gold/1/from': '60000',
        '/plan/title': 5,
        '/regions/de/zone': 'Europe/Atlantis',
        '/regions/de/workWeek': ['1', 2],
      }),
    );
    expect(places(faults).sort()).toEqual(
      [
        'PROGRAM.MISSING /title',
        'PROGRAM.TYPE /tiers/1/title',
        'PROGRAM.STEP_KIND /stages/recruit/steps/screening/kind',
        'PROGRAM.ROLE_UNKNOWN /stages/recruit/steps/screening/owner',
        'PROGRAM.NEEDS_UNKNOWN /stages/recruit/steps/screening/needs/0',
        'PROGRAM.TYPE /stages/recruit/steps/screening/needs/1',
        'PROGRAM.ROLE_UNKNOWN /stages/recruit/steps/admit/roles/0',
        'PROGRAM.TYPE /stages/recruit/steps/admit/roles/2',
        'PROGRAM.DURATION /stages/onboard/steps/agreement/due',
        'PROGRAM.VALUE /stages/sell/steps/quarter/until',
        'PROGRAM.REMINDER /ladders/our-task/reminders/0',
        'PLAN.BAND_GAP /plan/rules/0/tiers/gold/1/from',
        'PROGRAM.TYPE /plan/title',
        'PROGRAM.ZONE /regions/de/zone',
        'PROGRAM.TYPE /regions/de/workWeek/0',
      ].sort(),
    );
  });

  test('a faulty definition does not make its references dangle', () => {
    const { faults } = validateProgram(edited({ '/ladders/our-task': 'quick', '/roles/CAM': 5, '/tiers/1/id': 5 }));
    expect(places(faults)).toEqual([
      'PROGRAM.TYPE /roles/CAM',
      'PROGRAM.TYPE /tiers/1/id',
      'PROGRAM.TYPE /ladders/our-task',
    ]);
  });

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'program'],
    ['a list', []],
    ['an empty object', {}],
  ])('%s is no program', (_name, document) => {
    const { program, faults } = validateProgram(document);
    expect(program).toBeUndefined();
    expect(faults.length).toBeGreaterThan(0);
  });

  test('a document of faults only is told the first ones', () => {
    const junk: Json = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`junk-${index}`, index]));
    const { faults } = validateProgram({ ...edited({}), profile: Array<Json>(SHAPE_FAULTS_MAX + 9).fill(0), ...junk });
    expect(faults.length).toBeGreaterThanOrEqual(SHAPE_FAULTS_MAX);
    expect(faults.at(-1)?.message).toContain('more faults are not listed');
  });

  test.each(['/partnerTypes', '/roles', '/regions', '/tracks', '/tiers/1/certified', steps('sell'), '/stages', ''])(
    'a key that JavaScript keeps for itself is not dropped in silence under "%s"',
    (pointer) => {
      const parent = pathOf(pointer).reduce<unknown>((at, key) => (at as JsonObject)[key], edited({}));
      // As JSON.parse makes it: a member of its own, and no prototype.
      const spoiled = JSON.stringify(edited({})).replace(
        JSON.stringify(parent),
        (text) => `{"__proto__":{"id":"x"},${text.slice(1)}`,
      );
      expect(places(validateProgram(JSON.parse(spoiled)).faults)).toEqual([`PROGRAM.KEY ${pointer}/__proto__`]);
    },
  );

  test('whatever one place of a program is replaced by, validating answers', () => {
    const junk = fc.constantFrom<Json | undefined>(undefined, null, 5, '', [], {}, 'x', [5], ['x'], [{}]);
    const place = fc.constantFrom(...placesOf(edited({})).slice(1));
    const runs = { numRuns: dose({ test: 50, hard: 1_000, soak: 10_000 }) };
    fc.assert(
      fc.property(place, junk, (pointer, value) => {
        const { program, faults } = validateProgram(edited({ [pointer]: value }));
        expect(program === undefined).toBe(faults.length > 0);
      }),
      runs,
    );
  });

  test('no document whatever makes validating fail', () => {
    const hostile = JSON.parse(
      '{"__proto__": {"id": 1}, "stages": {"sell": {"steps": {"__proto__": {"kind": "task"}}}}}',
    ) as unknown;
    expect(validateProgram(hostile).program).toBeUndefined();
    expect(({} as JsonObject)['id']).toBeUndefined();
  });
});
