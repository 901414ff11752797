import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Books of a partner's people (SPIFFs) beside the partner's own: a book is one holder's in one currency. */
export class BooksOfPeople1796680000000 implements MigrationInterface {
  readonly name = 'BooksOfPeople1796680000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  /** Refuses while there are books of people: they would become the partner's. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DO $$ BEGIN
      IF EXISTS (SELECT FROM ledger_transaction WHERE person_id IS NOT NULL) THEN RAISE EXCEPTION 'people have books'; END IF; END $$`);
    for (const statement of DOWN) await runner.query(statement);
  }
}

/** Frozen here: a released migration never changes. */
const ACCOUNTS = [
  'accrued_held',
  'payable',
  'reserve',
  'receivable',
  'withheld',
  'in_transit',
  'paid',
  'bank',
  'expense',
  'write_off',
];

/** The hashed text, and the check at commit, by the column that says whose book it is. A partner's text stays what it was. */
const soundBy = (holder: string): string[] => [
  `CREATE OR REPLACE FUNCTION ledger_text(t ledger_transaction) RETURNS text LANGUAGE sql STABLE AS $$
     SELECT concat_ws(E'\\t', t.previous_hash, t.transaction_id, t.${holder}, t.currency, t.seq, t.kind, t.business_key,
              coalesce(t.reverses, ''), coalesce(t.program_id, ''), coalesce(t.program_version::text, ''), t.workflow_id, t.run_id,
              t.history_length, t.effective_ms, t.recorded_wall)
            || coalesce((SELECT string_agg(E'\\n' || concat_ws(E'\\t', e.account, e.amount_minor, coalesce(e.item, ''),
                                             coalesce(e.rule_id, ''), coalesce(e.earning_id, '')), '' ORDER BY e.position)
                         FROM ledger_entry e WHERE e.transaction_id = t.transaction_id), '') $$`,
  `CREATE OR REPLACE FUNCTION ledger_sound() RETURNS trigger LANGUAGE plpgsql AS $$
   DECLARE
     sums record;
     before ledger_transaction;
   BEGIN
     SELECT count(*) AS entries, max(position) AS last, sum(amount_minor) AS total,
            ${ACCOUNTS.map((account) => `coalesce(sum(amount_minor) FILTER (WHERE account = '${account}'), 0) AS ${account}`).join(', ')}
       INTO sums FROM ledger_entry WHERE transaction_id = NEW.transaction_id;
     IF sums.entries <> NEW.entry_count OR sums.last <> NEW.entry_count OR sums.total <> 0 THEN
       RAISE EXCEPTION 'ledger transaction % has % of % entries, which sum to %', NEW.transaction_id, sums.entries, NEW.entry_count, sums.total
         USING ERRCODE = '23514', CONSTRAINT = 'ledger_transaction_balanced', TABLE = 'ledger_transaction';
     END IF;
     SELECT * INTO before FROM ledger_transaction
       WHERE ${holder} = NEW.${holder} AND currency = NEW.currency AND seq = NEW.previous_seq;
     IF (${ACCOUNTS.map((account) => `NEW.${account}`).join(', ')})
        IS DISTINCT FROM (${ACCOUNTS.map((account) => `coalesce(before.${account}, 0) + sums.${account}`).join(', ')}) THEN
       RAISE EXCEPTION 'the balances of ledger transaction % do not follow from its entries', NEW.transaction_id
         USING ERRCODE = '23514', CONSTRAINT = 'ledger_transaction_balances', TABLE = 'ledger_transaction';
     END IF;
     IF encode(sha256(convert_to(ledger_text(NEW), 'UTF8')), 'hex') <> NEW.hash THEN
       RAISE EXCEPTION 'the hash of ledger transaction % is not that of its content', NEW.transaction_id
         USING ERRCODE = '23514', CONSTRAINT = 'ledger_transaction_hash', TABLE = 'ledger_transaction';
     END IF;
     RETURN NULL;
   END $$`,
];

/** One chain of links per book, by the column that says whose it is. */
const linkedBy = (holder: string): string =>
  `ALTER TABLE ledger_transaction
     ADD CONSTRAINT ledger_transaction_${holder}_currency_seq_key UNIQUE (${holder}, currency, seq),
     ADD CONSTRAINT ledger_transaction_link_key UNIQUE (${holder}, currency, seq, hash),
     ADD CONSTRAINT ledger_transaction_link_fkey FOREIGN KEY (${holder}, currency, previous_seq, previous_hash)
       REFERENCES ledger_transaction (${holder}, currency, seq, hash)`;

const unlinkedBy = (holder: string): string =>
  `ALTER TABLE ledger_transaction DROP CONSTRAINT ledger_transaction_link_fkey, DROP CONSTRAINT ledger_transaction_link_key,
     DROP CONSTRAINT ledger_transaction_${holder}_currency_seq_key`;

const BOOKS = ACCOUNTS.join(', ');

const UP = [
  `ALTER TABLE ledger_transaction
     ADD COLUMN person_id text CONSTRAINT ledger_transaction_person_id_check CHECK (person_id !~ '[\\t\\n]'),
     ADD COLUMN holder_id text NOT NULL GENERATED ALWAYS AS (partner_id || coalesce('/' || person_id, '')) STORED`,
  unlinkedBy('partner_id'),
  linkedBy('holder_id'),
  `CREATE INDEX ledger_transaction_partner ON ledger_transaction (partner_id, currency, seq)`,
  ...soundBy('holder_id'),
  `CREATE OR REPLACE VIEW ledger_book AS
     SELECT DISTINCT ON (holder_id, currency) partner_id, currency, seq, hash, ${BOOKS}, person_id, holder_id
     FROM ledger_transaction ORDER BY holder_id, currency, seq DESC`,
];

const DOWN = [
  'DROP VIEW ledger_book',
  ...soundBy('partner_id'),
  unlinkedBy('holder_id'),
  'DROP INDEX ledger_transaction_partner',
  'ALTER TABLE ledger_transaction DROP COLUMN holder_id, DROP COLUMN person_id',
  linkedBy('partner_id'),
  `CREATE VIEW ledger_book AS
     SELECT DISTINCT ON (partner_id, currency) partner_id, currency, seq, hash, ${BOOKS}
     FROM ledger_transaction ORDER BY partner_id, currency, seq DESC`,
];
