/**
 * Reads the whole ledger again and recomputes every hash, link, balance and sum in this program, not in Postgres: who
 * can change a row can change a function, too. Streams: memory does not grow with the ledger.
 */
import type { LedgerBalances, LedgerEntry, LedgerKind } from '../domain/incentivize/ledger';
import { emptyBook, holderIdOf, LEDGER_ACCOUNTS } from '../domain/incentivize/ledger';
import type { LedgerHeader } from '../domain/incentivize/ledger-hash';
import { LEDGER_START } from '../domain/incentivize/ledger-hash';
import { ledgerHashOf } from './repositories/ledger';
import type { EntryRow } from './repositories/ledger-books';
import { ENTRY, entryOf } from './repositories/ledger-books';
import type { Queryable } from './sql';
import { query, toSafeNumber } from './sql';

/** Transactions read together: some MB with their entries. */
const PAGE = 1_000;

/** One thing that is wrong. */
export interface LedgerFinding {
  /** `<holder>/<currency>`; null where a row belongs to no book any more. */
  book: string | null;
  seq: number | null;
  what: string;
}

/** The end of a book's chain at some moment. */
export interface LedgerBookHead {
  partnerId: string;
  /** Of a person's book; absent in heads of partners' books. */
  personId?: string;
  currency: string;
  seq: number;
  hash: string;
}

type TransactionRow = Omit<LedgerHeader, 'effectiveMs' | 'recordedWallMs'> & {
  effectiveMs: string;
  recordedWallMs: string;
  entryCount: number;
  hash: string;
  kind: LedgerKind;
} & Record<keyof LedgerBalances, string>;

/** Where reading is. */
interface Place {
  holderId: string;
  currency: string;
  seq: number;
  hash: string;
  balances: LedgerBalances;
}

/**
 * Everything that is wrong with the ledger, book by book. Call it in a REPEATABLE READ transaction: it sees one moment.
 * What is missing at the end of a book shows only against {@link missingHeads}.
 */
export async function* verifyLedger(
  db: Queryable,
  onProgress: (transactions: number) => void = () => undefined,
): AsyncGenerator<LedgerFinding> {
  let place: Place | null = null;
  let done = 0;
  for (;;) {
    const page: TransactionRow[] = await readPage(db, place);
    const entries = await readEntries(db, page);
    for (const row of page) {
      const before: Place = place && sameBook(place, row) ? place : startOf(row);
      const own = entries.get(row.transactionId) ?? [];
      for (const what of faultsOf(row, { before, entries: own }))
        yield { book: `${row.holderId}/${row.currency}`, seq: row.seq, what };
      place = { ...row, balances: balancesOf(row) };
    }
    done += page.length;
    onProgress(done);
    if (page.length < PAGE) break;
  }
  yield* strayEntries(db);
}

/** Heads of an earlier export that the ledger does not have any more: what came after them, or they, was taken away. */
export async function* missingHeads(db: Queryable, heads: readonly LedgerBookHead[]): AsyncGenerator<LedgerFinding> {
  for (let from = 0; from < heads.length; from += PAGE) {
    const part = heads.slice(from, from + PAGE);
    const rows = await query<{ holderId: string; currency: string; seq: number; hash: string | null }>(
      db,
      `SELECT h.holder_id AS "holderId", h.currency, h.seq, t.hash
       FROM unnest($1::text[], $2::text[], $3::int[], $4::text[]) AS h(holder_id, currency, seq, hash)
       LEFT JOIN ledger_transaction t USING (holder_id, currency, seq) WHERE t.hash IS DISTINCT FROM h.hash`,
      [
        part.map(holderIdOf),
        part.map((head) => head.currency),
        part.map((head) => head.seq),
        part.map((head) => head.hash),
      ],
    );
    for (const { holderId, currency, seq, hash } of rows)
      yield {
        book: `${holderId}/${currency}`,
        seq,
        what: hash === null ? 'is missing, and an exported head knows it' : 'is not what an exported head says',
      };
  }
}

/** The heads of all books now, for an exported log. */
export async function readBookHeads(db: Queryable): Promise<LedgerBookHead[]> {
  const rows = await query<LedgerBookHead & { personId: string | null }>(
    db,
    `SELECT partner_id AS "partnerId", person_id AS "personId", currency, seq, hash FROM ledger_book ORDER BY holder_id, currency`,
  );
  return rows.map(({ personId, ...head }) => (personId === null ? head : { ...head, personId }));
}

