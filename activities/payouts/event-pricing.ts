import type { PricedPartner } from '../../database/repositories/earnings';
import type { Queryable } from '../../database/sql';
import type { CommissionException } from '../../domain/incentivize/commission-events';
import type { EventPricing } from '../../domain/incentivize/event-pricing';
import { priceByEvents } from '../../domain/incentivize/event-pricing';
import type { PricingTerms } from '../../domain/incentivize/period-pricing';
import type { RecordedEvent } from '../../domain/incentivize/recorded-event';
import type { Program } from '../../domain/program';
import type { PricingDeps, PricingOrder } from './period-pricing';

/** After every day that a record can have. */
const LAST_DAY = '9999-12-31';

/** A partner some of whose periods are priced by events. */
export interface EventPartner extends PricedPartner {
  byEvents: (period: string) => boolean;
  events: readonly RecordedEvent[];
  tiers: readonly { fromDay: string; tier: string }[];
  pins: ReadonlyMap<string, number>;
}

/** Prices the periods of these partners that are priced by events; what awaits or lacks something is noted. */
export async function priceEventsTogether(
  deps: PricingDeps,
  tx: Queryable,
  {
    order,
    partners,
    program,
    termsOf,
  }: {
    order: PricingOrder;
    partners: readonly EventPartner[];
    program: Program;
    termsOf: (version: number) => PricingTerms;
  },
): Promise<(EventPricing & { partnerId: string })[]> {
  const { programId, businessKey, range } = order;
  const partnerIds = partners.map(({ partnerId }) => partnerId);
  if (partners.some(({ events }) => events.some(({ details }) => details.credits !== undefined)))
    // A share may have been recorded since the locks were taken.
    await deps.earnings.lockPricing(tx, partnerIds);
  const sales = await deps.earnings.readSales(tx, { partnerIds, toDay: LAST_DAY });
  const receipts = await deps.eventBooks.readReceipts(tx, partnerIds);
  const facts = await deps.eventBooks.readFacts(tx, partnerIds, program.zone);
  const posted = await deps.eventBooks.readPostedByEvents(tx, programId, partnerIds);
  const priced = partners.map(({ partnerId, programVersion: version, byEvents, events, tiers, pins }) => ({
    partnerId,
    ...priceByEvents(
      {
        ...{ partnerId, events, receipts, pins, version, range, periodUnit: program.period },
        sales: sales.get(partnerId) ?? [],
        facts: { ...facts.get(partnerId), tiers },
        posted: posted.get(partnerId) ?? [],
      },
      byEvents,
      termsOf,
    ),
  }));
  const rows = priced.flatMap(({ partnerId, exceptions }) =>
    exceptions.map((exception): CommissionException & { partnerId: string } => ({ ...exception, partnerId })),
  );
  await deps.eventBooks.replaceExceptions(tx, { programId, businessKey, partnerIds, rows });
  return priced;
}
