/**
 * What a payout's periods come to when they are priced from scratch, from a proof and nothing else: from sales or from
 * events, whatever the plan of each period asks for, and by the very functions that priced them first.
 */
import type { PeriodUnit } from '../period';
import { compilePlan } from './commission';
import type { PartnerFacts } from './commission-events';
import { periodsByEvents, priceByEvents } from './event-pricing';
import type { PricingTerms, RecordedSale } from './period-pricing';
import { pricePartner } from './period-pricing';
import type { RecordedEvent } from './recorded-event';
import type { SaleReceipt } from '../sell/counted-sales';
import type { PayoutProof, ProvenEarning } from './payout-proof';

/** An event as a proof holds it: minor units in decimal digits. */
export type ProvenEvent = Omit<RecordedEvent, 'amountMinor'> & { amountMinor: string | null };

/** A sale as a proof holds it: minor units in decimal digits. */
export type ProvenSale = Omit<RecordedSale, 'amountMinor'> & { amountMinor: string };

/** What one partner's periods were priced from. Events, receipts and facts are absent in proofs from before events. */
export interface ProvenBooks {
  /** The version by which each period was first priced. */
  pins: Record<string, number>;
  tiers: { fromDay: string; tier: string }[];
  /** What was recorded when the last of these earnings was posted. */
  sales: ProvenSale[];
  events?: ProvenEvent[];
  /** When sales were received, by the key of their row: events are evaluated in the order of their arrival. */
  receipts?: Record<string, SaleReceipt>;
  /** Type, region and certificates. */
  facts?: Omit<PartnerFacts, 'tiers'>;
}

/** What the plan gives for one (record, rule), and where. */
export interface Recomputed {
  amountMinor: bigint;
  where: string;
}

/** What tells the lines of a payee: a sale or event, a rule, and whether it is paid on top. */
export function lineKey(line: { saleKey: string; ruleId: string; overlay?: boolean }): string {
  return JSON.stringify([line.saleKey, line.ruleId, line.overlay ?? false]);
}

/** Where a line stands, for people. */
export function placeOf({ source, saleId, ruleId }: Pick<ProvenEarning, 'source' | 'saleId' | 'ruleId'>): string {
  return `${source}/${saleId} by "${ruleId}"`;
}

/** The books of everybody whose sales and events a proof pays for, by partner: its own, and of whom it has shares. */
export function booksByPartner(proof: PayoutProof): Map<string, ProvenBooks> {
  const others = (proof.others ?? []).map(({ partnerId, ...books }): [string, ProvenBooks] => [partnerId, books]);
  return new Map([[proof.payout.partnerId, proof], ...others]);
}

/** What the payee's lines come to, by {@link lineKey}. */
export function pricedAgain(proof: PayoutProof): Map<string, Recomputed> {
  const terms = new Map<number, PricingTerms>();
  for (const { version, document } of proof.versions)
    terms.set(version, { plan: compilePlan(document.plan), tiers: document.tiers.map(({ id }) => id) });
  const latest = Math.max(...terms.keys());
  const periodUnit = proof.versions.find(({ version }) => version === latest)!.document.period;
  const termsOf = (version: number): PricingTerms => terms.get(version) ?? terms.get(latest)!;
  const { partnerId: partner, personId } = proof.payout;
  const lines = new Map<string, Recomputed>();
  for (const [partnerId, books] of booksByPartner(proof)) {
    const own = proof.earnings.filter(({ ofPartnerId = proof.payout.partnerId }) => ofPartnerId === partnerId);
    const periods = new Set(own.map(({ period }) => period));
    for (const line of linesOf(books, { partnerId, periods, periodUnit, version: latest, termsOf }))
      if (line.payeeId === partner && line.personId === (personId ?? null)) lines.set(lineKey(line), line);
  }
  return lines;
}

interface Priced extends Recomputed {
  saleKey: string;
  ruleId: string;
}

interface Line extends Priced {
  overlay: boolean;
  payeeId: string;
  /** Which of the payee's people; null for itself. */
  personId: string | null;
}

/** One partner's periods priced from scratch; those between that nothing is paid of are not in the proof. */
function linesOf(
  books: ProvenBooks,
  at: {
    partnerId: string;
    periods: ReadonlySet<string>;
    periodUnit: PeriodUnit;
    version: number;
    termsOf: (version: number) => PricingTerms;
  },
): Line[] {
  const { partnerId, periods, periodUnit, version, termsOf } = at;
  const [from, to] = [[...periods].sort()[0], [...periods].sort().at(-1)];
  if (from === undefined || to === undefined) return [];
  const sales = books.sales.map((sale) => ({ ...sale, amountMinor: BigInt(sale.amountMinor) }));
  const events = (books.events ?? []).map(recordedEvent);
  const pins = new Map(Object.entries(books.pins));
  const common = { periodUnit, sales, tiers: books.tiers, pins, version, range: { from, to } };
  const byEvents = periodsByEvents({ ...common, events }, termsOf);
  const plain = pricePartner({ ...common, posted: [], ...(byEvents && { leaveOut: byEvents }) }, termsOf);
  const records = [
    ...sales.map(({ saleKey: key, source, saleId }) => ({ key, source, saleId })),
    ...events.map(({ eventKey: key, source, eventId: saleId }) => ({ key, source, saleId })),
  ];
  const named = new Map(records.map((record) => [record.key, record]));
  const lineOf = ({ ruleId, amountMinor }: { ruleId: string; amountMinor: bigint }, saleKey: string): Priced => ({
    ...{ saleKey, ruleId, amountMinor },
    where: placeOf({ ...named.get(saleKey)!, ruleId }),
  });
  const lines = plain.postings
    .filter(({ period }) => periods.has(period))
    .map((one): Line => ({ ...lineOf(one, one.saleKey), payeeId: partnerId, personId: null, overlay: false }));
  if (!byEvents) return lines;
  const receipts = new Map(Object.entries(books.receipts ?? {}));
  const facts = { ...books.facts, tiers: books.tiers };
  const found = priceByEvents({ ...common, partnerId, events, receipts, facts, posted: [] }, byEvents, termsOf);
  for (const one of found.postings)
    if (periods.has(one.period))
      lines.push({
        ...lineOf(one, (one.saleKey ?? one.eventKey)!),
        ...{ payeeId: one.partnerId, personId: one.personId, overlay: one.overlay },
      });
  return lines;
}

function recordedEvent({ amountMinor, ...event }: ProvenEvent): RecordedEvent {
  return { ...event, amountMinor: amountMinor === null ? null : BigInt(amountMinor) };
}
