import { hash } from 'node:crypto';
import type { PostedEarning } from '../../domain/incentivize/commission';
import type { EventPosting } from '../../domain/incentivize/event-pricing';
import type { PeriodPosting, RecordedSale } from '../../domain/incentivize/period-pricing';
import type { Origin } from '../../domain/journal';
import type { CopyValue } from '../copy';
import { copyRows } from '../copy';
import type { SaleFactRow } from '../sale-facts';
import { SALE_FACT, saleFact } from '../sale-facts';
import type { Queryable } from '../sql';
import { execute, query } from '../sql';

/** Who is priced, and what they pin now where nothing is pinned yet. */
export interface PricedPartner {
  partnerId: string;
  programVersion: number;
}

/**
 * Makes calculations of the same partner take turns until the transaction ends; partners that have a share in its events
 * are locked with it, because their earnings are written as well. The order of ids prevents deadlocks.
 */
export async function lockPricing(tx: Queryable, partnerIds: readonly string[]): Promise<void> {
  await execute(
    tx,
    `SELECT pg_advisory_xact_lock(hashtextextended('pricing/' || id, 0)) FROM (
       SELECT id COLLATE "C" AS id FROM unnest($1::text[]) AS t(id)
       UNION
       SELECT c.credit ->> 'partnerId' FROM partner_commission_event e, jsonb_array_elements(e.details -> 'credits') AS c(credit)
       WHERE e.partner_id = ANY($1::text[])
       ORDER BY id OFFSET 0) locked`,
    [partnerIds],
  );
}

/** Sales of a batch of partners. Days are civil dates, both inside. */
export interface SalesWanted {
  partnerIds: readonly string[];
  /** Without it all that came before, too. */
  fromDay?: string;
  toDay: string;
}

/**
 * Sales of the days, all refunds and corrections whatever their day, and the lines that these name: they count where
 * those do.
 */
export async function readSales(
  tx: Queryable,
  { partnerIds, fromDay, toDay }: SalesWanted,
): Promise<Map<string, RecordedSale[]>> {
  const rows = await query<SaleFactRow>(
    tx,
    `SELECT ${SALE_FACT} FROM partner_sale s WHERE s.partner_id = ANY($1::text[])
       AND (s.kind <> 'sale' OR (s.occurred_on <= $2 AND ($3::date IS NULL OR s.occurred_on >= $3)))`,
    [partnerIds, toDay, fromDay ?? null],
  );
  const named = await readNamed(tx, rows);
  const known = new Set(rows.map((row) => row.saleKey));
  const books = new Map(partnerIds.map((partnerId): [string, RecordedSale[]] => [partnerId, []]));
  for (const row of [...rows, ...named.filter((sale) => !known.has(sale.saleKey))])
    books.get(row.partnerId)?.push(saleFact(row));
  return books;
}

/** The sales that refunds and corrections name; what else they name is among the rows itself. */
async function readNamed(tx: Queryable, rows: readonly SaleFactRow[]): Promise<SaleFactRow[]> {
  const naming = rows.filter((row) => row.kind !== 'sale');
  if (naming.length === 0) return [];
  return query<SaleFactRow>(
    tx,
    `SELECT DISTINCT ON (s.sale_key) ${SALE_FACT}
     FROM unnest($1::text[], $2::text[], $3::text[]) AS r(partner_id, source, sale_id)
     JOIN partner_sale s ON s.partner_id = r.partner_id AND s.source = r.source AND s.sale_id = r.sale_id AND s.kind = 'sale'`,
    [
      naming.map((row) => row.partnerId),
      naming.map((row) => row.source),
      naming.map((row) => row.refundOf ?? row.corrects),
    ],
  );
}

/** Decided tiers by partner, ascending by their first day; `asOf` leaves out what was recorded later. */
export async function readTiers(
  tx: Queryable,
  partnerIds: readonly string[],
  asOf = 'infinity',
): Promise<Map<string, { fromDay: string; tier: string }[]>> {
  const rows = await query<{ partnerId: string; fromDay: string; tier: string }>(
    tx,
    `SELECT partner_id AS "partnerId", from_day AS "fromDay", tier FROM partner_tier
     WHERE partner_id = ANY($1::text[]) AND recorded_at <= $2::timestamptz ORDER BY partner_id, from_day`,
    [partnerIds, asOf],
  );
  return grouped(rows);
}

/** The versions by which periods were priced first, by partner and period. */
export async function readPins(
  tx: Queryable,
  programId: string,
  partnerIds: readonly string[],
): Promise<Map<string, Map<string, number>>> {
  const rows = await query<{ partnerId: string; period: string; version: number }>(
    tx,
    `SELECT partner_id AS "partnerId", period, program_version AS version FROM period_pin
     WHERE partner_id = ANY($1::text[]) AND program_id = $2`,
    [partnerIds, programId],
  );
  const pins = new Map<string, Map<string, number>>();
  for (const [partnerId, own] of grouped(rows))
    pins.set(partnerId, new Map(own.map(({ period, version }) => [period, version])));
  return pins;
}

