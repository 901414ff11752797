import type { BookHolder } from '../../domain/incentivize/ledger';
import type { AttemptState, PayoutAttempt } from '../../domain/incentivize/payout-attempt';
import type { PayoutMethod } from '../../domain/incentivize/payout-method';
import type { PayoutLineState, PayoutRunState } from '../../domain/incentivize/payout-run';
import { attemptIdOf } from '../../domain/incentivize/payout-run';
import type { Origin } from '../../domain/journal';
import type { Queryable } from '../sql';
import { execute, query, queryOne, toSafeNumberOrNull } from '../sql';
import type { DuePayee } from './payout-dues';
import type { PayoutRunRow } from './payout-runs';

/** A line to make: what is due to a payee, and what of it is paid, kept back and withheld, minor units. */
export interface NewLine extends Omit<DuePayee, 'dueMinor' | 'openReserveMinor'> {
  /** What is paid. */
  amountMinor: bigint;
  withheldMinor: bigint;
  reservedMinor: bigint;
  /** The civil day on which what is kept back is released; null where nothing is. */
  reservedUntil: string | null;
  /** What it pays of earlier reserves; see `releasableMinor`. */
  releasedMinor: bigint;
  lineId: string;
  payeeId: string;
  accountId: string | null;
  /** The way on which it is paid. */
  rail: PayoutMethod;
  /** Why it is not paid; null where it is ready. */
  reason: string | null;
}

/** Makes lines with what each is for, and the payees that were not there yet. */
export async function insertLines(tx: Queryable, run: PayoutRunRow, lines: readonly NewLine[]): Promise<void> {
  if (lines.length === 0) return;
  const given = JSON.stringify(
    lines.map(({ amountMinor, withheldMinor, reservedMinor, releasedMinor, reason, ...line }) => ({
      ...line,
      ...{ amountMinor: String(amountMinor), withheldMinor: String(withheldMinor) },
      ...{ reservedMinor: String(reservedMinor), releasedMinor: String(releasedMinor) },
      reason,
      state: reason === null ? 'ready' : 'blocked',
    })),
  );
  await execute(
    tx,
    `INSERT INTO payee (payee_id, partner_id, person_id, currency)
     SELECT l."payeeId", l."partnerId", l."personId", l.currency
     FROM jsonb_to_recordset($1) AS l("payeeId" text, "partnerId" text, "personId" text, currency text)
     ON CONFLICT DO NOTHING`,
    [given],
  );
  await execute(
    tx,
    `INSERT INTO payout_line (line_id, run_id, revision, payee_id, partner_id, person_id, currency, amount_minor, withheld_minor, reserved_minor,
                              reserved_until, released_minor, payouts_digest, account_id, rail, state, reason)
     SELECT l."lineId", $2, $3, l."payeeId", l."partnerId", l."personId", l.currency, l."amountMinor", l."withheldMinor", l."reservedMinor",
            l."reservedUntil", l."releasedMinor", l.digest, l."accountId", l.rail, l.state, l.reason
     FROM jsonb_to_recordset($1) AS l("lineId" text, "payeeId" text, "partnerId" text, "personId" text, currency text, "amountMinor" bigint, "withheldMinor" bigint,
                                      "reservedMinor" bigint, "reservedUntil" text, "releasedMinor" bigint, digest text, "accountId" text,
                                      rail text, state text, reason text)`,
    [given, run.runId, run.revision],
  );
  await execute(
    tx,
    `INSERT INTO payout_line_item (line_id, payout_id, live)
     SELECT l."lineId", p, l.state = 'ready'
     FROM jsonb_to_recordset($1) AS l("lineId" text, "payoutIds" jsonb, state text)
     CROSS JOIN LATERAL jsonb_array_elements_text(l."payoutIds") AS p`,
    [given],
  );
}

/** What a payment moves besides itself, minor units. */
export interface KeptOfLine {
  withheldMinor: bigint;
  reservedMinor: bigint;
  releasedMinor: bigint;
}

/** The columns of a {@link KeptOfLine}, of `payout_line`. */
const KEPT = 'withheld_minor AS "withheldMinor", reserved_minor AS "reservedMinor", released_minor AS "releasedMinor"';

type Raw<Row extends KeptOfLine & { amountMinor: bigint }> = Omit<Row, 'amountMinor' | keyof KeptOfLine> &
  Record<'amountMinor' | keyof KeptOfLine, string>;

/** A line as it is paid. */
export interface LineRow extends KeptOfLine, BookHolder {
  lineId: string;
  payeeId: string;
  currency: string;
  amountMinor: bigint;
  accountId: string;
  rail: PayoutMethod;
}

