import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { DomainError } from '../../domain/errors';
import type { Json } from '../../domain/hash';
import type { Prepared } from '../sql';
import { execute, query, queryOne, toSafeNumber } from '../sql';
import { hashOf } from './content';

/** Whoever works under a key for longer than this has died; the work is done again, which deterministic ids make safe. */
export const LEASE_MS = 15_000;
/** A concurrent equal request waits this long for the first one's answer. */
const WAIT_MS = 10_000;
/**
 * How often a waiting request looks, doubling from the first to the last. Looking beats LISTEN here: it costs one read
 * by primary key, shared by all that wait for the key in this process, and holds no connection.
 */
const LOOK_FIRST_MS = 25;
const LOOK_LAST_MS = 400;

/** Wall time, epoch milliseconds. */
export type WallClock = () => number;

/** What a POST is repeated by. */
export interface RequestKey {
  principal: string;
  /** Method and path template, e.g. `POST /v1/partners`. */
  route: string;
  /** The Idempotency-Key. */
  key: string;
}

/** A POST under its key. */
export interface KeyedRequest extends RequestKey {
  body: Json | undefined;
  /** Id of what the request is about, where it is known before the work. */
  targetId?: string;
}

/** An answer as it goes out, and as it is replayed. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Json;
  /** Not the last word (an Update that is still running): the same key asks again. */
  provisional?: boolean;
  /** Staged content that this answer says is taken in: accepted by the write that keeps the answer. */
  accepts?: string[];
}

/** What is kept of a request, found by the id that it is about. */
export interface RequestRecord {
  principal: string;
  route: string;
  targetId: string;
  createdWallMs: number;
  answer: Answer | null;
}

interface Row {
  body_hash: string;
  lease_wall: string | null;
  status: number | null;
  headers: Record<string, string> | null;
  response: Json;
}

const RESERVE: Prepared = {
  name: 'idempotency-reserve',
  text: `INSERT INTO idempotency AS i (principal, route, key, body_hash, lease_wall, created_wall, target_id) VALUES ($1, $2, $3, $4, $5, $5, $7)
    ON CONFLICT (principal, route, key) DO UPDATE SET lease_wall = EXCLUDED.lease_wall
    WHERE i.body_hash = EXCLUDED.body_hash AND i.status IS NULL AND (i.lease_wall IS NULL OR i.lease_wall < $6)`,
};
const NOTE_TARGET: Prepared = {
  name: 'idempotency-note-target',
  text: 'UPDATE idempotency SET target_id = $4 WHERE principal = $1 AND route = $2 AND key = $3',
};
const KEEP: Prepared = {
  name: 'idempotency-keep',
  text: `WITH accepted AS (UPDATE intake SET state = 'accepted' WHERE intake_id = ANY($7) AND state = 'staged')
    UPDATE idempotency SET status = $4, headers = $5, response = $6, lease_wall = NULL
    WHERE principal = $1 AND route = $2 AND key = $3 AND status IS NULL`,
};

/** The key is reserved by INSERT before any work, so of many equal requests one works and the others replay. */
export class IdempotencyStore {
  /** One look at a time per key and process. */
  private readonly looks = new Map<string, Promise<Row | null>>();

  constructor(
    private readonly pool: Pool,
    private readonly clock: WallClock,
  ) {}

  /**
   * Does the work once per key and gives everybody the same answer. Kept are final answers of 2xx and 4xx but 429;
   * after any other answer, or an exception, the next equal request works again.
   *
   * @param work gets a function that notes the id of what the request is about, as soon as it is known
   * @throws IDEMPOTENCY.KEY_REUSED for another body; IDEMPOTENCY.IN_PROGRESS when the first takes longer than 10 s
   */
  async run(
    request: KeyedRequest,
    work: (noteTarget: (targetId: string) => Promise<void>) => Promise<Answer>,
  ): Promise<Answer & { replayed: boolean }> {
    const bodyHash = hashOf(request.body ?? null);
    const givenUpWallMs = this.clock() + WAIT_MS;
    let free = true;
    for (let lookMs = LOOK_FIRST_MS; ; lookMs = Math.min(lookMs * 2, LOOK_LAST_MS)) {
      const lease = this.clock();
      if (free && (await this.reserve(request, bodyHash, lease))) return await this.doWork(request, lease, work);
      const seen = await this.look(request);
      if (seen !== null && seen.body_hash !== bodyHash) throw reused(request.key);
      if (seen !== null && seen.status !== null) return { ...answerOf(seen)!, replayed: true };
      free = this.isFree(seen);
      if (this.clock() >= givenUpWallMs)
        throw new DomainError(
          'IDEMPOTENCY.IN_PROGRESS',
          `The first request with the key "${request.key}" is still running. Repeat it in a few seconds.`,
        );
      await pause(lookMs);
    }
  }

