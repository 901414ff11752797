import { createHash, randomInt } from 'node:crypto';
import type { Pool } from 'pg';
import type { Queryable } from '../sql';
import { execute, queryOne } from '../sql';

/** A code is good for this long. */
export const CODE_VALID_MS = 15 * 60_000;
/** Crockford's base32: no I, L, O, U, so that a code can be read aloud and typed. 8 characters are 40 bits. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 8;
/** Two codes are equal once in a million million; three tries are beyond doubt. */
const ISSUE_ATTEMPTS_MAX = 3;

/** What a code is bound to. */
export interface CodeBinding {
  personId: string;
  approvalId: string;
  /** What the person was shown. */
  contentHash: string;
}

/** A code as it was typed, with the message that carries it. */
export interface TypedCode {
  code: string;
  personId: string;
  approvalId: string;
  /** Wall time at which the message was received: a retry later does not make the code old. */
  receivedWallMs: number;
  /** Key of what the code is used for: the same key may use it again. */
  businessKey: string;
}

/** One-time codes for deciding in the Temporal UI. Stored hashed: reading the table gives nobody a code. */
export class OneTimeCodes {
  constructor(private readonly pool: Pool) {}

  /** Makes a code for the signed-in person. Several may be open at once. */
  async issue(binding: CodeBinding & { nowWallMs: number }): Promise<{ code: string; expiresWallMs: number }> {
    const expiresWallMs = binding.nowWallMs + CODE_VALID_MS;
    for (let attempt = 1; attempt <= ISSUE_ATTEMPTS_MAX; attempt += 1) {
      const code = randomCode();
      const inserted = await execute(
        this.pool,
        `INSERT INTO one_time_code (code_hash, approval_id, person_id, content_hash, expires_wall)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (code_hash) DO NOTHING`,
        [hashOfCode(code), binding.approvalId, binding.personId, binding.contentHash, expiresWallMs],
      );
      if (inserted === 1) return { code, expiresWallMs };
    }
    throw new Error(`No unused code in ${ISSUE_ATTEMPTS_MAX} tries: the source of random numbers is broken.`);
  }

  /**
   * Checks a code and locks it for the caller's transaction; {@link consume} follows once the effect is inserted.
   *
   * @returns what the person was shown, or null for a code that is wrong, foreign, too old or used for something else
   */
  async verify(client: Queryable, typed: TypedCode): Promise<{ contentHash: string } | null> {
    const row = await queryOne<{ content_hash: string }>(
      client,
      `SELECT content_hash FROM one_time_code
       WHERE code_hash = $1 AND approval_id = $2 AND person_id = $3 AND expires_wall >= $4 AND (used_by IS NULL OR used_by = $5)
       FOR UPDATE`,
      [hashOfCode(typed.code), typed.approvalId, typed.personId, typed.receivedWallMs, typed.businessKey],
    );
    return row === null ? null : { contentHash: row.content_hash };
  }

  /** Uses the code up, in the transaction that verified it. */
  async consume(client: Queryable, typed: Pick<TypedCode, 'code' | 'businessKey'>): Promise<void> {
    await execute(client, 'UPDATE one_time_code SET used_by = $2 WHERE code_hash = $1', [
      hashOfCode(typed.code),
      typed.businessKey,
    ]);
  }
}

/** As people type it: any case, with or without the dash, O for 0, I or L for 1. */
function normalized(code: string): string {
  return code.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
}

function hashOfCode(code: string): string {
  return createHash('sha256').update(normalized(code)).digest('hex');
}

function randomCode(): string {
  const characters = Array.from({ length: CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return `${characters.slice(0, CODE_LENGTH / 2).join('')}-${characters.slice(CODE_LENGTH / 2).join('')}`;
}
