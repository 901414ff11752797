/** Builders for commission tests: plans of one rule, lines one a day, and their pricing. */
import type { Band, CommissionPlan, PricedLine, SaleLine } from '../../domain/incentivize/commission';
import type { BandSchedule } from '../../domain/incentivize/commission-bands';
import { compilePlan, priceLines } from '../../domain/incentivize/commission';
import { formatAmount, parseAmount } from '../../domain/money';

export const flat = (rate: string): Band[] => [{ from: '0', rate }];
export const bands = (...steps: [from: string, rate: string][]): Band[] =>
  steps.map(([from, rate], i) => ({ from, ...(steps[i + 1] && { to: steps[i + 1]?.[0] }), rate }));

export function planOf(tiers: Record<string, Band[]>, currency = 'USD', products?: string[]): CommissionPlan {
  const rule = { id: 'resale', title: 'Resale', trigger: 'sale_booked', basis: 'gross', bandsPer: 'period' } as const;
  const scope = products && { products };
  return { id: 'p', title: 'Plan', currency, rules: [{ ...rule, tierDate: 'event', ...(scope && { scope }), tiers }] };
}

export type SaleEvent = [amount: string, more?: Partial<SaleLine>];

/** Lines in the order given: s01, s02, … one a day unless the event says otherwise. */
export function linesOf(events: SaleEvent[], currency = 'USD', tier = 'any'): SaleLine[] {
  return events.map(([amount, more], index) => {
    const day = String(index + 1).padStart(2, '0');
    const amountMinor = parseAmount(amount, currency, { allowZero: true });
    const line = { saleId: `s${day}`, source: 'crm', occurredOn: `2026-03-${day}`, kind: 'sale', tier } as const;
    return { ...line, amountMinor, currency, ...more };
  });
}

export function price(
  tiers: Record<string, Band[]>,
  lines: SaleLine[],
  currency = 'USD',
  products?: string[],
): PricedLine[] {
  const [rule] = compilePlan(planOf(tiers, currency, products)).rules;
  if (!rule) throw new Error('the plan has one rule');
  return priceLines(rule, currency, lines);
}

export const earned = (lines: { amountMinor: bigint }[], currency = 'USD') =>
  lines.map((line) => formatAmount(line.amountMinor, currency));
export const total = (lines: { amountMinor: bigint }[]) => lines.reduce((sum, line) => sum + line.amountMinor, 0n);
export const asPosted = (lines: PricedLine[]) => lines.map((line) => ({ ...line, revision: 1 }));

export const LADDER = bands(['0', '5%'], ['10000', '8%'], ['50000', '10%']);

export function scheduleOf(list: Band[], currency = 'USD'): BandSchedule {
  const schedule = compilePlan(planOf({ any: list }, currency)).rules[0]?.tiers.get('any');
  if (!schedule) throw new Error('the tier has bands');
  return schedule;
}
