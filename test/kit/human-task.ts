/** What people do to approvals besides deciding, and to their own calendars: as the API would send it. */
import type { ApprovalActMessage, ApprovalActName, ApprovalActOutcome } from '../../domain/approvals/acts';
import type { Json } from '../../domain/hash';
import { personCommandId } from '../../domain/ids';
import type { PersonCommand, PersonContents } from '../../domain/people/person-change';
import { personContentKind } from '../../domain/people/person-change';
import { actUpdates } from '../../workflows/approvals/approval.messages';
import type { PersonChangeResult } from '../../workflows/people/person-change.messages';
import { PERSON_CHANGE } from '../../workflows/people/person-change.messages';
import type { Engine } from './engine';
import type { ApprovalRow } from './partner-desk';
import { freshName } from './servers';

/** Somebody claims, asks, answers, comments or recalls, by a signed update. */
export function act(
  engine: Engine,
  {
    approval,
    by,
    ...said
  }: { approval: ApprovalRow; by: string; does: ApprovalActName } & Omit<ApprovalActMessage, 'actor'>,
): Promise<ApprovalActOutcome> {
  const { does, ...words } = said;
  const updateId = freshName(does);
  const workflowId = approval.workflow_id;
  const message: ApprovalActMessage = { actor: { personId: by }, ...words };
  const signed = engine.signed(message, { workflowId, messageId: updateId });
  return engine.send(workflowId, actUpdates[does], { message: signed, updateId });
}

/** Changes a person as the API does: staged, by a short workflow. */
export async function changePerson<Command extends PersonCommand>(
  engine: Engine,
  change: { by: string; personId: string; command: Command; content: PersonContents[Command] },
): Promise<PersonChangeResult> {
  const { by, personId, command, content } = change;
  const workflowId = personCommandId(personId, command, freshName(command));
  const staging = { kind: personContentKind(command), target: workflowId, principal: by, nowWallMs: engine.now() };
  const { intakeId } = await engine.intake.stage({ ...staging, content: JSON.parse(JSON.stringify(content)) as Json });
  const args = [{ personId, command, intakeId }];
  const { taskQueue } = engine;
  return engine.client.workflow.execute(PERSON_CHANGE, { taskQueue, workflowId, args }) as Promise<PersonChangeResult>;
}
