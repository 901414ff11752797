/** A plan made ready: texts become minor units and fractions once, so that evaluating does only arithmetic. */
import { DomainError } from '../errors';
import type { Rational } from '../money';
import { parseAmount, parseRate } from '../money';
import type { BandSchedule } from './commission-bands';
import { compileBands } from './commission-bands';
import { checkPlan } from './commission-check';
import type { Cap, CommissionPlan, CommissionRule, RateTerms, Split } from './commission-plan';
import { isCounted, parseShare } from './commission-words';

/** A rule ready to price. */
export interface CompiledRule {
  id: string;
  /** As the document says it. */
  source: CommissionRule;
  products?: ReadonlySet<string>;
  /** The schedule of each tier; those of quotas and growth are made where the quota is known. */
  tiers: ReadonlyMap<string, BandSchedule>;
  /** The schedule of every tier, where the rule has no bands by tier. */
  everyTier?: BandSchedule;
  floorMinor: bigint;
  guaranteeMinor?: bigint;
  quotaMinor?: bigint;
  dealSize?: { fromMinor?: bigint; toMinor?: bigint };
  split?: { shares: ReadonlyMap<string, Rational>; overlay: ReadonlyMap<string, Rational> };
}

/** A cap ready to count. */
export interface CompiledCap {
  source: Cap;
  /** What explanations call it, e.g. `500 per customer`. */
  name: string;
  limitMinor?: bigint;
  rate?: Rational;
  restore: boolean;
  rules?: ReadonlySet<string>;
}

/** A plan ready to price, its rules in the order in which they apply: by priority, then as the document has them. */
export interface CompiledPlan {
  id: string;
  currency: string;
  rules: CompiledRule[];
  groups: Readonly<Record<string, 'best' | 'first'>>;
  caps: CompiledCap[];
  rates?: RateTerms;
}

/**
 * Turns a plan into minor units and common denominators.
 *
 * @throws PLAN.INVALID with every fault
 */
export function compilePlan(plan: CommissionPlan): CompiledPlan {
  const faults = checkPlan(plan, [...new Set(plan.rules.flatMap((rule) => Object.keys(rule.tiers ?? {})))]);
  if (faults[0]) {
    const { pointer, message } = faults[0];
    throw new DomainError(
      'PLAN.INVALID',
      `Commission plan "${plan.id}" has ${faults.length} fault(s); the first at ${pointer || '/'}: ${message}`,
      faults,
    );
  }
  const { currency } = plan;
  const rules = plan.rules.map((rule) => compileRule(rule, currency));
  // Sorting is stable: rules of one priority stay as the document has them.
  rules.sort((a, b) => (a.source.priority ?? Infinity) - (b.source.priority ?? Infinity) || 0);
  return {
    id: plan.id,
    currency,
    rules,
    groups: plan.groups ?? {},
    caps: (plan.caps ?? []).map((cap) => compileCap(cap, currency)),
    ...(plan.rates && { rates: plan.rates }),
  };
}

function compileRule(rule: CommissionRule, currency: string): CompiledRule {
  const terms = { currency, whole: rule.bandsMode === 'whole', counted: isCounted(rule) };
  // Where edges are shares, they become amounts only with a quota.
  const fixed = rule.bandsOn === undefined;
  const tiers = Object.entries(fixed ? (rule.tiers ?? {}) : {});
  const minor = (text: string): bigint => parseAmount(text, currency, { allowZero: true });
  const { dealSize } = rule.scope ?? {};
  return {
    id: rule.id,
    source: rule,
    ...(rule.scope?.products && { products: new Set(rule.scope.products) }),
    tiers: new Map(tiers.map(([tier, bands]) => [tier, compileBands(bands, terms)])),
    ...(fixed && rule.bands && { everyTier: compileBands(rule.bands, terms) }),
    floorMinor: rule.floor === undefined ? 0n : minor(rule.floor),
    ...(rule.guarantee && { guaranteeMinor: minor(rule.guarantee.amount) }),
    ...(rule.quota !== undefined && { quotaMinor: minor(rule.quota) }),
    ...(dealSize && {
      dealSize: {
        ...(dealSize.from !== undefined && { fromMinor: minor(dealSize.from) }),
        ...(dealSize.to !== undefined && { toMinor: minor(dealSize.to) }),
      },
    }),
    ...(rule.split && { split: compileSplit(rule.split) }),
  };
}

function compileSplit({ shares, overlay = {} }: Split): NonNullable<CompiledRule['split']> {
  const read = (texts: Record<string, string>): Map<string, Rational> =>
    new Map(Object.entries(texts).map(([part, share]) => [part, parseShare(share)]));
  return { shares: read(shares), overlay: read(overlay) };
}

function compileCap(cap: Cap, currency: string): CompiledCap {
  const { amount, rate, months, per } = cap;
  return {
    source: cap,
    name: `${rate ?? amount} per ${per}${months === undefined ? '' : ` in ${months} months`}`,
    ...(amount !== undefined && { limitMinor: parseAmount(amount, currency, { allowZero: true }) }),
    ...(rate !== undefined && { rate: parseRate(rate) }),
    restore: cap.restore ?? true,
    ...(cap.rules && { rules: new Set(cap.rules) }),
  };
}
