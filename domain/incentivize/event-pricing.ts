/**
 * A partner's periods priced from its events, of which sales are one kind.
 *
 * 1. A period is priced by events where its version's plan asks for what sales alone do not tell, or where an event takes
 *    back or corrects one of its sales. Every other one is priced from its sales (`period-pricing`), which is the same
 *    to the cent and faster.
 * 2. The engine sees all events of the partner in the order of their arrival, under the plan of each version that a
 *    period to price pins; of what it answers, each period takes what its own version says.
 * 3. What is posted already is subtracted: a late event, a back-dated one and a correction are all the same case, and
 *    pricing twice posts nothing.
 */
import { periodKeyOf } from '../period';
import type { PeriodUnit } from '../period';
import { differences } from './commission-differences';
import { evaluate } from './commission-evaluate';
import type {
  CommissionException,
  CommissionPosting,
  PartnerFacts,
  Payee,
  PostedCommission,
} from './commission-events';
import type { EventTrace } from './commission-posting-trace';
import { postingKey } from './commission-poster';
import { keyOf } from './commission-words';
import { isAnsweredBySales } from './period-engine';
import type { PeriodPosting, PricingTerms, RecordedSale } from './period-pricing';
import type { ArrivedEvent, ArrivedRecords, RecordedEvent } from './recorded-event';
import { arrivalsOf } from './recorded-event';

/** The source of events that the product itself records. */
export const OWN_SOURCE = 'lifecycle';

/** A posting that is on record, revisions summed up, with where the last one was posted. */
export interface PostedByEvents extends PostedCommission {
  saleKey: string | null;
  eventKey: string | null;
  period: string;
  tier: string;
}

/** One partner, with all that the pricing of its events depends on. */
export interface EventBooks extends ArrivedRecords {
  partnerId: string;
  periodUnit: PeriodUnit;
  facts: PartnerFacts;
  /** The versions of periods priced before. */
  pins: ReadonlyMap<string, number>;
  /** The version for periods priced now for the first time. */
  version: number;
  posted: readonly PostedByEvents[];
  /** Periods to price, both inside; without a `from` all that came before, too. */
  range: { from?: string; to: string };
}

/** One earning to post. */
export interface EventPosting extends Omit<PeriodPosting, 'saleKey' | 'trace'> {
  /** Exactly one of the two is there. */
  saleKey: string | null;
  eventKey: string | null;
  /** Who is paid; for a person's earning the partner that it belongs to. */
  partnerId: string;
  /** A person of the partner that is paid instead of it. */
  personId: string | null;
  /** Paid on top of the whole. */
  overlay: boolean;
  trace: EventTrace;
}

/** What pricing found. */
export interface EventPricing {
  postings: EventPosting[];
  /** Versions of periods priced for the first time. */
  pinned: Map<string, number>;
  /** Events and sales of the periods. */
  lines: number;
  /** Those that wait until there are rates. */
  awaitingRate: number;
  exceptions: CommissionException[];
}

type TermsOf = (version: number) => PricingTerms;

/**
 * Which periods of a partner are priced by events; null where none is.
 * @param versions all that its periods may pin
 */
export function periodsByEvents(
  {
    events,
    sales,
    periodUnit,
    pins,
    version,
  }: Pick<EventBooks, 'events' | 'sales' | 'periodUnit' | 'pins' | 'version'>,
  termsOf: TermsOf,
): ((period: string) => boolean) | null {
  const wide = new Set(
    [...new Set([...pins.values(), version])].filter((one) => !isAnsweredBySales(termsOf(one).plan)),
  );
  const touched = periodsOfNamedSales(events, sales, periodUnit);
  if (wide.size === 0 && touched.size === 0) return null;
  return (period) => wide.has(pins.get(period) ?? version) || touched.has(period);
}

/** Periods of sales that an event takes back or corrects. */
function periodsOfNamedSales(
  events: readonly RecordedEvent[],
  sales: readonly RecordedSale[],
  unit: PeriodUnit,
): Set<string> {
  const named = new Set(events.flatMap(({ source, of }) => (of === null ? [] : [keyOf(source, of)])));
  if (named.size === 0) return named;
  const touched = sales.filter(({ source, saleId }) => named.has(keyOf(source, saleId)));
  return new Set(touched.map(({ occurredOn }) => periodKeyOf(unit, occurredOn)));
}

