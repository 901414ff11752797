import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../duration';
import type { Refusal } from '../errors';
import { payoutRunId, rowId } from '../ids';
import type { Origin } from '../journal';
import type { SystemRole } from '../roles';
import type { PayeeGap } from './payee';
import type { AttemptState } from './payout-attempt';

/**
 * A payout run: what is due to the partners of a program up to a period goes out together, after somebody of finance has
 * approved exactly that who did not ask for it.
 */

/** Whose people open, approve and steer runs; a grant for all regions is needed. */
export const PAYOUT_RUN_ROLES: readonly SystemRole[] = ['FIN'];
/** `regular` once a period; `off_cycle` whenever something cannot wait. */
export const PAYOUT_RUN_KINDS = ['regular', 'off_cycle'] as const;
/** See {@link PAYOUT_RUN_KINDS}. */
export type PayoutRunKind = (typeof PAYOUT_RUN_KINDS)[number];

/**
 * `open`: being calculated; `calculated`: its lines are fixed; `in_review`: waits for an approver; `approved`;
 * `submitting`: money is on its way; `settled`: all of it arrived; `partially_failed`: some did not, and somebody says what
 * now; `closed`; `void`: replaced by another revision, or given up.
 */
export const PAYOUT_RUN_STATES = [
  'open',
  'calculated',
  'in_review',
  'approved',
  'submitting',
  'settled',
  'partially_failed',
  'closed',
  'void',
] as const;
/** See {@link PAYOUT_RUN_STATES}. */
export type PayoutRunState = (typeof PAYOUT_RUN_STATES)[number];

/**
 * `blocked`: a gate is shut; `ready`: may be paid; `in_transit`: an attempt is under way; `paid`; `failed`: its last attempt
 * moved nothing, or the money came back; `released`: it left the run, and what it was for is due to the next one.
 */
export const PAYOUT_LINE_STATES = ['blocked', 'ready', 'in_transit', 'paid', 'failed', 'released'] as const;
/** See {@link PAYOUT_LINE_STATES}. */
export type PayoutLineState = (typeof PAYOUT_LINE_STATES)[number];

/** Which run: its id says it, so that opening it twice is opening it once. */
export interface PayoutRunKey {
  programId: string;
  /** Up to the end of which period. */
  period: string;
  kind: PayoutRunKind;
  /** From 1. */
  number: number;
}

/** The opaque id of a run. */
export const payoutRunRowId = (key: PayoutRunKey): string => rowId('prn', payoutRunId(key));

/** Intake kind of a {@link PayoutRunKey} to open; its target is the run's workflow id. */
export const OPEN_RUN_KIND = 'payout-run.open';
/** Intake kind of a {@link PayoutRunOrder}; its target is the run's workflow id. */
export const RUN_ORDER_KIND = 'payout-run.order';

/** What people call a run. */
export const payoutRunTitle = ({ programId, period, kind, number }: PayoutRunKey): string =>
  `${programId} up to ${period}, ${kind.replace('_', ' ')} ${number}`;

/** Who asks for a run that opens by itself. */
export const PAYOUT_SCHEDULER = 'system:payout-schedule';

/** How many people have to approve a run: somebody else than who asked for it, or two where nobody did. */
export const approvalsNeeded = (requestedBy: string): number => (requestedBy === PAYOUT_SCHEDULER ? 2 : 1);

/**
 * What may be done to a run. `approve` and what was shown; `void` ends it before it is approved, `recalculate` too, and
 * begins again; `retry` makes a next attempt of what failed; `close` leaves what failed to the next run.
 */
export const PAYOUT_RUN_COMMANDS = ['approve', 'void', 'recalculate', 'retry', 'close'] as const;
/** See {@link PAYOUT_RUN_COMMANDS}. */
export type PayoutRunCommand = (typeof PAYOUT_RUN_COMMANDS)[number];

