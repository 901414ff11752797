import { createHash } from 'node:crypto';
import { DomainError } from '../../domain/errors';
import { rowId } from '../../domain/ids';
import type { BookHolder, LedgerBook, LedgerEntry, LedgerOrder } from '../../domain/incentivize/ledger';
import { enter, entriesOf, holderIdOf, LEDGER_ACCOUNTS, reversedEntries } from '../../domain/incentivize/ledger';
import type { LedgerHeader } from '../../domain/incentivize/ledger-hash';
import { ledgerText } from '../../domain/incentivize/ledger-hash';
import type { Origin } from '../../domain/journal';
import { copyRows } from '../copy';
import type { Queryable } from '../sql';
import { execute } from '../sql';
import type { LedgerHead, WrittenPosting } from './ledger-books';
import { bookOf, lockBooks, readHeads, readHeld, readReversed, readWritten, wallNow } from './ledger-books';

/** Undoes a transaction: the same entries with the other sign. A transaction is undone once. */
export interface LedgerReversal {
  kind: 'reversal';
  reverses: string;
}

/** One transaction to post, into the book of its holder and currency. */
export interface LedgerPosting extends BookHolder {
  currency: string;
  /** Written once: another posting with this key changes nothing. Without tab and line feed. */
  businessKey: string;
  origin: Origin;
  /** The version whose plan says so, where one does. */
  program: { programId: string; version: number } | null;
  /** Program time, epoch ms. */
  effectiveMs: number;
  order: LedgerOrder | LedgerReversal;
}

/** What became of a posting. */
export interface LedgerPosted {
  /** Null where there was nothing to move. */
  transactionId: string | null;
  /** False where it had been posted before, or there was nothing to move. */
  posted: boolean;
  /** The entries written now. */
  entries: readonly LedgerEntry[];
}

interface NewTransaction {
  header: LedgerHeader;
  holder: BookHolder;
  entries: readonly LedgerEntry[];
  book: LedgerBook['balances'];
  hash: string;
}

/**
 * Posts transactions in the caller's transaction, in their order. Books take turns until it ends; locks are taken by
 * book name, so that two callers cannot wait for each other. Idempotent by business key, a reversal also by what it
 * reverses: what is there already is answered and not posted again. Many lines cost a few statements.
 *
 * @returns one answer per posting, in order
 * @throws REQUEST.RULE where a book does not have what is to be moved, or what is to be reversed is not in the book
 */
export async function post(tx: Queryable, postings: readonly LedgerPosting[]): Promise<LedgerPosted[]> {
  if (postings.length === 0) return [];
  await lockBooks(tx, postings);
  const written = await readWritten(tx, postings);
  const fresh = postings.filter((posting) => !alreadyWritten(written, posting));
  const heads = await readHeads(tx, fresh);
  const reversed = await readReversed(tx, fresh);
  await readHeld(tx, { postings: fresh, reversed, heads });
  const recordedWallMs = await wallNow(tx);
  const made: NewTransaction[] = [];
  const answers = postings.map((posting): LedgerPosted => {
    const before = alreadyWritten(written, posting);
    if (before) return { transactionId: before.transactionId, posted: false, entries: [] };
    const head = heads.get(bookOf(posting))!;
    const entries = entriesFor(posting, head, reversed);
    if (entries.length === 0) return { transactionId: null, posted: false, entries };
    const transaction = append(head, posting, { entries, recordedWallMs });
    made.push(transaction);
    note(written, posting, transaction.header.transactionId);
    return { transactionId: transaction.header.transactionId, posted: true, entries };
  });
  await insert(tx, made);
  return answers;
}

function entriesFor(
  posting: LedgerPosting,
  head: LedgerHead,
  reversed: ReadonlyMap<string, WrittenPosting & { entries: LedgerEntry[] }>,
): LedgerEntry[] {
  const { order } = posting;
  if (order.kind !== 'reversal') return entriesOf(order, head);
  const original = reversed.get(order.reverses);
  if (original === undefined || bookOf(original) !== bookOf(posting))
    throw new DomainError('REQUEST.RULE', `There is no ledger transaction "${order.reverses}" in this book.`);
  return reversedEntries(original.entries);
}

