import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import { EventEmitter } from 'node:events';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { Listener } from '../../database/views/listener';
import { TimelineView } from '../../database/views/timeline';
import { WallClock } from '../clock';
import { LOGGER, POOL } from '../tokens';

/**
 * Numbers are given when a row is inserted and seen when it is committed, so a later number may show first. Behind a
 * gap nothing is shown for this long; after that the missing row was rolled back, or is slower than any of ours.
 */
const GAP_PATIENCE_MS = 2_000;
const READ_MAX = 1_000;

/** Up to where the audit is complete, told to whoever streams it. One per process, however many streams. */
@Injectable()
export class Tail implements OnModuleDestroy {
  private readonly emitter = new EventEmitter().setMaxListeners(0);
  private readonly listener: Listener;
  private completeSeq: number | undefined;
  private reading: Promise<void> | undefined;
  private isAskedAgain = false;
  private recheck: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(
    @Inject(POOL) pool: Pool,
    private readonly timeline: TimelineView,
    private readonly clock: WallClock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.listener = new Listener(pool, { channel: 'audit', look: () => this.look() });
  }

  /** The last number up to which nothing is missing. Begins to listen when first asked. */
  async position(): Promise<number> {
    this.completeSeq ??= await this.timeline.lastSeq();
    this.listener.start();
    return this.completeSeq;
  }

  /** Calls back whenever the complete part has grown. @returns how to stop that */
  onGrowth(grown: (upToSeq: number) => void): () => void {
    this.emitter.on('grown', grown);
    return () => void this.emitter.off('grown', grown);
  }

  /** Calls back when the API closes. */
  onClose(closed: () => void): () => void {
    this.emitter.on('closed', closed);
    return () => void this.emitter.off('closed', closed);
  }

  onModuleDestroy(): void {
    this.isClosed = true;
    clearTimeout(this.recheck);
    this.listener.stop();
    this.emitter.emit('closed');
  }

  private look(): void {
    this.isAskedAgain = true;
    this.reading ??= this.read().finally(() => (this.reading = undefined));
  }

  private async read(): Promise<void> {
    try {
      while (this.isAskedAgain && !this.isClosed) {
        this.isAskedAgain = false;
        await this.readOn();
      }
    } catch (error) {
      // Postgres is away: the listener notices as well and looks again when it is back.
      this.logger.warn({ err: error }, 'the audit could not be read');
    }
  }

  private async readOn(): Promise<void> {
    const from = await this.position();
    const numbers = await this.timeline.numbersAfter(from, READ_MAX);
    let complete = from;
    for (const { seq, recordedMs } of numbers) {
      const waitMs = recordedMs + GAP_PATIENCE_MS - this.clock.now();
      if (seq !== complete + 1 && waitMs > 0) {
        this.lookIn(waitMs);
        break;
      }
      complete = seq;
    }
    if (numbers.length === READ_MAX && complete > from) this.isAskedAgain = true;
    if (complete === from) return;
    this.completeSeq = complete;
    this.emitter.emit('grown', complete);
  }

  private lookIn(waitMs: number): void {
    clearTimeout(this.recheck);
    this.recheck = setTimeout(() => this.look(), Math.min(waitMs, GAP_PATIENCE_MS) + 1);
  }
}
