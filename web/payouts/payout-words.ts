import type { PayeeGap } from '../../domain/incentivize/payee';
import type { PayoutFlag } from '../../domain/incentivize/payout-review';
import type { PayoutLineState } from '../../domain/incentivize/payout-run';
import type { Got } from '../api/client';
import type { Tone } from '../kit/status';
import { words } from '../kit/words';

/** A run as the API tells it. */
export type Run = Got<'/v1/payout-runs/{id}'>;
type RunState = Run['state'];

/** What a run's state means to whoever looks at it, and what happens next. */
export const RUN_STATES: Record<RunState, { title: string; tone: Tone; next: string }> = {
  starting: { title: 'Starting', tone: 'info', next: 'The run is being opened.' },
  open: { title: 'Being calculated', tone: 'info', next: 'Its lines are being made of all that is due.' },
  calculated: { title: 'Calculated', tone: 'info', next: 'Its lines are fixed. It goes to review by itself.' },
  in_review: {
    title: 'In review',
    tone: 'warn',
    next: 'Somebody of finance who did not ask for it looks at it and approves it.',
  },
  approved: { title: 'Approved', tone: 'info', next: 'The money is put aside, and sent at once.' },
  submitting: {
    title: 'Being paid',
    tone: 'info',
    next: 'Payments are sent, and looked up until each one is certain.',
  },
  settled: { title: 'All paid', tone: 'good', next: 'Every payment has arrived.' },
  partially_failed: {
    title: 'Some payments failed',
    tone: 'bad',
    next: 'Try again what has not left, or close the run: what failed is due to the next one.',
  },
  closed: { title: 'Closed', tone: 'quiet', next: 'Nothing happens to it any more.' },
  void: { title: 'Void', tone: 'quiet', next: 'It was given up. What it would have paid is due to the next run.' },
};

/** Lines by state, in the order in which a bar shows them. */
export const LINE_STATES: Record<PayoutLineState, { title: string; tone: Tone }> = {
  paid: { title: 'Paid', tone: 'good' },
  in_transit: { title: 'On its way', tone: 'info' },
  ready: { title: 'Ready to be paid', tone: 'quiet' },
  failed: { title: 'Failed', tone: 'bad' },
  blocked: { title: 'Blocked', tone: 'warn' },
  released: { title: 'Left to the next run', tone: 'quiet' },
};

/** Why a line deserves a second look, in two words. */
export const FLAGS: Record<PayoutFlag, string> = {
  change: 'Large change',
  new_payee: 'New payee',
  account_changed: 'Changed account',
};

/** Why a payee is not paid. */
export const GAPS: Record<PayeeGap, string> = {
  held: 'Held by finance',
  partner_suspended: 'The partner is suspended',
  no_account: 'No verified account',
  account_rests: 'The account is new and still rests',
  no_tax_form: 'No valid tax form',
  tax_form_failed: 'The tax form was not in order',
  no_sanctions_check: 'No valid sanctions check of the account’s holder',
  sanctions_failed: 'The sanctions check found something',
};

type AttemptState = Got<'/v1/payout-runs/{id}/lines/{lineId}'>['attempts'][number]['state'];

/** How a payment stands. */
export const ATTEMPT_STATES: Record<AttemptState, { title: string; tone: Tone }> = {
  prepared: { title: 'Prepared, not sent', tone: 'quiet' },
  sending: { title: 'Being sent', tone: 'info' },
  unknown: { title: 'Sent, and no clear answer yet: it is looked up', tone: 'warn' },
  sent: { title: 'Taken by the bank or provider', tone: 'info' },
  paid: { title: 'Paid', tone: 'good' },
  returned: { title: 'Came back', tone: 'bad' },
  rejected: { title: 'Refused: nothing left', tone: 'bad' },
  absent: { title: 'Proven never to have arrived', tone: 'bad' },
};

const KINDS: Record<Run['kind'], string> = { regular: 'Regular', off_cycle: 'Off-cycle' };

/** "2026-Q3, regular", and its number from the second on. */
export const runTitle = ({ period, kind, number }: Pick<Run, 'period' | 'kind' | 'number'>): string =>
  `${period}, ${KINDS[kind].toLowerCase()}${number > 1 ? ` ${number}` : ''}`;

const RAILS: Record<string, string> = {
  provider: 'Payment provider',
  sepa: 'Bank, by a SEPA file',
  manual: 'By hand, from a table',
};

/** The way on which money leaves, as people know it. */
export const railText = (rail: string): string => RAILS[rail] ?? words(rail);

/** Why a line is not paid, in sentences; what the provider said is shown as it is. */
export function reasonText(reason: string): string {
  const told: Record<string, string> = {
    ...GAPS,
    no_way: 'No way of paying that is set up here reaches this account',
    below_minimum: 'It is less than the least that is paid, and carried over',
    account_changed: 'The account has changed since the run was calculated',
  };
  const parts = reason.split(', ');
  return parts.every((part) => part in told) ? parts.map((part) => told[part]).join('. ') : words(reason);
}

/** Who asked for a run; one that opened by itself has nobody. */
export const askedBy = ({ state, requestedByName }: Pick<Run, 'state' | 'requestedByName'>): string =>
  requestedByName ?? (state === 'starting' ? '–' : 'Its schedule');
