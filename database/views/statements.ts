import type { Pool } from 'pg';
import type { EventTrace } from '../../domain/incentivize/commission-posting-trace';
import type { LedgerAccount, LedgerKind } from '../../domain/incentivize/ledger';
import type { PayoutLineState } from '../../domain/incentivize/payout-run';
import type { PeriodPosting } from '../../domain/incentivize/period-pricing';
import { OWED_ACCOUNTS } from '../../domain/incentivize/statement';
import { query, queryOne, toSafeNumber } from '../sql';
import type { Sight } from './sight';
import { sightSql, sightValues } from './sight';

/** What one ledger transaction moves for the earnings of one period and kind, or for none. */
export interface BookMovement {
  transactionId: string;
  currency: string;
  kind: LedgerKind;
  reversedKind: LedgerKind | null;
  /** Program time, epoch ms. */
  effectiveMs: number;
  earning: { period: string; revision: number } | null;
  amountMinor: bigint;
  /** How much of it is kept back or released; minor units, signed. */
  reservedMinor: bigint;
}

/** One line of a statement. */
export interface StatementLine extends BookMovement {
  /** Its place in the book. */
  seq: number;
  /** What was earned or taken back; null for what is about no earning. */
  of: {
    earningId: string;
    source: string;
    saleId: string;
    kind: string;
    occurredOn: string;
    ruleId: string;
    trace: PeriodPosting['trace'] | EventTrace;
  } | null;
  /** The line of a payout run that pays the earning, or whose payment this is; null while there is none. */
  paidBy: { runId: string; lineId: string; state: PayoutLineState } | null;
}

/** Somebody who has statements: how a book stands. Minor units. */
export interface StatementHolder {
  partnerId: string;
  partnerName: string;
  /** Whose book it is, where it is one of the partner's people. */
  personId: string | null;
  personName: string | null;
  currency: string;
  /** All that the holder is owed, paid out or not. */
  owedMinor: bigint;
  heldMinor: bigint;
  payableMinor: bigint;
  reservedMinor: bigint;
  inTransitMinor: bigint;
  paidMinor: bigint;
  withheldMinor: bigint;
  /** When something moved last, program time, epoch ms. */
  movedMs: number;
}

/** A place in the order of lines. */
export interface LinePlace {
  seq: number;
  earningId: string;
}

interface Row {
  transactionId: string;
  currency: string;
  kind: LedgerKind;
  reversedKind: LedgerKind | null;
  effectiveMs: string;
  period: string | null;
  revision: number | null;
  amountMinor: string;
  reservedMinor: string;
}

/** What moves in a book, its revisions told as the first one and later ones. */
const MOVED = `FROM ledger_transaction t JOIN ledger_entry e USING (transaction_id)
  LEFT JOIN earning x ON x.earning_id = e.earning_id
  LEFT JOIN ledger_transaction r ON r.transaction_id = t.reverses`;
const OWED = `e.account IN (${OWED_ACCOUNTS.map((account) => `'${account}'`).join(', ')})`;
/** The first one, or a later one; null for what is about no earning. */
const REVISION = 'CASE WHEN x.revision > 1 THEN 2 ELSE x.revision END';
const RESERVED = `coalesce(sum(e.amount_minor) FILTER (WHERE e.account = 'reserve'), 0)`;
const TOLD = `t.transaction_id AS "transactionId", t.currency, t.kind, r.kind AS "reversedKind", t.effective_ms AS "effectiveMs",
  sum(e.amount_minor)::text AS "amountMinor", ${RESERVED}::text AS "reservedMinor", x.period, ${REVISION} AS revision`;

/** The movements of a partner's books that statements are made of; read only. */
export class StatementsView {
  constructor(private readonly pool: Pool) {}

  /** All that ever changed what a holder of books is owed, in the order of the books. */
  async movements(holderId: string, currency: string | null): Promise<BookMovement[]> {
    const rows = await query<Row>(
      this.pool,
      `SELECT ${TOLD} ${MOVED} WHERE t.holder_id = $1 AND ($2::text IS NULL OR t.currency = $2) AND ${OWED}
       GROUP BY t.transaction_id, r.kind, x.period, ${REVISION} HAVING sum(e.amount_minor) <> 0 OR ${RESERVED} <> 0
       ORDER BY t.currency COLLATE "C", t.seq`,
      [holderId, currency],
    );
    return rows.map(movementOf);
  }

  /** What a person of ours or of a partner is called; null where nobody with this id is on file. */
  async personName(personId: string): Promise<string | null> {
    const row = await queryOne<{ name: string }>(
      this.pool,
      'SELECT display_name AS name FROM person WHERE person_id = $1',
      [personId],
    );
    return row?.name ?? null;
  }

