import type { Pool } from 'pg';
import type { LedgerAccount, LedgerBalances, LedgerKind } from '../../domain/incentivize/ledger';
import { LEDGER_ACCOUNTS } from '../../domain/incentivize/ledger';
import { query, toSafeNumber } from '../sql';

/** What stands in one book; minor units. */
export interface LedgerBookView {
  currency: string;
  /** Transactions so far. */
  seq: number;
  /** The hash at the end of its chain. */
  hash: string;
  balances: LedgerBalances;
}

/** A transaction with what it moved on each account, its entries summed up. */
export interface LedgerTransactionView {
  transactionId: string;
  currency: string;
  seq: number;
  kind: LedgerKind;
  businessKey: string;
  reverses: string | null;
  programId: string | null;
  programVersion: number | null;
  /** Program time, epoch ms. */
  effectiveMs: number;
  entryCount: number;
  hash: string;
  workflowId: string;
  historyLength: number;
  /** With what stands on each of these accounts afterwards. */
  moves: { account: LedgerAccount; amountMinor: bigint; afterMinor: bigint }[];
  /** The first of its entries; those of the earning that was asked for come before others. */
  entries: LedgerEntryView[];
}

/** An entry, and the sale or event that it is about. */
interface LedgerEntryView {
  position: number;
  account: LedgerAccount;
  amountMinor: bigint;
  ruleId: string | null;
  earningId: string | null;
  saleId: string | null;
}

/** Which transactions: of one book, that touch an account, that an earning is posted in. */
export interface LedgerFilter {
  currency?: string;
  account?: LedgerAccount;
  earning?: string;
}

/** Entries that are told with a transaction. */
const ENTRIES_SHOWN = 20;

type Row = Omit<LedgerTransactionView, 'effectiveMs' | 'moves' | 'entries'> &
  Record<LedgerAccount, string> & {
    effectiveMs: string;
    moves: Partial<Record<LedgerAccount, string>>;
    entries: (Omit<LedgerEntryView, 'amountMinor'> & { amountMinor: string })[];
  };

/** The own books of a partner whom the reader may see, and none of its people; read only. */
export class LedgerView {
  constructor(private readonly pool: Pool) {}

  /** The partner's books by currency. */
  async books(partnerId: string): Promise<LedgerBookView[]> {
    const rows = await query<{ currency: string; seq: number; hash: string } & Record<LedgerAccount, string>>(
      this.pool,
      'SELECT * FROM ledger_book WHERE holder_id = $1 ORDER BY currency',
      [partnerId],
    );
    return rows.map(({ currency, seq, hash, ...row }) => ({
      currency,
      seq,
      hash,
      balances: Object.fromEntries(LEDGER_ACCOUNTS.map((account) => [account, BigInt(row[account])])) as LedgerBalances,
    }));
  }

  /** By currency, the latest of each book first; one row more than the page holds, where there are more. */
  async transactions(
    partnerId: string,
    filter: LedgerFilter,
    page: { limit: number; after: { currency: string; seq: number } | null },
  ): Promise<LedgerTransactionView[]> {
    const rows = await query<Row>(
      this.pool,
      `SELECT t.transaction_id AS "transactionId", t.currency, t.seq, t.kind, t.business_key AS "businessKey", t.reverses, t.program_id AS "programId",
              t.program_version AS "programVersion", t.effective_ms AS "effectiveMs", t.entry_count AS "entryCount", t.hash,
              t.workflow_id AS "workflowId", t.history_length AS "historyLength", m.moves, n.entries,
              ${LEDGER_ACCOUNTS.map((account) => `t.${account}::text`).join(', ')}
       FROM (SELECT * FROM ledger_transaction l
             WHERE holder_id = $1 AND ($2::text IS NULL OR currency = $2)
               AND ($3::text IS NULL OR currency COLLATE "C" > $3 OR (currency = $3 AND seq < $4))
               AND ($6::text IS NULL OR EXISTS (SELECT FROM ledger_entry e WHERE e.transaction_id = l.transaction_id AND e.account = $6))
               AND ($7::text IS NULL OR transaction_id IN (SELECT e.transaction_id FROM ledger_entry e WHERE e.earning_id = $7))
             ORDER BY currency COLLATE "C", seq DESC LIMIT $5 + 1) t
       CROSS JOIN LATERAL (SELECT json_object_agg(a.account, a.amount_minor) AS moves
                           FROM (SELECT account, sum(amount_minor)::text AS amount_minor FROM ledger_entry e
                                 WHERE e.transaction_id = t.transaction_id GROUP BY account) a) m
       CROSS JOIN LATERAL (SELECT json_agg(b) AS entries
                           FROM (SELECT e.position, e.account, e.amount_minor::text AS "amountMinor", e.rule_id AS "ruleId", e.earning_id AS "earningId",
                                        coalesce(s.sale_id, v.event_id) AS "saleId"
                                 FROM ledger_entry e LEFT JOIN earning r USING (earning_id)
                                 LEFT JOIN sale s USING (sale_key) LEFT JOIN commission_event v USING (event_key)
                                 WHERE e.transaction_id = t.transaction_id
                                 ORDER BY (e.earning_id = $7) IS TRUE DESC, e.position LIMIT ${ENTRIES_SHOWN}) b) n
       ORDER BY t.currency COLLATE "C", t.seq DESC`,
      [
        partnerId,
        filter.currency ?? null,
        page.after?.currency ?? null,
        page.after?.seq ?? null,
        page.limit,
        filter.account ?? null,
        filter.earning ?? null,
      ],
    );
    return rows.map(shownTransaction);
  }
}

function shownTransaction({ moves, entries, effectiveMs, ...row }: Row): LedgerTransactionView {
  const { transactionId, currency, seq, kind, businessKey, reverses, programId, programVersion } = row;
  const { entryCount, hash, workflowId, historyLength } = row;
  return {
    ...{ transactionId, currency, seq, kind, businessKey, reverses, programId, programVersion },
    ...{ entryCount, hash, workflowId, historyLength },
    effectiveMs: toSafeNumber(effectiveMs),
    moves: LEDGER_ACCOUNTS.flatMap((account) =>
      moves[account] === undefined
        ? []
        : [{ account, amountMinor: BigInt(moves[account]), afterMinor: BigInt(row[account]) }],
    ),
    entries: entries.map((entry) => ({ ...entry, amountMinor: BigInt(entry.amountMinor) })),
  };
}
