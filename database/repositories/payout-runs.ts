import type {
  PayoutLineState,
  PayoutRunKey,
  PayoutRunStanding,
  PayoutRunState,
} from '../../domain/incentivize/payout-run';
import { PAYOUT_LINE_STATES } from '../../domain/incentivize/payout-run';
import type { PayoutMethod } from '../../domain/incentivize/payout-method';
import { PAYOUT_METHODS_DEFAULT } from '../../domain/incentivize/payout-method';
import type { Origin } from '../../domain/journal';
import type { Queryable } from '../sql';
import { execute, query, queryOne, toSafeNumberOrNull } from '../sql';

/** A revision of a run as its row shows it. */
export interface PayoutRunRow extends PayoutRunKey {
  runId: string;
  revision: number;
  state: PayoutRunState;
  requestedBy: string;
  workflowId: string;
  /** Payees up to this name are in it: `<holder>/<currency>`. */
  afterPayee: string;
  contentHash: string | null;
}

const RUN = `run_id AS "runId", revision, program_id AS "programId", period, kind, number, state, requested_by AS "requestedBy",
  workflow_id AS "workflowId", after_payee AS "afterPayee", content_hash AS "contentHash"`;

/** The latest revision of a run: the one that counts. */
export async function findRun(db: Queryable, runId: string): Promise<PayoutRunRow | null> {
  return queryOne<PayoutRunRow>(db, `SELECT ${RUN} FROM payout_run WHERE run_id = $1 ORDER BY revision DESC LIMIT 1`, [
    runId,
  ]);
}

/** {@link findRun}, and nobody else changes the run until the transaction ends. */
export async function lockRun(tx: Queryable, runId: string): Promise<PayoutRunRow | null> {
  // Locked by name: of a revision that is being made there is no row yet.
  await execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`payout-run/${runId}`]);
  return findRun(tx, runId);
}

/** On which ways money leaves, as the latest version of a program says. */
export async function findPayoutMethods(tx: Queryable, programId: string): Promise<readonly PayoutMethod[]> {
  const row = await queryOne<{ methods: PayoutMethod[] | null }>(
    tx,
    `SELECT document #> '{plan,payout,methods}' AS methods FROM program_version WHERE program_id = $1 ORDER BY version DESC LIMIT 1`,
    [programId],
  );
  return row?.methods ?? PAYOUT_METHODS_DEFAULT;
}

/** A revision to make. */
export interface NewRun extends PayoutRunKey {
  runId: string;
  revision: number;
  requestedBy: string;
  workflowId: string;
  wallMs: number;
}

/** Makes a revision. */
export async function insertRun(tx: Queryable, run: NewRun): Promise<void> {
  await execute(
    tx,
    `INSERT INTO payout_run (run_id, revision, program_id, period, kind, number, state, requested_by, after_payee, opened_wall, changed_wall, workflow_id)
     VALUES ($1, $2, $3, $4, $5, $6, 'open', $7, '', $8, $8, $9)`,
    [
      run.runId,
      run.revision,
      run.programId,
      run.period,
      run.kind,
      run.number,
      run.requestedBy,
      run.wallMs,
      run.workflowId,
    ],
  );
}

/** Makes the revision that takes the place of one that is void. @returns its number */
export async function beginAnew(
  tx: Queryable,
  run: PayoutRunRow,
  by: Pick<NewRun, 'requestedBy' | 'workflowId' | 'wallMs'>,
): Promise<number> {
  const revision = run.revision + 1;
  await insertRun(tx, { ...run, ...by, revision });
  return revision;
}

/** Moves a run on. @returns false when somebody else has */
export async function moveRun(
  tx: Queryable,
  { runId, revision, state: from }: Pick<PayoutRunRow, 'runId' | 'revision' | 'state'>,
  to: { state: PayoutRunState; wallMs: number; contentHash?: string },
): Promise<boolean> {
  const moved = await execute(
    tx,
    `UPDATE payout_run SET state = $4, changed_wall = $5, content_hash = coalesce($6, content_hash)
     WHERE run_id = $1 AND revision = $2 AND state = $3`,
    [runId, revision, from, to.state, to.wallMs, to.contentHash ?? null],
  );
  return moved === 1;
}

/** Notes how far the calculation is. */
export async function advanceRun(tx: Queryable, run: PayoutRunRow, afterPayee: string): Promise<void> {
  await execute(tx, 'UPDATE payout_run SET after_payee = $3 WHERE run_id = $1 AND revision = $2', [
    run.runId,
    run.revision,
    afterPayee,
  ]);
}

/** The hash of a run's content: of the hashes of its lines. */
export async function hashLines(tx: Queryable, { runId, revision }: PayoutRunRow): Promise<string> {
  const row = await queryOne<{ hash: string }>(
    tx,
    `SELECT encode(sha256(($1::text || '|' || $2::integer::text || '|' || coalesce(string_agg(content_hash, ',' ORDER BY line_id COLLATE "C"), ''))::bytea), 'hex') AS hash
     FROM payout_line WHERE run_id = $1 AND revision = $2 AND state = 'ready'`,
    [runId, revision],
  );
  return row!.hash;
}

