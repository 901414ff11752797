import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Payout runs that open by themselves: nobody asked for them, so two people approve. */
export class ScheduledPayoutRuns1796600000000 implements MigrationInterface {
  readonly name = 'ScheduledPayoutRuns1796600000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

/** Frozen here: as the domain calls who asks for them. */
const SCHEDULER = 'system:payout-schedule';

const UP = [
  // A process of ours is no person: the column beside it says who is one.
  `ALTER TABLE payout_run DROP CONSTRAINT payout_run_requested_by_fkey`,
  `ALTER TABLE payout_run ADD COLUMN requester_id text
     GENERATED ALWAYS AS (NULLIF(requested_by, '${SCHEDULER}')) STORED`,
  `ALTER TABLE payout_run ADD CONSTRAINT payout_run_requester_id_fkey FOREIGN KEY (requester_id) REFERENCES person`,
  `CREATE FUNCTION payout_run_is_approved() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF (SELECT count(*) FROM payout_run_approval a WHERE a.run_id = NEW.run_id AND a.revision = NEW.revision
           AND a.content_hash = NEW.content_hash) < (CASE NEW.requested_by WHEN '${SCHEDULER}' THEN 2 ELSE 1 END) THEN
       RAISE EXCEPTION 'too few have approved run %', NEW.run_id
         USING ERRCODE = '23514', CONSTRAINT = 'payout_run_is_approved', TABLE = 'payout_run';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER payout_run_is_approved BEFORE UPDATE OF state ON payout_run FOR EACH ROW
     WHEN (NEW.state IN ('approved','submitting')) EXECUTE FUNCTION payout_run_is_approved()`,
];

const DOWN = [
  `DROP TRIGGER payout_run_is_approved ON payout_run`,
  `DROP FUNCTION payout_run_is_approved()`,
  `ALTER TABLE payout_run DROP COLUMN requester_id`,
  // Runs that nobody asked for stay: NOT VALID looks at new ones only.
  `ALTER TABLE payout_run ADD CONSTRAINT payout_run_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES person NOT VALID`,
];
