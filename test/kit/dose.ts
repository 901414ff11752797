/** How much of a thing a run does: every promise once in `test`, the counts of the issues in `hard`, the full counts in `soak`. */
export interface Counts {
  test: number;
  hard: number;
  soak: number;
}

/** The dose of this run, from the environment variable DOSE. */
const DOSE = process.env['DOSE'] ?? 'test';

/** The count for this run's dose. */
export function dose(counts: Counts): number {
  if (!(DOSE in counts)) throw new Error(`DOSE is "${DOSE}": use ${Object.keys(counts).join(', ')}.`);
  return counts[DOSE as keyof Counts];
}