function faultsOf(
  row: TransactionRow,
  { before, entries }: { before: Place; entries: readonly (LedgerEntry & { position: number })[] },
): string[] {
  const faults: string[] = [];
  if (row.seq !== before.seq + 1) faults.push(`follows ${before.seq}: what was between is missing or was moved`);
  if (row.previousHash !== before.hash) faults.push('does not cite the hash of the transaction before it');
  const header: LedgerHeader = {
    ...row,
    effectiveMs: toSafeNumber(row.effectiveMs),
    recordedWallMs: toSafeNumber(row.recordedWallMs),
  };
  if (ledgerHashOf(header, entries) !== row.hash) faults.push('its content does not have its hash');
  if (entries.length !== row.entryCount || entries.some(({ position }, index) => position !== index + 1))
    faults.push(`has ${entries.length} entries instead of 1 to ${row.entryCount}`);
  const after = { ...before.balances };
  let total = 0n;
  for (const { account, amountMinor } of entries) {
    after[account] += amountMinor;
    total += amountMinor;
  }
  if (total !== 0n) faults.push(`its entries sum to ${total}, not to zero`);
  const balances = balancesOf(row);
  for (const account of LEDGER_ACCOUNTS)
    if (balances[account] !== after[account])
      faults.push(`says ${balances[account]} on ${account} where its entries lead to ${after[account]}`);
  return faults;
}

async function readPage(db: Queryable, after: Place | null): Promise<TransactionRow[]> {
  return query<TransactionRow>(
    db,
    `SELECT transaction_id AS "transactionId", holder_id AS "holderId", currency, seq, kind, business_key AS "businessKey", reverses,
            program_id AS "programId", program_version AS "programVersion", workflow_id AS "workflowId", run_id AS "runId",
            history_length AS "historyLength", effective_ms AS "effectiveMs", recorded_wall AS "recordedWallMs",
            entry_count AS "entryCount", ${LEDGER_ACCOUNTS.join(', ')}, previous_hash AS "previousHash", hash
     FROM ledger_transaction WHERE $1::text IS NULL OR (holder_id, currency, seq) > ($1, $2, $3)
     ORDER BY holder_id, currency, seq LIMIT ${PAGE}`,
    [after?.holderId ?? null, after?.currency ?? null, after?.seq ?? null],
  );
}

async function readEntries(
  db: Queryable,
  page: readonly TransactionRow[],
): Promise<Map<string, (LedgerEntry & { position: number })[]>> {
  const rows = await query<EntryRow & { transactionId: string; position: number }>(
    db,
    `SELECT e.transaction_id AS "transactionId", e.position, ${ENTRY} FROM ledger_entry e
     WHERE e.transaction_id = ANY($1::text[]) ORDER BY e.transaction_id, e.position`,
    [page.map(({ transactionId }) => transactionId)],
  );
  const entries = new Map<string, (LedgerEntry & { position: number })[]>();
  for (const { transactionId, position, ...row } of rows) {
    const own = entries.get(transactionId) ?? [];
    own.push({ ...entryOf(row), position });
    entries.set(transactionId, own);
  }
  return entries;
}

async function* strayEntries(db: Queryable): AsyncGenerator<LedgerFinding> {
  const rows = await query<{ transactionId: string; entries: number }>(
    db,
    `SELECT e.transaction_id AS "transactionId", count(*)::int AS entries FROM ledger_entry e
     WHERE NOT EXISTS (SELECT FROM ledger_transaction t WHERE t.transaction_id = e.transaction_id) GROUP BY 1 ORDER BY 1`,
  );
  for (const { transactionId, entries } of rows)
    yield {
      book: null,
      seq: null,
      what: `${entries} entries are of the transaction ${transactionId}, which is missing`,
    };
}

function balancesOf(row: Record<keyof LedgerBalances, string>): LedgerBalances {
  return Object.fromEntries(LEDGER_ACCOUNTS.map((account) => [account, BigInt(row[account])])) as LedgerBalances;
}

function startOf({ holderId, currency }: TransactionRow): Place {
  return { holderId, currency, seq: 0, hash: LEDGER_START, balances: emptyBook().balances };
}

function sameBook(place: Place, { holderId, currency }: TransactionRow): boolean {
  return place.holderId === holderId && place.currency === currency;
}
