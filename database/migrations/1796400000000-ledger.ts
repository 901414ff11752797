import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The ledger: transactions of a book (partner and currency), chained by hash, and their entries. */
export class Ledger1796400000000 implements MigrationInterface {
  readonly name = 'Ledger1796400000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW ledger_book');
    await runner.query('DROP TABLE ledger_entry');
    await runner.query('DROP TRIGGER ledger_transaction_sound ON ledger_transaction');
    await runner.query('DROP FUNCTION ledger_text(ledger_transaction)');
    await runner.query('DROP TABLE ledger_transaction');
    for (const name of ['ledger_sound', 'ledger_entry_in_time']) await runner.query(`DROP FUNCTION ${name}()`);
  }
}

/** Frozen here: a released migration never changes. The live list is domain/incentivize/ledger.ts. */
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
const FALLING = ['receivable', 'expense', 'write_off'];
const KINDS = `'earn','clawback','release','reserve','unreserve','withhold','pay','settle','return','reconcile','repay','write_off','reversal'`;

/** No tab or line feed, which separate the fields of the hashed text. */
const PLAIN = (column: string): string => `CHECK (${column} !~ '[\\t\\n]')`;

const BALANCES = ACCOUNTS.map(
  (account) => `${account} bigint NOT NULL CHECK (${account} ${FALLING.includes(account) ? '<=' : '>='} 0)`,
).join(', ');

const UP = [
  // The columns named as accounts are what stands on them after the transaction.
  `CREATE TABLE ledger_transaction (
     transaction_id text PRIMARY KEY ${PLAIN('transaction_id')},
     partner_id text NOT NULL REFERENCES partner,
     currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
     seq integer NOT NULL CHECK (seq >= 1),
     kind text NOT NULL CHECK (kind IN (${KINDS})),
     business_key text NOT NULL UNIQUE ${PLAIN('business_key')},
     reverses text UNIQUE REFERENCES ledger_transaction,
     program_id text,
     program_version integer,
     workflow_id text NOT NULL ${PLAIN('workflow_id')},
     run_id text NOT NULL ${PLAIN('run_id')},
     history_length integer NOT NULL,
     effective_ms bigint NOT NULL,
     recorded_wall bigint NOT NULL,
     entry_count integer NOT NULL CHECK (entry_count >= 2),
     ${BALANCES},
     previous_seq integer GENERATED ALWAYS AS (NULLIF(seq - 1, 0)) STORED,
     previous_hash text NOT NULL CHECK (previous_hash ~ '^[0-9a-f]{64}$'),
     hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
     CONSTRAINT ledger_transaction_reverses_check CHECK ((kind = 'reversal') = (reverses IS NOT NULL)),
     CONSTRAINT ledger_transaction_start_check CHECK (seq > 1 OR previous_hash = repeat('0', 64)),
     UNIQUE (partner_id, currency, seq),
     CONSTRAINT ledger_transaction_link_key UNIQUE (partner_id, currency, seq, hash),
     FOREIGN KEY (program_id, program_version) REFERENCES program_version,
     CONSTRAINT ledger_transaction_link_fkey FOREIGN KEY (partner_id, currency, previous_seq, previous_hash)
       REFERENCES ledger_transaction (partner_id, currency, seq, hash))`,
  `CREATE TABLE ledger_entry (
     transaction_id text NOT NULL REFERENCES ledger_transaction,
     position integer NOT NULL CHECK (position >= 1),
     account text NOT NULL CHECK (account IN (${ACCOUNTS.map((account) => `'${account}'`).join(',')})),
     amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
     item text ${PLAIN('item')},
     rule_id text ${PLAIN('rule_id')},
     earning_id text REFERENCES earning,
     PRIMARY KEY (transaction_id, position),
     CONSTRAINT ledger_entry_held_check CHECK (account <> 'accrued_held' OR item IS NOT NULL))`,
  `CREATE INDEX ledger_entry_held ON ledger_entry (item) WHERE account = 'accrued_held'`,
  `CREATE INDEX ledger_entry_earning ON ledger_entry (earning_id) WHERE earning_id IS NOT NULL`,
  // The very text of domain/incentivize/ledger-hash.ts.
  `CREATE FUNCTION ledger_text(t ledger_transaction) RETURNS text LANGUAGE sql STABLE AS $$
     SELECT concat_ws(E'\\t', t.previous_hash, t.transaction_id, t.partner_id, t.currency, t.seq, t.kind, t.business_key,
              coalesce(t.reverses, ''), coalesce(t.program_id, ''), coalesce(t.program_version::text, ''), t.workflow_id, t.run_id,
              t.history_length, t.effective_ms, t.recorded_wall)
            || coalesce((SELECT string_agg(E'\\n' || concat_ws(E'\\t', e.account, e.amount_minor, coalesce(e.item, ''),
                                             coalesce(e.rule_id, ''), coalesce(e.earning_id, '')), '' ORDER BY e.position)
                         FROM ledger_entry e WHERE e.transaction_id = t.transaction_id), '') $$`,
  // At commit a transaction has its entries, balanced, its balances follow from those before, and its hash is true.
  `CREATE FUNCTION ledger_sound() RETURNS trigger LANGUAGE plpgsql AS $$
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
       WHERE partner_id = NEW.partner_id AND currency = NEW.currency AND seq = NEW.previous_seq;
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
  `CREATE CONSTRAINT TRIGGER ledger_transaction_sound AFTER INSERT ON ledger_transaction
     DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_sound()`,
  // A committed transaction has all its positions 1..entry_count, so that nothing can be added to it.
  `CREATE FUNCTION ledger_entry_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF EXISTS (SELECT FROM added a JOIN ledger_transaction t USING (transaction_id) WHERE a.position > t.entry_count) THEN
       RAISE EXCEPTION 'a ledger transaction takes no more entries than it says'
         USING ERRCODE = '23514', CONSTRAINT = 'ledger_entry_in_time', TABLE = 'ledger_entry';
     END IF;
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER ledger_entry_in_time AFTER INSERT ON ledger_entry REFERENCING NEW TABLE AS added
     FOR EACH STATEMENT EXECUTE FUNCTION ledger_entry_in_time()`,
  // What stands on the accounts of each book now.
  `CREATE VIEW ledger_book AS
     SELECT DISTINCT ON (partner_id, currency) partner_id, currency, seq, hash, ${ACCOUNTS.join(', ')}
     FROM ledger_transaction ORDER BY partner_id, currency, seq DESC`,
];
