import type { MigrationInterface, QueryRunner } from 'typeorm';

const ORIGIN =
  'workflow_id text NOT NULL, run_id text NOT NULL, history_length integer NOT NULL, business_key text NOT NULL UNIQUE';
const RECORDED = 'recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()';

/** Lines of statements that partners dispute, and how that ended. */
export class StatementDisputes1796560000000 implements MigrationInterface {
  readonly name = 'StatementDisputes1796560000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE statement_dispute_end');
    await runner.query('DROP TABLE statement_dispute');
  }
}

const UP = [
  `CREATE TABLE statement_dispute (
     dispute_id text PRIMARY KEY,
     partner_id text NOT NULL REFERENCES partner,
     earning_id text NOT NULL REFERENCES earning,
     number integer NOT NULL CHECK (number >= 1),
     reason text NOT NULL,
     raised_by text NOT NULL REFERENCES person,
     raised_ms bigint NOT NULL,
     due_ms bigint NOT NULL,
     ${ORIGIN}, ${RECORDED},
     UNIQUE (earning_id, number))`,
  `CREATE INDEX statement_dispute_partner ON statement_dispute (partner_id, raised_ms)`,
  `CREATE TABLE statement_dispute_end (
     dispute_id text PRIMARY KEY REFERENCES statement_dispute,
     outcome text NOT NULL CHECK (outcome IN ('accepted','declined','withdrawn')),
     approval_id text NOT NULL REFERENCES approval,
     ended_ms bigint NOT NULL,
     ${ORIGIN}, ${RECORDED})`,
];