  /**
   * Who has statements, by the partner's name; one more than the page holds, where there are more.
   * @param reader whose sight it is, and of which partners they read what people earned; their own they always do
   */
  async holders(
    reader: { sight: Sight; personId: string; finance: Sight },
    filter: { q?: string; currency?: string },
    page: { limit: number; after: { name: string; partnerId: string; holderId: string; currency: string } | null },
  ): Promise<StatementHolder[]> {
    const { after } = page;
    const rows = await query<
      Pick<StatementHolder, 'partnerId' | 'partnerName' | 'personId' | 'personName' | 'currency'> &
        Record<LedgerAccount | 'movedMs', string>
    >(
      this.pool,
      `SELECT p.partner_id AS "partnerId", p.name AS "partnerName", b.person_id AS "personId", n.display_name AS "personName", b.currency, b.effective_ms AS "movedMs",
              ${[...OWED_ACCOUNTS, 'withheld', 'paid', 'bank'].map((account) => `b.${account}::text`).join(', ')}
       FROM partner p CROSS JOIN LATERAL (
         SELECT DISTINCT ON (holder_id, currency) * FROM ledger_transaction t WHERE t.partner_id = p.partner_id
         ORDER BY holder_id, currency, seq DESC) b
       LEFT JOIN person n ON n.person_id = b.person_id
       WHERE ${sightSql('p', 1)} AND (b.person_id IS NULL OR b.person_id = $11 OR ${sightSql('p', 12)}) AND ($4::text IS NULL OR position(lower($4) IN lower(p.name)) > 0) AND ($5::text IS NULL OR b.currency = $5)
         AND ($6::text IS NULL OR (p.name COLLATE "C", p.partner_id, b.holder_id, b.currency) > ($6, $7, $8, $9))
       ORDER BY p.name COLLATE "C", p.partner_id, b.holder_id, b.currency LIMIT $10 + 1`,
      [
        ...sightValues(reader.sight),
        filter.q ?? null,
        filter.currency ?? null,
        after?.name ?? null,
        after?.partnerId ?? null,
        after?.holderId ?? null,
        after?.currency ?? null,
        page.limit,
        reader.personId,
        ...sightValues(reader.finance),
      ],
    );
    return rows.map(({ partnerId, partnerName, personId, personName, currency, movedMs, ...of }) => ({
      ...{ partnerId, partnerName, personId, personName, currency, movedMs: toSafeNumber(movedMs) },
      owedMinor: OWED_ACCOUNTS.reduce((sum, account) => sum + BigInt(of[account]), 0n),
      heldMinor: BigInt(of.accrued_held),
      payableMinor: BigInt(of.payable),
      reservedMinor: BigInt(of.reserve),
      withheldMinor: BigInt(of.withheld),
      inTransitMinor: BigInt(of.in_transit),
      // What the bank's statement shows has left that account.
      paidMinor: BigInt(of.paid) + BigInt(of.bank),
    }));
  }

  /** The lines of these movements, in the order of the book; one more than the page holds, where there are more. */
  async lines(
    movements: readonly BookMovement[],
    page: { limit: number; after: LinePlace | null },
  ): Promise<StatementLine[]> {
    const rows = await query<Row & Pick<StatementLine, 'seq' | 'of' | 'paidBy'>>(
      this.pool,
      `SELECT ${TOLD}, t.seq, CASE WHEN x.earning_id IS NULL THEN NULL ELSE jsonb_build_object('earningId', x.earning_id,
                'source', coalesce(s.source, v.source), 'saleId', coalesce(s.sale_id, v.event_id), 'kind', coalesce(s.kind, v.kind),
                'occurredOn', coalesce(s.occurred_on, v.occurred_on), 'ruleId', x.rule_id, 'trace', x.trace) END AS of,
              (SELECT jsonb_build_object('runId', l.run_id, 'lineId', l.line_id, 'state', l.state) FROM payout_line l
               WHERE l.line_id = CASE WHEN x.earning_id IS NULL
                 THEN (SELECT a.line_id FROM payout_attempt a WHERE a.attempt_id = split_part(t.business_key, '/', 2) AND starts_with(t.business_key, 'payout-attempt/'))
                 ELSE (SELECT n.line_id FROM payout_item i JOIN payout_line_item n ON n.payout_id = i.payout_id AND n.live
                       WHERE i.earning_id = x.earning_id AND i.live) END) AS "paidBy"
       ${MOVED}
       LEFT JOIN sale s ON s.sale_key = x.sale_key LEFT JOIN commission_event v ON v.event_key = x.event_key
       JOIN unnest($1::text[], $2::text[], $3::int[]) AS wanted(transaction_id, period, revision)
         ON wanted.transaction_id = t.transaction_id AND wanted.period IS NOT DISTINCT FROM x.period
        AND wanted.revision IS NOT DISTINCT FROM ${REVISION}
       WHERE ${OWED} AND ($4::int IS NULL OR (t.seq, coalesce(x.earning_id, '') COLLATE "C") > ($4, $5))
       GROUP BY t.transaction_id, r.kind, x.earning_id, s.sale_key, v.event_key HAVING sum(e.amount_minor) <> 0
       ORDER BY t.seq, coalesce(x.earning_id, '') COLLATE "C" LIMIT $6 + 1`,
      [
        movements.map(({ transactionId }) => transactionId),
        movements.map(({ earning }) => earning?.period ?? null),
        movements.map(({ earning }) => earning?.revision ?? null),
        page.after?.seq ?? null,
        page.after?.earningId ?? null,
        page.limit,
      ],
    );
    return rows.map(({ seq, of, paidBy, ...row }) => ({ ...movementOf(row), seq, of, paidBy }));
  }
}

function movementOf({ effectiveMs, amountMinor, reservedMinor, period, revision, ...row }: Row): BookMovement {
  return {
    ...row,
    effectiveMs: toSafeNumber(effectiveMs),
    amountMinor: BigInt(amountMinor),
    reservedMinor: BigInt(reservedMinor),
    earning: period === null || revision === null ? null : { period, revision },
  };
}
