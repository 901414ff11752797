/**
 * One period's sales priced by the whole engine: what the plain walk of `priceLines` does not know (bands per event,
 * floors, groups, caps of deals and periods, clawback terms, quotas of a rule).
 *
 * Sales alone do not tell customers, people, costs or a partner's type: a rule that asks for one of these needs events
 * (`event-pricing`), and is refused here rather than paid wrongly. Rules of other triggers have no sales to earn from.
 */
import { DomainError } from '../errors';
import { formatAmount } from '../money';
import type { PeriodUnit } from '../period';
import { bySaleOrder } from './commission';
import type { PricedAmount, SalePlace } from './commission';
import type { CompiledPlan, CompiledRule } from './commission-compile';
import { evaluate } from './commission-evaluate';
import type { CommissionEvent, CommissionPosting, PartnerFacts } from './commission-events';
import type { Scope } from './commission-plan';
import type { EarningTrace } from './commission-trace';

/** The one partner whose sales these are. */
const PARTNER = 'partner';
/** What of a scope a recorded sale can answer. */
const ANSWERED: readonly (keyof Scope)[] = ['products', 'tiers', 'dealSize', 'window'];

/** A recorded sale or refund; a refund in the period of its sale names it. */
export interface EngineSale {
  saleId: string;
  source: string;
  occurredOn: string;
  /** Epoch ms; absent for the first moment of the day. */
  occurredMs?: number;
  amountMinor: bigint;
  currency: string;
  kind: 'sale' | 'refund';
  refundOf?: string;
  product?: string;
  /** Of a refund that by its own moment would come before its sale: the sale. */
  behind?: SalePlace;
}

/** What else the pricing of a partner's period depends on. */
export interface EngineTerms {
  plan: CompiledPlan;
  /** Tier ids, lowest first. */
  tiers: readonly string[];
  decided: PartnerFacts['tiers'];
  periodUnit: PeriodUnit;
}

/** Whether the plain walk prices the whole plan: period bands of gross sales at the tier of the day, and nothing else. */
export function isPlain({ rules, caps }: CompiledPlan): boolean {
  return caps.length === 0 && rules.every((rule) => isPlainRule(rule));
}

/** Whether sales alone tell all that the plan asks for. */
export function isAnsweredBySales(plan: CompiledPlan): boolean {
  return plan.rules.every(({ source }) => source.trigger === 'sale_booked') && unansweredBy(plan) === undefined;
}

/**
 * Prices the sales of one partner and period.
 *
 * @throws PLAN.INVALID where a rule for sales asks for what sales do not tell
 */
export function priceByEngine(terms: EngineTerms, sales: readonly EngineSale[]): PricedAmount[] {
  const { plan, tiers, decided, periodUnit } = terms;
  const unanswered = unansweredBy(plan);
  if (unanswered !== undefined) refuse(unanswered);
  const events = [...sales].sort(bySaleOrder).map(eventOf);
  const books = { periodUnit, tiers, partners: { [PARTNER]: { tiers: decided } } };
  const lines = new Map<string, CommissionPosting[]>();
  for (const posting of evaluate(plan, events, books).postings) {
    const key = JSON.stringify([posting.source, posting.eventId, posting.ruleId]);
    lines.set(key, [...(lines.get(key) ?? []), posting]);
  }
  return [...lines.values()].flatMap((postings) => pricedOf(postings));
}

function isPlainRule({ source }: CompiledRule): boolean {
  const { trigger, basis, bandsPer, bandsMode = 'marginal', tierDate = 'event', scope = {} } = source;
  const plainWords = trigger === 'sale_booked' && basis === 'gross' && bandsPer === 'period' && tierDate === 'event';
  const others = ['bandsOn', 'group', 'payee', 'split', 'recurrence', 'clawback'] as const;
  return (
    plainWords &&
    (bandsMode === 'marginal' || bandsMode === 'whole') &&
    others.every((key) => source[key] === undefined) &&
    Object.keys(scope).every((key) => key === 'products')
  );
}

function unansweredBy({ rules, caps }: CompiledPlan): string | undefined {
  for (const { id, source } of rules) {
    if (source.trigger !== 'sale_booked' && source.counts !== 'sale_booked') continue;
    const { scope = {}, basis, payee, split, recurrence } = source;
    const unanswered = [
      ...(basis === 'gross' || basis === 'count' ? [] : ['basis']),
      ...Object.entries({ payee, split, recurrence }).flatMap(([key, value]) => (value === undefined ? [] : [key])),
      ...Object.keys(scope).filter((key) => !ANSWERED.some((answered) => answered === key)),
    ];
    const [first] = unanswered;
    if (first !== undefined) return `Rule "${id}" asks for "${first}"`;
  }
  const wide = caps.find(({ source: { per } }) => per !== 'deal' && per !== 'period');
  return wide && `The cap ${wide.name} reaches beyond one period`;
}

function refuse(what: string): never {
  throw new DomainError('PLAN.INVALID', `${what}, which recorded sales do not tell: price it from events.`);
}

function eventOf(sale: EngineSale): CommissionEvent {
  const { saleId, source, occurredOn, occurredMs, amountMinor, currency, kind, refundOf, product } = sale;
  return {
    id: saleId,
    source,
    kind: kind === 'sale' ? 'sale_booked' : 'refund',
    partnerId: PARTNER,
    occurredOn,
    ...(occurredMs !== undefined && { occurredAtMs: occurredMs }),
    amountMinor,
    currency,
    ...(refundOf !== undefined && { of: refundOf }),
    ...(product !== undefined && { product }),
  };
}

function pricedOf(postings: readonly CommissionPosting[]): PricedAmount[] {
  const last = postings.at(-1);
  if (!last || last.trace.kind === 'withdrawn' || last.trace.kind === 'guarantee') return [];
  const { source, eventId: saleId, ruleId, tier, currency } = last;
  const amountMinor = postings.reduce((sum, posting) => sum + posting.amountMinor, 0n);
  const trace: EarningTrace = { ...last.trace, earned: formatAmount(amountMinor, currency) };
  return [{ saleId, source, ruleId, tier, amountMinor, trace }];
}
