/**
 * The text of a ledger transaction that is hashed, SHA-256 over UTF-8. Postgres writes the very same in `ledger_text()`.
 * Fields are separated by tabs and lines by line feeds, which no field may hold; a field that is absent is empty.
 */
import type { LedgerEntry, LedgerKind } from './ledger';

/** The previous hash of a book's first transaction. */
export const LEDGER_START = '0'.repeat(64);

/** What of a transaction is hashed besides its entries. */
export interface LedgerHeader {
  transactionId: string;
  /** Whose book it is, see {@link holderIdOf}. */
  holderId: string;
  currency: string;
  /** Place in the book, from 1. */
  seq: number;
  kind: LedgerKind;
  businessKey: string;
  /** The transaction that this one undoes. */
  reverses: string | null;
  programId: string | null;
  programVersion: number | null;
  workflowId: string;
  runId: string;
  historyLength: number;
  /** Program time, epoch ms. */
  effectiveMs: number;
  /** Wall time, epoch ms: information, which decides nothing. */
  recordedWallMs: number;
  previousHash: string;
}

/** The hashed text: one line for the header, one for each entry in order. */
export function ledgerText(header: LedgerHeader, entries: readonly LedgerEntry[]): string {
  const { holderId, currency, seq, kind, businessKey, reverses, programId, programVersion } = header;
  const first = [
    header.previousHash,
    header.transactionId,
    holderId,
    currency,
    seq,
    kind,
    businessKey,
    reverses,
    programId,
    programVersion,
    header.workflowId,
    header.runId,
    header.historyLength,
    header.effectiveMs,
    header.recordedWallMs,
  ];
  const lines = entries.map(({ account, amountMinor, item, ruleId, earningId }) =>
    [account, amountMinor, item, ruleId, earningId].map(field).join('\t'),
  );
  return [first.map(field).join('\t'), ...lines].join('\n');
}

function field(value: string | number | bigint | null | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}
