import type { RecordedCorrection, ShownCascade } from '../../database/repositories/corrections';
import type { Queryable } from '../../database/sql';
import type { ErrorCode, Refusal } from '../../domain/errors';
import { isRefusal } from '../../domain/errors';
import type {
  Cascade,
  CorrectionDecided,
  CorrectionOrder,
  CorrectionOutcome,
  CorrectionShown,
  CorrectionTicket,
  StagedCorrection,
} from '../../domain/incentivize/correction';
import {
  CORRECTION_KIND,
  CORRECTION_ORDER_KIND,
  CORRECTION_ROLES,
  CORRECTION_ROUNDS_MAX,
  correctionOutcome,
  correctionSubject,
} from '../../domain/incentivize/correction';
import type { Activities } from '../index';
import type { ProgramReader } from '../shared/programs';
import type { CascadeOrder } from './correction-cascade';
import { carryOut } from './correction-cascade';
import type { At, CorrectionDeps } from './correction-record';
import { askOf, audit, auditRefusal, keepPreview, refusalOf } from './correction-record';

/** A transaction that is undone, with what it came to, or why it cannot be: nothing of either is kept. */
class Undone extends Error {
  constructor(readonly found: Cascade | Refusal) {
    super('This is shown and not kept.');
  }
}

/** Wrong inputs found later: shown, asked for, posted. */
export function corrections(
  deps: CorrectionDeps,
  readProgram: ProgramReader,
): Pick<Activities, 'previewCorrection' | 'orderCorrection' | 'postCorrection' | 'dropCorrection'> {
  return {
    /** Idempotent by correction id: what was shown first stays. Undo: nothing is posted before it is approved. */
    async previewCorrection(ticket) {
      const { correctionId } = ticket;
      const known = await deps.corrections.findCorrection(deps.db, correctionId);
      const asked = known ?? (await opened(deps, ticket));
      if (isRefusal(asked)) return asked;
      if (!known && !asked.refusal) {
        const order = { ...ticket, correction: asked.content, nowWallMs: deps.clock.now() };
        const cascade = await preview(deps, readProgram, order);
        if (isRefusal(cascade)) asked.refusal = cascade;
        else await record(deps, ticket, { asked, cascade });
      }
      if (asked.refusal) return known ? asked.refusal : refuse(deps, ticket, { ...asked, refusal: asked.refusal });
      const shown = (await deps.corrections.findPreview(deps.db, correctionId))!;
      return askOf(deps, readProgram, { ...ticket, shown });
    },

    /** Idempotent by intake id. Undo: withdraw the approval. */
    orderCorrection: (ticket) => deps.transaction((tx) => order(deps, tx, ticket)),

    /**
     * Idempotent by correction id: the end is written in the transaction that posts, and only once. Undo: another correction.
     */
    async postCorrection(decided) {
      const { correctionId, round, approvalId } = decided;
      const done = await deps.corrections.findCorrectionEnd(deps.db, correctionId);
      if (done) return done;
      const shown = (await deps.corrections.findPreview(deps.db, correctionId, round))!;
      const subject = correctionSubject(correctionId, shown.cascade);
      const ended = await deps.disputes.findEnd(deps.db, { approvalId, subject });
      if (!ended) throw new Error(`Approval ${approvalId} of ${subject} has not ended.`);
      const outcome = correctionOutcome(ended.outcome);
      if (outcome !== 'approved') return end(deps, { ...decided, shown, outcome });
      const changed = await post(deps, readProgram, { decided, shown });
      if (changed === null) return { outcome: 'posted' };
      // Something else was approved than what would be posted now: that approval is void, and what it is now is shown.
      if (isRefusal(changed) || round >= CORRECTION_ROUNDS_MAX)
        return end(deps, { ...decided, shown, outcome: 'withdrawn' });
      return show(deps, readProgram, { ...decided, shown: { round: round + 1, cascade: changed } });
    },

    /** Idempotent by correction id: nobody submitted it in time, or it was withdrawn. */
    async dropCorrection({ outcome, ...at }) {
      const shown = (await deps.corrections.findPreview(deps.db, at.correctionId))!;
      return end(deps, { ...at, approvalId: null, shown, outcome });
    },
  };
}

