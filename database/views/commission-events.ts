import type { Pool } from 'pg';
import type { JsonObject } from '../../domain/hash';
import type { SentEventKind } from '../../domain/incentivize/incoming-event';
import { query, toSafeNumberOrNull } from '../sql';
import type { Sight } from './sight';
import { sightSql, sightValues } from './sight';

/** A commission event in a list. */
export interface CommissionEventView {
  eventKey: string;
  source: string;
  eventId: string;
  /** Null while nobody is known for it. */
  partnerId: string | null;
  kind: SentEventKind;
  of: string | null;
  occurredOn: string;
  /** Epoch ms; null for the first moment of that day. */
  occurredMs: number | null;
  /** ISO 8601, UTC. */
  recorded: string;
  period: string;
  amountMinor: number | null;
  currency: string | null;
  details: JsonObject;
  importId: string | null;
  /** Why it earned nothing, or not all that it might, when it was priced last. */
  exceptions: { code: string; rule: string | null; message: string }[];
}

/** Which events a list shows. What is absent does not filter. */
export interface CommissionEventFilter {
  /** Our partner id. */
  partner?: string;
  period?: string;
  kind?: SentEventKind;
  source?: string;
}

type Row = Omit<CommissionEventView, 'occurredMs' | 'amountMinor' | 'recorded'> & {
  occurredMs: string | null;
  amountMinor: string | null;
  recordedAt: Date;
};

/** Recorded commission events, read only and within a reader's sight. */
export class CommissionEventsView {
  constructor(private readonly pool: Pool) {}

  /** The latest first; one row more than the page holds, where there are more. Unmatched ones only for who sees all. */
  async list(
    sight: Sight,
    filter: CommissionEventFilter,
    page: { limit: number; after: { occurredOn: string; eventKey: string } | null },
  ): Promise<CommissionEventView[]> {
    const rows = await query<Row>(
      this.pool,
      `SELECT e.event_key AS "eventKey", e.source, e.event_id AS "eventId", e.partner_id AS "partnerId", e.kind, e.of_event AS of,
              e.occurred_on AS "occurredOn", e.occurred_ms AS "occurredMs", e.recorded_at AS "recordedAt", e.period,
              e.amount_minor AS "amountMinor", e.currency, e.details, e.import_id AS "importId",
              ARRAY(SELECT jsonb_build_object('code', x.code, 'rule', nullif(x.rule_id, ''), 'message', x.message) FROM commission_exception x
                    WHERE x.partner_id = e.partner_id AND x.source = e.source AND x.event_id = e.event_id ORDER BY x.rule_id, x.code) AS exceptions
       FROM partner_commission_event e LEFT JOIN partner p ON p.partner_id = e.partner_id
       WHERE ${sightSql('p', 1)}
         AND ($4::text IS NULL OR e.partner_id = $4) AND ($5::text IS NULL OR e.period = $5)
         AND ($6::text IS NULL OR e.kind = $6) AND ($7::text IS NULL OR e.source = $7)
         AND ($8::date IS NULL OR (e.occurred_on, e.event_key) < ($8, $9))
       ORDER BY e.occurred_on DESC, e.event_key DESC LIMIT $10 + 1`,
      [
        ...sightValues(sight),
        filter.partner ?? null,
        filter.period ?? null,
        filter.kind ?? null,
        filter.source ?? null,
        page.after?.occurredOn ?? null,
        page.after?.eventKey ?? null,
        page.limit,
      ],
    );
    return rows.map(({ recordedAt, ...row }) => ({
      ...row,
      recorded: recordedAt.toISOString(),
      occurredMs: toSafeNumberOrNull(row.occurredMs),
      amountMinor: toSafeNumberOrNull(row.amountMinor),
    }));
  }
}
