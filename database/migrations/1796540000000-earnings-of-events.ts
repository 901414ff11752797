import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Earnings of events beside those of sales, of whoever is paid; and what events await or lack. */
export class EarningsOfEvents1796540000000 implements MigrationInterface {
  readonly name = 'EarningsOfEvents1796540000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  /** Refuses while there are earnings of events. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE commission_exception');
    await runner.query('ALTER TABLE earning DROP CONSTRAINT earning_of_check, ALTER COLUMN sale_key SET NOT NULL');
    await runner.query('DROP INDEX earning_event');
    await runner.query('ALTER TABLE earning DROP COLUMN event_key, DROP COLUMN person_id, DROP COLUMN overlay');
  }
}

const UP = [
  `ALTER TABLE earning ADD COLUMN event_key text REFERENCES commission_event, ADD COLUMN person_id text,
     ADD COLUMN overlay boolean NOT NULL DEFAULT false, ALTER COLUMN sale_key DROP NOT NULL,
     ADD CONSTRAINT earning_of_check CHECK ((sale_key IS NULL) <> (event_key IS NULL))`,
  `CREATE UNIQUE INDEX earning_event ON earning (event_key, rule_id, partner_id, person_id, overlay, revision)
     NULLS NOT DISTINCT WHERE event_key IS NOT NULL`,
  `CREATE TABLE commission_exception (
     partner_id text NOT NULL REFERENCES partner,
     program_id text NOT NULL,
     source text NOT NULL,
     event_id text NOT NULL,
     rule_id text NOT NULL,
     code text NOT NULL,
     message text NOT NULL,
     business_key text NOT NULL,
     recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     PRIMARY KEY (partner_id, program_id, source, event_id, rule_id, code))`,
];
