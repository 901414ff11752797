import { DomainError } from '../errors';
import { rowId } from '../ids';
import type { Origin } from '../journal';
import type { RetryNoticesContent, SetNoticesContent } from './notices';
import { ADMIN_ROLE } from '../program';
import type { ServiceRole } from '../roles';
import type { AbsenceInput, CancelAbsenceContent, EnterAbsenceContent } from './absence';
import type { RoleId } from '../steps';

/** What may be done to the row of a person or a service. */
export const PERSON_COMMANDS = [
  'invite',
  'changeRoles',
  'updateDetails',
  'leave',
  'identify',
  'registerService',
  'enterAbsence',
  'cancelAbsence',
  'setNotices',
  'retryNotices',
] as const;
/** See {@link PERSON_COMMANDS}. */
export type PersonCommand = (typeof PERSON_COMMANDS)[number];

/** Roles of services; not part of any program. LMS sends statements, CRM sends facts and sales, IMPORTER imports rows. */
export const SERVICE_ROLES: readonly RoleId[] = ['LMS', 'CRM', 'IMPORTER'] satisfies ServiceRole[];
/** More roles in one command are a mistake. */
export const ROLES_PER_COMMAND_MAX = 50;
/** More identifiers of one learner in one command are a mistake. */
export const IDENTIFIERS_PER_COMMAND_MAX = 20;

/** A role that somebody holds; `region` null means everywhere. The partner's people hold theirs for their partner. */
export interface Grant {
  role: RoleId;
  region: string | null;
}

/** A role to give. Times are wall time; from now and without an end by default. */
export interface GrantRequest {
  role: RoleId;
  region?: string | null;
  fromWallMs?: number;
  toWallMs?: number;
}

/** How a learning system names a person. `account` is `<homePage>|<name>`; the others are as xAPI writes them. */
export interface LearnerIdentifier {
  kind: 'mbox' | 'mbox_sha1sum' | 'account';
  value: string;
}

/** Who acts: a person, a service, or a process of ours (`system:<name>`). */
export interface Principal {
  personId: string;
  kind: 'person' | 'service' | 'system';
  /** The partner whose person it is; null for staff and services. */
  partnerId: string | null;
  /** Active at the time asked for. */
  grants: Grant[];
}

/** Staged content of `invite`: a person of staff, or of a partner. */
export interface InviteContent {
  email: string;
  displayName: string;
  language?: string;
  /** Absent for staff. */
  partnerId?: string;
  roles: GrantRequest[];
  /** Beyond the mail address, which is one anyway. */
  learnerIdentifiers?: LearnerIdentifier[];
  reason?: string;
}

/** Staged content of `changeRoles`. A revoke ends the role in that region from now on. */
export interface ChangeRolesContent {
  grant: GrantRequest[];
  revoke: { role: RoleId; region?: string | null }[];
  reason?: string;
}

/** Staged content of `updateDetails`: what is absent stays. Identifiers are added. */
export interface UpdateDetailsContent {
  displayName?: string;
  language?: string;
  email?: string;
  learnerIdentifiers?: LearnerIdentifier[];
  reason?: string;
}

/** Staged content of `leave`. */
export interface LeaveContent {
  reason?: string;
}

/** Staged content of `identify`: what a verified token says. Signed for {@link personIdOf} of that identity. */
export interface IdentifyContent {
  issuer: string;
  subject: string;
  displayName: string;
  language?: string;
  /** Only an address that the issuer has verified binds an invitation. */
  verifiedEmail?: string;
  /** Roles by the claims mapping, see {@link rolesFromClaim}; absent where nothing is said of roles. */
  claimedRoles?: Grant[];
  /** When the token was issued, wall time: the claims of an older one bring nothing back. */
  issuedWallMs?: number;
}

/** Staged content of `registerService`. */
export interface RegisterServiceContent {
  displayName: string;
  issuer: string;
  subject: string;
  roles: GrantRequest[];
  reason?: string;
}

/** Staged contents by command; the intake's kind is {@link personContentKind}. */
export interface PersonContents {
  invite: InviteContent;
  changeRoles: ChangeRolesContent;
  updateDetails: UpdateDetailsContent;
  leave: LeaveContent;
  identify: IdentifyContent;
  registerService: RegisterServiceContent;
  enterAbsence: EnterAbsenceContent;
  cancelAbsence: CancelAbsenceContent;
  setNotices: SetNoticesContent;
  retryNotices: RetryNoticesContent;
}

/** The intake kind of a command's content. */
export const personContentKind = (command: PersonCommand): string => `person.${command}`;

