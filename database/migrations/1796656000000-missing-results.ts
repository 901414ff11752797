import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finance is told of payment files whose results do not come. */
export class MissingResults1796656000000 implements MigrationInterface {
  readonly name = 'MissingResults1796656000000';

  async up(runner: QueryRunner): Promise<void> {
    await allow(runner, `${BEFORE},'results_missing'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM notice WHERE occasion = 'results_missing'`);
    await allow(runner, BEFORE);
  }
}

const BEFORE = `'asked','added','reminded','info_requested','decided','withdrawn','invited','account_changed','payout_review','payout_failed','payment_returned'`;

async function allow(runner: QueryRunner, occasions: string): Promise<void> {
  await runner.query('ALTER TABLE notice DROP CONSTRAINT notice_occasion_check');
  await runner.query(`ALTER TABLE notice ADD CONSTRAINT notice_occasion_check CHECK (occasion IN (${occasions}))`);
}
