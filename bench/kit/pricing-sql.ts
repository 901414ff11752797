/** One step of a trace: the part of a line between two amounts that lies in a band. */
const STEP = (
  band: string,
  from: string,
  to: string,
): string => `jsonb_build_object('from', ${band}.low_text, 'rate', ${band}.rate_text,
    'part', round(${to} - ${from}, 2)::text, 'amount', trim_scale((${to} - ${from}) * ${band}.rate)::text) || ${band}.to_member`;

/** Every line of the sales with what it earns, and the pins; `priced` is what follows uses. */
const PRICED = `
  WITH pinned AS (
    INSERT INTO period_pin (partner_id, period, program_id, program_version, business_key)
    SELECT DISTINCT partner_id, to_char(occurred_on, 'YYYY"-Q"Q'), 'channel', 1, 'bench' FROM sale WHERE partner_id IS NOT NULL),
  parsed AS (
    SELECT t.key AS tier, b.n, b.band ->> 'from' AS low_text, b.band ->> 'rate' AS rate_text, (b.band ->> 'from')::numeric AS low,
           coalesce((b.band ->> 'to')::numeric, 1e20) AS high, rtrim(b.band ->> 'rate', '%')::numeric / 100 AS rate,
           CASE WHEN b.band ? 'to' THEN jsonb_build_object('to', b.band ->> 'to') ELSE '{}' END AS to_member
    FROM program_version v, jsonb_each(v.document #> '{plan,rules,0,tiers}') t, jsonb_array_elements(t.value) WITH ORDINALITY b(band, n)
    WHERE v.program_id = 'channel' AND v.version = 1),
  band AS MATERIALIZED (
    SELECT *, coalesce(sum((high - low) * rate) OVER (PARTITION BY tier ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS base FROM parsed),
  span AS MATERIALIZED (
    SELECT partner_id, tier, from_day, lead(from_day, 1, 'infinity') OVER (PARTITION BY partner_id ORDER BY from_day) AS to_day FROM partner_tier),
  running AS (
    SELECT s.partner_id, s.sale_key, s.occurred_on, s.amount_minor / 100.00 AS amount, to_char(s.occurred_on, 'YYYY"-Q"Q') AS period,
           (sum(s.amount_minor) OVER (PARTITION BY s.partner_id, date_trunc('quarter', s.occurred_on) ORDER BY s.occurred_on, s.sale_id COLLATE "C", s.source COLLATE "C" ROWS UNBOUNDED PRECEDING)) / 100.00 AS after,
           coalesce(span.tier, 'registered') AS tier
    FROM sale s LEFT JOIN span ON span.partner_id = s.partner_id AND s.occurred_on >= span.from_day AND s.occurred_on < span.to_day
    WHERE s.partner_id IS NOT NULL),
  priced AS (
    SELECT r.*, l.base + (r.after - r.amount - l.low) * l.rate AS exact_before, h.base + (r.after - h.low) * h.rate AS exact_after,
           CASE WHEN l.n = h.n THEN jsonb_build_array(${STEP('h', '(r.after - r.amount)', 'r.after')})
                ELSE (SELECT jsonb_agg(${STEP('b', 'greatest(r.after - r.amount, b.low)', 'least(r.after, b.high)')} ORDER BY b.n) FROM band b WHERE b.tier = r.tier AND b.n BETWEEN l.n AND h.n) END AS steps
    FROM running r
    JOIN band l ON l.tier = r.tier AND l.low <= r.after - r.amount AND r.after - r.amount < l.high
    JOIN band h ON h.tier = r.tier AND h.low < r.after AND r.after <= h.high)`;

/** The earnings of `priced`. */
const EARNINGS = `
  INSERT INTO earning (earning_id, partner_id, sale_key, rule_id, revision, period, amount_minor, currency, tier, program_id, program_version, trace,
                       workflow_id, run_id, history_length, business_key)
  SELECT 'ern_' || left(encode(sha256((sale_key || E'\\nresale\\n1')::bytea), 'hex'), 32), partner_id, sale_key, 'resale', 1, period,
         (round(exact_after, 2) - round(exact_before, 2)) * 100, 'USD', tier, 'channel', 1,
         jsonb_build_object('kind', 'sale', 'amount', round(amount, 2)::text, 'currency', 'USD', 'occurredOn', occurred_on::text, 'tier', tier,
           'basisBefore', round(after - amount, 2)::text, 'basisAfter', round(after, 2)::text, 'steps', steps,
           'exactBefore', trim_scale(exact_before)::text, 'exactAfter', trim_scale(exact_after)::text, 'rounding', 'half away from zero',
           'roundedBefore', round(exact_before, 2)::text, 'roundedAfter', round(exact_after, 2)::text, 'earned', (round(exact_after, 2) - round(exact_before, 2))::text),
         'bench', 'bench', 1, 'bench'
  FROM priced`;

