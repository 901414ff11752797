/** What a payout run finds to pay: payouts that are due, and reserves whose day has come. */
import type { BookHolder } from '../../domain/incentivize/ledger';
import { holderIdOf } from '../../domain/incentivize/ledger';
import type { ReserveStanding } from '../../domain/incentivize/settlement';
import type { PayoutLineState } from '../../domain/incentivize/payout-run';
import type { Queryable } from '../sql';
import { query } from '../sql';
import { lockBooks } from './ledger-books';
import type { PayoutRunRow } from './payout-runs';

/** What is due to a payee, a partner or one of its people, and in no line yet. Minor units. */
export interface DuePayee extends BookHolder {
  currency: string;
  /** Of its payouts; zero where only a reserve is due. */
  dueMinor: bigint;
  /** Of reserves, before it is known whether the book has it; see {@link readReserves}. */
  openReserveMinor: bigint;
  payoutIds: string[];
  digest: string;
}

/** Lines that pay what they were made for, or are to: what they release of reserves is in no other line. */
const LIVE: readonly PayoutLineState[] = ['ready', 'in_transit', 'paid', 'failed'];
const states = (names: readonly PayoutLineState[]): string => names.map((name) => `'${name}'`).join(', ');
/** What is due of reserves and in no line, of `l`; `today` a parameter. */
const openReserve = (today: string): string => `
  coalesce(sum(l.reserved_minor) FILTER (WHERE l.state = 'paid' AND l.reserved_until <= ${today}), 0)
  - coalesce(sum(l.released_minor) FILTER (WHERE l.state IN (${states(LIVE)})), 0)`;

/**
 * The next payees of a run with what is due to them, less what they dispute of it, by `<holder>/<currency>`; and those to
 * whom a reserve is due. `today` is a civil date of the program.
 */
export async function findDuePayees(
  tx: Queryable,
  run: PayoutRunRow,
  { today, limit }: { today: string; limit: number },
): Promise<DuePayee[]> {
  const rows = await query<
    Omit<DuePayee, 'dueMinor' | 'openReserveMinor'> & Record<'dueMinor' | 'openReserveMinor', string>
  >(
    tx,
    `WITH payouts AS (
       SELECT p.holder_id, p.partner_id, p.person_id, p.currency, sum(p.amount_minor - coalesce(h.amount_minor, 0)) AS due,
              array_agg(p.payout_id ORDER BY p.payout_id COLLATE "C") AS payout_ids,
              string_agg(p.content_hash || coalesce(h.items, ''), ',' ORDER BY p.payout_id COLLATE "C") AS content
       FROM payout p JOIN partner r USING (partner_id)
       LEFT JOIN LATERAL (SELECT sum(o.amount_minor) AS amount_minor, string_agg('-' || o.earning_id, '' ORDER BY o.earning_id COLLATE "C") AS items
                          FROM payout_held o WHERE o.payout_id = p.payout_id) h ON true
       WHERE r.program_id = $1 AND p.state = 'due' AND p.amount_minor > 0 AND p.period COLLATE "C" <= $2
         AND (p.holder_id || '/' || p.currency) COLLATE "C" > $3
         AND NOT EXISTS (SELECT FROM payout_line_item i WHERE i.payout_id = p.payout_id AND i.live)
       GROUP BY p.holder_id, p.partner_id, p.person_id, p.currency),
     reserves AS (
       SELECT l.holder_id, l.partner_id, l.person_id, l.currency, ${openReserve('$4')} AS open
       FROM payout_line l JOIN partner r USING (partner_id)
       WHERE r.program_id = $1 AND (l.reserved_minor > 0 OR l.released_minor <> 0) AND (l.holder_id || '/' || l.currency) COLLATE "C" > $3
       GROUP BY l.holder_id, l.partner_id, l.person_id, l.currency)
     SELECT coalesce(p.partner_id, r.partner_id) AS "partnerId", coalesce(p.person_id, r.person_id) AS "personId", currency, coalesce(due, 0)::text AS "dueMinor", coalesce(open, 0)::text AS "openReserveMinor",
            coalesce(payout_ids, '{}') AS "payoutIds", encode(sha256(coalesce(content, '')::bytea), 'hex') AS digest
     FROM payouts p FULL JOIN reserves r USING (holder_id, currency)
     WHERE coalesce(due, 0) + coalesce(open, 0) > 0
     ORDER BY (holder_id || '/' || currency) COLLATE "C" LIMIT $5`,
    [run.programId, run.period, run.afterPayee, today, limit],
  );
  return rows.map((row) => ({
    ...row,
    dueMinor: BigInt(row.dueMinor),
    openReserveMinor: BigInt(row.openReserveMinor),
  }));
}

/** How the reserves of payees stand, by `<holder>/<currency>`. Their books are locked until the transaction ends. */
export async function readReserves(
  tx: Queryable,
  payees: readonly Pick<DuePayee, 'partnerId' | 'personId' | 'currency'>[],
  today: string,
): Promise<Map<string, ReserveStanding>> {
  if (payees.length === 0) return new Map();
  // Of two runs that would release the same reserve one waits here, and then finds it in the other's line.
  await lockBooks(tx, payees);
  const rows = await query<
    { name: string } & Record<'open' | 'resting' | 'pending' | 'pendingReserve' | 'book', string>
  >(
    tx,
    `SELECT k.holder_id || '/' || k.currency AS name, s.open::text, s.resting::text, s."pendingReserve"::text, d.pending::text, b.book::text
     FROM unnest($1::text[], $2::text[]) AS k(holder_id, currency)
     CROSS JOIN LATERAL (
       SELECT ${openReserve('$3')} AS open,
              coalesce(sum(l.reserved_minor) FILTER (WHERE l.state = 'in_transit' OR l.state = 'paid' AND l.reserved_until > $3), 0) AS resting,
              coalesce(sum(l.released_minor) FILTER (WHERE l.state IN ('ready','failed')), 0) AS "pendingReserve"
       FROM payout_line l WHERE l.holder_id = k.holder_id AND l.currency = k.currency) s
     CROSS JOIN LATERAL (
       SELECT coalesce(sum(p.amount_minor - (SELECT coalesce(sum(h.amount_minor), 0) FROM payout_held h WHERE h.payout_id = p.payout_id)), 0) AS pending
       FROM payout p WHERE p.holder_id = k.holder_id AND p.currency = k.currency AND p.state = 'due'
         AND NOT EXISTS (SELECT FROM payout_line_item i JOIN payout_line l USING (line_id)
                         WHERE i.payout_id = p.payout_id AND i.live AND l.state IN ('in_transit','paid'))) d
     JOIN LATERAL (
       SELECT t.payable + t.reserve + t.receivable AS book FROM ledger_transaction t
       WHERE t.holder_id = k.holder_id AND t.currency = k.currency ORDER BY t.seq DESC LIMIT 1) b ON true`,
    [payees.map(holderIdOf), payees.map(({ currency }) => currency), today],
  );
  return new Map(
    rows.map(({ name, open, resting, pending, pendingReserve, book }) => [
      name,
      {
        openMinor: BigInt(open),
        restingMinor: BigInt(resting),
        pendingMinor: BigInt(pending) + BigInt(pendingReserve),
        bookMinor: BigInt(book),
      },
    ]),
  );
}
