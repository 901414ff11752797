import { periodDays } from '../../domain/calendar';
import { compilePlan } from '../../domain/incentivize/commission';
import type { ProvenBooks } from '../../domain/incentivize/payout-recomputed';
import { isAnsweredBySales } from '../../domain/incentivize/period-engine';
import type { ProgramVersion } from '../../domain/program';
import { readPins, readSales, readTiers } from '../repositories/earnings';
import { readEvents, readFacts, readReceipts } from '../repositories/event-books';
import type { Queryable } from '../sql';
import { query, queryOne } from '../sql';

/** After every day that a record can have. */
const LAST_DAY = '9999-12-31';

/** Whose books, of which periods, under which versions. */
export interface BooksWanted {
  partnerId: string;
  programId: string;
  periods: readonly string[];
  versions: readonly Pick<ProgramVersion, 'document'>[];
}

/**
 * What a partner's periods were priced from, as it was on record when the last earning of its sales and events in these
 * periods was posted. What was recorded since belongs to a later pricing.
 */
export async function readProofBooks(db: Queryable, wanted: BooksWanted): Promise<ProvenBooks> {
  const { partnerId, programId, periods, versions } = wanted;
  if (periods.length === 0) return { pins: {}, tiers: [], sales: [] };
  const { period: unit, zone } = versions[0]!.document;
  const asOf = await lastPosted(db, wanted);
  const known = await recordedBy(db, partnerId, asOf);
  const events = ((await readEvents(db, [partnerId])).get(partnerId) ?? []).filter(({ eventKey }) =>
    known.has(eventKey),
  );
  const inOrder = [...periods].sort();
  // Events are evaluated with all that the partner ever had; sales alone are priced period by period.
  const days =
    events.length > 0 || versions.some(({ document }) => !isAnsweredBySales(compilePlan(document.plan)))
      ? { toDay: LAST_DAY }
      : { fromDay: periodDays(unit, inOrder[0]!).firstDay, toDay: periodDays(unit, inOrder.at(-1)!).lastDay };
  const found = (await readSales(db, { partnerIds: [partnerId], ...days })).get(partnerId) ?? [];
  const sales = found.filter(({ saleKey }) => known.has(saleKey));
  const counted = new Set(sales.map(({ saleKey }) => saleKey));
  const receipts = [...(await readReceipts(db, [partnerId]))].filter(([saleKey]) => counted.has(saleKey));
  const pins = (await readPins(db, programId, [partnerId])).get(partnerId) ?? new Map<string, number>();
  const tiers = (await readTiers(db, [partnerId], asOf)).get(partnerId) ?? [];
  const { type, region, certificates } = (await readFacts(db, [partnerId], zone, asOf)).get(partnerId) ?? {};
  return {
    pins: Object.fromEntries([...pins].filter(([period]) => periods.includes(period))),
    tiers: tiers.map(({ fromDay, tier }) => ({ fromDay, tier })),
    sales: sales.map((sale) => ({ ...sale, amountMinor: String(sale.amountMinor) })),
    events: events.map((event) => ({ ...event, amountMinor: textOf(event.amountMinor) })),
    receipts: Object.fromEntries(receipts),
    facts: {
      ...(type !== undefined && { type }),
      ...(region !== undefined && { region }),
      certificates: certificates ?? [],
    },
  };
}

/** When the last earning of the partner's own sales and events in the periods was posted, whoever was paid. */
async function lastPosted(db: Queryable, { partnerId, programId, periods }: BooksWanted): Promise<string> {
  const row = await queryOne<{ asOf: string | null }>(
    db,
    `SELECT max(recorded_at)::text AS "asOf" FROM (
       SELECT e.recorded_at FROM earning e
       WHERE e.partner_id = $1 AND e.sale_key IS NOT NULL AND e.program_id = $2 AND e.period = ANY($3::text[])
       UNION ALL
       SELECT e.recorded_at FROM partner_commission_event v JOIN earning e USING (event_key)
       WHERE v.partner_id = $1 AND e.program_id = $2 AND e.period = ANY($3::text[])) posted`,
    [partnerId, programId, periods],
  );
  return row?.asOf ?? '-infinity';
}

/** The keys of the partner's sales and events that were on record, and known to be the partner's, at a moment. */
async function recordedBy(db: Queryable, partnerId: string, asOf: string): Promise<Set<string>> {
  const rows = await query<{ key: string }>(
    db,
    `SELECT s.sale_key AS key FROM sale s LEFT JOIN sale_match m USING (sale_key)
     WHERE coalesce(s.partner_id, m.partner_id) = $1 AND coalesce(m.recorded_at, s.recorded_at) <= $2::timestamptz
     UNION ALL
     SELECT e.event_key FROM commission_event e LEFT JOIN commission_event_match m USING (event_key)
     WHERE coalesce(e.partner_id, m.partner_id) = $1 AND coalesce(m.recorded_at, e.recorded_at) <= $2::timestamptz`,
    [partnerId, asOf],
  );
  return new Set(rows.map(({ key }) => key));
}

function textOf(amountMinor: bigint | null): string | null {
  return amountMinor === null ? null : String(amountMinor);
}
