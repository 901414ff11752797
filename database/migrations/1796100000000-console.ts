import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the console lists beyond its inboxes: steps that have ended, the latest first. */
export class Console1796100000000 implements MigrationInterface {
  readonly name = 'Console1796100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX step_ended ON step (ended_ms, step_id) WHERE ended_ms IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX step_ended');
  }
}
