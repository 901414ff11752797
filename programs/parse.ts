import type { Document, LineCounter as Lines, YAMLError } from 'yaml';
import { LineCounter, Lexer, Parser, isNode, parseDocument } from 'yaml';
import type { Fault } from '../domain/errors';
import { pathOf } from './faults';
import { dropRepeatedKeys } from './repeated-keys';
import type { Validation } from './validate';
import { validateProgram } from './validate';

/** No program text is larger. */
export const PROGRAM_TEXT_BYTES_MAX = 256 * 1024;
/** How many aliases a text may use, those inside of aliases counted each time. */
const ALIASES_MAX = 50;
/** How deep lists and keys may be nested: a program needs ten levels, and the parser beneath is recursive. */
const DEPTH_MAX = 100;
/** A text with more errors of syntax is told the first ones. */
const SYNTAX_FAULTS_MAX = 50;

/** Reads a program from YAML and validates it; each fault says its line. */
export function parseProgram(text: string): Validation {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > PROGRAM_TEXT_BYTES_MAX) {
    const most = PROGRAM_TEXT_BYTES_MAX / 1024;
    return refused('PROGRAM.TOO_LARGE', `The text has ${Math.ceil(bytes / 1024)} KB; at most ${most} KB are read.`);
  }
  if (isTooDeep(text))
    return refused('PROGRAM.YAML', `The text is nested deeper than ${DEPTH_MAX} levels: flatten it.`);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false, version: '1.2' });
  const problems = [...document.errors, ...document.warnings];
  if (problems.length > 0) {
    return { faults: problems.slice(0, SYNTAX_FAULTS_MAX).map((problem) => syntaxFault(problem, lines)) };
  }
  // Named with their places, and no reason to keep quiet about the rest.
  const repeated = dropRepeatedKeys(document, lines);
  let content: unknown;
  try {
    content = document.toJS({ maxAliasCount: ALIASES_MAX });
  } catch (error) {
    // The library's only word for too many aliases, and for those that name nothing.
    if (!(error instanceof ReferenceError)) throw error;
    return refused('PROGRAM.YAML', `${error.message}: write it out instead.`);
  }
  const result = validateProgram(content);
  if (result.program && repeated.length === 0) return result;
  return { faults: [...repeated, ...result.faults.map((fault) => withLine(fault, document, lines))] };
}

/** Walks the tokens, which needs no recursion, before anything recursive sees the text. */
function isTooDeep(text: string): boolean {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    for (const _token of parser.next(lexeme)) continue;
    if (parser.stack.length > DEPTH_MAX) return true;
  }
  return false;
}

function syntaxFault(problem: YAMLError, lines: Lines): Fault {
  const { line, col } = lines.linePos(problem.pos[0]);
  return { pointer: '', code: 'PROGRAM.YAML', message: `Line ${line}, column ${col}: ${problem.message}` };
}

function withLine(fault: Fault, document: Document, lines: Lines): Fault {
  const path = pathOf(fault.pointer);
  // What is missing has no place of its own: its nearest parent has.
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (!isNode(node) || !node.range) continue;
    return { ...fault, message: `${fault.message} (line ${lines.linePos(node.range[0]).line})` };
  }
  return fault;
}

function refused(code: string, message: string): Validation {
  return { faults: [{ pointer: '', code, message }] };
}
