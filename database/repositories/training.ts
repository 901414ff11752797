import type { CalendarTable } from '../../domain/calendar';
import type { ProgramClock } from '../../domain/clock';
import type { Completion, EarnedCertificate } from '../../domain/enable/certificate';
import type { StatementEffect, TrainingStatement } from '../../domain/enable/training';
import type { Program } from '../../domain/program';
import type { RoleId } from '../../domain/steps';
import type { Queryable } from '../sql';
import { execute, query, queryOne, toSafeNumber, toSafeNumberOrNull } from '../sql';

/** Any number that nothing else locks by. */
const MATCHING_LOCK = 704_011;

/**
 * Keeps statements and identifiers from missing each other: who stores statements takes it shared, who adds
 * identifiers takes it alone. Then either the statement finds the identifier or the identifier finds the statement.
 */
export async function lockMatching(tx: Queryable, how: 'storing' | 'identifying'): Promise<void> {
  const lock = how === 'storing' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock';
  await execute(tx, `SELECT ${lock}($1)`, [MATCHING_LOCK]);
}

/** What is on record under a statement's id. */
export interface StoredStatement {
  statementId: string;
  contentHash: string;
  timestampMs: number | null;
  importId: string;
  /** Whose it is, where that is known. */
  personId: string | null;
  /** Of whom they are, where they are a partner's and have not left. */
  partnerId: string | null;
}

/**
 * Stores statements that are not on record, each with the person whom its identifier names. Idempotent by id.
 * @returns the ids that are new
 */
export async function insertStatements(
  tx: Queryable,
  importId: string,
  statements: readonly TrainingStatement[],
): Promise<Set<string>> {
  const rows = await query<{ id: string }>(
    tx,
    `INSERT INTO training_statement (statement_id, person_id, identifier_kind, identifier_value, verb, effect, activity, voids,
                                     success, score, timestamp_ms, stored_wall, statement, content_hash, authority, import_id)
     SELECT r."statementId", l.person_id, r.learner ->> 'kind', r.learner ->> 'value', r.verb, r.effect, r.activity, r.voids,
            r.success, r."scoreScaled", r."timestampMs", r."storedWallMs", r.statement, r."contentHash", r.authority, $2
     FROM jsonb_to_recordset($1) AS r("statementId" uuid, learner jsonb, verb text, effect text, activity text, voids uuid,
       success boolean, "scoreScaled" numeric, "timestampMs" bigint, "storedWallMs" bigint, statement jsonb, "contentHash" text, authority text)
     LEFT JOIN learner_identifier l ON l.kind = r.learner ->> 'kind' AND l.value = r.learner ->> 'value'
     ON CONFLICT (statement_id) DO NOTHING RETURNING statement_id AS id`,
    [JSON.stringify(statements), importId],
  );
  return new Set(rows.map(({ id }) => id));
}

/** What is on record under these ids. */
export async function findStatements(db: Queryable, statementIds: readonly string[]): Promise<StoredStatement[]> {
  const rows = await query<Omit<StoredStatement, 'timestampMs'> & { timestampMs: string | null }>(
    db,
    `SELECT t.statement_id AS "statementId", t.content_hash AS "contentHash", t.timestamp_ms AS "timestampMs", t.import_id AS "importId",
            s.person_id AS "personId", CASE WHEN p.status <> 'left' THEN p.partner_id END AS "partnerId"
     FROM training_statement t JOIN learner_statement s USING (statement_id) LEFT JOIN person p ON p.person_id = s.person_id
     WHERE t.statement_id = ANY($1::uuid[])`,
    [statementIds],
  );
  return rows.map((row) => ({ ...row, timestampMs: toSafeNumberOrNull(row.timestampMs) }));
}

/** What issuing needs of a version, for partners of one region; read in the transaction that issues. */
export interface TrainingRules extends Pick<Program, 'tracks' | 'certifications'> {
  clock: ProgramClock;
  calendar: CalendarTable;
}

/** The training rules of a published version. @throws Error when it is not published or has no such region */
export async function findTrainingRules(
  db: Queryable,
  pinned: { programId: string; programVersion: number; region: string },
): Promise<TrainingRules> {
  const row = await queryOne<TrainingRules>(
    db,
    `SELECT document -> 'tracks' AS tracks, document -> 'certifications' AS certifications, clock, region_calendars -> $3 AS calendar
     FROM program_version WHERE program_id = $1 AND version = $2`,
    [pinned.programId, pinned.programVersion, pinned.region],
  );
  if (!row?.calendar)
    throw new Error(`Version ${pinned.programId}@${pinned.programVersion} has no region "${pinned.region}".`);
  return row;
}

