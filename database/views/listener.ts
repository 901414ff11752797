import type { Pool, PoolClient } from 'pg';

/** After a lost connection the first try comes soon, the later ones less often. */
const RETRY_FIRST_MS = 250;
const RETRY_LAST_MS = 5_000;

/** What to listen to. */
export interface Listening {
  /** Channels that the schema notifies. */
  channel: 'audit' | 'notice' | 'shown';
  /** Called with what was said when there may be something new, and with nothing when nobody listened for a while. */
  look: (said?: string) => void;
}

/**
 * Listens to a channel on one connection of the pool, and connects again when Postgres was away. A notification only
 * says "look": what is to be read is in the table, so one that is lost costs nothing but time.
 */
export class Listener {
  private client: PoolClient | undefined;
  /** The last connection that was given back: it may report its end more than once. */
  private given: PoolClient | undefined;
  private retry: NodeJS.Timeout | undefined;
  private retryMs = RETRY_FIRST_MS;
  private state: 'new' | 'listening' | 'stopped' = 'new';

  constructor(
    private readonly pool: Pool,
    private readonly listening: Listening,
  ) {}

  start(): void {
    if (this.state !== 'new') return;
    this.state = 'listening';
    void this.connect();
  }

  stop(): void {
    this.state = 'stopped';
    clearTimeout(this.retry);
    if (this.client !== undefined) this.again(this.client);
  }

  private async connect(): Promise<void> {
    let client: PoolClient | undefined;
    try {
      client = await this.pool.connect();
      client.on('notification', ({ payload = '' }) => this.listening.look(payload));
      client.on('error', () => this.again(client));
      await client.query(`LISTEN ${this.listening.channel}`);
    } catch (error) {
      // Whatever it is, it is Postgres being away: readiness tells, and the next try comes by itself.
      return this.again(client, error);
    }
    if (this.state === 'stopped') return this.again(client);
    this.client = client;
    this.retryMs = RETRY_FIRST_MS;
    // Whatever happened while nobody listened.
    this.listening.look();
  }

  /** Gives a broken connection back, once, and tries again in a while. */
  private again(client: PoolClient | undefined, _cause?: unknown): void {
    if (client !== undefined && this.given !== client) client.release(true);
    this.given = client;
    this.client = undefined;
    if (this.state === 'stopped') return;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => void this.connect(), this.retryMs);
    this.retryMs = Math.min(this.retryMs * 2, RETRY_LAST_MS);
  }
}