/** The next lines of a run in a state, which nobody else takes until the transaction ends. */
export async function takeLines(
  tx: Queryable,
  run: PayoutRunRow,
  which: { state: PayoutLineState; limit: number },
): Promise<LineRow[]> {
  const rows = await query<Raw<LineRow>>(
    tx,
    `SELECT line_id AS "lineId", payee_id AS "payeeId", partner_id AS "partnerId", person_id AS "personId", currency, amount_minor AS "amountMinor", ${KEPT}, account_id AS "accountId", rail
     FROM payout_line WHERE run_id = $1 AND revision = $2 AND state = $3 ORDER BY line_id LIMIT $4 FOR UPDATE SKIP LOCKED`,
    [run.runId, run.revision, which.state, which.limit],
  );
  return rows.map((row) => ({ ...row, ...amountsOf(row) }));
}

const amountsOf = (row: Record<'amountMinor' | keyof KeptOfLine, string>): KeptOfLine & { amountMinor: bigint } => ({
  amountMinor: BigInt(row.amountMinor),
  withheldMinor: BigInt(row.withheldMinor),
  reservedMinor: BigInt(row.reservedMinor),
  releasedMinor: BigInt(row.releasedMinor),
});

/** Sets where lines stand. What a line that is blocked or released was for is free again. */
export async function settleLines(
  tx: Queryable,
  lineIds: readonly string[],
  to: { state: PayoutLineState; reason?: string | null; wallMs?: number },
): Promise<void> {
  if (lineIds.length === 0) return;
  await execute(
    tx,
    `UPDATE payout_line SET state = $2, reason = $3, sent_wall = coalesce($4, sent_wall) WHERE line_id = ANY($1::text[])`,
    [lineIds, to.state, to.reason ?? null, to.wallMs ?? null],
  );
  if (to.state === 'blocked' || to.state === 'released')
    await execute(tx, `UPDATE payout_line_item SET live = false WHERE line_id = ANY($1::text[]) AND live`, [lineIds]);
}

/** Lets go of every line of a run that is in one of these states. */
export async function releaseLines(
  tx: Queryable,
  run: PayoutRunRow,
  states: readonly PayoutLineState[],
): Promise<void> {
  const rows = await query<{ lineId: string }>(
    tx,
    `SELECT line_id AS "lineId" FROM payout_line WHERE run_id = $1 AND revision = $2 AND state = ANY($3::text[]) FOR UPDATE`,
    [run.runId, run.revision, states],
  );
  const lineIds = rows.map(({ lineId }) => lineId);
  if (lineIds.length === 0) return;
  await execute(tx, `UPDATE payout_line SET state = 'released' WHERE line_id = ANY($1::text[])`, [lineIds]);
  await execute(tx, `UPDATE payout_line_item SET live = false WHERE line_id = ANY($1::text[]) AND live`, [lineIds]);
}

/** An attempt as its row shows it, with what its payment is made of. */
export interface AttemptRow extends PayoutAttempt, KeptOfLine, BookHolder {
  attemptId: string;
  lineId: string;
  providerKey: string;
  looks: number;
  payeeId: string;
  currency: string;
  amountMinor: bigint;
  accountId: string;
  keyId: string;
  sealed: string;
  runId: string;
  /** By which the bank knows it; null where it is in no file. */
  fileReference: string | null;
  /** Of the run, which may have been closed since. */
  runState: PayoutRunState;
  period: string;
  programId: string;
}

type RawAttempt = Omit<Raw<AttemptRow>, 'firstSentMs'> & { firstSentMs: string | null };

const ATTEMPT = `
  SELECT a.attempt_id AS "attemptId", a.line_id AS "lineId", a.provider_key AS "providerKey", a.state, a.calls, a.looks, a.reference,
         a.first_sent_wall AS "firstSentMs", l.partner_id AS "partnerId", l.person_id AS "personId", l.payee_id AS "payeeId", l.currency,
         l.amount_minor AS "amountMinor", ${KEPT}, l.account_id AS "accountId", c.key_id AS "keyId", c.sealed,
         r.run_id AS "runId", r.state AS "runState", f.reference AS "fileReference", r.period, r.program_id AS "programId"
  FROM payout_attempt a JOIN payout_line l USING (line_id) JOIN payout_run r ON r.run_id = l.run_id AND r.revision = l.revision
  JOIN payee_account c ON c.account_id = l.account_id LEFT JOIN payout_file_item f ON f.attempt_id = a.attempt_id`;

/** The attempts of a run that are to be looked at by now, the longest waiting first. */
export async function findDueAttempts(
  db: Queryable,
  run: PayoutRunRow,
  due: { wallMs: number; limit: number },
): Promise<AttemptRow[]> {
  const rows = await query<RawAttempt>(
    db,
    `${ATTEMPT} WHERE l.run_id = $1 AND l.revision = $2 AND a.rail = 'provider' AND a.state IN ('prepared','sending','unknown','sent')
       AND a.next_wall <= $3
     ORDER BY a.next_wall, a.attempt_id LIMIT $4`,
    [run.runId, run.revision, due.wallMs, due.limit],
  );
  return rows.map(attemptOf);
}

