import type { Pool } from 'pg';
import type { JsonObject } from '../../domain/hash';
import type { SentEventKind } from '../../domain/incentivize/incoming-event';
import type { SaleKind } from '../../domain/sell/sale';
import type { SaleFactRow } from '../sale-facts';
import { countFamilies, readFamilies } from '../sale-facts';
import { query, toSafeNumberOrNull } from '../sql';

/** A sale or an event of a partner as it counts now, after all corrections. Amounts are minor units. */
export interface RecordedInput {
  door: 'sale' | 'event';
  kind: SaleKind | SentEventKind;
  source: string;
  /** The sender's id. */
  id: string;
  partnerId: string;
  partnerName: string;
  programId: string;
  occurredOn: string;
  period: string;
  currency: string | null;
  sentMinor: number | null;
  /** As corrected; of a refund no more than what is left of its sale. */
  countsMinor: number | null;
  /** All else that was said, as corrected; amounts as `<name>Minor`. */
  details: JsonObject;
  /** Whether a correction is in force. */
  isCorrected: boolean;
  /** Whether a correction by an event says the amount: then only another one can change it. */
  isAmountByEvent: boolean;
}

interface Row extends Omit<SaleFactRow, 'kind' | 'saleId' | 'amountMinor' | 'currency'> {
  door: 'sale' | 'event';
  kind: SaleKind | SentEventKind;
  id: string;
  partnerName: string;
  programId: string;
  currency: string | null;
  amountMinor: string | null;
  details: JsonObject;
  mended: { amountMinor: number | null; currency: string | null; details: JsonObject } | null;
}

/** Senders are few and records many: the index finds one source after the other. */
const SOURCES = (table: string): string => `WITH RECURSIVE sources (source) AS (
    (SELECT min(source) FROM ${table})
    UNION ALL SELECT (SELECT min(source) FROM ${table} n WHERE n.source > s.source) FROM sources s WHERE s.source IS NOT NULL)
  SELECT source FROM sources WHERE source IS NOT NULL`;

/** Inputs by the ids of their senders, read only. */
export class RecordedInputsView {
  constructor(private readonly pool: Pool) {}

  /** Sales, refunds and events of this id that a partner is known for, at most `limit` of the senders'. */
  async find(id: string, limit: number): Promise<RecordedInput[]> {
    const rows = await query<Row>(
      this.pool,
      `SELECT r.*, n.name AS "partnerName", n.program_id AS "programId", m.mended
       FROM (
         SELECT 'sale' AS door, s.kind, s.source, s.sale_id AS id, s.partner_id AS "partnerId", s.sale_key AS "saleKey",
                s.occurred_on AS "occurredOn", s.period, s.currency, s.amount_minor AS "amountMinor",
                jsonb_strip_nulls(jsonb_build_object('product', s.product, 'quantity', s.quantity)) AS details
         FROM (${SOURCES('sale')}) f JOIN partner_sale s ON s.source = f.source AND s.sale_id = $1
         UNION ALL
         SELECT 'event', e.kind, e.source, e.event_id, e.partner_id, '', e.occurred_on, e.period, e.currency, e.amount_minor, e.details
         FROM (${SOURCES('commission_event')}) f JOIN partner_commission_event e ON e.source = f.source AND e.event_id = $1) r
       JOIN partner n ON n.partner_id = r."partnerId"
       LEFT JOIN LATERAL (
         SELECT jsonb_build_object('amountMinor', c.amount_minor, 'currency', c.currency, 'details', c.details) AS mended
         FROM partner_commission_event c
         WHERE c.kind = 'correction' AND c.source = r.source AND c.of_event = r.id AND c.partner_id = r."partnerId"
         ORDER BY c.received_wall DESC, c.import_id DESC, c.import_row DESC LIMIT 1) m ON true
       WHERE r.kind <> 'correction' ORDER BY r.source, r.door LIMIT $2`,
      [id, limit],
    );
    const sales = rows.filter(({ door }) => door === 'sale').map(({ source }) => ({ source, saleId: id }));
    const counted = countFamilies(await readFamilies(this.pool, sales));
    return rows.map((row) => inputOf(row, counted.get(row.saleKey)));
  }
}

function inputOf(row: Row, counted: { countedMinor: bigint; correctedBy?: string } | undefined): RecordedInput {
  const { door, kind, source, id, partnerId, partnerName, programId, occurredOn, period, mended } = row;
  const sentMinor = toSafeNumberOrNull(row.amountMinor);
  const isAmountByEvent = (mended?.amountMinor ?? null) !== null;
  return {
    ...{ door, kind, source, id, partnerId, partnerName, programId, occurredOn, period, sentMinor },
    currency: mended?.currency ?? row.currency,
    countsMinor: mended?.amountMinor ?? (counted ? Number(counted.countedMinor) : sentMinor),
    details: { ...row.details, ...mended?.details },
    isCorrected: mended !== null || counted?.correctedBy !== undefined,
    isAmountByEvent,
  };
}
