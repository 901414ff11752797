import { SERVICE_ROLES } from '../../domain/people/person-change';
import { ADMIN_ROLE } from '../../domain/program';
import { PARTNER_ROLE_PREFIX, SYSTEM_ROLES, sideOf } from '../../domain/roles';
import type { StepKind } from '../../domain/steps';
import type { ProgramDraft, StepSite } from '../draft';
import { items, ladderOf, stepSites } from '../draft';
import type { FaultList } from '../faults';
import { listed } from '../faults';

/** Steps on which nobody of the partner may ever act: it would vet, admit or pay itself. */
const OURS_ALONE: readonly (StepKind | undefined)[] = ['approval', 'screening', 'provision', 'service'];

/** The roles that the system itself needs are there, and every role is on the side that its id says. */
export function checkRoles(program: ProgramDraft, faults: FaultList): void {
  const { roles } = program;
  if (!roles) return;
  for (const [id, role] of Object.entries(roles)) {
    if (id === ADMIN_ROLE || SERVICE_ROLES.includes(id)) {
      const whose = id === ADMIN_ROLE ? 'administers the system itself' : 'is the role of a service';
      faults.add('PROGRAM.ROLE_RESERVED', ['roles', id], `"${id}" ${whose}: use another id.`);
    } else if (role?.side !== undefined && role.side !== sideOf(id)) {
      const message = `Whether a role is the partner's is read from its id, which then begins with "${PARTNER_ROLE_PREFIX}": give "${id}" the side ${sideOf(id)}, or another id.`;
      faults.add('PROGRAM.ROLE_PREFIX', ['roles', id, 'side'], message);
    }
  }
  const missing = SYSTEM_ROLES.filter((id) => !Object.hasOwn(roles, id));
  if (missing.length > 0) {
    const message = `Commands, publishing, imports and pricing are rights of roles that are missing here: add ${listed(missing)}.`;
    faults.add('PROGRAM.ROLE_MISSING', ['roles'], message);
  }
  for (const site of stepSites(program)) checkEscalations(program, site, faults);
}

/** Whom a ladder adds may act on the step. */
function checkEscalations(program: ProgramDraft, { path, step }: StepSite, faults: FaultList): void {
  if (!OURS_ALONE.includes(step.kind)) return;
  const added = items(ladderOf(program, step)?.escalations).flatMap(([, { add }]) => items(add));
  const theirs = [...new Set(added.map(([, role]) => role).filter((role) => sideOf(role) === 'partner'))];
  if (theirs.length === 0) return;
  const message = `Ladder "${step.ladder}" adds ${listed(theirs)}, and nobody of the partner acts on its own ${step.kind}: use a ladder that adds roles of ours.`;
  faults.add('PROGRAM.ROLE_SIDE', [...path, 'ladder'], message);
}
