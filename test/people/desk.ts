import type { Pool } from 'pg';
import type { Refusal } from '../../domain/errors';
import type { Json } from '../../domain/hash';
import { personCommandId, publicationId } from '../../domain/ids';
import type { PersonChanged, PersonCommand, PersonContents } from '../../domain/people/person-change';
import { invitedPersonId, personContentKind, personIdOf, systemPrincipal } from '../../domain/people/person-change';
import type { ProgramVersion } from '../../domain/program';
import type { Published } from '../../domain/programs/program-publication';
import { PROGRAM_VERSION_KIND } from '../../domain/programs/program-publication';
import { actorProofs } from '../../database/intake/actor-proof';
import { IntakeStore } from '../../database/intake/intake-store';
import { PeopleRepository } from '../../database/repositories/people';
import { ProgramsRepository } from '../../database/repositories/programs';
import { PeopleView } from '../../database/views/people';
import { openPool } from '../../database/views/pool';
import { ProgramsView } from '../../database/views/programs';
import { execute } from '../../database/sql';
import type { FreshDatabase } from '../kit/database';
import { freshDatabase } from '../kit/database';
import { smallVersion } from '../kit/small-program';

export const ISSUER = 'https://login.example';
export const START = systemPrincipal('start');
const KEY = 'a key that only API and worker share';

/** What API and worker do with people and programs, without a workflow between: stage, then record. */
export class Desk {
  wallMs = Date.parse('2026-03-02T09:00:00Z');
  readonly intake: IntakeStore;
  readonly repository: PeopleRepository;
  readonly programs: ProgramsRepository;
  readonly people: PeopleView;
  readonly published: ProgramsView;
  private keys = 0;

  private constructor(
    readonly db: FreshDatabase,
    readonly pool: Pool,
  ) {
    const bootstrap = { issuer: ISSUER, subject: 'bootstrap' };
    this.intake = new IntakeStore(pool, actorProofs(KEY));
    this.repository = new PeopleRepository(pool, this.intake, bootstrap);
    this.programs = new ProgramsRepository(pool, this.intake, this.repository);
    this.people = new PeopleView(pool, bootstrap);
    this.published = new ProgramsView(pool);
  }

  static async open(): Promise<Desk> {
    const db = await freshDatabase();
    return new Desk(db, openPool({ url: db.appUrl }));
  }

  async close(): Promise<void> {
    await this.pool.end();
    await this.db.drop();
  }

  /** A key that was not used before. */
  key(): string {
    this.keys += 1;
    return `key-${this.keys}`;
  }

  async change<C extends PersonCommand>(
    principal: string,
    command: C,
    personId: string,
    content: PersonContents[C],
    key = this.key(),
  ): Promise<PersonChanged | Refusal> {
    const workflowId = personCommandId(personId, command, key);
    this.wallMs += 1_000;
    const { intakeId } = await this.intake.stage({
      kind: personContentKind(command),
      target: workflowId,
      content: content as unknown as Json,
      principal,
      nowWallMs: this.wallMs,
    });
    return this.repository.recordChange({ origin: origin(workflowId), personId, command, intakeId });
  }

  async invite(
    principal: string,
    content: PersonContents['invite'],
  ): Promise<{ personId: string; outcome: PersonChanged | Refusal }> {
    const key = this.key();
    const personId = invitedPersonId(principal, key);
    return { personId, outcome: await this.change(principal, 'invite', personId, content, key) };
  }

  /** Somebody of staff who has signed in, with these roles. */
  async staff(name: string, ...roles: (string | { role: string; region: string })[]): Promise<string> {
    return this.settled(name, { roles: roles.map((role) => (typeof role === 'string' ? { role } : role)) });
  }

  /** Somebody of a partner who has signed in, with these roles. */
  async partnerPerson(name: string, partnerId: string, ...roles: string[]): Promise<string> {
    return this.settled(name, { partnerId, roles: roles.map((role) => ({ role })) });
  }

  async signIn(name: string, more: Partial<PersonContents['identify']> = {}): Promise<PersonChanged | Refusal> {
    const identity = { issuer: ISSUER, subject: name };
    const own = personIdOf(identity.issuer, identity.subject);
    return this.change(own, 'identify', own, { ...identity, displayName: name, verifiedEmail: mailOf(name), ...more });
  }

  async publish(
    principal: string,
    version: ProgramVersion = smallVersion({ nowMs: this.wallMs }),
  ): Promise<Published | Refusal> {
    const workflowId = publicationId(version.programId, version.contentHash, this.key());
    const content = version as unknown as Json;
    const { intakeId } = await this.intake.stage({
      kind: PROGRAM_VERSION_KIND,
      target: workflowId,
      content,
      principal,
      nowWallMs: this.wallMs,
    });
    return this.programs.recordPublication({ origin: origin(workflowId), programId: version.programId, intakeId });
  }

  async partner(partnerId: string, region: string): Promise<string> {
    await execute(
      this.pool,
      `INSERT INTO partner (partner_id, name, name_skeleton, type, region, country, source, external_id, profile, program_id, program_version,
                            mode, stages, cycle, turn, applied_ms, changed_ms, workflow_id, run_id)
       VALUES ($1, $1, $1, 'reseller', $2, 'US', 'test', $1, '{}', 'small', 1, 'active', '{}', 0, 0, 0, 0, 'partner/' || $1, 'run')`,
      [partnerId, region],
    );
    return partnerId;
  }

  private async settled(name: string, content: Pick<PersonContents['invite'], 'roles' | 'partnerId'>): Promise<string> {
    const { personId } = await this.invite(START, { email: mailOf(name), displayName: name, ...content });
    await this.signIn(name);
    return personId;
  }
}

export const mailOf = (name: string): string => `${name.toLowerCase()}@people.example`;
export const origin = (workflowId: string) => ({ workflowId, runId: 'run', historyLength: 3 });
