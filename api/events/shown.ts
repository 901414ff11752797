import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import { EventEmitter } from 'node:events';
import type { Pool } from 'pg';
import { Listener } from '../../database/views/listener';
import { POOL } from '../tokens';

/** What changes together is told together. */
const GATHER_MS = 50;
/** With more partners than that it is said that anything may have changed. */
const PARTNERS_MAX = 200;

/** What has changed: rows of these partners, or of none (''); `anything` where nobody knows. */
export type Changed = ReadonlySet<string> | 'anything';

/** Both together. */
export function together(one: Changed, other: Changed): Changed {
  if (one === 'anything' || other === 'anything' || one.size + other.size > PARTNERS_MAX) return 'anything';
  return new Set([...one, ...other]);
}

/**
 * Hears when rows that are shown change, also in a turn that has no line in the audit: a step that has opened, a stage
 * that waits for somebody else. Says which partners, never what; whoever is interested reads it. One per process.
 */
@Injectable()
export class Shown implements OnModuleDestroy {
  private readonly emitter = new EventEmitter().setMaxListeners(0);
  private readonly listener: Listener;
  private gathered: Changed = new Set();
  private telling: NodeJS.Timeout | undefined;
  private count = 0;

  constructor(@Inject(POOL) pool: Pool) {
    this.listener = new Listener(pool, { channel: 'shown', look: (partnerId) => this.hear(partnerId) });
  }

  /** Grows with every change. Begins to listen when first asked. */
  changes(): number {
    this.listener.start();
    return this.count;
  }

  /** Calls back with what has changed since the last call. @returns how to stop that */
  onChange(changed: (what: Changed) => void): () => void {
    this.listener.start();
    this.emitter.on('changed', changed);
    return () => void this.emitter.off('changed', changed);
  }

  onModuleDestroy(): void {
    clearTimeout(this.telling);
    this.listener.stop();
  }

  private hear(partnerId: string | undefined): void {
    this.count += 1;
    this.gathered = together(this.gathered, partnerId === undefined ? 'anything' : new Set([partnerId]));
    this.telling ??= setTimeout(() => this.tell(), GATHER_MS);
  }

  private tell(): void {
    const what = this.gathered;
    this.gathered = new Set();
    this.telling = undefined;
    this.emitter.emit('changed', what);
  }
}
