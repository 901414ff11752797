import type { Pool } from 'pg';
import type { PayoutMethod } from '../../domain/incentivize/payout-method';
import type { ReportEffect, ReportState } from '../../domain/incentivize/payment-report';
import { REPORT_EFFECTS } from '../../domain/incentivize/payment-report';
import type { ReportEntry } from '../repositories/payment-reports';
import { query, toSafeNumber, toSafeNumberOrNull } from '../sql';

/** A report as finance sees it. Times are wall time, epoch ms. */
export interface PaymentReportView {
  reportId: string;
  rail: PayoutMethod;
  contentHash: string;
  state: ReportState;
  reportedBy: string;
  /** Null for what the provider says itself. */
  reportedByName: string | null;
  reportedMs: number;
  decidedBy: string | null;
  decidedMs: number | null;
  entries: Record<ReportEffect, number>;
}

/** What a report says of one payment. */
export interface PaymentReportEntryView extends ReportEntry {
  lineId: string | null;
  runId: string | null;
}

/** Which reports a list shows. What is absent does not filter. */
export interface PaymentReportFilter {
  /** Those that say something of its payments. */
  runId?: string | undefined;
  report?: ReportState | undefined;
  rail?: PayoutMethod | undefined;
}

type ReportRow = Omit<PaymentReportView, 'reportedMs' | 'decidedMs' | 'entries'> & {
  reportedMs: string;
  decidedMs: string | null;
  entries: Partial<Record<ReportEffect, number>>;
};

const SELECT = `SELECT r.report_id AS "reportId", r.rail, r.content_hash AS "contentHash", r.state, r.reported_by AS "reportedBy",
    x.display_name AS "reportedByName", r.reported_wall AS "reportedMs", r.decided_by AS "decidedBy", r.decided_wall AS "decidedMs", e.entries
  FROM payment_report r LEFT JOIN person x ON x.person_id = r.reported_by
  CROSS JOIN LATERAL (SELECT coalesce(jsonb_object_agg(effect, entries), '{}') AS entries FROM (
    SELECT n.effect, count(*)::int AS entries FROM payment_report_entry n WHERE n.report_id = r.report_id GROUP BY 1) c) e`;

/** Reports about payments, read only. */
export class PaymentReportsView {
  constructor(private readonly pool: Pool) {}

  /** A report; null where there is none. */
  async find(reportId: string): Promise<PaymentReportView | null> {
    const [row] = await query<ReportRow>(this.pool, `${SELECT} WHERE r.report_id = $1`, [reportId]);
    return row ? viewOf(row) : null;
  }

  /** The last one brought first; one more than the page holds, where there are more. */
  async list(
    { runId, report, rail }: PaymentReportFilter,
    page: { limit: number; after: { reportedMs: number; reportId: string } | null },
  ): Promise<PaymentReportView[]> {
    const rows = await query<ReportRow>(
      this.pool,
      `${SELECT} WHERE ($1::text IS NULL OR r.report_id IN (
           SELECT n.report_id FROM payout_line l JOIN payout_attempt a USING (line_id) JOIN payment_report_entry n USING (attempt_id) WHERE l.run_id = $1))
         AND ($2::text IS NULL OR r.state = $2) AND ($3::text IS NULL OR r.rail = $3)
         AND ($4::bigint IS NULL OR (r.reported_wall, r.report_id) < ($4, $5))
       ORDER BY r.reported_wall DESC, r.report_id DESC LIMIT $6 + 1`,
      [
        ...[runId ?? null, report ?? null, rail ?? null],
        ...[page.after?.reportedMs ?? null, page.after?.reportId ?? null, page.limit],
      ],
    );
    return rows.map(viewOf);
  }

  /** What a report says, in its order; one more than the page holds. */
  async entries(
    reportId: string,
    page: { limit: number; after: number; effect?: ReportEffect },
  ): Promise<PaymentReportEntryView[]> {
    return query<PaymentReportEntryView>(
      this.pool,
      `SELECT e.position, e.attempt_id AS "attemptId", e.outcome, e.reference, e.reason, e.effect, l.line_id AS "lineId", l.run_id AS "runId"
       FROM payment_report_entry e LEFT JOIN payout_attempt a USING (attempt_id) LEFT JOIN payout_line l USING (line_id)
       WHERE e.report_id = $1 AND e.position > $2 AND ($3::text IS NULL OR e.effect = $3) ORDER BY e.position LIMIT $4`,
      [reportId, page.after, page.effect ?? null, page.limit + 1],
    );
  }
}

function viewOf({ reportedMs, decidedMs, entries, ...row }: ReportRow): PaymentReportView {
  const none = Object.fromEntries(REPORT_EFFECTS.map((effect) => [effect, 0])) as Record<ReportEffect, number>;
  return {
    ...row,
    reportedMs: toSafeNumber(reportedMs),
    decidedMs: toSafeNumberOrNull(decidedMs),
    entries: { ...none, ...entries },
  };
}