/** A partner's person, and the version that the partner has pinned. */
export interface Learner {
  personId: string;
  partnerId: string;
  region: string;
  programId: string;
  programVersion: number;
}

const LEARNERS = `SELECT p.person_id AS "personId", p.partner_id AS "partnerId", r.region, r.program_id AS "programId", r.program_version AS "programVersion"
  FROM person p JOIN partner r USING (partner_id)
  WHERE p.person_id = ANY($1::text[]) AND p.status <> 'left' ORDER BY p.person_id`;

/** Those of these persons who are a partner's and have not left. */
export async function findLearners(db: Queryable, personIds: readonly string[]): Promise<Learner[]> {
  return query<Learner>(db, LEARNERS, [personIds]);
}

/** {@link findLearners}, and their certificates are the caller's alone until the transaction ends. */
export async function lockLearners(tx: Queryable, personIds: readonly string[]): Promise<Learner[]> {
  return query<Learner>(tx, `${LEARNERS} FOR NO KEY UPDATE OF p`, [personIds]);
}

/** A completion as rows have it: without a timestamp it happened when it was stored. */
export interface CompletionRow extends Omit<Completion, 'atMs'> {
  personId: string;
  timestampMs: number | null;
  storedWallMs: number;
}

/** Everything that counts of what these persons have done: not voided, and of a verb that means something here. */
export async function findCompletions(db: Queryable, personIds: readonly string[]): Promise<CompletionRow[]> {
  const rows = await query<{
    personId: string;
    statementId: string;
    effect: StatementEffect;
    activity: string | null;
    timestampMs: string | null;
    storedWallMs: string;
  }>(
    db,
    `SELECT person_id AS "personId", statement_id AS "statementId", effect, activity, timestamp_ms AS "timestampMs", stored_wall AS "storedWallMs"
     FROM learner_statement
     WHERE statement_id IN (
         SELECT statement_id FROM training_statement WHERE person_id = ANY($1::text[])
         UNION SELECT statement_id FROM statement_match WHERE person_id = ANY($1::text[]))
       AND effect IN ('completed','passed') AND NOT voided`,
    [personIds],
  );
  return rows.map((row) => ({
    ...row,
    timestampMs: toSafeNumberOrNull(row.timestampMs),
    storedWallMs: toSafeNumber(row.storedWallMs),
  }));
}

/** A certificate as its row has it. */
export interface CertificateRow extends EarnedCertificate {
  certificateId: string;
  personId: string;
  partnerId: string;
  certification: string;
  track: string;
  revision: number;
  programId: string;
  programVersion: number;
  withdrawn: boolean;
}

const CERTIFICATE = `SELECT c.certificate_id AS "certificateId", c.person_id AS "personId", c.partner_id AS "partnerId", c.certification,
  c.track, c.earned_ms AS "earnedMs", c.expires_ms AS "expiresMs", c.revision, c.program_id AS "programId",
  c.program_version AS "programVersion", c.evidence, w.certificate_id IS NOT NULL AS withdrawn
  FROM certificate c LEFT JOIN certificate_withdrawn w USING (certificate_id)`;

/** Every certificate that these persons were ever issued, withdrawn ones included. */
export async function findCertificates(db: Queryable, personIds: readonly string[]): Promise<CertificateRow[]> {
  const rows = await query<CertificateRow>(
    db,
    `${CERTIFICATE} WHERE c.person_id = ANY($1::text[]) ORDER BY c.earned_ms, c.certificate_id`,
    [personIds],
  );
  return rows.map(certificateOf);
}

/** Issues certificates. Idempotent by id. */
export async function insertCertificates(tx: Queryable, certificates: readonly CertificateRow[]): Promise<void> {
  if (certificates.length === 0) return;
  await execute(
    tx,
    `INSERT INTO certificate (certificate_id, person_id, partner_id, certification, track, earned_ms, expires_ms, revision,
                              program_id, program_version, evidence, business_key)
     SELECT r."certificateId", r."personId", r."partnerId", r.certification, r.track, r."earnedMs", r."expiresMs", r.revision,
            r."programId", r."programVersion", r.evidence, r."certificateId"
     FROM jsonb_to_recordset($1) AS r("certificateId" text, "personId" text, "partnerId" text, certification text, track text,
       "earnedMs" bigint, "expiresMs" bigint, revision integer, "programId" text, "programVersion" integer, evidence jsonb)
     ON CONFLICT (certificate_id) DO NOTHING`,
    [JSON.stringify(certificates)],
  );
}

