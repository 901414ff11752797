/** What posting reads of the books that it holds. */
import type { BookHolder, LedgerBook, LedgerEntry, LedgerKind } from '../../domain/incentivize/ledger';
import { emptyBook, holderIdOf, LEDGER_ACCOUNTS } from '../../domain/incentivize/ledger';
import { LEDGER_START } from '../../domain/incentivize/ledger-hash';
import type { Queryable } from '../sql';
import { execute, query, queryOne, toSafeNumber } from '../sql';
import type { LedgerPosting } from './ledger';

/** The end of a book's chain, with what stands in the book. */
export interface LedgerHead extends LedgerBook {
  seq: number;
  hash: string;
}

/** A transaction that is there. */
export interface WrittenPosting extends BookHolder {
  transactionId: string;
  kind: LedgerKind;
  currency: string;
}

type Book = BookHolder & { currency: string };
type Reversed = ReadonlyMap<string, WrittenPosting & { entries: LedgerEntry[] }>;

/** The name of a book: `<holder>/<currency>`. */
export function bookOf(book: Book): string {
  return `${holderIdOf(book)}/${book.currency}`;
}

/** Makes postings of the same books take turns until the transaction ends. */
export async function lockBooks(tx: Queryable, books: readonly Book[]): Promise<void> {
  const names = [...new Set(books.map((book) => `ledger/${bookOf(book)}`))].sort();
  await execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM unnest($1::text[]) AS t(name)', [
    names,
  ]);
}

/** Transactions with the same keys, and reversals of the same transactions. */
export async function readWritten(
  tx: Queryable,
  postings: readonly LedgerPosting[],
): Promise<Map<string, WrittenPosting>> {
  const rows = await query<WrittenPosting & { businessKey: string; reverses: string | null }>(
    tx,
    `SELECT transaction_id AS "transactionId", kind, partner_id AS "partnerId", person_id AS "personId", currency, business_key AS "businessKey", reverses
     FROM ledger_transaction WHERE business_key = ANY($1::text[]) OR reverses = ANY($2::text[])`,
    [postings.map(({ businessKey }) => businessKey), reversedIds(postings)],
  );
  const written = new Map<string, WrittenPosting>();
  for (const { businessKey, reverses, ...row } of rows) {
    written.set(`key ${businessKey}`, row);
    if (reverses !== null) written.set(`reverses ${reverses}`, row);
  }
  return written;
}

/** The heads of the books, by their names; an empty book starts its chain. */
export async function readHeads(tx: Queryable, books: readonly Book[]): Promise<Map<string, LedgerHead>> {
  const heads = new Map<string, LedgerHead>();
  const distinct = [...new Map(books.map((book) => [bookOf(book), book])).values()];
  for (const book of distinct) heads.set(bookOf(book), { ...emptyBook(), seq: 0, hash: LEDGER_START });
  const rows = await query<{ holder_id: string; currency: string; seq: number; hash: string } & Record<string, string>>(
    tx,
    `SELECT h.* FROM unnest($1::text[], $2::text[]) AS b(holder_id, currency)
     CROSS JOIN LATERAL (SELECT * FROM ledger_transaction t WHERE t.holder_id = b.holder_id AND t.currency = b.currency
                         ORDER BY t.seq DESC LIMIT 1) h`,
    [distinct.map(holderIdOf), distinct.map(({ currency }) => currency)],
  );
  for (const row of rows) {
    const head = heads.get(`${row.holder_id}/${row.currency}`)!;
    head.seq = row.seq;
    head.hash = row.hash;
    for (const account of LEDGER_ACCOUNTS) head.balances[account] = BigInt(row[account]!);
  }
  return heads;
}

/** The transactions that are to be reversed, with their entries. */
export async function readReversed(tx: Queryable, postings: readonly LedgerPosting[]): Promise<Reversed> {
  const ids = reversedIds(postings);
  const found = new Map<string, WrittenPosting & { entries: LedgerEntry[] }>();
  if (ids.length === 0) return found;
  const rows = await query<WrittenPosting & EntryRow>(
    tx,
    `SELECT t.transaction_id AS "transactionId", t.kind, t.partner_id AS "partnerId", t.person_id AS "personId", t.currency, ${ENTRY}
     FROM ledger_transaction t JOIN ledger_entry e USING (transaction_id)
     WHERE t.transaction_id = ANY($1::text[]) ORDER BY e.transaction_id, e.position`,
    [ids],
  );
  for (const { transactionId, kind, partnerId, personId, currency, ...entry } of rows) {
    const known = found.get(transactionId) ?? { transactionId, kind, partnerId, personId, currency, entries: [] };
    known.entries.push(entryOf(entry));
    found.set(transactionId, known);
  }
  return found;
}

/** Fills in what is still held of the items that postings take from. */
export async function readHeld(
  tx: Queryable,
  {
    postings,
    reversed,
    heads,
  }: { postings: readonly LedgerPosting[]; reversed: Reversed; heads: Map<string, LedgerHead> },
): Promise<void> {
  const items = new Set<string>();
  for (const { order } of postings) {
    if (order.kind === 'clawback') for (const { item } of order.lines) items.add(item);
    if (order.kind === 'release') for (const item of order.items) items.add(item);
    if (order.kind !== 'reversal') continue;
    for (const { item } of reversed.get(order.reverses)?.entries ?? []) if (item !== undefined) items.add(item);
  }
  if (items.size === 0) return;
  const rows = await query<{ holderId: string; currency: string; item: string; amountMinor: string }>(
    tx,
    `SELECT t.holder_id AS "holderId", t.currency, e.item, sum(e.amount_minor)::text AS "amountMinor"
     FROM ledger_entry e JOIN ledger_transaction t USING (transaction_id)
     WHERE e.account = 'accrued_held' AND e.item = ANY($1::text[]) GROUP BY 1, 2, 3`,
    [[...items]],
  );
  for (const { holderId, currency, item, amountMinor } of rows)
    heads.get(`${holderId}/${currency}`)?.held.set(item, BigInt(amountMinor));
}

/** The wall time of the database, for information; epoch ms. */
export async function wallNow(tx: Queryable): Promise<number> {
  const row = await queryOne<{ wall: string }>(
    tx,
    'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS wall',
  );
  return toSafeNumber(row!.wall);
}

/** An entry as its row shows it. */
export interface EntryRow {
  account: LedgerEntry['account'];
  amountMinor: string;
  item: string | null;
  ruleId: string | null;
  earningId: string | null;
}

/** The columns of an {@link EntryRow}, of `e`. */
export const ENTRY = `e.account, e.amount_minor AS "amountMinor", e.item, e.rule_id AS "ruleId", e.earning_id AS "earningId"`;

/** The entry of a row. */
export function entryOf({ account, amountMinor, item, ruleId, earningId }: EntryRow): LedgerEntry {
  return {
    account,
    amountMinor: BigInt(amountMinor),
    ...(item !== null && { item }),
    ...(ruleId !== null && { ruleId }),
    ...(earningId !== null && { earningId }),
  };
}

function reversedIds(postings: readonly LedgerPosting[]): string[] {
  return postings.flatMap(({ order }) => (order.kind === 'reversal' ? [order.reverses] : []));
}
