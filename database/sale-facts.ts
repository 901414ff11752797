import type { RecordedSale } from '../domain/incentivize/period-pricing';
import type { CountedSale } from '../domain/sell/counted-sales';
import { countSales, saleFactKey } from '../domain/sell/counted-sales';
import type { SaleKind } from '../domain/sell/sale';
import type { Queryable } from './sql';
import { query, toSafeNumber } from './sql';

/** A line as `partner_sale` has it. */
export interface SaleFactRow {
  partnerId: string;
  saleKey: string;
  source: string;
  saleId: string;
  kind: SaleKind;
  occurredOn: string;
  occurredMs: string | null;
  period: string;
  amountMinor: string;
  currency: string;
  product: string | null;
  refundOf: string | null;
  corrects: string | null;
  receivedWall: string | null;
  importId: string;
  importRow: number | null;
}

/** The columns of a {@link SaleFactRow}; `s` is `partner_sale`. */
export const SALE_FACT = `s.partner_id AS "partnerId", s.sale_key AS "saleKey", s.source, s.sale_id AS "saleId", s.kind, s.occurred_on AS "occurredOn",
  s.occurred_ms AS "occurredMs", s.period, s.amount_minor AS "amountMinor", s.currency, s.product, s.refund_of AS "refundOf", s.corrects,
  s.received_wall AS "receivedWall", s.import_id AS "importId", s.import_row AS "importRow"`;

/** A line as pricing takes it. */
export function saleFact(row: SaleFactRow): RecordedSale {
  const { saleKey, source, saleId, kind, occurredOn, currency } = row;
  const sale: RecordedSale = {
    ...{ saleKey, source, saleId, kind, occurredOn, currency },
    amountMinor: BigInt(row.amountMinor),
  };
  if (row.occurredMs !== null) sale.occurredMs = toSafeNumber(row.occurredMs);
  if (row.product !== null) sale.product = row.product;
  if (row.refundOf !== null) sale.refundOf = row.refundOf;
  if (row.corrects === null) return sale;
  sale.corrects = row.corrects;
  sale.received = { wallMs: toSafeNumber(row.receivedWall!), importId: row.importId, row: row.importRow! };
  return sale;
}

/**
 * These lines of partners with all that counting them needs: the lines that they name, and all refunds and corrections
 * of each of these.
 */
export async function readFamilies(
  db: Queryable,
  named: readonly { source: string; saleId: string }[],
): Promise<SaleFactRow[]> {
  if (named.length === 0) return [];
  return query<SaleFactRow>(
    db,
    `WITH RECURSIVE family (source, sale_id) AS (
       SELECT * FROM unnest($1::text[], $2::text[])
       UNION
       SELECT f.source, n.sale_id FROM family f CROSS JOIN LATERAL (
         SELECT coalesce(o.refund_of, o.corrects) FROM sale o WHERE o.source = f.source AND o.sale_id = f.sale_id
         UNION ALL SELECT b.sale_id FROM sale b WHERE b.source = f.source AND b.refund_of = f.sale_id
         UNION ALL SELECT c.sale_id FROM sale c WHERE c.source = f.source AND c.corrects = f.sale_id) n (sale_id)
       WHERE n.sale_id IS NOT NULL)
     SELECT ${SALE_FACT} FROM family f JOIN partner_sale s ON s.source = f.source AND s.sale_id = f.sale_id
     WHERE s.partner_id IS NOT NULL`,
    [named.map(({ source }) => source), named.map(({ saleId }) => saleId)],
  );
}

/** What these lines count for, by the key of their row; partners are counted each for itself. */
export function countFamilies(rows: readonly SaleFactRow[]): Map<string, CountedSale> {
  const ofPartner = new Map<string, SaleFactRow[]>();
  for (const row of rows) {
    const own = ofPartner.get(row.partnerId);
    if (own) own.push(row);
    else ofPartner.set(row.partnerId, [row]);
  }
  const counted = new Map<string, CountedSale>();
  for (const own of ofPartner.values()) {
    const byFact = countSales(own.map(saleFact));
    for (const row of own) {
      const found = byFact.get(saleFactKey(row));
      if (found) counted.set(row.saleKey, found);
    }
  }
  return counted;
}
