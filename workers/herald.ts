import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import { markCalled, newNotices, peopleWaiting } from '../database/repositories/notices';
import { Listener } from '../database/views/listener';
import { noticesId } from '../domain/ids';
import type { NoticesInput } from '../workflows/people/notices.messages';
import { NOTICES, noticesArrived } from '../workflows/people/notices.messages';

/** Whom one look calls at most; then it looks again. */
const PEOPLE_PER_LOOK = 100;
/** Temporal is away: its own outage is what people are told of elsewhere. */
const TRY_AGAIN_MS = 5_000;
/** Whoever's workflow was lost, e.g. terminated, is called again after this long. */
const SWEEP_EVERY_MS = 3_600_000;

/** Where to look, and whom to call. */
export interface HeraldOptions {
  pool: Pool;
  client: Client;
  taskQueue: string;
  /** Told of each failure; the herald goes on. */
  onTrouble(error: unknown): void;
}

/**
 * Calls each person's workflow when there is something new to be told. It carries nothing and decides nothing: several
 * workers may call the same person, who is then told once. What was written while nobody listened is found at the start.
 */
export class Herald {
  private readonly listener: Listener;
  private readonly sweep: NodeJS.Timeout;
  private again: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private isAsked = false;
  private isStopped = false;

  constructor(private readonly options: HeraldOptions) {
    this.listener = new Listener(options.pool, { channel: 'notice', look: () => this.look() });
    this.sweep = setInterval(() => void this.callEverybody(), SWEEP_EVERY_MS);
    this.listener.start();
    void this.callEverybody();
  }

  /** Calls nobody any more, once whoever is being called has been. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearInterval(this.sweep);
    clearTimeout(this.again);
    this.listener.stop();
    await this.looking;
  }

  private look(): void {
    this.isAsked = true;
    this.looking ??= this.callAll().finally(() => (this.looking = undefined));
  }

  private async callAll(): Promise<void> {
    try {
      while (this.isAsked && !this.isStopped) {
        this.isAsked = false;
        const people = await newNotices(this.options.pool, PEOPLE_PER_LOOK);
        for (const { personId, seqs } of people) {
          await this.call(personId);
          await markCalled(this.options.pool, seqs);
        }
        if (people.length === PEOPLE_PER_LOOK) this.isAsked = true;
      }
    } catch (error) {
      this.options.onTrouble(error);
      clearTimeout(this.again);
      if (!this.isStopped) this.again = setTimeout(() => this.look(), TRY_AGAIN_MS);
    }
  }

  private async callEverybody(): Promise<void> {
    try {
      for (const personId of await peopleWaiting(this.options.pool)) if (!this.isStopped) await this.call(personId);
    } catch (error) {
      // The next sweep, or the next new notice, finds them.
      this.options.onTrouble(error);
    }
  }

  private async call(personId: string): Promise<void> {
    const input: NoticesInput = { personId };
    await this.options.client.workflow.signalWithStart(NOTICES, {
      taskQueue: this.options.taskQueue,
      workflowId: noticesId(personId),
      args: [input],
      signal: noticesArrived,
      signalArgs: [],
      staticSummary: 'Tell one person what waits for them',
    });
  }
}
