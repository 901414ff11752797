import type { Grant } from './person-change';

/** Marks a grant that the directory gave by a claim: the next sign-in without the claim ends it. */
export const BY_CLAIM = 'claim';

/** Tells whether two grants are the same role in the same region. */
export const isSameGrant = (a: Grant, b: Grant): boolean => a.role === b.role && a.region === b.region;

/** What is in the first list and not in the second, each grant once. */
export function grantsBeyond(grants: readonly Grant[], others: readonly Grant[]): Grant[] {
  return grants.filter(
    (grant, at) =>
      !others.some((other) => isSameGrant(grant, other)) &&
      grants.findIndex((other) => isSameGrant(grant, other)) === at,
  );
}

/** Tells whether two lists hold the same grants, in whatever order and however often. */
export const areSameGrants = (a: readonly Grant[], b: readonly Grant[]): boolean =>
  grantsBeyond(a, b).length === 0 && grantsBeyond(b, a).length === 0;

/** The grants that are in one of the lists and not in both: what a change touched. */
export const grantsChanged = (before: readonly Grant[], after: readonly Grant[]): Grant[] => [
  ...grantsBeyond(before, after),
  ...grantsBeyond(after, before),
];

/**
 * What the directory's word comes to: a role that was revoked by hand stays revoked, whatever the directory says, until
 * it is given by hand again.
 */
export const claimsThatCount = (claimed: readonly Grant[], withheld: readonly Grant[]): Grant[] =>
  grantsBeyond(claimed, withheld);
