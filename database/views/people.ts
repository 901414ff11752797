import type { Pool } from 'pg';
import type { Grant, LearnerIdentifier, Principal } from '../../domain/people/person-change';
import { BY_CLAIM } from '../../domain/people/claims';
import { personIdOf } from '../../domain/people/person-change';
import { ADMIN_ROLE } from '../../domain/program';
import { hasAdministrator, hasLeft } from '../repositories/person-rows';
import type { Prepared } from '../sql';
import { query, queryOne } from '../sql';

/** A list of people is never longer; a partner has a handful, a channel organisation a few hundred. */
const PEOPLE_LISTED_MAX = 1_000;

/** An identity that a verified token proves. */
export interface Identity {
  issuer: string;
  subject: string;
}

/** What is on record of the directory's word about somebody's roles. */
export interface DirectoryRecord {
  /** Active grants that claims gave. */
  claimed: Grant[];
  /** Revoked by hand: no claim gives them. */
  withheld: Grant[];
  /** When the token was issued whose claims these are, wall time; null before the first. */
  issuedWallMs: number | null;
  /** Grows with each claimed grant that begins or ends: the same words may be news again. */
  turn: number;
}

/** Who makes a request: a known person or service, with the grants that people gave and that are active now. */
export interface SignedIn extends Principal {
  kind: 'person' | 'service';
  displayName: string;
  language: string;
  directory: DirectoryRecord;
  /** Known by an invitation alone: the identity is not bound to the row yet. */
  invited?: true;
}

/** A person or service as people managers see it. */
export interface PersonView {
  personId: string;
  kind: 'person' | 'service';
  displayName: string;
  email: string | null;
  language: string;
  partnerId: string | null;
  status: 'invited' | 'active' | 'left';
  /** Active at the time asked for. */
  grants: Grant[];
  learnerIdentifiers: LearnerIdentifier[];
}

const WHO = `p.person_id AS "personId", p.kind, p.display_name AS "displayName", p.language, p.partner_id AS "partnerId"`;
const activeGrants = (which = ''): string => `
         coalesce((SELECT jsonb_agg(DISTINCT jsonb_build_object('role', g.role, 'region', g.region)) FROM role_grant g
                   WHERE g.person_id = p.person_id AND g.from_wall <= $1 AND (g.to_wall IS NULL OR g.to_wall > $1) ${which}), '[]')`;
const PERSON = `
  SELECT ${WHO}, p.email, p.status, ${activeGrants()} AS grants,
         coalesce((SELECT jsonb_agg(jsonb_build_object('kind', l.kind, 'value', l.value) ORDER BY l.kind, l.value)
                   FROM learner_identifier l WHERE l.person_id = p.person_id), '[]') AS "learnerIdentifiers"
  FROM person p`;
const PRINCIPAL: Prepared = {
  name: 'person-principal',
  text: `
  SELECT ${WHO}, p.issuer IS NULL AS invited,
         ${activeGrants(`AND g.granted_by <> '${BY_CLAIM}'`)} AS grants,
         jsonb_build_object(
           'claimed', ${activeGrants(`AND g.granted_by = '${BY_CLAIM}'`)},
           'withheld', coalesce((SELECT jsonb_agg(jsonb_build_object('role', w.role, 'region', w.region)) FROM role_withheld w
                                 WHERE w.person_id = p.person_id AND w.to_wall IS NULL), '[]'),
           'issuedWallMs', p.claims_wall,
           'turn', (SELECT count(*) + count(g.to_wall) FROM role_grant g
                    WHERE g.person_id = p.person_id AND g.granted_by = '${BY_CLAIM}')) AS directory
  FROM person p
  WHERE p.issuer = $2 AND p.subject = $3 AND p.status <> 'left'
    OR lower(p.email) = lower($4) AND p.status = 'invited' AND p.issuer IS NULL
  ORDER BY p.issuer NULLS LAST LIMIT 1`,
};

