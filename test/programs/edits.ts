import type { Json, JsonObject } from '../../domain/hash';
import type { Program } from '../../domain/program';
import { pathOf } from '../../programs/faults';
import { loadShippedProgram } from '../../programs/load';

/** What to put where, by pointer; undefined takes out. */
export type Edits = Record<string, Json | undefined>;

const shipped = loadShippedProgram();

/** The shipped program with some places changed: an arbitrary document. */
export function edited(edits: Edits): JsonObject {
  const document = structuredClone(shipped) as unknown as JsonObject;
  for (const [pointer, value] of Object.entries(edits)) put(document, pathOf(pointer), value);
  return document;
}

/** The shipped program with some places changed that leave it sound. */
export const editedProgram = (edits: Edits): Program => edited(edits) as unknown as Program;

function put(document: JsonObject, path: string[], value: Json | undefined): void {
  let parent = document;
  for (const key of path.slice(0, -1)) {
    if (!Object.hasOwn(parent, key)) throw new Error(`The shipped program has nothing at ${path.join('/')}`);
    parent = parent[key] as JsonObject;
  }
  const last = path.at(-1) ?? '';
  if (value === undefined) delete parent[last];
  else parent[last] = value;
}

/** Where the steps of a stage are. */
export const steps = (stage: string): string => `/stages/${stage}/steps`;
/** The least that a step can be. */
export const task = { kind: 'task', title: 'A task', owner: 'CAM' };

/** So many steps side by side. */
export function manySteps(count: number, instructions = 'Do it'): JsonObject {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`step-${index}`, { ...task, instructions }]));
}

/** A way to be wrong, alone in an otherwise sound program: it is refused with exactly these faults (code and pointer). */
export type Wrong = [name: string, edits: Edits, faults: string[]];