/** Reads an attempt and keeps others from changing it until the transaction ends. */
export async function lockAttempt(tx: Queryable, attemptId: string): Promise<AttemptRow> {
  const row = await queryOne<RawAttempt>(tx, `${ATTEMPT} WHERE a.attempt_id = $1 FOR UPDATE OF a`, [attemptId]);
  return attemptOf(row!);
}

/** {@link lockAttempt} of many, by id. */
export async function lockAttempts(tx: Queryable, attemptIds: readonly string[]): Promise<AttemptRow[]> {
  const rows = await query<RawAttempt>(
    tx,
    `${ATTEMPT} WHERE a.attempt_id = ANY($1::text[]) ORDER BY a.attempt_id FOR UPDATE OF a`,
    [attemptIds],
  );
  return rows.map(attemptOf);
}

const attemptOf = (row: RawAttempt): AttemptRow => ({
  ...row,
  ...amountsOf(row),
  firstSentMs: toSafeNumberOrNull(row.firstSentMs),
});

/** Makes the next attempt of each line, with its key, before anybody is called. @returns attempt ids by line */
export async function prepareAttempts(
  tx: Queryable,
  lineIds: readonly string[],
  by: { origin: Origin; wallMs: number },
): Promise<Map<string, string>> {
  const before = await query<{ lineId: string; number: number }>(
    tx,
    `SELECT line_id AS "lineId", max(number) AS number FROM payout_attempt WHERE line_id = ANY($1::text[]) GROUP BY line_id`,
    [lineIds],
  );
  const numbers = new Map(before.map(({ lineId, number }) => [lineId, number]));
  const made = lineIds.map((lineId) => {
    const number = (numbers.get(lineId) ?? 0) + 1;
    return { lineId, number, attemptId: attemptIdOf(lineId, number) };
  });
  const { origin } = by;
  await execute(
    tx,
    `INSERT INTO payout_attempt (attempt_id, line_id, number, rail, provider_key, state, calls, looks, next_wall, prepared_wall, changed_wall,
                                 workflow_id, temporal_run_id, history_length)
     SELECT l."attemptId", l."lineId", l.number, p.rail, 'payout-' || l."attemptId", 'prepared', 0, 0, $2, $2, $2, $3, $4, $5
     FROM jsonb_to_recordset($1) AS l("attemptId" text, "lineId" text, number integer) JOIN payout_line p ON p.line_id = l."lineId"`,
    [JSON.stringify(made), by.wallMs, origin.workflowId, origin.runId, origin.historyLength],
  );
  return new Map(made.map(({ lineId, attemptId }) => [lineId, attemptId]));
}

/** What a change of an attempt writes. */
export interface AttemptChange extends PayoutAttempt {
  looks: number;
  nextWallMs: number;
  wallMs: number;
  reason?: string | null;
}

/** Writes an attempt as it now stands, if it still is as it was. @returns false when somebody else was quicker */
export async function updateAttempt(
  tx: Queryable,
  was: Pick<AttemptRow, 'attemptId' | 'state' | 'calls'>,
  now: AttemptChange,
): Promise<boolean> {
  const changed = await execute(
    tx,
    `UPDATE payout_attempt SET state = $4, calls = $5, first_sent_wall = $6, reference = $7, looks = $8, next_wall = $9, changed_wall = $10,
                               reason = coalesce($11, reason)
     WHERE attempt_id = $1 AND state = $2 AND calls = $3`,
    [
      was.attemptId,
      was.state,
      was.calls,
      now.state,
      now.calls,
      now.firstSentMs,
      now.reference,
      now.looks,
      now.nextWallMs,
      now.wallMs,
      now.reason ?? null,
    ],
  );
  return changed === 1;
}

/** Failed lines whose last attempt ended so: those that may be tried again. */
export async function renewable(tx: Queryable, run: PayoutRunRow, states: readonly AttemptState[]): Promise<LineRow[]> {
  const lines = await takeLines(tx, run, { state: 'failed', limit: 100_000 });
  const last = await query<{ lineId: string }>(
    tx,
    `SELECT line_id AS "lineId" FROM (SELECT DISTINCT ON (line_id) line_id, state FROM payout_attempt WHERE line_id = ANY($1::text[])
       ORDER BY line_id, number DESC) a WHERE state = ANY($2::text[])`,
    [lines.map(({ lineId }) => lineId), states],
  );
  const again = new Set(last.map(({ lineId }) => lineId));
  return lines.filter(({ lineId }) => again.has(lineId));
}
