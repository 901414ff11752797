/**
 * The present of a program version, program time: each version has a clock of its own, and what is overdue is overdue
 * by that clock. Computed in `domain/clock` and handed to the statement, which has no clock.
 */
export interface Present {
  programId: string;
  version: number;
  nowMs: number;
}

/** A table `present(program_id, version, now_ms)` from three parameters, from `first` on; see {@link presentValues}. */
export const presentSql = (first: number): string =>
  `unnest($${first}::text[], $${first + 1}::int[], $${first + 2}::bigint[]) AS present(program_id, version, now_ms)`;

/** The condition that a partner's row under an alias is on that version. */
export const onPresent = (alias: string): string =>
  `present.program_id = ${alias}.program_id AND present.version = ${alias}.program_version`;

/** The parameters of {@link presentSql}. */
export const presentValues = (presents: readonly Present[]): [string[], number[], number[]] => [
  presents.map(({ programId }) => programId),
  presents.map(({ version }) => version),
  presents.map(({ nowMs }) => nowMs),
];
