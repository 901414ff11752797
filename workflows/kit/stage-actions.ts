import { condition, currentUpdateInfo, setHandler } from '@temporalio/workflow';
import type { Refusal } from '../../domain/errors';
import { isRefusal } from '../../domain/errors';
import type { StepAction, StepActionOutcome } from '../../domain/journal';
import type { DeskAction } from '../../domain/steps';
import { DESK_ACTIONS } from '../../domain/steps';
import { STEP_ACTIONS } from '../steps';
import { actOnStep } from '../stage.messages';
import type { StageInput } from '../stage.messages';
import { refuse, refuseAs } from './refuse';
import type { StepRun } from './step-run';

/** Somebody's action as it waits to be recorded; whoever sent it waits for the answer. */
export interface ActionEntry {
  message: StepAction;
  messageId: string;
  answer?: StepActionOutcome | Refusal;
}

/** What people do to a stage's steps: in the order in which it came, one at a time. */
export class StageActions {
  private readonly queue: ActionEntry[] = [];
  private recording: ActionEntry | undefined;

  constructor(
    private readonly input: StageInput,
    private readonly steps: ReadonlyMap<string, StepRun>,
  ) {
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

  /** Takes the first one out, to be recorded. */
  next(): ActionEntry {
    return (this.recording = this.queue.shift()!);
  }

  /** The one taken out has its answer. */
  recorded(): void {
    this.recording = undefined;
  }

  /** Tells whether somebody's action on a step is not answered yet. */
  isActing(key: string): boolean {
    return [...this.queue, this.recording].some((entry) => entry?.message.stepKey === key);
  }

  /** Approvals that are open and decide the result of this step. */
  asking(key: string): StepRun[] {
    return [...this.steps.values()].filter(
      ({ step, snapshot }) => step.kind === 'approval' && step.decides === key && snapshot.state === 'open',
    );
  }

  private async act(message: StepAction): Promise<StepActionOutcome> {
    const entry: ActionEntry = { message, messageId: currentUpdateInfo()!.id };
    this.queue.push(entry);
    await condition(() => entry.answer !== undefined);
    if (isRefusal(entry.answer)) refuseAs(entry.answer);
    return entry.answer as StepActionOutcome;
  }

  private validate(message: StepAction): void {
    if (typeof message?.stepKey !== 'string' || typeof message.actor?.personId !== 'string')
      refuse('REQUEST.INVALID', 'Give {"actor":{"personId":"…"},"stepKey":"…","action":"…"}.');
    const closed = this.closedFor(message);
    if (closed) refuseAs(closed);
  }

  /** Why the stage does not take this now. */
  closedFor({ stepKey, action }: StepAction): Refusal | undefined {
    const step = this.steps.get(stepKey);
    if (!step) return { refused: 'STEP.UNKNOWN', message: `The stage ${this.input.stage} has no step "${stepKey}".` };
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

  /** Handed in again can be what a person has handed in, for as long as people still decide on it. */
  private unamendable({ key, step, snapshot }: StepRun): Refusal | undefined {
    if (step.kind === 'task' && snapshot.state === 'done' && this.asking(key).length > 0) return undefined;
    return { refused: 'STEP.CLOSED', message: `Nobody is deciding on "${step.title}" now: it stays as it is.` };
  }
}

/** Tells what is done to the task from what is done in it. */
export const isDeskAction = (action: StepAction['action']): action is DeskAction =>
  (DESK_ACTIONS as readonly StepAction['action'][]).includes(action);
