import { createHash, randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import type { Queryable } from '../sql';
import { execute, queryOne, toSafeNumber } from '../sql';

/** A link is good for this long. */
export const LINK_VALID_MS = 72 * 3_600_000;
/** 192 bits: nobody guesses one. */
const TOKEN_BYTES = 24;
/** As it stands in a link: hexadecimal digits, so that no mail program breaks it. */
const TOKEN = /^[0-9a-f]{48}$/;

/** What a link is bound to. */
export interface LinkBinding {
  personId: string;
  approvalId: string;
  /** What the person was told of. */
  contentHash: string;
}

/** A link on record. */
export interface DecisionLink extends LinkBinding {
  /** Names the link without being it: the hash of its token. */
  linkId: string;
  expiresWallMs: number;
  /** Business key of the decision that it was used for. */
  usedBy: string | null;
}

/** A link that is being used, with the message that names it. */
export interface UsedLink {
  linkId: string;
  personId: string;
  approvalId: string;
  /** Wall time at which the message was received: a retry later does not make the link old. */
  receivedWallMs: number;
  /** Key of what the link is used for: the same key may use it again. */
  businessKey: string;
}

type Row = Omit<DecisionLink, 'expiresWallMs'> & { expiresWallMs: string };

/**
 * Links by which one person decides one approval, once, as it was when they were told. Opening one decides nothing;
 * using it takes the signed-in person besides. Stored hashed: reading the table gives nobody a link.
 */
export class DecisionLinks {
  constructor(private readonly pool: Pool) {}

  /** Makes a link. Several may be open at once: each letter has its own. @returns its token */
  async issue(binding: LinkBinding & { nowWallMs: number }): Promise<string> {
    const token = randomBytes(TOKEN_BYTES).toString('hex');
    await execute(
      this.pool,
      `INSERT INTO decision_link (token_hash, approval_id, person_id, content_hash, expires_wall) VALUES ($1, $2, $3, $4, $5)`,
      [hashOf(token), binding.approvalId, binding.personId, binding.contentHash, binding.nowWallMs + LINK_VALID_MS],
    );
    return token;
  }

  /** The link of a token, used or old as it may be; null for one that was never made, or is no longer kept. */
  async find(token: string): Promise<DecisionLink | null> {
    if (!TOKEN.test(token)) return null;
    const row = await queryOne<Row>(
      this.pool,
      `SELECT token_hash AS "linkId", approval_id AS "approvalId", person_id AS "personId", content_hash AS "contentHash",
              expires_wall AS "expiresWallMs", used_by AS "usedBy" FROM decision_link WHERE token_hash = $1`,
      [hashOf(token)],
    );
    return row === null ? null : { ...row, expiresWallMs: toSafeNumber(row.expiresWallMs) };
  }

  /**
   * Checks a link and locks it for the caller's transaction; {@link consume} follows once the effect is inserted.
   *
   * @returns what the person was told of, or null for a link that is foreign, too old or used for something else
   */
  async verify(client: Queryable, used: UsedLink): Promise<{ contentHash: string } | null> {
    return queryOne<{ contentHash: string }>(
      client,
      `SELECT content_hash AS "contentHash" FROM decision_link
       WHERE token_hash = $1 AND approval_id = $2 AND person_id = $3 AND expires_wall >= $4 AND (used_by IS NULL OR used_by = $5)
       FOR UPDATE`,
      [used.linkId, used.approvalId, used.personId, used.receivedWallMs, used.businessKey],
    );
  }

  /** Uses the link up, in the transaction that verified it. */
  async consume(client: Queryable, used: Pick<UsedLink, 'linkId' | 'businessKey'>): Promise<void> {
    await execute(client, 'UPDATE decision_link SET used_by = $2 WHERE token_hash = $1', [
      used.linkId,
      used.businessKey,
    ]);
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
