import type { LedgerPosting } from '../../database/repositories/ledger';
import type { BookHolder, LedgerLine } from '../../domain/incentivize/ledger';
import { holderIdOf, itemOf } from '../../domain/incentivize/ledger';
import type { PricedEarning } from '../../database/repositories/earnings';
import type { Deps } from '../shared/deps';
import type { PricingOrder } from './period-pricing';

/**
 * What new earnings post: per book and program version one transaction of all that was earned, and one of all that was
 * taken back. An earning is written once, so the first one names its transaction. A person's earning (a SPIFF) is in the
 * person's own book.
 */
export function earningPostings(
  { earningIdOf }: Pick<Deps['earnings'], 'earningIdOf'>,
  { origin, programId, effectiveMs }: Pick<PricingOrder, 'origin' | 'programId' | 'effectiveMs'>,
  earnings: readonly PricedEarning[],
): LedgerPosting[] {
  const groups = new Map<
    string,
    { kind: 'earn' | 'clawback'; first: (typeof earnings)[number]; lines: LedgerLine[] }
  >();
  for (const earning of earnings) {
    const { currency, version, amountMinor, ofKey, ruleId } = earning;
    if (amountMinor === 0n) continue;
    const kind = amountMinor > 0n ? 'earn' : 'clawback';
    const line = {
      item: itemOf(ofKey, ruleId),
      amountMinor: amountMinor > 0n ? amountMinor : -amountMinor,
      ruleId,
      earningId: earningIdOf(earning),
    };
    const name = `${holderIdOf(holderOf(earning))}/${currency}/${version}/${kind}`;
    const group = groups.get(name);
    if (group) group.lines.push(line);
    else groups.set(name, { kind, first: earning, lines: [line] });
  }
  // What is earned comes first: what is taken back may be of the same sale.
  return [...groups.values()]
    .sort((a, b) => Number(a.kind === 'clawback') - Number(b.kind === 'clawback'))
    .map(({ kind, first, lines }) => ({
      ...holderOf(first),
      currency: first.currency,
      businessKey: `${kind}/${lines[0]!.earningId!}`,
      origin,
      program: { programId, version: first.version },
      effectiveMs,
      order: { kind, lines },
    }));
}

/** In whose book an earning is. */
function holderOf(earning: PricedEarning): BookHolder {
  return { partnerId: earning.partnerId, personId: 'personId' in earning ? earning.personId : null };
}
