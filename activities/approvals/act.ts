import type { ApprovalRow } from '../../database/repositories/approvals';
import type { Queryable } from '../../database/sql';
import { isLive } from '../../domain/approvals';
import type { ApprovalActName, ApprovalActOutcome, ApprovalActRecord } from '../../domain/approvals/acts';
import { ACT_RULES, allowedOn } from '../../domain/approvals/acts';
import type { PlannedApproval } from '../../domain/approvals/plan';
import { progressAt, refusalFor, voicesAt } from '../../domain/approvals/plan';
import type { Refusal } from '../../domain/errors';
import { isRefusal } from '../../domain/errors';
import { ADMIN_ROLE } from '../../domain/program';
import type { Activities } from '../index';
import type { Done, Speaker } from '../shared/recording';
import { record, refusal } from '../shared/recording';
import type { ApprovalDeps } from './approval';
import type { Planned } from './planned';
import { plannedFor } from './planned';

/** All that judging an act needs. */
interface Acting {
  input: ApprovalActRecord;
  speaker: Speaker;
  planned: Planned;
}

/** What an act adds to its outcome, or why it is refused. */
type Judged = Partial<Pick<ApprovalActOutcome, 'claimedBy'>> | Refusal;

/** Who may do what. The state has been judged before. */
const JUDGES: Record<ApprovalActName, (acting: Acting) => Judged> = {
  claim: ({ input, speaker, planned }) => {
    const { claimedBy } = input;
    if (claimedBy !== undefined && claimedBy !== speaker.personId)
      return refusal(
        'APPROVAL.CLAIMED',
        `${claimedBy} has claimed it; they release it, or an administrator reassigns it.`,
      );
    return candidateOnly({ planned, speaker }) ?? { claimedBy: speaker.personId };
  },
  release: ({ input, speaker }) => {
    const mine = input.claimedBy === speaker.personId;
    if (input.claimedBy === undefined) return refusal('APPROVAL.STATE', 'Nobody has claimed it.');
    return mine || isAdministrator(speaker) ? {} : refusal('APPROVAL.CLAIMED', `${input.claimedBy} has claimed it.`);
  },
  reassign: ({ input, speaker, planned }) => {
    const { toPersonId } = input.message;
    if (!isAdministrator(speaker)) return refusal('AUTH.FORBIDDEN', 'Only an administrator reassigns.');
    if (typeof toPersonId !== 'string') return refusal('REQUEST.INVALID', 'Say to whom: {"toPersonId":"per_…"}.');
    if (voicesAt(planned.plan.levels[planned.level - 1], toPersonId).length === 0) return notAsked(planned, toPersonId);
    return { claimedBy: toPersonId };
  },
  requestInfo: ({ planned, speaker }) => candidateOnly({ planned, speaker }) ?? {},
  answerInfo: ({ input, speaker }) => {
    const { requester, beneficiaries, askedBy } = input;
    const { personId, holder } = speaker;
    const isTheirs = holder.partnerId !== null && beneficiaries.includes(holder.partnerId);
    if (personId === askedBy) return refusal('AUTH.FORBIDDEN', 'Whoever asks does not answer: decide, or wait.');
    if (personId === requester || isTheirs || (holder.kind === 'person' && holder.partnerId === null)) return {};
    return refusal('AUTH.FORBIDDEN', 'The requester, the partner, or one of us answers.');
  },
  comment: ({ input, speaker }) => {
    const { holder, personId } = speaker;
    const isOurs = holder.kind === 'person' && holder.partnerId === null;
    return isOurs || personId === input.requester
      ? {}
      : refusal('AUTH.FORBIDDEN', 'Only we and the requester comment.');
  },
  recall: ({ input, speaker }) =>
    speaker.personId === input.requester
      ? {}
      : refusal('AUTH.FORBIDDEN', 'Only whoever asked takes the question back.'),
};

/** What people do to an approval besides deciding: through the same recording as their decisions. */
export function acts(deps: ApprovalDeps): Pick<Activities, 'recordApprovalAct'> {
  return {
    /** Idempotent by message id. Undo: a claim is released, a question answered; a comment and a recall stay. */
    async recordApprovalAct(input) {
      const { approvalId, message, act, receivedWallMs } = input;
      const incoming = {
        ...input,
        action: `approval.${act}`,
        subject: `approval/${approvalId}`,
        reason: message?.comment,
        code: { approvalId, receivedWallMs },
      };
      return record<ApprovalActOutcome>(deps, incoming, async (tx, speaker) => {
        const approval = await deps.approvals.lockApproval(tx, approvalId);
        const refused = approval
          ? impossible(approval, input)
          : refusal('APPROVAL.UNKNOWN', 'There is no such approval.');
        return refused ?? perform(deps, tx, { input, speaker, approval: approval! });
      });
    },
  };
}

async function perform(
  deps: ApprovalDeps,
  tx: Queryable,
  { input, speaker, approval }: { input: ApprovalActRecord; speaker: Speaker; approval: ApprovalRow },
): Promise<Done<ApprovalActOutcome> | Refusal> {
  const { act, nowMs, approvalId } = input;
  const { personId } = speaker;
  const decisions = await deps.approvals.findDecisions(tx, approvalId);
  const progress = progressAt(input.progress?.level ?? 1, decisions, input.progress?.added);
  const planned = await plannedFor(deps, tx, { ...input, content: approval, progress });
  const judged = JUDGES[act]({ input, speaker, planned });
  if (isRefusal(judged)) return judged;
  const { toPersonId } = input.message;
  return {
    outcome: { recorded: true, act, personId, ...judged, atMs: nowMs },
    details: act === 'reassign' ? { toPersonId: toPersonId! } : {},
    audited: ACT_RULES[act].audited,
  };
}

/** What the words and the state say, before anybody asks who speaks. The workflow's state is newer than the row's. */
function impossible(approval: ApprovalRow, { act, message, state }: ApprovalActRecord): Refusal | undefined {
  if (!isLive(approval.state) || !isLive(state))
    return refusal('APPROVAL.CLOSED', `This approval has ended: ${isLive(state) ? approval.state : state}.`);
  if (!ACT_RULES[act].from.includes(state))
    return refusal('APPROVAL.STATE', `Not possible while ${state}. Possible now: ${allowedOn(state).join(', ')}.`);
  if (ACT_RULES[act].needsWords && (typeof message.comment !== 'string' || message.comment.trim() === ''))
    return refusal('REQUEST.INVALID', `${ACT_RULES[act].title}: say it in "comment".`);
  return undefined;
}

function candidateOnly({ planned, speaker }: Pick<Acting, 'planned' | 'speaker'>): Refusal | undefined {
  const { plan, of, level } = planned;
  return refusalFor(plan, { of, level, who: speaker.holder });
}

function notAsked({ plan }: { plan: PlannedApproval }, personId: string): Refusal {
  const why = plan.excluded.find((one) => one.personId === personId)?.why;
  const because = why === undefined ? 'they hold none of the roles' : why.replaceAll('_', ' ');
  return refusal('APPROVAL.NOT_CANDIDATE', `${personId} could not decide this (${because}): name somebody who could.`);
}

const isAdministrator = ({ holder }: Speaker): boolean => holder.roles.includes(ADMIN_ROLE);
