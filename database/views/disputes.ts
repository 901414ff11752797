import type { Pool } from 'pg';
import type { DisputeOutcome } from '../../domain/incentivize/dispute';
import type { EarningFilter } from './earnings';
import { earnerOf } from './earnings';
import { query, toSafeNumber, toSafeNumberOrNull } from '../sql';

/** A disputed line. Times are program time, epoch ms. */
export interface DisputeView {
  disputeId: string;
  earningId: string;
  /** The sender's id of the sale or event. */
  reference: string;
  rule: string;
  period: string;
  amountMinor: number;
  currency: string;
  reason: string;
  raisedBy: string;
  raisedMs: number;
  dueMs: number;
  state: 'open' | DisputeOutcome;
  endedMs: number | null;
  /** False where a payout had collected the line before it was disputed, and where the line takes away: that stays. */
  held: boolean;
  workflowId: string;
}

type Row = Omit<DisputeView, 'amountMinor' | 'raisedMs' | 'dueMs' | 'endedMs'> &
  Record<'amountMinor' | 'raisedMs' | 'dueMs', string> & { endedMs: string | null };

/** Disputes of a partner whom the reader may see; read only. */
export class DisputesView {
  constructor(private readonly pool: Pool) {}

  /** The latest first, with those of people whose lines the reader may see; one row more than the page holds, where there are more. */
  async ofPartner(
    partnerId: string,
    earners: EarningFilter['earners'],
    page: { limit: number; after: { raisedMs: number; disputeId: string } | null },
  ): Promise<DisputeView[]> {
    const rows = await query<Row>(
      this.pool,
      `SELECT d.dispute_id AS "disputeId", d.earning_id AS "earningId", coalesce(s.source || '/' || s.sale_id, v.source || '/' || v.event_id) AS reference,
              e.rule_id AS rule, e.period, e.amount_minor AS "amountMinor", e.currency, d.reason, d.raised_by AS "raisedBy", d.raised_ms AS "raisedMs",
              d.due_ms AS "dueMs", coalesce(x.outcome, 'open') AS state, x.ended_ms AS "endedMs", d.workflow_id AS "workflowId",
              x.dispute_id IS NULL AND e.amount_minor > 0 AND NOT EXISTS (SELECT FROM payout_item i WHERE i.earning_id = d.earning_id AND i.live) AS held
       FROM statement_dispute d JOIN earning e USING (earning_id) LEFT JOIN statement_dispute_end x USING (dispute_id)
       LEFT JOIN sale s ON s.sale_key = e.sale_key LEFT JOIN commission_event v ON v.event_key = e.event_key
       WHERE d.partner_id = $1 AND ($5::text IS NULL OR e.person_id IS NULL OR e.person_id = $5) AND ($2::bigint IS NULL OR (d.raised_ms, d.dispute_id) < ($2, $3))
       ORDER BY d.raised_ms DESC, d.dispute_id DESC LIMIT $4 + 1`,
      [...[partnerId, page.after?.raisedMs ?? null, page.after?.disputeId ?? null, page.limit], earnerOf(earners)],
    );
    return rows.map((row) => ({
      ...row,
      amountMinor: toSafeNumber(row.amountMinor),
      raisedMs: toSafeNumber(row.raisedMs),
      dueMs: toSafeNumber(row.dueMs),
      endedMs: toSafeNumberOrNull(row.endedMs),
    }));
  }
}
