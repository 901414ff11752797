import { Injectable } from '@nestjs/common';
import type { WorkflowStartOptions } from '@temporalio/client';
import type { UpdateDefinition, Workflow } from '@temporalio/common';
import { IntakeStore } from '../../database/intake/intake-store';
import type { ErrorCode, Refusal } from '../../domain/errors';
import { DomainError, isRefusal } from '../../domain/errors';
import type { Json } from '../../domain/hash';
import type { Actor } from '../../domain/proof';
import { WallClock } from '../clock';
import type { Reply } from '../messages';
import { Messages } from '../messages';

/** What somebody has said, for a workflow that gets its id and nothing else of it. */
export interface StagedWords {
  kind: string;
  workflowId: string;
  /** Repeating it with the same id is the same. */
  intakeId: string;
  /** Who says it: a person's id, or `system:<name>`. */
  principal: string;
  content: object;
}

/** A message that carries where its words are staged. */
export interface WordsMessage {
  actor: Actor;
  intakeId: string;
}

/** Hands what people say to workflows by id: staged first, accepted once the workflow has it. */
@Injectable()
export class WordsByIntake {
  constructor(
    private readonly intake: IntakeStore,
    private readonly messages: Messages,
    private readonly clock: WallClock,
  ) {}

  /** Starts a workflow with them. @throws INTAKE.CONFLICT where the id stands for other words */
  async start(
    words: StagedWords,
    type: string,
    options: Omit<WorkflowStartOptions<Workflow>, 'taskQueue' | 'workflowId'>,
  ): Promise<void> {
    await this.stage(words);
    await this.messages.start(type, { ...options, workflowId: words.workflowId });
    await this.intake.accept([words.intakeId]);
  }

  /** Sends them to a running workflow. @throws `ended` when it has ended; whatever the recording refuses */
  async order<Result extends object>(
    words: StagedWords,
    to: { update: UpdateDefinition<Result | Refusal, [WordsMessage]>; ended: ErrorCode },
  ): Promise<Reply<Result>> {
    await this.stage(words);
    const { workflowId, intakeId, principal } = words;
    const answer = await this.messages.update<Result | Refusal, WordsMessage>({
      ...{ workflowId, ...to, updateId: intakeId, personId: principal },
      message: { intakeId },
    });
    await this.intake.accept([intakeId]);
    if (!answer.answered) return answer;
    const { result } = answer;
    if (isRefusal(result)) throw new DomainError(result.refused, result.message);
    return { answered: true, result };
  }

  private async stage({ kind, workflowId, intakeId, principal, content }: StagedWords): Promise<void> {
    const plain = JSON.parse(JSON.stringify(content)) as Json;
    const nowWallMs = this.clock.now();
    await this.intake.stage({ kind, target: workflowId, intakeId, principal, content: plain, nowWallMs });
  }
}
