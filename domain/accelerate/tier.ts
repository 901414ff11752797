import { formatAmount, parseAmount } from '../money';
import type { Tier } from '../program';

/** What a closed period says of a partner. */
export interface TierFacts {
  /** Sales less refunds, minor units; negative when more came back than was sold. */
  salesMinor: bigint;
  currency: string;
  /** Distinct people with a valid certificate, by certification. */
  certified: Readonly<Record<string, number>>;
}

/** The tier that the facts support, with the reason for each tier that is out of reach. */
export interface TierProposal {
  tier: string;
  explanation: string[];
}

/**
 * The highest tier whose sales and certified people the partner reaches; the first one asks for nothing.
 * @throws MONEY.AMOUNT_INVALID when a tier's sales cannot be read (publishing refuses such a program)
 */
export function tierFor(tiers: readonly Tier[], facts: TierFacts): TierProposal {
  const explanation: string[] = [];
  let reached = tiers[0]!;
  for (const tier of tiers.slice(1)) {
    const missing = missingFor(tier, facts);
    if (missing.length === 0) reached = tier;
    explanation.push(`${tier.id}: ${missing.length === 0 ? 'reached' : missing.join('; ')}`);
  }
  return { tier: reached.id, explanation };
}

function missingFor(tier: Tier, { salesMinor, currency, certified }: TierFacts): string[] {
  const missing: string[] = [];
  const from = parseAmount(tier.salesFrom, currency, { allowZero: true });
  if (salesMinor < from)
    missing.push(`sales ${formatAmount(salesMinor, currency)} of ${formatAmount(from, currency)} ${currency}`);
  for (const [certification, needed] of Object.entries(tier.certified)) {
    const people = certified[certification] ?? 0;
    if (people < needed) missing.push(`${people} of ${needed} people certified in ${certification}`);
  }
  return missing;
}
