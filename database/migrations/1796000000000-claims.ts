import type { MigrationInterface, QueryRunner } from 'typeorm';
import { RECORDED } from './foundation/columns';

/**
 * What the directory says of roles, and what outranks it. `claims_wall` is when the token was issued whose claims are
 * on record: an older token brings nothing back. `role_withheld` holds what was revoked by hand: no claim gives it
 * again until somebody does.
 */
export class Claims1796000000000 implements MigrationInterface {
  readonly name = 'Claims1796000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE person ADD COLUMN claims_wall bigint');
    await runner.query(
      `CREATE TABLE role_withheld (
         business_key text PRIMARY KEY,
         person_id text NOT NULL REFERENCES person,
         role text NOT NULL,
         region text,
         withheld_by text NOT NULL,
         from_wall bigint NOT NULL,
         to_wall bigint CHECK (to_wall > from_wall),
         ${RECORDED})`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX role_withheld_live ON role_withheld (person_id, role, coalesce(region, '')) WHERE to_wall IS NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE role_withheld');
    await runner.query('ALTER TABLE person DROP COLUMN claims_wall');
  }
}
