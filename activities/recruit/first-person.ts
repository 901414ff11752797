import type { Queryable } from '../../database/sql';
import { DomainError } from '../../domain/errors';
import { rowId } from '../../domain/ids';
import type { Applicant } from '../../domain/intake';
import { TERMINAL_MODES } from '../../domain/lifecycle';
import { FIRST_PERSON_ROLE } from '../../domain/roles';
import type { Deps } from '../shared/deps';

/** What making a partner's first person needs. */
export type FirstPersonDeps = Pick<Deps, 'clock' | 'applicants' | 'personRows'>;

/** Who applied for which partner. */
interface Joining {
  partnerId: string;
  applicant: Applicant;
  businessKey: string;
}

/**
 * Whoever applies becomes the partner's first person. Our own people who apply for a company do not; somebody of
 * another living partner cannot.
 * @returns null for our own people
 * @throws PERSON.CONFLICT
 */
export async function firstPerson(deps: FirstPersonDeps, tx: Queryable, joining: Joining): Promise<string | null> {
  const { partnerId, applicant, businessKey } = joining;
  const wallMs = deps.clock.now();
  const known = await deps.applicants.findApplicant(tx, applicant, wallMs);
  if (known?.isStaff) return null;
  if (known?.partnerMode && !TERMINAL_MODES.includes(known.partnerMode))
    throw new DomainError('PERSON.CONFLICT', 'Whoever applies belongs to another partner already.');
  if (known) await deps.applicants.joinPartner(tx, { personId: known.personId, partnerId, wallMs });
  const personId = known?.personId ?? (await insertPerson(deps, tx, { ...joining, wallMs }));
  const grant = { personId, role: FIRST_PERSON_ROLE, grantedBy: 'system:workflow', atWallMs: wallMs };
  await deps.personRows.insertGrant(tx, { ...grant, businessKey: `${businessKey}/${FIRST_PERSON_ROLE}` });
  return personId;
}

async function insertPerson(
  deps: FirstPersonDeps,
  tx: Queryable,
  { partnerId, applicant, wallMs }: Joining & { wallMs: number },
): Promise<string> {
  const { issuer, subject, displayName, verifiedEmail, language = 'en' } = applicant;
  if (verifiedEmail !== undefined && (await deps.applicants.isMailTaken(tx, verifiedEmail)))
    throw new DomainError(
      'PERSON.CONFLICT',
      'Somebody with this mail address is known already: sign in with that identity first.',
    );
  // Somebody who left keeps their row as it was; coming back makes another one with the same identity.
  const left = await deps.personRows.personById(tx, applicant.personId);
  const personId = left === null ? applicant.personId : rowId('person', JSON.stringify([issuer, subject, partnerId]));
  const who = { person_id: personId, kind: 'person', issuer, subject, display_name: displayName, language } as const;
  const email = verifiedEmail ?? null;
  await deps.personRows.insertPerson(tx, {
    ...who,
    email,
    partner_id: partnerId,
    status: 'active',
    changed_wall: wallMs,
  });
  if (verifiedEmail !== undefined)
    await deps.personRows.addIdentifiers(tx, personId, deps.personRows.identifiersOfEmail(verifiedEmail));
  return personId;
}
