import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an approval was before; a state that it did not know becomes the nearest one that it did. */
const STATES_BEFORE = `'open','paused','approved','rejected','expired','cancelled'`;

/**
 * The human task: chains of levels, claims, questions, rounds that void earlier ones, and absences. Only adds; the
 * version before runs on.
 */
export class HumanTask1796200000000 implements MigrationInterface {
  readonly name = 'HumanTask1796200000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  `ALTER TABLE approval
     ADD COLUMN rule jsonb,
     ADD COLUMN resolved jsonb,
     ADD COLUMN level integer NOT NULL DEFAULT 1 CONSTRAINT approval_level_check CHECK (level >= 1),
     ADD COLUMN levels integer NOT NULL DEFAULT 1,
     ADD COLUMN claimed_by text CONSTRAINT approval_claimed_by_fkey REFERENCES person,
     DROP CONSTRAINT approval_state_check,
     ADD CONSTRAINT approval_state_check CHECK (state IN ('open','paused','info_requested','approved','rejected','expired','cancelled','superseded'))`,
  `DROP INDEX approval_open`,
  `CREATE INDEX approval_live ON approval (due_ms) WHERE state IN ('open','paused','info_requested')`,
  // Somebody may stand in for two absent people in one role.
  `ALTER TABLE approval_candidate ADD COLUMN on_behalf_of text NOT NULL DEFAULT ''`,
  `ALTER TABLE approval_candidate DROP CONSTRAINT approval_candidate_pkey,
     ADD CONSTRAINT approval_candidate_pkey PRIMARY KEY (approval_id, person_id, role, on_behalf_of)`,
  `ALTER TABLE decision
     ADD COLUMN level integer NOT NULL DEFAULT 1,
     ADD COLUMN on_behalf_of text CONSTRAINT decision_on_behalf_of_fkey REFERENCES person,
     ADD CONSTRAINT decision_on_behalf_of_check CHECK (on_behalf_of <> person_id)`,
  `CREATE TABLE absence (
     absence_id text PRIMARY KEY,
     person_id text NOT NULL REFERENCES person,
     delegate_id text REFERENCES person,
     role text,
     region text,
     subject_type text,
     from_wall bigint NOT NULL,
     to_wall bigint NOT NULL,
     cancelled_wall bigint,
     entered_by text NOT NULL,
     workflow_id text NOT NULL UNIQUE,
     recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     CONSTRAINT absence_time_check CHECK (to_wall > from_wall),
     CONSTRAINT absence_delegate_check CHECK (delegate_id <> person_id))`,
  `CREATE INDEX absence_person ON absence (person_id, to_wall)`,
];

const DOWN = [
  `DROP TABLE absence`,
  `ALTER TABLE decision DROP COLUMN level, DROP COLUMN on_behalf_of`,
  `DELETE FROM approval_candidate WHERE on_behalf_of <> ''`,
  `ALTER TABLE approval_candidate DROP CONSTRAINT approval_candidate_pkey`,
  `ALTER TABLE approval_candidate DROP COLUMN on_behalf_of,
     ADD CONSTRAINT approval_candidate_pkey PRIMARY KEY (approval_id, person_id, role)`,
  `DROP INDEX approval_live`,
  `UPDATE approval SET state = CASE state WHEN 'info_requested' THEN 'open' ELSE 'cancelled' END
     WHERE state NOT IN (${STATES_BEFORE})`,
  `ALTER TABLE approval
     DROP COLUMN rule, DROP COLUMN resolved, DROP COLUMN level, DROP COLUMN levels, DROP COLUMN claimed_by,
     DROP CONSTRAINT approval_state_check,
     ADD CONSTRAINT approval_state_check CHECK (state IN (${STATES_BEFORE}))`,
  `CREATE INDEX approval_open ON approval (due_ms) WHERE state IN ('open','paused')`,
];
