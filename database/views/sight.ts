/**
 * What a reader may see of partners. A partner's people see their own one; staff see all, or the regions of their
 * grants. Each view of something that belongs to a partner asks for it, so that forgetting it does not compile.
 */
export interface Sight {
  all: boolean;
  regions: readonly string[];
  partnerId: string | null;
}

/**
 * The condition for a row of `partner` under an alias, with its three parameters from `first` on:
 * `sightSql('p', 1)` uses $1 to $3, see {@link sightValues}.
 */
export const sightSql = (alias: string, first: number): string =>
  sightBy(alias, [`$${first}`, `$${first + 1}`, `$${first + 2}`]);

/** The same, its parameters by name: for a statement that is put together. */
export const sightBy = (alias: string, [all, regions, own]: readonly string[]): string =>
  `(${all}::boolean OR ${alias}.region = ANY(${regions}::text[]) OR ${alias}.partner_id = ${own}::text)`;

/** The parameters of {@link sightSql}. */
export const sightValues = (sight: Sight): [boolean, readonly string[], string | null] => [
  sight.all,
  sight.regions,
  sight.partnerId,
];
