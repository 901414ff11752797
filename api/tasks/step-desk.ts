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
import type { OutgoingUpdate, Reply } from '../messages';

/** Something that a person does to a step. */
export interface StepAct {
  me: Principal;
  attempt: Attempt;
  stageWorkflowId: string;
  isOpen: boolean;
  action: Pick<StepAction, 'stepKey' | 'action' | 'contentHash' | 'comment' | 'toPersonId'>;
  evidence?: Record<string, string>;
  /** What a row tells of it, by whatever message it was done. */
  known?: StepActionOutcome;
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
  async act(act: StepAct): Promise<Reply<StepActionOutcome>> {
    const { me, attempt, stageWorkflowId, isOpen, action, evidence, known } = act;
    const updateId = attempt.id;
    const intakeId =
      evidence && Object.keys(evidence).length > 0 ? rowId('in', `${stageWorkflowId}/${updateId}`) : undefined;
    const outgoing: OutgoingUpdate<StepActionOutcome, StepAction> = {
      workflowId: stageWorkflowId,
      update: actOnStep,
      updateId,
      personId: me.personId,
      message: JSON.parse(JSON.stringify({ ...action, intakeId })) as Omit<StepAction, 'actor'>,
      ended: 'STEP.CLOSED',
    };
    if (!isOpen || known) {
      const earlier = await this.messages.recorded<StepActionOutcome>(stageWorkflowId, updateId);
      if (earlier.answered) return this.messages.repeat(outgoing, earlier.result);
      if (known) return { answered: true, result: known };
      throw new DomainError('STEP.CLOSED', 'This step is not open (any more).');
    }
    if (intakeId !== undefined)
      await this.intake.stage({
        kind: EVIDENCE_KIND,
        target: stageWorkflowId,
        content: { evidence } as JsonObject,
        principal: me.personId,
        nowWallMs: this.clock.now(),
        intakeId,
      });
    const reply = await this.messages.update(outgoing);
    if (intakeId !== undefined) await this.intake.accept([intakeId]);
    return reply;
  }
}
