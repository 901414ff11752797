import type { Pool } from 'pg';
import { addResellers } from '../../test/kit/adventure-works';
import type { ProgramVersion } from '../../domain/program';

/** As many as ever sold in the real file, over its twelve quarters. */
export const PARTNERS = 632;
const DAYS = 1_065;

/** Partners of the version, half of them promoted on the way, so that tiers by date are part of the work. */
export async function addSellers(pool: Pool, program: ProgramVersion): Promise<void> {
  await addResellers(
    pool,
    program,
    Array.from({ length: PARTNERS }, (_, nr) => String(nr)),
  );
  await pool.query(
    `INSERT INTO partner_tier (partner_id, from_day, tier, business_key) SELECT partner_id, '2018-11-15', 'gold', partner_id FROM partner WHERE external_id::int % 2 = 1`,
  );
}

/** So many sales as an import would have left them: in the order of their days, those of a partner far from each other. */
export async function addSales(pool: Pool, count: number): Promise<void> {
  await pool.query(
    `INSERT INTO sale (sale_key, source, sale_id, partner_id, partner_reference, kind, occurred_on, period, amount_minor, currency, product, quantity,
                       content_hash, import_id, received_wall, import_row)
     SELECT 'sal_' || left(encode(sha256(n::text::bytea), 'hex'), 32), 'aw', 'S' || lpad(n::text, 8, '0'), 'aw-' || partner, partner, 'sale', day,
            to_char(day, 'YYYY"-Q"Q'), cents, 'USD', (200 + n % 397)::text, 1 + n % 9, '', 'bench', 1, n
     FROM (SELECT n, (n % ${PARTNERS})::text AS partner, date '2017-07-01' + (n::bigint * ${DAYS} / $1)::int AS day,
                  1 + ('x' || left(md5('cents' || n), 7))::bit(28)::int % 268000 AS cents
           FROM generate_series(0, $1::int - 1) AS n) s`,
    [count],
  );
}
