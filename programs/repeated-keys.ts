import type { Document, LineCounter, Pair } from 'yaml';
import { isMap, isNode, isScalar, isSeq } from 'yaml';
import type { Fault } from '../domain/errors';
import type { Path, ProgramFaultCode } from './faults';
import { pointerOf, quoted } from './faults';

/** A text that repeats more keys than this is told the first ones. */
const REPEATED_MAX = 50;

/**
 * Takes every key that a map already has out of the document, and tells where both stand: the first one is what the
 * rest of the checks read.
 */
export function dropRepeatedKeys(document: Document, lines: LineCounter): Fault[] {
  const faults: Fault[] = [];
  const lineOf = (node: unknown): number => (isNode(node) && node.range ? lines.linePos(node.range[0]).line : 0);
  const visit = (node: unknown, path: Path): void => {
    if (isSeq(node)) node.items.forEach((item, index) => visit(item, [...path, index]));
    if (!isMap(node)) return;
    const first = new Map<string, Pair>();
    for (const pair of node.items) {
      const key = keyOf(pair);
      const known = first.get(key);
      if (known === undefined) first.set(key, pair);
      else if (faults.length < REPEATED_MAX) faults.push(repeated([...path, key], lineOf(known.key), lineOf(pair.key)));
    }
    node.items = [...first.values()];
    for (const [key, pair] of first) visit(pair.value, [...path, key]);
  };
  visit(document.contents, []);
  return faults;
}

/** Keys as a reader of the document tells them apart: `1` and `"1"` are one. */
function keyOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value ?? '') : String(key);
}

function repeated(path: Path, firstLine: number, line: number): Fault {
  const code: ProgramFaultCode = 'PROGRAM.DUPLICATE';
  const message = `${quoted(path.at(-1))} is given twice, in line ${firstLine} and here (line ${line}): keep one, or rename one of them.`;
  return { pointer: pointerOf(path), code, message };
}
