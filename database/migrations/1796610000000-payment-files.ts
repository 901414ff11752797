import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ORIGIN, RECORDED } from './foundation/columns';

/** Payments by file: what went out in which file, and what came back about payments on any way. */
export class PaymentFiles1796610000000 implements MigrationInterface {
  readonly name = 'PaymentFiles1796610000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['payment_report_entry', 'payment_report', 'payout_file_item', 'payout_file'])
      await runner.query(`DROP TABLE ${table}`);
    await runner.query('DROP FUNCTION payment_report_is_decided()');
    await runner.query('ALTER TABLE payout_line DROP COLUMN rail');
  }
}

const UP = [
  // What was calculated before there were other ways goes by the provider.
  `ALTER TABLE payout_line ADD COLUMN rail text NOT NULL DEFAULT 'provider' CHECK (rail IN ('provider','sepa','manual'))`,
  // Never changed: whoever downloads it twice has the same bytes, and the hash says so.
  `CREATE TABLE payout_file (
     file_id text PRIMARY KEY,
     run_id text NOT NULL,
     revision integer NOT NULL,
     rail text NOT NULL CHECK (rail IN ('sepa','manual')),
     currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
     number integer NOT NULL CHECK (number >= 1),
     message_id text NOT NULL UNIQUE,
     file_name text NOT NULL,
     media_type text NOT NULL,
     content_hash text NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
     payments integer NOT NULL CHECK (payments >= 1),
     amount_minor bigint NOT NULL CHECK (amount_minor >= 1),
     execution_date text NOT NULL CHECK (execution_date ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
     key_id text NOT NULL CHECK (length(key_id) BETWEEN 1 AND 20),
     sealed text NOT NULL,
     made_wall bigint NOT NULL,
     workflow_id text NOT NULL, temporal_run_id text NOT NULL, history_length integer NOT NULL,
     ${RECORDED},
     UNIQUE (run_id, revision, rail, currency, number),
     FOREIGN KEY (run_id, revision) REFERENCES payout_run)`,
  // An attempt is in one file, for ever.
  `CREATE TABLE payout_file_item (
     attempt_id text PRIMARY KEY REFERENCES payout_attempt,
     file_id text NOT NULL REFERENCES payout_file,
     reference text NOT NULL UNIQUE)`,
  `CREATE INDEX payout_file_item_file ON payout_file_item (file_id)`,
  `CREATE TABLE payment_report (
     report_id text PRIMARY KEY,
     rail text NOT NULL CHECK (rail IN ('provider','sepa','manual')),
     content_hash text NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
     state text NOT NULL CHECK (state IN ('proposed','applied','declined')),
     reported_by text NOT NULL,
     reported_wall bigint NOT NULL,
     decided_by text REFERENCES person,
     decided_wall bigint,
     ${ORIGIN}, ${RECORDED},
     CONSTRAINT payment_report_four_eyes CHECK (decided_by <> reported_by),
     CONSTRAINT payment_report_decided_check CHECK ((decided_by IS NULL) = (decided_wall IS NULL)
       AND (decided_by IS NOT NULL) = (rail = 'manual' AND state <> 'proposed')))`,
  // What is decided stays decided.
  `CREATE FUNCTION payment_report_is_decided() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF OLD.state <> 'proposed' THEN
       RAISE EXCEPTION 'report % is %', NEW.report_id, OLD.state
         USING ERRCODE = '23514', CONSTRAINT = 'payment_report_is_decided', TABLE = 'payment_report';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER payment_report_is_decided BEFORE UPDATE ON payment_report FOR EACH ROW EXECUTE FUNCTION payment_report_is_decided()`,
  `CREATE TABLE payment_report_entry (
     report_id text NOT NULL REFERENCES payment_report,
     position integer NOT NULL CHECK (position >= 1),
     attempt_id text REFERENCES payout_attempt,
     outcome text CHECK (outcome IN ('accepted','paid','rejected','returned')),
     reference text,
     reason text,
     effect text NOT NULL CHECK (effect IN ('applied','known','waits','contradicts','stray')),
     PRIMARY KEY (report_id, position),
     CONSTRAINT payment_report_entry_of_check CHECK ((attempt_id IS NULL) = (effect = 'stray') AND (outcome IS NULL) = (attempt_id IS NULL)))`,
  `CREATE INDEX payment_report_entry_attempt ON payment_report_entry (attempt_id) WHERE attempt_id IS NOT NULL`,
];
