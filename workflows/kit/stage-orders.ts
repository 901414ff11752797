import { setHandler } from '@temporalio/workflow';
import { orderStage } from '../stage.messages';
import type { StageInput, StageOrder } from '../stage.messages';
import { nowMs, origin } from './origin';
import { journal } from './proxies';
import type { StepOrder, StepRun } from './step-run';

/** What a stage hears from its lifecycle: commands on record, that facts have come, that people changed. */
export class StageOrders {
  paused = false;
  suspended = false;
  /** Grows whenever something came from outside. */
  factsSeen = 0;
  /** Other people may act since: whoever claimed a step perhaps may not any more. The stage looks between two records. */
  claimsInDoubt = false;

  constructor(
    private readonly input: StageInput,
    private readonly steps: ReadonlyMap<string, StepRun>,
  ) {
    setHandler(orderStage, (orders) => this.follow(orders), {
      description: 'For the lifecycle only; carries ids of what is on record, and nothing that is believed.',
    });
  }

  private async follow(orders: unknown): Promise<void> {
    for (const order of Array.isArray(orders) ? (orders as (Partial<StageOrder> | null)[]) : []) {
      if (order?.order === 'facts') this.factsSeen += 1;
      if (order?.order === 'peopleChanged') {
        this.claimsInDoubt = true;
        await this.tellSteps({ order: 'peopleChanged' });
      }
      if (order?.order === 'command') await this.obey(String(order.messageId));
    }
  }

  /** Follows a command that is on record and not overtaken by a later one. */
  private async obey(messageId: string): Promise<void> {
    const { partnerId, stage, sinceMs, clock } = this.input;
    const found = await journal.readOrder({ origin: origin(), partnerId, messageId, nowMs: nowMs(clock) });
    if (!found?.stands) return;
    const { command, atMs, params } = found;
    if (command === 'skipStep' && params.stage === stage && atMs >= sinceMs)
      this.steps.get(params.step ?? '')?.interrupt('skipped', 'skipped by command');
    if (command !== 'pause' && command !== 'suspend' && command !== 'resume') return;
    this.paused = command !== 'resume';
    this.suspended = command === 'suspend';
    await this.tellSteps({ order: this.paused ? 'pause' : 'resume', atMs, messageId });
  }

  private async tellSteps(order: StepOrder): Promise<void> {
    for (const step of this.steps.values()) await step.order(order);
  }
}
