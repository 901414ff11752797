import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ORIGIN, RECORDED } from './foundation/columns';

/** Payees: who a partner's money goes to, their accounts (sealed), and the gates before they are paid. */
export class Payees1796530000000 implements MigrationInterface {
  readonly name = 'Payees1796530000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['payee_gate', 'payee_account', 'payee']) await runner.query(`DROP TABLE ${table}`);
    await runner.query('DROP FUNCTION payee_account_rests()');
    await runner.query(`DELETE FROM notice WHERE occasion = 'account_changed'`);
    await runner.query('ALTER TABLE notice DROP CONSTRAINT notice_occasion_check');
    await runner.query(`ALTER TABLE notice ADD CONSTRAINT notice_occasion_check CHECK (occasion IN (${OCCASIONS}))`);
  }
}

const OCCASIONS = `'asked','added','reminded','info_requested','decided','withdrawn','invited'`;
/** Frozen here: 48 hours. */
const RESTS_MS = 172_800_000;

const UP = [
  `ALTER TABLE notice DROP CONSTRAINT notice_occasion_check`,
  `ALTER TABLE notice ADD CONSTRAINT notice_occasion_check CHECK (occasion IN (${OCCASIONS},'account_changed'))`,
  `CREATE TABLE payee (
     payee_id text PRIMARY KEY,
     partner_id text NOT NULL REFERENCES partner,
     currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
     held_reason text CHECK (length(held_reason) <= 2000),
     held_by text,
     held_wall bigint,
     ${RECORDED},
     UNIQUE (partner_id, currency),
     CONSTRAINT payee_key UNIQUE (payee_id, partner_id, currency),
     CONSTRAINT payee_held_check CHECK ((held_reason IS NULL) = (held_by IS NULL) AND (held_reason IS NULL) = (held_wall IS NULL)))`,
  // What is sealed, who proposed it and for whom never changes: another account is another row.
  `CREATE TABLE payee_account (
     account_id text PRIMARY KEY,
     payee_id text NOT NULL REFERENCES payee,
     kind text NOT NULL CHECK (kind IN ('iban','reference')),
     last_four text NOT NULL CHECK (length(last_four) BETWEEN 1 AND 4),
     country text CHECK (country ~ '^[A-Z]{2}$'),
     key_id text NOT NULL CHECK (length(key_id) BETWEEN 1 AND 20),
     sealed text NOT NULL CHECK (length(sealed) <= 4000),
     proposed_by text NOT NULL REFERENCES person,
     proposed_wall bigint NOT NULL,
     state text NOT NULL CHECK (state IN ('proposed','verified','replaced','rejected','withdrawn')),
     decided_by text REFERENCES person,
     decided_wall bigint,
     payable_from_wall bigint,
     ${ORIGIN}, ${RECORDED},
     CONSTRAINT payee_account_payee_key UNIQUE (account_id, payee_id),
     CONSTRAINT payee_account_four_eyes CHECK (decided_by <> proposed_by),
     CONSTRAINT payee_account_decided_check CHECK ((decided_by IS NOT NULL) = (state IN ('verified','replaced','rejected'))
       AND (decided_by IS NULL) = (decided_wall IS NULL)),
     CONSTRAINT payee_account_payable_check CHECK ((payable_from_wall IS NOT NULL) = (state IN ('verified','replaced'))
       AND payable_from_wall >= decided_wall))`,
  `CREATE UNIQUE INDEX payee_account_one_verified ON payee_account (payee_id) WHERE state = 'verified'`,
  `CREATE UNIQUE INDEX payee_account_one_proposed ON payee_account (payee_id) WHERE state = 'proposed'`,
  `CREATE INDEX payee_account_payee ON payee_account (payee_id, proposed_wall)`,
  // An account that takes the place of another one rests, whatever the code above thought; and states only move on.
  `CREATE FUNCTION payee_account_rests() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF (OLD.state, NEW.state) NOT IN (('proposed','verified'), ('proposed','rejected'), ('proposed','withdrawn'), ('verified','replaced')) THEN
       RAISE EXCEPTION 'an account that is % does not become %', OLD.state, NEW.state
         USING ERRCODE = '23514', CONSTRAINT = 'payee_account_moves_on', TABLE = 'payee_account';
     END IF;
     IF NEW.state = 'verified' AND NEW.payable_from_wall < NEW.decided_wall + ${RESTS_MS}
        AND EXISTS (SELECT FROM payee_account WHERE payee_id = NEW.payee_id AND state IN ('verified','replaced')) THEN
       RAISE EXCEPTION 'a changed account rests 48 hours'
         USING ERRCODE = '23514', CONSTRAINT = 'payee_account_rests', TABLE = 'payee_account';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER payee_account_rests BEFORE UPDATE OF state ON payee_account FOR EACH ROW
     WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION payee_account_rests()`,
  `CREATE TABLE payee_gate (
     seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     payee_id text NOT NULL REFERENCES payee,
     gate text NOT NULL CHECK (gate IN ('tax_form','sanctions')),
     outcome text NOT NULL CHECK (outcome IN ('passed','failed')),
     account_id text,
     reference text NOT NULL CHECK (length(reference) BETWEEN 1 AND 200),
     expires_wall bigint,
     recorded_by text NOT NULL REFERENCES person,
     recorded_wall bigint NOT NULL,
     ${ORIGIN}, ${RECORDED},
     CONSTRAINT payee_gate_account_check CHECK ((gate = 'sanctions') = (account_id IS NOT NULL)),
     CONSTRAINT payee_gate_expires_check CHECK (expires_wall > recorded_wall),
     FOREIGN KEY (account_id, payee_id) REFERENCES payee_account (account_id, payee_id))`,
  `CREATE INDEX payee_gate_payee ON payee_gate (payee_id, gate, seq)`,
];