/** Makes the next link of a book's chain. The head moves on. */
function append(
  head: LedgerHead,
  posting: LedgerPosting,
  { entries, recordedWallMs }: { entries: readonly LedgerEntry[]; recordedWallMs: number },
): NewTransaction {
  const { currency, businessKey, origin, program, effectiveMs, order } = posting;
  enter(head, entries);
  const header: LedgerHeader = {
    transactionId: rowId('ltx', businessKey),
    holderId: holderIdOf(posting),
    currency,
    seq: head.seq + 1,
    kind: order.kind,
    businessKey,
    reverses: order.kind === 'reversal' ? order.reverses : null,
    programId: program?.programId ?? null,
    programVersion: program?.version ?? null,
    workflowId: origin.workflowId,
    runId: origin.runId,
    historyLength: origin.historyLength,
    effectiveMs,
    recordedWallMs,
    previousHash: head.hash,
  };
  const hash = ledgerHashOf(header, entries);
  head.seq = header.seq;
  head.hash = hash;
  return { header, holder: posting, entries, book: { ...head.balances }, hash };
}

/** The hash of a transaction: SHA-256 of its text, hex. */
export function ledgerHashOf(header: LedgerHeader, entries: readonly LedgerEntry[]): string {
  return createHash('sha256').update(ledgerText(header, entries)).digest('hex');
}

const HEADER = `transaction_id, partner_id, person_id, currency, seq, kind, business_key, reverses, program_id, program_version,
  workflow_id, run_id, history_length, effective_ms, recorded_wall, entry_count, ${LEDGER_ACCOUNTS.join(', ')}, previous_hash, hash`;

async function insert(tx: Queryable, made: readonly NewTransaction[]): Promise<void> {
  if (made.length === 0) return;
  const rows = made.map(({ header, holder, entries, book, hash }) => ({
    transaction_id: header.transactionId,
    partner_id: holder.partnerId,
    person_id: holder.personId ?? null,
    currency: header.currency,
    seq: header.seq,
    kind: header.kind,
    business_key: header.businessKey,
    reverses: header.reverses,
    program_id: header.programId,
    program_version: header.programVersion,
    workflow_id: header.workflowId,
    run_id: header.runId,
    history_length: header.historyLength,
    effective_ms: header.effectiveMs,
    recorded_wall: header.recordedWallMs,
    entry_count: entries.length,
    ...Object.fromEntries(LEDGER_ACCOUNTS.map((account) => [account, String(book[account])])),
    previous_hash: header.previousHash,
    hash,
  }));
  await execute(
    tx,
    `INSERT INTO ledger_transaction (${HEADER}) SELECT ${HEADER} FROM json_populate_recordset(NULL::ledger_transaction, $1::json)`,
    [JSON.stringify(rows)],
  );
  await copyRows(
    tx,
    'ledger_entry (transaction_id, position, account, amount_minor, item, rule_id, earning_id)',
    entryRows(made),
  );
}

function* entryRows(made: readonly NewTransaction[]) {
  for (const { header, entries } of made)
    for (const [index, { account, amountMinor, item, ruleId, earningId }] of entries.entries())
      yield [header.transactionId, index + 1, account, amountMinor, item, ruleId, earningId];
}

/** What has this key, or reverses the same; another book's or another kind's is a bug of the caller. */
function alreadyWritten(
  written: ReadonlyMap<string, WrittenPosting>,
  posting: LedgerPosting,
): WrittenPosting | undefined {
  const { businessKey, order } = posting;
  const same = written.get(`key ${businessKey}`);
  if (same && (same.kind !== order.kind || bookOf(same) !== bookOf(posting)))
    throw new DomainError('SERVER.BUG', `The key "${businessKey}" has posted something else.`);
  return same ?? (order.kind === 'reversal' ? written.get(`reverses ${order.reverses}`) : undefined);
}

function note(written: Map<string, WrittenPosting>, posting: LedgerPosting, transactionId: string): void {
  const { businessKey, order, partnerId, personId, currency } = posting;
  const row: WrittenPosting = { transactionId, kind: order.kind, partnerId, personId, currency };
  written.set(`key ${businessKey}`, row);
  if (order.kind === 'reversal') written.set(`reverses ${order.reverses}`, row);
}