/** What was staged, after checking who staged it; with a refusal where they may not. */
async function opened(deps: CorrectionDeps, ticket: CorrectionTicket): Promise<RecordedCorrection | Refusal> {
  const { intakeId, origin } = ticket;
  return deps.transaction(async (tx) => {
    const found = await deps.intake.open(tx, { intakeId, kind: CORRECTION_KIND, target: origin.workflowId });
    if (found.state === 'missing' || found.state === 'moved')
      return { refused: 'REQUEST.NOT_FOUND', message: 'Nothing is staged for this correction.' };
    if (found.state === 'forged')
      return auditRefusal(deps, tx, { at: ticket, by: found.principal, code: 'AUTH.PROOF_INVALID' });
    const { principal: requestedBy, stagedWallMs: requestedWallMs } = found;
    const content = found.content as unknown as StagedCorrection;
    const may = { personId: requestedBy, roles: CORRECTION_ROLES, wallMs: requestedWallMs };
    const refusal = (await deps.imports.holdsAny(tx, may)) ? null : refusalOf('AUTH.FORBIDDEN');
    return { content, requestedBy, requestedWallMs, refusal };
  });
}

/** Records what is asked for and what it comes to. */
async function record(
  deps: CorrectionDeps,
  { correctionId, intakeId, origin }: CorrectionTicket,
  { asked, cascade }: { asked: RecordedCorrection; cascade: Cascade },
): Promise<void> {
  await deps.transaction(async (tx) => {
    await deps.corrections.lockCorrection(tx, correctionId);
    if (await deps.corrections.findCorrection(tx, correctionId)) return;
    await deps.corrections.insertCorrection(tx, { ...asked, correctionId, origin });
    await deps.intake.close(tx, intakeId, `correction/${correctionId}`);
    await keepPreview(deps, tx, { origin, correctionId, content: asked.content, shown: { round: 1, cascade } });
  });
}

/** Records what is asked for and why it is refused. */
async function refuse(
  deps: CorrectionDeps,
  ticket: CorrectionTicket,
  asked: RecordedCorrection & { refusal: Refusal },
): Promise<Refusal> {
  const { correctionId, intakeId, origin } = ticket;
  const { requestedBy: by, refusal } = asked;
  return deps.transaction(async (tx) => {
    await deps.corrections.insertCorrection(tx, { ...asked, correctionId, origin });
    await deps.intake.close(tx, intakeId, `correction/${correctionId}`);
    return auditRefusal(deps, tx, { at: ticket, by, code: refusal.refused, message: refusal.message });
  });
}

/** Carries it out and undoes it. */
async function preview(
  deps: CorrectionDeps,
  readProgram: ProgramReader,
  asked: CascadeOrder,
): Promise<Cascade | Refusal> {
  return unlessUndone(
    deps.transaction(async (tx): Promise<never> => {
      const found = await carryOut(deps, tx, { order: asked, readProgram });
      throw new Undone(isRefusal(found) ? found : found.cascade);
    }),
  );
}

/** What work came to, kept or undone. */
async function unlessUndone<Kept>(work: Promise<Kept>): Promise<Kept | Cascade | Refusal> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Undone) return error.found;
    throw error;
  }
}

/** Carries it out and keeps it, if it is what was approved. @returns what it would be now, or why it cannot be */
async function post(
  deps: CorrectionDeps,
  readProgram: ProgramReader,
  { decided, shown }: { decided: CorrectionDecided; shown: ShownCascade },
): Promise<Cascade | Refusal | null> {
  const { origin, correctionId, approvalId } = decided;
  const { content: correction } = (await deps.corrections.findCorrection(deps.db, correctionId))!;
  const endedWallMs = deps.clock.now();
  const order = { origin, correctionId, correction, nowWallMs: endedWallMs };
  return unlessUndone(
    deps.transaction(async (tx) => {
      await deps.corrections.lockCorrection(tx, correctionId);
      if (await deps.corrections.findCorrectionEnd(tx, correctionId)) return null;
      const found = await carryOut(deps, tx, { order, readProgram });
      if (isRefusal(found)) throw new Undone(found);
      const { cascade, postings } = found;
      if (cascade.hash !== shown.cascade.hash) throw new Undone(cascade);
      const what = { origin, correctionId, shown, approvalId, postings, endedWallMs };
      await deps.corrections.endCorrection(tx, { ...what, outcome: 'posted' });
      const { partnerId } = correction;
      await audit(deps, tx, { at: decided, partnerId, action: 'correction.posted', details: { postings } });
      return null;
    }),
  );
}

