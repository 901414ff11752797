/**
 * Pricing of one partner: recorded sales in, earnings to post out.
 *
 * 1. A sale counts in the period of its own date. A refund counts in the period of the sale that it takes back, with
 *    that sale's tier and product, and not before it: it takes back what that sale earned, also when that period has
 *    long been paid and the partner sells nothing more. Only while its sale is not known, it stands in its own period.
 *    A correction changes the amount of the line that it corrects and nothing else. See `sell/counted-sales.ts`.
 * 2. A period is priced by the version that it was first priced by; that is noted once and kept.
 * 3. Each (rule, period) is priced from scratch; what is posted already is subtracted and the difference is posted. So
 *    a late sale, a refund, a correction and a tier decided afterwards are all the same case, and pricing twice posts
 *    nothing.
 * 4. Refunds take back no more than their (rule, period) has earned. Within one tier the bands see to it; where the tier
 *    changed, a refund on its sale's own bands could ask for more.
 */
import type { PeriodUnit } from '../calendar';
import { periodKeyOf } from '../calendar';
import { formatAmount, parseAmount } from '../money';
import type { CompiledPlan, EarningPosting, PostedEarning, PricedAmount, PricedLine, SaleLine } from './commission';
import { compareSalePlaces, explainTrace, priceLines, repriceDifference } from './commission';
import type { EventTrace, WithdrawnTrace } from './commission-posting-trace';
import { explainPosting } from './commission-posting-trace';
import { tierOn } from './commission-scope';
import type { EarningTrace } from './commission-trace';
import type { CountedSale, SaleFact } from '../sell/counted-sales';
import { countSales, referred, saleFactKey } from '../sell/counted-sales';
import type { EngineSale } from './period-engine';
import { isPlain, priceByEngine } from './period-engine';

/** A sale, refund or correction as recorded. */
export interface RecordedSale extends SaleFact {
  saleKey: string;
  product?: string;
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
  /** Sales to price, all refunds and corrections, and the lines that these name. */
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
  /** Periods in the range that are priced otherwise. */
  leaveOut?: (period: string) => boolean;
}

/** How an earning came about, where the line does not count as it was sent. */
export interface LineTrace extends EarningTrace {
  /** The amount that was sent, where `amount`, which counts, is another one. */
  sent?: string;
  /** The correction in force. */
  correctedBy?: string;
  /** What a refund asks beyond its sale. */
  excess?: string;
  /** What the bands say, where the refund would take back more than the period has earned. */
  byBands?: string;
}

