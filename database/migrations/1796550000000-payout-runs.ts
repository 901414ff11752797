import type { MigrationInterface, QueryRunner } from 'typeorm';
import { RECORDED } from './foundation/columns';

/** Payout runs: what is due goes out in lines, each by attempts, after an approval of exactly that. */
export class PayoutRuns1796550000000 implements MigrationInterface {
  readonly name = 'PayoutRuns1796550000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['payout_attempt', 'payout_line_item', 'payout_line', 'payout_run_approval', 'payout_run'])
      await runner.query(`DROP TABLE ${table}`);
    await runner.query('DROP INDEX payout_due');
    for (const name of [
      'payout_line_moves_on',
      'payout_line_item_is_due',
      'payout_line_item_stays',
      'payout_attempt_moves_on',
    ])
      await runner.query(`DROP FUNCTION ${name}()`);
  }
}

/** As a CHECK would refuse it. */
const refused = (constraint: string, table: string): string =>
  `USING ERRCODE = '23514', CONSTRAINT = '${constraint}', TABLE = '${table}'`;

/** Frozen here: which state of an attempt follows which. */
const ATTEMPT_MOVES = [
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
const LINE_MOVES = [
  ['ready', 'in_transit'],
  ['ready', 'blocked'],
  ['in_transit', 'paid'],
  ['in_transit', 'failed'],
  ['paid', 'failed'],
  ['failed', 'in_transit'],
  ['ready', 'released'],
  ['blocked', 'released'],
  ['failed', 'released'],
];
const movesOf = (moves: string[][]): string => moves.map(([from, to]) => `('${from}','${to}')`).join(', ');

const UP = [
  `CREATE INDEX payout_due ON payout (partner_id, currency) WHERE state = 'due'`,
  `CREATE TABLE payout_run (
     run_id text NOT NULL,
     revision integer NOT NULL CHECK (revision >= 1),
     program_id text NOT NULL,
     period text NOT NULL,
     kind text NOT NULL CHECK (kind IN ('regular','off_cycle')),
     number integer NOT NULL CHECK (number >= 1),
     state text NOT NULL CHECK (state IN ('open','calculated','in_review','approved','submitting','settled','partially_failed','closed','void')),
     requested_by text NOT NULL REFERENCES person,
     after_payee text NOT NULL,
     content_hash text CHECK (content_hash ~ '^[0-9a-f]{64}$'),
     opened_wall bigint NOT NULL,
     changed_wall bigint NOT NULL,
     workflow_id text NOT NULL,
     ${RECORDED},
     PRIMARY KEY (run_id, revision),
     UNIQUE (program_id, period, kind, number, revision),
     CONSTRAINT payout_run_content_key UNIQUE (run_id, revision, content_hash),
     CONSTRAINT payout_run_requester_key UNIQUE (run_id, revision, requested_by),
     CONSTRAINT payout_run_content_check CHECK (content_hash IS NOT NULL OR state IN ('open','void')))`,
  `CREATE UNIQUE INDEX payout_run_one_live ON payout_run (run_id) WHERE state <> 'void'`,
  // Four eyes, and nothing but what was shown.
  `CREATE TABLE payout_run_approval (
     run_id text NOT NULL,
     revision integer NOT NULL,
     person_id text NOT NULL REFERENCES person,
     content_hash text NOT NULL,
     requested_by text NOT NULL,
     approved_wall bigint NOT NULL,
     workflow_id text NOT NULL, temporal_run_id text NOT NULL, history_length integer NOT NULL, business_key text NOT NULL UNIQUE,
     ${RECORDED},
     PRIMARY KEY (run_id, revision, person_id),
     CONSTRAINT payout_run_approval_four_eyes CHECK (person_id <> requested_by),
     FOREIGN KEY (run_id, revision, content_hash) REFERENCES payout_run (run_id, revision, content_hash),
     FOREIGN KEY (run_id, revision, requested_by) REFERENCES payout_run (run_id, revision, requested_by))`,
  `CREATE TABLE payout_line (
     line_id text PRIMARY KEY CHECK (line_id ~ '^[a-z0-9_]+$'),
     run_id text NOT NULL,
     revision integer NOT NULL,
     payee_id text NOT NULL,
     partner_id text NOT NULL,
     currency text NOT NULL,
     amount_minor bigint NOT NULL CHECK (amount_minor BETWEEN 1 AND 9007199254740991),
     payouts_digest text NOT NULL CHECK (payouts_digest ~ '^[0-9a-f]{64}$'),
     account_id text,
     content_hash text NOT NULL GENERATED ALWAYS AS (encode(sha256((line_id || '|' || payee_id || '|' || partner_id || '|' || currency || '|' ||
       amount_minor::text || '|' || coalesce(account_id, '') || '|' || payouts_digest)::bytea), 'hex')) STORED,
     state text NOT NULL CHECK (state IN ('blocked','ready','in_transit','paid','failed','released')),
     reason text,
     sent_wall bigint,
     ${RECORDED},
     UNIQUE (run_id, revision, payee_id),
     FOREIGN KEY (run_id, revision) REFERENCES payout_run,
     FOREIGN KEY (payee_id, partner_id, currency) REFERENCES payee (payee_id, partner_id, currency),
     FOREIGN KEY (account_id, payee_id) REFERENCES payee_account (account_id, payee_id),
     CONSTRAINT payout_line_account_check CHECK (account_id IS NOT NULL OR state IN ('blocked','released')),
     CONSTRAINT payout_line_sent_check CHECK (sent_wall IS NOT NULL OR state IN ('blocked','ready','released')))`,
  `CREATE INDEX payout_line_run ON payout_line (run_id, revision, state)`,
  `CREATE INDEX payout_line_payee ON payout_line (payee_id)`,
  // Money leaves only from a run whose very content was approved, to an account that is verified and has rested.
  `CREATE FUNCTION payout_line_moves_on() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF (OLD.state, NEW.state) NOT IN (${movesOf(LINE_MOVES)}) THEN
       RAISE EXCEPTION 'a line that is % does not become %', OLD.state, NEW.state ${refused('payout_line_moves_on', 'payout_line')};
     END IF;
     IF NEW.state = 'paid' AND NOT EXISTS (SELECT FROM payout_attempt WHERE line_id = NEW.line_id AND state = 'paid') THEN
       RAISE EXCEPTION 'no attempt has paid line %', NEW.line_id ${refused('payout_line_paid', 'payout_line')};
     END IF;
     IF NEW.state IN ('failed','released') AND EXISTS (SELECT FROM payout_attempt WHERE line_id = NEW.line_id
          AND state IN ('prepared','sending','unknown','sent','paid')) THEN
       RAISE EXCEPTION 'the money of line % may be out', NEW.line_id ${refused('payout_line_out', 'payout_line')};
     END IF;
     IF NEW.state <> 'in_transit' THEN RETURN NEW; END IF;
     IF NOT EXISTS (SELECT FROM payout_run r JOIN payout_run_approval a USING (run_id, revision, content_hash)
                    WHERE r.run_id = NEW.run_id AND r.revision = NEW.revision AND r.state = 'submitting') THEN
       RAISE EXCEPTION 'line % is not approved', NEW.line_id ${refused('payout_line_approved', 'payout_line')};
     END IF;
     IF NOT EXISTS (SELECT FROM payee_account a JOIN payee y USING (payee_id)
                    WHERE a.account_id = NEW.account_id AND a.state = 'verified' AND a.payable_from_wall <= NEW.sent_wall
                      AND y.held_reason IS NULL) THEN
       RAISE EXCEPTION 'the payee of line % may not be paid', NEW.line_id ${refused('payout_line_payable', 'payout_line')};
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER payout_line_moves_on BEFORE UPDATE OF state ON payout_line FOR EACH ROW
     WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION payout_line_moves_on()`,
  // A payout that is due is in one line at a time, and in none again once it is paid.
  `CREATE TABLE payout_line_item (
     line_id text NOT NULL REFERENCES payout_line,
     payout_id text NOT NULL REFERENCES payout,
     live boolean NOT NULL,
     PRIMARY KEY (line_id, payout_id))`,
  `CREATE UNIQUE INDEX payout_line_item_one_live ON payout_line_item (payout_id) WHERE live`,
  `CREATE FUNCTION payout_line_item_is_due() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF EXISTS (SELECT FROM added a JOIN payout p USING (payout_id) WHERE p.state <> 'due') THEN
       RAISE EXCEPTION 'a line pays what is due and nothing else' ${refused('payout_line_item_is_due', 'payout_line_item')};
     END IF;
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER payout_line_item_is_due AFTER INSERT ON payout_line_item REFERENCING NEW TABLE AS added
     FOR EACH STATEMENT EXECUTE FUNCTION payout_line_item_is_due()`,
  // What a line was for leaves it only with the line: never while its money may be out.
  `CREATE FUNCTION payout_line_item_stays() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF NEW.live OR NOT EXISTS (SELECT FROM payout_line WHERE line_id = NEW.line_id AND state IN ('released','blocked')) THEN
       RAISE EXCEPTION 'what line % pays does not leave it', NEW.line_id ${refused('payout_line_item_stays', 'payout_line_item')};
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER payout_line_item_stays BEFORE UPDATE OF live ON payout_line_item FOR EACH ROW
     WHEN (OLD.live IS DISTINCT FROM NEW.live) EXECUTE FUNCTION payout_line_item_stays()`,
  `CREATE TABLE payout_attempt (
     attempt_id text PRIMARY KEY,
     line_id text NOT NULL REFERENCES payout_line,
     number integer NOT NULL CHECK (number >= 1),
     rail text NOT NULL,
     provider_key text NOT NULL UNIQUE,
     state text NOT NULL CHECK (state IN ('prepared','sending','unknown','sent','paid','returned','rejected','absent')),
     calls integer NOT NULL CHECK (calls >= 0),
     looks integer NOT NULL CHECK (looks >= 0),
     first_sent_wall bigint,
     next_wall bigint NOT NULL,
     reference text,
     reason text,
     prepared_wall bigint NOT NULL,
     changed_wall bigint NOT NULL,
     workflow_id text NOT NULL, temporal_run_id text NOT NULL, history_length integer NOT NULL,
     ${RECORDED},
     UNIQUE (line_id, number),
     CONSTRAINT payout_attempt_reference_key UNIQUE (rail, reference),
     CONSTRAINT payout_attempt_called_check CHECK ((state = 'prepared') = (calls = 0) AND (calls = 0) = (first_sent_wall IS NULL)),
     CONSTRAINT payout_attempt_reference_check CHECK (reference IS NOT NULL OR state NOT IN ('sent','paid','returned')))`,
  `CREATE UNIQUE INDEX payout_attempt_one_live ON payout_attempt (line_id) WHERE state IN ('prepared','sending','unknown','sent','paid')`,
  `CREATE INDEX payout_attempt_open ON payout_attempt (next_wall) WHERE state IN ('prepared','sending','unknown','sent')`,
  // A next attempt comes after one that moved nothing; a state moves on, the first call and the reference stay.
  `CREATE FUNCTION payout_attempt_moves_on() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF TG_OP = 'INSERT' THEN
       IF NEW.state <> 'prepared' OR NOT EXISTS (SELECT FROM payout_line WHERE line_id = NEW.line_id AND state = 'in_transit')
          OR (NEW.number > 1 AND NOT EXISTS (SELECT FROM payout_attempt b WHERE b.line_id = NEW.line_id AND b.number = NEW.number - 1
                                               AND b.state IN ('rejected','absent'))) THEN
         RAISE EXCEPTION 'attempt % of line % may not be made', NEW.number, NEW.line_id ${refused('payout_attempt_begins', 'payout_attempt')};
       END IF;
       RETURN NEW;
     END IF;
     IF (NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (${movesOf(ATTEMPT_MOVES)}))
        OR NEW.calls NOT IN (OLD.calls, OLD.calls + 1) OR (NEW.calls > OLD.calls) AND NEW.state <> 'sending'
        OR (OLD.first_sent_wall IS NOT NULL AND NEW.first_sent_wall IS DISTINCT FROM OLD.first_sent_wall)
        OR (OLD.reference IS NOT NULL AND NEW.reference IS DISTINCT FROM OLD.reference) THEN
       RAISE EXCEPTION 'attempt % that is % does not become %', NEW.attempt_id, OLD.state, NEW.state
         ${refused('payout_attempt_moves_on', 'payout_attempt')};
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER payout_attempt_moves_on BEFORE INSERT OR UPDATE ON payout_attempt FOR EACH ROW EXECUTE FUNCTION payout_attempt_moves_on()`,
];
