/**
 * One try to send a payout through a calling rail, and what may be done with it next.
 *
 * Why money cannot move twice, whoever crashes and whatever gets lost:
 *
 * 1. The key is stored before the first call, and every call of an attempt carries it.
 * 2. A call is noted ({@link startCall}) before it is made. An attempt that is `sending` may therefore have reached the
 *    provider, and is looked up before it is called again. Who noted a call makes it at once; held up, not at all.
 * 3. Calls end {@link KEY_TRUSTED_MS} after the first, while the provider still knows the key. From then on only look-ups.
 * 4. "Nothing found" proves that nothing happened only at {@link ABSENCE_PROVEN_MS}, when no call can be under way any
 *    more. Before, it is a reason to call again with the same key.
 * 5. A refusal is believed at once only if it answers the only call there was.
 * 6. A next attempt, with its own key, exists only after a refused or an absent one ({@link mayRenew}).
 * 7. A payment that the provider has can still fail. That is believed of its very reference and only by a look-up, which
 *    is never older than what it finds: messages come late, doubled and in any order. What failed after it was paid has
 *    come back.
 */
import { HOUR_MS } from '../duration';
import { DomainError } from '../errors';

/** A provider remembers a key for about a day; an hour less is safe. Counted from the first call, wall time. */
export const KEY_TRUSTED_MS = 23 * HOUR_MS;

/** An hour after the last possible call nothing is under way. Counted from the first call, wall time. */
export const ABSENCE_PROVEN_MS = 24 * HOUR_MS;

/**
 * `prepared`: never called; `sending`: a call is or was under way; `unknown`: it was, and nobody knows; `sent`: the provider
 * has it; `paid`: booked; `returned`: left and came back; `rejected`: moved nothing, and the provider says so;
 * `absent`: proven never to have arrived.
 */
export type AttemptState = 'prepared' | 'sending' | 'unknown' | 'sent' | 'paid' | 'returned' | 'rejected' | 'absent';

/** An attempt as its row holds it. */
export interface PayoutAttempt {
  state: AttemptState;
  /** Calls noted so far. */
  calls: number;
  /** When the first call was noted, wall epoch ms; null before. */
  firstSentMs: number | null;
  /** The provider's own; null until it told one. */
  reference: string | null;
}

/** What a call came to. */
export type AttemptSend = { outcome: 'sent'; reference: string } | { outcome: 'rejected' } | { outcome: 'unknown' };

/** What a look-up came to. */
export type AttemptFind =
  | { outcome: 'sent'; reference: string; state: 'pending' | 'paid' | 'returned' }
  /** `references`: the provider's own of the payments that failed; none where it keeps no refused ones. */
  | { outcome: 'rejected'; references?: readonly string[] }
  | { outcome: 'absent' | 'unknown' };

/** `call` moves money; `find` only looks; `none`: the provider has it, or the attempt is over. */
export type AttemptMove = 'call' | 'find' | 'none';

/** An attempt before its first call. */
export const PREPARED: PayoutAttempt = { state: 'prepared', calls: 0, firstSentMs: null, reference: null };

const mayBeOut = ({ state }: PayoutAttempt): boolean => state === 'sending' || state === 'unknown';

/** What somebody who finds the attempt like this, after a crash or not, does first. */
export function nextMove(attempt: PayoutAttempt): AttemptMove {
  if (attempt.state === 'prepared') return 'call';
  return mayBeOut(attempt) ? 'find' : 'none';
}

/** Whether the same key may be called after a look-up that found nothing. */
export function mayCallAgain(attempt: PayoutAttempt, nowMs: number): boolean {
  return mayBeOut(attempt) && attempt.firstSentMs !== null && nowMs < attempt.firstSentMs + KEY_TRUSTED_MS;
}

/** Whether a next attempt may be made. */
export const mayRenew = ({ state }: PayoutAttempt): boolean => state === 'rejected' || state === 'absent';

/**
 * Notes a call, before it is made.
 *
 * @throws REQUEST.RULE when this attempt must not be called now
 */
export function startCall(attempt: PayoutAttempt, nowMs: number): PayoutAttempt {
  if (attempt.state !== 'prepared' && !mayCallAgain(attempt, nowMs)) {
    const why = mayBeOut(attempt) ? 'its key is too old to be trusted, so that it is only looked up' : attempt.state;
    throw new DomainError('REQUEST.RULE', `The payment attempt must not be sent now: ${why}.`);
  }
  return { ...attempt, state: 'sending', calls: attempt.calls + 1, firstSentMs: attempt.firstSentMs ?? nowMs };
}

/** The attempt as it now stands, with what a call came to. An attempt that is decided already stays as it is. */
export function afterSend(attempt: PayoutAttempt, told: AttemptSend): PayoutAttempt {
  if (!mayBeOut(attempt)) return attempt;
  if (told.outcome === 'sent') return { ...attempt, state: 'sent', reference: told.reference };
  const believed = told.outcome === 'rejected' && attempt.calls === 1;
  return { ...attempt, state: believed ? 'rejected' : 'unknown' };
}

/**
 * The attempt as it now stands, with what a look-up, a webhook or a statement says.
 *
 * @param askedMs when the look-up began, wall epoch ms
 */
export function afterFind(attempt: PayoutAttempt, told: AttemptFind, askedMs: number): PayoutAttempt {
  if (told.outcome === 'sent') return found(attempt, told);
  if (told.outcome === 'rejected') return failed(attempt, told.references ?? []);
  if (!mayBeOut(attempt) || told.outcome === 'unknown') return attempt;
  const proven = attempt.firstSentMs !== null && askedMs >= attempt.firstSentMs + ABSENCE_PROVEN_MS;
  return { ...attempt, state: proven ? 'absent' : 'unknown' };
}

const FOUND = { pending: 'sent', paid: 'paid', returned: 'returned' } as const;
/** What the provider says of a payment only ever moves on: news that arrive late change nothing. */
const ORDER: readonly AttemptState[] = ['sending', 'unknown', 'sent', 'paid', 'returned'];

/** What a failed payment becomes: nothing was booked of it, or it came back. */
const FAILED: Partial<Record<AttemptState, AttemptState>> = { sent: 'rejected', paid: 'returned' };

function failed(attempt: PayoutAttempt, references: readonly string[]): PayoutAttempt {
  const { state, reference } = attempt;
  const [only, ...more] = references;
  // Which one it was is kept: somebody who saw it on its way may tell so later.
  if (mayBeOut(attempt))
    return { ...attempt, state: 'rejected', reference: reference ?? (more.length === 0 ? (only ?? null) : null) };
  const next = FAILED[state];
  if (next === undefined) return attempt;
  if (reference !== null && references.includes(reference)) return { ...attempt, state: next };
  const message = `The provider reports a failure of ${references.join(', ') || 'a payment'} for an attempt that is ${state} as ${reference}: a person must look.`;
  throw new DomainError('REQUEST.RULE', message);
}

function found(attempt: PayoutAttempt, told: Extract<AttemptFind, { outcome: 'sent' }>): PayoutAttempt {
  const { state, reference } = attempt;
  // That it was on its way before it failed is no news.
  if (state === 'rejected' && told.state === 'pending' && reference === told.reference) return attempt;
  if (!ORDER.includes(state) || (reference !== null && reference !== told.reference)) {
    const message = `The provider reports a payment ${told.reference} for an attempt that is ${state}: a person must look.`;
    throw new DomainError('REQUEST.RULE', message);
  }
  const next = FOUND[told.state];
  return ORDER.indexOf(next) > ORDER.indexOf(state) ? { ...attempt, state: next, reference: told.reference } : attempt;
}
