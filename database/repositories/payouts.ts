import type { JsonObject } from '../../domain/hash';
import { holderIdOf } from '../../domain/incentivize/ledger';
import type { Origin } from '../../domain/journal';
import type { Queryable } from '../sql';
import { execute, query, queryOne } from '../sql';

/** Whose money of which close: the partner's own, or that of one of its people. */
export interface PayoutScope {
  partnerId: string;
  /** Absent or null for the partner's own. */
  personId?: string | null;
  period: string;
  currency: string;
}

/** A payout as its row shows it. */
export interface PayoutRow extends PayoutScope {
  payoutId: string;
  revision: number;
  state: 'calculated' | 'due' | 'void';
  contentHash: string;
  approvalId: string | null;
  summary: JsonObject;
}

const PAYOUT = `payout_id AS "payoutId", partner_id AS "partnerId", person_id AS "personId", period, currency, revision, state,
  content_hash AS "contentHash", approval_id AS "approvalId", summary`;

/** The payout that a calculation with this key has made. */
export async function findPayoutOf(db: Queryable, businessKey: string): Promise<PayoutRow | null> {
  return queryOne<PayoutRow>(db, `SELECT ${PAYOUT} FROM payout WHERE business_key = $1`, [businessKey]);
}

/** Reads a payout and keeps others from changing it until the transaction ends. */
export async function lockPayout(tx: Queryable, payoutId: string): Promise<PayoutRow | null> {
  return queryOne<PayoutRow>(tx, `SELECT ${PAYOUT} FROM payout WHERE payout_id = $1 FOR UPDATE`, [payoutId]);
}

/** The due payout of a partner's close, which is final. */
export async function findDuePayout(db: Queryable, scope: PayoutScope): Promise<PayoutRow | null> {
  return queryOne<PayoutRow>(
    db,
    `SELECT ${PAYOUT} FROM payout WHERE holder_id = $1 AND period = $2 AND currency = $3 AND state = 'due'`,
    [holderIdOf(scope), scope.period, scope.currency],
  );
}

/**
 * Voids what was calculated for the partner and its people and never became due, of this close and of earlier ones: nobody
 * approved it in its own close, and its earnings are free to be collected again. @returns ids of the voided
 */
export async function voidCalculated(tx: Queryable, { partnerId, period, currency }: PayoutScope): Promise<string[]> {
  const rows = await query<{ payoutId: string }>(
    tx,
    `WITH voided AS (
       UPDATE payout SET state = 'void' WHERE partner_id = $1 AND currency = $3 AND state = 'calculated' AND period COLLATE "C" <= $2
       RETURNING payout_id),
     freed AS (UPDATE payout_item SET live = false WHERE payout_id IN (SELECT payout_id FROM voided))
     SELECT payout_id AS "payoutId" FROM voided ORDER BY payout_id`,
    [partnerId, period, currency],
  );
  return rows.map((row) => row.payoutId);
}

/**
 * Earnings in no payout, of a partner ($1) up to a period ($2) in a currency ($3). What is disputed is held back where it adds;
 * what takes away stays, for a payout without it would pay what the ledger no longer owes.
 */
const FREE = `FROM earning e WHERE e.partner_id = $1 AND e.currency = $3 AND e.period COLLATE "C" <= $2
  AND NOT EXISTS (SELECT FROM payout_item i WHERE i.earning_id = e.earning_id AND i.live)
  AND (e.amount_minor < 0 OR NOT EXISTS (SELECT FROM statement_dispute d LEFT JOIN statement_dispute_end x USING (dispute_id)
                                         WHERE d.earning_id = e.earning_id AND x.dispute_id IS NULL))`;
/** Those of one holder: of the person $4, or of the partner itself where that is null. */
const FREE_OF_HOLDER = `${FREE} AND e.person_id IS NOT DISTINCT FROM $4`;

/** What a payout would collect. */
export interface FreeEarnings {
  earnings: number;
  sales: number;
  events: number;
  /** Minor units, signed. */
  totalMinor: bigint;
  periods: string[];
  /** SHA-256 over id and amount of each earning, by id. */
  digest: string;
}

/** Sums up a holder's earnings of a currency that are in no payout, of this close and of all before. */
export async function sumFree(tx: Queryable, scope: PayoutScope): Promise<FreeEarnings> {
  const row = await queryOne<Omit<FreeEarnings, 'totalMinor'> & { totalMinor: string }>(
    tx,
    `SELECT count(*)::int AS earnings, count(DISTINCT e.sale_key)::int AS sales, count(DISTINCT e.event_key)::int AS events, coalesce(sum(e.amount_minor), 0)::text AS "totalMinor",
            coalesce(array_agg(DISTINCT e.period ORDER BY e.period), '{}') AS periods,
            encode(sha256(coalesce(string_agg(e.earning_id || ':' || e.amount_minor, ',' ORDER BY e.earning_id COLLATE "C"), '')::bytea), 'hex') AS digest
     ${FREE_OF_HOLDER}`,
    valuesOf(scope),
  );
  return { ...row!, totalMinor: BigInt(row!.totalMinor) };
}

/** The partner's people to whom this close pays something: what they earned is more than what was taken back. By id. */
export async function findFreePeople(
  tx: Queryable,
  { partnerId, period, currency }: Omit<PayoutScope, 'personId'>,
): Promise<string[]> {
  const rows = await query<{ personId: string }>(
    tx,
    `SELECT e.person_id AS "personId" ${FREE} AND e.person_id IS NOT NULL GROUP BY 1 HAVING sum(e.amount_minor) > 0 ORDER BY 1`,
    [partnerId, period, currency],
  );
  return rows.map(({ personId }) => personId);
}

