import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people are told of payout runs and of payments that came back. */
export class PayoutNotices1796620000000 implements MigrationInterface {
  readonly name = 'PayoutNotices1796620000000';

  async up(runner: QueryRunner): Promise<void> {
    await allow(runner, `${BEFORE},${ADDED}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM notice WHERE occasion IN (${ADDED})`);
    await allow(runner, BEFORE);
  }
}

const BEFORE = `'asked','added','reminded','info_requested','decided','withdrawn','invited','account_changed'`;
const ADDED = `'payout_review','payout_failed','payment_returned'`;

async function allow(runner: QueryRunner, occasions: string): Promise<void> {
  await runner.query('ALTER TABLE notice DROP CONSTRAINT notice_occasion_check');
  await runner.query(`ALTER TABLE notice ADD CONSTRAINT notice_occasion_check CHECK (occasion IN (${occasions}))`);
}
