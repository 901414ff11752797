/** Guarantees and draws: what tops the earnings of a closed period up, and what later earnings pay back of it. */
import { formatAmount } from '../money';
import type { CompiledPlan, CompiledRule } from './commission-compile';
import type { GuaranteeTrace } from './commission-posting-trace';
import type { Poster } from './commission-poster';
import type { Walk, WalkLine } from './commission-walk';

/**
 * The lines of all guarantees of a partner. Closed periods are gone through in the order of time: one that earned less
 * than the guarantee gets the difference; with a recoverable one (a draw) later periods give back, out of what they
 * earn above the guarantee, what was drawn.
 */
export function guaranteeLines(
  walk: Walk,
  { plan, poster, partnerId }: { plan: CompiledPlan; poster: Poster; partnerId: string },
): WalkLine[] {
  const rules = plan.rules.filter((rule) => rule.source.guarantee);
  if (rules.length === 0 || walk.closes.size === 0) return [];
  const closes = [...walk.closes.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
  return rules.flatMap((rule) => {
    let drawnMinor = 0n;
    return closes.map((placed) => {
      const { period, key } = placed;
      const earnedMinor = poster.earnedIn(partnerId, period);
      const amountMinor = differenceOf(rule, earnedMinor, drawnMinor);
      const text = (minor: bigint): string => formatAmount(minor, plan.currency);
      const trace: GuaranteeTrace = {
        kind: 'guarantee',
        currency: plan.currency,
        guaranteed: text(rule.guaranteeMinor ?? 0n),
        earnedByRules: text(earnedMinor),
        drawnBefore: text(drawnMinor),
        earned: text(amountMinor),
      };
      if (rule.source.guarantee?.recoverable) drawnMinor += amountMinor;
      return { key: `${key}\u0001${rule.id}`, unit: placed, placed, rule, amountMinor, tier: '', period, trace };
    });
  });
}

function differenceOf(rule: CompiledRule, earnedMinor: bigint, drawnMinor: bigint): bigint {
  const guaranteeMinor = rule.guaranteeMinor ?? 0n;
  if (earnedMinor < guaranteeMinor) return guaranteeMinor - earnedMinor;
  const overMinor = earnedMinor - guaranteeMinor;
  return -(overMinor < drawnMinor ? overMinor : drawnMinor);
}
