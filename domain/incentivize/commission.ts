/**
 * Commission: how sales become earnings.
 *
 * The rule in one paragraph ("A line" of the contracts). The sales of one (partner, rule, period, currency) are put in
 * the order (moment, saleId). C is the running basis, E_t the exact marginal band function of the sale's own tier t.
 * Line i earns round(E_t(C_i)) − round(E_t(C_{i−1})), each rounded half away from zero to the minor unit. So within one
 * tier the lines sum to round(E(C_n)), a sale across a band edge is one line, and a refund is the same formula walking
 * down. The net of sales less refunds is carried signed, C is that net but never below 0: a refund beyond the period's
 * sales earns nothing back below zero, yet later sales of the period first fill the hole it left.
 */
import { DomainError } from '../errors';
import { formatAmount, whole } from '../money';
import { compareSaleTimes } from '../sell/sale-time';
import type { BandSchedule } from './commission-bands';
import type { CompiledRule } from './commission-compile';
import type { EarningTrace, TracePoint } from './commission-trace';
import { pointAt, traceOf } from './commission-trace';

export { bandAmount } from './commission-bands';
export { checkPlan } from './commission-check';
export { compilePlan } from './commission-compile';
export type { CompiledPlan, CompiledRule } from './commission-compile';
export type { Band, CommissionPlan, CommissionRule } from './commission-plan';
export { explainTrace } from './commission-trace';

/** What the order of lines looks at. */
export type SalePlace = Pick<SaleLine, 'occurredOn' | 'occurredMs' | 'saleId' | 'source'>;

/** A line that may stand behind another one. */
export type Placed = SalePlace & { behind?: SalePlace };

/** One sale or refund as recorded. Amounts are positive minor units; a refund's kind makes it count down. */
export interface SaleLine {
  saleId: string;
  /** Who sent it; (source, saleId) is the identity. */
  source: string;
  /** Civil date in the program's zone, `2026-03-15`. */
  occurredOn: string;
  /** Epoch ms, where the time of day is known and not the first moment of the day. */
  occurredMs?: number;
  amountMinor: bigint;
  currency: string;
  kind: 'sale' | 'refund';
  product?: string;
  /** Of a refund that by its own moment and id would come before its sale: the sale, directly behind which it stands. */
  behind?: SalePlace;
  /** The tier whose bands this line climbs: the partner's on the line's own date. */
  tier: string;
}

/** What one sale or refund earns under one rule; `amountMinor` is the earning, negative for a refund. */
export interface PricedAmount {
  saleId: string;
  source: string;
  ruleId: string;
  tier: string;
  amountMinor: bigint;
  trace: EarningTrace;
}

/** The same, with where it stood on the period's basis. */
export interface PricedLine extends PricedAmount {
  basisBeforeMinor: bigint;
  basisAfterMinor: bigint;
}

/** An earning that is already posted. Revisions of one (source, sale, rule) add up. */
export interface PostedEarning {
  saleId: string;
  source: string;
  ruleId: string;
  revision: number;
  amountMinor: bigint;
}

/** An earning to post: revision 1 with the whole amount, or revision n + 1 with the difference. */
export interface EarningPosting extends PostedEarning {
  /** The new pricing with its trace; absent when the sale is no longer part of it and all it earned is taken back. */
  line?: PricedAmount;
}

/**
 * Prices all lines of one (partner, rule, period, currency); the order of arrival does not matter. Lines outside the
 * rule's scope are left out and do not move the basis.
 *
 * @throws SERVER.BUG when a line has another currency, a negative amount, a tier unknown to the rule, or comes twice:
 *   the caller selected the lines, so this is never a user's mistake
 */
