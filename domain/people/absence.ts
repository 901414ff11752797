import { DomainError } from '../errors';
import type { Origin } from '../journal';
import type { RoleId } from '../steps';

/** The longest absence that one entry can say: two years. */
export const ABSENCE_MS_MAX = 2 * 366 * 24 * 3_600_000;
/** An absence may be entered this long after it began: somebody fell ill over the weekend. */
export const ABSENCE_LATE_MS_MAX = 31 * 24 * 3_600_000;

/** What an absence covers; what is left out is everything. */
export interface AbsenceScope {
  role?: RoleId | null;
  region?: string | null;
  subjectType?: string | null;
}

/** Staged content of `enterAbsence`. Wall time, from included, to excluded. */
export interface EnterAbsenceContent extends AbsenceScope {
  fromWallMs: number;
  toWallMs: number;
  /** Who stands in; without one the person's approvals go to whoever else holds the role. */
  delegateId?: string | null;
  reason?: string;
}

/** Staged content of `cancelAbsence`: it ends now, or never begins. */
export interface CancelAbsenceContent {
  absenceId: string;
  reason?: string;
}

/** What the workflow of an absence starts with: ids and times only. */
export interface AbsenceInput {
  absenceId: string;
  personId: string;
  fromWallMs: number;
  toWallMs: number;
}

/** Whose approvals must be looked at again, and why. */
export interface RerouteRequest {
  origin: Origin;
  personId: string;
  /** Goes on behind this approval: a repetition does not begin again. */
  after?: string;
}

/** How many approvals were told to look again at who may decide. */
export interface Rerouted {
  told: number;
}

/** @throws REQUEST.RULE naming what does not fit */
export function checkAbsence(
  { fromWallMs, toWallMs, delegateId }: EnterAbsenceContent,
  of: { personId: string; nowWallMs: number },
): void {
  const rule = (pointer: string, message: string): DomainError =>
    new DomainError('REQUEST.RULE', message, [{ pointer, code: 'REQUEST.RULE', message }]);
  if (!Number.isSafeInteger(fromWallMs) || !Number.isSafeInteger(toWallMs) || toWallMs <= fromWallMs)
    throw rule('/to', 'An absence ends after it begins: give "to" later than "from".');
  if (toWallMs <= of.nowWallMs) throw rule('/to', 'This absence is over already: give a "to" that is to come.');
  if (toWallMs - fromWallMs > ABSENCE_MS_MAX)
    throw rule('/to', 'An absence lasts two years at most: enter the next one then.');
  if (fromWallMs < of.nowWallMs - ABSENCE_LATE_MS_MAX)
    throw rule('/from', 'An absence is entered at most 31 days late: give a later "from".');
  if (delegateId === of.personId)
    throw rule('/delegateId', 'Nobody stands in for themselves: name somebody else, or nobody.');
}
