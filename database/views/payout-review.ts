import type { Pool } from 'pg';
import type { PayoutFlag } from '../../domain/incentivize/payout-review';
import {
  ACCOUNT_FRESH_MS,
  CHANGE_EDGES,
  CHANGE_MINOR_MIN,
  CHANGE_PERCENT_MIN,
  PAYOUT_FLAGS,
} from '../../domain/incentivize/payout-review';
import type { PayoutLineState } from '../../domain/incentivize/payout-run';
import { query } from '../sql';

/** Which revision of which run. */
export interface ReviewedRun {
  runId: string;
  revision: number;
  programId: string;
  period: string;
  openedMs: number;
}

/** A line beside what its payee was last paid. Minor units as text. */
export interface ReviewLine {
  lineId: string;
  partnerId: string;
  partnerName: string;
  /** Which of the partner's people, where it is what a person earned; without a name where only a sender knows them. */
  personId: string | null;
  personName: string | null;
  currency: string;
  /** What is due to the payee, before anything is withheld or kept back; with what is released. */
  grossMinor: string;
  withheldMinor: string;
  reservedMinor: string;
  /** Civil day; null where nothing is kept back. */
  reservedUntil: string | null;
  /** Kept back earlier, and paid now; negative where its payment came back after it was paid. */
  releasedMinor: string;
  amountMinor: string;
  state: PayoutLineState;
  reason: string | null;
  lastFour: string | null;
  /** What it was last paid for an earlier period, and for which; null where there was none. */
  before: { period: string; amountMinor: string } | null;
  differenceMinor: string;
  flags: PayoutFlag[];
  rank: number;
  weight: string;
}

/** What changed in one currency. Minor units as text. */
export interface ReviewTotal {
  currency: string;
  payees: number;
  amountMinor: string;
  payeesBefore: number;
  beforeMinor: string;
}

/** A payee that was paid for the period before and has no line now. */
export interface MissingPayee {
  partnerId: string;
  partnerName: string;
  /** Which of the partner's people, where it is what a person earned; without a name where only a sender knows them. */
  personId: string | null;
  personName: string | null;
  currency: string;
  beforeMinor: string;
}

/** A run at a glance, against the last period that was paid. */
export interface ReviewSummary {
  /** Null where nothing was paid for an earlier period. */
  against: string | null;
  totals: ReviewTotal[];
  flags: Record<PayoutFlag, number>;
  outliers: number;
  /** Payees by how their amount changed, between {@link CHANGE_EDGES}. */
  groups: number[];
  missing: { count: number; largest: MissingPayee[] };
}

/** Missing payees that are named. */
const MISSING_NAMED_MAX = 20;

/** Lines whose money has left, or is leaving. */
const OUT = `('in_transit','paid')`;
/** Lines that are or were to be paid. */
const PAYABLE = `('ready','in_transit','paid','failed')`;
const flag = (name: PayoutFlag, when: string): string => `CASE WHEN ${when} THEN '${name}' END`;

/** $1 run, $2 revision, $3 program, $4 period, $5 opened: the run's lines, each with what its payee was paid before. */
const COMPARED = `
  SELECT l.*, p.name AS partner_name, h.display_name AS person_name, c.last_four, b.period AS before_period, b.amount_minor AS before_minor,
         l.amount_minor - coalesce(b.amount_minor, 0) AS difference_minor,
         CASE WHEN l.state IN ${PAYABLE} THEN array_remove(ARRAY[
           ${flag('change', `b.period IS NOT NULL AND abs(l.amount_minor - b.amount_minor) > ${CHANGE_MINOR_MIN} AND abs(l.amount_minor - b.amount_minor) * 100 > ${CHANGE_PERCENT_MIN} * b.amount_minor`)},
           ${flag('new_payee', 'a.account_id IS NULL')},
           ${flag('account_changed', `a.account_id <> l.account_id OR c.decided_wall > $5::bigint - ${ACCOUNT_FRESH_MS}`)}
         ]::text[], NULL) ELSE '{}' END AS flags
  FROM payout_line l JOIN partner p USING (partner_id) LEFT JOIN person h ON h.person_id = l.person_id
  LEFT JOIN payee_account c ON c.account_id = l.account_id
  LEFT JOIN LATERAL (
    SELECT r.period, sum(o.amount_minor) AS amount_minor FROM payout_line o JOIN payout_run r USING (run_id, revision)
    WHERE o.payee_id = l.payee_id AND o.state IN ${OUT} AND r.program_id = $3 AND r.period COLLATE "C" < $4
    GROUP BY r.period ORDER BY r.period COLLATE "C" DESC LIMIT 1) b ON true
  LEFT JOIN LATERAL (
    SELECT o.account_id FROM payout_line o JOIN payout_run r USING (run_id, revision)
    WHERE o.payee_id = l.payee_id AND o.state IN ${OUT} AND r.opened_wall < $5 AND o.line_id <> l.line_id
    ORDER BY r.opened_wall DESC LIMIT 1) a ON true
  WHERE l.run_id = $1 AND l.revision = $2`;

