import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever looks at something is told when its rows have changed, also by a turn that has no line in the audit. */
export class Shown1796570000000 implements MigrationInterface {
  readonly name = 'Shown1796570000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(NOTIFY_OF_PARTNER);
    await runner.query(NOTIFY);
    for (const table of OF_PARTNERS)
      await runner.query(
        `CREATE TRIGGER shown_notify AFTER INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION shown_notify_of_partner()`,
      );
    for (const table of OF_NOBODY)
      await runner.query(
        `CREATE TRIGGER shown_notify AFTER INSERT OR UPDATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION shown_notify()`,
      );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...OF_PARTNERS, ...OF_NOBODY]) await runner.query(`DROP TRIGGER shown_notify ON ${table}`);
    await runner.query('DROP FUNCTION shown_notify()');
    await runner.query('DROP FUNCTION shown_notify_of_partner()');
  }
}

const OF_PARTNERS = ['partner', 'stage_run', 'step', 'approval'];
/** Work on many partners: its progress is shown to those who see all of them. */
const OF_NOBODY = ['import_job', 'pricing_run', 'payout_run', 'payout_line'];

// Equal notifications of one transaction are one.
const NOTIFY_OF_PARTNER = `CREATE FUNCTION shown_notify_of_partner() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM pg_notify('shown', NEW.partner_id);
    RETURN NULL;
  END $$`;

const NOTIFY = `CREATE FUNCTION shown_notify() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM pg_notify('shown', '');
    RETURN NULL;
  END $$`;
