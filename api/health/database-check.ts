import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { checkDatabase, DatabaseNotReady } from '../../database/check';
import type { ApiSettings } from '../settings';
import { SETTINGS } from '../tokens';

/** How often a Postgres that does not answer is asked again. */
const LOOK_EVERY_MS = 1_000;

/**
 * Whether this process may serve from its database at all. A Postgres that does not answer is waited for; a role that
 * could bypass the table rights, or another schema version, stays what it is until somebody acts.
 */
@Injectable()
export class DatabaseCheck implements OnApplicationShutdown {
  private readonly closing = new AbortController();
  private done = false;

  constructor(@Inject(SETTINGS) private readonly settings: Pick<ApiSettings, 'databaseUrl'>) {}

  /** It has been looked at, and may be served from. */
  get passed(): boolean {
    return this.done;
  }

  /**
   * Looks once.
   * @returns false while Postgres does not answer
   * @throws DatabaseNotReady saying what is wrong and what to do
   */
  async look(): Promise<boolean> {
    try {
      await checkDatabase(this.settings.databaseUrl);
      this.done = true;
    } catch (error) {
      if (error instanceof DatabaseNotReady) throw error;
      this.done = false;
    }
    return this.done;
  }

  /**
   * Looks until Postgres answers, or the API closes.
   * @throws DatabaseNotReady
   */
  async settle(): Promise<void> {
    const { signal } = this.closing;
    while (!this.done && !signal.aborted)
      await pause(LOOK_EVERY_MS, undefined, { signal, ref: false }).then(
        () => this.look(),
        (error: unknown) => {
          if (!signal.aborted) throw error;
        },
      );
  }

  onApplicationShutdown(): void {
    this.closing.abort();
  }
}
