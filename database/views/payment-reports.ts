import type { Pool } from 'pg';
import type { PayoutMethod } from '../../domain/incentivize/payout-method';
import type { ReportEffect, ReportState } from '../../domain/incentivize/payment-report';
import { countEntries } from '../repositories/payment-reports';
import type { ReportEntry } from '../repositories/payment-reports';
import { query, queryOne, toSafeNumber, toSafeNumberOrNull } from '../sql';

/** A report as finance sees it. Times are wall time, epoch ms. */
export interface PaymentReportView {
  reportId: string;
  rail: PayoutMethod;
  contentHash: string;
  state: ReportState;
  reportedBy: string;
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

/** Reports about payments, read only. */
export class PaymentReportsView {
  constructor(private readonly pool: Pool) {}

  /** A report; null where there is none. */
  async find(reportId: string): Promise<PaymentReportView | null> {
    const row = await queryOne<
      Omit<PaymentReportView, 'reportedMs' | 'decidedMs' | 'entries'> & { reportedMs: string; decidedMs: string | null }
    >(
      this.pool,
      `SELECT report_id AS "reportId", rail, content_hash AS "contentHash", state, reported_by AS "reportedBy",
              reported_wall AS "reportedMs", decided_by AS "decidedBy", decided_wall AS "decidedMs"
       FROM payment_report WHERE report_id = $1`,
      [reportId],
    );
    return (
      row && {
        ...row,
        reportedMs: toSafeNumber(row.reportedMs),
        decidedMs: toSafeNumberOrNull(row.decidedMs),
        entries: await countEntries(this.pool, reportId),
      }
    );
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
