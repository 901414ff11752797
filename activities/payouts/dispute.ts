import type { DisputableLine } from '../../database/repositories/disputes';
import type { Queryable } from '../../database/sql';
import { addDuration } from '../../domain/calendar';
import { programTimeAt } from '../../domain/clock';
import { parseDuration } from '../../domain/duration';
import type { ErrorCode, Refusal } from '../../domain/errors';
import type { DisputeRaised, DisputeTicket, StagedDispute } from '../../domain/incentivize/dispute';
import { DISPUTE_DUE, DISPUTE_KIND, disputeOutcome } from '../../domain/incentivize/dispute';
import type { PayoutRunState } from '../../domain/incentivize/payout-run';
import { formatAmount } from '../../domain/money';
import type { Activities } from '../index';
import type { Deps } from '../shared/deps';
import type { ProgramReader } from '../shared/programs';

/** No money of a run is under way in these. */
const BEFORE_PAYMENT: readonly PayoutRunState[] = ['open', 'calculated', 'in_review', 'approved'];

type DisputeDeps = Pick<
  Deps,
  'transaction' | 'intake' | 'disputes' | 'audit' | 'clock' | 'payoutDisputes' | 'payoutRuns' | 'payoutLines'
>;

/** Disputes of single lines of a statement. */
export function disputes(
  deps: DisputeDeps,
  readProgram: ProgramReader,
): Pick<Activities, 'raiseDispute' | 'endDispute'> {
  return {
    /** Idempotent by dispute id. Undo: finance decides. */
    async raiseDispute(ticket) {
      const { disputeId, intakeId, origin } = ticket;
      return deps.transaction(async (tx) => {
        const found = await deps.intake.open(tx, { intakeId, kind: DISPUTE_KIND, target: origin.workflowId });
        const refuse = (by: string, code: ErrorCode, message: string): Promise<Refusal> =>
          refused(deps, tx, { ticket, by, refusal: { refused: code, message } });
        if (found.state === 'missing' || found.state === 'moved')
          return refuse('system:workflow', 'REQUEST.NOT_FOUND', 'Nothing is staged for this dispute.');
        if (found.state === 'forged')
          return refuse(found.principal, 'AUTH.PROOF_INVALID', 'The dispute is not signed by this product.');
        const asked = found.content as unknown as StagedDispute;
        const { partnerId, earningId, reason } = asked;
        const known = await deps.disputes.findDispute(tx, disputeId);
        const line = await deps.disputes.lockLine(tx, { partnerId, earningId });
        const personId = found.principal;
        // What a person earned is disputed by that person; for anybody else it is not there.
        const isTheirs = line !== null && (line.personId === null || line.personId === personId);
        if (!isTheirs || !(await deps.disputes.isPersonOf(tx, { personId, partnerId })))
          return refuse(personId, 'REQUEST.NOT_FOUND', 'This partner has no such line.');
        if (line.disputed && !known)
          return refuse(personId, 'REQUEST.RULE', 'This line is disputed already: finance has not decided yet.');
        const raised = await raisedOf(readProgram, line, {
          ...asked,
          requester: personId,
          nowWallMs: found.stagedWallMs,
        });
        if (known) return withRuns(deps, tx, raised, earningId);
        const { openedMs: raisedMs, dueMs } = raised;
        const number = line.disputes + 1;
        const dispute = {
          origin,
          disputeId,
          partnerId,
          earningId,
          number,
          reason,
          raisedBy: personId,
          raisedMs,
          dueMs,
        };
        await deps.disputes.insertDispute(tx, dispute);
        await audit(deps, tx, {
          ticket,
          partnerId,
          atMs: raisedMs,
          action: 'dispute.raised',
          by: `person/${personId}`,
        });
        await recalculate(deps, tx, { ticket, earningId });
        return withRuns(deps, tx, raised, earningId);
      });
    },

    /** Idempotent by dispute id: what its approval says on record is how it ends. Undo: the line may be disputed again. */
    async endDispute({ origin, disputeId, approvalId }) {
      return deps.transaction(async (tx) => {
        const dispute = await deps.disputes.findDispute(tx, disputeId);
        if (!dispute) throw new Error(`Dispute ${disputeId} is not recorded.`);
        const subject = subjectOf(dispute);
        const end = await deps.disputes.findEnd(tx, { approvalId, subject });
        if (!end) throw new Error(`Approval ${approvalId} of ${subject} has not ended.`);
        const outcome = disputeOutcome(end.outcome);
        const ended = await deps.disputes.endDispute(tx, {
          origin,
          disputeId,
          outcome,
          approvalId,
          endedMs: end.endedMs,
        });
        const { partnerId } = dispute;
        const ticket = { origin, disputeId, intakeId: '' };
        if (ended)
          await audit(deps, tx, {
            ticket,
            partnerId,
            atMs: end.endedMs,
            action: `dispute.${outcome}`,
            by: 'system:workflow',
          });
        return { outcome };
      });
    },
  };
}

