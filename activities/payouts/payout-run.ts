import type { PayoutRunOrders } from '../../database/repositories/payout-run-orders';
import type { NewLine } from '../../database/repositories/payout-lines';
import type { RunNote } from '../../database/repositories/payout-notices';
import type { PayoutRunRow } from '../../database/repositories/payout-runs';
import type { Queryable } from '../../database/sql';
import { civilDate } from '../../domain/calendar';
import { programTimeAt } from '../../domain/clock';
import { DomainError, isRefusal } from '../../domain/errors';
import type { CommissionPlan } from '../../domain/incentivize/commission-plan';
import { holderIdOf } from '../../domain/incentivize/ledger';
import { methodFor, PAYOUT_METHODS_DEFAULT } from '../../domain/incentivize/payout-method';
import type { LineGap } from '../../domain/incentivize/payout-run';
import { gapsText, payoutLineId, settledState } from '../../domain/incentivize/payout-run';
import type { PayoutRunStanding, PayoutRunState, PayoutRunTicket } from '../../domain/incentivize/payout-run';
import { payeeGaps, payeeIdOf } from '../../domain/incentivize/payee';
import { releasableMinor, settleLine } from '../../domain/incentivize/settlement';
import type { Activities } from '../index';
import { alive } from '../shared/alive';
import type { Deps } from '../shared/deps';
import { tellStages } from './settled-facts';
import { remindOfResults } from './payout-reminders';
import { methodsOf, submitLines } from './payout-submission';
import type { SubmissionDeps } from './payout-submission';

/** Payees in one transaction: a second, some MB. */
const BATCH_PAYEES_MAX = 500;
/** Payees of one call, after which the workflow can show how far it is. */
const CALL_PAYEES_MAX = 5_000;

/** What finance is told of. */
const NOTED: Partial<Record<PayoutRunState, RunNote['occasion']>> = {
  in_review: 'payout_review',
  partially_failed: 'payout_failed',
};

/** What payout runs need. */
export interface PayoutRunDeps
  extends SubmissionDeps, Pick<Deps, 'audit' | 'payeeRows' | 'payoutDisputes' | 'payoutDues' | 'lifecycles'> {
  payoutOrders: Pick<PayoutRunOrders, 'open' | 'order'>;
}

/** What is due goes out: calculated, approved by somebody else, sent, settled. */
export function payoutRuns(
  deps: PayoutRunDeps,
): Pick<
  Activities,
  'openPayoutRun' | 'recordPayoutOrder' | 'readPayoutRun' | 'turnPayoutRun' | 'calculatePayoutRun' | 'submitPayoutRun'
> {
  return {
    /** Idempotent by run id, a refusal by intake id. Undo: void. */
    async openPayoutRun(opening) {
      const known = await deps.payoutRuns.findRun(deps.db, opening.runId);
      const opened = known ? null : await deps.payoutOrders.open(opening);
      return isRefusal(opened) ? opened : standing(deps, deps.db, opening.runId);
    },

    /** Idempotent by intake id. Undo: none for an approval; a run that is void is opened again as its next number. */
    recordPayoutOrder: ({ intakeId, ...ticket }) => deps.payoutOrders.order(ticket, intakeId),

    readPayoutRun: ({ runId }) => standing(deps, deps.db, runId),

    /** Idempotent by being a compare-and-set: a run that is elsewhere already stays there. */
    turnPayoutRun: ({ from, to, ...ticket }) =>
      deps.transaction(async (tx) => {
        const run = (await deps.payoutRuns.lockRun(tx, ticket.runId))!;
        if (run.state === from) await turn(deps, tx, { ticket, run, to });
        return standing(deps, tx, ticket.runId);
      }),

    /** Idempotent by (run, revision, payee): the run's row is the resume point. Undo: void or recalculate. */
    async calculatePayoutRun(ticket) {
      await alive(async () => {
        let done = false;
        for (let payees = 0; !done && payees < CALL_PAYEES_MAX; payees += BATCH_PAYEES_MAX)
          done = await deps.transaction((tx) => calculateBatch(deps, tx, ticket));
      });
      return standing(deps, deps.db, ticket.runId);
    },

    /**
     * Idempotent by each attempt's row and provider key: see domain/incentivize/payout-attempt.ts. Undo: none, what was paid
     * was paid; what never left is put back into what is payable.
     */
    async submitPayoutRun(ticket) {
      await alive(() => submitLines(deps, ticket));
      const remindWallMs = await deps.transaction(async (tx) => {
        const run = (await deps.payoutRuns.lockRun(tx, ticket.runId))!;
        if (run.state !== 'submitting') return null;
        const { lines } = await deps.payoutRuns.readStanding(tx, run);
        if (lines.ready + lines.in_transit > 0) return remindOfResults(deps, tx, { run, wallMs: deps.clock.now() });
        await turn(deps, tx, { ticket, run, to: settledState(lines) });
        return null;
      });
      const now = await standing(deps, deps.db, ticket.runId);
      if (now.state !== 'submitting') await tellStages(deps, { runId: ticket.runId });
      return { ...now, remindWallMs };
    },
  };
}