/** One change to record: ids only, the content is staged. */
export interface PersonChangeRecord {
  origin: Origin;
  personId: string;
  command: PersonCommand;
  /** Staged for the workflow of `origin`, signed for who asked. */
  intakeId: string;
}

/** A recorded change. No personal data: this is a workflow's result. */
export type PersonChanged = {
  /** The row that changed; for `identify` it may be the invited one. */
  personId: string;
  command: PersonCommand;
  partnerId: string | null;
  /** False when everything was so already. */
  changed: boolean;
  /** Accounts in other systems marked for deactivation. */
  accessToRevoke: number;
  /** Partners whose named owner this person is and no longer can be: hand over. */
  ownedPartners: number;
  /** Statements of unknown learners that have found their person. */
  statementsMatched: number;
  /** Roles that began or ended to count: whoever asks for one of them looks again at who may decide. */
  touched?: { role: RoleId; region: string | null }[];
  /** An absence was entered: its workflow begins. */
  absence?: AbsenceInput;
  /** An absence was cancelled: its workflow hears of it. */
  cancelledAbsence?: string;
};

/**
 * The id that an identity gets when it is first seen. Until its row exists this is also the principal under which the
 * API signs and keeps idempotency records, so that an applicant's own row has the id of who applied.
 */
export const personIdOf = (issuer: string, subject: string): string =>
  rowId('person', JSON.stringify([issuer, subject]));

/** The id of a person that is invited, or of a service: repeating the request makes no second one. */
export const invitedPersonId = (principal: string, idempotencyKey: string): string =>
  rowId('person', JSON.stringify(['invite', principal, idempotencyKey]));

/** The principal of a process of ours that holds the shared key. */
export const systemPrincipal = (name: string): string => `system:${name}`;

/** How the audit names a principal. */
export const auditActor = ({ kind, personId }: Pick<Principal, 'kind' | 'personId'>): string =>
  kind === 'system' ? personId : `${kind}/${personId}`;

/** Tells whether the principal holds one of the roles in that region (null: asks for a grant without any region). */
export function holdsRole(
  principal: { grants: readonly Grant[] },
  roles: readonly RoleId[],
  region: string | null,
): boolean {
  return principal.grants.some(
    (grant) => roles.includes(grant.role) && (grant.region === null || grant.region === region),
  );
}

/**
 * Reads the roles of a claim: words like `PM`, or `CAM@DACH` for one region. Anything else in it is somebody else's
 * and is left out.
 */
export function rolesFromClaim(claim: unknown): Grant[] {
  const words = typeof claim === 'string' ? claim.split(/[\s,]+/) : Array.isArray(claim) ? claim : [];
  return words.flatMap((word): Grant[] => {
    const match =
      typeof word === 'string' ? /^([A-Za-z][A-Za-z0-9-]{0,39})(?:@([A-Za-z][A-Za-z0-9-]{0,39}))?$/.exec(word) : null;
    return match ? [{ role: match[1]!, region: match[2] ?? null }] : [];
  });
}

/** The person that a command is about, as it stands before. */
export interface ChangeSubject {
  personId: string;
  kind: 'person' | 'service';
  partnerId: string | null;
  /** Region of that partner. */
  partnerRegion: string | null;
  /** Active grants held now. */
  grants: Grant[];
}

/** Who wants to do what to whom. */
export interface ChangeAttempt {
  actor: Principal;
  command: PersonCommand;
  subject: ChangeSubject;
  /** Grants given or taken by the command. */
  asked: Grant[];
  /** Only name and language change: everybody may do that to their own row. */
  ownWordsOnly?: boolean;
}

/**
 * Makes sure that this principal may do this to that person. Administrators may all; program managers what their own
 * region covers, save administration; channel managers the people of partners in their region; a partner's owner the
 * people of the own partner; everybody their own name, language and notices. Nobody but an administrator changes own roles.
 *
 * @throws AUTH.FORBIDDEN, or PERSON.UNKNOWN where a partner's person may not even know of the other
 */
