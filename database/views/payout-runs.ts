import type { Pool } from 'pg';
import type { PayoutLineState, PayoutRunKey, PayoutRunStanding } from '../../domain/incentivize/payout-run';
import type { AttemptState } from '../../domain/incentivize/payout-attempt';
import { findRun, readStanding } from '../repositories/payout-runs';
import { query, toSafeNumber, toSafeNumberOrNull } from '../sql';

/** A run as it may be shown. Times are wall time, epoch ms. */
export interface PayoutRunView extends PayoutRunKey, Omit<PayoutRunStanding, 'nextWallMs'> {
  requestedBy: string;
  workflowId: string;
  openedMs: number;
  changedMs: number;
  approvals: { personId: string; approvedMs: number }[];
}

/** A line as it may be shown: of its account the last four characters. */
export interface PayoutLineView {
  lineId: string;
  partnerId: string;
  partnerName: string;
  currency: string;
  amountMinor: string;
  state: PayoutLineState;
  reason: string | null;
  lastFour: string | null;
  payoutIds: string[];
  contentHash: string;
  attempt: {
    attemptId: string;
    number: number;
    state: AttemptState;
    calls: number;
    reference: string | null;
    firstSentMs: number | null;
  } | null;
}

/** Payout runs, read only. */
export class PayoutRunsView {
  constructor(private readonly pool: Pool) {}

  /** A run in its latest revision. */
  async find(runId: string): Promise<PayoutRunView | null> {
    const run = await findRun(this.pool, runId);
    if (!run) return null;
    const { nextWallMs: _next, ...standing } = await readStanding(this.pool, run);
    const [row] = await query<{ workflowId: string; openedMs: string; changedMs: string }>(
      this.pool,
      `SELECT workflow_id AS "workflowId", opened_wall AS "openedMs", changed_wall AS "changedMs"
       FROM payout_run WHERE run_id = $1 AND revision = $2`,
      [runId, run.revision],
    );
    const approvals = await query<{ personId: string; approvedMs: string }>(
      this.pool,
      `SELECT person_id AS "personId", approved_wall AS "approvedMs" FROM payout_run_approval
       WHERE run_id = $1 AND revision = $2 ORDER BY approved_wall, person_id`,
      [runId, run.revision],
    );
    const { programId, period, kind, number, requestedBy } = run;
    return {
      ...standing,
      ...{ programId, period, kind, number, requestedBy },
      workflowId: row!.workflowId,
      openedMs: toSafeNumber(row!.openedMs),
      changedMs: toSafeNumber(row!.changedMs),
      approvals: approvals.map(({ personId, approvedMs }) => ({ personId, approvedMs: toSafeNumber(approvedMs) })),
    };
  }

  /** Lines of a run's latest revision, by id; one more than the page holds. */
  async lines(
    { runId, revision }: Pick<PayoutRunView, 'runId' | 'revision'>,
    page: { limit: number; afterId: string | null; state?: PayoutLineState },
  ): Promise<PayoutLineView[]> {
    const rows = await query<
      Omit<PayoutLineView, 'attempt'> & {
        attemptId: string | null;
        attemptNumber: number;
        attemptState: AttemptState;
        calls: number;
        reference: string | null;
        firstSentMs: string | null;
      }
    >(
      this.pool,
      `SELECT l.line_id AS "lineId", l.partner_id AS "partnerId", p.name AS "partnerName", l.currency, l.amount_minor::text AS "amountMinor",
              l.state, l.reason, c.last_four AS "lastFour", l.content_hash AS "contentHash",
              ARRAY(SELECT i.payout_id FROM payout_line_item i WHERE i.line_id = l.line_id ORDER BY 1) AS "payoutIds",
              a.attempt_id AS "attemptId", a.number AS "attemptNumber", a.state AS "attemptState", a.calls, a.reference,
              a.first_sent_wall AS "firstSentMs"
       FROM payout_line l JOIN partner p USING (partner_id)
       LEFT JOIN payee_account c ON c.account_id = l.account_id
       LEFT JOIN LATERAL (SELECT * FROM payout_attempt t WHERE t.line_id = l.line_id ORDER BY t.number DESC LIMIT 1) a ON true
       WHERE l.run_id = $1 AND l.revision = $2 AND ($3::text IS NULL OR l.line_id > $3) AND ($4::text IS NULL OR l.state = $4)
       ORDER BY l.line_id LIMIT $5`,
      [runId, revision, page.afterId, page.state ?? null, page.limit + 1],
    );
    return rows.map(
      ({ attemptId, attemptNumber: number, attemptState: state, calls, reference, firstSentMs, ...line }) => ({
        ...line,
        attempt:
          attemptId === null
            ? null
            : { ...{ attemptId, number, state, calls, reference }, firstSentMs: toSafeNumberOrNull(firstSentMs) },
      }),
    );
  }
}
