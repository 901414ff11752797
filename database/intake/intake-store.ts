import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { DomainError } from '../../domain/errors';
import type { Json } from '../../domain/hash';
import type { Prepared, Queryable } from '../sql';
import { DatabaseBug, execute, query, queryOne, toSafeNumber } from '../sql';
import type { SignActor, VerifyActor } from './actor-proof';
import { hashOf } from './content';
import type { RequestKey } from './idempotency-store';

/** Staged content whose workflow never started is dropped after this long. */
export const STAGED_KEPT_MS = 7 * 86_400_000;
/** One sweep looks at so many; the next one takes the rest. */
const SWEEP_MAX = 500;
/** Larger content does not come in one piece. */
const CONTENT_BYTES_MAX = 32 * 1024 * 1024;
/** SQLSTATEs for text that JSON allows and Postgres does not: NUL, and half of a surrogate pair. */
const UNSTORABLE = ['22P05', '22P02'];

/** Content to stage: too large or too personal for a workflow's payload. */
export interface Staging {
  /** Names the shape of the content, e.g. `application`, `fact`, `person.invite`. */
  kind: string;
  /** Id of the workflow that will ask for it. */
  target: string;
  content: Json;
  /** Who stages it: a person's id, or `system:<name>` for a process of ours. */
  principal: string;
  nowWallMs: number;
  /** Given where staging may be repeated (a retried request, a sender's event id); random otherwise. */
  intakeId?: string;
}

/** Staged content as its mover finds it. */
export interface StagedContent {
  intakeId: string;
  principal: string;
  content: Json;
  contentHash: string;
  /** Wall time at which it was received. */
  stagedWallMs: number;
}

/** What a mover finds: the content, where it went before, nothing, or something that nobody of ours has signed. */
export type Found =
  | ({ state: 'open' } & StagedContent)
  | { state: 'moved'; destination: string }
  | { state: 'missing' }
  | { state: 'forged'; principal: string };

/** Which content a mover asks for: kind and target must be those it was staged for. */
export interface Asked {
  intakeId: string;
  kind: string;
  target: string;
}

interface IntakeRow {
  kind: string;
  target: string;
  state: 'staged' | 'accepted' | 'moved' | 'expired';
  content: Json;
  content_hash: string;
  principal: string;
  signature: string;
  staged_wall: string;
  destination: string | null;
}

const STAGE: Prepared = {
  name: 'intake-stage',
  text: `INSERT INTO intake AS i (intake_id, kind, target, state, content, content_hash, principal, signature, staged_wall)
    VALUES ($1, $2, $3, 'staged', $4, $5, $6, $7, $8)
    ON CONFLICT (intake_id) DO UPDATE SET state = 'staged', content = EXCLUDED.content, staged_wall = EXCLUDED.staged_wall
    WHERE i.state = 'expired' AND i.kind = EXCLUDED.kind AND i.target = EXCLUDED.target
      AND i.content_hash = EXCLUDED.content_hash AND i.principal = EXCLUDED.principal`,
};
/** The same, and the POST that stages it remembers what it is about. */
const STAGE_FOR: Prepared = {
  name: 'intake-stage-for',
  text: `WITH noted AS (UPDATE idempotency SET target_id = $3 WHERE principal = $9 AND route = $10 AND key = $11) ${STAGE.text}`,
};
const ACCEPT: Prepared = {
  name: 'intake-accept',
  text: `UPDATE intake SET state = 'accepted' WHERE intake_id = ANY($1) AND state = 'staged'`,
};

/** The waiting room between the API and the workflows: staged → accepted → moved, or staged → expired. */
export class IntakeStore {
  constructor(
    private readonly pool: Pool,
    private readonly proofs: { sign: SignActor; verify: VerifyActor },
  ) {}

  /**
   * Stages content, signed by whoever holds the shared key. Idempotent by intake id: the same again is harmless, and
   * brings back what had expired meanwhile.
   *
   * @param by the POST that stages it: its target is noted in the same write
   * @throws INTAKE.CONFLICT when other content is stored under this id, or this content for something else
   * @throws REQUEST.TOO_LARGE, REQUEST.INVALID when the content cannot be stored
   */
  async stage(staging: Staging, by?: RequestKey): Promise<{ intakeId: string; contentHash: string }> {
    const { kind, target, principal, nowWallMs } = staging;
    const intakeId = staging.intakeId ?? `in_${randomBytes(15).toString('base64url')}`;
    const contentHash = hashOf(staging.content);
    const signature = this.proofs.sign({ personId: principal, target, messageId: intakeId, inputHash: contentHash });
    const text = JSON.stringify(staging.content);
    if (Buffer.byteLength(text) > CONTENT_BYTES_MAX)
      throw new DomainError(
        'REQUEST.TOO_LARGE',
        `The content has more than ${CONTENT_BYTES_MAX} bytes. Send it in parts.`,
      );
    const values = [intakeId, kind, target, text, contentHash, principal, signature, nowWallMs];
    if ((await this.insert(values, by)) === 1) return { intakeId, contentHash };
    const stored = await queryOne<Pick<IntakeRow, 'content_hash' | 'kind' | 'target' | 'principal'>>(
      this.pool,
      'SELECT content_hash, kind, target, principal FROM intake WHERE intake_id = $1',
      [intakeId],
    );
    if (stored?.content_hash !== contentHash)
      throw new DomainError(
        'INTAKE.CONFLICT',
        `Other content is stored under the id ${intakeId}. Send changed content under a new id.`,
      );
    // A mover asks for kind and target: what is stored for another one would never be found by this one.
    if (stored.kind !== kind || stored.target !== target || stored.principal !== principal)
      throw new DomainError(
        'INTAKE.CONFLICT',
        `The id ${intakeId} is taken by content for something else. Send this under a new id.`,
      );
    return { intakeId, contentHash };
  }

