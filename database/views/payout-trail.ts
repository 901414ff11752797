import type { Pool } from 'pg';
import type { LedgerKind } from '../../domain/incentivize/ledger';
import type { AttemptState } from '../../domain/incentivize/payout-attempt';
import type { PayoutLineState } from '../../domain/incentivize/payout-run';
import { query, queryOne, toSafeNumber, toSafeNumberOrNull } from '../sql';

/** What one cent went through: from the payout that collected it to the payment that moved it. Times are wall time, epoch ms. */
export interface TrailLine {
  lineId: string;
  runId: string;
  revision: number;
  programId: string;
  period: string;
  partnerId: string;
  partnerName: string;
  /** Which of the partner's people, where it is what a person earned; without a name where only a sender knows them. */
  personId: string | null;
  personName: string | null;
  currency: string;
  amountMinor: string;
  withheldMinor: string;
  reservedMinor: string;
  /** Civil day; null where nothing is kept back. */
  reservedUntil: string | null;
  /** Kept back earlier, and paid now. */
  releasedMinor: string;
  state: PayoutLineState;
  reason: string | null;
  contentHash: string;
  account: { kind: 'iban' | 'reference'; lastFour: string; country: string | null; verifiedMs: number | null } | null;
  payouts: TrailPayout[];
  attempts: TrailAttempt[];
  postings: TrailPosting[];
}

/** A payout that a line pays: approved by itself before the run was, a person's with the partner's. */
export interface TrailPayout {
  payoutId: string;
  period: string;
  amountMinor: string;
  earnings: number;
  approvalId: string | null;
}

/** A try to move the money. */
export interface TrailAttempt {
  attemptId: string;
  number: number;
  rail: string;
  state: AttemptState;
  calls: number;
  reference: string | null;
  reason: string | null;
  preparedMs: number;
  firstSentMs: number | null;
  changedMs: number;
  /** The file that it went out in; null where it went otherwise, or not yet. */
  file: { fileId: string; fileName: string; messageId: string; reference: string } | null;
}

/** A transaction of the ledger. Program time, epoch ms. */
export interface TrailPosting {
  transactionId: string;
  seq: number;
  kind: LedgerKind;
  amountMinor: string;
  effectiveMs: number;
}

/** Where an earning has got to. */
export interface EarningTrail {
  sale: {
    source: string;
    saleId: string;
    occurredOn: string;
    product: string | null;
    amountMinor: string | null;
    currency: string | null;
    importId: string | null;
  };
  /** Every transaction that posts it, the first one first. */
  postings: TrailPosting[];
  /** The line that pays it; null while there is none. */
  line: { lineId: string; runId: string; programId: string; period: string; state: PayoutLineState } | null;
  /** The latest try to pay that line. */
  attempt: TrailAttempt | null;
}

/** Postings that are told. */
const POSTINGS_MAX = 50;
/** Attempts of a line: a person says yes to each one after the first. */
const ATTEMPTS_MAX = 50;
/** Payouts of a line: one per period. */
const PAYOUTS_MAX = 200;

const ATTEMPT = `a.attempt_id AS "attemptId", a.number, a.rail, a.state, a.calls, a.reference, a.reason, a.prepared_wall AS "preparedMs",
  a.first_sent_wall AS "firstSentMs", a.changed_wall AS "changedMs",
  (SELECT jsonb_build_object('fileId', f.file_id, 'fileName', f.file_name, 'messageId', f.message_id, 'reference', i.reference)
   FROM payout_file_item i JOIN payout_file f USING (file_id) WHERE i.attempt_id = a.attempt_id) AS file`;
const POSTING = `t.transaction_id AS "transactionId", t.seq, t.kind, t.effective_ms AS "effectiveMs"`;

type AttemptRow = Omit<TrailAttempt, 'preparedMs' | 'firstSentMs' | 'changedMs'> &
  Record<'preparedMs' | 'changedMs', string> & { firstSentMs: string | null };
type PostingRow = Omit<TrailPosting, 'effectiveMs'> & { effectiveMs: string };

/** Follows money from what earned it to what moved it; read only. */
export class PayoutTrailView {
  constructor(private readonly pool: Pool) {}

  /** A line of a run, in whatever revision it is. */
  async line(runId: string, lineId: string): Promise<TrailLine | null> {
    type Row = Omit<TrailLine, 'account' | 'payouts' | 'attempts' | 'postings'> & {
      accountKind: 'iban' | 'reference' | null;
      lastFour: string;
      country: string | null;
      verifiedMs: string | null;
    };
    const row = await queryOne<Row>(
      this.pool,
      `SELECT l.line_id AS "lineId", l.run_id AS "runId", l.revision, r.program_id AS "programId", r.period, l.partner_id AS "partnerId",
              p.name AS "partnerName", l.person_id AS "personId", h.display_name AS "personName", l.currency, l.amount_minor::text AS "amountMinor", l.withheld_minor::text AS "withheldMinor",
              l.reserved_minor::text AS "reservedMinor", l.reserved_until AS "reservedUntil", l.released_minor::text AS "releasedMinor",
              l.state, l.reason, l.content_hash AS "contentHash",
              c.kind AS "accountKind", c.last_four AS "lastFour", c.country, c.decided_wall AS "verifiedMs"
       FROM payout_line l JOIN payout_run r USING (run_id, revision) JOIN partner p ON p.partner_id = l.partner_id LEFT JOIN person h ON h.person_id = l.person_id
       LEFT JOIN payee_account c ON c.account_id = l.account_id
       WHERE l.run_id = $1 AND l.line_id = $2`,
      [runId, lineId],
    );
    if (!row) return null;
    const { accountKind, lastFour, country, verifiedMs, ...line } = row;
    const account =
      accountKind === null
        ? null
        : { kind: accountKind, lastFour, country, verifiedMs: toSafeNumberOrNull(verifiedMs) };
    const [payouts, attempts, postings] = [
      await this.payouts(lineId),
      await this.attempts(lineId),
      await this.moved(lineId),
    ];
    return { ...line, account, payouts, attempts, postings };
  }

