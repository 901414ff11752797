import type { Pool } from 'pg';
import type { SaleKind } from '../../domain/sell/sale';
import { query, toSafeNumber } from '../sql';
import type { Sight } from './sight';
import { sightSql, sightValues } from './sight';

/** What became of a sale: derived from later rows. */
export const SALE_STATES = ['unmatched', 'booked', 'awaiting_rate', 'priced'] as const;

/** A sale in a list. */
export interface SaleView {
  saleKey: string;
  source: string;
  saleId: string;
  /** Null while nobody is known for it. */
  partnerId: string | null;
  kind: SaleKind;
  occurredOn: string;
  period: string;
  amountMinor: number;
  currency: string;
  product: string | null;
  quantity: number | null;
  refundOf: string | null;
  importId: string;
  state: (typeof SALE_STATES)[number];
}

/** Which sales a list shows. What is absent does not filter. */
export interface SaleFilter {
  /** Our partner id. */
  partner?: string;
  period?: string;
  state?: (typeof SALE_STATES)[number];
  source?: string;
}

/** Recorded sales, read only and within a reader's sight. */
export class SalesView {
  constructor(private readonly pool: Pool) {}

  /** The latest first; one row more than the page holds, where there are more. Unmatched ones only for who sees all. */
  async list(
    sight: Sight,
    filter: SaleFilter,
    page: { limit: number; after: { occurredOn: string; saleKey: string } | null },
  ): Promise<SaleView[]> {
    const rows = await query<Omit<SaleView, 'amountMinor'> & { amountMinor: string }>(
      this.pool,
      `SELECT s.sale_key AS "saleKey", s.source, s.sale_id AS "saleId", s.partner_id AS "partnerId", s.kind, s.occurred_on AS "occurredOn", s.period,
              s.amount_minor AS "amountMinor", s.currency, s.product, s.quantity, s.refund_of AS "refundOf", s.import_id AS "importId", s.state
       FROM sale_state s LEFT JOIN partner p ON p.partner_id = s.partner_id
       WHERE ${sightSql('p', 1)}
         AND ($4::text IS NULL OR s.partner_id = $4) AND ($5::text IS NULL OR s.period = $5) AND ($6::text IS NULL OR s.state = $6) AND ($7::text IS NULL OR s.source = $7)
         AND ($8::date IS NULL OR (s.occurred_on, s.sale_key) < ($8, $9))
       ORDER BY s.occurred_on DESC, s.sale_key DESC LIMIT $10 + 1`,
      [
        ...sightValues(sight),
        filter.partner ?? null,
        filter.period ?? null,
        filter.state ?? null,
        filter.source ?? null,
        page.after?.occurredOn ?? null,
        page.after?.saleKey ?? null,
        page.limit,
      ],
    );
    return rows.map((row) => ({ ...row, amountMinor: toSafeNumber(row.amountMinor) }));
  }
}