  /**
   * Stages what is not staged yet, in the transaction of a workflow that will start the targets however often it has
   * to try: accepted at once, so it never expires. What other content has an id is the caller's to look up.
   *
   * @returns the ids that are new
   */
  async stageAccepted(client: Queryable, stagings: readonly (Staging & { intakeId: string })[]): Promise<Set<string>> {
    const rows = stagings.map(({ intakeId, kind, target, content, principal, nowWallMs }) => {
      const inputHash = hashOf(content);
      const signature = this.proofs.sign({ personId: principal, target, messageId: intakeId, inputHash });
      return { intakeId, kind, target, content: JSON.stringify(content), inputHash, principal, signature, nowWallMs };
    });
    // In one order, so that two who stage the same ids at once wait for each other and do not lock each other out.
    rows.sort((a, b) => (a.intakeId < b.intakeId ? -1 : 1));
    const staged = await query<{ intake_id: string }>(
      client,
      `INSERT INTO intake (intake_id, kind, target, state, content, content_hash, principal, signature, staged_wall)
       SELECT r.id, r.kind, r.target, 'accepted', r.content::jsonb, r.hash, r.principal, r.signature, r.wall
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[])
         AS r(id, kind, target, content, hash, principal, signature, wall)
       ON CONFLICT (intake_id) DO NOTHING RETURNING intake_id`,
      [
        rows.map((row) => row.intakeId),
        rows.map((row) => row.kind),
        rows.map((row) => row.target),
        rows.map((row) => row.content),
        rows.map((row) => row.inputHash),
        rows.map((row) => row.principal),
        rows.map((row) => row.signature),
        rows.map((row) => row.nowWallMs),
      ],
    );
    return new Set(staged.map((row) => row.intake_id));
  }

  /** Notes that the target workflow has been started or told: from now on the content never expires. */
  async accept(intakeIds: string[]): Promise<void> {
    await execute(this.pool, ACCEPT, [intakeIds]);
  }

  /** Reads and locks staged content in the caller's transaction, after checking its hash and signature. */
  async open(client: Queryable, asked: Asked): Promise<Found> {
    const row = await queryOne<IntakeRow>(
      client,
      'SELECT * FROM intake WHERE intake_id = $1 AND kind = $2 AND target = $3 FOR UPDATE',
      [asked.intakeId, asked.kind, asked.target],
    );
    if (row === null || row.state === 'expired') return { state: 'missing' };
    if (row.state === 'moved') return { state: 'moved', destination: row.destination! };
    const { principal, content } = row;
    const claim = { personId: principal, target: row.target, messageId: asked.intakeId, inputHash: hashOf(content) };
    if (!this.proofs.verify(claim, row.signature)) return { state: 'forged', principal };
    const stagedWallMs = toSafeNumber(row.staged_wall);
    return { state: 'open', intakeId: asked.intakeId, principal, content, contentHash: row.content_hash, stagedWallMs };
  }

  /** Drops the content, keeping id, hash and where it went for ever. In the transaction that records the effect. */
  async close(client: Queryable, intakeId: string, destination: string): Promise<void> {
    await execute(
      client,
      `UPDATE intake SET state = 'moved', content = NULL, destination = $2 WHERE intake_id = $1 AND state <> 'moved'`,
      [intakeId, destination],
    );
  }

  /**
   * {@link open} and {@link close} in one: for a mover that knows beforehand where the content goes.
   * Idempotent by intake id: the second mover finds `moved` with the destination.
   */
  async move(client: Queryable, asked: Asked, destination: string): Promise<Found> {
    const found = await this.open(client, asked);
    if (found.state === 'open') await this.close(client, asked.intakeId, destination);
    return found;
  }

  /**
   * Drops what has been staged for more than seven days and whose workflow does not exist; where it does exist, the
   * acknowledgement was lost and the content is accepted now.
   */
  async expireStaged(sweep: {
    nowWallMs: number;
    workflowExists: (target: string) => Promise<boolean>;
  }): Promise<{ expired: number; accepted: number }> {
    const rows = await query<{ intake_id: string; target: string }>(
      this.pool,
      `SELECT intake_id, target FROM intake WHERE state = 'staged' AND staged_wall < $1 ORDER BY staged_wall LIMIT ${SWEEP_MAX}`,
      [sweep.nowWallMs - STAGED_KEPT_MS],
    );
    const alive: string[] = [];
    const dead: string[] = [];
    for (const row of rows) ((await sweep.workflowExists(row.target)) ? alive : dead).push(row.intake_id);
    await this.accept(alive);
    const expired = await execute(
      this.pool,
      `UPDATE intake SET state = 'expired', content = NULL WHERE intake_id = ANY($1) AND state = 'staged'`,
      [dead],
    );
    return { expired, accepted: alive.length };
  }

  private async insert(values: unknown[], by?: RequestKey): Promise<number> {
    try {
      if (by === undefined) return await execute(this.pool, STAGE, values);
      return await execute(this.pool, STAGE_FOR, [...values, by.principal, by.route, by.key]);
    } catch (error) {
      if (error instanceof DatabaseBug && UNSTORABLE.includes(error.code))
        throw new DomainError(
          'REQUEST.INVALID',
          'The content holds a NUL character or half of a surrogate pair. Remove it.',
        );
      throw error;
    }
  }
}
