import type { Pool, PoolClient } from 'pg';
import type { Refusal } from '../../domain/errors';
import { DomainError } from '../../domain/errors';
import type {
  PersonChanged,
  PersonChangeRecord,
  PersonCommand,
  PersonContents,
  Principal,
} from '../../domain/people/person-change';
import { auditActor, checkMayChange, personContentKind, personIdOf } from '../../domain/people/person-change';
import { ADMIN_ROLE } from '../../domain/program';
import type { IntakeStore, StagedContent } from '../intake/intake-store';
import type { Queryable } from '../sql';
import { DatabaseBug } from '../sql';
import type { ChangeContext, Effect } from './change-context';
import { askedBy, CHANGES, subjectOf } from './person-changes';
import { hasAdministrator, personById, principalOfRow } from './person-rows';
import type { Recording } from './recording';
import { recordOnce } from './recording';

/** The identity that is administrator for as long as nobody else is. */
export interface BootstrapAdmin {
  issuer: string;
  subject: string;
}

/** Unique violations that mean: this person exists already. */
const TAKEN: Record<string, string> = {
  person_pkey: 'This person exists already.',
  person_email: 'Another person has this mail address.',
  person_identity: 'Another person signs in with this identity.',
};

/** People and services: who they are and what they may. */
export class PeopleRepository {
  constructor(
    private readonly pool: Pool,
    private readonly intake: IntakeStore,
    private readonly bootstrapAdmin: BootstrapAdmin | null,
  ) {}

  /**
   * Records one change of a person: proof, rights, rows, audit, in one transaction. Idempotent by workflow id: a
   * second run answers like the first. Everything is judged at the wall time at which the content was staged.
   */
  async recordChange(record: PersonChangeRecord): Promise<PersonChanged | Refusal> {
    const recording: Recording = {
      origin: record.origin,
      businessKey: record.origin.workflowId,
      action: personContentKind(record.command),
      subject: `person/${record.personId}`,
      actor: 'unknown',
      partnerId: null,
      atMs: 0,
    };
    return recordOnce<PersonChanged>(this.pool, recording, {
      work: async (client, line) => {
        try {
          return await this.change(client, record, line);
        } catch (error) {
          throw takenAsRefusal(error);
        }
      },
      // The content is personal and will never be asked for again.
      refused: (client) => this.intake.close(client, record.intakeId, `refused/${record.origin.workflowId}`),
    });
  }

  /** Who this is, with the grants active at that wall time; null for who is unknown or has left. */
  async principal(db: Queryable, personId: string, atWallMs: number): Promise<Principal | null> {
    if (personId.startsWith('system:')) return { personId, kind: 'system', partnerId: null, grants: [] };
    const row = await personById(db, personId);
    const principal = row === null ? null : await principalOfRow(db, row, atWallMs);
    if (!(await this.isBootstrapAdmin(db, row ?? { person_id: personId, issuer: null, subject: null }, atWallMs)))
      return principal;
    const known = principal ?? { personId, kind: 'person', partnerId: null, grants: [] };
    return { ...known, grants: [...known.grants, { role: ADMIN_ROLE, region: null }] };
  }

  private async isBootstrapAdmin(
    db: Queryable,
    who: { person_id: string; issuer: string | null; subject: string | null },
    atWallMs: number,
  ): Promise<boolean> {
    const admin = this.bootstrapAdmin;
    if (admin === null) return false;
    const same =
      who.person_id === personIdOf(admin.issuer, admin.subject) ||
      (who.issuer === admin.issuer && who.subject === admin.subject);
    return same && !(await hasAdministrator(db, atWallMs));
  }

  private async change(client: PoolClient, record: PersonChangeRecord, line: Recording): Promise<PersonChanged> {
    const { command, personId, intakeId, origin } = record;
    const found = await this.intake.open(client, {
      intakeId,
      kind: personContentKind(command),
      target: origin.workflowId,
    });
    if (found.state !== 'open')
      throw new DomainError('AUTH.PROOF_INVALID', 'Nothing signed is staged for this change. Ask again.');
    line.atMs = found.stagedWallMs;
    line.reason = reasonOf(found);
    const actor = (await this.principal(client, found.principal, found.stagedWallMs)) ?? stranger(found.principal);
    line.actor = auditActor(actor);
    const context = { client, record, actor, staged: found, atWallMs: found.stagedWallMs };
    const effect = await this.apply(context, line);
    await this.intake.close(client, intakeId, `person/${effect.personId ?? personId}`);
    return { personId, command, changed: true, accessToRevoke: 0, ownedPartners: 0, statementsMatched: 0, ...effect };
  }

  private async apply(context: ChangeContext, line: Recording): Promise<Effect> {
    const { record, actor, client } = context;
    const { command } = record;
    if (command !== 'identify') {
      const subject = await subjectOf(context);
      line.partnerId = subject.partnerId;
      checkMayChange({ actor, command, subject, ...askedBy(command, context.staged.content as never) });
    }
    const bootstrap =
      command === 'identify' && (await this.isBootstrapAdmin(client, identityOf(context.staged), context.atWallMs));
    const change = CHANGES[command] as (
      given: ChangeContext,
      content: PersonContents[PersonCommand],
    ) => Promise<Effect>;
    const effect = await change(
      { ...context, bootstrap },
      context.staged.content as unknown as PersonContents[PersonCommand],
    );
    line.partnerId = effect.partnerId;
    if (effect.personId !== undefined) line.subject = `person/${effect.personId}`;
    return effect;
  }
}

/** Somebody with a valid token and no row yet: may identify, and nothing else. */
const stranger = (personId: string): Principal => ({ personId, kind: 'person', partnerId: null, grants: [] });

function identityOf(staged: StagedContent): { person_id: string; issuer: string; subject: string } {
  const { issuer, subject } = staged.content as { issuer: string; subject: string };
  return { person_id: staged.principal, issuer, subject };
}

function reasonOf(staged: StagedContent): string | undefined {
  return (staged.content as { reason?: string }).reason;
}

/** The unique indexes are the last choke point: of two that take the same address at once, one is refused. */
function takenAsRefusal(error: unknown): unknown {
  if (!(error instanceof DatabaseBug) || error.code !== '23505') return error;
  const message = TAKEN[error.constraint ?? ''];
  return message === undefined ? error : new DomainError('PERSON.CONFLICT', message);
}