const valuesOf = ({ partnerId, period, currency, personId }: PayoutScope): unknown[] => [
  ...[partnerId, period, currency, personId ?? null],
];

/** A payout to make of what is free. */
export interface NewPayout extends PayoutScope {
  origin: Origin;
  businessKey: string;
  payoutId: string;
  revision: number;
  amountMinor: number;
  digest: string;
  /** Of a person's: the partner's payout of the same close, whose approval covers it. */
  coveredBy?: string;
  /** Of a partner's that covers people: see {@link digestOf}. */
  peopleDigest?: string;
  summary: JsonObject;
  nowMs: number;
}

/** The number of the next revision of a close, from 1. */
export async function nextRevision(tx: Queryable, scope: PayoutScope): Promise<number> {
  const row = await queryOne<{ next: number }>(
    tx,
    'SELECT coalesce(max(revision), 0) + 1 AS next FROM payout WHERE holder_id = $1 AND period = $2 AND currency = $3',
    [holderIdOf(scope), scope.period, scope.currency],
  );
  return row!.next;
}

/**
 * Makes a payout, and its items of all free earnings of its holder where it pays anything. The caller holds the partner's
 * pricing lock. @returns its content hash
 */
export async function insertPayout(tx: Queryable, payout: NewPayout): Promise<string> {
  const { payoutId, origin } = payout;
  const row = await queryOne<{ contentHash: string }>(
    tx,
    `INSERT INTO payout (payout_id, partner_id, person_id, period, currency, revision, amount_minor, earnings_digest, covered_by, people_digest,
                         summary, state, calculated_ms, workflow_id, run_id, history_length, business_key)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'calculated', $12, $13, $14, $15, $16) RETURNING content_hash AS "contentHash"`,
    [
      payoutId,
      payout.partnerId,
      payout.personId ?? null,
      payout.period,
      payout.currency,
      payout.revision,
      payout.amountMinor,
      payout.digest,
      payout.coveredBy ?? null,
      payout.peopleDigest ?? null,
      JSON.stringify(payout.summary),
      payout.nowMs,
      origin.workflowId,
      origin.runId,
      origin.historyLength,
      payout.businessKey,
    ],
  );
  if (payout.amountMinor > 0)
    await execute(
      tx,
      `INSERT INTO payout_item (payout_id, earning_id, live) SELECT $5, e.earning_id, true ${FREE_OF_HOLDER}`,
      [...valuesOf(payout), payoutId],
    );
  return row!.contentHash;
}

/** What a partner's payout says of those that it covers: the hash of their content hashes, in the order of their ids. */
export async function digestOf(tx: Queryable, coveredBy: string): Promise<string> {
  const row = await queryOne<{ digest: string }>(
    tx,
    `SELECT encode(sha256(string_agg(content_hash, ',' ORDER BY payout_id COLLATE "C")::bytea), 'hex') AS digest FROM payout WHERE covered_by = $1`,
    [coveredBy],
  );
  return row!.digest;
}

/** Makes what a payout that is due covers due with it. @returns these payouts, by id */
export async function makeCoveredDue(tx: Queryable, coveredBy: string, nowMs: number): Promise<PayoutRow[]> {
  return query<PayoutRow>(
    tx,
    `WITH due AS (UPDATE payout SET state = 'due', due_ms = $2 WHERE covered_by = $1 AND state = 'calculated' RETURNING *)
     SELECT ${PAYOUT} FROM due ORDER BY payout_id COLLATE "C"`,
    [coveredBy, nowMs],
  );
}

/** The ledger's items of a payout's earnings, with what each adds to the payout; minor units, signed. */
export async function readItems(db: Queryable, payoutId: string): Promise<Map<string, bigint>> {
  const rows = await query<{ item: string; amountMinor: string }>(
    db,
    `SELECT l.item, sum(e.amount_minor)::text AS "amountMinor"
     FROM payout_item i JOIN earning e USING (earning_id)
     CROSS JOIN LATERAL (SELECT item FROM ledger_entry WHERE earning_id = e.earning_id AND item IS NOT NULL LIMIT 1) l
     WHERE i.payout_id = $1 GROUP BY l.item ORDER BY l.item`,
    [payoutId],
  );
  return new Map(rows.map(({ item, amountMinor }) => [item, BigInt(amountMinor)]));
}

/** The approval of a workflow, if it ended approved and decided exactly this content. */
export async function findApproved(
  db: Queryable,
  asked: { workflowId: string; contentHash: string },
): Promise<{ approvalId: string; subjectHash: string | null } | null> {
  return queryOne(
    db,
    `SELECT approval_id AS "approvalId", subject_hash AS "subjectHash" FROM approval
     WHERE workflow_id = $1 AND content_hash = $2 AND state = 'approved'`,
    [asked.workflowId, asked.contentHash],
  );
}

/** Makes a calculated payout due. Postgres refuses an approval that has shown something else. @returns false when it is no longer calculated */
export async function makeDue(
  tx: Queryable,
  due: { payoutId: string; approvalId: string; nowMs: number },
): Promise<boolean> {
  const rows = await execute(
    tx,
    `UPDATE payout SET state = 'due', approval_id = $2, due_ms = $3 WHERE payout_id = $1 AND state = 'calculated'`,
    [due.payoutId, due.approvalId, due.nowMs],
  );
  return rows === 1;
}
