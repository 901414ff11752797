import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { STATEMENTS_MAX, isSameStatement, normalLearner, parseStatements } from '../../../domain/enable/training';
import { timestampMs } from '../../../domain/enable/statement-shape';
import type { JsonObject } from '../../../domain/hash';

const PASSED = 'http://adlnet.gov/expapi/verbs/passed';
const VOIDED = 'http://adlnet.gov/expapi/verbs/voided';
const ID = 'fd41c918-b88b-4b20-a0a5-a4c32391aaa0';
const SOURCE = { authority: 'svc_lms', storedWallMs: 1_000, newId: () => randomUUID() };

function statement(parts: JsonObject = {}): JsonObject {
  return {
    id: ID,
    actor: { mbox: 'mailto:Ann@Partner.example', name: 'Ann' },
    verb: { id: PASSED, display: { 'en-US': 'passed' } },
    object: { id: 'https://learning.example/exams/one', definition: { name: { en: 'One' } } },
    ...parts,
  };
}

const parse = (json: unknown) => parseStatements(json, SOURCE);
const faultOf = (json: unknown): string | undefined => parse(json).faults[0]?.pointer;

describe('a statement of a learning system', () => {
  test('is read with who learned what, when and how well', () => {
    const { statements, faults } = parse(
      statement({ result: { success: true, score: { scaled: 0.9 } }, timestamp: '2026-03-01T10:00:00.250+01:00' }),
    );
    expect(faults).toEqual([]);
    expect(statements).toMatchObject([
      {
        statementId: ID,
        learner: { kind: 'mbox', value: 'mailto:ann@partner.example' },
        effect: 'passed',
        activity: 'https://learning.example/exams/one',
        success: true,
        scoreScaled: 0.9,
        timestampMs: Date.UTC(2026, 2, 1, 9, 0, 0, 250),
        storedWallMs: 1_000,
        authority: 'svc_lms',
      },
    ]);
  });

  test('gets an id when it has none, and keeps no timestamp when it has none', () => {
    const { id: _id, ...without } = statement();
    const [read] = parse(without).statements;
    expect(read!.statementId).toMatch(/^[0-9a-f-]{36}$/);
    expect(read!.statement['id']).toBe(read!.statementId);
    expect(read!.timestampMs).toBeNull();
  });

  test.each<[string, JsonObject, string]>([
    [
      'mailbox hash',
      { mbox_sha1sum: 'EBD31E95054C018B10727CCFFD2EF2EC3A016EE9' },
      'ebd31e95054c018b10727ccffd2ef2ec3a016ee9',
    ],
    ['account', { account: { homePage: 'https://lms.example', name: '4711' } }, 'https://lms.example|4711'],
  ])('knows a learner by %s', (_what, actor, value) => {
    expect(parse(statement({ actor })).statements[0]!.learner!.value).toBe(value);
  });

  test.each<[string, JsonObject, string]>([
    ['another verb', { verb: { id: 'http://adlnet.gov/expapi/verbs/initialized' } }, 'none'],
    [
      'a group, which is nobody in particular',
      { actor: { objectType: 'Group', mbox: 'mailto:team@partner.example' } },
      'none',
    ],
    ['an agent as object', { object: { objectType: 'Agent', mbox: 'mailto:b@partner.example' } }, 'none'],
    ['a pass that says it was none', { result: { success: false } }, 'none'],
    [
      'a completion that says it is not complete',
      { verb: { id: 'http://adlnet.gov/expapi/verbs/completed' }, result: { completion: false } },
      'none',
    ],
    ['a voiding', { verb: { id: VOIDED }, object: { objectType: 'StatementRef', id: ID.toUpperCase() } }, 'voids'],
  ])('stores %s without counting it', (_what, parts, effect) => {
    const [read] = parse(statement(parts)).statements;
    expect(read!.effect).toBe(effect);
    expect(read!.voids).toBe(effect === 'voids' ? ID : null);
  });

  test.each<[string, JsonObject, string]>([
    ['an unknown property', { actors: {} }, '/actors'],
    ['a property in other case', { Verb: {} }, '/Verb'],
    ['a null', { result: null }, '/result'],
    ['a null inside', { result: { score: null } }, '/result/score'],
    ['a wrong UUID', { id: 'fd41c918' }, '/id'],
    ['an IRI without scheme', { verb: { id: 'passed' } }, '/verb/id'],
    ['a mailbox without mailto:', { actor: { mbox: 'ann@partner.example' } }, '/actor/mbox'],
    ['two identifiers', { actor: { mbox: 'mailto:a@b.example', openid: 'https://a.example' } }, '/actor'],
    ['an openid', { actor: { openid: 'https://ann.example' } }, '/actor/openid'],
    ['a time without offset', { timestamp: '2026-03-01T10:00:00' }, '/timestamp'],
    ['an unknown offset', { timestamp: '2026-03-01T10:00:00-00:00' }, '/timestamp'],
    ['a score out of range', { result: { score: { scaled: 1.1 } } }, '/result/score/scaled'],
    ['a voiding of an activity', { verb: { id: VOIDED } }, '/object'],
    [
      'a sub-statement inside a sub-statement',
      {
        object: {
          objectType: 'SubStatement',
          ...statement({ id: undefined as never }),
          object: { objectType: 'SubStatement' },
        },
      },
      '/object/id',
    ],
    [
      'a revision of something that is no activity',
      { object: { objectType: 'Agent', mbox: 'mailto:b@c.example' }, context: { revision: '1' } },
      '/context/revision',
    ],
    [
      'an attachment that is not linked',
      {
        attachments: [
          { usageType: 'http://x.example/u', display: { en: 'x' }, contentType: 'text/plain', length: 1, sha2: 'ab' },
        ],
      },
      '/attachments/0',
    ],
  ])('is refused for %s', (_what, parts, pointer) => {
    expect(faultOf(statement(parts))).toBe(pointer);
  });

  test('may carry nulls only in extensions', () => {
    const extensions = { 'https://x.example/a': null };
    expect(parse(statement({ result: { extensions } })).faults).toEqual([]);
  });

  test.each(['1.0.3', '1.0', '2.0.0'])('may name version %s', (version) => {
    expect(
      parse(
        statement({
          version,
          context: { contextAgents: [{ objectType: 'contextAgent', agent: { mbox: 'mailto:a@b.example' } }] },
        }),
      ).faults,
    ).toEqual([]);
  });

  test('must name what is missing', () => {
    expect(parse({}).faults.map(({ pointer }) => pointer)).toEqual(['/actor', '/verb', '/object']);
    expect(parse('no statement').faults).toHaveLength(1);
    expect(parse(null).faults).toHaveLength(1);
  });
});

