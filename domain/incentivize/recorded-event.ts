/** Recorded events and sales as the engine takes them: in the order of their arrival. */
import type { JsonObject } from '../hash';
import type { CountedSale, SaleReceipt } from '../sell/counted-sales';
import { countSales, referred, saleFactKey } from '../sell/counted-sales';
import type { CommissionEvent } from './commission-events';
import { keyOf } from './commission-words';
import type { SentEventKind } from './incoming-event';
import { EVENT_AMOUNTS } from './incoming-event';
import type { RecordedSale } from './period-pricing';

/** A commission event as recorded. */
export interface RecordedEvent {
  eventKey: string;
  source: string;
  eventId: string;
  kind: SentEventKind;
  of: string | null;
  occurredOn: string;
  /** Epoch ms; null for the first moment of the day. */
  occurredMs: number | null;
  period: string;
  amountMinor: bigint | null;
  currency: string | null;
  /** All else that was said: see `SentEvent`. */
  details: JsonObject;
  received: SaleReceipt;
}

/** One that the engine evaluates, with the record that it stands for. */
export interface ArrivedEvent {
  event: CommissionEvent;
  saleKey: string | null;
  eventKey: string | null;
  received: SaleReceipt;
}

/** What arrived of one partner, and how many lines wait for a rate before the engine sees them. */
export interface Arrivals {
  arrived: ArrivedEvent[];
  awaitingRate: number;
}

/** A sale of before imports noted rows came before everything that has one. */
const FIRST: SaleReceipt = { wallMs: 0, importId: '', row: 0 };

/** Sales as they count after refunds and corrections of their own door, and events, in the order of arrival. */
export function arrivalsOf(partnerId: string, { sales, events, receipts }: ArrivedRecords): Arrivals {
  const known = new Map(sales.map((sale) => [saleFactKey(sale), sale]));
  const counted = countSales(sales);
  const arrived = events.map((event) => arrivedEvent(partnerId, event));
  let awaitingRate = 0;
  for (const sale of sales) {
    if (sale.kind === 'correction') continue;
    const count = counted.get(saleFactKey(sale));
    if (count?.standing === 'awaiting_rate') awaitingRate += 1;
    if (count && count.standing !== 'counts') continue;
    const event = saleEvent(partnerId, { sale, count, original: referred(sale, known) });
    arrived.push({ event, saleKey: sale.saleKey, eventKey: null, received: receipts.get(sale.saleKey) ?? FIRST });
  }
  return { arrived: arrived.sort(byArrival), awaitingRate };
}

/** What is on record of one partner. */
export interface ArrivedRecords {
  sales: readonly RecordedSale[];
  events: readonly RecordedEvent[];
  /** When sales were received, by the key of their row. */
  receipts: ReadonlyMap<string, SaleReceipt>;
}

function arrivedEvent(partnerId: string, recorded: RecordedEvent): ArrivedEvent {
  const { eventKey, source, eventId, kind, of, occurredOn, occurredMs, amountMinor, currency, received } = recorded;
  const details: JsonObject = { ...recorded.details };
  const exact: Record<string, bigint> = {};
  for (const name of [...EVENT_AMOUNTS.map((amount) => `${amount}Minor`), 'quantity']) {
    const value = details[name];
    if (typeof value !== 'number') continue;
    exact[name] = BigInt(value);
    delete details[name];
  }
  const event: CommissionEvent = {
    // The names of the details are those of the event: `incoming-event` wrote them.
    ...(details as Partial<CommissionEvent>),
    ...exact,
    id: eventId,
    ...{ source, kind, partnerId, occurredOn },
    ...(occurredMs !== null && { occurredAtMs: occurredMs }),
    ...(of !== null && { of }),
    ...(amountMinor !== null && { amountMinor }),
    ...(currency !== null && { currency }),
  };
  return { event, saleKey: null, eventKey, received };
}

function saleEvent(
  partnerId: string,
  {
    sale,
    count,
    original,
  }: { sale: RecordedSale; count?: CountedSale | undefined; original: RecordedSale | undefined },
): CommissionEvent {
  const { saleId, source, occurredOn, occurredMs, currency, product, refundOf } = sale;
  return {
    id: saleId,
    ...{ source, partnerId, occurredOn, currency },
    kind: sale.kind === 'refund' ? 'refund' : 'sale_booked',
    ...(occurredMs !== undefined && { occurredAtMs: occurredMs }),
    amountMinor: count?.countedMinor ?? sale.amountMinor,
    ...(original && refundOf !== undefined && { of: refundOf }),
    ...(product !== undefined && { product }),
  };
}

/** The order of arrival. */
export function byReceipt(a: SaleReceipt, b: SaleReceipt): number {
  return a.wallMs - b.wallMs || byCodeUnits(a.importId, b.importId) || a.row - b.row;
}

function byArrival(a: ArrivedEvent, b: ArrivedEvent): number {
  return (
    byReceipt(a.received, b.received) ||
    byCodeUnits(keyOf(a.event.source, a.event.id), keyOf(b.event.source, b.event.id))
  );
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
