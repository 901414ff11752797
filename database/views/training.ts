import type { Pool } from 'pg';
import type { LearnerIdentifier } from '../../domain/people/person-change';
import type { JsonObject } from '../../domain/hash';
import { importIntakeKind } from '../../domain/imports';
import type { RoleId } from '../../domain/steps';
import { query, queryOne, toSafeNumber, toSafeNumberOrNull } from '../sql';

/** A statement on record. Times: when it was received is wall time, the timestamp is the sender's. */
export interface StatementView {
  statementId: string;
  statement: JsonObject;
  timestampMs: number | null;
  storedWallMs: number;
  contentHash: string;
  voided: boolean;
}

/** Which of an authority's own statements a list shows. What is absent does not filter. */
export interface StatementFilter {
  verb?: string;
  activity?: string;
  registration?: string;
  learner?: LearnerIdentifier;
  /** Received after that wall time. */
  sinceWallMs?: number;
  /** Received at that wall time or before. */
  untilWallMs?: number;
  ascending: boolean;
}

/** A page of statements, by when they were received. */
export interface StatementPage {
  limit: number;
  after: { storedWallMs: number; statementId: string } | null;
}

/** A certificate that was not withdrawn, with who holds it. Times are program time, epoch ms. */
export interface CertificateView {
  certificateId: string;
  personId: string;
  displayName: string;
  /** False once they have left the partner, and before they have come. */
  active: boolean;
  /** The roles that they hold for the partner at the wall time of the question. */
  roles: RoleId[];
  certification: string;
  track: string;
  earnedMs: number;
  expiresMs: number;
  programVersion: number;
}

const STATEMENT = `SELECT t.statement_id AS "statementId", t.statement, t.timestamp_ms AS "timestampMs", t.stored_wall AS "storedWallMs",
  t.content_hash AS "contentHash", s.voided FROM training_statement t JOIN learner_statement s USING (statement_id)`;

type StatementRow = Omit<StatementView, 'timestampMs' | 'storedWallMs'> & {
  timestampMs: string | null;
  storedWallMs: string;
};

/** More certificates of one partner are not listed at once. */
const CERTIFICATES_LISTED_MAX = 1_000;

/** Learning statements and certificates, read only. */
export class TrainingView {
  constructor(private readonly pool: Pool) {}

  /** What is on record under these ids, whoever sent it: an id is taken once for all. */
  async known(statementIds: readonly string[]): Promise<StatementView[]> {
    return this.statements(`${STATEMENT} WHERE t.statement_id = ANY($1::uuid[])`, [statementIds]);
  }

  /** One statement of this authority. */
  async statement(authority: string, statementId: string): Promise<StatementView | null> {
    const [found] = await this.statements(`${STATEMENT} WHERE t.statement_id = $1 AND t.authority = $2`, [
      statementId,
      authority,
    ]);
    return found ?? null;
  }

  /** An authority's own statements that are not voided, one more than asked for where there are more. */
  async list(authority: string, filter: StatementFilter, { limit, after }: StatementPage): Promise<StatementView[]> {
    const { verb, activity, registration, learner, sinceWallMs, untilWallMs, ascending } = filter;
    const [compare, order] = ascending ? ['>', 'ASC'] : ['<', 'DESC'];
    return this.statements(
      `${STATEMENT} WHERE t.authority = $1 AND NOT s.voided
         AND ($2::text IS NULL OR t.verb = $2) AND ($3::text IS NULL OR t.activity = $3)
         AND ($4::text IS NULL OR t.statement #>> '{context,registration}' = $4)
         AND ($5::text IS NULL OR (t.identifier_kind = $5 AND t.identifier_value = $6))
         AND ($7::bigint IS NULL OR t.stored_wall > $7) AND ($8::bigint IS NULL OR t.stored_wall <= $8)
         AND ($9::bigint IS NULL OR (t.stored_wall, t.statement_id) ${compare} ($9, $10::uuid))
       ORDER BY t.stored_wall ${order}, t.statement_id ${order} LIMIT $11`,
      [
        authority,
        verb ?? null,
        activity ?? null,
        registration ?? null,
        learner?.kind ?? null,
        learner?.value ?? null,
        sinceWallMs ?? null,
        untilWallMs ?? null,
        after?.storedWallMs ?? null,
        after?.statementId ?? null,
        limit + 1,
      ],
    );
  }

  /** The wall time up to which everything that this authority sent is on record. */
  async consistentThrough(authority: string, nowWallMs: number): Promise<number> {
    const row = await queryOne<{ oldest: string | null }>(
      this.pool,
      `SELECT min(staged_wall) AS oldest FROM intake WHERE kind = $1 AND principal = $2 AND state IN ('staged','accepted')`,
      [importIntakeKind('statements'), authority],
    );
    const oldest = toSafeNumberOrNull(row?.oldest ?? null);
    return oldest === null ? nowWallMs : Math.min(nowWallMs, oldest - 1);
  }

  /** The certificates of a partner's people, the latest first; those of leavers stay on record. */
  async certificates(partnerId: string, wallMs: number): Promise<CertificateView[]> {
    const rows = await query<CertificateView>(
      this.pool,
      `SELECT c.certificate_id AS "certificateId", c.person_id AS "personId", p.display_name AS "displayName",
              p.status = 'active' AND p.partner_id = c.partner_id AS active, c.certification, c.track,
              c.earned_ms AS "earnedMs", c.expires_ms AS "expiresMs", c.program_version AS "programVersion",
              ARRAY(SELECT g.role FROM role_grant g WHERE g.person_id = c.person_id AND g.from_wall <= $2
                    AND (g.to_wall IS NULL OR g.to_wall > $2) AND (g.region IS NULL OR g.region = r.region)) AS roles
       FROM live_certificate c JOIN person p USING (person_id) JOIN partner r ON r.partner_id = c.partner_id
       WHERE c.partner_id = $1 ORDER BY c.earned_ms DESC, c.certificate_id LIMIT ${CERTIFICATES_LISTED_MAX}`,
      [partnerId, wallMs],
    );
    return rows.map((row) => ({
      ...row,
      earnedMs: toSafeNumber(row.earnedMs),
      expiresMs: toSafeNumber(row.expiresMs),
    }));
  }

  private async statements(sql: string, values: unknown[]): Promise<StatementView[]> {
    const rows = await query<StatementRow>(this.pool, sql, values);
    return rows.map((row) => ({
      ...row,
      timestampMs: toSafeNumberOrNull(row.timestampMs),
      storedWallMs: toSafeNumber(row.storedWallMs),
    }));
  }
}