/** Records that somebody approved exactly this. @returns false when they had */
export async function insertApproval(
  tx: Queryable,
  run: PayoutRunRow & { contentHash: string },
  by: { personId: string; wallMs: number; origin: Origin; businessKey: string },
): Promise<boolean> {
  const { origin } = by;
  const added = await execute(
    tx,
    `INSERT INTO payout_run_approval (run_id, revision, person_id, content_hash, requested_by, approved_wall, workflow_id, temporal_run_id, history_length, business_key)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (run_id, revision, person_id) DO NOTHING`,
    [
      run.runId,
      run.revision,
      by.personId,
      run.contentHash,
      run.requestedBy,
      by.wallMs,
      origin.workflowId,
      origin.runId,
      origin.historyLength,
      by.businessKey,
    ],
  );
  return added === 1;
}

/** Whether this person has approved the revision. */
export async function hasApproved(tx: Queryable, run: PayoutRunRow, personId: string): Promise<boolean> {
  const row = await queryOne(
    tx,
    'SELECT FROM payout_run_approval WHERE run_id = $1 AND revision = $2 AND person_id = $3',
    [run.runId, run.revision, personId],
  );
  return row !== null;
}

/** How many people have approved the revision. */
export async function countApprovals(tx: Queryable, run: PayoutRunRow): Promise<number> {
  const row = await queryOne<{ approvals: number }>(
    tx,
    'SELECT count(*)::int AS approvals FROM payout_run_approval WHERE run_id = $1 AND revision = $2',
    [run.runId, run.revision],
  );
  return row!.approvals;
}

/** How a revision stands: its lines by state, what they add up to, and when to look at what is under way. */
export async function readStanding(db: Queryable, run: PayoutRunRow): Promise<PayoutRunStanding> {
  const { runId, revision, state, contentHash } = run;
  const counted = await query<{ state: PayoutLineState; currency: string; count: number; amountMinor: string }>(
    db,
    `SELECT state, currency, count(*)::int AS count, sum(amount_minor)::text AS "amountMinor"
     FROM payout_line WHERE run_id = $1 AND revision = $2 GROUP BY 1, 2 ORDER BY 2, 1`,
    [runId, revision],
  );
  const next = await queryOne<{ nextWall: string | null; filed: number }>(
    db,
    `SELECT min(a.next_wall) FILTER (WHERE a.rail = 'provider') AS "nextWall",
            count(*) FILTER (WHERE a.rail <> 'provider' AND a.state <> 'prepared')::int AS filed FROM payout_attempt a JOIN payout_line l USING (line_id)
     WHERE l.run_id = $1 AND l.revision = $2 AND a.state IN ('prepared','sending','unknown','sent')`,
    [runId, revision],
  );
  return {
    ...{ runId, revision, state, contentHash },
    ...addUpLines(counted),
    nextWallMs: toSafeNumberOrNull(next?.nextWall ?? null),
    filed: next?.filed ?? 0,
  };
}

/** Partners of whose own lines of a run or a report were paid or came back, and whose incentivize stage is open to hear of it. */
export async function findStagesToTell(
  db: Queryable,
  { runId, reportId }: { runId?: string; reportId?: string },
): Promise<string[]> {
  const rows = await query<{ partnerId: string }>(
    db,
    `SELECT DISTINCT l.partner_id AS "partnerId" FROM payout_line l JOIN stage_run s USING (partner_id)
     WHERE l.person_id IS NULL AND s.stage = 'incentivize' AND s.outcome IS NULL AND (
       (l.run_id = $1 AND l.state = 'paid') OR EXISTS (
         SELECT FROM payment_report_entry e JOIN payout_attempt a USING (attempt_id)
         WHERE e.report_id = $2 AND e.effect = 'applied' AND a.line_id = l.line_id)) ORDER BY 1`,
    [runId ?? null, reportId ?? null],
  );
  return rows.map(({ partnerId }) => partnerId);
}

/** Counts lines by state, and adds up by currency what is or was to be paid. */
export function addUpLines(
  counted: readonly { state: PayoutLineState; currency: string; count: number; amountMinor: string }[],
): Pick<PayoutRunStanding, 'lines' | 'totals'> {
  const lines = Object.fromEntries(PAYOUT_LINE_STATES.map((name) => [name, 0])) as Record<PayoutLineState, number>;
  const totals = new Map<string, bigint>();
  for (const { state, currency, count, amountMinor } of counted) {
    lines[state] += count;
    if (state !== 'blocked' && state !== 'released')
      totals.set(currency, (totals.get(currency) ?? 0n) + BigInt(amountMinor));
  }
  return {
    lines,
    totals: [...totals].map(([currency, amountMinor]) => ({ currency, amountMinor: String(amountMinor) })),
  };
}
