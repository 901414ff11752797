import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What has no due date comes last: the order of every inbox. */
const DUE = 'coalesce(due_ms, 9007199254740991)';
const LIVE = `state IN ('open','paused','info_requested')`;

/** Indexes in the order in which the console lists: an inbox or a board reads what it shows, however much there is. */
export class ConsoleReads1796350000000 implements MigrationInterface {
  readonly name = 'ConsoleReads1796350000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  'DROP INDEX approval_live',
  `CREATE INDEX approval_live ON approval ((${DUE}), approval_id) WHERE ${LIVE}`,
  `CREATE INDEX approval_requested ON approval (requester) WHERE ${LIVE}`,
  'DROP INDEX step_open',
  `CREATE INDEX step_open ON step ((${DUE}), step_id) WHERE state = 'open'`,
  'DROP INDEX stage_run_open',
  'CREATE INDEX stage_run_open ON stage_run (stage, started_ms, workflow_id) WHERE outcome IS NULL',
];

const DOWN = [
  'DROP INDEX stage_run_open',
  'CREATE INDEX stage_run_open ON stage_run (stage) WHERE outcome IS NULL',
  'DROP INDEX step_open',
  `CREATE INDEX step_open ON step (due_ms) WHERE state = 'open'`,
  'DROP INDEX approval_requested',
  'DROP INDEX approval_live',
  `CREATE INDEX approval_live ON approval (due_ms) WHERE ${LIVE}`,
];
