import type { Pool } from 'pg';
import type { AccountState, PayeeGap, PayeeGate, PayeeKey } from '../../domain/incentivize/payee';
import { payeeGaps, payeeIdOf } from '../../domain/incentivize/payee';
import { readStandings } from '../repositories/payee-rows';
import { query, queryOne, toSafeNumber, toSafeNumberOrNull } from '../sql';
import type { Sight } from './sight';
import { sightSql, sightValues } from './sight';

/** An account as it may be shown: never more of it than the last four characters. Times are wall time, epoch ms. */
export interface AccountView {
  accountId: string;
  kind: 'iban' | 'reference';
  lastFour: string;
  country: string | null;
  state: AccountState;
  proposedBy: string;
  proposedByName: string;
  proposedMs: number;
  decidedBy: string | null;
  decidedByName: string | null;
  decidedMs: number | null;
  payableFromMs: number | null;
}

/** The latest word on a gate. */
export interface GateView {
  gate: PayeeGate;
  outcome: 'passed' | 'failed';
  accountId: string | null;
  reference: string;
  /** What is withheld of the payee; null where the plan's rate counts. */
  withholding: string | null;
  recordedBy: string;
  recordedByName: string;
  recordedMs: number;
  expiresMs: number | null;
}

/** A payee, its accounts (the latest first) and gates. */
export interface PayeeView {
  payeeId: string;
  /** Which of the partner's people, where it is about what a person earned. */
  personId: string | null;
  personName: string | null;
  currency: string;
  heldReason: string | null;
  heldMs: number | null;
  /** Why it is not paid now; nothing where it may be. */
  gaps: PayeeGap[];
  accounts: AccountView[];
  gates: GateView[];
}

/** Which payees a list shows: those of whom something waits for finance, that rest, that are held, that something stands in the way of, or none. */
export const PAYEE_SHOWS = ['to_decide', 'resting', 'held', 'stopped', 'payable'] as const;
/** See {@link PAYEE_SHOWS}. */
export type PayeeShow = (typeof PAYEE_SHOWS)[number];

/** A payee in a list. */
export interface ListedPayee {
  partnerId: string;
  partnerName: string;
  personId: string | null;
  personName: string | null;
  currency: string;
  /** Nothing of it may be on file yet. */
  payeeId: string;
  held: boolean;
  gaps: PayeeGap[];
  /** The account that is paid to, and the one that waits for somebody of finance. */
  accounts: Pick<AccountView, 'accountId' | 'kind' | 'lastFour' | 'country' | 'state' | 'payableFromMs'>[];
  /** Due and in no live line: minor units as text. */
  dueMinor: string;
}

/** Rejected and replaced accounts of a payee beyond these are history that nobody looks at here. */
const ACCOUNTS_SHOWN_MAX = 20;

/** Now is $7. The account that is paid to rests; every account that is paid to, with its gates open. The same as `payeeGaps`. */
const RESTING = `EXISTS (SELECT FROM payee_account a WHERE a.payee_id = y.payee_id AND a.state = 'verified' AND a.payable_from_wall > $7::bigint)`;
const passed = (which: string): string =>
  `coalesce((SELECT g.outcome = 'passed' AND coalesce(g.expires_wall > $7::bigint, true) FROM payee_gate g
             WHERE g.payee_id = y.payee_id AND ${which} ORDER BY g.seq DESC LIMIT 1), false)`;
const PAYABLE = `(y.payee_id IS NOT NULL AND y.held_reason IS NULL AND p.mode <> 'suspended' AND ${passed(`g.gate = 'tax_form'`)}
  AND EXISTS (SELECT FROM payee_account a WHERE a.payee_id = y.payee_id AND a.state = 'verified' AND a.payable_from_wall <= $7::bigint
              AND ${passed(`g.gate = 'sanctions' AND g.account_id = a.account_id`)}))`;

/** Payees, read only and masked. */
export class PayeesView {
  constructor(private readonly pool: Pool) {}

