import { DomainError } from '../../domain/errors';
import { grantsChanged } from '../../domain/people/claims';
import type {
  ChangeAttempt,
  ChangeSubject,
  ChangeRolesContent,
  Grant,
  GrantRequest,
  PersonCommand,
  PersonContents,
  UpdateDetailsContent,
} from '../../domain/people/person-change';
import { auditActor, checkGrants } from '../../domain/people/person-change';
import { cancelAbsence, enterAbsence } from './absences';
import type { ChangeContext, Effect } from './change-context';
import { blank, give } from './change-context';
import { liftWithheld, withholdGrants } from './claims';
import { retryNotices, setNotices } from './notice-changes';
import { noteInvitation } from './notices';
import type { PersonRow } from './person-rows';
import * as rows from './person-rows';
import { identify } from './sign-ins';

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
    await tellInvited(context, partnerId);
    const identifiers = [...rows.identifiersOfEmail(email), ...(content.learnerIdentifiers ?? [])];
    const { matched } = await rows.addIdentifiers(context.client, context.record.personId, identifiers);
    return { partnerId, statementsMatched: matched };
  },

  changeRoles: async (context, content) => {
    const person = await livePerson(context);
    await checkRequests(context, content.grant, { kind: person.kind, partnerId: person.partner_id });
    const { client, atWallMs } = context;
    const before = await rows.grantsAt(client, person.person_id, atWallMs);
    const ended = await revoke(context, person, content);
    await liftWithheld(client, person.person_id, { which: content.grant.map(grantOf), atWallMs });
    const given = await give(context, person.person_id, content.grant);
    const touched = grantsChanged(before, await rows.grantsAt(client, person.person_id, atWallMs));
    return { partnerId: person.partner_id, changed: ended + given > 0, touched };
  },

  updateDetails: async (context, content) => {
    const person = await livePerson(context);
    const next = detailsOf(person, content);
    const changed =
      next.email !== person.email || next.display_name !== person.display_name || next.language !== person.language;
    if (changed) await rows.updatePerson(context.client, next, context.atWallMs);
    // An invitation that went to a wrong address goes out again.
    if (person.status === 'invited' && next.email !== person.email) await tellInvited(context, person.partner_id);
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
    const touched = await rows.grantsAt(client, person.person_id, atWallMs);
    await rows.endGrants(client, person.person_id, { atWallMs });
    await rows.dropIdentifiers(client, person.person_id);
    const accessToRevoke = await rows.markAccessForRevoking(client, person.person_id, atWallMs);
    return {
      partnerId: person.partner_id,
      accessToRevoke,
      touched,
      ownedPartners: await rows.countOwned(client, person.person_id),
    };
  },

  identify,

  enterAbsence: async (context, content) => enterAbsence(context, await livePerson(context), content),
  cancelAbsence: async (context, content) => cancelAbsence(context, await livePerson(context), content),
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

async function tellInvited({ client, record }: ChangeContext, partnerId: string | null): Promise<void> {
  await noteInvitation(client, { personId: record.personId, partnerId, changeId: record.origin.workflowId });
}

/** Ends roles. What is revoked of our own people by hand is held against the directory's word as well. */
async function revoke(context: ChangeContext, person: PersonRow, content: ChangeRolesContent): Promise<number> {
  const { client, atWallMs, actor, record } = context;
  const which = content.revoke.map(grantOf);
  const ended = await rows.endGrants(client, person.person_id, { atWallMs, which });
  if (person.kind === 'service' || person.partner_id !== null) return ended;
  const by = { which, withheldBy: auditActor(actor), businessKey: record.origin.workflowId, atWallMs };
  return ended + (await withholdGrants(client, person.person_id, by));
}

const grantOf = ({ role, region }: Pick<GrantRequest, 'role' | 'region'>): Grant => ({ role, region: region ?? null });

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
  const asked = [...roles, ...grant, ...revoke].map(grantOf);
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
  checkGrants(requests.map(grantOf), holder, await rows.roleVocabulary(context.client));
}

function detailsOf(person: PersonRow, { displayName, language, email }: UpdateDetailsContent): PersonRow {
  return {
    ...person,
    display_name: displayName ?? person.display_name,
    language: language ?? person.language,
    email: email ?? person.email,
  };
}
