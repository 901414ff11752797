import { ORIGIN, RECORDED } from './columns';

/** Sales, what they earned, and what is paid. */
export const MONEY = [
  `CREATE TABLE sale (
     sale_key text PRIMARY KEY,
     source text NOT NULL,
     sale_id text NOT NULL,
     partner_id text REFERENCES partner,
     partner_reference text NOT NULL,
     kind text NOT NULL CHECK (kind IN ('sale','refund')),
     occurred_on date NOT NULL,
     period text NOT NULL,
     amount_minor bigint NOT NULL CHECK (amount_minor BETWEEN 1 AND 9007199254740991),
     currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
     product text,
     quantity integer,
     refund_of text,
     content_hash text NOT NULL,
     import_id text NOT NULL,
     ${RECORDED},
     UNIQUE (source, sale_id),
     CHECK ((kind = 'refund') = (refund_of IS NOT NULL)))`,
  `CREATE INDEX sale_partner ON sale (partner_id, occurred_on)`,
  `CREATE INDEX sale_unmatched ON sale (partner_reference, source) WHERE partner_id IS NULL`,
  `CREATE TABLE sale_match (
     sale_key text PRIMARY KEY REFERENCES sale,
     partner_id text NOT NULL REFERENCES partner,
     business_key text NOT NULL,
     ${RECORDED})`,
  `CREATE INDEX sale_match_partner ON sale_match (partner_id)`,
  `CREATE VIEW partner_sale AS
     SELECT s.sale_key, s.source, s.sale_id, s.partner_id, s.kind, s.occurred_on, s.period,
            s.amount_minor, s.currency, s.product, s.quantity, s.refund_of, s.import_id
     FROM sale s WHERE s.partner_id IS NOT NULL
     UNION ALL
     SELECT s.sale_key, s.source, s.sale_id, m.partner_id, s.kind, s.occurred_on, s.period,
            s.amount_minor, s.currency, s.product, s.quantity, s.refund_of, s.import_id
     FROM sale s LEFT JOIN sale_match m USING (sale_key) WHERE s.partner_id IS NULL`,
  `CREATE TABLE period_pin (
     partner_id text NOT NULL REFERENCES partner,
     period text NOT NULL,
     program_id text NOT NULL,
     program_version integer NOT NULL,
     business_key text NOT NULL,
     ${RECORDED},
     PRIMARY KEY (partner_id, period, program_id),
     FOREIGN KEY (program_id, program_version) REFERENCES program_version)`,
  `CREATE TABLE earning (
     earning_id text PRIMARY KEY,
     partner_id text NOT NULL REFERENCES partner,
     sale_key text NOT NULL REFERENCES sale,
     rule_id text NOT NULL,
     revision integer NOT NULL CHECK (revision >= 1),
     period text NOT NULL,
     amount_minor bigint NOT NULL CHECK (amount_minor BETWEEN -9007199254740991 AND 9007199254740991),
     currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
     tier text NOT NULL,
     program_id text NOT NULL,
     program_version integer NOT NULL,
     trace jsonb NOT NULL,
     workflow_id text NOT NULL, run_id text NOT NULL, history_length integer NOT NULL, business_key text NOT NULL,
     ${RECORDED},
     UNIQUE (sale_key, rule_id, revision),
     FOREIGN KEY (program_id, program_version) REFERENCES program_version)`,
  `CREATE INDEX earning_partner ON earning (partner_id, currency, period)`,
  // The hash is made by Postgres from what is paid, and a due payout's approval must have shown exactly this hash: an
  // amount or a set of earnings changed after the approval fails here.
  `CREATE TABLE payout (
     payout_id text PRIMARY KEY CHECK (payout_id ~ '^[a-z0-9_]+$'),
     partner_id text NOT NULL REFERENCES partner CHECK (partner_id ~ '^[a-z0-9-]+$'),
     period text NOT NULL CHECK (period ~ '^[0-9A-Z-]+$'),
     currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
     revision integer NOT NULL CHECK (revision >= 1),
     amount_minor bigint NOT NULL CHECK (amount_minor BETWEEN 1 AND 9007199254740991),
     earnings_digest text NOT NULL CHECK (earnings_digest ~ '^[0-9a-f]{64}$'),
     content_hash text NOT NULL GENERATED ALWAYS AS (encode(sha256((payout_id || '|' || partner_id || '|' || period || '|' ||
       currency || '|' || amount_minor::text || '|' || earnings_digest)::bytea), 'hex')) STORED,
     summary jsonb NOT NULL,
     approval_id text,
     state text NOT NULL CHECK (state IN ('calculated','due','void')),
     calculated_ms bigint NOT NULL,
     due_ms bigint,
     ${ORIGIN}, ${RECORDED},
     UNIQUE (partner_id, period, currency, revision),
     CHECK ((state = 'due') = (due_ms IS NOT NULL)),
     CHECK ((state = 'due') = (approval_id IS NOT NULL)),
     FOREIGN KEY (approval_id, content_hash) REFERENCES approval (approval_id, subject_hash))`,
  `CREATE UNIQUE INDEX payout_one_live ON payout (partner_id, period, currency) WHERE state <> 'void'`,
  `CREATE TABLE payout_item (
     payout_id text NOT NULL REFERENCES payout,
     earning_id text NOT NULL REFERENCES earning,
     live boolean NOT NULL,
     PRIMARY KEY (payout_id, earning_id))`,
  `CREATE UNIQUE INDEX payout_item_one_live ON payout_item (earning_id) WHERE live`,
  `CREATE VIEW sale_state AS
     SELECT s.*,
       CASE WHEN s.partner_id IS NULL THEN 'unmatched'
            WHEN EXISTS (SELECT 1 FROM earning e WHERE e.sale_key = s.sale_key) THEN 'priced'
            WHEN p.plan_currency IS NOT NULL AND p.plan_currency <> s.currency THEN 'awaiting_rate'
            ELSE 'booked' END AS state
     FROM partner_sale s
     LEFT JOIN LATERAL (
       SELECT v.document #>> '{plan,currency}' AS plan_currency
       FROM partner r JOIN program_version v ON v.program_id = r.program_id AND v.version = r.program_version
       WHERE r.partner_id = s.partner_id) p ON true`,
];
