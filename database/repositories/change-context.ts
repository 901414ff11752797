import type { PoolClient } from 'pg';
import type { GrantRequest, PersonChanged, PersonChangeRecord, Principal } from '../../domain/people/person-change';
import { auditActor } from '../../domain/people/person-change';
import type { StagedContent } from '../intake/intake-store';
import type { NewPerson } from './person-rows';
import { insertGrant } from './person-rows';

/** All that applying a change needs. */
export interface ChangeContext {
  client: PoolClient;
  record: PersonChangeRecord;
  actor: Principal;
  staged: StagedContent;
  /** When it was asked for, wall time. */
  atWallMs: number;
  /** The identity that signs in is administrator, because nobody is yet. */
  bootstrap?: boolean;
}

/** What a change did, as far as it is not the default. */
export type Effect = Pick<PersonChanged, 'partnerId'> & Partial<PersonChanged>;

/** Gives roles. @returns how many grants are new */
export async function give(
  context: ChangeContext,
  personId: string,
  requests: GrantRequest[],
  grantedBy?: string,
): Promise<number> {
  const { client, record, actor, atWallMs } = context;
  let given = 0;
  for (const [index, request] of requests.entries()) {
    const businessKey = `${record.origin.workflowId}/${grantedBy ?? 'grant'}/${index}`;
    if (
      await insertGrant(client, {
        ...request,
        personId,
        grantedBy: grantedBy ?? auditActor(actor),
        businessKey,
        atWallMs,
      })
    )
      given += 1;
  }
  return given;
}

/** A row about to be filled. */
export function blank({ record, atWallMs }: ChangeContext): NewPerson {
  const nobody = { issuer: null, subject: null, email: null, partner_id: null } as const;
  return {
    ...nobody,
    person_id: record.personId,
    kind: 'person',
    display_name: '',
    language: 'en',
    status: 'invited',
    changed_wall: atWallMs,
  };
}
