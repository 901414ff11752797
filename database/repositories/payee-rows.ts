import type {
  AccountMask,
  AccountState,
  PayeeKey,
  PayeeStanding,
  RecordGateContent,
} from '../../domain/incentivize/payee';
import type { Origin } from '../../domain/journal';
import type { Queryable } from '../sql';
import { execute, query, queryOne, toSafeNumber, toSafeNumberOrNull } from '../sql';

/** Where a row comes from. */
export interface Written {
  origin: Origin;
  businessKey: string;
  personId: string;
  atWallMs: number;
}

/** A payee as its row shows it. */
export interface PayeeRow extends PayeeKey {
  payeeId: string;
  heldReason: string | null;
}

/** Makes sure that the payee is there, and keeps others from changing it until the transaction ends. */
export async function lockPayee(
  tx: Queryable,
  payeeId: string,
  { partnerId, personId, currency }: PayeeKey,
): Promise<PayeeRow> {
  await execute(
    tx,
    'INSERT INTO payee (payee_id, partner_id, person_id, currency) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    [payeeId, partnerId, personId ?? null, currency],
  );
  const row = await queryOne<PayeeRow>(
    tx,
    `SELECT payee_id AS "payeeId", partner_id AS "partnerId", person_id AS "personId", currency, held_reason AS "heldReason"
     FROM payee WHERE payee_id = $1 FOR UPDATE`,
    [payeeId],
  );
  return row!;
}

/** Holds the payee, or lifts the hold. @returns whether that changed anything */
export async function holdPayee(
  tx: Queryable,
  payeeId: string,
  held: { reason: string | null } & Written,
): Promise<boolean> {
  const { reason, personId, atWallMs } = held;
  const changed = await execute(
    tx,
    `UPDATE payee SET held_reason = $2, held_by = $3, held_wall = $4 WHERE payee_id = $1 AND (held_reason IS NULL) <> ($2::text IS NULL)`,
    [payeeId, reason, reason === null ? null : personId, reason === null ? null : atWallMs],
  );
  return changed === 1;
}

/** An account as its row shows it, without what is sealed. */
export interface AccountRow {
  accountId: string;
  payeeId: string;
  proposedBy: string;
  state: AccountState;
}

/** An account of this payee. */
export async function findAccount(tx: Queryable, payeeId: string, accountId: string): Promise<AccountRow | null> {
  return queryOne<AccountRow>(
    tx,
    `SELECT account_id AS "accountId", payee_id AS "payeeId", proposed_by AS "proposedBy", state
     FROM payee_account WHERE account_id = $1 AND payee_id = $2`,
    [accountId, payeeId],
  );
}

/** The account that is paid to now. */
export async function verifiedAccount(tx: Queryable, payeeId: string): Promise<{ accountId: string } | null> {
  return queryOne(
    tx,
    `SELECT account_id AS "accountId" FROM payee_account WHERE payee_id = $1 AND state = 'verified'`,
    [payeeId],
  );
}

/** Proposes an account in the place of one that was proposed and nobody has decided on. */
export async function insertAccount(
  tx: Queryable,
  payeeId: string,
  account: AccountMask & { accountId: string; keyId: string; sealed: string } & Written,
): Promise<void> {
  await execute(tx, `UPDATE payee_account SET state = 'withdrawn' WHERE payee_id = $1 AND state = 'proposed'`, [
    payeeId,
  ]);
  const { origin } = account;
  await execute(
    tx,
    `INSERT INTO payee_account (account_id, payee_id, kind, last_four, country, key_id, sealed, proposed_by, proposed_wall, state,
                                workflow_id, run_id, history_length, business_key)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'proposed', $10, $11, $12, $13)`,
    [
      account.accountId,
      payeeId,
      account.kind,
      account.lastFour,
      account.country,
      account.keyId,
      account.sealed,
      account.personId,
      account.atWallMs,
      origin.workflowId,
      origin.runId,
      origin.historyLength,
      account.businessKey,
    ],
  );
}