/** People and services, read only. Grants are judged at the wall time of the request. */
export class PeopleView {
  constructor(
    private readonly pool: Pool,
    private readonly bootstrapAdmin: Identity | null,
  ) {}

  /**
   * Who signs in with this identity; else who is invited under the verified address and has not signed in yet, whose
   * first request need not wait for the record; null for who is unknown here or has left. One look: between two, an
   * invitation may be bound to the identity. The bootstrap identity is administrator for as long as nobody else is,
   * with or without a row of its own. What claims gave is told apart: a request has the claims of its own token.
   */
  async principalOf(
    identity: Identity,
    nowWallMs: number,
    verifiedEmail: string | null = null,
  ): Promise<SignedIn | null> {
    const row = await queryOne<SignedInRow>(this.pool, PRINCIPAL, [
      nowWallMs,
      identity.issuer,
      identity.subject,
      verifiedEmail,
    ]);
    const known = row === null ? null : signedIn(row);
    if (!this.isBootstrap(identity) || (await hasAdministrator(this.pool, nowWallMs))) return known;
    const admin = known ?? { ...NOBODY, directory: UNHEARD, personId: personIdOf(identity.issuer, identity.subject) };
    return { ...admin, grants: [...admin.grants, { role: ADMIN_ROLE, region: null }] };
  }

  /** Tells whether somebody with this identity has left. */
  async hasLeft({ issuer, subject }: Identity): Promise<boolean> {
    return hasLeft(this.pool, { issuer, subject });
  }

  /** Tells whether an invitation waits for this address: then the first sign-in is worth an `identify`. */
  async isInvited(email: string): Promise<boolean> {
    const row = await queryOne(
      this.pool,
      `SELECT person_id FROM person WHERE lower(email) = lower($1) AND status = 'invited' AND issuer IS NULL`,
      [email],
    );
    return row !== null;
  }

  /** One person or service, also after leaving. */
  async find(personId: string, nowWallMs: number): Promise<PersonView | null> {
    return queryOne<PersonView>(this.pool, `${PERSON} WHERE p.person_id = $2`, [nowWallMs, personId]);
  }

  /** The people of a partner who have not left. */
  async ofPartner(partnerId: string, nowWallMs: number): Promise<PersonView[]> {
    return this.list(`p.partner_id = $2 AND p.status <> 'left'`, [nowWallMs, partnerId]);
  }

  /** Staff and services that have not left. */
  async staff(nowWallMs: number): Promise<PersonView[]> {
    return this.list(`p.partner_id IS NULL AND p.status <> 'left'`, [nowWallMs]);
  }

  /** Tells whether this is one of the partner's people now: a beneficiary may be named by person or by party. */
  async isMember(personId: string, partnerId: string): Promise<boolean> {
    const row = await queryOne(
      this.pool,
      `SELECT person_id FROM person WHERE person_id = $1 AND partner_id = $2 AND status <> 'left'`,
      [personId, partnerId],
    );
    return row !== null;
  }

  private list(where: string, values: unknown[]): Promise<PersonView[]> {
    return query<PersonView>(
      this.pool,
      `${PERSON} WHERE ${where} ORDER BY lower(p.display_name), p.person_id LIMIT ${PEOPLE_LISTED_MAX}`,
      values,
    );
  }

  private isBootstrap({ issuer, subject }: Identity): boolean {
    return this.bootstrapAdmin?.issuer === issuer && this.bootstrapAdmin.subject === subject;
  }
}

const NOBODY = {
  kind: 'person',
  partnerId: null,
  displayName: 'First administrator',
  language: 'en',
  grants: [],
} as const;
const UNHEARD: DirectoryRecord = { claimed: [], withheld: [], issuedWallMs: null, turn: 0 };

type SignedInRow = Omit<SignedIn, 'invited'> & { invited: boolean };

function signedIn({ invited, ...known }: SignedInRow): SignedIn {
  return { ...known, ...(invited ? { invited } : {}) };
}
