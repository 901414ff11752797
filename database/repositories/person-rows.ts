import { createHash } from 'node:crypto';
import type {
  Grant,
  GrantRequest,
  LearnerIdentifier,
  Principal,
  RoleVocabulary,
} from '../../domain/people/person-change';
import { BY_CLAIM } from '../../domain/people/claims';
import { IDENTIFIERS_PER_COMMAND_MAX } from '../../domain/people/person-change';
import { DomainError } from '../../domain/errors';
import type { Role } from '../../domain/program';
import { ADMIN_ROLE } from '../../domain/program';
import type { Queryable } from '../sql';
import { execute, query, queryOne } from '../sql';
import { lockMatching } from './training';

/** A person or service as its row has it. */
export interface PersonRow {
  person_id: string;
  kind: 'person' | 'service';
  issuer: string | null;
  subject: string | null;
  email: string | null;
  display_name: string;
  language: string;
  partner_id: string | null;
  status: 'invited' | 'active' | 'left';
}

/** What a new row holds. */
export type NewPerson = Omit<PersonRow, 'partner_id'> & { partner_id: string | null; changed_wall: number };

const COLUMNS = 'person_id, kind, issuer, subject, email, display_name, language, partner_id, status';

/** One row by id; with `lock`, until the transaction ends nobody else changes it. */
export async function personById(db: Queryable, personId: string, lock = false): Promise<PersonRow | null> {
  return queryOne<PersonRow>(db, `SELECT ${COLUMNS} FROM person WHERE person_id = $1${lock ? ' FOR UPDATE' : ''}`, [
    personId,
  ]);
}

/** Who signs in with this identity and has not left. */
export async function personByIdentity(
  db: Queryable,
  identity: { issuer: string; subject: string },
): Promise<PersonRow | null> {
  return queryOne<PersonRow>(
    db,
    `SELECT ${COLUMNS} FROM person WHERE issuer = $1 AND subject = $2 AND status <> 'left'`,
    [identity.issuer, identity.subject],
  );
}

/** Tells whether somebody with this identity has left, whoever has it now. */
export async function hasLeft(db: Queryable, identity: { issuer: string; subject: string }): Promise<boolean> {
  const row = await queryOne(
    db,
    `SELECT person_id FROM person WHERE issuer = $1 AND subject = $2 AND status = 'left' LIMIT 1`,
    [identity.issuer, identity.subject],
  );
  return row !== null;
}

/** Who is invited under this mail address and has not signed in yet. Locked: one identity takes an invitation. */
export async function invitedByEmail(db: Queryable, email: string): Promise<PersonRow | null> {
  return queryOne<PersonRow>(
    db,
    `SELECT ${COLUMNS} FROM person WHERE lower(email) = lower($1) AND status = 'invited' AND issuer IS NULL FOR UPDATE`,
    [email],
  );
}

