import type { MigrationInterface, QueryRunner } from 'typeorm';
import { AUDIT } from './foundation/audit';
import { DECISIONS } from './foundation/decisions';
import { INTAKE } from './foundation/intake';
import { MONEY } from './foundation/money';
import { PARTNERS } from './foundation/partners';
import { PEOPLE } from './foundation/people';
import { PROGRAMS } from './foundation/programs';

/**
 * The first schema. Times named `*_ms` are program time in epoch milliseconds (who set them: the workflow);
 * `*_wall` are wall time, passed as parameters from the one Clock; `recorded_at` is information and decides nothing.
 * Constraints are the last choke point: a row that breaks a rule is refused here even if the code above forgot.
 */
export class Foundation1795000000000 implements MigrationInterface {
  readonly name = 'Foundation1795000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...PROGRAMS, ...PEOPLE, ...PARTNERS, ...DECISIONS, ...MONEY, ...INTAKE, ...AUDIT])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const view of ['sale_state', 'partner_sale', 'live_certificate', 'learner_statement', 'decision_live'])
      await runner.query(`DROP VIEW ${view}`);
    for (const table of TABLES) await runner.query(`DROP TABLE ${table}`);
    await runner.query('DROP FUNCTION audit_notify()');
  }
}

/** In an order in which they can be dropped. */
const TABLES = [
  'audit',
  'one_time_code',
  'idempotency',
  'pricing_run',
  'import_row',
  'import_job',
  'payout_item',
  'payout',
  'earning',
  'period_pin',
  'sale_match',
  'sale',
  'certificate_withdrawn',
  'certificate',
  'statement_match',
  'training_statement',
  'fact',
  'provisioned_access',
  'screening',
  'signature',
  'agreement',
  'step_evidence',
  'decision',
  'approval_candidate',
  'approval',
  'step',
  'stage_run',
  'partner_owner',
  'partner_tier',
  'learner_identifier',
  'role_grant',
  'person',
  'partner',
  'intake',
  'program_version',
];
