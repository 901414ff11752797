import { condition, currentUpdateInfo, setHandler } from '@temporalio/workflow';
import type { Refusal } from '../../domain/errors';
import { isRefusal } from '../../domain/errors';
import type { CommandMessage } from '../../domain/journal';
import {
  allowedActions,
  COMMAND_NAMES,
  COMMANDS,
  HISTORY_EVENTS_MAX,
  UPDATES_PER_RUN_MAX,
} from '../../domain/lifecycle';
import type { CommandName } from '../../domain/lifecycle';
import type { CommandAnswer } from '../partner-lifecycle.messages';
import { commandUpdates } from '../partner-lifecycle.messages';
import type { StageOrder } from '../stage.messages';
import type { LifecycleRun } from './lifecycle-run';
import { origin } from './origin';
import { journal } from './proxies';
import { refuse, refuseAs } from './refuse';

interface CommandEntry {
  command: CommandName;
  message: CommandMessage;
  messageId: string;
  answer?: CommandAnswer | Refusal;
}

/** Takes commands in history order: checks, records who and why, then acts. The table in domain/lifecycle.ts says what is allowed when. */
export class CommandDesk {
  private readonly queue: CommandEntry[] = [];
  private updates = 0;

  constructor(private readonly life: LifecycleRun) {
    for (const command of COMMAND_NAMES) {
      setHandler(commandUpdates[command], (message) => this.receive(command, message), {
        validator: (message) => this.validate(command, message),
        description: `${COMMANDS[command].title} this partner; by ${COMMANDS[command].roles.join(' or ')}. Comes from the API with a signed actor. Sample: {"actor":{"personId":"per_…"},"reason":"…","params":{}}`,
      });
    }
  }

  get waiting(): boolean {
    return this.queue.length > 0;
  }

  /** Takes the oldest command. */
  async take(): Promise<void> {
    const entry = this.queue.shift()!;
    const { command, message, messageId } = entry;
    const { life } = this;
    const refusal = this.refusal(command, message);
    if (refusal) {
      entry.answer = refusal;
      return;
    }
    const recorded = await journal.recordCommand({
      origin: origin(),
      partnerId: life.input.partnerId,
      command,
      message,
      messageId,
      nowMs: life.now(),
      modeBefore: life.mode,
    });
    if (isRefusal(recorded)) {
      entry.answer = recorded;
      return;
    }
    const repeated = COMMANDS[command].to === life.mode;
    if (!repeated) await this.act(entry, recorded.personId);
    entry.answer = { command, mode: life.mode, repeated };
  }

  private async act({ command, message, messageId }: CommandEntry, personId: string): Promise<void> {
    const { life } = this;
    const { stage } = message.params ?? {};
    const order: StageOrder = { order: 'command', messageId };
    switch (command) {
      case 'pause':
        return this.pause('paused', order);
      case 'suspend':
        await this.pause('suspended', order);
        void life.access.revoke('suspended');
        return;
      case 'resume':
        return this.resume(order);
      case 'withdraw':
      case 'offboard':
        return life.endBy(COMMANDS[command].to!, message.reason, `person/${personId}`);
      case 'skipStep':
        return life.stages.order([order], stage);
      case 'repeatStage':
        life.stages.repeats.add(stage!);
        return;
      case 'handOver':
        return life.stages.order([{ order: 'peopleChanged' }]);
    }
  }

  private async pause(mode: 'paused' | 'suspended', order: StageOrder): Promise<void> {
    const { life } = this;
    life.pausedMs ??= life.now();
    // Before the order: no stage begins any more while it is on its way.
    life.mode = mode;
    life.changed();
    life.stages.pause(life.pausedMs);
    await life.stages.order([order]);
  }

  private async resume(order: StageOrder): Promise<void> {
    const { life } = this;
    if (life.mode === 'suspended') void life.access.restore();
    life.mode = 'active';
    life.stages.resume(life.now());
    life.pausedMs = undefined;
    life.changed();
    await life.stages.order([order]);
  }

  private async receive(command: CommandName, message: CommandMessage): Promise<CommandAnswer> {
    this.updates += 1;
    const entry: CommandEntry = { command, message, messageId: currentUpdateInfo()!.id };
    this.queue.push(entry);
    await condition(() => entry.answer !== undefined);
    if (isRefusal(entry.answer)) refuseAs(entry.answer);
    return entry.answer as CommandAnswer;
  }

  private validate(command: CommandName, message: CommandMessage): void {
    if (typeof message?.actor?.personId !== 'string' || typeof message.reason !== 'string')
      refuse('REQUEST.INVALID', 'Give {"actor":{"personId":"…"},"reason":"…"}.');
    const busy = this.life.events > HISTORY_EVENTS_MAX || this.updates >= UPDATES_PER_RUN_MAX;
    if (busy && !COMMANDS[command].urgent)
      refuse('LIFECYCLE.BUSY', 'Too many messages in this cycle; try again when the next one has begun.');
    const refusal = this.refusal(command, message);
    if (refusal)
      refuse(refusal.refused, refusal.message, {
        state: this.life.mode,
        allowedActions: allowedActions(this.life.mode),
      });
  }

  private refusal(command: CommandName, message: CommandMessage): Refusal | undefined {
    const { life } = this;
    const rule = COMMANDS[command];
    if (rule.to === life.mode) return undefined;
    if (!rule.from.includes(life.mode))
      return {
        refused: 'LIFECYCLE.STATE',
        message: `${rule.title} is not possible while ${life.mode}. Possible now: ${allowedActions(life.mode).join(', ') || 'nothing'}.`,
      };
    const { stage, step } = message.params ?? {};
    if (command === 'skipStep') {
      if (!stage || !life.stages.open.has(stage))
        return { refused: 'LIFECYCLE.STATE', message: `The stage ${stage ?? '(none given)'} is not running.` };
      if (!step || !Object.hasOwn(life.input.slice.stages[stage].steps, step))
        return { refused: 'STEP.UNKNOWN', message: `The stage ${stage} has no step "${step ?? ''}".` };
    }
    if (command === 'repeatStage' && (!stage || !life.stages.repeatable.has(stage)))
      return {
        refused: 'STAGE.NOT_REPEATABLE',
        message: `The stage ${stage ?? '(none given)'} cannot be repeated now: it runs, has not run, or a later one runs.`,
      };
    return undefined;
  }
}
