import type { MigrationInterface, QueryRunner } from 'typeorm';
import { RECORDED } from './foundation/columns';

/** Reaching people: what somebody is to be told (an outbox), how it was told, how they want it, and links to decide by. */
export class Notices1796300000000 implements MigrationInterface {
  readonly name = 'Notices1796300000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['decision_link', 'notice', 'notice_delivery', 'notice_setting'])
      await runner.query(`DROP TABLE ${table}`);
    await runner.query('DROP FUNCTION notice_notify()');
  }
}

const MINUTE_OF_DAY = 'BETWEEN 0 AND 1439';

const UP = [
  `CREATE TABLE notice_setting (
     person_id text PRIMARY KEY REFERENCES person,
     channel text NOT NULL CHECK (channel IN ('mail','chat','none')),
     zone text NOT NULL CHECK (length(zone) BETWEEN 1 AND 60),
     pace text NOT NULL CHECK (pace IN ('at_once','daily')),
     daily_at_min integer NOT NULL CHECK (daily_at_min ${MINUTE_OF_DAY}),
     quiet_from_min integer CHECK (quiet_from_min ${MINUTE_OF_DAY}),
     quiet_to_min integer CHECK (quiet_to_min ${MINUTE_OF_DAY}),
     chat_kind text CHECK (chat_kind IN ('slack','teams')),
     chat_url text CHECK (length(chat_url) <= 1000),
     changed_wall bigint NOT NULL,
     ${RECORDED},
     CONSTRAINT notice_setting_quiet_check CHECK ((quiet_from_min IS NULL) = (quiet_to_min IS NULL)),
     CONSTRAINT notice_setting_chat_check CHECK ((chat_kind IS NULL) = (chat_url IS NULL) AND (channel <> 'chat' OR chat_url IS NOT NULL)))`,
  `CREATE TABLE notice_delivery (
     delivery_id text PRIMARY KEY,
     person_id text NOT NULL REFERENCES person,
     channel text NOT NULL CHECK (channel IN ('mail','chat')),
     state text NOT NULL CHECK (state IN ('sending','sent','empty','failed')),
     prepared_wall bigint NOT NULL,
     ended_wall bigint,
     reason text,
     workflow_id text NOT NULL,
     run_id text NOT NULL,
     ${RECORDED},
     CONSTRAINT notice_delivery_ended_check CHECK ((state = 'sending') = (ended_wall IS NULL)))`,
  `CREATE INDEX notice_delivery_person ON notice_delivery (person_id, ended_wall)`,
  // `new`: nobody has been called; `called`: the person's workflow knows; `sending`: in a delivery.
  `CREATE TABLE notice (
     seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     notice_id text NOT NULL UNIQUE,
     business_key text NOT NULL UNIQUE,
     person_id text NOT NULL REFERENCES person,
     occasion text NOT NULL CHECK (occasion IN ('asked','added','reminded','info_requested','decided','withdrawn')),
     subject text NOT NULL,
     partner_id text REFERENCES partner,
     state text NOT NULL CHECK (state IN ('new','called','sending','delivered','obsolete','silent','failed')),
     delivery_id text REFERENCES notice_delivery,
     reason text,
     ${RECORDED})`,
  `CREATE INDEX notice_person ON notice (person_id, seq)`,
  `CREATE INDEX notice_subject ON notice (subject, person_id)`,
  `CREATE INDEX notice_new ON notice (person_id) WHERE state = 'new'`,
  `CREATE INDEX notice_waiting ON notice (person_id) WHERE state IN ('new','called','sending')`,
  `CREATE INDEX notice_failed ON notice (seq) WHERE state = 'failed'`,
  `CREATE FUNCTION notice_notify() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     PERFORM pg_notify('notice', '');
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER notice_notify AFTER INSERT OR UPDATE OF state ON notice FOR EACH ROW WHEN (NEW.state = 'new') EXECUTE FUNCTION notice_notify()`,
  `CREATE TABLE decision_link (
     token_hash text PRIMARY KEY CHECK (token_hash ~ '^[0-9a-f]{64}$'),
     approval_id text NOT NULL,
     person_id text NOT NULL REFERENCES person,
     content_hash text NOT NULL,
     expires_wall bigint NOT NULL,
     used_by text,
     ${RECORDED},
     FOREIGN KEY (approval_id, content_hash) REFERENCES approval (approval_id, content_hash))`,
];
