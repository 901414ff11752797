import type { Pool } from 'pg';
import type { Refusal } from '../../domain/errors';
import type { JsonObject } from '../../domain/hash';
import type { EventTrace } from '../../domain/incentivize/commission-posting-trace';
import type { SentEventKind } from '../../domain/incentivize/incoming-event';
import type { PeriodPosting } from '../../domain/incentivize/period-pricing';
import { query, queryOne, toSafeNumber, toSafeNumberOrNull } from '../sql';

/** An earning with how it came about. */
export interface EarningView {
  earningId: string;
  source: string;
  saleId: string;
  kind: 'sale' | 'refund' | SentEventKind;
  occurredOn: string;
  ruleId: string;
  revision: number;
  period: string;
  amountMinor: number;
  currency: string;
  tier: string;
  programId: string;
  programVersion: number;
  trace: PeriodPosting['trace'] | EventTrace;
  /** A person of the partner that is paid instead of it. */
  personId: string | null;
  /** Paid on top of the whole. */
  overlay: boolean;
  /** `open` in no payout yet, `calculated` in one that waits for finance, `due`. */
  state: 'open' | 'calculated' | 'due';
  payoutId: string | null;
}

/** A payout. Times are program time, epoch ms. */
export interface PayoutView {
  payoutId: string;
  /** Whose it is, where one of the partner's people earned it. */
  personId: string | null;
  personName: string | null;
  period: string;
  revision: number;
  amountMinor: number;
  currency: string;
  state: 'calculated' | 'due' | 'void';
  contentHash: string;
  approvalId: string | null;
  calculatedMs: number;
  dueMs: number | null;
  summary: JsonObject;
  workflowId: string;
}

/** A pricing run. Times are wall time, epoch ms. */
export interface PricingRunView {
  runId: string;
  programId: string;
  fromPeriod: string;
  toPeriod: string;
  state: 'running' | 'done' | 'failed';
  refusal: Refusal | null;
  partners: number;
  lines: number;
  postings: number;
  awaitingRate: number;
  requestedBy: string;
  startedWallMs: number;
  endedWallMs: number | null;
  workflowId: string;
}

/** Which earnings a list shows. What is absent does not filter. */
export interface EarningFilter {
  period?: string;
  /** The sender's id of the sale or event. */
  sale?: string;
  /** The payout that has collected them. */
  payout?: string;
  earning?: string;
  /** Whose are shown beside the partner's own: of everybody whom a SPIFF pays, or of one person. */
  earners: 'all' | { personId: string };
}

/** The person beside the partner itself whose are shown, as a value for a query; null for everybody's. */
export const earnerOf = (earners: EarningFilter['earners']): string | null =>
  earners === 'all' ? null : earners.personId;

/** A place in the order of earnings. */
export interface EarningPlace {
  occurredOn: string;
  saleId: string;
  earningId: string;
}

type Text<T, Keys extends keyof T> = Omit<T, Keys> & { [Key in Keys]: T[Key] extends number ? string : string | null };

/** Earnings and payouts of a partner whom the reader may see, and pricing runs; read only. */
export class EarningsView {
  constructor(private readonly pool: Pool) {}

  /** In the order in which they were priced: by date and sale; one row more than the page holds, where there are more. */
  async ofPartner(
    partnerId: string,
    filter: EarningFilter,
    page: { limit: number; after: EarningPlace | null },
  ): Promise<EarningView[]> {
    const { after } = page;
    const rows = await query<Text<EarningView, 'amountMinor'>>(
      this.pool,
      `SELECT e.earning_id AS "earningId", w.source, w.id AS "saleId", w.kind, w.occurred_on AS "occurredOn", e.person_id AS "personId", e.overlay, e.rule_id AS "ruleId", e.revision, e.period,
              e.amount_minor AS "amountMinor", e.currency, e.tier, e.program_id AS "programId", e.program_version AS "programVersion", e.trace,
              coalesce(o.state, 'open') AS state, o.payout_id AS "payoutId"
       FROM earning e LEFT JOIN sale s USING (sale_key) LEFT JOIN commission_event v USING (event_key)
       CROSS JOIN LATERAL (SELECT coalesce(s.source, v.source) AS source, coalesce(s.sale_id, v.event_id) AS id, coalesce(s.kind, v.kind) AS kind,
                                  coalesce(s.occurred_on, v.occurred_on) AS occurred_on) w
       LEFT JOIN payout_item i ON i.earning_id = e.earning_id AND i.live LEFT JOIN payout o USING (payout_id)
       WHERE e.partner_id = $1 AND ($2::text IS NULL OR e.period = $2)
         AND ($3::date IS NULL OR (w.occurred_on, w.id COLLATE "C", e.earning_id) > ($3, $4, $5))
         AND ($10::text IS NULL OR e.person_id IS NULL OR e.person_id = $10)
         AND ($7::text IS NULL OR w.id = $7) AND ($8::text IS NULL OR o.payout_id = $8) AND ($9::text IS NULL OR e.earning_id = $9)
       ORDER BY w.occurred_on, w.id COLLATE "C", e.earning_id LIMIT $6 + 1`,
      [
        partnerId,
        filter.period ?? null,
        after?.occurredOn ?? null,
        after?.saleId ?? null,
        after?.earningId ?? null,
        page.limit,
        filter.sale ?? null,
        filter.payout ?? null,
        filter.earning ?? null,
        earnerOf(filter.earners),
      ],
    );
    return rows.map((row) => ({ ...row, amountMinor: toSafeNumber(row.amountMinor) }));
  }