async function standing(
  deps: Pick<PayoutRunDeps, 'payoutRuns'>,
  db: Queryable,
  runId: string,
): Promise<PayoutRunStanding> {
  return deps.payoutRuns.readStanding(db, (await deps.payoutRuns.findRun(db, runId))!);
}

/** Moves a run on, on record. What a closed run has not paid is due to the next one. */
async function turn(
  deps: PayoutRunDeps,
  tx: Queryable,
  { ticket, run, to }: { ticket: PayoutRunTicket; run: PayoutRunRow; to: PayoutRunState },
): Promise<void> {
  const { origin, runId, nowMs } = ticket;
  const wallMs = deps.clock.now();
  if (to === 'closed') await deps.payoutLines.releaseLines(tx, run, ['blocked', 'ready', 'failed']);
  const contentHash = to === 'calculated' ? await deps.payoutRuns.hashLines(tx, run) : undefined;
  if (!(await deps.payoutRuns.moveRun(tx, run, { state: to, wallMs, contentHash }))) return;
  const { lines, totals } = await deps.payoutRuns.readStanding(tx, run);
  const occasion = NOTED[to];
  const businessKey = `payout-run/${runId}/${run.revision}/${to}/${wallMs}`;
  if (occasion) await deps.payoutNotices.noteRun(tx, { runId, occasion, wallMs, businessKey });
  await deps.audit.insertAudit(tx, {
    origin,
    // A run may fail in part more than once: each time after another attempt.
    businessKey,
    partnerId: null,
    atMs: nowMs,
    entries: [
      {
        action: `payout-run.${to}`,
        actor: 'system:workflow',
        subject: `payout-run/${runId}`,
        details: { revision: run.revision, lines, totals, ...(contentHash === undefined ? {} : { contentHash }) },
      },
    ],
  });
}

/** Makes the lines of the next payees; after the last ones the content is fixed. @returns whether it is */
async function calculateBatch(deps: PayoutRunDeps, tx: Queryable, ticket: PayoutRunTicket): Promise<boolean> {
  const run = (await deps.payoutRuns.lockRun(tx, ticket.runId))!;
  if (run.state !== 'open') return true;
  await deps.payoutDisputes.holdDisputed(tx, run);
  const nowWallMs = deps.clock.now();
  const { plan, today } = await termsOf(deps, run, nowWallMs);
  const due = await deps.payoutDues.findDuePayees(tx, run, { today, limit: BATCH_PAYEES_MAX });
  const standings = await deps.payeeRows.readStandings(tx, due.map(payeeIdOf));
  const reserves = await deps.payoutDues.readReserves(
    tx,
    due.filter(({ openReserveMinor }) => openReserveMinor !== 0n),
    today,
  );
  const methods = plan.payout?.methods ?? PAYOUT_METHODS_DEFAULT;
  const available = methodsOf(deps.payments);
  const lines = due.flatMap(({ dueMinor, openReserveMinor: _open, ...payee }): NewLine[] => {
    const payeeId = payeeIdOf(payee);
    const known = standings.get(payeeId);
    const account = known?.account ?? null;
    const rail = account && methodFor({ currency: payee.currency, account }, { methods, available });
    const gaps: LineGap[] = known ? payeeGaps(known, nowWallMs) : ['no_account', 'no_tax_form', 'no_sanctions_check'];
    if (account !== null && rail === null) gaps.push('no_way');
    const reserve = reserves.get(`${holderIdOf(payee)}/${payee.currency}`);
    const releasedMinor = reserve ? releasableMinor(reserve) : 0n;
    // What was there has been taken back: nothing is due.
    if (dueMinor + releasedMinor <= 0n) return [];
    const { isPaid, ...settled } = settleLine(plan, {
      ...{ currency: payee.currency, dueMinor, releasedMinor, today },
      withholding: known?.withholding ?? undefined,
    });
    if (!isPaid) gaps.push('below_minimum');
    return [
      {
        ...{ ...payee, ...settled, payeeId },
        lineId: payoutLineId(run.runId, run.revision, payeeId),
        accountId: account?.accountId ?? null,
        rail: rail ?? methods[0]!,
        reason: gaps.length === 0 ? null : gapsText(gaps),
      },
    ];
  });
  await deps.payoutLines.insertLines(tx, run, lines);
  const last = due.at(-1);
  if (last) await deps.payoutRuns.advanceRun(tx, run, `${holderIdOf(last)}/${last.currency}`);
  if (due.length === BATCH_PAYEES_MAX) return false;
  await turn(deps, tx, { ticket, run, to: 'calculated' });
  return true;
}

/** What the latest version of the run's program says, and its civil day. */
async function termsOf(
  { published }: Pick<PayoutRunDeps, 'published'>,
  { programId }: PayoutRunRow,
  wallMs: number,
): Promise<{ plan: CommissionPlan; today: string }> {
  const version = await published.latest(programId);
  if (!version) throw new DomainError('SERVER.BUG', `The program ${programId} of a payout run has no version.`);
  const { document, clock, calendar } = version;
  return { plan: document.plan, today: civilDate(calendar, programTimeAt(clock, wallMs)) };
}
