import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Payouts, payees and lines of a partner's people beside the partner's own. The one approval of a close covers them: the
 * partner's payout holds a digest of theirs in its content. The hashes of a partner's rows stay what they were.
 */
export class PeopleArePaid1796690000000 implements MigrationInterface {
  readonly name = 'PeopleArePaid1796690000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  /** Refuses while people have payouts or payees: they would become the partner's. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DO $$ BEGIN
      IF EXISTS (SELECT FROM payout WHERE person_id IS NOT NULL) OR EXISTS (SELECT FROM payee WHERE person_id IS NOT NULL)
      THEN RAISE EXCEPTION 'people have payouts or payees'; END IF; END $$`);
    for (const statement of DOWN) await runner.query(statement);
  }
}

/** As a CHECK would refuse it. */
const refused = (constraint: string, table: string): string =>
  `USING ERRCODE = '23514', CONSTRAINT = '${constraint}', TABLE = '${table}'`;

const HOLDER = `holder_id text NOT NULL GENERATED ALWAYS AS (partner_id || coalesce('/' || person_id, '')) STORED`;
const personOf = (table: string): string =>
  `ADD COLUMN person_id text CONSTRAINT ${table}_person_id_check CHECK (person_id !~ '[\\t\\n]'), ADD COLUMN ${HOLDER}`;

/** A generated column is made anew. */
const hashOf = (table: string, content: string): string[] => [
  `ALTER TABLE ${table} DROP COLUMN content_hash`,
  `ALTER TABLE ${table} ADD COLUMN content_hash text NOT NULL
     GENERATED ALWAYS AS (encode(sha256((${content})::bytea), 'hex')) STORED`,
];

const PAYOUT = `payout_id || '|' || partner_id || '|' || period || '|' || currency || '|' || amount_minor::text || '|' || earnings_digest`;
const LINE = `line_id || '|' || payee_id || '|' || partner_id || '|' || currency || '|' ||
  amount_minor::text || '|' || coalesce(account_id, '') || '|' || payouts_digest ||
  CASE WHEN withheld_minor = 0 AND reserved_minor = 0 AND released_minor = 0 THEN ''
  ELSE '|' || withheld_minor::text || '|' || reserved_minor::text || '|' || coalesce(reserved_until, '') || '|' || released_minor::text END`;
const PERSON = ` || coalesce('|person/' || person_id, '')`;

const APPROVED = `ADD CONSTRAINT payout_approval_id_content_hash_fkey
  FOREIGN KEY (approval_id, content_hash) REFERENCES approval (approval_id, subject_hash)`;

/** What a line may pay: what is due, and of its own holder, where `ofHolder`. */
const itemIsDue = (ofHolder: string): string =>
  `CREATE OR REPLACE FUNCTION payout_line_item_is_due() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF EXISTS (SELECT FROM added a JOIN payout p USING (payout_id) WHERE p.state <> 'due') THEN
       RAISE EXCEPTION 'a line pays what is due and nothing else' ${refused('payout_line_item_is_due', 'payout_line_item')};
     END IF;${ofHolder}
     RETURN NULL;
   END $$`;

const UP = [
  // A payout of nothing for the partner is there where it covers its people; a person's has no approval of its own.
  `ALTER TABLE payout ${personOf('payout')},
     ADD COLUMN covered_by text CONSTRAINT payout_covered_by_fkey REFERENCES payout DEFERRABLE INITIALLY DEFERRED,
     ADD COLUMN people_digest text CONSTRAINT payout_people_digest_check CHECK (people_digest ~ '^[0-9a-f]{64}$'),
     ADD CONSTRAINT payout_covered_check CHECK ((person_id IS NULL) = (covered_by IS NULL)),
     ADD CONSTRAINT payout_covers_check CHECK (people_digest IS NULL OR person_id IS NULL),
     DROP CONSTRAINT payout_amount_minor_check,
     ADD CONSTRAINT payout_amount_minor_check CHECK (amount_minor >= (CASE WHEN people_digest IS NULL THEN 1 ELSE 0 END)
       AND amount_minor <= 9007199254740991),
     DROP CONSTRAINT payout_check1,
     ADD CONSTRAINT payout_check1 CHECK ((state = 'due' AND person_id IS NULL) = (approval_id IS NOT NULL)),
     DROP CONSTRAINT payout_partner_id_period_currency_revision_key,
     ADD CONSTRAINT payout_holder_id_period_currency_revision_key UNIQUE (holder_id, period, currency, revision)`,
  ...hashOf('payout', `${PAYOUT} || coalesce('|people/' || people_digest, '')${PERSON}`),
  `ALTER TABLE payout ${APPROVED}`,
  `DROP INDEX payout_one_live`,
  `CREATE UNIQUE INDEX payout_one_live ON payout (holder_id, period, currency) WHERE state <> 'void'`,
  `CREATE INDEX payout_covered ON payout (covered_by) WHERE covered_by IS NOT NULL`,
  // What is due to a person was in the content that finance has approved for the partner.
  `CREATE FUNCTION payout_person_is_covered() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF NOT EXISTS (SELECT FROM payout h WHERE h.payout_id = NEW.covered_by AND h.partner_id = NEW.partner_id AND h.state = 'due'
          AND h.period = NEW.period AND h.currency = NEW.currency AND h.people_digest = (
            SELECT encode(sha256(string_agg(p.content_hash, ',' ORDER BY p.payout_id COLLATE "C")::bytea), 'hex')
            FROM payout p WHERE p.covered_by = NEW.covered_by)) THEN
       RAISE EXCEPTION 'nobody has approved payout % of a person', NEW.payout_id ${refused('payout_person_is_covered', 'payout')};
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER payout_person_is_covered BEFORE INSERT OR UPDATE OF state ON payout FOR EACH ROW
     WHEN (NEW.state = 'due' AND NEW.person_id IS NOT NULL) EXECUTE FUNCTION payout_person_is_covered()`,

  `ALTER TABLE payout_line DROP CONSTRAINT payout_line_payee_id_partner_id_currency_fkey`,
  `ALTER TABLE payee ${personOf('payee')},
     DROP CONSTRAINT payee_partner_id_currency_key,
     DROP CONSTRAINT payee_key,
     ADD CONSTRAINT payee_holder_id_currency_key UNIQUE (holder_id, currency),
     ADD CONSTRAINT payee_key UNIQUE (payee_id, holder_id, currency)`,
  `CREATE INDEX payee_partner ON payee (partner_id, currency)`,

  `ALTER TABLE payout_line ${personOf('payout_line')},
     ADD CONSTRAINT payout_line_payee_id_holder_id_currency_fkey FOREIGN KEY (payee_id, holder_id, currency)
       REFERENCES payee (payee_id, holder_id, currency)`,
  ...hashOf('payout_line', `${LINE}${PERSON}`),
  `DROP INDEX payout_line_reserve`,
  `CREATE INDEX payout_line_reserve ON payout_line (holder_id, currency) WHERE reserved_minor > 0 OR released_minor <> 0`,
  // The version before collects by partner: it must not pay a partner what a person earned.
  itemIsDue(`
     IF EXISTS (SELECT FROM added a JOIN payout p USING (payout_id) JOIN payout_line l USING (line_id)
                WHERE (p.holder_id, p.currency) <> (l.holder_id, l.currency)) THEN
       RAISE EXCEPTION 'a line pays what its payee has earned and nothing else' ${refused('payout_line_item_of_holder', 'payout_line_item')};
     END IF;`),
];

const DOWN = [
  itemIsDue(''),
  `DROP INDEX payout_line_reserve`,
  ...hashOf('payout_line', LINE),
  `ALTER TABLE payout_line DROP CONSTRAINT payout_line_payee_id_holder_id_currency_fkey, DROP COLUMN holder_id, DROP COLUMN person_id`,
  `CREATE INDEX payout_line_reserve ON payout_line (partner_id, currency) WHERE reserved_minor > 0 OR released_minor <> 0`,
  `DROP INDEX payee_partner`,
  `ALTER TABLE payee DROP CONSTRAINT payee_key, DROP CONSTRAINT payee_holder_id_currency_key, DROP COLUMN holder_id, DROP COLUMN person_id,
     ADD CONSTRAINT payee_partner_id_currency_key UNIQUE (partner_id, currency),
     ADD CONSTRAINT payee_key UNIQUE (payee_id, partner_id, currency)`,
  `ALTER TABLE payout_line ADD CONSTRAINT payout_line_payee_id_partner_id_currency_fkey
     FOREIGN KEY (payee_id, partner_id, currency) REFERENCES payee (payee_id, partner_id, currency)`,
  `DROP TRIGGER payout_person_is_covered ON payout`,
  `DROP FUNCTION payout_person_is_covered()`,
  `DROP INDEX payout_covered`,
  `DROP INDEX payout_one_live`,
  ...hashOf('payout', PAYOUT),
  `ALTER TABLE payout ${APPROVED},
     DROP CONSTRAINT payout_holder_id_period_currency_revision_key,
     ADD CONSTRAINT payout_partner_id_period_currency_revision_key UNIQUE (partner_id, period, currency, revision),
     DROP CONSTRAINT payout_check1,
     ADD CONSTRAINT payout_check1 CHECK ((state = 'due') = (approval_id IS NOT NULL)),
     DROP CONSTRAINT payout_amount_minor_check,
     ADD CONSTRAINT payout_amount_minor_check CHECK (amount_minor BETWEEN 1 AND 9007199254740991),
     DROP COLUMN people_digest, DROP COLUMN covered_by, DROP COLUMN holder_id, DROP COLUMN person_id`,
  `CREATE UNIQUE INDEX payout_one_live ON payout (partner_id, period, currency) WHERE state <> 'void'`,
];