describe('a batch', () => {
  test('is taken as a whole or not at all, and says where it is wrong', () => {
    const { statements, faults } = parse([statement(), statement({ id: 'nonsense' })]);
    expect(statements).toEqual([]);
    expect(faults.map(({ pointer }) => pointer)).toEqual(['/1/id']);
  });

  test('holds no id twice, and not too many statements', () => {
    expect(faultOf([statement(), statement({ id: ID.toUpperCase() })])).toBe('/1/id');
    expect(parse(Array.from({ length: STATEMENTS_MAX + 1 }, () => ({}))).faults).toMatchObject([
      { code: 'STATEMENT.TOO_MANY' },
    ]);
    expect(parse([])).toEqual({ statements: [], faults: [] });
  });
});

describe('the same statement again', () => {
  const one = parse(statement({ timestamp: '2026-03-01T10:00:00Z' })).statements[0]!;
  const same = (parts: JsonObject) =>
    isSameStatement(one, parse(statement({ timestamp: '2026-03-01T10:00:00Z', ...parts })).statements[0]!);

  test('is known in other words, in another zone, and with what the store adds', () => {
    expect(
      same({ version: '1.0.3', stored: '2026-03-02T00:00:00Z', authority: { mbox: 'mailto:lms@x.example' } }),
    ).toBe(true);
    expect(same({ verb: { id: PASSED, display: { de: 'bestanden' } } })).toBe(true);
    expect(same({ timestamp: '2026-03-01T11:00:00+01:00' })).toBe(true);
  });

  test('is another one with another actor, result or time', () => {
    expect(same({ actor: { mbox: 'mailto:bob@partner.example' } })).toBe(false);
    expect(same({ result: { success: true } })).toBe(false);
    expect(same({ timestamp: '2026-03-01T10:00:01Z' })).toBe(false);
  });
});

describe('texts', () => {
  test.each<[string, number | undefined]>([
    ['2026-02-28T23:59:60Z', Date.UTC(2026, 2, 1)],
    ['2026-02-28T10:00+0530', Date.UTC(2026, 1, 28, 4, 30)],
    ['2026-02-28T10:00:00,5-03', Date.UTC(2026, 1, 28, 13, 0, 0, 500)],
    ['2026-02-29T10:00:00Z', undefined],
    ['2026-13-01T10:00:00Z', undefined],
    ['2026-02-28T24:00:00Z', undefined],
    ['2026-02-28', undefined],
  ])('%s is the instant %s', (text, ms) => expect(timestampMs(text)).toBe(ms));

  test('every instant is read back from its ISO text', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1000-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true }),
        (date) => {
          expect(timestampMs(date.toISOString())).toBe(date.getTime());
        },
      ),
    );
  });

  test('a mailbox is the same with and without mailto:', () => {
    expect(normalLearner({ kind: 'mbox', value: ' Ann@Partner.example ' })).toEqual({
      kind: 'mbox',
      value: 'mailto:ann@partner.example',
    });
  });
});

test('whatever JSON comes, it is read or refused, never thrown at', () => {
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.constantFrom('actor', 'verb', 'object', 'result', 'context', 'attachments', 'timestamp'),
      (value, name) => {
        const { statements, faults } = parse({ ...statement(), [name]: value });
        expect(statements.length > 0).toBe(faults.length === 0);
      },
    ),
    { numRuns: 300 },
  );
});