  /** What each period has earned so far, by currency; the latest period first. */
  async totals(
    partnerId: string,
  ): Promise<{ period: string; currency: string; amountMinor: number; earnings: number }[]> {
    const rows = await query<{ period: string; currency: string; amountMinor: string; earnings: number }>(
      this.pool,
      `SELECT period, currency, sum(amount_minor)::text AS "amountMinor", count(*)::int AS earnings FROM earning
       WHERE partner_id = $1 AND person_id IS NULL GROUP BY period, currency ORDER BY period DESC, currency`,
      [partnerId],
    );
    return rows.map((row) => ({ ...row, amountMinor: toSafeNumber(row.amountMinor) }));
  }

  /** Payouts, the latest first, void ones included; one row more than the page holds, where there are more. */
  async payoutsOf(
    partnerId: string,
    earners: EarningFilter['earners'],
    page: { limit: number; after: { calculatedMs: number; payoutId: string } | null },
  ): Promise<PayoutView[]> {
    const rows = await query<Text<PayoutView, 'amountMinor' | 'calculatedMs' | 'dueMs'>>(
      this.pool,
      `SELECT payout_id AS "payoutId", person_id AS "personId", (SELECT h.display_name FROM person h WHERE h.person_id = payout.person_id) AS "personName", period, revision, amount_minor AS "amountMinor", currency, state, content_hash AS "contentHash",
              coalesce(approval_id, (SELECT h.approval_id FROM payout h WHERE h.payout_id = payout.covered_by)) AS "approvalId", calculated_ms AS "calculatedMs", due_ms AS "dueMs", summary, workflow_id AS "workflowId"
       FROM payout WHERE partner_id = $1 AND ($5::text IS NULL OR person_id IS NULL OR person_id = $5) AND ($2::bigint IS NULL OR (calculated_ms, payout_id) < ($2, $3))
       ORDER BY calculated_ms DESC, payout_id DESC LIMIT $4 + 1`,
      [...[partnerId, page.after?.calculatedMs ?? null, page.after?.payoutId ?? null, page.limit], earnerOf(earners)],
    );
    return rows.map((row) => ({
      ...row,
      amountMinor: toSafeNumber(row.amountMinor),
      calculatedMs: toSafeNumber(row.calculatedMs),
      dueMs: toSafeNumberOrNull(row.dueMs),
    }));
  }

  /** The people whom a partner's payout covers, with what each is paid; the most first. */
  async peopleCovered(
    payoutId: string,
  ): Promise<{ personId: string; name: string | null; amountMinor: number; currency: string }[]> {
    const rows = await query<{ personId: string; name: string | null; amountMinor: string; currency: string }>(
      this.pool,
      `SELECT p.person_id AS "personId", h.display_name AS name, p.amount_minor::text AS "amountMinor", p.currency
       FROM payout p LEFT JOIN person h USING (person_id) WHERE p.covered_by = $1 ORDER BY p.amount_minor DESC, p.person_id`,
      [payoutId],
    );
    return rows.map((row) => ({ ...row, amountMinor: toSafeNumber(row.amountMinor) }));
  }

  /** Whose an earning is, and how much, where it is of one of a partner's people. */
  async personOf(earningId: string): ReturnType<EarningsView['peopleCovered']> {
    const rows = await query<{ personId: string; name: string | null; amountMinor: string; currency: string }>(
      this.pool,
      `SELECT e.person_id AS "personId", h.display_name AS name, e.amount_minor::text AS "amountMinor", e.currency
       FROM earning e LEFT JOIN person h USING (person_id) WHERE e.earning_id = $1 AND e.person_id IS NOT NULL`,
      [earningId],
    );
    return rows.map((row) => ({ ...row, amountMinor: toSafeNumber(row.amountMinor) }));
  }

  /** One pricing run; null before its first attempt, and for an unknown id. */
  async pricingRun(runId: string): Promise<PricingRunView | null> {
    const row = await queryOne<Text<PricingRunView, 'startedWallMs' | 'endedWallMs'>>(
      this.pool,
      `SELECT run_id AS "runId", program_id AS "programId", from_period AS "fromPeriod", to_period AS "toPeriod", state, reason AS refusal, partners, lines, postings,
              awaiting_rate AS "awaitingRate", requested_by AS "requestedBy", started_wall AS "startedWallMs", ended_wall AS "endedWallMs", workflow_id AS "workflowId"
       FROM pricing_run WHERE run_id = $1`,
      [runId],
    );
    return (
      row && {
        ...row,
        startedWallMs: toSafeNumber(row.startedWallMs),
        endedWallMs: toSafeNumberOrNull(row.endedWallMs),
      }
    );
  }
}