/** The last period before one for which the program has paid anything. */
const lastPeriod = (program: string, period: string): string => `
  (SELECT max(r.period COLLATE "C") FROM payout_run r WHERE r.program_id = ${program} AND r.period COLLATE "C" < ${period}
     AND EXISTS (SELECT FROM payout_line l WHERE l.run_id = r.run_id AND l.revision = r.revision AND l.state IN ${OUT}))`;

/** $3 program, $4 period: what was paid for the last period before. */
const LAST = `
  SELECT o.payee_id, o.partner_id, o.person_id, o.currency, o.amount_minor FROM payout_line o JOIN payout_run q USING (run_id, revision)
  WHERE q.program_id = $3 AND o.state IN ${OUT} AND q.period = ${lastPeriod('$3', '$4')}`;

/** What needs a look first: outliers, then what is blocked, then the rest; within each the largest difference. */
const RANK = `CASE WHEN flags <> '{}' THEN 0 WHEN state = 'blocked' THEN 1 ELSE 2 END`;
const keyOf = ({ runId, revision, programId, period, openedMs }: ReviewedRun): unknown[] => [
  ...[runId, revision, programId, period, openedMs],
];

/** What an approver looks at: a run's lines beside what was paid before; read only. */
export class PayoutReviewView {
  constructor(private readonly pool: Pool) {}

  /** What needs a look first; one more than the page holds, where there are more. */
  async lines(
    run: ReviewedRun,
    page: {
      limit: number;
      after: { rank: number; weight: string; lineId: string } | null;
      outliers?: boolean;
      state?: PayoutLineState;
    },
  ): Promise<ReviewLine[]> {
    const { after } = page;
    type Row = Omit<ReviewLine, 'before'> & { beforePeriod: string | null; beforeMinor: string | null };
    const rows = await query<Row>(
      this.pool,
      `SELECT line_id AS "lineId", partner_id AS "partnerId", partner_name AS "partnerName", person_id AS "personId", person_name AS "personName", currency, amount_minor::text AS "amountMinor", state,
              reason, last_four AS "lastFour", before_period AS "beforePeriod", before_minor::text AS "beforeMinor",
              difference_minor::text AS "differenceMinor", flags, rank, weight::text,
              (amount_minor + withheld_minor + reserved_minor)::text AS "grossMinor", withheld_minor::text AS "withheldMinor",
              reserved_minor::text AS "reservedMinor", reserved_until AS "reservedUntil", released_minor::text AS "releasedMinor"
       FROM (SELECT * FROM (SELECT *, ${RANK} AS rank, abs(difference_minor) AS weight FROM (${COMPARED}) compared) ranked
             WHERE ($6::boolean IS NOT TRUE OR flags <> '{}') AND ($7::text IS NULL OR state = $7)
               AND ($8::int IS NULL OR (rank, -weight, line_id COLLATE "C") > ($8, -$9::numeric, $10))
             ORDER BY rank, weight DESC, line_id COLLATE "C" LIMIT $11 + 1) page
       ORDER BY page.rank, page.weight DESC, page.line_id COLLATE "C"`,
      [
        ...keyOf(run),
        page.outliers ?? null,
        page.state ?? null,
        after?.rank ?? null,
        after?.weight ?? null,
        after?.lineId ?? null,
        page.limit,
      ],
    );
    return rows.map(({ beforePeriod, beforeMinor, ...row }) => ({
      ...row,
      before: beforePeriod === null || beforeMinor === null ? null : { period: beforePeriod, amountMinor: beforeMinor },
    }));
  }

