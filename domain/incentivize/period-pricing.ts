/**
 * Pricing of one partner: recorded sales in, earnings to post out.
 *
 * 1. A sale counts in the period of its own date. A refund counts in the period of the sale that it takes back, with
 *    that sale's tier and product: it takes back what that sale earned, also when that period has long been paid and
 *    the partner sells nothing more. Only while its sale is not known, it stands in its own period.
 * 2. A period is priced by the version that it was first priced by; that is noted once and kept.
 * 3. Each (rule, period) is priced from scratch; what is posted already is subtracted and the difference is posted. So
 *    a late sale, a refund and a tier decided afterwards are all the same case, and pricing twice posts nothing.
 */
import type { PeriodUnit } from '../calendar';
import { periodKeyOf } from '../calendar';
import { formatAmount, parseAmount } from '../money';
import type { CompiledPlan, EarningPosting, PostedEarning, PricedAmount, SaleLine } from './commission';
import { explainTrace, priceLines, repriceDifference } from './commission';
import type { WithdrawnTrace } from './commission-posting-trace';
import { tierOn } from './commission-scope';
import type { EarningTrace } from './commission-trace';
import type { EngineSale } from './period-engine';
import { isPlain, priceByEngine } from './period-engine';

/** A sale or refund as recorded. */
export interface RecordedSale extends Omit<SaleLine, 'tier'> {
  saleKey: string;
  /** The sale that a refund takes back, by the source's id. */
  refundOf?: string;
}

/** What a version says about earning. */
export interface PricingTerms {
  plan: CompiledPlan;
  /** Tier ids, lowest first; the first one holds before any was decided. */
  tiers: readonly string[];
}

/** One partner, with all that its pricing depends on. */
export interface PartnerBooks {
  periodUnit: PeriodUnit;
  /** Sales and refunds to price, and those that their refunds take back. */
  sales: readonly RecordedSale[];
  /** Decided tiers by their first day, ascending. */
  tiers: readonly { fromDay: string; tier: string }[];
  /** The versions of periods priced before. */
  pins: ReadonlyMap<string, number>;
  /** The version for periods priced now for the first time. */
  version: number;
  /** Posted earnings of these sales, revisions summed up. */
  posted: readonly PostedEarning[];
  /** Periods to price, both inside; without a `from` all that came before, too. */
  range: { from?: string; to: string };
}

/** One earning to post. */
export interface PeriodPosting {
  saleKey: string;
  ruleId: string;
  revision: number;
  period: string;
  amountMinor: bigint;
  currency: string;
  tier: string;
  version: number;
  trace: EarningTrace | WithdrawnTrace;
}

/** What pricing found. */
export interface Pricing {
  postings: PeriodPosting[];
  /** Versions of periods priced for the first time. */
  pinned: Map<string, number>;
  /** Sales and refunds that were priced. */
  lines: number;
  /** Lines in another currency than the plan's; they wait until there are rates. */
  awaitingRate: number;
}

/** A line in its place. */
interface PlacedLine {
  line: SaleLine;
  saleKey: string;
  period: string;
}

/** Prices a partner. `termsOf` gives the terms of a version; the unit of its periods never changes. */
export function pricePartner(books: PartnerBooks, termsOf: (version: number) => PricingTerms): Pricing {
  const pinned = new Map<string, number>();
  const placed = new Map<string, PlacedLine>();
  const priced: PricedAmount[] = [];
  let awaitingRate = 0;
  for (const [period, sales] of byPeriod(books)) {
    const version = books.pins.get(period) ?? books.version;
    if (!books.pins.has(period)) pinned.set(period, version);
    const terms = termsOf(version);
    const lines = sales.map((sale) => place(sale, { terms, tiers: books.tiers }));
    for (const [index, { sale }] of sales.entries())
      placed.set(keyOf(sale), { line: lines[index]!, saleKey: sale.saleKey, period });
    const payable = lines.filter((line) => line.currency === terms.plan.currency);
    awaitingRate += lines.length - payable.length;
    if (isPlain(terms.plan))
      for (const rule of terms.plan.rules)
        for (const line of priceLines(rule, terms.plan.currency, payable)) priced.push(line);
    else
      priced.push(
        ...priceByEngine({ ...terms, decided: books.tiers, periodUnit: books.periodUnit }, engineSales(sales, terms)),
      );
  }
  const posted = books.posted.filter((earning) => placed.has(keyOf(earning)));
  const versionOf = (period: string): number => books.pins.get(period) ?? books.version;
  const postings = repriceDifference(posted, priced).map((posting): PeriodPosting => {
    const { line, saleKey, period } = placed.get(keyOf(posting))!;
    const { ruleId, revision, amountMinor } = posting;
    const { currency } = termsOf(versionOf(period)).plan;
    return {
      saleKey,
      ruleId,
      revision,
      period,
      amountMinor,
      currency,
      tier: line.tier,
      version: versionOf(period),
      trace: traceFor(posting, currency),
    };
  });
  return { postings, pinned, lines: placed.size, awaitingRate };
}