/**
 * A run that would pay the line and has not begun to is calculated anew, without it: whoever approved has approved something
 * else. Once money is under way the dispute is about what was paid, and its end corrects it.
 */
async function recalculate(
  deps: DisputeDeps,
  tx: Queryable,
  { ticket, earningId }: { ticket: DisputeTicket; earningId: string },
): Promise<void> {
  for (const runId of await deps.payoutDisputes.findRunsPaying(tx, earningId)) {
    const run = (await deps.payoutRuns.lockRun(tx, runId))!;
    // Somebody may have moved it on before we had the lock.
    if (!BEFORE_PAYMENT.includes(run.state)) continue;
    const wallMs = deps.clock.now();
    await deps.payoutLines.releaseLines(tx, run, ['blocked', 'ready']);
    await deps.payoutRuns.moveRun(tx, run, { state: 'void', wallMs });
    const revision = await deps.payoutRuns.beginAnew(tx, run, { ...run, wallMs });
    await deps.audit.insertAudit(tx, {
      origin: ticket.origin,
      businessKey: `payout-run/${runId}/${revision}/disputed/${ticket.disputeId}`,
      partnerId: null,
      atMs: wallMs,
      entries: [
        {
          action: 'payout-run.recalculate',
          actor: 'system:workflow',
          reason: 'A partner disputes a line of it.',
          subject: `payout-run/${runId}`,
          details: { revision, disputeId: ticket.disputeId },
        },
      ],
    });
  }
}

/** With the runs that are calculated anew: they look again. */
async function withRuns(
  deps: Pick<Deps, 'payoutDisputes'>,
  tx: Queryable,
  raised: DisputeRaised,
  earningId: string,
): Promise<DisputeRaised> {
  const runs = await deps.payoutDisputes.findRunsAnew(tx, earningId);
  return runs.length === 0 ? raised : { ...raised, runs };
}

const subjectOf = ({ partnerId, earningId }: Pick<StagedDispute, 'partnerId' | 'earningId'>): string =>
  `partner/${partnerId}/statement/${earningId}`;

async function raisedOf(
  readProgram: ProgramReader,
  line: DisputableLine,
  asked: StagedDispute & { requester: string; nowWallMs: number },
): Promise<DisputeRaised> {
  const { partnerName, region, type, tier, programId, programVersion, period, ruleId, currency, reference } = line;
  const program = await readProgram(programId, programVersion);
  const calendar = program.regionCalendars[region] ?? program.calendar;
  const openedMs = programTimeAt(program.clock, asked.nowWallMs);
  const amount = formatAmount(BigInt(line.amountMinor), currency);
  // Partner managers read approvals: how much a person earned is told to finance beside it.
  const isPersons = line.personId !== null;
  return {
    partnerId: asked.partnerId,
    partnerName,
    requester: asked.requester,
    content: {
      subject: subjectOf(asked),
      subjectType: 'dispute',
      title: isPersons ? `Disputed by a person: ${reference}` : `Disputed: ${reference}, ${amount} ${currency}`,
      facts: {
        ...{ partner: partnerName, type, tier, region, period, earningId: asked.earningId },
        ...{ line: reference, rule: ruleId, ...(!isPersons && { amount: { amount, currency } }), reason: asked.reason },
      },
    },
    audience: { partyId: asked.partnerId, region },
    openedMs,
    dueMs: addDuration(calendar, openedMs, parseDuration(DISPUTE_DUE)),
    calendar,
    clock: program.clock,
    programVersion: `${programId}@${programVersion}`,
  };
}

async function audit(
  deps: DisputeDeps,
  tx: Queryable,
  {
    ticket,
    partnerId,
    atMs,
    action,
    by,
  }: { ticket: DisputeTicket; partnerId: string; atMs: number; action: string; by: string },
): Promise<void> {
  await deps.audit.insertAudit(tx, {
    origin: ticket.origin,
    businessKey: `${action}/${ticket.disputeId}`,
    partnerId,
    atMs,
    entries: [{ action, actor: by, subject: `dispute/${ticket.disputeId}`, details: {} }],
  });
}

async function refused(
  deps: DisputeDeps,
  tx: Queryable,
  { ticket, by, refusal }: { ticket: DisputeTicket; by: string; refusal: Refusal },
): Promise<Refusal> {
  const actor = by.includes(':') ? by : `person/${by}`;
  const about = { action: 'dispute.raise', actor, subject: `dispute/${ticket.disputeId}`, partnerId: null };
  const at = { origin: ticket.origin, businessKey: `dispute/${ticket.disputeId}`, atMs: deps.clock.now() };
  return deps.audit.auditRefusal(tx, { ...at, ...about }, refusal);
}