/** Decides on a proposed account; what was verified before is replaced. The payee is locked. */
export async function settleAccount(
  tx: Queryable,
  account: { accountId: string; payeeId: string; payableFromWallMs: number | null; personId: string; atWallMs: number },
): Promise<void> {
  const { accountId, payeeId, payableFromWallMs, personId, atWallMs } = account;
  if (payableFromWallMs !== null)
    await execute(tx, `UPDATE payee_account SET state = 'replaced' WHERE payee_id = $1 AND state = 'verified'`, [
      payeeId,
    ]);
  await execute(
    tx,
    `UPDATE payee_account SET state = $2, decided_by = $3, decided_wall = $4, payable_from_wall = $5
     WHERE account_id = $1 AND state = 'proposed'`,
    [accountId, payableFromWallMs === null ? 'rejected' : 'verified', personId, atWallMs, payableFromWallMs],
  );
}

/** Records a gate's outcome; the latest one counts. */
export async function insertGate(tx: Queryable, payeeId: string, gate: RecordGateContent & Written): Promise<void> {
  const { origin } = gate;
  await execute(
    tx,
    `INSERT INTO payee_gate (payee_id, gate, outcome, account_id, reference, expires_wall, recorded_by, recorded_wall,
                             workflow_id, run_id, history_length, business_key, withholding)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      payeeId,
      gate.gate,
      gate.outcome,
      gate.accountId ?? null,
      gate.reference,
      gate.expiresWallMs ?? null,
      gate.personId,
      gate.atWallMs,
      origin.workflowId,
      origin.runId,
      origin.historyLength,
      gate.businessKey,
      gate.withholding ?? null,
    ],
  );
}

/** Region of a partner; null when there is none. */
export async function regionOf(tx: Queryable, partnerId: string): Promise<string | null> {
  const row = await queryOne<{ region: string }>(tx, 'SELECT region FROM partner WHERE partner_id = $1', [partnerId]);
  return row?.region ?? null;
}

interface StandingRow {
  payeeId: string;
  partnerMode: string;
  heldReason: string | null;
  accountId: string | null;
  payableFromWall: string | null;
  kind: 'iban' | 'reference' | null;
  country: string | null;
  taxOutcome: 'passed' | 'failed' | null;
  taxExpires: string | null;
  withholding: string | null;
  sanctionsOutcome: 'passed' | 'failed' | null;
  sanctionsExpires: string | null;
}

/** How payees stand, by id; one that is not there has nothing on file. */
export async function readStandings(db: Queryable, payeeIds: readonly string[]): Promise<Map<string, PayeeStanding>> {
  const rows = await query<StandingRow>(
    db,
    `SELECT y.payee_id AS "payeeId", p.mode AS "partnerMode", y.held_reason AS "heldReason",
            a.account_id AS "accountId", a.payable_from_wall AS "payableFromWall", a.kind, a.country,
            t.outcome AS "taxOutcome", t.expires_wall AS "taxExpires", t.withholding,
            s.outcome AS "sanctionsOutcome", s.expires_wall AS "sanctionsExpires"
     FROM payee y JOIN partner p USING (partner_id)
     LEFT JOIN payee_account a ON a.payee_id = y.payee_id AND a.state = 'verified'
     LEFT JOIN LATERAL (SELECT * FROM payee_gate g WHERE g.payee_id = y.payee_id AND g.gate = 'tax_form'
                        ORDER BY g.seq DESC LIMIT 1) t ON true
     LEFT JOIN LATERAL (SELECT * FROM payee_gate g WHERE g.payee_id = y.payee_id AND g.gate = 'sanctions' AND g.account_id = a.account_id
                        ORDER BY g.seq DESC LIMIT 1) s ON true
     WHERE y.payee_id = ANY($1::text[])`,
    [payeeIds],
  );
  return new Map(rows.map((row) => [row.payeeId, standingOf(row)]));
}

function standingOf(row: StandingRow): PayeeStanding {
  const gate = (outcome: 'passed' | 'failed' | null, expires: string | null) =>
    outcome === null ? undefined : { outcome, expiresWallMs: toSafeNumberOrNull(expires) };
  const { accountId, payableFromWall, partnerMode, heldReason } = row;
  return {
    partnerMode,
    heldReason,
    account:
      accountId === null
        ? null
        : { accountId, payableFromWallMs: toSafeNumber(payableFromWall!), kind: row.kind!, country: row.country },
    gates: {
      tax_form: gate(row.taxOutcome, row.taxExpires),
      sanctions: gate(row.sanctionsOutcome, row.sanctionsExpires),
    },
    withholding: row.withholding,
  };
}
