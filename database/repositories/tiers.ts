import { countFamilies, readFamilies } from '../sale-facts';
import type { Queryable } from '../sql';
import { execute, query, queryOne } from '../sql';

/** The tier in effect on a civil day of the program's zone; null before the first one. */
export async function findTierOn(db: Queryable, partnerId: string, day: string): Promise<string | null> {
  const row = await queryOne<{ tier: string }>(
    db,
    'SELECT tier FROM partner_tier_in_force WHERE partner_id = $1 AND from_day <= $2 ORDER BY from_day DESC LIMIT 1',
    [partnerId, day],
  );
  return row?.tier ?? null;
}

/** A tier that begins on a day. */
export interface TierRow {
  tier: string;
  fromDay: string;
}

/** The tier that a recording with this key has made effective. */
export async function findTierOf(db: Queryable, businessKey: string): Promise<TierRow | null> {
  return queryOne<TierRow>(db, 'SELECT tier, from_day AS "fromDay" FROM partner_tier WHERE business_key = $1', [
    businessKey,
  ]);
}

/** Inserts a tier from a day on. @returns false when that day already begins a tier */
export async function insertTier(
  tx: Queryable,
  row: TierRow & { partnerId: string; businessKey: string },
): Promise<boolean> {
  const rows = await execute(
    tx,
    `INSERT INTO partner_tier (partner_id, from_day, tier, business_key) VALUES ($1, $2, $3, $4)
     ON CONFLICT (partner_id, from_day) DO NOTHING`,
    [row.partnerId, row.fromDay, row.tier, row.businessKey],
  );
  return rows === 1;
}

/** The last day on which a tier begins; null when there is none. */
export async function findLastTierDay(db: Queryable, partnerId: string): Promise<string | null> {
  const row = await queryOne<{ day: string | null }>(
    db,
    'SELECT max(from_day) AS day FROM partner_tier WHERE partner_id = $1',
    [partnerId],
  );
  return row!.day;
}

/**
 * Sales less refunds of one period and currency, minor units: with the amounts that count, each in the period of its
 * own date.
 */
export async function sumSales(
  db: Queryable,
  input: { partnerId: string; period: string; currency: string },
): Promise<bigint> {
  const { partnerId, period, currency } = input;
  const row = await queryOne<{ total: string }>(
    db,
    `SELECT coalesce(sum(amount_minor), 0)::text AS total
     FROM partner_sale WHERE partner_id = $1 AND period = $2 AND currency = $3 AND kind = 'sale'`,
    [partnerId, period, currency],
  );
  const naming = await query<{ source: string; saleId: string }>(
    db,
    `SELECT source, sale_id AS "saleId" FROM partner_sale WHERE partner_id = $1 AND currency = $2 AND kind <> 'sale'`,
    [partnerId, currency],
  );
  const rows = (await readFamilies(db, naming)).filter((one) => one.partnerId === partnerId);
  const counted = countFamilies(rows);
  const changes = rows
    .filter((one) => one.period === period && one.currency === currency)
    .map((one) => {
      const amountMinor = counted.get(one.saleKey)?.countedMinor ?? BigInt(one.amountMinor);
      return one.kind === 'sale' ? amountMinor - BigInt(one.amountMinor) : -amountMinor;
    });
  return changes.reduce((sum, change) => sum + change, BigInt(row!.total));
}

/** Distinct active people of the partner with a live certificate that is valid at this program time, by certification. */
export async function countCertified(
  db: Queryable,
  input: { partnerId: string; nowMs: number },
): Promise<Record<string, number>> {
  const rows = await query<{ certification: string; people: number }>(
    db,
    `SELECT c.certification, count(DISTINCT c.person_id)::int AS people
     FROM live_certificate c JOIN person p ON p.person_id = c.person_id AND p.partner_id = c.partner_id AND p.status = 'active'
     WHERE c.partner_id = $1 AND c.earned_ms <= $2 AND c.expires_ms > $2
     GROUP BY c.certification ORDER BY c.certification`,
    [input.partnerId, input.nowMs],
  );
  return Object.fromEntries(rows.map((row) => [row.certification, row.people]));
}
