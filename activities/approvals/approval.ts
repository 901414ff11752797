import type { Queryable } from '../../database/sql';
import type { Decision, DecisionKind } from '../../domain/approvals';
import { DECISIONS, liveDecisions, mayDecide } from '../../domain/approvals';
import type { Refusal } from '../../domain/errors';
import type { ApprovalOpening, ApprovalTurn, DecisionOutcome, DecisionRecord } from '../../domain/journal';
import type { Activities } from '../index';
import type { Deps } from '../shared/deps';
import { auditOf } from '../shared/journal';
import type { Done, RecordingDeps, Speaker } from '../shared/recording';
import { record, refusal } from '../shared/recording';

type ApprovalDeps = RecordingDeps & Pick<Deps, 'approvals'>;

/** Decisions by people, and the rows of what they decide. */
export function approvals(deps: ApprovalDeps): Pick<Activities, 'openApproval' | 'journalApproval' | 'recordDecision'> {
  return {
    /** Idempotent by approval id: a second run counts the candidates of the first. */
    async openApproval(opening) {
      const { origin, approvalId, partnerId, openedMs, programVersion } = opening;
      return deps.transaction(async (tx) => {
        if (!(await deps.approvals.insertApproval(tx, opening)))
          return { candidates: await deps.holders.countCandidates(tx, approvalId) };
        const candidates = await resolve(deps, tx, opening);
        await deps.audit.insertAudit(tx, {
          origin,
          partnerId,
          atMs: openedMs,
          programVersion,
          businessKey: `${origin.workflowId}/opened`,
          entries: [
            {
              action: 'approval.opened',
              actor: 'system:workflow',
              subject: `approval/${approvalId}`,
              details: { candidates, roles: opening.plan.roles, quorum: opening.plan.quorum },
            },
          ],
        });
        return { candidates };
      });
    },

    /** Idempotent by (approval id, turn): an older turn changes no row, and audit lines are unique. */
    async journalApproval(turn) {
      return deps.transaction(async (tx) => {
        const approval = await deps.approvals.lockApproval(tx, turn.approvalId);
        const changed = await deps.approvals.updateApproval(tx, turn);
        const live = changed && (turn.state === 'open' || turn.state === 'paused');
        const candidates = live
          ? await resolve(deps, tx, turn)
          : await deps.holders.countCandidates(tx, turn.approvalId);
        await deps.audit.insertAudit(tx, { ...auditOf(turn), programVersion: approval?.programVersion });
        return { candidates };
      });
    },

    /** Idempotent by message id; the same decision under another message id is answered like the first. */
    async recordDecision(input) {
      const { approvalId, message, receivedWallMs } = input;
      const incoming = {
        ...input,
        action: 'approval.decide',
        subject: `approval/${approvalId}`,
        reason: message?.comment,
        code: { approvalId, receivedWallMs },
      };
      return record<DecisionOutcome>(deps, incoming, (tx, speaker) => decide(deps, tx, { input, speaker }));
    },
  };
}

function resolve(deps: ApprovalDeps, tx: Queryable, asked: ApprovalOpening | ApprovalTurn): Promise<number> {
  const { approvalId, plan, requester, beneficiaries, audience } = asked;
  return deps.holders.resolveCandidates(tx, {
    approvalId,
    roles: plan.roles,
    requester,
    beneficiaries,
    partnerId: audience.partyId,
    region: audience.region,
    wallMs: deps.clock.now(),
  });
}

async function decide(
  deps: ApprovalDeps,
  tx: Queryable,
  { input, speaker }: { input: DecisionRecord; speaker: Speaker },
): Promise<Done<DecisionOutcome> | Refusal> {
  const { message, approvalId } = input;
  const { personId, shownHash } = speaker;
  if (!DECISIONS.includes(message.decision))
    return refusal('REQUEST.INVALID', `Say what is decided: ${DECISIONS.join(', ')}.`);
  const shown = message.contentHash ?? shownHash;
  if (typeof shown !== 'string')
    return refusal(
      'REQUEST.INVALID',
      'Say what was shown: give contentHash, or a one-time code, which is bound to it.',
    );
  // From here to the end nobody else decides or ends this approval.
  const approval = await deps.approvals.lockApproval(tx, approvalId);
  if (!approval) return refusal('APPROVAL.UNKNOWN', `There is no approval ${approvalId}.`);
  const decisions = await deps.approvals.findDecisions(tx, approvalId, personId);
  const live = liveDecisions(decisions)[0];
  if (live?.decision === message.decision && live.contentHash === shown) return { outcome: told(live), repeated: true };
  if (approval.state !== 'open' && approval.state !== 'paused')
    return refusal('APPROVAL.CLOSED', `This approval has ended: ${approval.state}.`);
  if (shown !== approval.contentHash || (shownHash !== undefined && shownHash !== shown))
    return refusal('APPROVAL.STALE', 'The content has changed since it was shown. Reload and look again.');
  const refused = mayNot(input, speaker) ?? outOfTurn(message.decision, live);
  return refused ?? keep(deps, tx, { input, speaker, seq: (decisions.at(-1)?.seq ?? 0) + 1, contentHash: shown });
}

/** Rights and exclusions, as they are now and not as they were when candidates were last resolved. */
function mayNot({ plan, requester, beneficiaries }: DecisionRecord, { holder }: Speaker): Refusal | undefined {
  if (holder.kind !== 'person') return refusal('APPROVAL.NOT_CANDIDATE', 'Only people decide.');
  const why = mayDecide(holder, plan, { requester, beneficiaries });
  if (why === undefined) return undefined;
  const message =
    why === 'APPROVAL.EXCLUDED'
      ? 'Whoever asked or benefits cannot decide.'
      : `This needs one of the roles ${plan.roles.join(', ')}.`;
  return refusal(why, message);
}

function outOfTurn(decision: DecisionKind, live: Decision | undefined): Refusal | undefined {
  if (decision === 'revoke')
    return live ? undefined : refusal('APPROVAL.NOT_DECIDED', 'There is no decision of yours to revoke.');
  return live && refusal('APPROVAL.ALREADY_DECIDED', `You have said ${live.decision}; revoke that first.`);
}

async function keep(
  deps: ApprovalDeps,
  tx: Queryable,
  { input, speaker, seq, contentHash }: { input: DecisionRecord; speaker: Speaker; seq: number; contentHash: string },
): Promise<Done<DecisionOutcome>> {
  const { origin, approvalId, message, nowMs, receivedWallMs } = input;
  const { personId, businessKey, proven } = speaker;
  const { decision, comment } = message;
  await deps.approvals.insertDecision(tx, {
    origin,
    businessKey,
    approvalId,
    personId,
    seq,
    decision,
    contentHash,
    comment,
    identityProven: proven,
    decidedMs: nowMs,
    receivedWallMs,
  });
  return { outcome: told({ personId, seq, decision, contentHash, decidedMs: nowMs }) };
}

const told = ({ personId, seq, decision, decidedMs }: Decision): DecisionOutcome => ({
  recorded: true,
  personId,
  seq,
  decision,
  decidedMs,
});
