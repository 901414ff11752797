import type { MigrationInterface, QueryRunner } from 'typeorm';
import { RECORDED } from './foundation/columns';

/** What was taken out of a payout that is due because its partner disputes it: a run pays the rest. */
export class DisputedPayouts1796630000000 implements MigrationInterface {
  readonly name = 'DisputedPayouts1796630000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE payout_held');
    await runner.query('DROP FUNCTION payout_held_is_due()');
  }
}

const UP = [
  // Only what adds to a payout is held: the rest was approved, and more than that is never paid.
  `CREATE TABLE payout_held (
     payout_id text NOT NULL,
     earning_id text NOT NULL,
     amount_minor bigint NOT NULL CHECK (amount_minor >= 1),
     dispute_id text NOT NULL REFERENCES statement_dispute,
     ${RECORDED},
     PRIMARY KEY (payout_id, earning_id),
     FOREIGN KEY (payout_id, earning_id) REFERENCES payout_item (payout_id, earning_id))`,
  // Never out of a payout whose money is out or may be.
  `CREATE FUNCTION payout_held_is_due() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF EXISTS (SELECT FROM payout_line_item i WHERE i.payout_id = NEW.payout_id AND i.live)
        OR NOT EXISTS (SELECT FROM payout p WHERE p.payout_id = NEW.payout_id AND p.state = 'due') THEN
       RAISE EXCEPTION 'nothing is taken out of payout %', NEW.payout_id
         USING ERRCODE = '23514', CONSTRAINT = 'payout_held_is_due', TABLE = 'payout_held';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER payout_held_is_due BEFORE INSERT ON payout_held FOR EACH ROW EXECUTE FUNCTION payout_held_is_due()`,
];
