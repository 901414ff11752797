/**
 * A partner's statement: what was open, what a period brought, and what is open then. A pure function of the ledger.
 *
 * 1. What is open is what the partner is owed: earned and held, payable, reserved or on its way, less what it owes.
 * 2. Each movement of that belongs to exactly one period, so each statement opens with what the one before closed with.
 *    - What is withheld, paid, written off or undone belongs to the period of its own day.
 *    - What is earned or taken back belongs to the period of its earning when it is posted in that period or in the next
 *      one, because a close comes after the end; posted later, to the period before that of its posting.
 *    So nothing joins a statement once the next period has ended: from then on it is final.
 * 3. What is kept back for later refunds stays owed, so it moves nothing here; the statement says how much of its close it is.
 * 4. The first posting of an event is earned or clawed back, by its sign. Every later difference is an adjustment, as is
 *    what is written off or undone.
 */
import { addCivilDays } from '../civil-date';
import type { PeriodUnit } from '../period';
import { periodDays, periodKeyOf } from '../period';
import type { LedgerAccount, LedgerKind } from './ledger';

/** The accounts whose sum is what a partner is owed. */
export const OWED_ACCOUNTS = [
  'accrued_held',
  'payable',
  'reserve',
  'receivable',
  'in_transit',
] as const satisfies LedgerAccount[];

/** What a movement is in a statement. */
export const STATEMENT_PARTS = ['earned', 'adjusted', 'clawed_back', 'withheld', 'paid'] as const;
/** See {@link STATEMENT_PARTS}. */
export type StatementPart = (typeof STATEMENT_PARTS)[number];

/** What one ledger transaction moves for one earning, or for none. */
export interface StatementMovement {
  kind: LedgerKind;
  /** Of a reversal: what it undoes. */
  reversedKind: LedgerKind | null;
  /** Civil date in the program's zone. */
  day: string;
  /** The period of the earning and its revision; null where it is about none. */
  earning: { period: string; revision: number } | null;
  /** By which what the partner is owed grows; minor units, signed. */
  amountMinor: bigint;
  /** By which what is kept back of that grows; minor units, signed. */
  reservedMinor: bigint;
}

/** A statement of one currency; minor units. open + earned + adjusted − clawedBack − withheld − paid = close. */
export interface Statement {
  period: string;
  openMinor: bigint;
  earnedMinor: bigint;
  /** Signed. */
  adjustedMinor: bigint;
  clawedBackMinor: bigint;
  withheldMinor: bigint;
  paidMinor: bigint;
  closeMinor: bigint;
  /** Of the close: kept back for later refunds, and paid by the run after its day. */
  reservedMinor: bigint;
}

/** The period of whose statement a movement is a part. */
export function statementPeriodOf(
  { day, earning }: Pick<StatementMovement, 'day' | 'earning'>,
  unit: PeriodUnit,
): string {
  const posted = periodKeyOf(unit, day);
  if (!earning) return posted;
  const before = periodBefore(unit, posted);
  return earning.period > before ? earning.period : before;
}

/** Which part of it. */
export function statementPartOf({ kind, reversedKind, earning, amountMinor }: StatementMovement): StatementPart {
  const what = reversedKind ?? kind;
  if (what === 'settle') return 'paid';
  if (what === 'withhold' || what === 'unwithhold') return 'withheld';
  if (reversedKind !== null || earning?.revision !== 1) return 'adjusted';
  return amountMinor < 0n ? 'clawed_back' : 'earned';
}

/** The statement of a period, from all movements of a book. */
export function statementOf(movements: readonly StatementMovement[], period: string, unit: PeriodUnit): Statement {
  const sums: Record<StatementPart, bigint> = { earned: 0n, adjusted: 0n, clawed_back: 0n, withheld: 0n, paid: 0n };
  let [openMinor, closeMinor, reservedMinor] = [0n, 0n, 0n];
  for (const movement of movements) {
    const own = statementPeriodOf(movement, unit);
    if (own > period) continue;
    closeMinor += movement.amountMinor;
    reservedMinor += movement.reservedMinor;
    if (own < period) openMinor += movement.amountMinor;
    else sums[statementPartOf(movement)] += movement.amountMinor;
  }
  return {
    period,
    openMinor,
    earnedMinor: sums.earned,
    adjustedMinor: sums.adjusted,
    clawedBackMinor: -sums.clawed_back,
    withheldMinor: -sums.withheld,
    paidMinor: -sums.paid,
    closeMinor,
    reservedMinor,
  };
}

/** Periods in which something moved, the latest first. */
export function statementPeriods(movements: readonly StatementMovement[], unit: PeriodUnit): string[] {
  // What is only kept back or released changes nothing of what is owed.
  const moving = movements.filter(({ amountMinor }) => amountMinor !== 0n);
  return [...new Set(moving.map((movement) => statementPeriodOf(movement, unit)))].sort().reverse();
}

/** Whether nothing can join a statement any more: the period after it has ended before this day. */
export function isFinal(period: string, today: string, unit: PeriodUnit): boolean {
  return period < periodBefore(unit, periodKeyOf(unit, today));
}

function periodBefore(unit: PeriodUnit, period: string): string {
  return periodKeyOf(unit, addCivilDays(periodDays(unit, period).firstDay, -1));
}
