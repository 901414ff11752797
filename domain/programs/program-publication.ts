import type { Fault } from '../errors';
import { DomainError } from '../errors';
import type { Origin } from '../journal';
import type { Grant } from '../people/person-change';
import { holdsRole } from '../people/person-change';
import type { Program } from '../program';
import { ADMIN_ROLE } from '../program';
import type { SystemRole } from '../roles';

/** The intake kind of a staged version, a `ProgramVersion` whose number is not yet decided. */
export const PROGRAM_VERSION_KIND = 'program.version';
/** Who publishes programs; administrators do as well. */
export const PUBLISHER_ROLES = ['PM'] as const satisfies SystemRole[];

/**
 * Makes sure that the holder of these grants may publish: a program is for all regions, so a region's program manager
 * may not.
 *
 * @throws AUTH.FORBIDDEN
 */
export function checkMayPublish(holder: { grants: readonly Grant[] } | null): void {
  if (holder === null || !holdsRole(holder, [ADMIN_ROLE, ...PUBLISHER_ROLES], null))
    throw new DomainError(
      'AUTH.FORBIDDEN',
      'Only a program manager of all regions or an administrator publishes a program.',
    );
}

/** One publication to record: the validated version is staged. */
export interface PublicationRecord {
  origin: Origin;
  programId: string;
  /** Staged for the workflow of `origin`, signed for who asked. */
  intakeId: string;
}

/** What was published. */
export type Published = {
  programId: string;
  /** From 1, without gaps. */
  version: number;
  contentHash: string;
  /** False when the very same content had been published before. */
  changed: boolean;
};

/** What a program's records stand on, as its latest version says it. */
export interface LastingTerms {
  period: Program['period'];
  zone: string;
  planCurrency: string;
  /** Something has been earned under the program. */
  hasEarnings: boolean;
}

/**
 * All that a further version of a program may not change. Sales, pins and payouts are filed under the keys of periods
 * and by days of the zone: another unit or zone would file the same day elsewhere, and price and count it twice or
 * never. What is earned is paid in the plan's currency: under another one it would be in no payout any more.
 */
export function lastingFaults(earlier: LastingTerms, next: Pick<Program, 'period' | 'zone' | 'plan'>): Fault[] {
  const terms = [
    { pointer: '/period', is: earlier.period, said: next.period, bound: true },
    { pointer: '/zone', is: earlier.zone, said: next.zone, bound: true },
    { pointer: '/plan/currency', is: earlier.planCurrency, said: next.plan.currency, bound: earlier.hasEarnings },
  ];
  return terms
    .filter(({ is, said, bound }) => bound && is !== said)
    .map(({ pointer, is, said }) => ({
      pointer,
      code: 'PROGRAM.LASTING',
      message:
        `"${said}" is not what the program's earlier versions say: its records are filed by "${is}". ` +
        `Keep "${is}", or publish under another program id.`,
    }));
}

/** @throws PROGRAM.INVALID with every fault of {@link lastingFaults} */
export function checkLasting(earlier: LastingTerms, next: Pick<Program, 'period' | 'zone' | 'plan'>): void {
  const faults = lastingFaults(earlier, next);
  if (faults.length === 0) return;
  const all = faults.map(({ pointer, message }) => `${pointer}: ${message}`).join(' ');
  throw new DomainError('PROGRAM.INVALID', all, faults);
}