  /** The whole run at a glance. */
  async summary(run: ReviewedRun): Promise<ReviewSummary> {
    const [against, totals, counted, missing] = [
      await this.against(run),
      await this.totals(run),
      await this.count(run),
      await this.missing(run),
    ];
    return { against, totals, ...counted, missing };
  }

  private async against({ programId, period }: ReviewedRun): Promise<string | null> {
    const [row] = await query<{ period: string | null }>(this.pool, `SELECT ${lastPeriod('$1', '$2')} AS period`, [
      programId,
      period,
    ]);
    return row?.period ?? null;
  }

  private async totals(run: ReviewedRun): Promise<ReviewTotal[]> {
    return query<ReviewTotal>(
      this.pool,
      `SELECT currency, count(DISTINCT now_payee)::int AS payees, coalesce(sum(now_minor), 0)::text AS "amountMinor",
              count(DISTINCT before_payee)::int AS "payeesBefore", coalesce(sum(before_minor), 0)::text AS "beforeMinor"
       FROM (SELECT l.currency, l.payee_id AS now_payee, l.amount_minor AS now_minor, NULL::text AS before_payee, NULL::bigint AS before_minor
             FROM payout_line l WHERE l.run_id = $1 AND l.revision = $2 AND l.state IN ${PAYABLE}
             UNION ALL SELECT currency, NULL, NULL, payee_id, amount_minor FROM (${LAST}) last) sums
       GROUP BY currency ORDER BY currency`,
      [run.runId, run.revision, run.programId, run.period],
    );
  }

  private async count(run: ReviewedRun): Promise<Pick<ReviewSummary, 'flags' | 'outliers' | 'groups'>> {
    const edges = [...CHANGE_EDGES];
    const rows = await query<{ flags: PayoutFlag[]; place: number | null; count: number }>(
      this.pool,
      `SELECT flags, CASE WHEN before_minor > 0 THEN width_bucket(difference_minor * 100.0 / before_minor, $6::numeric[]) END AS place, count(*)::int AS count
       FROM (${COMPARED}) compared WHERE state IN ${PAYABLE} GROUP BY 1, 2`,
      [...keyOf(run), edges],
    );
    const flags = Object.fromEntries(PAYOUT_FLAGS.map((name) => [name, 0])) as Record<PayoutFlag, number>;
    const groups = Array.from({ length: edges.length + 1 }, () => 0);
    let outliers = 0;
    for (const { flags: found, place, count } of rows) {
      for (const name of found) flags[name] += count;
      if (found.length > 0) outliers += count;
      if (place !== null) groups[place]! += count;
    }
    return { flags, outliers, groups };
  }

  private async missing(run: ReviewedRun): Promise<ReviewSummary['missing']> {
    const rows = await query<MissingPayee & { count: number }>(
      this.pool,
      `SELECT last.partner_id AS "partnerId", p.name AS "partnerName", last.person_id AS "personId", h.display_name AS "personName", last.currency, sum(last.amount_minor)::text AS "beforeMinor",
              (count(*) OVER ())::int AS count
       FROM (${LAST}) last JOIN partner p USING (partner_id) LEFT JOIN person h ON h.person_id = last.person_id
       WHERE NOT EXISTS (SELECT FROM payout_line l WHERE l.run_id = $1 AND l.revision = $2 AND l.payee_id = last.payee_id)
       GROUP BY last.partner_id, p.name, last.person_id, h.display_name, last.currency ORDER BY sum(last.amount_minor) DESC, 1, 3, 5 LIMIT ${MISSING_NAMED_MAX}`,
      [run.runId, run.revision, run.programId, run.period],
    );
    return { count: rows[0]?.count ?? 0, largest: rows.map(({ count: _count, ...payee }) => payee) };
  }
}
