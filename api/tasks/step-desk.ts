import { Injectable } from '@nestjs/common';
import { IntakeStore } from '../../database/intake/intake-store';
import { DomainError } from '../../domain/errors';
import type { JsonObject } from '../../domain/hash';
import { rowId } from '../../domain/ids';
import { EVIDENCE_KIND } from '../../domain/intake';
import type { StepAction, StepActionOutcome } from '../../domain/journal';
import { actOnStep } from '../../workflows/stage.messages';
import type { Principal } from '../auth/principal';
import { WallClock } from '../clock';
import type { Attempt } from '../idempotency.interceptor';
import { Messages } from '../messages';
import type { Reply } from '../messages';

/** Something that a person does to a step. */
export interface StepAct {
  me: Principal;
  attempt: Attempt;
  stageWorkflowId: string;
  isOpen: boolean;
  action: Pick<StepAction, 'stepKey' | 'action' | 'contentHash' | 'comment'>;
  evidence?: Record<string, string>;
}

/** Passes what people do to the stage that owns the step: evidence staged, the message signed. */
@Injectable()
export class StepDesk {
  constructor(
    private readonly intake: IntakeStore,
    private readonly messages: Messages,
    private readonly clock: WallClock,
  ) {}

  /** @throws STEP.CLOSED, and whatever the recording refuses */
  async act({ me, attempt, stageWorkflowId, isOpen, action, evidence }: StepAct): Promise<Reply<StepActionOutcome>> {
    const updateId = attempt.id;
    if (!isOpen) {
      const earlier = await this.messages.recorded<StepActionOutcome>(stageWorkflowId, updateId);
      if (!earlier.answered) throw new DomainError('STEP.CLOSED', 'This step is not open (any more).');
      return earlier;
    }
    const intakeId =
      evidence && Object.keys(evidence).length > 0 ? rowId('in', `${stageWorkflowId}/${updateId}`) : undefined;
    if (intakeId !== undefined)
      await this.intake.stage({
        kind: EVIDENCE_KIND,
        target: stageWorkflowId,
        content: { evidence } as JsonObject,
        principal: me.personId,
        nowWallMs: this.clock.now(),
        intakeId,
      });
    const message = JSON.parse(JSON.stringify({ ...action, intakeId })) as Omit<StepAction, 'actor'>;
    const reply = await this.messages.update<StepActionOutcome, StepAction>({
      workflowId: stageWorkflowId,
      update: actOnStep,
      updateId,
      personId: me.personId,
      message,
      ended: 'STEP.CLOSED',
    });
    if (intakeId !== undefined) await this.intake.accept([intakeId]);
    return reply;
  }
}