/** One or two sentences for a person who asks "why this amount?" of a posted earning. */
export function explainEarning({
  amountMinor,
  revision,
  trace,
}: {
  amountMinor: bigint;
  revision: number;
  trace: EarningTrace | WithdrawnTrace;
}): string {
  const { currency } = trace;
  const amount = formatAmount(amountMinor, currency);
  if (trace.kind === 'withdrawn')
    return `No rule prices this sale any more, so all that it had earned is taken back: ${amount} ${currency}.`;
  const sentence = explainTrace(trace);
  if (revision === 1) return sentence;
  const earlier = formatAmount(
    parseAmount(trace.earned, currency, { allowNegative: true, allowZero: true }) - amountMinor,
    currency,
  );
  return `${sentence} ${earlier} ${currency} had been posted before; this is the difference of ${amount} ${currency}.`;
}

interface Placement {
  sale: RecordedSale;
  original: RecordedSale | undefined;
}

/** The lines of each period in range. */
function byPeriod({ sales, periodUnit, range }: PartnerBooks): Map<string, Placement[]> {
  const known = new Map<string, RecordedSale>();
  for (const sale of sales) if (sale.kind === 'sale') known.set(keyOf(sale), sale);
  const periods = new Map<string, Placement[]>();
  const periodOfDay = new Map<string, string>();
  for (const sale of sales) {
    const original = originalOf(sale, known);
    const day = (original ?? sale).occurredOn;
    const period = periodOfDay.get(day) ?? periodKeyOf(periodUnit, day);
    periodOfDay.set(day, period);
    if (period > range.to || (range.from !== undefined && period < range.from)) continue;
    const lines = periods.get(period);
    if (lines) lines.push({ sale, original });
    else periods.set(period, [{ sale, original }]);
  }
  return periods;
}

/** The sale that a refund takes back; one in another currency is another sale's business. */
function originalOf(sale: RecordedSale, known: ReadonlyMap<string, RecordedSale>): RecordedSale | undefined {
  if (sale.kind !== 'refund' || sale.refundOf === undefined) return undefined;
  const original = known.get(keyOf({ source: sale.source, saleId: sale.refundOf }));
  return original?.currency === sale.currency ? original : undefined;
}

function place(
  { sale, original }: Placement,
  { terms, tiers }: { terms: PricingTerms; tiers: PartnerBooks['tiers'] },
): SaleLine {
  const { saleId, source, occurredOn, amountMinor, currency, kind } = sale;
  const product = sale.product ?? original?.product;
  const tier = tierOn((original ?? sale).occurredOn, tiers, terms.tiers);
  return { saleId, source, occurredOn, amountMinor, currency, kind, tier, ...(product !== undefined && { product }) };
}

/** The sales of a period as the engine reads them; those in another currency wait. */
function engineSales(sales: readonly Placement[], { plan }: PricingTerms): EngineSale[] {
  return sales.flatMap(({ sale, original }) => {
    const product = sale.product ?? original?.product;
    return sale.currency === plan.currency ? [{ ...sale, ...(product !== undefined && { product }) }] : [];
  });
}

function traceFor({ line, amountMinor }: EarningPosting, currency: string): PeriodPosting['trace'] {
  return line?.trace ?? { kind: 'withdrawn', currency, earned: formatAmount(amountMinor, currency) };
}

/** (source, sale id) as one text; a source has no control character. */
function keyOf({ source, saleId }: { source: string; saleId: string }): string {
  return `${source}\u0000${saleId}`;
}
