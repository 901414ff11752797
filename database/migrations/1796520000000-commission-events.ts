import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Commission events: what plans earn by and take back for, beside sales. */
export class CommissionEvents1796520000000 implements MigrationInterface {
  readonly name = 'CommissionEvents1796520000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  /** Refuses while there are imports of events. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW partner_commission_event');
    await runner.query('DROP TABLE commission_event_match');
    await runner.query('DROP TABLE commission_event');
    await runner.query('ALTER TABLE import_job DROP CONSTRAINT import_job_kind_check');
    await runner.query(
      `ALTER TABLE import_job ADD CONSTRAINT import_job_kind_check CHECK (kind IN ('sales','statements','partners'))`,
    );
  }
}

/** Frozen here: a released migration never changes. The live list is domain/incentivize/incoming-event.ts. */
const KINDS = `'deal_won','invoice_issued','cash_received','renewal','lead_accepted','lead_qualified','cert_earned','milestone',
  'period_close','manual','refund','chargeback','cancellation','non_payment','fraud','correction'`;
const NAMING = `'refund','chargeback','cancellation','non_payment','fraud','correction'`;
const RECORDED = 'recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()';

const COLUMNS = `e.event_key, e.source, e.event_id, e.kind, e.occurred_on, e.occurred_ms, e.period, e.of_event,
  e.amount_minor, e.currency, e.details, e.received_wall, e.import_id, e.import_row, e.recorded_at`;

const UP = [
  `ALTER TABLE import_job DROP CONSTRAINT import_job_kind_check`,
  `ALTER TABLE import_job ADD CONSTRAINT import_job_kind_check CHECK (kind IN ('sales','statements','partners','events'))`,
  `CREATE TABLE commission_event (
     event_key text PRIMARY KEY,
     source text NOT NULL,
     event_id text NOT NULL,
     partner_id text REFERENCES partner,
     partner_reference text NOT NULL,
     kind text NOT NULL CHECK (kind IN (${KINDS})),
     occurred_on date NOT NULL,
     occurred_ms bigint,
     period text NOT NULL,
     of_event text,
     amount_minor bigint CHECK (amount_minor BETWEEN 0 AND 9007199254740991),
     currency text CHECK (currency ~ '^[A-Z]{3}$'),
     details jsonb NOT NULL CHECK (jsonb_typeof(details) = 'object'),
     content_hash text NOT NULL,
     received_wall bigint NOT NULL,
     import_id text,
     import_row integer,
     business_key text NOT NULL,
     ${RECORDED},
     UNIQUE (source, event_id),
     CONSTRAINT commission_event_of_check CHECK ((kind IN (${NAMING})) = (of_event IS NOT NULL)),
     CONSTRAINT commission_event_money_check CHECK ((amount_minor IS NULL) = (currency IS NULL)),
     CONSTRAINT commission_event_import_check CHECK ((import_id IS NULL) = (import_row IS NULL)))`,
  `CREATE INDEX commission_event_partner ON commission_event (partner_id, occurred_on)`,
  `CREATE INDEX commission_event_unmatched ON commission_event (partner_reference, source) WHERE partner_id IS NULL`,
  `CREATE TABLE commission_event_match (
     event_key text PRIMARY KEY REFERENCES commission_event,
     partner_id text NOT NULL REFERENCES partner,
     business_key text NOT NULL,
     ${RECORDED})`,
  `CREATE INDEX commission_event_match_partner ON commission_event_match (partner_id)`,
  `CREATE VIEW partner_commission_event AS
     SELECT ${COLUMNS}, e.partner_id FROM commission_event e WHERE e.partner_id IS NOT NULL
     UNION ALL
     SELECT ${COLUMNS}, m.partner_id FROM commission_event e LEFT JOIN commission_event_match m USING (event_key)
     WHERE e.partner_id IS NULL`,
];
