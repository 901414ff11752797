import type { StagedContent } from '../../database/intake/intake-store';
import type { Queryable } from '../../database/sql';
import { civilDate } from '../../domain/calendar';
import { DomainError } from '../../domain/errors';
import type { JsonObject } from '../../domain/hash';
import type { Application } from '../../domain/intake';
import { APPLICATION_KIND } from '../../domain/intake';
import type { LifecycleStart, LifecycleStarted } from '../../domain/journal';
import { TERMINAL_MODES } from '../../domain/lifecycle';
import type { Program } from '../../domain/program';
import { checkPrevious } from '../../domain/recruit/previous-partner';
import { nameSkeleton } from '../../domain/skeleton';
import type { Activities } from '../index';
import type { Deps } from '../shared/deps';
import type { ProgramReader } from '../shared/programs';
import { firstPerson } from './first-person';
import type { FirstPersonDeps } from './first-person';

type ApplicationDeps = FirstPersonDeps &
  Pick<
    Deps,
    'transaction' | 'intake' | 'audit' | 'recorded' | 'lifecycle' | 'holders' | 'sales' | 'commissionEvents' | 'tiers'
  >;

/** The start of a lifecycle: the staged application becomes rows. */
export function application(deps: ApplicationDeps, programs: ProgramReader): Pick<Activities, 'beginLifecycle'> {
  return {
    /** Idempotent by partner id (its lifecycle's workflow id); a refusal leaves an audit row and nothing else. */
    async beginLifecycle(input) {
      const { document, calendar } = await programs(input.programId, input.programVersion);
      const day = civilDate(calendar, input.nowMs);
      const businessKey = `${input.origin.workflowId}/begin`;
      try {
        return await deps.transaction(async (tx) => {
          await deps.recorded.lockRecording(tx, businessKey);
          const known = await deps.recorded.findRecorded(tx, businessKey);
          if (known) return 'refusal' in known ? known.refusal : (known.outcome as unknown as LifecycleStarted);
          return begin(deps, tx, { input, document, day, businessKey });
        });
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        const refused = { refused: error.code, message: error.message };
        return deps.transaction((tx) => deps.audit.auditRefusal(tx, lineOf(deps, input, businessKey), refused));
      }
    },
  };
}

interface Beginning {
  input: LifecycleStart;
  document: Program;
  /** First day of the entry tier, in the program's zone. */
  day: string;
  businessKey: string;
}

/** @throws DomainError for a refusal: the transaction then leaves nothing */
async function begin(deps: ApplicationDeps, tx: Queryable, beginning: Beginning): Promise<LifecycleStarted> {
  const { input, document, day, businessKey } = beginning;
  const { origin, partnerId, entryTier, ownerRole, programId, programVersion, nowMs } = input;
  const staged = await opened(deps, tx, input);
  const asked = staged.content as unknown as Application;
  checkEligible(document, asked);
  const possibleDuplicateOf = await insertPartner(deps, tx, { input, asked });
  const personId = asked.applicant
    ? await firstPerson(deps, tx, { partnerId, applicant: asked.applicant, businessKey })
    : null;
  await deps.tiers.insertTier(tx, { partnerId, fromDay: day, tier: entryTier, businessKey: `${businessKey}/tier` });
  // What it sold before we knew it counts from now on.
  await deps.sales.matchSales(tx, { partnerIds: [partnerId], businessKey });
  await deps.commissionEvents.matchEvents(tx, { partnerIds: [partnerId], businessKey });
  const owner = await deps.holders.pickOwner(
    tx,
    { partnerId, region: asked.region, wallMs: deps.clock.now() },
    ownerRole,
  );
  if (owner) await deps.lifecycle.setOwner(tx, { partnerId, role: ownerRole, personId: owner, nowMs });
  await deps.intake.close(tx, input.intakeId, `partner/${partnerId}`);
  const outcome: LifecycleStarted = {
    name: asked.name,
    type: asked.type,
    region: asked.region,
    tier: entryTier,
    possibleDuplicateOf,
    ...(personId === null && !isSystem(staged.principal) && { importedBy: staged.principal }),
  };
  const actor = personId === null ? actorOf(staged.principal) : `person/${personId}`;
  await deps.audit.insertAudit(tx, {
    origin,
    partnerId,
    atMs: nowMs,
    businessKey,
    programVersion: `${programId}@${programVersion}`,
    entries: [
      {
        action: 'partner.applied',
        actor,
        subject: `partner/${partnerId}`,
        details: { outcome: { ...outcome } as JsonObject, owner, notes: asked.notes },
      },
    ],
  });
  return outcome;
}

