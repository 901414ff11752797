import type { Role } from '../../domain/program';
import type { StepKind } from '../../domain/steps';
import type { Draft, ProgramDraft, StepSite } from '../draft';
import { items, keysOf, members, stepSites } from '../draft';
import type { FaultList, Path } from '../faults';

/** Kinds of steps that only one side can hold: who judges, gives access or repairs is one of ours. */
const OWNER_SIDES: Partial<Record<StepKind, Role['side']>> = {
  agreement: 'partner',
  screening: 'vendor',
  provision: 'vendor',
  service: 'vendor',
};

/** Whoever is named must exist, and stand on the right side. */
export function checkReferences(program: ProgramDraft, faults: FaultList): void {
  const check = new References(program, faults);
  check.role(['ownerRole'], program.ownerRole, 'vendor');
  for (const [key, ladder] of members(program.ladders)) {
    for (const [index, escalation] of items(ladder.escalations)) {
      check.roles(['ladders', key, 'escalations', index, 'add'], escalation.add);
    }
  }
  for (const [index, tier] of items(program.tiers)) {
    for (const certification of Object.keys(tier.certified ?? {})) {
      check.certification(['tiers', index, 'certified', certification], certification);
    }
  }
  for (const [key, track] of members(program.tracks)) {
    check.role(['tracks', key, 'role'], track.role, 'partner');
    check.certification(['tracks', key, 'certification'], track.certification);
    for (const tier of Object.keys(track.people ?? {})) check.tier(['tracks', key, 'people', tier], tier);
  }
  for (const site of stepSites(program)) checkStep(site, check);
}

function checkStep({ path, step }: StepSite, check: References): void {
  check.role([...path, 'owner'], step.owner, step.kind && OWNER_SIDES[step.kind]);
  check.ladder([...path, 'ladder'], step.ladder);
  for (const [index, type] of items(step.when?.types)) check.type([...path, 'when', 'types', index], type);
  for (const [index, tier] of items(step.when?.tiers)) check.tier([...path, 'when', 'tiers', index], tier);
  for (const [index, region] of items(step.when?.regions)) check.region([...path, 'when', 'regions', index], region);
  // The partner benefits from whatever is decided for it, so its people never count.
  if (step.kind === 'approval') check.roles([...path, 'roles'], step.roles, 'vendor');
  if (step.kind === 'training') check.track([...path, 'track'], step.track);
  if (step.kind === 'agreement') {
    check.document([...path, 'document'], step.document);
    check.role([...path, 'countersign'], step.countersign, 'vendor');
  }
}

/** What a program defines, asked by name. */
class References {
  constructor(
    private readonly program: ProgramDraft,
    private readonly faults: FaultList,
  ) {}

  role(path: Path, name: string | undefined, side?: Role['side']): void {
    const { roles } = this.program;
    this.faults.unknown('PROGRAM.ROLE_UNKNOWN', path, { what: 'role', name, known: keysOf(roles), under: '/roles' });
    const found: Draft<Role> | undefined =
      name !== undefined && roles && Object.hasOwn(roles, name) ? roles[name] : undefined;
    if (side === undefined || found?.side === undefined || found.side === side) return;
    const who = side === 'vendor' ? 'one of ours (side: vendor)' : "one of the partner's (side: partner)";
    this.faults.add('PROGRAM.ROLE_SIDE', path, `"${name}" is on the other side: this role must be ${who}.`);
  }

  roles(path: Path, names: readonly (string | undefined)[] | undefined, side?: Role['side']): void {
    for (const [index, name] of items(names)) this.role([...path, index], name, side);
  }

  ladder(path: Path, name: string | undefined): void {
    const known = keysOf(this.program.ladders);
    this.faults.unknown('PROGRAM.LADDER_UNKNOWN', path, { what: 'ladder', name, known, under: '/ladders' });
  }

  tier(path: Path, name: string | undefined): void {
    const { tiers } = this.program;
    // A tier without a readable id may be the one that is meant.
    if (tiers?.some((tier) => tier?.id === undefined)) return;
    const known = tiers?.flatMap((tier) => tier?.id ?? []);
    this.faults.unknown('PROGRAM.TIER_UNKNOWN', path, { what: 'tier', name, known, under: '/tiers' });
  }

  region(path: Path, name: string | undefined): void {
    const known = keysOf(this.program.regions);
    this.faults.unknown('PROGRAM.REGION_UNKNOWN', path, { what: 'region', name, known, under: '/regions' });
  }

  type(path: Path, name: string | undefined): void {
    const known = keysOf(this.program.partnerTypes);
    this.faults.unknown('PROGRAM.TYPE_UNKNOWN', path, { what: 'partner type', name, known, under: '/partnerTypes' });
  }

  document(path: Path, name: string | undefined): void {
    const known = keysOf(this.program.documents);
    this.faults.unknown('PROGRAM.DOCUMENT_UNKNOWN', path, { what: 'document', name, known, under: '/documents' });
  }

  track(path: Path, name: string | undefined): void {
    const known = keysOf(this.program.tracks);
    this.faults.unknown('PROGRAM.TRACK_UNKNOWN', path, { what: 'track', name, known, under: '/tracks' });
  }

  certification(path: Path, name: string | undefined): void {
    const reference = {
      what: 'certification',
      name,
      known: keysOf(this.program.certifications),
      under: '/certifications',
    };
    this.faults.unknown('PROGRAM.CERTIFICATION_UNKNOWN', path, reference);
  }
}
