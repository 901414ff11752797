/** Whether a rule is for an event, and on which tier. */
import { periodDays } from '../period';
import type { Rational } from '../money';
import { compare, rational } from '../money';
import type { CompiledRule } from './commission-compile';
import type { CommissionBooks, CommissionEvent, PartnerFacts } from './commission-events';

/** An event with its day, its period, and its gross amount in the plan's currency. */
export interface ScopedEvent {
  event: CommissionEvent;
  day: string;
  period: string;
  gross?: Rational;
}

/** The tier on a civil day; the entry tier before the first decided one, and for a tier that is not known. */
export function tierOn(day: string, tiers: PartnerFacts['tiers'] = [], known: readonly string[]): string {
  for (let index = tiers.length - 1; index >= 0; index -= 1) {
    const { fromDay, tier } = tiers[index]!;
    if (fromDay <= day && known.includes(tier)) return tier;
  }
  return known[0] ?? '';
}

/** The tier that counts for a rule: that of the event's day, or of the first or last day of its period. */
export function tierFor(
  { source: { tierDate = 'event' } }: CompiledRule,
  { day, period }: Pick<ScopedEvent, 'day' | 'period'>,
  { facts, books }: { facts: PartnerFacts; books: CommissionBooks },
): string {
  if (tierDate === 'event') return tierOn(day, facts.tiers, books.tiers);
  const { firstDay, lastDay } = periodDays(books.periodUnit, period);
  return tierOn(tierDate === 'period_start' ? firstDay : lastDay, facts.tiers, books.tiers);
}

/** Whether all that the rule's scope asks for is so. */
export function isInScope(rule: CompiledRule, scoped: ScopedEvent, facts: PartnerFacts, tier: string): boolean {
  const { scope } = rule.source;
  if (!scope) return true;
  const { event, day } = scoped;
  const { window, certified = [] } = scope;
  return (
    (!rule.products || (event.product !== undefined && rule.products.has(event.product))) &&
    isOneOf(scope.regions, facts.region) &&
    isOneOf(scope.types, facts.type) &&
    isOneOf(scope.tiers, tier) &&
    (!scope.tags || scope.tags.some((tag) => facts.tags?.includes(tag))) &&
    isOneOf(scope.segments, event.segment) &&
    isOneOf(scope.motions, event.motion) &&
    isOneOf(scope.certifications, event.certification) &&
    isOneOf(scope.milestones, event.milestone) &&
    (scope.registered === undefined || scope.registered === (event.registered ?? false)) &&
    certified.every((certification) => isCertified(certification, day, facts)) &&
    (window?.from === undefined || window.from <= day) &&
    (window?.to === undefined || day < window.to) &&
    isOfSize(rule, scoped.gross)
  );
}

function isOneOf(wanted: readonly string[] | undefined, value: string | undefined): boolean {
  return !wanted || (value !== undefined && wanted.includes(value));
}

function isCertified(certification: string, day: string, { certificates = [] }: PartnerFacts): boolean {
  return certificates.some(
    (held) =>
      held.certification === certification && held.fromDay <= day && (held.toDay === undefined || day < held.toDay),
  );
}

function isOfSize({ dealSize }: CompiledRule, gross: Rational | undefined): boolean {
  if (!dealSize) return true;
  if (!gross) return false;
  const { fromMinor, toMinor } = dealSize;
  return (
    (fromMinor === undefined || compare(gross, rational(fromMinor)) >= 0) &&
    (toMinor === undefined || compare(gross, rational(toMinor)) < 0)
  );
}
