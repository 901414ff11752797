import type { Pool } from 'pg';
import type {
  PayoutLineState,
  PayoutRunKey,
  PayoutRunKind,
  PayoutRunStanding,
  PayoutRunState,
} from '../../domain/incentivize/payout-run';
import type { AttemptState } from '../../domain/incentivize/payout-attempt';
import { addUpLines, findRun, readStanding } from '../repositories/payout-runs';
import { query, toSafeNumber, toSafeNumberOrNull } from '../sql';

/** A run as it may be shown. Times are wall time, epoch ms. */
export interface PayoutRunView extends PayoutRunKey, Omit<PayoutRunStanding, 'nextWallMs'> {
  requestedBy: string;
  /** Null where it opened by itself. */
  requestedByName: string | null;
  workflowId: string;
  openedMs: number;
  changedMs: number;
  approvals: { personId: string; displayName: string; approvedMs: number }[];
}

/** Which runs a list shows. What is absent does not filter. */
export interface PayoutRunFilter {
  program?: string;
  period?: string;
  kind?: PayoutRunKind;
  state?: PayoutRunState;
  /** Runs with a line in it. */
  currency?: string;
}

/** A line as it may be shown: of its account the last four characters. */
export interface PayoutLineView {
  lineId: string;
  partnerId: string;
  partnerName: string;
  /** Which of the partner's people, where it is what a person earned; without a name where only a sender knows them. */
  personId: string | null;
  personName: string | null;
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
    const [head] = await this.heads([run]);
    const { programId, period, kind, number } = run;
    return { ...standing, ...{ programId, period, kind, number }, ...head! };
  }

  /** Runs in their latest revisions, the last opened first; one more than the page holds, where there are more. */
  async list(
    filter: PayoutRunFilter,
    page: { limit: number; after: { openedMs: number; runId: string } | null },
  ): Promise<PayoutRunView[]> {
    const runs = await query<PayoutRunKey & Pick<PayoutRunView, 'runId' | 'revision' | 'state' | 'contentHash'>>(
      this.pool,
      `SELECT run_id AS "runId", revision, program_id AS "programId", period, kind, number, state, content_hash AS "contentHash"
       FROM payout_run r
       WHERE NOT EXISTS (SELECT FROM payout_run n WHERE n.run_id = r.run_id AND n.revision > r.revision)
         AND ($1::text IS NULL OR program_id = $1) AND ($2::text IS NULL OR period = $2) AND ($3::text IS NULL OR kind = $3)
         AND ($4::text IS NULL OR state = $4)
         AND ($5::text IS NULL OR EXISTS (SELECT FROM payout_line l WHERE l.run_id = r.run_id AND l.revision = r.revision AND l.currency = $5))
         AND ($6::bigint IS NULL OR (opened_wall, run_id) < ($6, $7))
       ORDER BY opened_wall DESC, run_id DESC LIMIT $8 + 1`,
      [
        filter.program ?? null,
        filter.period ?? null,
        filter.kind ?? null,
        filter.state ?? null,
        filter.currency ?? null,
        page.after?.openedMs ?? null,
        page.after?.runId ?? null,
        page.limit,
      ],
    );
    const [heads, lines] = [await this.heads(runs), await this.lineSums(runs)];
    return runs.map((run, place) => ({
      ...run,
      ...addUpLines(lines.filter(({ runId }) => runId === run.runId)),
      ...heads[place]!,
    }));
  }

  /** Who asked for revisions, who approved them, and when; in the order asked. */
  private async heads(
    runs: readonly { runId: string; revision: number }[],
  ): Promise<
    Pick<PayoutRunView, 'requestedBy' | 'requestedByName' | 'workflowId' | 'openedMs' | 'changedMs' | 'approvals'>[]
  > {
    const rows = await query<{
      requestedBy: string;
      requestedByName: string | null;
      workflowId: string;
      openedMs: string;
      changedMs: string;
      approvals: PayoutRunView['approvals'];
    }>(
      this.pool,
      `SELECT r.requested_by AS "requestedBy", q.display_name AS "requestedByName", r.workflow_id AS "workflowId", r.opened_wall AS "openedMs",
              r.changed_wall AS "changedMs", a.approvals
       FROM unnest($1::text[], $2::int[]) WITH ORDINALITY AS wanted(run_id, revision, place)
       JOIN payout_run r USING (run_id, revision) LEFT JOIN person q ON q.person_id = r.requested_by
       CROSS JOIN LATERAL (
         SELECT coalesce(jsonb_agg(jsonb_build_object('personId', y.person_id, 'displayName', w.display_name, 'approvedMs', y.approved_wall)
                         ORDER BY y.approved_wall, y.person_id), '[]') AS approvals
         FROM payout_run_approval y JOIN person w USING (person_id) WHERE y.run_id = r.run_id AND y.revision = r.revision) a
       ORDER BY wanted.place`,
      [runs.map(({ runId }) => runId), runs.map(({ revision }) => revision)],
    );
    return rows.map(({ openedMs, changedMs, ...row }) => ({
      ...row,
      openedMs: toSafeNumber(openedMs),
      changedMs: toSafeNumber(changedMs),
    }));
  }

  private async lineSums(
    runs: readonly { runId: string; revision: number }[],
  ): Promise<{ runId: string; state: PayoutLineState; currency: string; count: number; amountMinor: string }[]> {
    return query(
      this.pool,
      `SELECT run_id AS "runId", state, currency, count(*)::int AS count, sum(amount_minor)::text AS "amountMinor"
       FROM payout_line JOIN unnest($1::text[], $2::int[]) AS wanted(run_id, revision) USING (run_id, revision)
       GROUP BY 1, 2, 3 ORDER BY 3, 2`,
      [runs.map(({ runId }) => runId), runs.map(({ revision }) => revision)],
    );
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
      `SELECT l.line_id AS "lineId", l.partner_id AS "partnerId", p.name AS "partnerName", l.person_id AS "personId", h.display_name AS "personName",
              l.currency, l.amount_minor::text AS "amountMinor", l.state, l.reason, c.last_four AS "lastFour", l.content_hash AS "contentHash",
              ARRAY(SELECT i.payout_id FROM payout_line_item i WHERE i.line_id = l.line_id ORDER BY 1) AS "payoutIds",
              a.attempt_id AS "attemptId", a.number AS "attemptNumber", a.state AS "attemptState", a.calls, a.reference,
              a.first_sent_wall AS "firstSentMs"
       FROM payout_line l JOIN partner p USING (partner_id) LEFT JOIN person h ON h.person_id = l.person_id
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
