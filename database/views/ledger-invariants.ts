import { LEDGER_ACCOUNTS } from '../../domain/incentivize/ledger';

/** A query that must return no row, whatever happened. */
export interface Invariant {
  /** What holds, as a sentence. */
  holds: string;
  /** Its rows are what breaks it. */
  sql: string;
}

const SUMS = LEDGER_ACCOUNTS.map(
  (account) => `coalesce(sum(e.amount_minor) FILTER (WHERE e.account = '${account}'), 0) AS ${account}`,
).join(', ');
/** Whose book an earning is in; the ledger's own column says the same. */
const HOLDER = `partner_id || coalesce('/' || person_id, '')`;
const ROW = (of: string): string => `(${LEDGER_ACCOUNTS.map((account) => `${of}.${account}`).join(', ')})`;

/** What holds in the ledger at every moment that anybody can see. */
export const LEDGER_INVARIANTS: readonly Invariant[] = [
  {
    holds: 'every ledger transaction has its entries, and they sum to zero',
    sql: `SELECT t.transaction_id, t.entry_count, count(e.*) AS entries, sum(e.amount_minor) AS total
          FROM ledger_transaction t LEFT JOIN ledger_entry e USING (transaction_id)
          GROUP BY t.transaction_id HAVING count(e.*) <> t.entry_count OR coalesce(sum(e.amount_minor), 0) <> 0`,
  },
  {
    holds: "every account's balance equals the sum of its entries",
    sql: `SELECT b.holder_id, b.currency FROM ledger_book b
          JOIN (SELECT t.holder_id, t.currency, ${SUMS} FROM ledger_transaction t JOIN ledger_entry e USING (transaction_id)
                GROUP BY t.holder_id, t.currency) s USING (holder_id, currency)
          WHERE ${ROW('b')} IS DISTINCT FROM ${ROW('s')}`,
  },
  {
    holds: 'the transactions of a book are numbered from 1 without a gap',
    sql: `SELECT holder_id, currency, max(seq) AS last, count(*) AS transactions FROM ledger_transaction
          GROUP BY holder_id, currency HAVING max(seq) <> count(*)`,
  },
  {
    holds: 'what is held adds up from its items, none of which is below zero',
    sql: `SELECT i.holder_id, i.currency FROM
            (SELECT t.holder_id, t.currency, e.item, sum(e.amount_minor) AS amount_minor
             FROM ledger_entry e JOIN ledger_transaction t USING (transaction_id) WHERE e.account = 'accrued_held' GROUP BY 1, 2, 3) i
          JOIN ledger_book b USING (holder_id, currency)
          GROUP BY i.holder_id, i.currency, b.accrued_held HAVING min(i.amount_minor) < 0 OR sum(i.amount_minor) <> b.accrued_held`,
  },
  {
    holds: 'a reversal undoes each entry of one transaction of the same book',
    sql: `SELECT r.transaction_id FROM ledger_transaction r JOIN ledger_transaction o ON o.transaction_id = r.reverses
          WHERE (r.holder_id, r.currency) <> (o.holder_id, o.currency) OR EXISTS (
            SELECT FROM ledger_entry a FULL JOIN (SELECT * FROM ledger_entry WHERE transaction_id = o.transaction_id) b USING (position)
            WHERE a.transaction_id = r.transaction_id AND (a.account, -a.amount_minor) IS DISTINCT FROM (b.account, b.amount_minor))`,
  },
];

/** What holds in books whose earnings were all posted by pricing. */
export const EARNING_INVARIANTS: readonly Invariant[] = [
  {
    holds: 'every earning has moved exactly its amount from or to expense',
    sql: `SELECT e.earning_id, e.amount_minor, sum(l.amount_minor) AS posted FROM earning e
          LEFT JOIN (SELECT earning_id, CASE account WHEN 'accrued_held' THEN amount_minor ELSE -amount_minor END AS amount_minor
                     FROM ledger_entry JOIN ledger_transaction USING (transaction_id)
                     WHERE (kind, account) IN (('earn', 'accrued_held'), ('clawback', 'expense'))) l USING (earning_id)
          WHERE e.amount_minor <> 0
          GROUP BY e.earning_id HAVING coalesce(sum(l.amount_minor), 0) <> e.amount_minor`,
  },
  {
    holds: 'what a book calls expense is what its holder has earned',
    sql: `SELECT e.holder_id, e.currency FROM (SELECT ${HOLDER} AS holder_id, currency, sum(amount_minor) AS earned FROM earning GROUP BY 1, 2) e
          LEFT JOIN ledger_book b USING (holder_id, currency) WHERE coalesce(-b.expense, 0) <> e.earned`,
  },
  {
    holds: 'a payout is of the sum of its earnings',
    sql: `SELECT p.payout_id FROM payout p LEFT JOIN payout_item i USING (payout_id) LEFT JOIN earning e USING (earning_id)
          WHERE p.state <> 'void' GROUP BY p.payout_id HAVING coalesce(sum(e.amount_minor), 0) <> p.amount_minor`,
  },
  {
    holds: 'what is in no payout that is due is held, and nothing else is: of a partner and of each of its people',
    sql: `SELECT f.holder_id, f.currency, b.accrued_held, f.free, f.added FROM (
            SELECT ${HOLDER} AS holder_id, currency, sum(amount_minor) AS free, sum(greatest(amount_minor, 0)) AS added FROM earning e
            WHERE NOT EXISTS (SELECT FROM payout_held h WHERE h.earning_id = e.earning_id)
              AND NOT EXISTS (SELECT FROM payout_item i JOIN payout p USING (payout_id) WHERE i.earning_id = e.earning_id AND i.live AND p.state = 'due')
            GROUP BY 1, 2) f
          RIGHT JOIN ledger_book b USING (holder_id, currency)
          WHERE b.accrued_held NOT BETWEEN coalesce(f.free, 0) AND coalesce(f.added, 0)`,
  },
];