/** Keeps what it comes to now, for another approval. */
async function show(
  deps: CorrectionDeps,
  readProgram: ProgramReader,
  { shown, ...at }: At & { shown: ShownCascade },
): Promise<CorrectionShown> {
  const { correctionId } = at;
  await deps.transaction(async (tx) => {
    await deps.corrections.lockCorrection(tx, correctionId);
    if (await deps.corrections.findPreview(tx, correctionId, shown.round)) return;
    const { content } = (await deps.corrections.findCorrection(tx, correctionId))!;
    await keepPreview(deps, tx, { ...at, content, shown });
  });
  const kept = (await deps.corrections.findPreview(deps.db, correctionId, shown.round))!;
  return askOf(deps, readProgram, { ...at, shown: kept });
}

async function order(
  deps: CorrectionDeps,
  tx: Queryable,
  ticket: CorrectionTicket,
): Promise<{ order: CorrectionOrder['order'] } | Refusal> {
  const { correctionId, intakeId, origin } = ticket;
  await deps.corrections.lockCorrection(tx, correctionId);
  const known = await deps.corrections.findOrder(tx, correctionId);
  if (known?.intakeId === intakeId) return { order: known.order };
  const found = await deps.intake.open(tx, { intakeId, kind: CORRECTION_ORDER_KIND, target: origin.workflowId });
  const no = (by: string, code: ErrorCode, message?: string): Promise<Refusal> =>
    auditRefusal(deps, tx, { at: ticket, by, code, message, key: intakeId });
  if (found.state === 'missing' || found.state === 'moved') return no('system:workflow', 'REQUEST.NOT_FOUND');
  if (found.state === 'forged') return no(found.principal, 'AUTH.PROOF_INVALID');
  const { principal: personId, stagedWallMs: wallMs } = found;
  const asked = found.content as unknown as CorrectionOrder;
  const recorded = await deps.corrections.findCorrection(tx, correctionId);
  const shown = await deps.corrections.findPreview(tx, correctionId);
  if (!recorded || !shown) return no(personId, 'REQUEST.NOT_FOUND');
  if (recorded.requestedBy !== personId)
    return no(personId, 'AUTH.FORBIDDEN', 'Whoever asked for a correction submits or withdraws it.');
  if (known || (await deps.corrections.findCorrectionEnd(tx, correctionId)))
    return no(personId, 'REQUEST.RULE', 'This correction is submitted or dropped already.');
  if (asked.order === 'submit' && asked.hash !== shown.cascade.hash)
    return no(personId, 'APPROVAL.STALE', 'This is not what was shown last: read the correction again.');
  const { round, cascade } = shown;
  const row = { correctionId, intakeId, order: asked.order, round, hash: cascade.hash, personId, wallMs };
  await deps.corrections.insertOrder(tx, row);
  await deps.intake.close(tx, intakeId, `correction/${correctionId}`);
  const { partnerId } = recorded.content;
  const action = asked.order === 'submit' ? 'correction.submitted' : 'correction.withdrawn';
  await audit(deps, tx, { at: ticket, partnerId, action, details: { hash: cascade.hash }, by: `person/${personId}` });
  return { order: asked.order };
}

async function end(
  deps: CorrectionDeps,
  ending: At & { approvalId: string | null; shown: ShownCascade; outcome: CorrectionOutcome },
): Promise<{ outcome: CorrectionOutcome }> {
  const { correctionId, outcome } = ending;
  return deps.transaction(async (tx) => {
    await deps.corrections.lockCorrection(tx, correctionId);
    const { content } = (await deps.corrections.findCorrection(tx, correctionId))!;
    const ended = await deps.corrections.endCorrection(tx, { ...ending, postings: 0, endedWallMs: deps.clock.now() });
    if (ended)
      await audit(deps, tx, {
        at: ending,
        partnerId: content.partnerId,
        action: `correction.ended`,
        details: { outcome },
      });
    return (await deps.corrections.findCorrectionEnd(tx, correctionId))!;
  });
}
