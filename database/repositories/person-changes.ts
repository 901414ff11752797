import type { PoolClient } from 'pg';
import { DomainError } from '../../domain/errors';
import type {
  ChangeAttempt,
  ChangeSubject,
  Grant,
  GrantRequest,
  IdentifyContent,
  PersonChanged,
  PersonChangeRecord,
  PersonCommand,
  PersonContents,
  Principal,
  UpdateDetailsContent,
} from '../../domain/people/person-change';
import { auditActor, checkGrants, isKnownStaffGrant, personIdOf } from '../../domain/people/person-change';
import { ADMIN_ROLE } from '../../domain/program';
import type { StagedContent } from '../intake/intake-store';
import { retryNotices, setNotices } from './notice-changes';
import type { NewPerson, PersonRow } from './person-rows';
import * as rows from './person-rows';

/** `granted_by` of grants that a claim gave: a later sign-in without the claim ends them. */
const BY_CLAIM = 'claim';
/** `granted_by` of the first administrator. */
const BY_BOOTSTRAP = 'bootstrap';
const ADMIN: Grant = { role: ADMIN_ROLE, region: null };

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

/** Each command's change of rows; who may do it has been checked. */
export const CHANGES: {
  [C in PersonCommand]: (context: ChangeContext, content: PersonContents[C]) => Promise<Effect>;
} = {
  invite: async (context, content) => {
    const partnerId = content.partnerId ?? null;
    await checkRequests(context, content.roles, { kind: 'person', partnerId });
    const { email, displayName, language } = content;
    await rows.insertPerson(context.client, {
      ...blank(context),
      email,
      display_name: displayName,
      language: language ?? 'en',
      partner_id: partnerId,
    });
    await give(context, context.record.personId, content.roles);
    const identifiers = [...rows.identifiersOfEmail(email), ...(content.learnerIdentifiers ?? [])];
    const { matched } = await rows.addIdentifiers(context.client, context.record.personId, identifiers);
    return { partnerId, statementsMatched: matched };
  },

  changeRoles: async (context, { grant, revoke }) => {
    const person = await livePerson(context);
    await checkRequests(context, grant, { kind: person.kind, partnerId: person.partner_id });
    const which = revoke.map(({ role, region }) => ({ role, region: region ?? null }));
    const ended = await rows.endGrants(context.client, person.person_id, { atWallMs: context.atWallMs, which });
    const given = await give(context, person.person_id, grant);
    return { partnerId: person.partner_id, changed: ended + given > 0 };
  },

  updateDetails: async (context, content) => {
    const person = await livePerson(context);
    const next = detailsOf(person, content);
    const changed =
      next.email !== person.email || next.display_name !== person.display_name || next.language !== person.language;
    if (changed) await rows.updatePerson(context.client, next, context.atWallMs);
    const fresh = content.email === undefined ? [] : rows.identifiersOfEmail(content.email);
    const identifiers = [...fresh, ...(content.learnerIdentifiers ?? [])];
    const { added, matched } = await rows.addIdentifiers(context.client, person.person_id, identifiers);
    return { partnerId: person.partner_id, changed: changed || added > 0, statementsMatched: matched };
  },

  leave: async (context) => {
    const { client, atWallMs, record } = context;
    const row = await rows.personById(client, record.personId, true);
    if (row?.status === 'left') return { partnerId: row.partner_id, changed: false };
    const person = await livePerson(context);
    await rows.updatePerson(client, { ...person, status: 'left' }, atWallMs);
    await rows.endGrants(client, person.person_id, { atWallMs });
    await rows.dropIdentifiers(client, person.person_id);
    const accessToRevoke = await rows.markAccessForRevoking(client, person.person_id, atWallMs);
    return {
      partnerId: person.partner_id,
      accessToRevoke,
      ownedPartners: await rows.countOwned(client, person.person_id),
    };
  },

  identify,

  setNotices: async (context, content) => setNotices(context, await livePerson(context), content),

  retryNotices: async (context, content) => retryNotices(context, await livePerson(context), content),

  registerService: async (context, { displayName, issuer, subject, roles }) => {
    await checkRequests(context, roles, { kind: 'service', partnerId: null });
    await rows.insertPerson(context.client, {
      ...blank(context),
      kind: 'service',
      status: 'active',
      issuer,
      subject,
      display_name: displayName,
    });
    await give(context, context.record.personId, roles);
    return { partnerId: null };
  },
};

/**
 * The first sign-in binds an identity: to the invitation under its verified address, else to a new row of staff where
 * claims or the bootstrap setting give roles. Later sign-ins bring the claimed roles up to date.
 */
async function identify(context: ChangeContext, content: IdentifyContent): Promise<Effect> {
  const { client, actor, record } = context;
  const ownId = personIdOf(content.issuer, content.subject);
  if (actor.kind !== 'system' && context.staged.principal !== ownId)
    throw new DomainError('AUTH.FORBIDDEN', 'Nobody signs in for another person.');
  const claimed = await claimedGrants(context, content);
  const known = await rows.personByIdentity(client, content);
  const person = known ?? (await bindInvitation(context, content)) ?? (await newStaff(context, content, claimed));
  const given =
    person.partner_id === null && person.kind === 'person' ? await syncClaims(context, person.person_id, claimed) : 0;
  const statementsMatched =
    content.verifiedEmail === undefined ? 0 : await learnerOf(context, person, content.verifiedEmail);
  const changed = known === null || given + statementsMatched > 0;
  return {
    personId: person.person_id,
    partnerId: person.partner_id,
    changed,
    statementsMatched,
    command: record.command,
  };
}

