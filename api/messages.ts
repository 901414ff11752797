import type { OnApplicationShutdown } from '@nestjs/common';
import { Inject, Injectable } from '@nestjs/common';
import type { Client, WorkflowStartOptions } from '@temporalio/client';
import {
  isGrpcDeadlineError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import type { SignalDefinition, UpdateDefinition, Workflow } from '@temporalio/common';
import { ApplicationFailure, WorkflowIdReusePolicy, WorkflowNotFoundError } from '@temporalio/common';
import type { Logger } from 'pino';
import { actorProofs } from '../database/intake/actor-proof';
import type { SignActor } from '../database/intake/actor-proof';
import { RecordingsView } from '../database/views/recordings';
import type { ErrorCode } from '../domain/errors';
import { DomainError, isRefusal } from '../domain/errors';
import type { Actor } from '../domain/proof';
import { inputHashOf } from '../domain/proof';
import type { ApiSettings } from './settings';
import { Temporal, TEMPORAL_PATIENCE_MS } from './temporal';
import { LOGGER, SETTINGS } from './tokens';
import { Unheard } from './unheard';
import { WallClock } from './clock';
import { whenReady } from './when-ready';

/** How long a probe may take that tells a busy worker from a dead server. */
const PROBE_PATIENCE_MS = 2_000;

/** A message to a workflow, without who says it. */
export interface OutgoingUpdate<Result, Message extends { actor: Actor }> {
  workflowId: string;
  update: UpdateDefinition<Result, [Message]>;
  /** Repeating it with the same id is the same message. */
  updateId: string;
  personId: string;
  message: Omit<Message, 'actor'>;
  /** What it means that the workflow has ended. */
  ended: ErrorCode;
}

/** What a workflow answered, or that it has not answered yet. */
export type Reply<Result> = { answered: true; result: Result } | { answered: false };

/** Speaks to workflows for a person whom the token has proven. */
@Injectable()
export class Messages implements OnApplicationShutdown {
  private readonly sign: SignActor;
  private readonly unheard: Unheard;

  constructor(
    @Inject(SETTINGS) settings: ApiSettings,
    private readonly temporal: Temporal,
    private readonly recordings: RecordingsView,
    clock: WallClock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.unheard = new Unheard(() => clock.now(), logger);
    this.sign = actorProofs(settings.actorKey).sign;
  }

  /**
   * Sends an update, signed, and waits up to ten seconds for its answer.
   * @throws what the workflow refused, as a `WorkflowUpdateFailedError`; `ended` when it has ended or never was
   */
  async update<Result, Message extends { actor: Actor }>(
    outgoing: OutgoingUpdate<Result, Message>,
  ): Promise<Reply<Result>> {
    const { workflowId, update, updateId } = outgoing;
    const message = { ...outgoing.message, actor: this.actorOf(outgoing) } as Message;
    try {
      const send = (client: Client) =>
        client.workflow.getHandle(workflowId).executeUpdate(update, { args: [message], updateId });
      const result = await whenReady(() => this.temporal.ask(send), TEMPORAL_PATIENCE_MS);
      return { answered: true, result };
    } catch (error) {
      if (error instanceof WorkflowNotFoundError || isLeftBehind(error)) return this.afterTheEnd(outgoing);
      if (error instanceof WorkflowUpdateFailedError) throw error;
      try {
        if (!(error instanceof WorkflowUpdateRPCTimeoutOrCancelledError)) throw error;
        // No answer: either nobody works on it now, or the server itself is away, which is another answer.
        await this.temporal.ping(PROBE_PATIENCE_MS);
        this.logger.warn({ workflowId, updateId, update: update.name }, 'a workflow has not answered in time');
        return { answered: false };
      } catch (away) {
        this.logger.warn({ workflowId, updateId, update: update.name, err: error }, 'a message got no answer');
        this.lookAfter(outgoing);
        throw away;
      }
    }
  }

  private lookAfter<Result, Message extends { actor: Actor }>(outgoing: OutgoingUpdate<Result, Message>): void {
    const { workflowId, updateId } = outgoing;
    this.unheard.add(`${workflowId}/${updateId}`, {
      isRecorded: async () => (await this.recordings.find(workflowId, updateId)) !== null,
      sendAgain: () => this.repeat(outgoing, undefined),
    });
  }

  onApplicationShutdown(): void {
    this.unheard.close();
  }

  /**
   * Sends a message again of which a row tells what became of it. The row may be all that is left of a workflow task
   * that was lost before its workflow had heard of anything: nothing is acknowledged that the workflow, if it still
   * runs, does not know. Where it refuses, or has ended, the row answers.
   */
  async repeat<Result, Message extends { actor: Actor }>(
    outgoing: OutgoingUpdate<Result, Message>,
    recorded: Result,
  ): Promise<Reply<Result>> {
    try {
      return await this.update(outgoing);
    } catch (error) {
      if (error instanceof DomainError || error instanceof WorkflowUpdateFailedError)
        return { answered: true, result: recorded };
      throw error;
    }
  }

  /** The recorded outcome of a message; nothing when there is none. @throws what the recording refused */
  async recorded<Result>(workflowId: string, messageId: string): Promise<Reply<Result>> {
    const recorded = await this.recordings.find(workflowId, messageId);
    if (recorded === null) return { answered: false };
    if ('refusal' in recorded) throw new DomainError(recorded.refusal.refused, recorded.refusal.message);
    return { answered: true, result: recorded.outcome as Result };
  }

  /**
   * Tells a workflow that something has happened.
   * @throws `ended` when it has ended or never was
   */
  async signal<Args extends unknown[]>(
    workflowId: string,
    signal: SignalDefinition<Args>,
    message: { args: Args; ended: ErrorCode },
  ): Promise<void> {
    try {
      await this.temporal.ask((client) => client.workflow.getHandle(workflowId).signal(signal, ...message.args));
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) throw new DomainError(message.ended, 'It has ended.');
      throw error;
    }
  }

  /**
   * Starts a workflow whose id says what it does: starting it again is harmless, also after it has ended. Whose id
   * another request would have, too, says by its policy that a run which failed or was ended does not count.
   */
  async start(type: string, options: Omit<WorkflowStartOptions<Workflow>, 'taskQueue'>): Promise<void> {
    const { taskQueue } = this.temporal;
    try {
      await this.temporal.ask((client) =>
        client.workflow.start(type, {
          workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
          ...options,
          taskQueue,
        } as WorkflowStartOptions<Workflow>),
      );
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }

  /**
   * Waits up to ten seconds for a short workflow's result.
   * @throws what it refused, as an error with that code; `WorkflowFailedError` when it was ended without a result
   */
  async resultOf<Result extends object>(workflowId: string): Promise<Reply<Exclude<Result, { refused: unknown }>>> {
    try {
      const result = (await this.temporal.ask((client) => client.workflow.getHandle(workflowId).result())) as Result;
      if (isRefusal(result)) throw new DomainError(result.refused, result.message);
      return { answered: true, result: result as Exclude<Result, { refused: unknown }> };
    } catch (error) {
      if (!isGrpcDeadlineError(error)) throw error;
      await this.temporal.ping(PROBE_PATIENCE_MS);
      this.logger.warn({ workflowId }, 'a workflow has not ended in time');
      return { answered: false };
    }
  }

  /** The workflow has ended: what it recorded of this very message before is still the answer. */
  private async afterTheEnd<Result, Message extends { actor: Actor }>({
    workflowId,
    updateId,
    ended,
  }: OutgoingUpdate<Result, Message>): Promise<Reply<Result>> {
    const recorded = await this.recorded<Result>(workflowId, updateId);
    if (!recorded.answered) throw new DomainError(ended, 'It has ended.');
    return recorded;
  }

  private actorOf<Result, Message extends { actor: Actor }>(outgoing: OutgoingUpdate<Result, Message>): Actor {
    const { personId, workflowId, updateId, message } = outgoing;
    return {
      personId,
      signature: this.sign({ personId, target: workflowId, messageId: updateId, inputHash: inputHashOf(message) }),
    };
  }
}

/** A workflow was ended in Temporal with an update in its hands that it had accepted. */
const isLeftBehind = (error: unknown): boolean =>
  error instanceof WorkflowUpdateFailedError &&
  error.cause instanceof ApplicationFailure &&
  error.cause.type === 'AcceptedUpdateCompletedWorkflow';
