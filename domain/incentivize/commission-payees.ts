/** Who is paid for an event, and in which shares. */
import type { Rational } from '../money';
import { add, rational } from '../money';
import type { CompiledRule } from './commission-compile';
import type { CommissionEvent, Credit, ExceptionCode, Payee } from './commission-events';
import { parseShare } from './commission-words';

/** A payee with its share: of the whole, or, as an overlay, on top of it. */
export interface PayeeShare {
  payee: Payee;
  share: Rational;
  overlay: boolean;
}

const ONE = rational(1n);

/** Whether the event says well enough who is paid; tells what is missing. */
export function hasPayees(rule: CompiledRule, event: CommissionEvent, missing: (code: ExceptionCode) => void): boolean {
  const found = payeesOf(rule, event);
  if (typeof found !== 'string') return true;
  missing(found);
  return false;
}

/** Whether an event, as it stands now, says that others are paid for it, or other shares, than it said before. */
export function isPaidOtherwise(before: CommissionEvent, now: CommissionEvent): boolean {
  if (before === now) return false;
  const saidOf = ({ credits, people }: CommissionEvent): string => JSON.stringify([credits ?? [], people ?? []]);
  return saidOf(before) !== saidOf(now);
}

/**
 * The payees of an event under a rule; those of the whole come first, in the order of their ids, and their shares sum
 * to exactly 1. A part of the split that nobody is credited with is the partner's own.
 */
export function payeesOf(rule: CompiledRule, event: CommissionEvent): PayeeShare[] | ExceptionCode {
  const { payee } = rule.source;
  if (payee) return peopleOf(payee.role, event);
  const credits = event.credits ?? [];
  if (rule.split) return partsOf(rule.split, event, credits);
  const given = credits.filter((credit) => credit.share !== undefined);
  const shared = given.filter((credit) => !credit.overlay);
  const overlays = given.filter((credit) => credit.overlay);
  if (shared.length === 0) return [whole(event), ...overlays.map((credit) => shareOf(credit))].sort(byPayee);
  const shares = merged(shared.map((credit) => shareOf(credit)));
  const sum = shares.reduce((total, { share }) => add(total, share), rational(0n));
  if (sum.num !== sum.den || shares.some(({ share }) => share.num < 0n)) return 'SHARES_INVALID';
  return [...shares, ...merged(overlays.map((credit) => shareOf(credit)))].sort(byPayee);
}

function peopleOf(role: string, { people = [] }: CommissionEvent): PayeeShare[] | ExceptionCode {
  const ids = [...new Set(people.filter((person) => person.role === role).map((person) => person.personId))];
  if (ids.length === 0) return 'PERSON_MISSING';
  const share = rational(1n, BigInt(ids.length));
  return ids.map((id): PayeeShare => ({ payee: { kind: 'person', id }, share, overlay: false })).sort(byPayee);
}

function partsOf(
  { shares, overlay }: NonNullable<CompiledRule['split']>,
  event: CommissionEvent,
  credits: readonly Credit[],
): PayeeShare[] {
  const holder = (part: string): string | undefined => credits.find((credit) => credit.part === part)?.partnerId;
  const wholes = [...shares].map(([part, share]) => toShare(holder(part) ?? event.partnerId, share, false));
  const tops = [...overlay].flatMap(([part, share]) => {
    const partnerId = holder(part);
    return partnerId === undefined ? [] : [toShare(partnerId, share, true)];
  });
  return [...merged(wholes), ...merged(tops)].sort(byPayee);
}

function whole({ partnerId }: CommissionEvent): PayeeShare {
  return toShare(partnerId, ONE, false);
}

function shareOf({ partnerId, share = '0', overlay = false }: Credit): PayeeShare {
  return toShare(partnerId, parseShare(share), overlay);
}

function toShare(partnerId: string, share: Rational, overlay: boolean): PayeeShare {
  return { payee: { kind: 'partner', id: partnerId }, share, overlay };
}

/** One share per payee: a partner that played two parts has both. */
function merged(shares: readonly PayeeShare[]): PayeeShare[] {
  const byId = new Map<string, PayeeShare>();
  for (const each of shares) {
    const known = byId.get(each.payee.id);
    byId.set(each.payee.id, known ? { ...known, share: add(known.share, each.share) } : each);
  }
  return [...byId.values()];
}

function byPayee(a: PayeeShare, b: PayeeShare): number {
  if (a.overlay !== b.overlay) return a.overlay ? 1 : -1;
  return a.payee.id < b.payee.id ? -1 : a.payee.id > b.payee.id ? 1 : 0;
}
