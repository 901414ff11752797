import type { Client } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { IntakeStore } from '../database/intake/intake-store';
import type { WallSpan } from '../database/repositories/concerned';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../domain/duration';
import type { PeopleChange, PeopleChangeTelling, PeopleChangeTold } from '../domain/people/people-changed';

/** What expires does so after days: an hour more or less is nothing. */
const SWEEP_EVERY_MS = HOUR_MS;
/** A role that counts from nine o'clock on is asked for within a minute of it. */
const LOOK_EVERY_MS = MINUTE_MS;
/** The first look goes back so far: no worker may have run for a while. */
const LOOK_BACK_MS = DAY_MS;

/** What to keep in order, and by which clock. */
export interface HousekeeperOptions {
  intake: Pick<IntakeStore, 'expireStaged'>;
  /** Dated roles that began or ended to count. */
  findTurned(span: WallSpan): Promise<Pick<PeopleChange, 'partnerId' | 'grants'>[]>;
  /** Lets those who ask for such a role look again, a page at a time. */
  tellPeopleChanged(telling: PeopleChangeTelling): Promise<PeopleChangeTold>;
  client: Client;
  clock: { now(): number };
  /** Told of each failure; the next round tries again. */
  onTrouble(error: unknown): void;
}

/**
 * Drops what was staged for a workflow that never came to be, and takes in what was staged for one whose start nobody
 * acknowledged; lets open approvals look again when a dated role begins or ends to count. Several workers may do it at
 * once: each row goes one way, whoever is first, and who looks twice finds the same people.
 */
export class Housekeeper {
  private readonly timers: NodeJS.Timeout[];
  private sweeping: Promise<void>;
  private looking: Promise<void>;
  /** Up to when dated roles have been told of. */
  private lookedWallMs: number;

  constructor(private readonly options: HousekeeperOptions) {
    this.lookedWallMs = options.clock.now() - LOOK_BACK_MS;
    this.sweeping = this.attempt(() => this.sweep());
    this.looking = this.attempt(() => this.look());
    this.timers = [
      setInterval(() => void (this.sweeping = this.attempt(() => this.sweep())), SWEEP_EVERY_MS),
      // One look at a time: the next begins where the last one ended.
      setInterval(() => void (this.looking = this.looking.then(() => this.attempt(() => this.look()))), LOOK_EVERY_MS),
    ];
  }

  /** Does nothing more, once what runs has ended. */
  async stop(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await Promise.all([this.sweeping, this.looking]);
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.options.onTrouble(error);
    }
  }

  private async sweep(): Promise<void> {
    const { intake, clock } = this.options;
    for (let moved = 1; moved > 0;) {
      const swept = await intake.expireStaged({
        nowWallMs: clock.now(),
        workflowExists: (target) => this.exists(target),
      });
      moved = swept.expired + swept.accepted;
    }
  }

  private async look(): Promise<void> {
    const { clock, findTurned, tellPeopleChanged } = this.options;
    const uptoWallMs = clock.now();
    const turned = await findTurned({ afterWallMs: this.lookedWallMs, uptoWallMs });
    for (const change of turned) {
      const telling = { ...change, changeId: `dated roles up to ${new Date(uptoWallMs).toISOString()}` };
      let afterPartnerId: string | undefined;
      do ({ afterPartnerId } = await tellPeopleChanged({ ...telling, afterPartnerId }));
      while (afterPartnerId !== undefined);
    }
    this.lookedWallMs = uptoWallMs;
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