export function checkMayChange({ actor, command, subject, asked, ownWordsOnly }: ChangeAttempt): void {
  if (actor.kind === 'system' || holdsRole(actor, [ADMIN_ROLE], null)) return;
  const own = subject.personId === actor.personId;
  if (command === 'enterAbsence' || command === 'cancelAbsence') {
    if (own) return;
    if (actor.partnerId === subject.partnerId || actor.partnerId === null)
      throw new DomainError(
        'AUTH.FORBIDDEN',
        `Everybody enters their own absence; only an administrator may ${WORDS[command]}.`,
      );
  }
  if (own && command === 'updateDetails' && ownWordsOnly) return;
  if (own && OWN_ALONE.includes(command)) return;
  if (actor.partnerId !== null && subject.partnerId !== actor.partnerId)
    throw new DomainError('PERSON.UNKNOWN', `There is no person ${subject.personId} among your people.`);
  // Whoever could turn another's notices elsewhere would read them.
  if (OWN_ALONE.includes(command))
    throw new DomainError('AUTH.FORBIDDEN', 'Only a person, or an administrator, decides how that person is told.');
  if (subject.kind === 'service' || command === 'registerService')
    throw new DomainError('AUTH.FORBIDDEN', 'Only an administrator registers and changes services.');
  if (own && command === 'changeRoles')
    throw new DomainError('AUTH.FORBIDDEN', 'Nobody changes their own roles. Ask an administrator.');
  const allowed =
    subject.partnerId === null ? mayChangeStaff(actor, subject, asked) : mayChangePartnerPerson(actor, subject);
  if (!allowed) throw new DomainError('AUTH.FORBIDDEN', `None of your roles allows to ${WORDS[command]} here.`);
}

/** What nobody does for others, but an administrator. */
const OWN_ALONE: readonly PersonCommand[] = ['setNotices', 'retryNotices'];

const WORDS: Record<PersonCommand, string> = {
  invite: 'invite a person',
  changeRoles: 'change roles',
  updateDetails: 'change the details of others',
  leave: 'let a person leave',
  identify: 'sign in for another person',
  registerService: 'register a service',
  enterAbsence: 'enter an absence of others',
  cancelAbsence: 'cancel an absence of others',
  setNotices: 'decide how others are told',
  retryNotices: 'try again what others could not be told',
};

/** Nobody gives or takes more than they hold themselves: a regional program manager acts in that region only. */
function mayChangeStaff(actor: Principal, subject: ChangeSubject, asked: Grant[]): boolean {
  const touched = [...asked, ...subject.grants];
  if (touched.some((grant) => grant.role === ADMIN_ROLE)) return false;
  if (touched.length === 0) return holdsRole(actor, ['PM'], null);
  return touched.every((grant) => holdsRole(actor, ['PM'], grant.region));
}

function mayChangePartnerPerson(actor: Principal, subject: ChangeSubject): boolean {
  if (actor.partnerId === subject.partnerId) return holdsRole(actor, ['P-own'], null);
  return holdsRole(actor, ['PM', 'CAM'], subject.partnerRegion);
}

/** Which roles exist, and on which side. */
export interface RoleVocabulary {
  roles: Readonly<Record<RoleId, 'vendor' | 'partner'>>;
  regions: readonly string[];
}

/**
 * Makes sure that each grant exists and suits who gets it: staff our roles, a partner's people theirs and without a
 * region, a service its own.
 *
 * @throws REQUEST.RULE naming the role or region
 */
export function checkGrants(
  asked: Grant[],
  holder: { kind: 'person' | 'service'; partnerId: string | null },
  known: RoleVocabulary,
): void {
  if (asked.length > ROLES_PER_COMMAND_MAX)
    throw new DomainError(
      'REQUEST.RULE',
      `${asked.length} roles in one command; at most ${ROLES_PER_COMMAND_MAX} are allowed.`,
    );
  for (const { role, region } of asked) {
    if (!suits(role, holder, known))
      throw new DomainError('REQUEST.RULE', `The role "${role}" does not exist, or not for ${nounOf(holder)}.`);
    if (region === null) continue;
    if (holder.partnerId !== null)
      throw new DomainError(
        'REQUEST.RULE',
        `The role "${role}" of a partner's person has no region: the partner has one.`,
      );
    if (!known.regions.includes(region))
      throw new DomainError('REQUEST.RULE', `The region "${region}" is in no program.`);
  }
}

/** {@link checkGrants} for one grant, as an answer: claims may name what is not ours. */
export function isKnownStaffGrant({ role, region }: Grant, known: RoleVocabulary): boolean {
  return suits(role, { kind: 'person', partnerId: null }, known) && (region === null || known.regions.includes(region));
}

function suits(
  role: RoleId,
  holder: { kind: 'person' | 'service'; partnerId: string | null },
  known: RoleVocabulary,
): boolean {
  if (holder.kind === 'service') return SERVICE_ROLES.includes(role);
  if (holder.partnerId !== null) return known.roles[role] === 'partner';
  return role === ADMIN_ROLE || known.roles[role] === 'vendor';
}

function nounOf(holder: { kind: 'person' | 'service'; partnerId: string | null }): string {
  if (holder.kind === 'service') return 'a service';
  return holder.partnerId === null ? 'staff' : "a partner's person";
}