async function bindInvitation(
  { client, atWallMs }: ChangeContext,
  content: IdentifyContent,
): Promise<PersonRow | null> {
  if (content.verifiedEmail === undefined) return null;
  const invited = await rows.invitedByEmail(client, content.verifiedEmail);
  if (invited === null) return null;
  const bound: PersonRow = { ...invited, issuer: content.issuer, subject: content.subject, status: 'active' };
  await rows.updatePerson(client, bound, atWallMs);
  return bound;
}

async function newStaff(context: ChangeContext, content: IdentifyContent, claimed: Grant[]): Promise<PersonRow> {
  if (claimed.length === 0 && !context.bootstrap)
    throw new DomainError(
      'PERSON.UNKNOWN',
      'Nobody has invited this identity. Ask for an invitation to a verified mail address.',
    );
  const { issuer, subject, displayName, language, verifiedEmail } = content;
  const ownId = personIdOf(issuer, subject);
  // Who has left and comes back by a claim gets a new row: the old one keeps its end.
  const before = await rows.personById(context.client, ownId);
  const person_id = before === null ? ownId : personIdOf(issuer, JSON.stringify([subject, context.atWallMs]));
  const person: NewPerson = {
    ...blank(context),
    person_id,
    status: 'active',
    issuer,
    subject,
    email: verifiedEmail ?? null,
    display_name: displayName,
    language: language ?? 'en',
  };
  await rows.insertPerson(context.client, person);
  return person;
}

/** Roles that the claims mapping gives now; what is no role of ours is left out. */
async function claimedGrants({ client }: ChangeContext, { claimedRoles }: IdentifyContent): Promise<Grant[]> {
  const vocabulary = await rows.roleVocabulary(client);
  return (claimedRoles ?? []).filter((grant) => isKnownStaffGrant(grant, vocabulary));
}

/** @returns how many grants began or ended */
async function syncClaims(context: ChangeContext, personId: string, claimed: Grant[]): Promise<number> {
  const { client, atWallMs, staged } = context;
  const first = context.bootstrap ? await give(context, personId, [ADMIN], BY_BOOTSTRAP) : 0;
  const given = first + (await give(context, personId, claimed, BY_CLAIM));
  if ((staged.content as { claimedRoles?: unknown }).claimedRoles === undefined) return given;
  const held = await rows.grantsAt(client, personId, atWallMs);
  const which = held.filter(
    (grant) => !claimed.some((claim) => claim.role === grant.role && claim.region === grant.region),
  );
  return given + (await rows.endGrants(client, personId, { atWallMs, which, grantedBy: BY_CLAIM }));
}

/** A verified address names the learner too, where it is the row's own and nobody else's. */
async function learnerOf({ client }: ChangeContext, person: PersonRow, email: string): Promise<number> {
  if (person.email?.toLowerCase() !== email.toLowerCase()) return 0;
  return (await rows.addIdentifiers(client, person.person_id, rows.identifiersOfEmail(email))).matched;
}

/** The person that a command is about, as it stands before: for an invitation, as it would be. */
export async function subjectOf({ client, record, staged, atWallMs }: ChangeContext): Promise<ChangeSubject> {
  const { personId, command } = record;
  if (command === 'invite' || command === 'registerService') {
    const partnerId = (staged.content as { partnerId?: string }).partnerId ?? null;
    const partnerRegion = partnerId === null ? null : await rows.regionOfPartner(client, partnerId);
    if (partnerId !== null && partnerRegion === null)
      throw new DomainError('PARTNER.UNKNOWN', `There is no partner ${partnerId}.`);
    return { personId, kind: command === 'invite' ? 'person' : 'service', partnerId, partnerRegion, grants: [] };
  }
  const row = await rows.personById(client, personId);
  if (row === null) throw new DomainError('PERSON.UNKNOWN', `There is no person ${personId}.`);
  const partnerRegion = row.partner_id === null ? null : await rows.regionOfPartner(client, row.partner_id);
  const grants = await rows.grantsAt(client, personId, atWallMs);
  return { personId, kind: row.kind, partnerId: row.partner_id, partnerRegion, grants };
}

/** The grants that a command gives or takes, and whether it stays within one's own words. */
export function askedBy<C extends PersonCommand>(
  command: C,
  content: PersonContents[C],
): Pick<ChangeAttempt, 'asked' | 'ownWordsOnly'> {
  const {
    roles = [],
    grant = [],
    revoke = [],
  } = content as { roles?: GrantRequest[]; grant?: GrantRequest[]; revoke?: GrantRequest[] };
  const asked = [...roles, ...grant, ...revoke].map(({ role, region }) => ({ role, region: region ?? null }));
  const { email, learnerIdentifiers } = content as UpdateDetailsContent;
  return { asked, ownWordsOnly: email === undefined && learnerIdentifiers === undefined };
}

async function livePerson({ client, record }: ChangeContext): Promise<PersonRow> {
  const row = await rows.personById(client, record.personId, true);
  if (row === null || row.status === 'left')
    throw new DomainError('PERSON.UNKNOWN', `There is no person ${record.personId}, or they have left.`);
  return row;
}

async function checkRequests(
  context: ChangeContext,
  requests: GrantRequest[],
  holder: Pick<ChangeSubject, 'kind' | 'partnerId'>,
): Promise<void> {
  const asked = requests.map(({ role, region }) => ({ role, region: region ?? null }));
  checkGrants(asked, holder, await rows.roleVocabulary(context.client));
}

/** @returns how many grants are new */
async function give(
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
      await rows.insertGrant(client, {
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

function blank({ record, atWallMs }: ChangeContext): NewPerson {
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

function detailsOf(person: PersonRow, { displayName, language, email }: UpdateDetailsContent): PersonRow {
  return {
    ...person,
    display_name: displayName ?? person.display_name,
    language: language ?? person.language,
    email: email ?? person.email,
  };
}
