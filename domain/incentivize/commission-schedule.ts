import type { BandSchedule } from './commission-bands';
import { compileBands } from './commission-bands';
import type { CompiledRule } from './commission-compile';
import type { ExceptionCode, PartnerFacts } from './commission-events';

/** Schedules of quotas, which few partners share: compiled once per rule, tier and quota. */
const byQuota = new WeakMap<CompiledRule, Map<string, BandSchedule>>();

/** Where a schedule is asked for. */
interface Place {
  tier: string;
  period: string;
  facts: PartnerFacts;
  currency: string;
}

/** The bands of a rule for a tier; where they are shares of a quota, for the partner's quota of the period. */
export function scheduleFor(rule: CompiledRule, place: Place): { schedule: BandSchedule } | { missing: ExceptionCode } {
  const { tier } = place;
  const fixed = rule.tiers.get(tier) ?? rule.everyTier;
  if (fixed) return { schedule: fixed };
  const quotaMinor = rule.source.bandsOn === 'growth' ? 1n : quotaOf(rule, place);
  if (quotaMinor === undefined || quotaMinor <= 0n) return { missing: 'QUOTA_MISSING' };
  const known = byQuota.get(rule) ?? new Map<string, BandSchedule>();
  byQuota.set(rule, known);
  const key = `${tier}\u0000${quotaMinor}`;
  const schedule = known.get(key) ?? compileFor(rule, place, quotaMinor);
  known.set(key, schedule);
  return { schedule };
}

/** The partner's own quota, else the rule's; minor units. */
export function quotaOf(rule: CompiledRule, { period, facts }: Pick<Place, 'period' | 'facts'>): bigint | undefined {
  return facts.quotas?.[rule.id]?.[period] ?? rule.quotaMinor;
}

function compileFor({ source }: CompiledRule, { tier, currency }: Place, quotaMinor: bigint): BandSchedule {
  const bands = source.tiers?.[tier] ?? source.bands ?? [];
  return compileBands(bands, { currency, whole: source.bandsMode === 'whole', quotaMinor });
}
