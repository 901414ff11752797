import type { Queryable } from '../../database/sql';
import type { Refusal } from '../../domain/errors';
import { lifecycleId } from '../../domain/ids';
import type { CommandRecord, Origin } from '../../domain/journal';
import { COMMANDS } from '../../domain/lifecycle';
import type { Activities } from '../index';
import type { Deps } from './deps';
import type { Done, RecordingDeps, Speaker } from './recording';
import { lacksRole, messageKey, record, refusal } from './recording';

type Recorded = { recorded: true; personId: string };
type CommandDeps = RecordingDeps & Pick<Deps, 'steps'>;

/** Commands on a living partner: who gave them, that they may, and why. The workflow decides whether they fit. */
export function commands(deps: CommandDeps): Pick<Activities, 'recordCommand' | 'readOrder'> {
  return {
    /** Idempotent by message id. */
    async recordCommand(input) {
      const { command, message } = input;
      const subject = `partner/${input.partnerId}`;
      const incoming = { ...input, action: `lifecycle.${command}`, subject, reason: message?.reason };
      return record<Recorded>(deps, incoming, async (tx, speaker) => {
        const refused =
          lacksRole(speaker.holder, COMMANDS[command].roles) ?? (await apply(deps, tx, { input, speaker }));
        return refused ?? done(input, speaker);
      });
    },

    /** Idempotent by message id: nothing but the audit line of a drop is written. */
    async readOrder({ origin, partnerId, messageId, nowMs }) {
      const id = String(messageId);
      const businessKey = messageKey(lifecycleId(partnerId), id);
      return deps.transaction(async (tx) => {
        const found = await deps.audit.findCommand(tx, { partnerId, businessKey });
        if (found) return found;
        await dropOrder(deps, tx, { origin, partnerId, id, nowMs, reason: 'no such command is on record' });
        return null;
      });
    },
  };
}

/** An order that tells of something that is not on record is dropped, with an audit line. */
export async function dropOrder(
  deps: Pick<Deps, 'audit'>,
  tx: Queryable,
  order: { origin: Origin; partnerId: string; id: string; nowMs: number; reason: string },
): Promise<void> {
  const { origin, partnerId, id, nowMs, reason } = order;
  const entries = [{ action: 'order.dropped', actor: 'unproven', subject: `workflow/${origin.workflowId}`, reason }];
  const key = messageKey(origin.workflowId, `dropped/${id}`);
  await deps.audit.insertAudit(tx, { origin, partnerId, atMs: nowMs, businessKey: key, entries });
}

function done({ modeBefore, message }: CommandRecord, { personId }: Speaker): Done<Recorded> {
  return {
    outcome: { recorded: true, personId },
    details: { modeBefore, ...(message.params && { params: { ...message.params } }) },
  };
}

/** What a command asks of rows, beyond the workflow: a hand-over changes one, a skip needs a step that has not ended. */
async function apply(
  deps: CommandDeps,
  tx: Queryable,
  { input, speaker }: { input: CommandRecord; speaker: Speaker },
): Promise<Refusal | undefined> {
  if (input.command === 'skipStep') return endedStep(deps, tx, input);
  if (input.command !== 'handOver') return undefined;
  const { role, toPersonId } = input.message.params ?? {};
  if (typeof role !== 'string' || typeof toPersonId !== 'string')
    return refusal(
      'REQUEST.INVALID',
      'A hand-over names the role and the new owner: {"params":{"role":"CAM","toPersonId":"per_…"}}.',
    );
  const { partnerId, region } = speaker.partner;
  const owner = await deps.holders.findHolder(tx, { partnerId, region, wallMs: deps.clock.now() }, toPersonId);
  if (!owner || owner.kind !== 'person') return refusal('PERSON.UNKNOWN', `There is no active person ${toPersonId}.`);
  if (!owner.roles.includes(role))
    return refusal(
      'REQUEST.RULE',
      `${toPersonId} does not hold the role ${role} for the region ${region}; grant it first.`,
    );
  await deps.lifecycle.setOwner(tx, { partnerId, role, personId: toPersonId, nowMs: input.nowMs });
  return undefined;
}

/** A step that has ended stays as it ended. One that is not on record yet is still to come. */
async function endedStep(
  deps: CommandDeps,
  tx: Queryable,
  { partnerId, message }: CommandRecord,
): Promise<Refusal | undefined> {
  const { stage, step } = message.params ?? {};
  const state = await deps.steps.findRunningStep(tx, { partnerId, stage: String(stage), key: String(step) });
  if (state === null || state === 'waiting' || state === 'open') return undefined;
  return refusal('STEP.CLOSED', `The step "${step}" of ${stage} is ${state}; there is nothing to skip.`);
}
