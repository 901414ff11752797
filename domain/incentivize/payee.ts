import { HOUR_MS } from '../duration';
import { DomainError } from '../errors';
import { rowId } from '../ids';
import type { Origin } from '../journal';
import type { Principal } from '../people/person-change';
import { holdsRole } from '../people/person-change';
import type { SystemRole } from '../roles';
import type { RoleId } from '../steps';
import type { BookHolder } from './ledger';
import { holderIdOf } from './ledger';

/**
 * A payee: who the money of a partner, or of one of its people, of one currency goes to. It is paid to an account that somebody of finance has
 * verified who did not propose it, and only while no gate is shut.
 */

/** After the account of a payee has changed, nothing is paid to it for this long. Wall time: thieves know no program's clock. */
export const ACCOUNT_RESTS_MS = 48 * HOUR_MS;

/** What may be done to a payee. */
export const PAYEE_COMMANDS = ['proposeAccount', 'decideAccount', 'recordGate', 'holdPayee'] as const;
/** See {@link PAYEE_COMMANDS}. */
export type PayeeCommand = (typeof PAYEE_COMMANDS)[number];

/** What has to be on file besides an account: the tax form of the partner, and a sanctions check of the account's holder. */
export const PAYEE_GATES = ['tax_form', 'sanctions'] as const;
/** See {@link PAYEE_GATES}. */
export type PayeeGate = (typeof PAYEE_GATES)[number];

/** A partner's people who propose accounts of the partner; finance may do it for them. What a person earned goes to who they say. */
export const ACCOUNT_PROPOSERS: readonly RoleId[] = ['P-own', 'P-fin', 'FIN'];
/** Who verifies accounts, records gates, holds and lifts. */
export const PAYEE_KEEPERS: readonly SystemRole[] = ['FIN'];

/** `proposed`: nobody has looked yet; `verified`: money goes there; `replaced`, `rejected`, `withdrawn`: not any more, or never. */
export type AccountState = 'proposed' | 'verified' | 'replaced' | 'rejected' | 'withdrawn';

/** What is known of an account without its key. */
export interface AccountMask {
  kind: 'iban' | 'reference';
  /** The last four characters of the IBAN or reference; fewer where it has fewer than eight. */
  lastFour: string;
  /** Of an IBAN. */
  country: string | null;
}

/** Bank details as they are read where a payment is made; nowhere else. */
export type BankDetails = { holderName: string } & ({ iban: string; bic?: string } | { accountReference: string });

/** Staged content of `proposeAccount`: the details are sealed before they are staged. */
export interface ProposeAccountContent extends AccountMask {
  accountId: string;
  keyId: string;
  sealed: string;
  reason?: string;
}

/** Staged content of `decideAccount`. */
export interface DecideAccountContent {
  accountId: string;
  decision: 'verify' | 'reject';
  reason?: string;
}

/** Staged content of `recordGate`. The sanctions check is of one account's holder. */
export interface RecordGateContent {
  gate: PayeeGate;
  outcome: 'passed' | 'failed';
  /** Where the paper lies: a document's or a check's number, no personal data. */
  reference: string;
  accountId?: string;
  /** Until when it holds, wall time; without it for good. */
  expiresWallMs?: number;
  /** Of a tax form that is in order: what is withheld of this payee, e.g. "10%" by a treaty; without it the plan's rate. */
  withholding?: string;
  reason?: string;
}

/** Staged content of `holdPayee`: nothing is paid while it is held. */
export interface HoldPayeeContent {
  held: boolean;
  reason: string;
}

/** Staged contents by command; the intake's kind is {@link payeeContentKind}. */
export interface PayeeContents {
  proposeAccount: ProposeAccountContent;
  decideAccount: DecideAccountContent;
  recordGate: RecordGateContent;
  holdPayee: HoldPayeeContent;
}

/** The intake kind of a command's content. */
export const payeeContentKind = (command: PayeeCommand): string => `payee.${command}`;

/** Whose money of which currency: a partner's own, or what one of its people earned. */
export interface PayeeKey extends BookHolder {
  /** ISO 4217. */
  currency: string;
}

/** One change to record: ids only, the content is staged. */
export interface PayeeChangeRecord extends PayeeKey {
  origin: Origin;
  command: PayeeCommand;
  /** Staged for the workflow of `origin`, signed for who asked. */
  intakeId: string;
}

/** A recorded change. Nothing of the account: this is a workflow's result. */
export type PayeeChanged = {
  payeeId: string;
  partnerId: string;
  currency: string;
  command: PayeeCommand;
  /** False when everything was so already. */
  changed: boolean;
  accountId?: string;
  /** From when a verified account is paid to, wall time. */
  payableFromWallMs?: number;
};

/** The id of a payee: there is one per holder of books and currency. */
export const payeeIdOf = (key: PayeeKey): string => rowId('pye', `${holderIdOf(key)}/${key.currency}`);

