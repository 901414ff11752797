import type { Invariant } from './ledger-invariants';

/** Payees to whom more was paid of a reserve than stands, until what came back is paid again. */
const RESERVE_PAID_THEN_BACK = `SELECT holder_id, currency FROM payout_line
  WHERE reserved_minor > 0 AND sent_wall IS NOT NULL AND state IN ('failed','released')`;

/** What holds of payouts at every moment, whatever has crashed: each query returns the rows that break it. */
export const PAYOUT_INVARIANTS: readonly Invariant[] = [
  {
    holds: 'a line pays, withholds and keeps back exactly what its payouts and the reserves it releases are over',
    sql: `SELECT l.line_id FROM payout_line l LEFT JOIN payout_line_item i USING (line_id) LEFT JOIN payout p USING (payout_id)
          WHERE l.state IN ('ready','in_transit','paid','failed') GROUP BY l.line_id
          HAVING coalesce(sum(p.amount_minor - (SELECT coalesce(sum(h.amount_minor), 0) FROM payout_held h WHERE h.payout_id = p.payout_id)), 0)
                 + l.released_minor <> l.amount_minor + l.withheld_minor + l.reserved_minor`,
  },
  {
    holds: 'what a payout holds back is in no payout while it is disputed',
    sql: `SELECT h.payout_id, h.earning_id FROM payout_held h JOIN payout_item i USING (earning_id)
          JOIN statement_dispute d USING (dispute_id) LEFT JOIN statement_dispute_end x USING (dispute_id)
          WHERE i.live AND x.dispute_id IS NULL`,
  },
  {
    holds: 'a payout is in at most one line whose money is out or may be',
    sql: `SELECT i.payout_id FROM payout_line_item i JOIN payout_line l USING (line_id)
          WHERE l.state IN ('in_transit','paid') GROUP BY 1 HAVING count(*) > 1`,
  },
  {
    holds: 'what a line pays stays in it while its money is out or may be',
    sql: `SELECT l.line_id FROM payout_line l JOIN payout_line_item i USING (line_id)
          WHERE l.state IN ('ready','in_transit','paid','failed') AND NOT i.live`,
  },
  {
    holds: 'a line is paid by exactly one attempt, which has the provider’s reference',
    sql: `SELECT l.line_id FROM payout_line l LEFT JOIN payout_attempt a ON a.line_id = l.line_id AND a.state = 'paid'
          GROUP BY l.line_id, l.state HAVING count(a.reference) <> CASE l.state WHEN 'paid' THEN 1 ELSE 0 END`,
  },
  {
    holds: 'money that left was approved by somebody who did not ask for it, by two where nobody did, as it was shown',
    sql: `SELECT l.line_id FROM payout_line l JOIN payout_run r USING (run_id, revision)
          WHERE l.sent_wall IS NOT NULL AND (
            SELECT count(*) FROM payout_run_approval a WHERE a.run_id = r.run_id AND a.revision = r.revision
              AND a.content_hash = r.content_hash AND a.person_id <> r.requested_by) < CASE WHEN r.requester_id IS NULL THEN 2 ELSE 1 END`,
  },
  {
    holds: 'what is in transit is what the attempts under way are over',
    sql: `SELECT b.holder_id, b.currency, b.in_transit, coalesce(sum(l.amount_minor), 0) AS attempts
          FROM ledger_book b LEFT JOIN payout_line l ON l.holder_id = b.holder_id AND l.currency = b.currency AND l.state = 'in_transit'
          GROUP BY 1, 2, 3 HAVING b.in_transit <> coalesce(sum(l.amount_minor), 0)`,
  },
  {
    holds: 'what the ledger calls paid is what the lines have paid',
    sql: `SELECT b.holder_id, b.currency FROM ledger_book b
          LEFT JOIN payout_line l ON l.holder_id = b.holder_id AND l.currency = b.currency AND l.state = 'paid'
          GROUP BY 1, 2, b.paid, b.bank HAVING b.paid + b.bank <> coalesce(sum(l.amount_minor), 0)`,
  },
  {
    holds: 'what is withheld in the ledger was withheld by lines whose money is out',
    sql: `SELECT b.holder_id, b.currency FROM ledger_book b
          LEFT JOIN payout_line l ON l.holder_id = b.holder_id AND l.currency = b.currency AND l.state IN ('in_transit','paid')
          GROUP BY 1, 2, b.withheld HAVING b.withheld <> coalesce(sum(l.withheld_minor), 0)`,
  },
  {
    holds:
      'no more is kept back than lines whose money is out have kept back and none has released since, but where a payment came back after its reserve was paid',
    sql: `SELECT b.holder_id, b.currency FROM ledger_book b
          LEFT JOIN payout_line l ON l.holder_id = b.holder_id AND l.currency = b.currency AND l.state IN ('in_transit','paid')
          GROUP BY 1, 2, b.reserve HAVING b.reserve > greatest(coalesce(sum(l.reserved_minor - l.released_minor), 0), 0)
          EXCEPT ${RESERVE_PAID_THEN_BACK}`,
  },
  {
    holds:
      'no more is released of reserves than was kept back, but where a payment came back after its reserve was paid',
    sql: `SELECT holder_id, currency FROM payout_line WHERE state IN ('in_transit','paid')
          GROUP BY 1, 2 HAVING sum(released_minor) > sum(reserved_minor)
          EXCEPT ${RESERVE_PAID_THEN_BACK}`,
  },
  {
    holds: 'a line is of who has earned what it pays: a partner, or one of its people',
    sql: `SELECT l.line_id FROM payout_line l JOIN payee y USING (payee_id) LEFT JOIN payout_line_item i USING (line_id) LEFT JOIN payout p USING (payout_id)
          WHERE l.holder_id <> y.holder_id OR l.holder_id <> p.holder_id`,
  },
  {
    holds: 'a payout pays what its holder has earned',
    sql: `SELECT i.payout_id, i.earning_id FROM payout_item i JOIN payout p USING (payout_id) JOIN earning e USING (earning_id)
          WHERE (p.partner_id, p.person_id, p.currency) IS DISTINCT FROM (e.partner_id, e.person_id, e.currency)`,
  },
  {
    holds: 'what is due to a person was in the content that finance approved for the partner',
    sql: `SELECT p.payout_id FROM payout p LEFT JOIN payout h ON h.payout_id = p.covered_by
          WHERE p.person_id IS NOT NULL AND p.state = 'due' AND (h.state IS DISTINCT FROM 'due' OR h.partner_id <> p.partner_id
            OR h.people_digest IS DISTINCT FROM (SELECT encode(sha256(string_agg(o.content_hash, ',' ORDER BY o.payout_id COLLATE "C")::bytea), 'hex')
                                                 FROM payout o WHERE o.covered_by = p.covered_by))`,
  },
  {
    holds: 'what is due to the people of a close is due with the partner’s payout',
    sql: `SELECT p.payout_id FROM payout p JOIN payout h ON h.payout_id = p.covered_by WHERE p.state <> h.state`,
  },
];