/** Takes certificates back. Idempotent by id. */
export async function withdrawCertificates(
  tx: Queryable,
  certificateIds: readonly string[],
  businessKey: string,
): Promise<void> {
  if (certificateIds.length === 0) return;
  await execute(
    tx,
    `INSERT INTO certificate_withdrawn (certificate_id, business_key) SELECT unnest($1::text[]), $2 ON CONFLICT DO NOTHING`,
    [certificateIds, businessKey],
  );
}

/** Which of these statements are voided. */
export async function findVoided(db: Queryable, statementIds: readonly string[]): Promise<Set<string>> {
  if (statementIds.length === 0) return new Set();
  const rows = await query<{ id: string }>(
    db,
    'SELECT statement_id AS id FROM learner_statement WHERE statement_id = ANY($1::uuid[]) AND voided',
    [statementIds],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Whose completions an import brought, from behind a person on. */
export async function findImportLearners(
  db: Queryable,
  page: { importId: string; after: string; limit: number },
): Promise<string[]> {
  const rows = await query<{ id: string }>(
    db,
    `SELECT DISTINCT s.person_id COLLATE "C" AS id
     FROM training_statement t
     JOIN learner_statement s ON s.statement_id = t.statement_id OR s.statement_id = t.voids
     WHERE t.import_id = $1 AND s.person_id COLLATE "C" > $2 ORDER BY 1 LIMIT $3`,
    [page.importId, page.after, page.limit],
  );
  return rows.map(({ id }) => id);
}

/** How one certificate stands beside its person and its person's other certificates. */
export interface CertificateState {
  partnerId: string;
  certification: string;
  programVersion: string;
  withdrawn: boolean;
  superseded: boolean;
  /** Its person is still one of the partner's people. */
  stays: boolean;
}

/** Reads how a certificate stands; null when there is none. */
export async function findCertificateState(db: Queryable, certificateId: string): Promise<CertificateState | null> {
  return queryOne<CertificateState>(
    db,
    `SELECT c.partner_id AS "partnerId", c.certification, c.program_id || '@' || c.program_version AS "programVersion",
            EXISTS (SELECT FROM certificate_withdrawn w WHERE w.certificate_id = c.certificate_id) AS withdrawn,
            EXISTS (SELECT FROM live_certificate n WHERE n.person_id = c.person_id AND n.partner_id = c.partner_id
                    AND n.certification = c.certification AND n.expires_ms > c.expires_ms AND n.earned_ms <= c.expires_ms) AS superseded,
            p.status <> 'left' AND p.partner_id = c.partner_id AS stays
     FROM certificate c JOIN person p USING (person_id) WHERE c.certificate_id = $1`,
    [certificateId],
  );
}

/** Who counts for a track. */
export interface HoldersWanted {
  partnerId: string;
  certification: string;
  /** The role for whose holders the track is meant. */
  role: RoleId;
  /** Program time at which the certificate must be valid. */
  nowMs: number;
  /** Wall time at which the role must be held. */
  wallMs: number;
}

/** Distinct active people of the partner who hold a certification, and hold the track's role for this partner. */
export async function countHolders(db: Queryable, wanted: HoldersWanted): Promise<number> {
  const row = await queryOne<{ people: number }>(
    db,
    `SELECT count(DISTINCT c.person_id)::int AS people
     FROM live_certificate c JOIN person p ON p.person_id = c.person_id AND p.partner_id = c.partner_id
     JOIN partner r ON r.partner_id = c.partner_id
     WHERE c.partner_id = $1 AND c.certification = $2 AND c.earned_ms <= $3 AND c.expires_ms > $3
       AND p.kind = 'person' AND p.status = 'active'
       AND EXISTS (SELECT FROM role_grant g WHERE g.person_id = p.person_id AND g.role = $4 AND g.from_wall <= $5
                   AND (g.to_wall IS NULL OR g.to_wall > $5) AND (g.region IS NULL OR g.region = r.region))`,
    [wanted.partnerId, wanted.certification, wanted.nowMs, wanted.role, wanted.wallMs],
  );
  return row!.people;
}

/** The program time of a certificate's row, which Postgres gives as text. */
function certificateOf(row: CertificateRow): CertificateRow {
  return { ...row, earnedMs: toSafeNumber(row.earnedMs), expiresMs: toSafeNumber(row.expiresMs) };
}
