import type { Fault } from '../domain/errors';
import type { Program } from '../domain/program';
import { checkShape } from './shape';
import { FaultList } from './faults';
import type { ProgramDraft } from './draft';
import { programSchema } from './schema';
import { SLICE_BYTES_MAX, SLICE_CALENDAR_BYTES, sliceDocument } from './publish';
import { checkReferences } from './rules/references';
import { checkRoles } from './rules/roles';
import { checkGraphs } from './rules/graph';
import { checkReach } from './rules/reach';
import { checkServices } from './rules/services';
import { checkSilence } from './rules/silence';
import { checkTiming } from './rules/timing';
import { checkLengths } from './rules/lengths';
import { checkRegions } from './rules/regions';
import { checkTiers } from './rules/tiers';
import { checkModel } from './rules/model';

/** A program without fault, or every fault that was found. */
export type Validation = { program: Program; faults: [] } | { program?: undefined; faults: Fault[] };

const RULES: readonly ((program: ProgramDraft, faults: FaultList) => void)[] = [
  checkReferences,
  checkRoles,
  checkGraphs,
  checkReach,
  checkServices,
  checkSilence,
  checkTiming,
  checkLengths,
  checkRegions,
  checkTiers,
  checkModel,
];

/**
 * Tells whether a document is a program that may be published, with all its faults at once: those of its shape, and
 * those of the rules wherever the shape lets them be read. Pointers (RFC 6901) are into the document.
 */
export function validateProgram(document: unknown): Validation {
  const faults = new FaultList();
  const draft = checkShape(document, faults);
  if (draft) for (const check of RULES) check(draft, faults);
  const read = programSchema.safeParse(document);
  if (read.success) checkSlices(read.data, faults);
  return read.success && faults.faults.length === 0 ? { program: read.data, faults: [] } : { faults: faults.faults };
}

/** Each partner carries its region's slice through its histories. */
function checkSlices(program: Program, faults: FaultList): void {
  for (const region of Object.keys(program.regions)) {
    const bytes =
      new TextEncoder().encode(JSON.stringify(sliceDocument(program, { region }))).length + SLICE_CALENDAR_BYTES;
    if (bytes <= SLICE_BYTES_MAX) continue;
    const message =
      `What each partner of region ${region} carries is ${Math.ceil(bytes / 1024)} KB, calendars included; ` +
      `at most ${SLICE_BYTES_MAX / 1024} KB are allowed: shorten instructions and titles, or take steps out.`;
    faults.add('PROGRAM.TOO_LARGE', ['regions', region], message);
  }
}
