import { condition, currentUpdateInfo, setHandler, workflowInfo } from '@temporalio/workflow';
import type { Refusal } from '../../domain/errors';
import { isRefusal } from '../../domain/errors';
import type { StepAction, StepActionOutcome } from '../../domain/journal';
import type { DeskAction } from '../../domain/steps';
import { DESK_ACTIONS } from '../../domain/steps';
import { actOnStep } from '../stage.messages';
import { STEP_ACTIONS } from '../steps';
import { amendmentOf } from './amendment';
import { nowMs, origin } from './origin';
import { journal } from './proxies';
import { refuse, refuseAs } from './refuse';
import type { StageRun } from './stage-run';
import type { StepRun } from './step-run';

/** A step that is about to open has opened within this time, unless what it needs is missing. */
const OPENING_PATIENCE = '2s';

interface ActionEntry {
  message: StepAction;
  messageId: string;
  answer?: StepActionOutcome | Refusal;
}

/** What people do to the steps of a stage: taken in history order, one at a time, by the stage's loop. */
export class ActionDesk {
  private readonly queue: ActionEntry[] = [];
  private recording: ActionEntry | undefined;

  constructor(private readonly stage: StageRun) {
    setHandler(actOnStep, (action) => this.act(action), {
      validator: (action) => this.validate(action),
      description:
        'Complete a task, sign, countersign, clear or reject. Comes from the API with a signed actor. Sample input: ' +
        '{"actor":{"personId":"person_…"},"stepKey":"interview","action":"complete","intakeId":"in_…"}.',
    });
  }

  get waiting(): boolean {
    return this.queue.length > 0;
  }

  isActing(key: string): boolean {
    return [...this.queue, this.recording].some((entry) => entry?.message.stepKey === key);
  }

  /** Records the next action and lets it take effect, or answers why not. */
  async take(): Promise<void> {
    const entry = this.queue.shift()!;
    const closed = this.closedFor(entry.message);
    if (closed) {
      entry.answer = closed;
      return;
    }
    this.recording = entry;
    const step = this.stage.stepOf(entry.message.stepKey);
    const { key, kind, roles, details } = step.snapshot;
    const { partnerId, stage } = this.stage.input;
    const outcome = await journal.recordStepAction({
      origin: origin(),
      partnerId,
      stageWorkflowId: workflowInfo().workflowId,
      stage,
      step: { key, kind, roles, details },
      message: entry.message,
      messageId: entry.messageId,
      nowMs: nowMs(this.stage.input.clock),
    });
    if (!isRefusal(outcome)) await this.takeEffect(step, entry, outcome);
    entry.answer = outcome;
    this.recording = undefined;
  }

  private async takeEffect(
    step: StepRun,
    { message, messageId }: ActionEntry,
    outcome: StepActionOutcome,
  ): Promise<void> {
    const { action } = message;
    if (action === 'amend') {
      const { asking, given } = amendmentOf(this.stage.steps, step.key);
      step.amend(outcome.result);
      for (const approval of given) approval.askAgain();
      for (const approval of asking) await approval.order({ order: 'amended', messageId });
    } else if (!isDeskAction(action)) step.receive({ action, outcome });
    else if (action !== 'comment') step.claimed(outcome.result);
  }

  private async act(message: StepAction): Promise<StepActionOutcome> {
    const entry: ActionEntry = { message, messageId: currentUpdateInfo()!.id };
    await this.isOpening(message);
    this.queue.push(entry);
    await condition(() => entry.answer !== undefined);
    if (isRefusal(entry.answer)) refuseAs(entry.answer);
    return entry.answer as StepActionOutcome;
  }

  /**
   * People see a step open by its row, and a workflow task that was lost may have written that: done again, it hears them
   * before the step opens once more.
   */
  private async isOpening(message: StepAction): Promise<void> {
    if (!this.mayOpen(message)) return;
    const step = this.stage.stepOf(message.stepKey);
    await condition(() => step.ended || step.snapshot.details?.actions !== undefined, OPENING_PATIENCE);
  }

  private validate(message: StepAction): void {
    if (typeof message?.stepKey !== 'string' || typeof message.actor?.personId !== 'string')
      refuse('REQUEST.INVALID', 'Give {"actor":{"personId":"…"},"stepKey":"…","action":"…"}.');
    const closed = this.closedFor(message);
    if (closed && !this.mayOpen(message)) refuseAs(closed);
  }

  private mayOpen({ stepKey, action }: StepAction): boolean {
    return action !== 'amend' && this.stage.steps.get(stepKey)?.snapshot.state === 'waiting';
  }

  private closedFor({ stepKey, action }: StepAction): Refusal | undefined {
    const step = this.stage.steps.get(stepKey);
    if (!step)
      return { refused: 'STEP.UNKNOWN', message: `The stage ${this.stage.input.stage} has no step "${stepKey}".` };
    const { kind, title } = step.step;
    if (action === 'amend') return this.unamendable(step);
    if (step.snapshot.state !== 'open')
      return { refused: 'STEP.CLOSED', message: `"${title}" is ${step.snapshot.state}, not open.` };
    if (step.held)
      return {
        refused: 'STEP.CLOSED',
        message: `Somebody has acted on "${title}" already; it takes effect when the pause ends.`,
      };
    const waitsForPeople = STEP_ACTIONS[kind].length > 0;
    if (STEP_ACTIONS[kind].includes(action) || (waitsForPeople && isDeskAction(action))) return undefined;
    return {
      refused: 'REQUEST.RULE',
      message: `"${action}" is nothing that a ${kind} step knows; it knows ${STEP_ACTIONS[kind].join(', ') || 'no action'}.`,
    };
  }

  /**
   * Handed in again can be what a person has handed in, for as long as people still decide on it and nothing has begun
   * that others have approved of it.
   */
  private unamendable({ key, step, snapshot }: StepRun): Refusal | undefined {
    const { asking, actedOn } = amendmentOf(this.stage.steps, key);
    if (step.kind !== 'task' || snapshot.state !== 'done' || asking.length === 0)
      return { refused: 'STEP.CLOSED', message: `Nobody is deciding on "${step.title}" now: it stays as it is.` };
    if (!actedOn) return undefined;
    const { approval, by } = actedOn;
    const why = `"${approval.step.title}" has decided on it, and "${by.step.title}" has begun on that`;
    return { refused: 'STEP.CLOSED', message: `${why}: "${step.title}" stays as it is.` };
  }
}

const isDeskAction = (action: StepAction['action']): action is DeskAction =>
  (DESK_ACTIONS as readonly StepAction['action'][]).includes(action);
