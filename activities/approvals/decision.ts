import type { ApprovalRow } from '../../database/repositories/approvals';
import type { Queryable } from '../../database/sql';
import type { Decision, DecisionKind } from '../../domain/approvals';
import { DECISIONS, isLive, liveDecisions } from '../../domain/approvals';
import type { Voice } from '../../domain/approvals/plan';
import { progressAt, refusalFor, voicesAt } from '../../domain/approvals/plan';
import { tallyOf } from '../../domain/approvals/seats';
import type { Refusal } from '../../domain/errors';
import { isRefusal } from '../../domain/errors';
import type { AuditEntry, DecisionOutcome, DecisionRecord } from '../../domain/journal';
import type { Activities } from '../index';
import type { Done, Speaker } from '../shared/recording';
import { record, refusal } from '../shared/recording';
import type { ApprovalDeps } from './approval';
import { plannedFor } from './planned';

interface Taking {
  input: DecisionRecord;
  speaker: Speaker;
}

/** Decisions by people: each once, by somebody who may, on what they were shown. */
export function decisions(deps: ApprovalDeps): Pick<Activities, 'recordDecision'> {
  return {
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

async function decide(
  deps: ApprovalDeps,
  tx: Queryable,
  { input, speaker }: Taking,
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
  const all = await deps.approvals.findDecisions(tx, approvalId);
  const own = all.filter((decision) => decision.personId === personId);
  const live = liveDecisions(own)[0];
  if (live?.decision === message.decision && live.contentHash === shown)
    return { outcome: told(live, input), repeated: true };
  if (!isLive(approval.state)) return refusal('APPROVAL.CLOSED', `This approval has ended: ${approval.state}.`);
  if (shown !== approval.contentHash || (shownHash !== undefined && shownHash !== shown))
    return refusal('APPROVAL.STALE', 'The content has changed since it was shown. Reload and look again.');
  const voice = await voiceOf(deps, tx, { input, speaker, approval, all, live });
  if (isRefusal(voice)) return voice;
  const refused = outOfTurn(message.decision, live);
  const decision = { ...voice, personId, seq: (own.at(-1)?.seq ?? 0) + 1, contentHash: shown };
  return refused ?? keep(deps, tx, { input, speaker, decision });
}

/** As whom they decide, by rights and exclusions as they are now and not as they were when last resolved. */
async function voiceOf(
  deps: ApprovalDeps,
  tx: Queryable,
  by: Taking & { approval: ApprovalRow; all: Decision[]; live: Decision | undefined },
): Promise<Pick<Decision, 'level' | 'groups' | 'onBehalfOf'> | Refusal> {
  const { input, speaker, approval, all, live } = by;
  const { holder, personId } = speaker;
  if (holder.kind !== 'person') return refusal('APPROVAL.NOT_CANDIDATE', 'Only people decide.');
  // Whoever has spoken may take it back, whatever has become of their roles and whichever level is asked now.
  if (input.message.decision === 'revoke' && live) return { level: live.level, onBehalfOf: live.onBehalfOf };
  const level = input.progress?.level ?? 1;
  const others = all.filter((decision) => decision.personId !== personId);
  const progress = progressAt(level, others, input.progress?.added);
  const { plan, of } = await plannedFor(deps, tx, { ...input, content: approval, progress });
  const refused = refusalFor(plan, { of, level, who: holder });
  if (refused) return refused;
  const voices = voicesAt(plan.levels[level - 1], personId);
  const voice = chosen(voices, input.message.onBehalfOf);
  if (!voice) {
    const known = voices.map(({ onBehalfOf }) => onBehalfOf ?? 'yourself').join(', ');
    return refusal('APPROVAL.NOT_CANDIDATE', `You do not stand in for this person here; you decide for ${known}.`);
  }
  return { level, groups: voice.groups, onBehalfOf: voice.onBehalfOf };
}

/** Their own right comes first, unless they say for whom. */
function chosen(voices: Voice[], onBehalfOf: string | null | undefined): Voice | undefined {
  return typeof onBehalfOf === 'string' ? voices.find((voice) => voice.onBehalfOf === onBehalfOf) : voices[0];
}

function outOfTurn(decision: DecisionKind, live: Decision | undefined): Refusal | undefined {
  if (decision === 'revoke')
    return live ? undefined : refusal('APPROVAL.NOT_DECIDED', 'There is no decision of yours to revoke.');
  return live && refusal('APPROVAL.ALREADY_DECIDED', `You have said ${live.decision}; revoke that first.`);
}

async function keep(
  deps: ApprovalDeps,
  tx: Queryable,
  { input, speaker, decision: of }: Taking & { decision: Omit<Decision, 'decision' | 'decidedMs'> },
): Promise<Done<DecisionOutcome>> {
  const { origin, approvalId, message, nowMs, receivedWallMs } = input;
  const { businessKey, proven } = speaker;
  const { decision, comment } = message;
  const { personId, seq, contentHash, level, onBehalfOf } = of;
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
    level,
    onBehalfOf,
  });
  const taken = { ...of, decision, decidedMs: nowMs };
  const ended = await endBy(deps, tx, { input, decision: taken });
  return { outcome: { ...told(taken, input), ...ended?.outcome }, onBehalfOf, following: ended?.following };
}

/** The end that follows from a decision is written with it: as the workflow counts, and as it would write it a turn later. */
async function endBy(
  deps: ApprovalDeps,
  tx: Queryable,
  { input, decision }: { input: DecisionRecord; decision: Decision },
): Promise<{ outcome: { endedIn: number }; following: AuditEntry[] } | undefined> {
  const { ending, origin, approvalId, plan, nowMs, progress } = input;
  if (!ending) return undefined;
  const { turn, claimedBy, dueMs, decisions, ...counted } = ending;
  const { outcome: state } = tallyOf({ plan, ...counted, decisions: [...decisions, decision] });
  if (!state) return undefined;
  const row = { origin, approvalId, turn, nowMs, state, plan, progress, claimedBy, dueMs };
  if (!(await deps.approvals.updateApproval(tx, row))) return undefined;
  const [action, subject] = [`approval.${state}`, `approval/${approvalId}`];
  // The key that the line has where the workflow writes it: a run ends once.
  const key = `${origin.workflowId}/${origin.runId}/${action}/${subject}#1`;
  const line = { action, actor: 'system:workflow', reason: 'decided', subject, key };
  return { outcome: { endedIn: turn }, following: [line] };
}

/** Level and groups are told only where a rule has them. */
function told(taken: Decision, { rule }: DecisionRecord): DecisionOutcome {
  const { personId, seq, decision, decidedMs, level, groups, onBehalfOf } = taken;
  return {
    recorded: true,
    personId,
    seq,
    decision,
    decidedMs,
    ...(rule === undefined ? {} : { level, ...(groups ? { groups } : {}) }),
    ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
  };
}