/** Posted earnings by partner, the revisions of each (sale, rule) summed up. */
export async function readPosted(
  tx: Queryable,
  programId: string,
  partnerIds: readonly string[],
): Promise<Map<string, PostedEarning[]>> {
  const rows = await query<Omit<PostedEarning, 'amountMinor'> & { partnerId: string; amountMinor: string }>(
    tx,
    `SELECT e.partner_id AS "partnerId", s.source, s.sale_id AS "saleId", e.rule_id AS "ruleId", e.revision, e.amount_minor AS "amountMinor"
     FROM (SELECT partner_id, sale_key, rule_id, max(revision) AS revision, sum(amount_minor)::text AS amount_minor FROM earning
           WHERE partner_id = ANY($1::text[]) AND program_id = $2 GROUP BY partner_id, sale_key, rule_id) e
     JOIN sale s USING (sale_key)`,
    [partnerIds, programId],
  );
  const posted = new Map<string, PostedEarning[]>();
  for (const { partnerId, amountMinor, ...earning } of rows)
    push(posted, partnerId, { ...earning, amountMinor: BigInt(amountMinor) });
  return posted;
}

/** Notes by which version periods are priced from now on. A period that is noted keeps its version. */
export async function insertPins(
  tx: Queryable,
  pins: {
    programId: string;
    businessKey: string;
    rows: readonly { partnerId: string; period: string; version: number }[];
  },
): Promise<void> {
  const { programId, businessKey, rows } = pins;
  if (rows.length === 0) return;
  await execute(
    tx,
    `INSERT INTO period_pin (partner_id, period, program_id, program_version, business_key)
     SELECT r.partner_id, r.period, $1, r.version, $2 FROM unnest($3::text[], $4::text[], $5::int[]) AS r(partner_id, period, version)
     ON CONFLICT DO NOTHING`,
    [
      programId,
      businessKey,
      rows.map((row) => row.partnerId),
      rows.map((row) => row.period),
      rows.map((row) => row.version),
    ],
  );
}

/** An earning to write: of a sale under its own partner, or of an event under whoever is paid. */
export type PricedEarning = (PeriodPosting & { partnerId: string }) | EventPosting;

/** Where earnings come from. */
export interface EarningsBatch {
  origin: Origin;
  businessKey: string;
  programId: string;
  rows: readonly PricedEarning[];
}

/** Adds earnings by COPY. The caller holds the pricing locks of their partners, so no other revision comes between. */
export async function insertEarnings(tx: Queryable, batch: EarningsBatch): Promise<void> {
  if (batch.rows.length === 0) return;
  await copyRows(
    tx,
    `earning (earning_id, partner_id, sale_key, rule_id, revision, period, amount_minor, currency, tier,
      program_id, program_version, trace, workflow_id, run_id, history_length, business_key, event_key, person_id, overlay)`,
    copied(batch),
  );
}

function* copied({ origin, businessKey, programId, rows }: EarningsBatch): Generator<CopyValue[]> {
  const cited = [origin.workflowId, origin.runId, origin.historyLength, businessKey];
  for (const row of rows) {
    const { partnerId, saleKey, ruleId, revision, period, amountMinor, currency, tier, version } = row;
    const plain = [earningIdOf(row), partnerId, saleKey, ruleId, revision, period, amountMinor, currency, tier];
    const paid = 'eventKey' in row ? [row.eventKey, row.personId, String(row.overlay)] : [null, null, 'false'];
    yield [...plain, programId, version, JSON.stringify(row.trace), ...cited, ...paid];
  }
}

/** What an earning is of: the earning's id is the same for the same. */
export type EarningIdentity =
  | Pick<PeriodPosting, 'saleKey' | 'ruleId' | 'revision'>
  | Pick<EventPosting, 'saleKey' | 'eventKey' | 'ruleId' | 'revision' | 'partnerId' | 'personId' | 'overlay'>;

/** The id of an earning: the same for the same (sale, rule, revision), or (event, rule, payee, revision). */
export function earningIdOf(earning: EarningIdentity): string {
  return `ern_${hash('sha256', identityOf(earning)).slice(0, 32)}`;
}

function identityOf(earning: EarningIdentity): string {
  const { saleKey, ruleId, revision } = earning;
  if (saleKey !== null || !('eventKey' in earning)) return `${saleKey}\n${ruleId}\n${revision}`;
  const { eventKey, partnerId, personId, overlay } = earning;
  return JSON.stringify([eventKey, ruleId, partnerId, personId, overlay, revision]);
}

function grouped<Row extends { partnerId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) push(groups, row.partnerId, row);
  return groups;
}

function push<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key);
  if (group) group.push(item);
  else groups.set(key, [item]);
}
