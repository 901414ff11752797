import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A payee's own rate of withholding, as its tax form says it; without one the plan's counts. */
export class WithholdingOfPayees1796670000000 implements MigrationInterface {
  readonly name = 'WithholdingOfPayees1796670000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE payee_gate
      ADD COLUMN withholding text CONSTRAINT payee_gate_withholding_check CHECK (withholding ~ '^[0-9]{1,3}([.][0-9]{1,6})?%$'),
      ADD CONSTRAINT payee_gate_withholding_gate_check CHECK (withholding IS NULL OR (gate = 'tax_form' AND outcome = 'passed'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE payee_gate DROP COLUMN withholding');
  }
}
