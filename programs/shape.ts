import type { z } from 'zod';
import type { ProgramDraft } from './draft';
import type { FaultList, Path, ProgramFaultCode } from './faults';
import { PROGRAM_FAULTS, quoted } from './faults';
import { programSchema } from './schema';
import { stepBaseSchema } from './schema-steps';

/** A document with more faults of shape is no program at all: the first ones are told and no rule is tried. */
export const SHAPE_FAULTS_MAX = 500;

type Issue = z.core.$ZodIssue;

/**
 * Reports whatever has not the shape of a program, and answers what is left without it; nothing when hardly anything
 * is left.
 */
export function checkShape(document: unknown, faults: FaultList): ProgramDraft | undefined {
  checkKeys(document, faults);
  const result = programSchema.safeParse(document);
  if (result.success) return result.data;
  const issues = result.error.issues.flatMap((issue) => [...oneByOne(issue), ...issuesOfUnknownStep(document, issue)]);
  for (const issue of issues.slice(0, SHAPE_FAULTS_MAX)) {
    if (issue.path.at(-1) === UNSEEN_KEY) continue;
    faults.add(codeOf(document, issue), keysOnly(issue.path), messageOf(document, issue));
  }
  if (issues.length > SHAPE_FAULTS_MAX) {
    const more = issues.length - SHAPE_FAULTS_MAX;
    faults.add('PROGRAM.TOO_LARGE', [], `${more} more faults are not listed: mend these first.`);
    return undefined;
  }
  const rest = without(
    document,
    issues.map((issue) => keysOnly(issue.path)),
  );
  return rest === null || typeof rest !== 'object' ? undefined : rest;
}

/** The one key that records of the schema step over without a word, so that its content would be dropped unseen. */
const UNSEEN_KEY = '__proto__';
/** A program needs ten levels; what is nested deeper is of a wrong shape anyway. */
const DEPTH_MAX = 20;

function checkKeys(value: unknown, faults: FaultList, path: Path = []): void {
  if (value === null || typeof value !== 'object' || path.length > DEPTH_MAX) return;
  for (const [key, member] of Object.entries(value)) {
    if (key === UNSEEN_KEY) {
      faults.add('PROGRAM.KEY', [...path, key], `"${key}" is no key of anybody's own: choose another one.`);
    } else {
      checkKeys(member, faults, [...path, key]);
    }
  }
}

/** Each unknown key is a fault at its own place. */
function oneByOne(issue: Issue): Issue[] {
  if (issue.code !== 'unrecognized_keys') return [issue];
  return issue.keys.map((key) => ({ ...issue, keys: [key], path: [...issue.path, key] }));
}

/** A step of an unknown kind is still a step: its needs and roles can be read and checked. */
function issuesOfUnknownStep(document: unknown, issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [];
  const path = keysOnly(issue.path).slice(0, -1);
  const result = stepBaseSchema.safeParse(at(document, path));
  return result.success ? [] : result.error.issues.map((inner) => ({ ...inner, path: [...path, ...inner.path] }));
}

function codeOf(document: unknown, issue: Issue): ProgramFaultCode {
  if (at(document, keysOnly(issue.path)) === undefined) return 'PROGRAM.MISSING';
  switch (issue.code) {
    case 'invalid_type':
      return 'PROGRAM.TYPE';
    case 'too_big':
    case 'too_small':
      return 'PROGRAM.SIZE';
    case 'invalid_union':
      return 'PROGRAM.STEP_KIND';
    case 'invalid_key':
      return 'PROGRAM.KEY';
    case 'unrecognized_keys':
      return 'PROGRAM.UNKNOWN_KEY';
    case 'custom': {
      const code: unknown = issue.params?.['code'];
      return isProgramFault(code) ? code : 'PROGRAM.VALUE';
    }
    default:
      return 'PROGRAM.VALUE';
  }
}

function messageOf(document: unknown, issue: Issue): string {
  const value = at(document, keysOnly(issue.path));
  const name = String(issue.path.at(-1) ?? 'the program');
  switch (issue.code) {
    case 'invalid_type':
      return value === undefined
        ? `"${name}" is missing: give ${kindOf(issue.expected)}.`
        : `${quoted(value)} is not ${kindOf(issue.expected)}: ${hintFor(issue.expected, value)}.`;
    case 'too_big':
      return `At most ${issue.maximum} ${unitOf(issue.origin)} allowed: make it ${issue.origin === 'string' ? 'shorter' : 'less'}.`;
    case 'too_small':
      return issue.origin === 'string' ? 'This is empty: write something.' : `Give at least ${issue.minimum} here.`;
    case 'invalid_union':
      return `${value === undefined ? 'The kind is missing' : `${quoted(value)} is no kind of step`}: use one of ${optionsOf(issue)}.`;
    case 'invalid_value':
      return `${value === undefined ? `"${name}" is missing` : `${quoted(value)} is not allowed`}: use ${issue.values.map(String).join(' or ')}.`;
    case 'invalid_key':
      return `${quoted(name)}: ${issue.issues.at(-1)?.message ?? 'this key is not allowed'}`;
    case 'unrecognized_keys':
      return `${quoted(name)} is not known here: remove it, or look for a misspelling.`;
    case 'custom':
      return `${typeof value === 'object' ? '' : `${quoted(value)} cannot be read. `}${issue.message}`;
    default:
      return issue.message;
  }
}

function kindOf(expected: string): string {
  const kinds: Record<string, string> = {
    string: 'a text',
    int: 'a whole number',
    number: 'a number',
    boolean: 'true or false',
    array: 'a list',
    object: 'keys with values',
    record: 'keys with values',
  };
  return kinds[expected] ?? `a value of type ${expected}`;
}

function hintFor(expected: string, value: unknown): string {
  return expected === 'string' && typeof value !== 'object' ? 'put it in quotes' : 'give one';
}

function unitOf(origin: string): string {
  if (origin === 'string') return 'characters are';
  return origin === 'array' ? 'items are' : 'is';
}

function optionsOf(issue: Issue & { code: 'invalid_union' }): string {
  return 'options' in issue && Array.isArray(issue.options) ? issue.options.join(', ') : 'the documented ones';
}

function isProgramFault(code: unknown): code is ProgramFaultCode {
  return typeof code === 'string' && Object.hasOwn(PROGRAM_FAULTS, code);
}

function keysOnly(path: readonly PropertyKey[]): (string | number)[] {
  return path.map((part) => (typeof part === 'symbol' ? String(part) : part));
}

function at(value: unknown, path: Path): unknown {
  let found = value;
  for (const part of path) {
    if (found === null || typeof found !== 'object' || !Object.hasOwn(found, part)) return undefined;
    found = (found as Record<string | number, unknown>)[part];
  }
  return found;
}

/** A copy in which the values at these paths are undefined; a list keeps its length, a record its keys. */
function without(value: unknown, paths: readonly Path[]): unknown {
  if (paths.some((path) => path.length === 0)) return undefined;
  if (value === null || typeof value !== 'object') return value;
  const below = new Map<string | number, Path[]>();
  for (const [part, ...rest] of paths) {
    if (part === undefined || !Object.hasOwn(value, part)) continue;
    const known = below.get(part);
    if (known) known.push(rest);
    else below.set(part, [rest]);
  }
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string | number, unknown>;
  for (const [part, rests] of below) copy[part] = without(copy[part], rests);
  return copy;
}
