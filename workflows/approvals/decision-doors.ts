import { condition, currentUpdateInfo, setHandler, workflowInfo } from '@temporalio/workflow';
import type { ApprovalState } from '../../domain/approvals';
import { APPROVAL_ACTS, ACT_RULES, allowedOn } from '../../domain/approvals/acts';
import type { ApprovalActMessage, ApprovalActName, ApprovalActOutcome } from '../../domain/approvals/acts';
import type { ErrorCode, Refusal } from '../../domain/errors';
import { isRefusal } from '../../domain/errors';
import type { DecisionMessage, DecisionOutcome } from '../../domain/journal';
import type { LadderTime } from '../../domain/ladder';
import { refuse } from '../kit/refuse';
import type { ApprovalInput, ApprovalOrder } from './approval.messages';
import { actSignals, actUpdates, decide, decideBySignal } from './approval.messages';

/** Something that a person says, on its way to the record. */
interface Said<Outcome> {
  messageId: string;
  receivedWallMs: number;
  answer?: Outcome | Refusal;
}

/** A decision on its way to the record. */
export interface DecisionEntry extends Said<DecisionOutcome> {
  what: 'decision';
  message: DecisionMessage;
}

/** A claim, a question, an answer, a comment or a recall on its way to the record. */
export interface ActEntry extends Said<ApprovalActOutcome> {
  what: 'act';
  act: ApprovalActName;
  message: ApprovalActMessage;
}

/** Whatever can happen to an approval, in history order. */
export type Entry =
  | DecisionEntry
  | ActEntry
  | { what: 'rung'; rung: LadderTime }
  | { what: 'order'; order: ApprovalOrder }
  | { what: 'cancel' };

/** The side of an approval that its doors see. */
export interface WordsGoTo {
  readonly input: ApprovalInput;
  readonly queue: Entry[];
  readonly ended: boolean;
  readonly state: ApprovalState;
}

/** Opens the doors by which people speak, updates and signals: all of them only append to the queue. */
export function openDoors(approval: WordsGoTo): void {
  let signals = 0;
  const bySignal = () => {
    signals += 1;
    return { messageId: `${workflowInfo().runId}/signal/${signals}`, receivedWallMs: Date.now() };
  };
  setHandler(decide, (message) => answered<DecisionOutcome>(approval, { what: 'decision', message, ...byUpdate() }), {
    validator: (message) => validate(approval, message),
    description:
      'Decide this approval. Sample input: {"actor":{"personId":"per_…","code":"ABCD-2345"},"decision":"approve","comment":"…"}. ' +
      'The one-time code is shown by the console and by POST /v1/approvals/{id}/code. decision: approve, reject or revoke.',
  });
  setHandler(decideBySignal, (message) => void approval.queue.push({ what: 'decision', message, ...bySignal() }), {
    description:
      'As the update of the same name, without an answer: a refused one leaves an audit entry and changes nothing.',
  });
  for (const act of APPROVAL_ACTS) {
    const { title, needsWords } = ACT_RULES[act];
    const more = `${needsWords ? ',"comment":"…"' : ''}${act === 'reassign' ? ',"toPersonId":"per_…"' : ''}`;
    setHandler(
      actUpdates[act],
      (message) => answered<ApprovalActOutcome>(approval, { what: 'act', act, message, ...byUpdate() }),
      {
        validator: (message) => validateAct(approval, act, message),
        description: `${title}; no decision. Sample input: {"actor":{"personId":"per_…","code":"ABCD-2345"}${more}}.`,
      },
    );
    setHandler(actSignals[act], (message) => void approval.queue.push({ what: 'act', act, message, ...bySignal() }), {
      description: `As the update of the same name, without an answer.`,
    });
  }
}

const byUpdate = () => ({ messageId: currentUpdateInfo()!.id, receivedWallMs: Date.now() });

async function answered<Outcome extends object>(approval: WordsGoTo, entry: Entry & Said<Outcome>): Promise<Outcome> {
  approval.queue.push(entry);
  await condition(() => entry.answer !== undefined);
  const answer = entry.answer!;
  return isRefusal(answer) ? refuseIn(approval, answer.refused, answer.message) : answer;
}

/** What can be refused without a history event: state, content and exclusions that the workflow itself knows. */
function validate(approval: WordsGoTo, message: DecisionMessage): void {
  const { input, ended, state } = approval;
  if (typeof message?.actor?.personId !== 'string' || !['approve', 'reject', 'revoke'].includes(message.decision))
    refuse('REQUEST.INVALID', 'Give {"actor":{"personId":"…"},"decision":"approve"|"reject"|"revoke"}.');
  if (ended) refuseIn(approval, 'APPROVAL.CLOSED', `This approval has ended: ${state}.`);
  if (message.contentHash !== undefined && message.contentHash !== input.contentHash)
    refuseIn(approval, 'APPROVAL.STALE', 'The content has changed since it was shown. Reload and look again.');
  const { requester, beneficiaries } = input;
  if (message.actor.personId === requester || beneficiaries.includes(message.actor.personId))
    refuse('APPROVAL.EXCLUDED', 'Whoever asked or benefits cannot decide.');
}

function validateAct(approval: WordsGoTo, act: ApprovalActName, message: ApprovalActMessage): void {
  const { ended, state } = approval;
  if (typeof message?.actor?.personId !== 'string')
    refuse('REQUEST.INVALID', `Give {"actor":{"personId":"…"},…} to ${ACT_RULES[act].title.toLowerCase()}.`);
  if (ended) refuseIn(approval, 'APPROVAL.CLOSED', `This approval has ended: ${state}.`);
  if (!ACT_RULES[act].from.includes(state))
    refuseIn(approval, 'APPROVAL.STATE', `${ACT_RULES[act].title} is not possible while ${state}.`);
}

/** A refusal that says where the approval stands, and what is possible instead. */
function refuseIn({ state }: WordsGoTo, code: ErrorCode, message: string): never {
  refuse(code, message, { state, allowedActions: allowedOn(state) });
}
