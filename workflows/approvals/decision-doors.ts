import { condition, currentUpdateInfo, setHandler, workflowInfo } from '@temporalio/workflow';
import type { Refusal } from '../../domain/errors';
import { isRefusal } from '../../domain/errors';
import type { DecisionMessage, DecisionOutcome } from '../../domain/journal';
import type { LadderTime } from '../../domain/ladder';
import { refuse, refuseAs } from '../kit/refuse';
import type { ApprovalInput, ApprovalOrder } from './approval.messages';
import { decide, decideBySignal } from './approval.messages';

/** A decision on its way to the record. */
export interface DecisionEntry {
  what: 'decision';
  message: DecisionMessage;
  messageId: string;
  receivedWallMs: number;
  answer?: DecisionOutcome | Refusal;
}

/** Whatever can happen to an approval, in history order. */
export type Entry =
  DecisionEntry | { what: 'rung'; rung: LadderTime } | { what: 'order'; order: ApprovalOrder } | { what: 'cancel' };

/** The side of an approval that its doors see. */
export interface DecisionsGoTo {
  readonly input: ApprovalInput;
  readonly queue: Entry[];
  readonly ended: boolean;
  readonly state: string;
}

/** Opens the two doors by which decisions enter, update and signal: both only append to the queue. */
export function openDoors(approval: DecisionsGoTo): void {
  let signals = 0;
  setHandler(decide, (message) => receive(approval, message), {
    validator: (message) => validate(approval, message),
    description:
      'Decide this approval. Sample input: {"actor":{"personId":"per_…","code":"ABCD-2345"},"decision":"approve","comment":"…"}. ' +
      'The one-time code is shown by the console and by POST /v1/approvals/{id}/code. decision: approve, reject or revoke.',
  });
  setHandler(
    decideBySignal,
    (message) => {
      signals += 1;
      const messageId = `${workflowInfo().runId}/signal/${signals}`;
      approval.queue.push({ what: 'decision', message, messageId, receivedWallMs: Date.now() });
    },
    {
      description:
        'As the update of the same name, without an answer: a refused one leaves an audit entry and changes nothing.',
    },
  );
}

async function receive(approval: DecisionsGoTo, message: DecisionMessage): Promise<DecisionOutcome> {
  const messageId = currentUpdateInfo()!.id;
  const entry: DecisionEntry = { what: 'decision', message, messageId, receivedWallMs: Date.now() };
  approval.queue.push(entry);
  await condition(() => entry.answer !== undefined);
  if (isRefusal(entry.answer)) refuseAs(entry.answer);
  return entry.answer as DecisionOutcome;
}

/** What can be refused without a history event: state, content and exclusions that the workflow itself knows. */
function validate({ input, ended, state }: DecisionsGoTo, message: DecisionMessage): void {
  if (typeof message?.actor?.personId !== 'string' || !['approve', 'reject', 'revoke'].includes(message.decision))
    refuse('REQUEST.INVALID', 'Give {"actor":{"personId":"…"},"decision":"approve"|"reject"|"revoke"}.');
  if (ended) refuse('APPROVAL.CLOSED', `This approval has ended: ${state}.`);
  if (message.contentHash !== undefined && message.contentHash !== input.contentHash)
    refuse('APPROVAL.STALE', 'The content has changed since it was shown. Reload and look again.');
  const { requester, beneficiaries } = input;
  if (message.actor.personId === requester || beneficiaries.includes(message.actor.personId))
    refuse('APPROVAL.EXCLUDED', 'Whoever asked or benefits cannot decide.');
}