  /** The payees of a partner, its own first: without those of its people (`null`), with them, or one person's alone. */
  async ofPartner(
    partnerId: string,
    { person }: { person: string | 'all' | null },
    nowWallMs: number,
  ): Promise<PayeeView[]> {
    const payees = await query<
      Pick<PayeeView, 'payeeId' | 'personId' | 'personName' | 'currency' | 'heldReason'> & { heldMs: string | null }
    >(
      this.pool,
      `SELECT y.payee_id AS "payeeId", y.person_id AS "personId", h.display_name AS "personName", y.currency, y.held_reason AS "heldReason", y.held_wall AS "heldMs"
       FROM payee y LEFT JOIN person h USING (person_id)
       WHERE y.partner_id = $1 AND ($3::boolean OR y.person_id IS NOT DISTINCT FROM $2) ORDER BY y.person_id NULLS FIRST, y.currency`,
      [partnerId, person, person === 'all'],
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

  /** Payees and whomever something is due to, by name; one more than the page holds, where there are more. */
  async list(
    sight: Sight,
    filter: { q?: string; currency?: string; show?: PayeeShow },
    page: {
      limit: number;
      nowWallMs: number;
      after: { name: string; partnerId: string; holderId: string; currency: string } | null;
    },
  ): Promise<ListedPayee[]> {
    const { nowWallMs, after } = page;
    const rows = await query<Omit<ListedPayee, 'payeeId' | 'held' | 'gaps' | 'accounts'> & { mode: string }>(
      this.pool,
      `SELECT p.partner_id AS "partnerId", p.name AS "partnerName", k.person_id AS "personId", h.display_name AS "personName", p.mode, k.currency, d.due::text AS "dueMinor"
       FROM (SELECT holder_id, partner_id, person_id, currency FROM payee UNION
             SELECT holder_id, partner_id, person_id, currency FROM payout WHERE state = 'due' AND amount_minor > 0) k JOIN partner p USING (partner_id)
       LEFT JOIN payee y USING (holder_id, currency) LEFT JOIN person h ON h.person_id = k.person_id
       CROSS JOIN LATERAL (SELECT coalesce(sum(o.amount_minor), 0) AS due FROM payout o
                           WHERE o.holder_id = k.holder_id AND o.currency = k.currency AND o.state = 'due'
                             AND NOT EXISTS (SELECT FROM payout_line_item i WHERE i.payout_id = o.payout_id AND i.live)) d
       WHERE ${sightSql('p', 1)} AND ($4::text IS NULL OR position(lower($4) IN lower(p.name)) > 0) AND ($5::text IS NULL OR k.currency = $5)
         AND ($6::text IS NULL OR CASE $6 WHEN 'to_decide' THEN EXISTS (SELECT FROM payee_account a WHERE a.payee_id = y.payee_id AND a.state = 'proposed')
               WHEN 'held' THEN y.held_reason IS NOT NULL WHEN 'resting' THEN ${RESTING} WHEN 'payable' THEN ${PAYABLE} ELSE NOT ${PAYABLE} END)
         AND ($8::text IS NULL OR (p.name COLLATE "C", p.partner_id, k.holder_id, k.currency) > ($8, $9, $10, $12))
       ORDER BY p.name COLLATE "C", p.partner_id, k.holder_id, k.currency LIMIT $11 + 1`,
      [
        ...sightValues(sight),
        filter.q ?? null,
        filter.currency ?? null,
        filter.show ?? null,
        nowWallMs,
        after?.name ?? null,
        after?.partnerId ?? null,
        after?.holderId ?? null,
        page.limit,
        after?.currency ?? null,
      ],
    );
    const ids = rows.map(payeeIdOf);
    const [standings, accounts] = [await readStandings(this.pool, ids), await this.accounts(ids)];
    return rows.map(({ mode, ...row }, place) => {
      const payeeId = ids[place]!;
      const standing = standings.get(payeeId) ?? {
        partnerMode: mode,
        heldReason: null,
        account: null,
        gates: {},
        withholding: null,
      };
      const shown = accounts.filter(
        (account) => account.payeeId === payeeId && (account.state === 'proposed' || account.state === 'verified'),
      );
      return {
        ...row,
        ...{ payeeId, held: standing.heldReason !== null, gaps: payeeGaps(standing, nowWallMs) },
        accounts: shown.map(({ accountId, kind, lastFour, country, state, payableFromMs }) => ({
          ...{ accountId, kind, lastFour, country, state, payableFromMs },
        })),
      };
    });
  }

  /** Whose account this is. */
  async ownerOf(accountId: string): Promise<PayeeKey | null> {
    return queryOne(
      this.pool,
      `SELECT partner_id AS "partnerId", person_id AS "personId", currency FROM payee_account JOIN payee USING (payee_id) WHERE account_id = $1`,
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
      `SELECT payee_id AS "payeeId", account_id AS "accountId", payee_account.kind, last_four AS "lastFour", country, state,
              proposed_by AS "proposedBy", x.display_name AS "proposedByName", proposed_wall AS "proposedMs",
              decided_by AS "decidedBy", y.display_name AS "decidedByName", decided_wall AS "decidedMs", payable_from_wall AS "payableFromMs"
       FROM payee_account JOIN person x ON x.person_id = proposed_by LEFT JOIN person y ON y.person_id = decided_by
       WHERE payee_id = ANY($1::text[]) ORDER BY proposed_wall DESC, account_id`,
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
      `SELECT DISTINCT ON (payee_id, gate, account_id) payee_id AS "payeeId", gate, outcome, account_id AS "accountId", reference, withholding,
              recorded_by AS "recordedBy", display_name AS "recordedByName", recorded_wall AS "recordedMs", expires_wall AS "expiresMs"
       FROM payee_gate JOIN person ON person_id = recorded_by WHERE payee_id = ANY($1::text[]) ORDER BY payee_id, gate, account_id, seq DESC`,
      [payeeIds],
    );
    return rows.map((row) => ({
      ...row,
      recordedMs: toSafeNumber(row.recordedMs),
      expiresMs: toSafeNumberOrNull(row.expiresMs),
    }));
  }
}