/** One earning to post. */
export interface PeriodPosting {
  saleKey: string;
  /** The sale itself, or the one that a refund takes back: under it the ledger holds the amount. */
  ofKey: string;
  ruleId: string;
  revision: number;
  period: string;
  amountMinor: bigint;
  currency: string;
  tier: string;
  version: number;
  trace: LineTrace | WithdrawnTrace;
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
interface PlacedLine extends Placement {
  line: SaleLine;
  period: string;
}

/** Prices a partner. `termsOf` gives the terms of a version; the unit of its periods never changes. */
export function pricePartner(books: PartnerBooks, termsOf: (version: number) => PricingTerms): Pricing {
  const pinned = new Map<string, number>();
  const placed = new Map<string, PlacedLine>();
  const priced: PricedAmount[] = [];
  let awaitingRate = 0;
  for (const [period, placements] of byPeriod(books)) {
    const version = books.pins.get(period) ?? books.version;
    if (!books.pins.has(period)) pinned.set(period, version);
    const terms = termsOf(version);
    const payable: { line: SaleLine; placement: Placement }[] = [];
    for (const placement of placements) {
      const line = place(placement, { terms, tiers: books.tiers });
      placed.set(saleFactKey(line), { ...placement, line, period });
      const standing = placement.counted?.standing ?? 'counts';
      if (standing === 'awaiting_rate' || line.currency !== terms.plan.currency) awaitingRate += 1;
      else if (standing === 'counts') payable.push({ line, placement });
    }
    if (isPlain(terms.plan))
      for (const rule of terms.plan.rules)
        for (const line of keptAboveZero(
          priceLines(
            rule,
            terms.plan.currency,
            payable.map(({ line }) => line),
          ),
        ))
          priced.push(line);
    else
      priced.push(
        ...priceByEngine({ ...terms, decided: books.tiers, periodUnit: books.periodUnit }, payable.map(engineSale)),
      );
  }
  const posted = books.posted.filter((earning) => placed.has(saleFactKey(earning)));
  const versionOf = (period: string): number => books.pins.get(period) ?? books.version;
  const postings = repriceDifference(posted, priced).map((posting): PeriodPosting => {
    const { line, sale, original, period, counted } = placed.get(saleFactKey(posting))!;
    const { ruleId, revision, amountMinor } = posting;
    const { currency } = termsOf(versionOf(period)).plan;
    return {
      saleKey: sale.saleKey,
      ofKey: (original ?? sale).saleKey,
      ruleId,
      revision,
      period,
      amountMinor,
      currency,
      tier: line.tier,
      version: versionOf(period),
      trace: traceFor(posting, { currency, sale, counted }),
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
  trace: LineTrace | WithdrawnTrace | EventTrace;
}): string {
  if ('cause' in trace) return explainPosting(trace);
  const { currency } = trace;
  const amount = formatAmount(amountMinor, currency);
  if (trace.kind === 'withdrawn')
    return `No rule prices this sale any more, so all that it had earned is taken back: ${amount} ${currency}.`;
  const sentence = explainTrace(trace) + explainCounting(trace);
  if (revision === 1) return sentence;
  const earlier = formatAmount(
    parseAmount(trace.earned, currency, { allowNegative: true, allowZero: true }) - amountMinor,
    currency,
  );
  return `${sentence} ${earlier} ${currency} had been posted before; this is the difference of ${amount} ${currency}.`;
}

interface Placement {
  sale: RecordedSale & { kind: SaleLine['kind'] };
  original: RecordedSale | undefined;
  /** Absent where the line counts as it was sent. */
  counted: CountedSale | undefined;
}

/** The lines of each period in range. */
function byPeriod({ sales, periodUnit, range, leaveOut }: PartnerBooks): Map<string, Placement[]> {
  const known = new Map(sales.map((sale) => [saleFactKey(sale), sale]));
  const counted = countSales(sales);
  const periods = new Map<string, Placement[]>();
  const periodOfDay = new Map<string, string>();
  for (const sale of sales) {
    if (!isLine(sale)) continue;
    const original = originalOf(sale, known);
    const day = (original ?? sale).occurredOn;
    const period = periodOfDay.get(day) ?? periodKeyOf(periodUnit, day);
    periodOfDay.set(day, period);
    if (period > range.to || (range.from !== undefined && period < range.from) || leaveOut?.(period)) continue;
    const placement = { sale, original, counted: counted.get(saleFactKey(sale)) };
    const lines = periods.get(period);
    if (lines) lines.push(placement);
    else periods.set(period, [placement]);
  }
  return periods;
}

function isLine(sale: RecordedSale): sale is Placement['sale'] {
  return sale.kind !== 'correction';
}

/** The sale that a refund takes back; one in another currency gives it no place. */
function originalOf(sale: Placement['sale'], known: ReadonlyMap<string, RecordedSale>): RecordedSale | undefined {
  if (sale.kind !== 'refund') return undefined;
  const original = referred(sale, known);
  return original?.kind === 'sale' && original.currency === sale.currency ? original : undefined;
}

function place(
  { sale, original, counted }: Placement,
  { terms, tiers }: { terms: PricingTerms; tiers: PartnerBooks['tiers'] },
): SaleLine {
  const { saleId, source, currency, kind, occurredOn, occurredMs } = sale;
  const { product } = original ?? sale;
  const tier = tierOn((original ?? sale).occurredOn, tiers, terms.tiers);
  const amountMinor = counted?.countedMinor ?? sale.amountMinor;
  const line: SaleLine = { saleId, source, occurredOn, amountMinor, currency, kind, tier };
  if (occurredMs !== undefined) line.occurredMs = occurredMs;
  if (product !== undefined) line.product = product;
  if (original && compareSalePlaces(sale, original) < 0) line.behind = original;
  return line;
}

/** A line as the whole engine reads it: it finds the tier itself, and a refund names its sale. */
function engineSale({ line, placement: { original } }: { line: SaleLine; placement: Placement }): EngineSale {
  const { tier: _found, ...sale } = line;
  return { ...sale, ...(original && { refundOf: original.saleId }) };
}

/** Priced lines of one (rule, period), in their order: a refund takes back at most what they have earned up to it. */
function keptAboveZero(lines: readonly PricedLine[]): PricedLine[] {
  let totalMinor = 0n;
  return lines.map((line) => {
    const leastMinor = -totalMinor;
    const amountMinor = line.amountMinor < leastMinor ? leastMinor : line.amountMinor;
    totalMinor += amountMinor;
    if (amountMinor === line.amountMinor) return line;
    const { currency, earned: byBands } = line.trace;
    const trace: LineTrace = { ...line.trace, earned: formatAmount(amountMinor, currency), byBands };
    return { ...line, amountMinor, trace };
  });
}

function traceFor(
  { line, amountMinor }: EarningPosting,
  { currency, sale, counted }: Pick<Placement, 'sale' | 'counted'> & { currency: string },
): PeriodPosting['trace'] {
  if (!line) return { kind: 'withdrawn', currency, earned: formatAmount(amountMinor, currency) };
  if (!counted) return line.trace;
  const { countedMinor, correctedBy, excessMinor } = counted;
  return {
    ...line.trace,
    ...(countedMinor !== sale.amountMinor && { sent: formatAmount(sale.amountMinor, currency) }),
    ...(correctedBy !== undefined && { correctedBy }),
    ...(excessMinor > 0n && { excess: formatAmount(excessMinor, currency) }),
  };
}

/** Why a line counts with another amount than it was sent with, or takes back less than its bands say. */
function explainCounting({ kind, currency, sent, correctedBy, excess, byBands }: LineTrace): string {
  const parts = [];
  if (sent !== undefined) parts.push(` It was sent with ${sent} ${currency}.`);
  if (correctedBy !== undefined) parts.push(` "${correctedBy}" corrects it.`);
  if (excess !== undefined)
    parts.push(` The refunds of a sale take back no more than the sale, so ${excess} ${currency} of it do not count.`);
  if (byBands !== undefined)
    parts.push(` By its bands this ${kind} would earn ${byBands}, but the period had not earned as much.`);
  return parts.join('');
}