/** In which states a command is possible. */
export const RUN_COMMAND_STATES: Record<PayoutRunCommand, readonly PayoutRunState[]> = {
  approve: ['in_review'],
  void: ['open', 'calculated', 'in_review'],
  recalculate: ['in_review'],
  retry: ['partially_failed'],
  close: ['partially_failed'],
};

/** Staged content of a command. */
export interface PayoutRunOrder {
  command: PayoutRunCommand;
  /** For `approve`: the hash of what was shown. */
  contentHash?: string;
  reason?: string;
}

/** A command on record. */
export type PayoutRunOrdered = {
  runId: string;
  revision: number;
  command: PayoutRunCommand;
  state: PayoutRunState;
  /** False when it was so already. */
  changed: boolean;
};

/** What the workflow hands to its recordings. */
export interface PayoutRunTicket {
  origin: Origin;
  runId: string;
  /** Workflow time, epoch ms. */
  nowMs: number;
}

/** Opening: what to pay is staged. */
export interface PayoutRunOpening extends PayoutRunTicket {
  intakeId: string;
}

/** A run as its rows show it. */
export type PayoutRunStanding = {
  runId: string;
  revision: number;
  state: PayoutRunState;
  /** Lines by state. */
  lines: Record<PayoutLineState, number>;
  /** Of the lines that are or were to be paid. */
  totals: { currency: string; amountMinor: string }[];
  contentHash: string | null;
  /** Submitting: when to look again, wall time, epoch ms. */
  nextWallMs: number | null;
  /** Submitting: payments in files, of which nothing final has come back. Absent in histories of before there were files. */
  filed?: number;
  /** Submitting: when finance is next to be told that results of files are missing, wall time, epoch ms. Absent in histories of before that. */
  remindWallMs?: number | null;
};

/** What opening comes to. */
export type PayoutRunOpened = PayoutRunStanding | Refusal;

/** Who failed waits so long for somebody to say what now; then the run closes, and the next one tries again. */
export const FAILED_WAITS_MS = 30 * DAY_MS;

/** A call is made at once after it was noted or not at all: a later one could meet a look-up that has found nothing. */
export const CALL_AT_ONCE_MS = 20 * SECOND_MS;

const UNKNOWN_LOOK_FIRST_MS = 500;
const UNKNOWN_LOOK_MAX_MS = 5 * MINUTE_MS;
const SENT_LOOK_FIRST_MS = SECOND_MS;
const SENT_LOOK_MAX_MS = HOUR_MS;

/** How long after the n-th look at an attempt the next one comes; what the provider asks for counts where it is more. */
export function nextLookMs(state: AttemptState, looks: number, askedForMs = 0): number {
  const [first, most] =
    state === 'sent' ? [SENT_LOOK_FIRST_MS, SENT_LOOK_MAX_MS] : [UNKNOWN_LOOK_FIRST_MS, UNKNOWN_LOOK_MAX_MS];
  return Math.max(Math.min(first * 2 ** Math.min(looks, 30), most), askedForMs);
}

/** The id of an attempt, which is the payment's for the provider. */
export const attemptIdOf = (lineId: string, number: number): string => rowId('att', `${lineId}/${number}`);

/** The line of a payee in a revision of a run. */
export const payoutLineId = (runId: string, revision: number, payeeId: string): string =>
  rowId('pln', `${runId}/${revision}/${payeeId}`);

/** Which state an ended submission comes to: all that could be paid has been, or not. */
export function settledState(lines: Record<PayoutLineState, number>): 'settled' | 'partially_failed' {
  return lines.failed === 0 ? 'settled' : 'partially_failed';
}

/**
 * Why a line is not paid: what its payee lacks, that none of the program's ways that are set up here reaches it, or that it
 * is less than the least that is paid, and carried over.
 */
export type LineGap = PayeeGap | 'no_way' | 'below_minimum';

/** The same, in the row. */
export const gapsText = (gaps: readonly LineGap[]): string => gaps.join(', ');
