/** What a closed period earns: volume and growth rebates, and retainers. */
import { addCivilDays } from '../civil-date';
import type { Rational } from '../money';
import { formatAmount, multiply, rational, roundHalfAway, subtract, toDecimalText } from '../money';
import { periodDays, periodKeyOf } from '../period';
import { bandAt } from './commission-bands';
import type { CompiledRule } from './commission-compile';
import type { Band } from './commission-plan';
import type { PlacedEvent, Walk, WalkContext, WalkLine } from './commission-walk';
import { scheduleFor } from './commission-schedule';
import { isInScope, tierFor } from './commission-scope';
import type { EarningTrace } from './commission-trace';
import { exactText, pointAt, traceOf } from './commission-trace';

const ZERO = rational(0n);
const ONE = rational(1n);
/** Decimals of a growth that has no end. */
const GROWTH_DIGITS = 12;

/** A rule at the close of a period. */
interface Site {
  rule: CompiledRule;
  placed: PlacedEvent;
  tier: string;
}

/** The lines of every closed period, as the events known so far make them. */
export function closeLines(walk: Walk, context: WalkContext): WalkLine[] {
  const lines: WalkLine[] = [];
  for (const rule of context.plan.rules) {
    if (rule.source.trigger !== 'period_close' || rule.source.guarantee) continue;
    for (const placed of walk.closes.values()) {
      const tier = tierFor(rule, placed, context);
      // What is added up was asked event by event.
      if (rule.source.counts === undefined && !isInScope(rule, placed, context.facts, tier)) continue;
      const site = { rule, placed, tier };
      const trace = rule.source.growth ? growthTrace(site, walk, context) : sumTrace(site, walk, context);
      if (trace) lines.push(lineOf(site, trace));
    }
  }
  return lines;
}

interface Found {
  amountMinor: bigint;
  trace: EarningTrace;
}

function lineOf({ rule, placed, tier }: Site, { amountMinor, trace }: Found): WalkLine {
  const { key, period } = placed;
  return { key: `${key}\u0001${rule.id}`, unit: placed, placed, rule, amountMinor, tier, period, trace };
}

function sumTrace({ rule, placed, tier }: Site, walk: Walk, context: WalkContext): Found | undefined {
  const { currency } = context.plan;
  const { period, event, day } = placed;
  const found = scheduleFor(rule, { tier, period, facts: context.facts, currency });
  if ('missing' in found) return void context.except(found.missing, event, rule.id);
  const sum = rule.source.counts === undefined ? ONE : walk.netOf(rule, period);
  const [before, after] = [pointAt(found.schedule, ZERO, currency), pointAt(found.schedule, sum, currency)];
  const head = { kind: 'period_close' as const, occurredOn: day, tier, currency };
  const trace = traceOf({ ...head, amount: formatAmount(0n, currency) }, before, after);
  return { amountMinor: after.roundedMinor, trace: { ...trace, basis: rule.source.basis } };
}

/** Growth pays the rate of the band that it reached, on the increment or on the total. */
function growthTrace(site: Site, walk: Walk, context: WalkContext): Found | undefined {
  const { rule, placed, tier } = site;
  const { currency } = context.plan;
  const { period, event } = placed;
  const { against, pays } = rule.source.growth!;
  const earlier = earlierPeriod(period, against, context);
  const history = context.facts.history?.[rule.id];
  const known = history?.[earlier];
  const [prior, now] = [known === undefined ? walk.netOf(rule, earlier) : rational(known), walk.netOf(rule, period)];
  if (prior.num <= 0n) return void context.except('GROWTH_UNDEFINED', event, rule.id);
  const found = scheduleFor(rule, { tier, period, facts: context.facts, currency });
  if ('missing' in found) return void context.except(found.missing, event, rule.id);
  const increment = subtract(now, prior);
  const growth = multiply(increment, rational(prior.den, prior.num));
  const band = growth.num < 0n ? undefined : bandAt(found.schedule, growth);
  const part = pays === 'increment' ? increment : now;
  const rate = rational(band?.rateNumerator ?? 0n, found.schedule.denominator / found.schedule.scale);
  const exact = multiply(part, rate);
  const amountMinor = roundHalfAway(exact);
  const trace = {
    ...walkedTo(site, { source: band?.source, part, exact, amountMinor }, currency),
    growth: {
      prior: exactText(prior, currency),
      now: exactText(now, currency),
      share: toDecimalText(growth, GROWTH_DIGITS),
    },
  };
  return { amountMinor, trace };
}

/** The trace of a close that pays one rate on one part. */
function walkedTo(
  { rule, placed, tier }: Site,
  {
    source,
    part,
    exact,
    amountMinor,
  }: { source: Band | undefined; part: Rational; exact: Rational; amountMinor: bigint },
  currency: string,
): EarningTrace {
  const step = source && {
    from: source.from,
    ...(source.to !== undefined && { to: source.to }),
    rate: source.rate ?? '',
    part: exactText(part, currency),
    amount: exactText(exact, currency),
  };
  return {
    kind: 'period_close',
    amount: formatAmount(0n, currency),
    currency,
    occurredOn: placed.day,
    tier,
    basisBefore: exactText(ZERO, currency),
    basisAfter: exactText(part, currency),
    steps: step ? [step] : [],
    exactBefore: exactText(ZERO, currency),
    exactAfter: exactText(exact, currency),
    rounding: 'half away from zero',
    roundedBefore: formatAmount(0n, currency),
    roundedAfter: formatAmount(amountMinor, currency),
    earned: formatAmount(amountMinor, currency),
    basis: rule.source.basis,
  };
}

function earlierPeriod(period: string, against: 'previous_period' | 'previous_year', { books }: WalkContext): string {
  const { firstDay } = periodDays(books.periodUnit, period);
  if (against === 'previous_period') return periodKeyOf(books.periodUnit, addCivilDays(firstDay, -1));
  return `${String(Number(period.slice(0, 4)) - 1).padStart(4, '0')}${period.slice(4)}`;
}