/** Adds a row. @throws DatabaseBug 23505 where id, identity or mail is taken */
export async function insertPerson(db: Queryable, person: NewPerson): Promise<void> {
  await execute(db, `INSERT INTO person (${COLUMNS}, changed_wall) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, [
    person.person_id,
    person.kind,
    person.issuer,
    person.subject,
    person.email,
    person.display_name,
    person.language,
    person.partner_id,
    person.status,
    person.changed_wall,
  ]);
}

/** Writes the changeable columns of a row back. */
export async function updatePerson(db: Queryable, person: PersonRow, changedWallMs: number): Promise<void> {
  await execute(
    db,
    `UPDATE person SET issuer = $2, subject = $3, email = $4, display_name = $5, language = $6, status = $7, changed_wall = $8 WHERE person_id = $1`,
    [
      person.person_id,
      person.issuer,
      person.subject,
      person.email,
      person.display_name,
      person.language,
      person.status,
      changedWallMs,
    ],
  );
}

/** Grants that are active at this wall time, each once. */
export async function grantsAt(db: Queryable, personId: string, atWallMs: number): Promise<Grant[]> {
  return query<Grant>(
    db,
    `SELECT DISTINCT role, region FROM role_grant
     WHERE person_id = $1 AND from_wall <= $2 AND (to_wall IS NULL OR to_wall > $2) ORDER BY role, region`,
    [personId, atWallMs],
  );
}

/** A grant to write: by whom, and under which key. */
export interface NewGrant extends GrantRequest {
  personId: string;
  grantedBy: string;
  businessKey: string;
  atWallMs: number;
}

/**
 * Gives a role unless the very same is held already, without an end. What the directory gives and what people give are
 * two things: each ends by itself.
 * @returns whether a row was added
 */
export async function insertGrant(db: Queryable, grant: NewGrant): Promise<boolean> {
  const fromWallMs = grant.fromWallMs ?? grant.atWallMs;
  const toWallMs = grant.toWallMs ?? null;
  if (toWallMs !== null && toWallMs <= fromWallMs)
    throw new DomainError('REQUEST.RULE', `The role "${grant.role}" would end before it begins.`);
  const added = await execute(
    db,
    `INSERT INTO role_grant (grant_id, person_id, role, region, from_wall, to_wall, granted_by, business_key)
     SELECT $1, $2, $3, $4, $5, $6, $7, $8
     WHERE NOT EXISTS (
       SELECT FROM role_grant g WHERE g.person_id = $2 AND g.role = $3 AND g.region IS NOT DISTINCT FROM $4
         AND (g.granted_by = $9) = ($7 = $9) AND g.from_wall <= $5 AND (g.to_wall IS NULL OR g.to_wall >= $6))`,
    [
      `grant_${hash(grant.businessKey)}`,
      grant.personId,
      grant.role,
      grant.region ?? null,
      fromWallMs,
      toWallMs,
      grant.grantedBy,
      grant.businessKey,
      BY_CLAIM,
    ],
  );
  return added === 1;
}

/** Ends what is active or still to begin; `which` narrows it. @returns how many grants ended */
export async function endGrants(
  db: Queryable,
  personId: string,
  { atWallMs, which, grantedBy }: { atWallMs: number; which?: Grant[]; grantedBy?: string },
): Promise<number> {
  return execute(
    db,
    // A grant that has not begun, or begins this very moment, ends a millisecond after its beginning.
    `UPDATE role_grant g SET to_wall = greatest($2, g.from_wall + 1)
     WHERE g.person_id = $1 AND (g.to_wall IS NULL OR g.to_wall > greatest($2, g.from_wall + 1))
       AND ($3::jsonb IS NULL OR EXISTS (
         SELECT FROM jsonb_to_recordset($3) AS w(role text, region text) WHERE w.role = g.role AND w.region IS NOT DISTINCT FROM g.region))
       AND ($4::text IS NULL OR g.granted_by = $4)`,
    [personId, atWallMs, which === undefined ? null : JSON.stringify(which), grantedBy ?? null],
  );
}

/** How learning systems may name who has this mail address. */
export function identifiersOfEmail(email: string): LearnerIdentifier[] {
  const mbox = `mailto:${email.toLowerCase()}`;
  return [
    { kind: 'mbox', value: mbox },
    { kind: 'mbox_sha1sum', value: createHash('sha1').update(mbox).digest('hex') },
  ];
}

/**
 * Adds identifiers and matches the statements that waited for them.
 *
 * @returns how many identifiers are new, and how many statements found their person
 * @throws PERSON.CONFLICT when an identifier is another person's
 */
export async function addIdentifiers(
  db: Queryable,
  personId: string,
  identifiers: LearnerIdentifier[],
): Promise<{ added: number; matched: number }> {
  if (identifiers.length === 0) return { added: 0, matched: 0 };
  if (identifiers.length > IDENTIFIERS_PER_COMMAND_MAX)
    throw new DomainError(
      'REQUEST.RULE',
      `${identifiers.length} learner identifiers; at most ${IDENTIFIERS_PER_COMMAND_MAX} are allowed.`,
    );
  await lockMatching(db, 'identifying');
  const list = JSON.stringify(
    identifiers.map(({ kind, value }) => ({ kind, value: kind === 'account' ? value : value.toLowerCase() })),
  );
  const added = await execute(
    db,
    `INSERT INTO learner_identifier (kind, value, person_id)
     SELECT i.kind, i.value, $1 FROM jsonb_to_recordset($2) AS i(kind text, value text) ON CONFLICT (kind, value) DO NOTHING`,
    [personId, list],
  );
  const taken = await queryOne(
    db,
    `SELECT l.kind FROM learner_identifier l JOIN jsonb_to_recordset($2) AS i(kind text, value text) USING (kind, value) WHERE l.person_id <> $1`,
    [personId, list],
  );
  if (taken !== null) throw new DomainError('PERSON.CONFLICT', 'A learner identifier is already another person’s.');
  const matched = await execute(
    db,
    `INSERT INTO statement_match (statement_id, person_id)
     SELECT t.statement_id, $1 FROM training_statement t JOIN jsonb_to_recordset($2) AS i(kind text, value text)
       ON t.identifier_kind = i.kind AND t.identifier_value = i.value
     WHERE t.person_id IS NULL ON CONFLICT (statement_id) DO NOTHING`,
    [personId, list],
  );
  return { added, matched };
}

/** Gives a leaver's identifiers free. What they completed stays theirs. */
export async function dropIdentifiers(db: Queryable, personId: string): Promise<void> {
  await execute(db, 'DELETE FROM learner_identifier WHERE person_id = $1', [personId]);
}

/** Marks a leaver's accounts in other systems for deactivation. @returns how many */
export async function markAccessForRevoking(db: Queryable, personId: string, atWallMs: number): Promise<number> {
  return execute(
    db,
    'UPDATE provisioned_access SET revoke_wall = $2 WHERE person_id = $1 AND active AND revoke_wall IS NULL',
    [personId, atWallMs],
  );
}

/** Of how many partners this person is a named owner. */
export async function countOwned(db: Queryable, personId: string): Promise<number> {
  const row = await queryOne<{ n: number }>(
    db,
    'SELECT count(DISTINCT partner_id)::integer AS n FROM partner_owner WHERE person_id = $1',
    [personId],
  );
  return row?.n ?? 0;
}

/** A partner's region. @returns null for an unknown partner */
export async function regionOfPartner(db: Queryable, partnerId: string): Promise<string | null> {
  const row = await queryOne<{ region: string }>(db, 'SELECT region FROM partner WHERE partner_id = $1', [partnerId]);
  return row?.region ?? null;
}

/** The roles and regions of every program's latest version. */
export async function roleVocabulary(db: Queryable): Promise<RoleVocabulary> {
  const rows = await query<{ roles: Record<string, Role>; regions: string[] }>(
    db,
    `SELECT DISTINCT ON (program_id) document -> 'roles' AS roles,
            ARRAY(SELECT jsonb_object_keys(document -> 'regions')) AS regions
     FROM program_version ORDER BY program_id, version DESC`,
  );
  const roles = rows.flatMap((row) => Object.entries(row.roles).map(([id, { side }]) => [id, side] as const));
  return { roles: Object.fromEntries(roles), regions: rows.flatMap((row) => row.regions) };
}

/** Tells whether anybody is administrator at this wall time: only while nobody is, the bootstrap identity counts. */
export async function hasAdministrator(db: Queryable, atWallMs: number): Promise<boolean> {
  const row = await queryOne(
    db,
    `SELECT g.grant_id FROM role_grant g JOIN person p USING (person_id)
     WHERE g.role = $1 AND g.region IS NULL AND g.from_wall <= $2 AND (g.to_wall IS NULL OR g.to_wall > $2) AND p.status = 'active' LIMIT 1`,
    [ADMIN_ROLE, atWallMs],
  );
  return row !== null;
}

/** The row as a principal with its grants at that time; null for who has left. */
export async function principalOfRow(db: Queryable, row: PersonRow, atWallMs: number): Promise<Principal | null> {
  if (row.status === 'left') return null;
  return {
    personId: row.person_id,
    kind: row.kind,
    partnerId: row.partner_id,
    grants: await grantsAt(db, row.person_id, atWallMs),
  };
}

function hash(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 32);
}
