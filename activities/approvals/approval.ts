import type { CandidateChange } from '../../database/repositories/holders';
import type { Queryable } from '../../database/sql';
import { isLive } from '../../domain/approvals';
import type { JsonObject } from '../../domain/hash';
import type { ApprovalCandidates, ApprovalOpening, ApprovalTurn } from '../../domain/journal';
import type { Activities } from '../index';
import type { Deps } from '../shared/deps';
import { auditOf } from '../shared/journal';
import type { RecordingDeps } from '../shared/recording';
import { acts } from './act';
import { decisions } from './decision';
import type { Planned } from './planned';
import { candidatesOf, plannedFor } from './planned';

export type ApprovalDeps = RecordingDeps & Pick<Deps, 'approvals'>;

/** Decisions by people, and the rows of what they decide. */
export function approvals(
  deps: ApprovalDeps,
): Pick<Activities, 'openApproval' | 'journalApproval' | 'recordDecision' | 'recordApprovalAct'> {
  return {
    ...decisions(deps),
    ...acts(deps),

    /** Idempotent by approval id: a second run tells who could decide and changes nothing. */
    async openApproval(opening) {
      return deps.transaction(async (tx) => {
        const planned = await plannedFor(deps, tx, opening);
        const found = candidatesOf(planned, opening.rule);
        if (!(await deps.approvals.insertApproval(tx, opening, planned.plan))) return found;
        await deps.holders.replaceCandidates(tx, opening.approvalId, askedNow(planned));
        await auditOpening(deps, tx, { opening, candidates: found.candidates, planned });
        return found;
      });
    },

    /** Idempotent by (approval id, turn): an older turn changes no row, and audit lines are unique. */
    async journalApproval(turn) {
      return deps.transaction(async (tx) => {
        const approval = await deps.approvals.lockApproval(tx, turn.approvalId);
        const planned = approval && isLive(turn.state) && (await plannedFor(deps, tx, { ...turn, content: approval }));
        const changed = await deps.approvals.updateApproval(tx, turn, planned ? planned.plan : undefined);
        const lines = { ...auditOf(turn), programVersion: approval?.programVersion };
        await deps.audit.insertAudit(tx, lines);
        if (!planned || !changed) return { candidates: await deps.holders.countCandidates(tx, turn.approvalId) };
        const change = await deps.holders.replaceCandidates(tx, turn.approvalId, askedNow(planned));
        await auditReroute(deps, tx, { turn, change, planned });
        return { ...candidatesOf(planned, turn.rule), ...claimOf(turn, planned) };
      });
    },
  };
}

/** The people of the level that is asked now. */
const askedNow = ({ plan, level }: Planned) =>
  (plan.levels[level - 1]?.groups ?? []).flatMap(({ deciders }) => deciders);

/** A claim stands for as long as whoever claimed could decide. */
function claimOf({ claimedBy }: ApprovalTurn, planned: Planned): Pick<ApprovalCandidates, 'claimLost'> {
  if (claimedBy === undefined || askedNow(planned).some(({ personId }) => personId === claimedBy)) return {};
  return { claimLost: true };
}

async function auditOpening(
  deps: ApprovalDeps,
  tx: Queryable,
  { opening, candidates, planned }: { opening: ApprovalOpening; candidates: number; planned: Planned },
): Promise<void> {
  const { origin, approvalId, partnerId, openedMs, programVersion, plan, rule } = opening;
  const chain: JsonObject = rule === undefined ? {} : { levels: planned.plan.levels.length };
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
        details: { candidates, roles: plan.roles, quorum: plan.quorum, ...chain },
      },
    ],
  });
}

/** Turns that ask others by what they are have a line that says so. */
const WITH_OTHER_PEOPLE = ['approval.escalated', 'approval.advanced'];

/** Somebody is absent, back, new or gone: who is asked now in whose place. Told where the list has changed, once. */
async function auditReroute(
  deps: ApprovalDeps,
  tx: Queryable,
  { turn, change, planned }: { turn: ApprovalTurn; change: CandidateChange; planned: Planned },
): Promise<void> {
  const { added, gone } = change;
  if (added.length + gone.length === 0 || turn.audit.some(({ action }) => WITH_OTHER_PEOPLE.includes(action))) return;
  const standIns = askedNow(planned).filter(({ onBehalfOf }) => onBehalfOf !== undefined);
  const absent = planned.plan.excluded.filter(({ why }) => why === 'absent').map(({ personId }) => personId);
  const { origin, partnerId, nowMs, approvalId } = turn;
  await deps.audit.insertAudit(tx, {
    origin,
    partnerId,
    atMs: nowMs,
    businessKey: `${origin.workflowId}/${origin.runId}/rerouted/${turn.turn}`,
    entries: [
      {
        action: 'approval.rerouted',
        actor: 'system:workflow',
        subject: `approval/${approvalId}`,
        details: {
          gone,
          added,
          absent: absent.filter((personId) => gone.includes(personId)),
          standIns: standIns.map(({ personId, onBehalfOf }) => ({ personId, onBehalfOf: onBehalfOf! })),
        },
      },
    ],
  });
}
