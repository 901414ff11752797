import { SUBJECT_KINDS } from '../approvals/subject';
import { DomainError } from '../errors';
import type { Origin } from '../journal';
import type { RoleId } from '../steps';
import type { RoleVocabulary } from './person-change';

/** The longest absence that one entry can say: two years. */
const ABSENCE_MS_MAX = 2 * 366 * 24 * 3_600_000;
/** An absence may be entered this long after it began: somebody fell ill over the weekend. */
const ABSENCE_LATE_MS_MAX = 31 * 24 * 3_600_000;

/** Staged content of `enterAbsence`. Wall time, from included, to excluded. What its scope leaves out is everything. */
export interface EnterAbsenceContent {
  fromWallMs: number;
  toWallMs: number;
  /** Who stands in; without one the person's approvals go to whoever else holds the role. */
  delegateId?: string | null;
  role?: RoleId | null;
  region?: string | null;
  /** Approvals about this only: partner, payout, tier, plan. */
  subjectType?: string | null;
  reason?: string;
}

/** Staged content of `cancelAbsence`: it ends now, or never begins. */
export interface CancelAbsenceContent {
  absenceId: string;
  reason?: string;
}

/** What the workflow of an absence starts with: ids and times only. Wall time. */
export type AbsenceInput = {
  absenceId: string;
  personId: string;
  fromWallMs: number;
  toWallMs: number;
};

/** Whose approvals must look again at who may decide. */
export interface RerouteRequest {
  origin: Origin;
  personId: string;
  /** The last partner of the page before. */
  after?: string;
}

/** How many lifecycles were told, and behind which one to go on, where there are more. */
export interface Rerouted {
  told: number;
  after?: string;
}

/**
 * Makes sure that an absence can be: it is to come or goes on, its end is after its beginning, its scope exists.
 * @throws REQUEST.RULE naming what does not fit
 */
export function checkAbsence(
  { fromWallMs, toWallMs, delegateId, role, region, subjectType }: EnterAbsenceContent,
  of: { personId: string; nowWallMs: number; known: RoleVocabulary },
): void {
  const { nowWallMs, personId, known } = of;
  const check = (fits: boolean, pointer: string, message: string): void => {
    if (!fits) throw new DomainError('REQUEST.RULE', message, [{ pointer, code: 'REQUEST.RULE', message }]);
  };
  const readable = Number.isSafeInteger(fromWallMs) && Number.isSafeInteger(toWallMs);
  check(readable && toWallMs > fromWallMs, '/to', 'An absence ends after it begins: give "to" later than "from".');
  check(toWallMs > nowWallMs, '/to', 'This absence is over already: give a "to" that is to come.');
  check(toWallMs - fromWallMs <= ABSENCE_MS_MAX, '/to', 'An absence lasts two years at most: enter the next one then.');
  const inTime = fromWallMs >= nowWallMs - ABSENCE_LATE_MS_MAX;
  check(inTime, '/from', 'An absence is entered at most 31 days late: give a later "from".');
  check(delegateId !== personId, '/delegateId', 'Nobody stands in for themselves: name somebody else, or nobody.');
  check(!role || Object.hasOwn(known.roles, role), '/role', `The role "${role}" is in no program.`);
  check(!region || known.regions.includes(region), '/region', `The region "${region}" is in no program.`);
  const kinds: readonly string[] = SUBJECT_KINDS;
  check(!subjectType || kinds.includes(subjectType), '/subjectType', `Decided is one of ${kinds.join(', ')}.`);
}