  /** The earliest request about this id: what a read answers with before the row exists. */
  async findByTarget(targetId: string): Promise<RequestRecord | null> {
    const [row] = await query<Row & { principal: string; route: string; created_wall: string }>(
      this.pool,
      `SELECT * FROM idempotency WHERE target_id = $1 ORDER BY created_wall, key LIMIT 1`,
      [targetId],
    );
    if (row === undefined) return null;
    const { principal, route } = row;
    return { principal, route, targetId, createdWallMs: toSafeNumber(row.created_wall), answer: answerOf(row) };
  }

  private async doWork(
    request: KeyedRequest,
    lease: number,
    work: (noteTarget: (targetId: string) => Promise<void>) => Promise<Answer>,
  ): Promise<Answer & { replayed: boolean }> {
    try {
      const answer = await work((targetId) => this.noteTarget(request, targetId));
      if (!isKept(answer)) await this.release(request, lease);
      else if ((await this.keep(request, answer)) === 0) {
        // Our lease was taken over and the other was faster: everybody gets the answer that is stored.
        const stored = await this.read(request);
        if (stored?.status) return { ...answerOf(stored)!, replayed: true };
      }
      return { ...answer, replayed: false };
    } catch (error) {
      await this.releaseOrLetExpire(request, lease);
      throw error;
    }
  }

  /** What went wrong first is what counts: a lease that cannot be given back (Postgres is down) ends by itself. */
  private async releaseOrLetExpire(request: KeyedRequest, lease: number): Promise<void> {
    await this.release(request, lease).catch((error: unknown) => error);
  }

  private isFree(row: Row | null): boolean {
    return row === null || row.lease_wall === null || toSafeNumber(row.lease_wall) < this.clock() - LEASE_MS;
  }

  /** Reserves the key, or takes over a lease that was released or is too old. Of many at once, one gets it. */
  private async reserve(request: KeyedRequest, bodyHash: string, lease: number): Promise<boolean> {
    const reserved = await execute(this.pool, RESERVE, [
      ...keyOf(request),
      bodyHash,
      lease,
      lease - LEASE_MS,
      request.targetId ?? null,
    ]);
    return reserved === 1;
  }

  private async noteTarget(request: KeyedRequest, targetId: string): Promise<void> {
    await execute(this.pool, NOTE_TARGET, [...keyOf(request), targetId]);
  }

  private async keep(request: KeyedRequest, { status, headers, body, accepts = [] }: Answer): Promise<number> {
    const values = [...keyOf(request), status, JSON.stringify(headers), JSON.stringify(body), accepts];
    return execute(this.pool, KEEP, values);
  }

  private async release(request: KeyedRequest, lease: number): Promise<void> {
    await execute(
      this.pool,
      `UPDATE idempotency SET lease_wall = NULL WHERE principal = $1 AND route = $2 AND key = $3 AND lease_wall = $4 AND status IS NULL`,
      [...keyOf(request), lease],
    );
  }

  private async look(request: KeyedRequest): Promise<Row | null> {
    const id = JSON.stringify(keyOf(request));
    const running = this.looks.get(id);
    if (running !== undefined) return running;
    const started = this.read(request).finally(() => this.looks.delete(id));
    this.looks.set(id, started);
    return started;
  }

  private read(request: KeyedRequest): Promise<Row | null> {
    return queryOne<Row>(
      this.pool,
      'SELECT body_hash, lease_wall, status, headers, response FROM idempotency WHERE principal = $1 AND route = $2 AND key = $3',
      keyOf(request),
    );
  }
}

const keyOf = ({ principal, route, key }: RequestKey): string[] => [principal, route, key];

/** 2xx and 4xx, but never 429 and never "the first is still running". */
function isKept({ status, body, provisional }: Answer): boolean {
  if (provisional || status === 429) return false;
  if (status >= 200 && status < 300) return true;
  return status >= 400 && status < 500 && (body as { code?: Json } | null)?.code !== 'IDEMPOTENCY.IN_PROGRESS';
}

function answerOf(row: Row): Answer | null {
  return row.status === null ? null : { status: row.status, headers: row.headers ?? {}, body: row.response };
}

function reused(key: string): DomainError {
  return new DomainError(
    'IDEMPOTENCY.KEY_REUSED',
    `The Idempotency-Key "${key}" was used with another body. Use a new key for a new request.`,
  );
}