export function priceLines(rule: CompiledRule, currency: string, lines: readonly SaleLine[]): PricedLine[] {
  const { products } = rule;
  const ordered = lines.filter((line) => !products || (line.product !== undefined && products.has(line.product)));
  ordered.sort(bySaleOrder);
  let netMinor = 0n;
  let reached: TracePoint | undefined;
  let previous: SaleLine | undefined;
  return ordered.map((line) => {
    const schedule = scheduleFor(rule, currency, line, previous);
    const netBeforeMinor = netMinor;
    netMinor += line.kind === 'refund' ? -line.amountMinor : line.amountMinor;
    const before = reached?.schedule === schedule ? reached : pointAt(schedule, whole(netBeforeMinor), currency);
    const after = pointAt(schedule, whole(netMinor), currency);
    [reached, previous] = [after, line];
    const { saleId, source, tier } = line;
    return {
      saleId,
      source,
      ruleId: rule.id,
      tier,
      amountMinor: after.roundedMinor - before.roundedMinor,
      basisBeforeMinor: before.basis.num,
      basisAfterMinor: after.basis.num,
      trace: traceOf({ ...line, amount: formatAmount(line.amountMinor, currency) }, before, after),
    };
  });
}

/**
 * What must be posted so that the posted earnings equal the new pricing. Late, corrected and withdrawn sales are the
 * same formula evaluated again: a sale that was never posted gets revision 1 (even when it earns 0), a changed one gets
 * the difference as the next revision, one that is gone from the pricing gets all it earned taken back, an unchanged one
 * gets nothing. When a sale moved between periods, give the lines of both periods together with *all* its postings.
 */
export function repriceDifference(
  earlier: readonly PostedEarning[],
  priced: readonly PricedAmount[],
): EarningPosting[] {
  const posted = new Map<string, PostedEarning>();
  for (const earning of earlier) {
    const sum = posted.get(earningKey(earning));
    posted.set(earningKey(earning), {
      ...earning,
      revision: Math.max(earning.revision, sum?.revision ?? 0),
      amountMinor: earning.amountMinor + (sum?.amountMinor ?? 0n),
    });
  }
  const postings: EarningPosting[] = [];
  for (const line of priced) {
    const key = earningKey(line);
    const sum = posted.get(key);
    if (sum) posted.delete(key);
    const difference = line.amountMinor - (sum?.amountMinor ?? 0n);
    if (sum && difference === 0n) continue;
    const { saleId, source, ruleId } = line;
    postings.push({ saleId, source, ruleId, revision: (sum?.revision ?? 0) + 1, amountMinor: difference, line });
  }
  const gone = [...posted.values()].filter((sum) => sum.amountMinor !== 0n);
  gone.sort((a, b) => byCodeUnits(earningKey(a), earningKey(b)));
  for (const { saleId, source, ruleId, revision, amountMinor } of gone) {
    postings.push({ saleId, source, ruleId, revision: revision + 1, amountMinor: -amountMinor });
  }
  return postings;
}

/** The line's own schedule, after the checks that protect money from a caller's wrong selection. */
function scheduleFor(rule: CompiledRule, currency: string, line: SaleLine, previous?: SaleLine): BandSchedule {
  const name = `Sale ${line.source}/${line.saleId} under rule ${rule.id}`;
  if (line.currency !== currency) misuse(`${name} is in ${line.currency}, the plan in ${currency}`);
  if (line.amountMinor < 0n) misuse(`${name} has the negative amount ${line.amountMinor}: a refund is a kind`);
  if (previous && bySaleOrder(previous, line) === 0) misuse(`${name} comes twice`);
  return (
    rule.tiers.get(line.tier) ??
    rule.everyTier ??
    misuse(`${name} has the tier ${line.tier}, which the rule does not know`)
  );
}

function misuse(what: string): never {
  throw new DomainError('SERVER.BUG', `${what}: select the lines again.`);
}

/** By place; what stands behind a line follows it, in its own order. */
export function bySaleOrder(a: Placed, b: Placed): number {
  if (!a.behind && !b.behind) return compareSalePlaces(a, b);
  return (
    compareSalePlaces(a.behind ?? a, b.behind ?? b) ||
    Number(a.behind !== undefined) - Number(b.behind !== undefined) ||
    compareSalePlaces(a, b)
  );
}

/** By moment, then sale id in code-unit order; the source only parts equal ids, so that the order is always the same. */
export function compareSalePlaces(a: SalePlace, b: SalePlace): number {
  return compareSaleTimes(a, b) || byCodeUnits(a.saleId, b.saleId) || byCodeUnits(a.source, b.source);
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function earningKey({ ruleId, source, saleId }: { ruleId: string; source: string; saleId: string }): string {
  return JSON.stringify([ruleId, source, saleId]);
}
