import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A payment that the provider had taken can fail before it is booked: its attempt is refused. */
export class PaymentsThatFailLater1796655000000 implements MigrationInterface {
  readonly name = 'PaymentsThatFailLater1796655000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(attemptMovesOn([...BEFORE, ['sent', 'rejected']]));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(attemptMovesOn(BEFORE));
  }
}

/** Frozen here: which state of an attempt followed which. */
const BEFORE = [
  ['prepared', 'sending'],
  ['sending', 'unknown'],
  ['unknown', 'sending'],
  ...['sending', 'unknown'].flatMap((from) =>
    ['sent', 'paid', 'returned', 'rejected', 'absent'].map((to) => [from, to]),
  ),
  ['sent', 'paid'],
  ['sent', 'returned'],
  ['paid', 'returned'],
];

/** A next attempt comes after one that moved nothing; a state moves on, the first call and the reference stay. */
const attemptMovesOn = (moves: string[][]): string =>
  `CREATE OR REPLACE FUNCTION payout_attempt_moves_on() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF TG_OP = 'INSERT' THEN
       IF NEW.state <> 'prepared' OR NOT EXISTS (SELECT FROM payout_line WHERE line_id = NEW.line_id AND state = 'in_transit')
          OR (NEW.number > 1 AND NOT EXISTS (SELECT FROM payout_attempt b WHERE b.line_id = NEW.line_id AND b.number = NEW.number - 1
                                               AND b.state IN ('rejected','absent'))) THEN
         RAISE EXCEPTION 'attempt % of line % may not be made', NEW.number, NEW.line_id
           USING ERRCODE = '23514', CONSTRAINT = 'payout_attempt_begins', TABLE = 'payout_attempt';
       END IF;
       RETURN NEW;
     END IF;
     IF (NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (${moves.map(([from, to]) => `('${from}','${to}')`).join(', ')}))
        OR NEW.calls NOT IN (OLD.calls, OLD.calls + 1) OR (NEW.calls > OLD.calls) AND NEW.state <> 'sending'
        OR (OLD.first_sent_wall IS NOT NULL AND NEW.first_sent_wall IS DISTINCT FROM OLD.first_sent_wall)
        OR (OLD.reference IS NOT NULL AND NEW.reference IS DISTINCT FROM OLD.reference) THEN
       RAISE EXCEPTION 'attempt % that is % does not become %', NEW.attempt_id, OLD.state, NEW.state
         USING ERRCODE = '23514', CONSTRAINT = 'payout_attempt_moves_on', TABLE = 'payout_attempt';
     END IF;
     RETURN NEW;
   END $$`;
