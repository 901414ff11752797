import type { Grant } from './person-change';

/** Partners told by one activity at most. */
export const PARTNERS_TOLD_MAX = 500;

/** Something changed about who may decide: roles that began or ended to count, for whatever reason. */
export interface PeopleChange {
  /** The partner whose person it is: only that partner is concerned; null for our own people. */
  partnerId: string | null;
  /** The roles, each where it counts; region null means everywhere. */
  grants: Grant[];
  /** What changed them, for whoever reads the histories: an id of ours, never a name. */
  changeId: string;
}

/** One page of telling. */
export interface PeopleChangeTelling extends PeopleChange {
  /** The last partner of the page before. */
  afterPartnerId?: string;
}

/** How far the telling is. */
export interface PeopleChangeTold {
  told: number;
  /** Where the next page begins; absent when everybody is told. */
  afterPartnerId?: string;
}
