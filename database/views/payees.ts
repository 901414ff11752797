import type { Pool } from 'pg';
import type { AccountState, PayeeGap, PayeeGate } from '../../domain/incentivize/payee';
import { payeeGaps } from '../../domain/incentivize/payee';
import { readStandings } from '../repositories/payee-rows';
import { query, queryOne, toSafeNumber, toSafeNumberOrNull } from '../sql';

/** An account as it may be shown: never more of it than the last four characters. Times are wall time, epoch ms. */
export interface AccountView {
  accountId: string;
  kind: 'iban' | 'reference';
  lastFour: string;
  country: string | null;
  state: AccountState;
  proposedBy: string;
  proposedMs: number;
  decidedBy: string | null;
  decidedMs: number | null;
  payableFromMs: number | null;
}

/** The latest word on a gate. */
export interface GateView {
  gate: PayeeGate;
  outcome: 'passed' | 'failed';
  accountId: string | null;
  reference: string;
  recordedBy: string;
  recordedMs: number;
  expiresMs: number | null;
}

/** A payee, its accounts (the latest first) and gates. */
export interface PayeeView {
  payeeId: string;
  currency: string;
  heldReason: string | null;
  heldMs: number | null;
  /** Why it is not paid now; nothing where it may be. */
  gaps: PayeeGap[];
  accounts: AccountView[];
  gates: GateView[];
}

/** Rejected and replaced accounts of a payee beyond these are history that nobody looks at here. */
const ACCOUNTS_SHOWN_MAX = 20;

/** Payees, read only and masked. */
export class PayeesView {
  constructor(private readonly pool: Pool) {}

  /** The payees of a partner, by currency. */
  async ofPartner(partnerId: string, nowWallMs: number): Promise<PayeeView[]> {
    const payees = await query<{ payeeId: string; currency: string; heldReason: string | null; heldMs: string | null }>(
      this.pool,
      `SELECT payee_id AS "payeeId", currency, held_reason AS "heldReason", held_wall AS "heldMs"
       FROM payee WHERE partner_id = $1 ORDER BY currency`,
      [partnerId],
    );
    const ids = payees.map(({ payeeId }) => payeeId);
    const standings = await readStandings(this.pool, ids);
    const accounts = await this.accounts(ids);
    const gates = await this.gates(ids);
    return payees.map((payee) => ({
      ...payee,
      heldMs: toSafeNumberOrNull(payee.heldMs),
      gaps: payeeGaps(standings.get(payee.payeeId)!, nowWallMs),
      accounts: accounts
        .filter(({ payeeId }) => payeeId === payee.payeeId)
        .slice(0, ACCOUNTS_SHOWN_MAX)
        .map(({ payeeId: _payeeId, ...account }) => account),
      gates: gates.filter(({ payeeId }) => payeeId === payee.payeeId).map(({ payeeId: _payeeId, ...gate }) => gate),
    }));
  }

  /** Whose account this is. */
  async ownerOf(accountId: string): Promise<{ partnerId: string; currency: string } | null> {
    return queryOne(
      this.pool,
      `SELECT partner_id AS "partnerId", currency FROM payee_account JOIN payee USING (payee_id) WHERE account_id = $1`,
      [accountId],
    );
  }

  private async accounts(payeeIds: string[]): Promise<(AccountView & { payeeId: string })[]> {
    const rows = await query<
      Omit<AccountView, 'proposedMs' | 'decidedMs' | 'payableFromMs'> & {
        payeeId: string;
        proposedMs: string;
        decidedMs: string | null;
        payableFromMs: string | null;
      }
    >(
      this.pool,
      `SELECT payee_id AS "payeeId", account_id AS "accountId", kind, last_four AS "lastFour", country, state,
              proposed_by AS "proposedBy", proposed_wall AS "proposedMs", decided_by AS "decidedBy",
              decided_wall AS "decidedMs", payable_from_wall AS "payableFromMs"
       FROM payee_account WHERE payee_id = ANY($1::text[]) ORDER BY proposed_wall DESC, account_id`,
      [payeeIds],
    );
    return rows.map((row) => ({
      ...row,
      proposedMs: toSafeNumber(row.proposedMs),
      decidedMs: toSafeNumberOrNull(row.decidedMs),
      payableFromMs: toSafeNumberOrNull(row.payableFromMs),
    }));
  }

  private async gates(payeeIds: string[]): Promise<(GateView & { payeeId: string })[]> {
    const rows = await query<
      Omit<GateView, 'recordedMs' | 'expiresMs'> & { payeeId: string; recordedMs: string; expiresMs: string | null }
    >(
      this.pool,
      `SELECT DISTINCT ON (payee_id, gate, account_id) payee_id AS "payeeId", gate, outcome, account_id AS "accountId", reference,
              recorded_by AS "recordedBy", recorded_wall AS "recordedMs", expires_wall AS "expiresMs"
       FROM payee_gate WHERE payee_id = ANY($1::text[]) ORDER BY payee_id, gate, account_id, seq DESC`,
      [payeeIds],
    );
    return rows.map((row) => ({
      ...row,
      recordedMs: toSafeNumber(row.recordedMs),
      expiresMs: toSafeNumberOrNull(row.expiresMs),
    }));
  }
}
