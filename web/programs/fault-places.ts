import { LineCounter, parseDocument } from 'yaml';
import type { Fault } from '../../domain/errors';

/** A fault with its place in the text: offsets of what is wrong, and the line for people, from 1. */
export interface PlacedFault extends Fault {
  line: number;
  from: number;
  to: number;
}

/** Finds where in a YAML (or JSON) text each fault is: the thing itself, or the nearest thing around it. */
export function placed(text: string, faults: readonly Fault[]): PlacedFault[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, keepSourceTokens: true });
  const rangeOf = (path: string[]): [number, number] => {
    for (let depth = path.length; depth > 0; depth -= 1) {
      const node = document.getIn(path.slice(0, depth).map(keyOf), true) as
        { range?: [number, number, number] } | undefined;
      if (node?.range) return [node.range[0], Math.min(node.range[1], lineEnd(text, node.range[0]))];
    }
    return [0, lineEnd(text, 0)];
  };
  return faults
    .map((fault) => {
      const [from, to] = rangeOf(pathOf(fault.pointer));
      return { ...fault, from, to, line: lines.linePos(from).line };
    })
    .sort((a, b) => a.from - b.from);
}

/** Writes a document as people edit it. */
export { stringify as yamlText } from 'yaml';

/** The segments of a pointer (RFC 6901). */
const pathOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));

const keyOf = (segment: string): string | number => (/^\d+$/.test(segment) ? Number(segment) : segment);

const lineEnd = (text: string, from: number): number => {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
};
