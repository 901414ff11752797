import type { MigrationInterface, QueryRunner } from 'typeorm';

const ORIGIN =
  'workflow_id text NOT NULL, run_id text NOT NULL, history_length integer NOT NULL, business_key text NOT NULL UNIQUE';
const RECORDED = 'recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()';

/** Corrections: what was wrong, what that comes to, who asked, how it ended; and the days of tiers as corrected. */
export class Corrections1796640000000 implements MigrationInterface {
  readonly name = 'Corrections1796640000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  /** Refuses while a tier is corrected: what was priced by it could not be explained any more. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DO $$ BEGIN
      IF EXISTS (SELECT FROM tier_correction) THEN RAISE EXCEPTION 'tiers have been corrected'; END IF; END $$`);
    await runner.query('DROP VIEW partner_tier_in_force');
    await runner.query('DROP VIEW partner_tier_record');
    for (const table of ['correction_end', 'correction_order', 'correction_preview', 'tier_correction', 'correction'])
      await runner.query(`DROP TABLE ${table}`);
  }
}

const UP = [
  `CREATE TABLE correction (
     correction_id text PRIMARY KEY,
     program_id text NOT NULL,
     partner_id text NOT NULL,
     content jsonb NOT NULL,
     requested_by text NOT NULL,
     requested_wall bigint NOT NULL,
     refusal jsonb,
     ${ORIGIN}, ${RECORDED})`,
  `CREATE INDEX correction_partner ON correction (partner_id, requested_wall)`,
  `CREATE TABLE correction_preview (
     correction_id text NOT NULL REFERENCES correction,
     round integer NOT NULL CHECK (round >= 1),
     hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
     cascade jsonb NOT NULL,
     shown_wall bigint NOT NULL,
     ${RECORDED},
     PRIMARY KEY (correction_id, round),
     UNIQUE (correction_id, round, hash))`,
  `CREATE TABLE correction_order (
     correction_id text PRIMARY KEY REFERENCES correction,
     intake_id text NOT NULL,
     command text NOT NULL CHECK (command IN ('submit','withdraw')),
     round integer NOT NULL,
     hash text NOT NULL,
     ordered_by text NOT NULL REFERENCES person,
     ordered_wall bigint NOT NULL,
     ${RECORDED},
     FOREIGN KEY (correction_id, round, hash) REFERENCES correction_preview (correction_id, round, hash))`,
  `CREATE TABLE correction_end (
     correction_id text PRIMARY KEY REFERENCES correction,
     outcome text NOT NULL CHECK (outcome IN ('posted','rejected','withdrawn','expired')),
     round integer NOT NULL,
     hash text NOT NULL,
     approval_id text REFERENCES approval,
     postings integer NOT NULL CHECK (postings >= 0),
     ended_wall bigint NOT NULL,
     ${ORIGIN}, ${RECORDED},
     CONSTRAINT correction_end_posted_check CHECK (outcome <> 'posted' OR approval_id IS NOT NULL),
     FOREIGN KEY (correction_id, round, hash) REFERENCES correction_preview (correction_id, round, hash))`,
  // Its correction is recorded after what it comes to was shown, so nothing is referred to here.
  `CREATE TABLE tier_correction (
     correction_id text NOT NULL,
     partner_id text NOT NULL REFERENCES partner,
     from_day date NOT NULL,
     tier text,
     ${RECORDED},
     PRIMARY KEY (correction_id, partner_id, from_day))`,
  `CREATE INDEX tier_correction_partner ON tier_correction (partner_id, from_day)`,
  `CREATE VIEW partner_tier_record AS
     SELECT partner_id, from_day, tier, recorded_at FROM partner_tier
     UNION ALL
     SELECT partner_id, from_day, tier, recorded_at FROM tier_correction`,
  // What was recorded last about a day is in force; without a tier none begins that day.
  `CREATE VIEW partner_tier_in_force AS
     SELECT partner_id, from_day, tier FROM (
       SELECT DISTINCT ON (partner_id, from_day) partner_id, from_day, tier FROM partner_tier_record
       ORDER BY partner_id, from_day, recorded_at DESC) latest
     WHERE tier IS NOT NULL`,
];
