import type { MigrationInterface, QueryRunner } from 'typeorm';

const BEFORE = `'asked','added','reminded','info_requested','decided','withdrawn'`;

/** People are told that they are invited. Only adds an occasion; the version before runs on. */
export class Invitations1796420000000 implements MigrationInterface {
  readonly name = 'Invitations1796420000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(occasions(`${BEFORE},'invited'`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM notice WHERE occasion = 'invited'`);
    await runner.query(occasions(BEFORE));
  }
}

const occasions = (known: string): string =>
  `ALTER TABLE notice DROP CONSTRAINT notice_occasion_check,
     ADD CONSTRAINT notice_occasion_check CHECK (occasion IN (${known}))`;
