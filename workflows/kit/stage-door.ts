import { ChildWorkflowCancellationType, log, startChild } from '@temporalio/workflow';
import type { ChildWorkflowHandle } from '@temporalio/workflow';
import { stageId } from '../../domain/ids';
import type { StageName } from '../../domain/program';
import type { StageInput, StageOrder, StageResult } from '../stage.messages';
import { orderStage } from '../stage.messages';
import { partnerAttributes } from './attributes';
import type { LifecycleRun } from './lifecycle-run';

type StageWorkflow = (input: StageInput) => Promise<StageResult>;

/** Starts stages as children, passes orders on, and knows which are open. */
export class StageDoor {
  readonly open = new Map<StageName, ChildWorkflowHandle<StageWorkflow> | undefined>();

  constructor(private readonly life: LifecycleRun) {}

  /** One attempt of a stage, from start to end. */
  async run(stage: StageName, how: { attempt: number; carried: string[]; closesMs?: number }): Promise<StageResult> {
    const { life } = this;
    const { partnerId, slice } = life.input;
    const definition = slice.stages[stage];
    const workflowId = stageId(partnerId, stage, { cycle: life.cycle, attempt: how.attempt });
    this.open.set(stage, undefined);
    life.changed();
    try {
      const handle = await startChild<StageWorkflow>(stage, {
        workflowId,
        args: [this.input(stage, how)],
        // A cancelled stage ends its steps and approvals in order; the lifecycle waits for that.
        cancellationType: ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED,
        staticSummary: `${definition.title}: ${life.partner.name}${life.period ? ` (${life.period.key})` : ''}`,
        staticDetails: definition.goal,
        typedSearchAttributes: partnerAttributes({
          partnerId,
          stage,
          status: 'open',
          waitingOn: [],
          programVersion: life.programVersion,
          dueMs: how.closesMs,
        }),
      });
      this.open.set(stage, handle);
      return await handle.result();
    } finally {
      this.open.delete(stage);
    }
  }

  /** Passes orders to every open stage: one signal each, however many orders. */
  async order(orders: StageOrder[], only?: StageName): Promise<void> {
    for (const [stage, handle] of this.open) {
      if (!handle || (only !== undefined && only !== stage)) continue;
      // The stage may end in the same moment: then there is nothing left to order.
      await handle
        .signal(orderStage, orders)
        .catch((error: unknown) =>
          log.info('the stage had ended before the order reached it', { stage, error: String(error) }),
        );
    }
  }

  private input(stage: StageName, how: { attempt: number; carried: string[]; closesMs?: number }): StageInput {
    const { partner, period, cycle, input } = this.life;
    const { slice, partnerId } = input;
    return {
      partnerId,
      partner: {
        name: partner.name,
        type: partner.type,
        tier: partner.tier,
        region: partner.region,
        flags: partner.possibleDuplicateOf ? [`possible duplicate of ${partner.possibleDuplicateOf}`] : [],
      },
      stage,
      definition: slice.stages[stage],
      ladders: slice.ladders,
      documentHashes: slice.documentHashes,
      calendar: slice.regionCalendar,
      clock: slice.clock,
      programId: slice.programId,
      programVersion: slice.version,
      cycle,
      period,
      ...how,
    };
  }
}