/** What a payee looks like to whoever wants to pay. */
export interface PayeeStanding {
  partnerMode: string;
  /** Why nothing is paid; null where nobody holds it. */
  heldReason: string | null;
  account: ({ accountId: string; payableFromWallMs: number } & Pick<AccountMask, 'kind' | 'country'>) | null;
  /** The latest word on each gate; the sanctions check of exactly this account. */
  gates: Partial<Record<PayeeGate, { outcome: 'passed' | 'failed'; expiresWallMs: number | null }>>;
  /** What the tax form says is withheld; null where the plan's rate counts. */
  withholding: string | null;
}

/** Why a payee is not paid now. */
export const PAYEE_GAPS = [
  'held',
  'partner_suspended',
  'no_account',
  'account_rests',
  'no_tax_form',
  'tax_form_failed',
  'no_sanctions_check',
  'sanctions_failed',
] as const;
/** See {@link PAYEE_GAPS}. */
export type PayeeGap = (typeof PAYEE_GAPS)[number];

/** Everything that stands between a payee and its money; nothing where it may be paid. */
export function payeeGaps(standing: PayeeStanding, nowWallMs: number): PayeeGap[] {
  const { heldReason, partnerMode, account, gates } = standing;
  const gaps: PayeeGap[] = [];
  if (heldReason !== null) gaps.push('held');
  if (partnerMode === 'suspended') gaps.push('partner_suspended');
  if (account === null) gaps.push('no_account');
  else if (account.payableFromWallMs > nowWallMs) gaps.push('account_rests');
  const { tax_form: tax, sanctions } = gates;
  if (tax === undefined || isOver(tax, nowWallMs)) gaps.push('no_tax_form');
  else if (tax.outcome === 'failed') gaps.push('tax_form_failed');
  if (sanctions?.outcome === 'failed') gaps.push('sanctions_failed');
  else if (sanctions === undefined || isOver(sanctions, nowWallMs)) gaps.push('no_sanctions_check');
  return gaps;
}

const isOver = ({ expiresWallMs }: { expiresWallMs: number | null }, nowWallMs: number): boolean =>
  expiresWallMs !== null && expiresWallMs <= nowWallMs;

/** How a payee's own rate is written: a percentage, so that nobody reads "1" as all of it. */
const WITHHOLDING = /^\d{1,3}(\.\d{1,6})?%$/;

/**
 * Makes sure that a payee's own rate of withholding can be used.
 *
 * @throws REQUEST.RULE
 */
export function checkWithholding({ gate, outcome, withholding }: RecordGateContent): void {
  if (withholding === undefined) return;
  if (gate !== 'tax_form' || outcome !== 'passed')
    throw new DomainError('REQUEST.RULE', 'A rate of withholding is told by a tax form that is in order.');
  if (!WITHHOLDING.test(withholding) || Number(withholding.slice(0, -1)) > 100)
    throw new DomainError(
      'REQUEST.RULE',
      `The rate of withholding "${withholding}" is not from 0% to 100%: write it as "10%" or "12.5%".`,
    );
}

/** The last four characters; of something short less, so that most of it stays hidden. */
export const lastFourOf = (text: string): string => text.slice(-Math.min(4, Math.floor(text.length / 2)));

/** Who wants to do what to which payee. */
export interface PayeeAttempt {
  actor: Principal;
  command: PayeeCommand;
  partnerId: string;
  /** Whose payee it is, where it is one of the partner's people. */
  personId?: string | null;
  /** The partner's. */
  region: string;
}

/**
 * Makes sure that this person may do this. A partner's people propose for their own partner, a person for themselves and for no
 * colleague; all else is finance's, in its region.
 *
 * @throws AUTH.FORBIDDEN, or PARTNER.UNKNOWN where a partner's person may not even know of the other
 */
export function checkMayChangePayee({ actor, command, partnerId, personId = null, region }: PayeeAttempt): void {
  if (actor.partnerId !== null && actor.partnerId !== partnerId)
    throw new DomainError('PARTNER.UNKNOWN', `There is no partner ${partnerId}.`);
  const isOwn = actor.partnerId === partnerId && actor.personId === personId;
  if (actor.kind === 'person' && command === 'proposeAccount' && isOwn) return;
  const roles = command === 'proposeAccount' && personId === null ? ACCOUNT_PROPOSERS : PAYEE_KEEPERS;
  const allowed = actor.kind === 'person' && holdsRole(actor, roles, actor.partnerId === null ? region : null);
  if (!allowed) throw new DomainError('AUTH.FORBIDDEN', `This needs one of the roles ${roles.join(', ')} here.`);
}

/**
 * Four eyes: who proposed an account does not decide on it.
 *
 * @throws APPROVAL.EXCLUDED
 */
export function checkFourEyes(proposedBy: string, personId: string): void {
  if (proposedBy === personId)
    throw new DomainError('APPROVAL.EXCLUDED', 'You proposed this account: somebody else of finance has to verify it.');
}
