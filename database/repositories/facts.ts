import type { JsonObject } from '../../domain/hash';
import type { Origin } from '../../domain/journal';
import type { Queryable } from '../sql';
import { query, queryOne } from '../sql';

/** A fact to record; its id is made of source and the sender's event id. */
export interface NewFact {
  factId: string;
  source: string;
  kind: string;
  occurredMs: number;
  data: JsonObject;
  contentHash: string;
}

/** Inserts facts of one partner in one statement. Idempotent by fact id. @returns the ids that are new */
export async function insertFacts(
  tx: Queryable,
  input: { origin: Origin; partnerId: string; facts: NewFact[] },
): Promise<string[]> {
  if (input.facts.length === 0) return [];
  const { workflowId, runId, historyLength } = input.origin;
  const rows = await query<{ factId: string }>(
    tx,
    `INSERT INTO fact (fact_id, partner_id, source, kind, occurred_ms, data, content_hash, workflow_id, run_id, history_length, business_key)
     SELECT r."factId", $2, r.source, r.kind, r."occurredMs", r.data, r."contentHash", $3, $4, $5, r."factId"
     FROM jsonb_to_recordset($1) AS r("factId" text, source text, kind text, "occurredMs" bigint, data jsonb, "contentHash" text)
     ON CONFLICT (fact_id) DO NOTHING RETURNING fact_id AS "factId"`,
    [JSON.stringify(input.facts), input.partnerId, workflowId, runId, historyLength],
  );
  return rows.map((row) => row.factId);
}

/** Which of these ids are facts of the partner on record. */
export async function findFactIds(db: Queryable, partnerId: string, factIds: string[]): Promise<string[]> {
  const rows = await query<{ factId: string }>(
    db,
    'SELECT fact_id AS "factId" FROM fact WHERE partner_id = $1 AND fact_id = ANY($2::text[])',
    [partnerId, factIds],
  );
  return rows.map((row) => row.factId);
}

/** Facts of a kind on record, within `[fromMs, toMs)` of their own time where given. */
export async function countFactRows(
  db: Queryable,
  input: { partnerId: string; kind: string; fromMs?: number; toMs?: number },
): Promise<number> {
  const row = await queryOne<{ facts: number }>(
    db,
    `SELECT count(*)::int AS facts FROM fact WHERE partner_id = $1 AND kind = $2
       AND ($3::bigint IS NULL OR occurred_ms >= $3) AND ($4::bigint IS NULL OR occurred_ms < $4)`,
    [input.partnerId, input.kind, input.fromMs ?? null, input.toMs ?? null],
  );
  return row!.facts;
}

/** Sales (not refunds) of the partner, of one period where given. */
export async function countSales(db: Queryable, input: { partnerId: string; period?: string }): Promise<number> {
  const row = await queryOne<{ sales: number }>(
    db,
    `SELECT count(*)::int AS sales FROM partner_sale
     WHERE partner_id = $1 AND kind = 'sale' AND ($2::text IS NULL OR period = $2)`,
    [input.partnerId, input.period ?? null],
  );
  return row!.sales;
}

/** Certificates that the partner's people have earned, whether or not they are still valid. */
export async function countCertificates(
  db: Queryable,
  input: { partnerId: string; fromMs?: number; toMs?: number },
): Promise<number> {
  const row = await queryOne<{ certificates: number }>(
    db,
    `SELECT count(*)::int AS certificates FROM certificate WHERE partner_id = $1
       AND ($2::bigint IS NULL OR earned_ms >= $2) AND ($3::bigint IS NULL OR earned_ms < $3)`,
    [input.partnerId, input.fromMs ?? null, input.toMs ?? null],
  );
  return row!.certificates;
}

/** What became of what lines were for. */
export interface PayoutFacts {
  origin: Origin;
  kind: 'payout_settled' | 'payout_returned';
  lineIds: readonly string[];
  /** Program time, epoch ms. */
  occurredMs: number;
}

/**
 * Records of each payout of these lines that it was paid, or that its money came back. Idempotent by (line, payout, kind). What
 * people are paid is no fact of their partner: it is nobody else's business.
 */
export async function insertPayoutFacts(
  tx: Queryable,
  { origin, kind, lineIds, occurredMs }: PayoutFacts,
): Promise<void> {
  if (lineIds.length === 0) return;
  await query(
    tx,
    `WITH told AS (
       SELECT $1::text || '/' || l.line_id || '/' || p.payout_id AS key, l.partner_id,
              jsonb_build_object('payoutId', p.payout_id, 'period', p.period, 'amountMinor', p.amount_minor, 'currency', p.currency,
                                 'runId', l.run_id, 'lineId', l.line_id) AS data
       FROM payout_line l JOIN payout_line_item i USING (line_id) JOIN payout p USING (payout_id) WHERE l.line_id = ANY($2::text[]) AND l.person_id IS NULL)
     INSERT INTO fact (fact_id, partner_id, source, kind, occurred_ms, data, content_hash, workflow_id, run_id, history_length, business_key)
     SELECT 'fct_' || left(encode(sha256(convert_to(key, 'UTF8')), 'hex'), 20), partner_id, 'payouts', $1, $3, data,
            encode(sha256(convert_to(data::text, 'UTF8')), 'hex'), $4, $5, $6, key
     FROM told ON CONFLICT DO NOTHING`,
    [kind, lineIds, occurredMs, origin.workflowId, origin.runId, origin.historyLength],
  );
}
