import { DomainError } from '../../domain/errors';
import { BY_CLAIM, claimsThatCount, grantsBeyond, grantsChanged } from '../../domain/people/claims';
import type { Grant, IdentifyContent } from '../../domain/people/person-change';
import { isKnownStaffGrant, personIdOf } from '../../domain/people/person-change';
import { ADMIN_ROLE } from '../../domain/program';
import type { ChangeContext, Effect } from './change-context';
import { blank, give } from './change-context';
import { hearClaims, withheldGrants } from './claims';
import type { NewPerson, PersonRow } from './person-rows';
import * as rows from './person-rows';

/** `granted_by` of the first administrator. */
const BY_BOOTSTRAP = 'bootstrap';
const ADMIN: Grant = { role: ADMIN_ROLE, region: null };

/**
 * The first sign-in binds an identity: to the invitation under its verified address, else to a new row of staff where
 * claims or the bootstrap setting give roles. Later sign-ins bring the claimed roles up to date.
 */
export async function identify(context: ChangeContext, content: IdentifyContent): Promise<Effect> {
  const { client, actor, record, atWallMs } = context;
  const ownId = personIdOf(content.issuer, content.subject);
  if (actor.kind !== 'system' && context.staged.principal !== ownId)
    throw new DomainError('AUTH.FORBIDDEN', 'Nobody signs in for another person.');
  const claimed = await claimedGrants(context, content);
  const known = await rows.personByIdentity(client, content);
  const before = known === null ? [] : await rows.grantsAt(client, known.person_id, atWallMs);
  const person = known ?? (await bindInvitation(context, content)) ?? (await newStaff(context, content, claimed));
  const synced = await syncClaims(context, person, claimed);
  const statementsMatched =
    content.verifiedEmail === undefined ? 0 : await learnerOf(context, person, content.verifiedEmail);
  return {
    personId: person.person_id,
    partnerId: person.partner_id,
    changed: known === null || synced + statementsMatched > 0,
    statementsMatched,
    command: record.command,
    touched: grantsChanged(before, await rows.grantsAt(client, person.person_id, atWallMs)),
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
  if (!context.bootstrap && (await rows.hasLeft(context.client, content)))
    throw new DomainError(
      'PERSON.UNKNOWN',
      'This identity has left. What the directory says does not bring it back: ask for an invitation.',
    );
  const ownId = personIdOf(issuer, subject);
  // Who has left and comes back as bootstrap identity gets a new row: the old one keeps its end.
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

/**
 * Brings the claimed roles up to date: of our own people; a partner's people and services get none by claims. What an
 * older token says than the one on record changes nothing.
 * @returns how many grants began or ended
 */
async function syncClaims(context: ChangeContext, person: PersonRow, claimed: Grant[]): Promise<number> {
  const { client, atWallMs, staged } = context;
  const { person_id: personId, partner_id: partnerId, kind } = person;
  const isStaff = partnerId === null && kind === 'person';
  const first = context.bootstrap && isStaff ? await give(context, personId, [ADMIN], BY_BOOTSTRAP) : 0;
  const { claimedRoles, issuedWallMs } = staged.content as unknown as IdentifyContent;
  if (claimedRoles === undefined) return first;
  if (issuedWallMs !== undefined && !(await hearClaims(client, personId, issuedWallMs))) return first;
  const counting = isStaff ? claimsThatCount(claimed, await withheldGrants(client, personId)) : [];
  const given = await give(context, personId, counting, BY_CLAIM);
  const which = grantsBeyond(await rows.grantsAt(client, personId, atWallMs), counting);
  return first + given + (await rows.endGrants(client, personId, { atWallMs, which, grantedBy: BY_CLAIM }));
}

/** A verified address names the learner too, where it is the row's own and nobody else's. */
async function learnerOf({ client }: ChangeContext, person: PersonRow, email: string): Promise<number> {
  if (person.email?.toLowerCase() !== email.toLowerCase()) return 0;
  return (await rows.addIdentifiers(client, person.person_id, rows.identifiersOfEmail(email))).matched;
}
