import type { Client } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { IntakeStore } from '../database/intake/intake-store';
import { HOUR_MS } from '../domain/duration';

/** What expires does so after days: an hour more or less is nothing. */
const SWEEP_EVERY_MS = HOUR_MS;

/** What to keep in order, and by which clock. */
export interface HousekeeperOptions {
  intake: Pick<IntakeStore, 'expireStaged'>;
  client: Client;
  clock: { now(): number };
  /** Told of each failure; the next sweep tries again. */
  onTrouble(error: unknown): void;
}

/**
 * Drops what was staged for a workflow that never came to be, and takes in what was staged for one whose start nobody
 * acknowledged. Several workers may sweep at once: each row goes one way, whoever is first.
 */
export class Housekeeper {
  private readonly timer: NodeJS.Timeout;
  private sweeping: Promise<void>;

  constructor(private readonly options: HousekeeperOptions) {
    this.sweeping = this.sweep();
    this.timer = setInterval(() => {
      this.sweeping = this.sweep();
    }, SWEEP_EVERY_MS);
  }

  /** Sweeps no more, once the sweep that runs has ended. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.sweeping;
  }

  private async sweep(): Promise<void> {
    const { intake, clock, onTrouble } = this.options;
    try {
      for (let moved = 1; moved > 0;) {
        const swept = await intake.expireStaged({
          nowWallMs: clock.now(),
          workflowExists: (target) => this.exists(target),
        });
        moved = swept.expired + swept.accepted;
      }
    } catch (error) {
      onTrouble(error);
    }
  }

  private async exists(workflowId: string): Promise<boolean> {
    try {
      await this.options.client.workflow.getHandle(workflowId).describe();
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }
}
