import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { isCountry } from '../../programs/countries';
import { loadShippedProgram } from '../../programs/load';
import { PROGRAM_TEXT_BYTES_MAX, parseProgram } from '../../programs/parse';
import { programJsonSchema } from '../../programs/schema';
import { edited } from './edits';

const folder = join(__dirname, '../../programs');
const text = readFileSync(join(folder, 'channel.yaml'), 'utf8');
const committed = JSON.parse(readFileSync(join(folder, 'program.schema.json'), 'utf8')) as Record<string, unknown>;

describe('a program as text', () => {
  test('is read as the document that it says', () => {
    expect(parseProgram(text)).toEqual({ program: loadShippedProgram(), faults: [] });
    expect(parseProgram(JSON.stringify(loadShippedProgram())).program).toEqual(loadShippedProgram());
  });

  test('tells the line of each fault, and of the nearest thing above what is missing', () => {
    const lineOf = (words: string): number => text.split('\n').findIndex((line) => line.includes(words)) + 1;
    const { faults } = parseProgram(text.replace('due: 2bd #', 'due: 2 days #').replace('  CAM: {', '  CAMM: {'));
    expect(faults.find((fault) => fault.code === 'PROGRAM.DURATION')?.message).toContain(
      `(line ${lineOf('due: 2bd #')})`,
    );
    expect(faults.filter((fault) => fault.code === 'PROGRAM.ROLE_UNKNOWN').length).toBeGreaterThan(5);
    const missing = parseProgram(text.replace(/^ {4}zone: Europe\/Berlin\n/m, '')).faults;
    expect(missing).toHaveLength(1);
    expect(missing[0]).toMatchObject({ code: 'PROGRAM.MISSING', pointer: '/regions/de/zone' });
    expect(missing[0]?.message).toContain(`(line ${lineOf('title: Germany')})`);
  });

  test.each([
    ['a bracket left open', 'id: [1, 2', 'Line 1'],
    ['a tag of its own', 'id: !secret x', 'Unresolved tag'],
    ['two documents', 'id: a\n---\nid: b\n', 'multiple documents'],
    ['an alias to nothing', 'id: *nobody', 'nobody'],
    ['lists within lists', '['.repeat(20_000) + ']'.repeat(20_000), 'nested deeper'],
    ['lists within lists, in another writing', '- '.repeat(20_000), 'nested deeper'],
    ['keys within keys', '? '.repeat(20_000), 'nested deeper'],
    ['far too much', `# ${'x'.repeat(PROGRAM_TEXT_BYTES_MAX)}`, '256 KB'],
  ])('%s is refused with a word on it', (_name, yaml, word) => {
    const { program, faults } = parseProgram(yaml);
    expect(program).toBeUndefined();
    expect(faults.map((fault) => fault.message).join('\n')).toContain(word);
    for (const fault of faults) expect(fault.code).toMatch(/^PROGRAM\.(YAML|TOO_LARGE)$/);
  });

  test('a key given twice is told with both lines, and hides no other fault; the first one counts', () => {
    const twice = text
      .replace('due: 2bd #', 'due: 2 days #')
      .replace(/^id: channel$/m, 'id: channel\n"id": Again')
      .replace(/^ {2}CAM: .*$/m, '$&\n  CAM: { title: Other, side: partner }');
    const lineOf = (words: string): number => twice.split('\n').findIndex((line) => line.includes(words)) + 1;
    const { program, faults } = parseProgram(twice);
    expect(program).toBeUndefined();
    expect(faults.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      'PROGRAM.DUPLICATE /id',
      'PROGRAM.DUPLICATE /roles/CAM',
      'PROGRAM.DURATION /stages/recruit/steps/eligibility-review/due',
    ]);
    expect(faults[1]?.message).toContain(`line ${lineOf('Channel account manager')}`);
    expect(faults[1]?.message).toContain(`line ${lineOf('title: Other')}`);
  });

  test('a program that is sound but for a key given twice is refused for that alone', () => {
    const { program, faults } = parseProgram(`${text}\nid: again\n`);
    expect(program).toBeUndefined();
    expect(faults.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual(['PROGRAM.DUPLICATE /id']);
  });

  test('what is no YAML at all is told with line and column, and nothing else is guessed', () => {
    const { faults } = parseProgram(text.replace('title: Channel partner program', 'title: "Channel partner program'));
    expect(faults.length).toBeGreaterThan(0);
    for (const { code, message } of faults) {
      expect(code).toBe('PROGRAM.YAML');
      expect(message).toMatch(/^Line \d+, column \d+: /);
    }
  });

  test('aliases that multiply are refused before they do', () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) => `l${level + 1}: &l${level + 1} [${`*l${level},`.repeat(9)}]`,
    );
    const startMs = Date.now();
    const { faults } = parseProgram(`l0: &l0 [x]\n${levels.join('\n')}\n`);
    expect(faults.map((fault) => fault.code)).toEqual(['PROGRAM.YAML']);
    expect(Date.now() - startMs).toBeLessThan(5_000);
  });

  test('no other words than its own: empty text and plain text are no programs', () => {
    for (const yaml of ['', '# nothing', 'hello', '[]'])
      expect(parseProgram(yaml).faults[0]?.code).toBe('PROGRAM.TYPE');
  });
});

describe('the JSON Schema for editors', () => {
  const matches = new Ajv2020({ strict: false }).compile(committed);

  test('is the committed file (else run `npm run schema`)', () => {
    expect(committed).toEqual(JSON.parse(JSON.stringify(programJsonSchema())));
  });

  test('is named in the first line of the shipped program, which matches it', () => {
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=program.schema.json');
    expect(matches(edited({}))).toBe(true);
  });

  test.each<[string, Parameters<typeof edited>[0]]>([
    ['a misspelled key', { '/stages/sell/gaol': 'x' }],
    ['an unknown kind of step', { '/stages/recruit/steps/screening/kind': 'magic' }],
    ['a duration in words', { '/stages/recruit/steps/screening/due': '5 days' }],
    ['a role id in lower case', { '/roles/cam': { title: 'x', side: 'vendor' } }],
    ['a missing stage', { '/stages/sell': undefined }],
  ])('finds %s', (_name, edits) => {
    expect(matches(edited(edits))).toBe(false);
  });

  test('explains every key', () => {
    const bare: string[] = [];
    const visit = (schema: unknown, path: string): void => {
      if (schema === null || typeof schema !== 'object') return;
      for (const [key, child] of Object.entries(schema)) {
        if (key === 'properties') {
          for (const [name, property] of Object.entries(child as Record<string, object>)) {
            if (!('description' in property) && !('$ref' in property)) bare.push(`${path}/${name}`);
          }
        }
        visit(child, `${path}/${key}`);
      }
    };
    visit(committed, '');
    expect(bare).toEqual([]);
  });
});

describe('countries', () => {
  test('are the 249 of ISO 3166-1, each known to the host by a name', () => {
    const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
    const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
    const codes = letters.flatMap((a) => letters.map((b) => a + b)).filter(isCountry);
    expect(codes).toHaveLength(249);
    expect(codes.filter((code) => names.of(code) === undefined)).toEqual([]);
    for (const code of ['UK', 'EU', 'XX', 'us', 'USA', '']) expect(isCountry(code)).toBe(false);
  });
});
