import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a line of a payout run withholds and keeps back, what it releases of earlier reserves, and the way back in the ledger. */
export class WithheldAndReserved1796660000000 implements MigrationInterface {
  readonly name = 'WithheldAndReserved1796660000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

/** Frozen here: a released migration never changes. The live list is domain/incentivize/ledger.ts. */
const KINDS_BEFORE = `'earn','clawback','release','reserve','unreserve','withhold','pay','settle','return','reconcile','repay','write_off','reversal'`;
const KINDS = KINDS_BEFORE.replace(`'withhold'`, `'withhold','unwithhold'`);

/** A generated column is made anew: of a line that keeps nothing its hash stays what it was. */
const CONTENT = `line_id || '|' || payee_id || '|' || partner_id || '|' || currency || '|' ||
  amount_minor::text || '|' || coalesce(account_id, '') || '|' || payouts_digest`;
const KEPT = `CASE WHEN withheld_minor = 0 AND reserved_minor = 0 AND released_minor = 0 THEN ''
  ELSE '|' || withheld_minor::text || '|' || reserved_minor::text || '|' || coalesce(reserved_until, '') || '|' || released_minor::text END`;
const hashOf = (content: string): string[] => [
  'ALTER TABLE payout_line DROP COLUMN content_hash',
  `ALTER TABLE payout_line ADD COLUMN content_hash text NOT NULL
     GENERATED ALWAYS AS (encode(sha256((${content})::bytea), 'hex')) STORED`,
];
const kindsAre = (kinds: string): string[] => [
  'ALTER TABLE ledger_transaction DROP CONSTRAINT ledger_transaction_kind_check',
  `ALTER TABLE ledger_transaction ADD CONSTRAINT ledger_transaction_kind_check CHECK (kind IN (${kinds}))`,
];

const UP = [
  `ALTER TABLE payout_line
     ADD COLUMN withheld_minor bigint NOT NULL DEFAULT 0 CONSTRAINT payout_line_withheld_minor_check CHECK (withheld_minor >= 0),
     ADD COLUMN reserved_minor bigint NOT NULL DEFAULT 0 CONSTRAINT payout_line_reserved_minor_check CHECK (reserved_minor >= 0),
     ADD COLUMN reserved_until text CONSTRAINT payout_line_reserved_until_check CHECK (reserved_until ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
     ADD COLUMN released_minor bigint NOT NULL DEFAULT 0,
     ADD CONSTRAINT payout_line_reserve_check CHECK ((reserved_minor > 0) = (reserved_until IS NOT NULL))`,
  `CREATE INDEX payout_line_reserve ON payout_line (partner_id, currency) WHERE reserved_minor > 0 OR released_minor <> 0`,
  ...hashOf(`${CONTENT} || ${KEPT}`),
  ...kindsAre(KINDS),
];

const DOWN = [
  ...kindsAre(KINDS_BEFORE),
  ...hashOf(CONTENT),
  'DROP INDEX payout_line_reserve',
  `ALTER TABLE payout_line DROP COLUMN withheld_minor, DROP COLUMN reserved_minor, DROP COLUMN reserved_until, DROP COLUMN released_minor`,
];
