import type { Pool } from 'pg';
import type { CountedSale } from '../../domain/sell/counted-sales';
import type { SaleKind } from '../../domain/sell/sale';
import { countFamilies, readFamilies } from '../sale-facts';
import { query, toSafeNumber, toSafeNumberOrNull } from '../sql';
import type { Sight } from './sight';
import { sightSql, sightValues } from './sight';

/** What became of a sale: derived from later rows. */
export const SALE_STATES = [
  'unmatched',
  'booked',
  'awaiting_rate',
  'priced',
  'in_force',
  'superseded',
  'no_effect',
] as const;

/** A sale in a list. */
export interface SaleView {
  saleKey: string;
  source: string;
  saleId: string;
  /** Null while nobody is known for it. */
  partnerId: string | null;
  kind: SaleKind;
  occurredOn: string;
  /** Epoch ms; null for the first moment of that day. */
  occurredMs: number | null;
  period: string;
  amountMinor: number;
  /** What it counts for; null for a correction, and while nobody is known for it. */
  countedMinor: number | null;
  /** What a refund asks beyond its sale; else 0. */
  excessMinor: number;
  /** The correction in force, by the source's id. */
  correctedBy: string | null;
  currency: string;
  product: string | null;
  quantity: number | null;
  refundOf: string | null;
  corrects: string | null;
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
    const rows = await query<SaleStateRow>(
      this.pool,
      `SELECT s.sale_key AS "saleKey", s.source, s.sale_id AS "saleId", s.partner_id AS "partnerId", s.kind, s.occurred_on AS "occurredOn", s.occurred_ms AS "occurredMs", s.period,
              s.amount_minor AS "amountMinor", s.currency, s.product, s.quantity, s.refund_of AS "refundOf", s.corrects, s.import_id AS "importId", s.state
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
    const counted = countFamilies(await readFamilies(this.pool, rows));
    return rows.map((row) => saleView(row, counted.get(row.saleKey)));
  }
}

type Counting = 'countedMinor' | 'excessMinor' | 'correctedBy';
type SaleStateRow = Omit<SaleView, Counting | 'amountMinor' | 'occurredMs'> & {
  amountMinor: string;
  occurredMs: string | null;
};

function saleView(row: SaleStateRow, counted: CountedSale | undefined): SaleView {
  const amountMinor = toSafeNumber(row.amountMinor);
  const isLine = row.kind !== 'correction' && row.partnerId !== null;
  const countedMinor = counted ? Number(counted.countedMinor) : amountMinor;
  return {
    ...row,
    amountMinor,
    occurredMs: toSafeNumberOrNull(row.occurredMs),
    countedMinor: isLine ? countedMinor : null,
    excessMinor: counted ? Number(counted.excessMinor) : 0,
    correctedBy: counted?.correctedBy ?? null,
  };
}