  /** Where an earning of the partner has got to. */
  async ofEarning(partnerId: string, earningId: string): Promise<EarningTrail | null> {
    const sale = await queryOne<EarningTrail['sale']>(
      this.pool,
      `SELECT coalesce(s.source, v.source) AS source, coalesce(s.sale_id, v.event_id) AS "saleId", coalesce(s.occurred_on, v.occurred_on) AS "occurredOn",
              s.product, s.amount_minor::text AS "amountMinor", s.currency, s.import_id AS "importId"
       FROM earning e LEFT JOIN sale s USING (sale_key) LEFT JOIN commission_event v USING (event_key)
       WHERE e.partner_id = $1 AND e.earning_id = $2`,
      [partnerId, earningId],
    );
    if (!sale) return null;
    const line = await queryOne<NonNullable<EarningTrail['line']>>(
      this.pool,
      `SELECT l.line_id AS "lineId", l.run_id AS "runId", r.program_id AS "programId", r.period, l.state
       FROM payout_item i JOIN payout_line_item n ON n.payout_id = i.payout_id AND n.live
       JOIN payout_line l USING (line_id) JOIN payout_run r USING (run_id, revision)
       WHERE i.earning_id = $1 AND i.live`,
      [earningId],
    );
    const postings = await query<PostingRow>(
      this.pool,
      `SELECT ${POSTING}, coalesce(sum(e.amount_minor) FILTER (WHERE e.account <> 'expense'), 0)::text AS "amountMinor"
       FROM ledger_entry e JOIN ledger_transaction t USING (transaction_id)
       WHERE e.earning_id = $1 AND t.partner_id = $2 GROUP BY t.transaction_id ORDER BY t.seq LIMIT ${POSTINGS_MAX}`,
      [earningId, partnerId],
    );
    const attempts = line === null ? [] : await this.attempts(line.lineId);
    return { sale, line, postings: postings.map(postingOf), attempt: attempts.at(-1) ?? null };
  }

  private async payouts(lineId: string): Promise<TrailPayout[]> {
    return query<TrailPayout>(
      this.pool,
      `SELECT o.payout_id AS "payoutId", o.period, o.amount_minor::text AS "amountMinor", coalesce(o.approval_id, c.approval_id) AS "approvalId",
              (SELECT count(*)::int FROM payout_item i WHERE i.payout_id = o.payout_id) AS earnings
       FROM payout_line_item n JOIN payout o USING (payout_id) LEFT JOIN payout c ON c.payout_id = o.covered_by WHERE n.line_id = $1
       ORDER BY o.period COLLATE "C", o.payout_id LIMIT ${PAYOUTS_MAX}`,
      [lineId],
    );
  }

  private async attempts(lineId: string): Promise<TrailAttempt[]> {
    const rows = await query<AttemptRow>(
      this.pool,
      `SELECT * FROM (SELECT ${ATTEMPT} FROM payout_attempt a WHERE a.line_id = $1 ORDER BY a.number DESC LIMIT ${ATTEMPTS_MAX}) latest
       ORDER BY number`,
      [lineId],
    );
    return rows.map((row) => ({
      ...row,
      preparedMs: toSafeNumber(row.preparedMs),
      firstSentMs: toSafeNumberOrNull(row.firstSentMs),
      changedMs: toSafeNumber(row.changedMs),
    }));
  }

  /** What the line's attempts moved: each posting is known by its attempt. */
  private async moved(lineId: string): Promise<TrailPosting[]> {
    const rows = await query<PostingRow>(
      this.pool,
      `SELECT ${POSTING}, (SELECT max(e.amount_minor)::text FROM ledger_entry e WHERE e.transaction_id = t.transaction_id) AS "amountMinor"
       FROM payout_attempt a JOIN payout_line l USING (line_id)
       JOIN ledger_transaction t ON t.holder_id = l.holder_id AND t.currency = l.currency
        AND starts_with(t.business_key, 'payout-attempt/' || a.attempt_id || '/')
       WHERE a.line_id = $1 ORDER BY t.seq LIMIT ${POSTINGS_MAX}`,
      [lineId],
    );
    return rows.map(postingOf);
  }
}

const postingOf = (row: PostingRow): TrailPosting => ({ ...row, effectiveMs: toSafeNumber(row.effectiveMs) });
