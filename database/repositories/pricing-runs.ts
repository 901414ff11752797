import type { Refusal } from '../../domain/errors';
import type { PricingProgress, StagedPricing } from '../../domain/incentivize/pricing-run';
import { PRICING_ROLES } from '../../domain/incentivize/pricing-run';
import { ADMIN_ROLE } from '../../domain/program';
import type { Queryable } from '../sql';
import { execute, query, queryOne } from '../sql';

/** A pricing run as its row shows it. */
export interface PricingRun extends PricingProgress, StagedPricing {
  /** Partners up to this id are through. */
  afterPartnerId: string;
  refusal: Refusal | null;
}

interface RunRow {
  run_id: string;
  program_id: string;
  from_period: string;
  to_period: string;
  partner_ids: string[] | null;
  after_partner_id: string;
  partners: number;
  lines: number;
  postings: number;
  awaiting_rate: number;
  state: 'running' | 'done' | 'failed';
  reason: Refusal | null;
}

/** Reads a run; null before its first attempt has read what to price. */
export async function findRun(db: Queryable, runId: string): Promise<PricingRun | null> {
  return runOf(await queryOne<RunRow>(db, 'SELECT * FROM pricing_run WHERE run_id = $1', [runId]));
}

/** Reads a run and keeps other attempts from going on with it until the transaction ends. */
export async function lockRun(tx: Queryable, runId: string): Promise<PricingRun | null> {
  return runOf(await queryOne<RunRow>(tx, 'SELECT * FROM pricing_run WHERE run_id = $1 FOR UPDATE', [runId]));
}

/** A run to begin. */
export interface NewRun extends StagedPricing {
  runId: string;
  workflowId: string;
  requestedBy: string;
  nowWallMs: number;
  /** Why it is refused as a whole. */
  refusal?: Refusal;
}

/** Notes what will be priced, or why nothing will. Idempotent by run id. */
export async function insertRun(tx: Queryable, run: NewRun): Promise<void> {
  await execute(
    tx,
    `INSERT INTO pricing_run (run_id, program_id, from_period, to_period, partner_ids, after_partner_id, partners, lines, postings, awaiting_rate,
                              state, reason, requested_by, started_wall, ended_wall, workflow_id)
     VALUES ($1, $2, $3, $4, $5, '', 0, 0, 0, 0, $6, $7, $8, $9, $10, $11) ON CONFLICT (run_id) DO NOTHING`,
    [
      run.runId,
      run.programId,
      run.fromPeriod,
      run.toPeriod,
      run.partnerIds ?? null,
      run.refusal ? 'failed' : 'running',
      run.refusal ? JSON.stringify(run.refusal) : null,
      run.requestedBy,
      run.nowWallMs,
      run.refusal ? run.nowWallMs : null,
      run.workflowId,
    ],
  );
}

/** Writes how far a run is. The run is locked. */
export async function advanceRun(tx: Queryable, run: PricingRun): Promise<void> {
  await execute(
    tx,
    `UPDATE pricing_run SET after_partner_id = $2, partners = $3, lines = $4, postings = $5, awaiting_rate = $6 WHERE run_id = $1`,
    [run.runId, run.afterPartnerId, run.partners, run.lines, run.postings, run.awaitingRate],
  );
}

/** Ends a run. @returns false when it had ended before */
export async function endRun(tx: Queryable, runId: string, nowWallMs: number): Promise<boolean> {
  const ended = await execute(
    tx,
    `UPDATE pricing_run SET state = 'done', ended_wall = $2 WHERE run_id = $1 AND state = 'running'`,
    [runId, nowWallMs],
  );
  return ended === 1;
}

/** A partner to price, with about how many lines it has. */
export interface DuePartner {
  partnerId: string;
  programVersion: number;
  lines: number;
  /** Whether any of them are events: these may reach other partners. */
  hasEvents: boolean;
}

/** The next partners of a run by id, with the number of their sales up to a day and of their events. */
export async function findDuePartners(
  db: Queryable,
  page: { run: PricingRun; toDay: string; limit: number },
): Promise<DuePartner[]> {
  const { run, toDay, limit } = page;
  return query(
    db,
    `SELECT p.partner_id AS "partnerId", p.program_version AS "programVersion",
            n.sales + n.events AS lines, n.events > 0 AS "hasEvents"
     FROM (SELECT partner_id, program_version FROM partner
           WHERE program_id = $1 AND partner_id COLLATE "C" > $2 AND ($3::text[] IS NULL OR partner_id = ANY($3::text[]))
           ORDER BY partner_id COLLATE "C" LIMIT $5) p
     CROSS JOIN LATERAL (
       SELECT (SELECT count(*)::int FROM partner_sale s WHERE s.partner_id = p.partner_id AND (s.occurred_on <= $4 OR s.kind <> 'sale')) AS sales,
              (SELECT count(*)::int FROM partner_commission_event e WHERE e.partner_id = p.partner_id) AS events) n
     ORDER BY p.partner_id COLLATE "C"`,
    [run.programId, run.afterPartnerId, run.partnerIds ?? null, toDay, limit],
  );
}

/** Whether the person or service held a role for pricing, for all regions, at a wall time. */
export async function mayPrice(db: Queryable, asked: { personId: string; wallMs: number }): Promise<boolean> {
  const row = await queryOne(
    db,
    `SELECT 1 FROM person p JOIN role_grant g USING (person_id)
     WHERE p.person_id = $1 AND p.status = 'active' AND p.partner_id IS NULL AND g.role = ANY($2::text[]) AND g.region IS NULL
       AND g.from_wall <= $3 AND (g.to_wall IS NULL OR g.to_wall > $3) LIMIT 1`,
    [asked.personId, [ADMIN_ROLE, ...PRICING_ROLES], asked.wallMs],
  );
  return row !== null;
}

function runOf(row: RunRow | null): PricingRun | null {
  if (row === null) return null;
  return {
    runId: row.run_id,
    programId: row.program_id,
    fromPeriod: row.from_period,
    toPeriod: row.to_period,
    ...(row.partner_ids && { partnerIds: row.partner_ids }),
    afterPartnerId: row.after_partner_id,
    partners: row.partners,
    lines: row.lines,
    postings: row.postings,
    awaitingRate: row.awaiting_rate,
    finished: row.state !== 'running',
    refusal: row.reason,
  };
}
