import type { CalendarTable } from '../calendar';
import { addDuration } from '../calendar';
import { parseDuration } from '../duration';
import type { Origin } from '../journal';
import type { AttemptFind, PayoutAttempt } from './payout-attempt';
import { afterFind } from './payout-attempt';
import type { FileMethod, PayoutMethod } from './payout-method';

/**
 * What came back about payments: a file of the bank, the table that finance filled in, a message of the provider. The same
 * report is taken in once, whoever brings it.
 */

/** Intake kind of a report; its target is the report's workflow. */
export const PAYMENT_REPORT_KIND = 'payment-report';
/** Intake kind of a {@link ReportDecision}; its target is the decision's workflow. */
export const REPORT_DECISION_KIND = 'payment-report.decision';
/** Who brings what the provider says; its signature was checked at the door. */
export const PAYMENT_PROVIDER = 'system:payment-provider';

/**
 * `proposed`: somebody of finance says so, and another one has to confirm it; `applied`: payments stand as it says;
 * `declined`: nobody confirmed it.
 */
export const REPORT_STATES = ['proposed', 'applied', 'declined'] as const;
/** See {@link REPORT_STATES}. */
export type ReportState = (typeof REPORT_STATES)[number];

/**
 * What an entry did: `applied`; `known`: it was so already; `waits`: for the confirmation; `contradicts` what is on record;
 * `stray`: about no payment of ours. The last two are for a person, with their reason.
 */
export const REPORT_EFFECTS = ['applied', 'known', 'waits', 'contradicts', 'stray'] as const;
/** See {@link REPORT_EFFECTS}. */
export type ReportEffect = (typeof REPORT_EFFECTS)[number];

/** Staged content of a file: its text is sealed for the report. */
export interface ReportFileContent {
  keyId: string;
  sealed: string;
}

/** Staged content of the provider's message. */
export interface ProviderMessageContent {
  /** Ours: the attempt's. */
  paymentId: string;
  reference: string;
  state: 'pending' | 'paid' | 'returned' | 'failed';
  /** Major units. */
  amount: string;
  currency: string;
  reason?: string;
}

/** Staged content of a decision about a proposed report. */
export interface ReportDecision {
  reportId: string;
  decision: 'confirm' | 'decline';
  reason?: string;
}

/** A report to take in. */
export interface ReportTicket {
  origin: Origin;
  reportId: string;
  rail: PayoutMethod;
  intakeId: string;
}

/** What became of a report. */
export type ReportTaken = {
  reportId: string;
  state: ReportState;
  entries: Record<ReportEffect, number>;
  /** Workflows of the runs that it is about: they look again. */
  runs: string[];
};

/** Only what finance says of payments by hand needs a second pair of eyes: a bank speaks for itself. */
export const needsConfirmation = (rail: PayoutMethod): boolean => rail === 'manual';

/** What an entry says of a payment, on whichever way. */
export interface ReportSaying {
  outcome: 'accepted' | 'paid' | 'rejected' | 'returned';
  /** The attempt's own reference on its rail. */
  reference: string;
  reason?: string;
}

/**
 * The attempt as it now stands with what a report says.
 *
 * @throws REQUEST.RULE where it contradicts what is on record
 */
export function afterReport(attempt: PayoutAttempt, said: ReportSaying, nowMs: number): PayoutAttempt {
  const { outcome, reference } = said;
  if (outcome === 'accepted') return attempt;
  const told: AttemptFind =
    outcome === 'rejected'
      ? { outcome: 'rejected', references: [reference] }
      : { outcome: 'sent', reference, state: outcome };
  return afterFind(attempt, told, nowMs);
}

/** Files of a run, as they are named and numbered. */
export interface PayoutFileKey {
  runId: string;
  revision: number;
  rail: FileMethod;
  currency: string;
  /** From 1: a next one holds what is tried again. */
  number: number;
}

/** The id of a file, which is what the bank calls the message. */
export const payoutFileKey = ({ runId, revision, rail, currency, number }: PayoutFileKey): string =>
  `${runId}/${revision}/${rail}/${currency}/${number}`;

/** One file holds at most so many payments: what banks take, and what people can still compare. */
export const FILE_PAYMENTS_MAX = 10_000;

/** A bank books within a business day and may send a payment back for three: later than this after a file was written finance is told. */
const RESULTS_WAITED_FOR = '3bd';
/** And again, as long as results are missing: */
const RESULTS_MISSED_EVERY = '2bd';
/** so often in all. After that everybody knows. */
const RESULTS_MISSED_MAX = 5;

/**
 * When finance is told that the results of a file are missing, oldest first; program time, epoch ms.
 *
 * @param calendar the program's
 * @param madeMs when the file was written, program time
 * @throws CALENDAR.BEYOND_TABLE
 */
export function resultsMissedMs(calendar: CalendarTable, madeMs: number): number[] {
  const missedMs = [addDuration(calendar, madeMs, parseDuration(RESULTS_WAITED_FOR))];
  while (missedMs.length < RESULTS_MISSED_MAX)
    missedMs.push(addDuration(calendar, missedMs.at(-1)!, parseDuration(RESULTS_MISSED_EVERY)));
  return missedMs;
}