async function opened(
  deps: ApplicationDeps,
  tx: Queryable,
  { intakeId, origin }: LifecycleStart,
): Promise<StagedContent> {
  const found = await deps.intake.open(tx, { intakeId, kind: APPLICATION_KIND, target: origin.workflowId });
  if (found.state === 'forged')
    throw new DomainError('AUTH.PROOF_INVALID', 'The application was not staged by the API.');
  if (found.state !== 'open')
    throw new DomainError('REQUEST.NOT_FOUND', `There is no staged application ${intakeId} for this lifecycle.`);
  return found;
}

function checkEligible({ partnerTypes, regions }: Program, { type, region, country }: Application): void {
  if (!Object.hasOwn(partnerTypes, type)) throw notEligible(`the type "${type}"`, Object.keys(partnerTypes));
  if (!Object.hasOwn(regions, region)) throw notEligible(`the region "${region}"`, Object.keys(regions));
  const { countries } = regions[region]!;
  if (!countries.includes(country)) throw notEligible(`the country "${country}" in the region ${region}`, countries);
}

const notEligible = (what: string, allowed: string[]): DomainError =>
  new DomainError('PARTNER.NOT_ELIGIBLE', `The program does not accept ${what}; it accepts ${allowed.join(', ')}.`);

/**
 * The partner that the applicant was before: the one that they name and that was theirs, else the one whose person they
 * are and that has ended.
 * @throws REQUEST.RULE
 */
async function previousOf(deps: ApplicationDeps, tx: Queryable, asked: Application): Promise<string | null> {
  const { applicant, previousPartnerId } = asked;
  const wallMs = deps.clock.now();
  if (previousPartnerId !== undefined) {
    const named = applicant && { ...applicant, partnerId: previousPartnerId, wallMs };
    checkPrevious(previousPartnerId, named && (await deps.applicants.findPrevious(tx, named)));
    return previousPartnerId;
  }
  const known = applicant && (await deps.applicants.findApplicant(tx, applicant, wallMs));
  return known?.partnerMode && TERMINAL_MODES.includes(known.partnerMode) ? known.partnerId : null;
}

/** @returns the earlier partner with the same name skeleton, if any */
async function insertPartner(
  deps: ApplicationDeps,
  tx: Queryable,
  { input, asked }: { input: LifecycleStart; asked: Application },
): Promise<string | null> {
  const { origin, partnerId, programId, programVersion, nowMs } = input;
  const skeleton = nameSkeleton(asked.name);
  const possibleDuplicateOf = await deps.lifecycle.findSameName(tx, skeleton);
  const { name, type, region, country, city, source, externalId, registrationNumber, profile, notes } = asked;
  const inserted = await deps.lifecycle.insertPartner(tx, {
    origin,
    partnerId,
    name,
    nameSkeleton: skeleton,
    type,
    region,
    country,
    city: city ?? null,
    source,
    externalId,
    registrationNumber: registrationNumber ?? null,
    profile: { ...profile } as JsonObject,
    programId,
    programVersion,
    appliedMs: nowMs,
    possibleDuplicateOf,
    notes: notes ?? [],
    previousPartnerId: await previousOf(deps, tx, asked),
  });
  if (!inserted)
    throw new DomainError('PARTNER.EXISTS', 'A partner with this identity or registration number exists already.');
  return possibleDuplicateOf;
}

const isSystem = (principal: string): boolean => principal.startsWith('system:');
const actorOf = (principal: string): string => (isSystem(principal) ? principal : `person/${principal}`);

function lineOf(deps: ApplicationDeps, { origin, partnerId, nowMs }: LifecycleStart, businessKey: string) {
  const key = `${deps.recorded.REFUSED}${businessKey}`;
  return {
    origin,
    partnerId,
    atMs: nowMs,
    businessKey: key,
    action: 'partner.apply',
    actor: 'unproven',
    subject: `partner/${partnerId}`,
  };
}
