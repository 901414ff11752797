import fc from 'fast-check';

/** How much of a thing a run does: every promise once in `test`, the counts of the issues in `hard`, the full counts in `soak`. */
export interface Counts {
  test: number;
  hard: number;
  soak: number;
}

/** The dose of this run, from the environment variable DOSE. */
const DOSE = process.env['DOSE'] ?? 'test';

/** Where the dice of this run begin, from the environment variable SEED; without it, somewhere else each time. */
export const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
// Without it fast-check tells, when something fails, where its own dice began.
if (process.env['SEED'] !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: SEED });

/** The count for this run's dose. */
export function dose(counts: Counts): number {
  if (!(DOSE in counts)) throw new Error(`DOSE is "${DOSE}": use ${Object.keys(counts).join(', ')}.`);
  return counts[DOSE as keyof Counts];
}
