import { formatAmount } from '../money';
import type { CommissionPosting, PostedCommission } from './commission-events';
import { postingKey } from './commission-poster';

/**
 * What must be posted so that what is on record equals the evaluation: one posting per event, rule and payee that
 * differs. One that is no longer part of it gets all it earned taken back; one that was never posted gets its first
 * revision even where it earns nothing.
 */
export function differences(
  evaluated: readonly CommissionPosting[],
  posted: readonly PostedCommission[],
  currency: string,
): CommissionPosting[] {
  const onRecord = summedUp(posted);
  const wanted = summedUp(evaluated);
  const postings: CommissionPosting[] = [];
  for (const [key, { last, amountMinor }] of wanted) {
    const known = onRecord.get(key);
    onRecord.delete(key);
    const difference = amountMinor - (known?.amountMinor ?? 0n);
    if (known && difference === 0n) continue;
    postings.push(differing(last, { difference, revision: (known?.revision ?? 0) + 1, currency }));
  }
  for (const { last, amountMinor, revision } of onRecord.values()) {
    if (amountMinor === 0n) continue;
    postings.push(withdrawn(last, { amountMinor: -amountMinor, revision: revision + 1, currency }));
  }
  return postings;
}

interface Summed<Posting extends PostedCommission> {
  last: Posting;
  amountMinor: bigint;
  revision: number;
}

function summedUp<Posting extends PostedCommission>(postings: readonly Posting[]): Map<string, Summed<Posting>> {
  const sums = new Map<string, Summed<Posting>>();
  for (const posting of postings) {
    const key = postingKey(posting);
    const known = sums.get(key);
    sums.set(key, {
      last: posting,
      amountMinor: (known?.amountMinor ?? 0n) + posting.amountMinor,
      revision: Math.max(known?.revision ?? 0, posting.revision),
    });
  }
  return sums;
}

function differing(
  last: CommissionPosting,
  { difference, revision, currency }: { difference: bigint; revision: number; currency: string },
): CommissionPosting {
  const trace = { ...last.trace, posted: formatAmount(difference, currency) };
  return { ...last, revision, amountMinor: difference, trace };
}

/** An earning of an event that is no longer among the events: only what was posted is known of it. */
function withdrawn(
  { source, eventId, ruleId, payee, overlay }: PostedCommission,
  { amountMinor, revision, currency }: { amountMinor: bigint; revision: number; currency: string },
): CommissionPosting {
  const text = formatAmount(amountMinor, currency);
  return {
    source,
    eventId,
    ruleId,
    payee,
    overlay,
    revision,
    amountMinor,
    partnerId: payee.kind === 'partner' ? payee.id : '',
    currency,
    period: '',
    tier: '',
    cause: { source, id: eventId },
    trace: { kind: 'withdrawn', currency, earned: text, posted: text },
  };
}