/**
 * What pricing is measured against: one transaction that writes the very same earnings, pins included, by one query of
 * window functions. It knows what this data needs and no more: one rule, one currency, no refund, nothing posted yet.
 * The bands are read from the published document; a trace has the same members with the same texts. Of several ways
 * that were tried, this one was the fastest: what a band pays when it is full is summed up once, so that a line looks
 * at the two bands at its ends, and at those between only where it crosses an edge.
 */
export const PRICE_BY_SQL = `${PRICED}${EARNINGS}`;

/** What pricing, posted into the ledger, is measured against: the same, and all that the ledger has of it. */
export const POST_BY_SQL = `${PRICED},
  earned AS (${EARNINGS} RETURNING partner_id, earning_id, sale_key || '/resale' AS item, amount_minor),
  line AS MATERIALIZED (
    SELECT *, 'ltx_' || left(encode(sha256(partner_id::bytea), 'hex'), 20) AS transaction_id,
           (1 + row_number() OVER (PARTITION BY partner_id))::int AS position FROM earned WHERE amount_minor <> 0),
  book AS MATERIALIZED (
    SELECT partner_id, transaction_id, sum(amount_minor)::bigint AS total, (count(*) + 1)::int AS entries, 'earn/' || partner_id AS business_key,
           string_agg(concat_ws(E'\\t', 'accrued_held', amount_minor, item, 'resale', earning_id), E'\\n' ORDER BY position) AS lines
    FROM line GROUP BY partner_id, transaction_id),
  linked AS (
    INSERT INTO ledger_transaction (transaction_id, partner_id, currency, seq, kind, business_key, program_id, program_version, workflow_id, run_id, history_length,
        effective_ms, recorded_wall, entry_count, accrued_held, payable, reserve, receivable, withheld, in_transit, paid, bank, expense, write_off, previous_hash, hash)
    SELECT transaction_id, partner_id, 'USD', 1, 'earn', business_key, 'channel', 1, 'bench', 'bench', 1, 0, 0, entries, total, 0, 0, 0, 0, 0, 0, 0, -total, 0, repeat('0', 64),
           encode(sha256(convert_to(concat_ws(E'\\t', repeat('0', 64), transaction_id, partner_id, 'USD', 1, 'earn', business_key, '', 'channel', 1, 'bench', 'bench', 1, 0, 0)
             || E'\\n' || concat_ws(E'\\t', 'expense', -total, '', 'resale', '') || E'\\n' || lines, 'UTF8')), 'hex')
    FROM book)
  INSERT INTO ledger_entry (transaction_id, position, account, amount_minor, item, rule_id, earning_id)
  SELECT transaction_id, position, 'accrued_held', amount_minor, item, 'resale', earning_id FROM line
  UNION ALL SELECT transaction_id, 1, 'expense', -total, NULL, 'resale', NULL FROM book`;

/** What both ways must agree on: every column but where a row says it comes from. One number for all rows. */
export const EARNINGS_DIGEST = `
  SELECT count(*)::int AS rows, md5(string_agg(md5((earning_id, partner_id, sale_key, rule_id, revision, period, amount_minor, currency, tier, program_version, trace)::text), '' ORDER BY earning_id COLLATE "C")) AS digest
  FROM earning`;

/** What both ways must agree on in the ledger: every entry but its place, and what stands in each book: the sum of its payout line. */
export const LEDGER_DIGEST = `
  SELECT (SELECT md5(string_agg(md5((t.partner_id, e.account, e.amount_minor, e.item, e.rule_id, e.earning_id)::text), '' ORDER BY t.partner_id COLLATE "C", e.earning_id COLLATE "C"))
          FROM ledger_entry e JOIN ledger_transaction t USING (transaction_id)) AS entries,
         (SELECT md5(string_agg((partner_id, currency, seq, accrued_held, expense)::text, '' ORDER BY partner_id COLLATE "C")) FROM ledger_book) AS books,
         (SELECT count(*)::int FROM ledger_transaction) AS links`;