/** Prices those periods of a partner that are priced by events. */
export function priceByEvents(
  books: EventBooks,
  byEvents: (period: string) => boolean,
  termsOf: TermsOf,
): EventPricing {
  const { partnerId, range, pins, version, periodUnit } = books;
  const isPriced = (period: string): boolean =>
    period <= range.to && (range.from === undefined || period >= range.from) && byEvents(period);
  const versionOf = (period: string): number => pins.get(period) ?? version;
  const { arrived, awaitingRate } = arrivalsOf(partnerId, books);
  const periodOf = periodReader(arrived, periodUnit);
  const periods = new Set(arrived.map(({ event }) => periodOf(event.source, event.id)!).filter(isPriced));
  for (const { period } of books.posted) if (isPriced(period)) periods.add(period);
  const kept: CommissionPosting[] = [];
  const exceptions: CommissionException[] = [];
  for (const one of new Set([...periods].map(versionOf))) {
    const found = evaluated(books, arrived, termsOf(one));
    const isOwn = (period: string | undefined): boolean =>
      period !== undefined && isPriced(period) && versionOf(period) === one;
    kept.push(...found.postings.filter(({ period }) => isOwn(period)));
    exceptions.push(...found.exceptions.filter(({ source, eventId }) => isOwn(periodOf(source, eventId))));
  }
  const { currency } = termsOf(version).plan;
  const records = new Map(arrived.map((one) => [keyOf(one.event.source, one.event.id), one]));
  const onRecord = new Map(books.posted.map((one) => [postingKey(one), one]));
  const postings = differences(kept, books.posted, currency)
    .map((posting) => placed(posting, { onRecord, records, partnerId, versionOf }))
    .filter(({ period }) => isPriced(period));
  const fresh = [...periods].filter((period) => !pins.has(period));
  return {
    postings,
    pinned: new Map(fresh.map((period) => [period, version])),
    lines: arrived.filter(({ event }) => isPriced(periodOf(event.source, event.id)!)).length,
    awaitingRate: awaitingRate + exceptions.filter(({ code }) => code === 'RATE_AWAITED').length,
    exceptions,
  };
}

function evaluated(
  { partnerId, periodUnit, facts }: EventBooks,
  arrived: readonly ArrivedEvent[],
  { plan, tiers }: PricingTerms,
): ReturnType<typeof evaluate> {
  const events = arrived.map(({ event }) => event);
  return evaluate(plan, events, { periodUnit, tiers, partners: { [partnerId]: facts } });
}

/** In which period an event counts: what takes back or corrects counts where its original does. */
function periodReader(
  arrived: readonly ArrivedEvent[],
  unit: PeriodUnit,
): (source: string, id: string) => string | undefined {
  const known = new Map(arrived.map(({ event }) => [keyOf(event.source, event.id), event]));
  return (source, id) => {
    const event = known.get(keyOf(source, id));
    const original = event?.of === undefined ? undefined : known.get(keyOf(source, event.of));
    const { period, occurredOn } = original ?? event ?? {};
    return period ?? (occurredOn === undefined ? undefined : periodKeyOf(unit, occurredOn));
  };
}

/** A posting with the records that it stands for; one that is taken back whole is placed where it was posted. */
function placed(
  posting: CommissionPosting,
  at: {
    onRecord: ReadonlyMap<string, PostedByEvents>;
    records: ReadonlyMap<string, ArrivedEvent>;
    partnerId: string;
    versionOf: (period: string) => number;
  },
): EventPosting {
  const { source, eventId, ruleId, payee, overlay, revision, amountMinor, currency, cause } = posting;
  const record = at.records.get(keyOf(source, eventId));
  const before = at.onRecord.get(postingKey(posting));
  const { saleKey, eventKey } = record ?? before ?? { saleKey: null, eventKey: null };
  const { period, tier } = posting.period === '' && before ? before : posting;
  const of = record?.event.of;
  const original = of === undefined ? undefined : at.records.get(keyOf(source, of));
  return {
    ...{ saleKey, eventKey, ruleId, overlay, revision, period, tier, amountMinor, currency },
    ofKey: original?.saleKey ?? original?.eventKey ?? saleKey ?? eventKey ?? '',
    partnerId: paidPartner(payee, at.partnerId),
    personId: payee.kind === 'person' ? payee.id : null,
    version: at.versionOf(period),
    trace: { ...posting.trace, cause },
  };
}

function paidPartner(payee: Payee, partnerId: string): string {
  return payee.kind === 'partner' ? payee.id : partnerId;
}
