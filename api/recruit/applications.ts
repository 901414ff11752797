import { Injectable } from '@nestjs/common';
import { IntakeStore } from '../../database/intake/intake-store';
import { PartnersView } from '../../database/views/partners';
import { ProgramsView } from '../../database/views/programs';
import type { PublishedProgram } from '../../database/views/programs';
import { DomainError } from '../../domain/errors';
import type { Json } from '../../domain/hash';
import { lifecycleId, partnerIdOf, rowId } from '../../domain/ids';
import type { Application } from '../../domain/intake';
import { APPLICATION_KIND } from '../../domain/intake';
import { TERMINAL_MODES } from '../../domain/lifecycle';
import type { Program } from '../../domain/program';
import { companyName } from '../../domain/recruit/company-name';
import { checkPrevious } from '../../domain/recruit/previous-partner';
import { sliceFor } from '../../programs/publish';
import { lifecycleStart, PARTNER_LIFECYCLE } from '../../workflows/lifecycle-start.messages';
import type { Principal } from '../auth/principal';
import { sightOf } from '../auth/principal';
import { nameOf, verifiedEmailOf } from '../auth/tokens';
import { WallClock } from '../clock';
import type { Attempt } from '../idempotency.interceptor';
import type { ApplyDto } from '../partners/partners.dto';
import { Temporal } from '../temporal';
import { Messages } from '../messages';

/** Where applications of people come from. */
const SOURCE = 'api';

/** Applications: staged, then a lifecycle is started that takes them in. */
@Injectable()
export class Applications {
  constructor(
    private readonly intake: IntakeStore,
    private readonly programs: ProgramsView,
    private readonly partners: PartnersView,
    private readonly messages: Messages,
    private readonly temporal: Temporal,
    private readonly clock: WallClock,
  ) {}

  /**
   * Starts the lifecycle of whoever applies. Repeating it with the same key is harmless.
   * @throws PROGRAM.NOT_PUBLISHED, PARTNER.NOT_ELIGIBLE, PARTNER.EXISTS, REQUEST.RULE for an earlier partner of others
   */
  async apply(
    me: Principal,
    asked: ApplyDto,
    attempt: Attempt,
  ): Promise<{ state: 'starting'; partnerId: string; temporalUrl: string }> {
    const program = await this.programs.latest(asked.programId);
    if (!program) throw new DomainError('PROGRAM.NOT_PUBLISHED', 'No version of this program is published.');
    const region = regionFor(program.document, asked);
    const name = nameFor(asked);
    const partnerId = partnerIdOf(name, me.personId, attempt.id);
    await this.checkMayApply(me, asked, partnerId);
    const workflowId = lifecycleId(partnerId);
    const intakeId = rowId('in', workflowId);
    const content = applicationOf(me, {
      asked: { ...asked, name },
      region,
      partnerId,
      externalId: attempt.id,
    }) as unknown as Json;
    const staging = {
      kind: APPLICATION_KIND,
      target: workflowId,
      content,
      principal: me.personId,
      nowWallMs: this.clock.now(),
      intakeId,
    };
    await this.intake.stage(staging, attempt.by);
    await this.start({ partnerId, intakeId, program, name, type: asked.type, region });
    attempt.accepts.push(intakeId);
    return { state: 'starting', partnerId, temporalUrl: this.temporal.linkTo(workflowId) };
  }

  private async start(how: {
    partnerId: string;
    intakeId: string;
    program: PublishedProgram;
    name: string;
    type: string;
    region: string;
  }): Promise<void> {
    const slice = sliceFor(how.program, { region: how.region, type: how.type });
    await this.messages.start(
      PARTNER_LIFECYCLE,
      lifecycleStart({ ...how, slice, consoleUrl: this.temporal.consoleUrl }),
    );
  }

  /** This very request may have been taken before, by an API that died before it answered: its own partner is in nobody's way. */
  private async checkMayApply(me: Principal, asked: ApplyDto, partnerId: string): Promise<void> {
    if (me.partnerId !== null && me.partnerId !== partnerId) {
      const own = await this.partners.find(sightOf(me), me.partnerId);
      if (own && !TERMINAL_MODES.includes(own.mode))
        throw new DomainError('PARTNER.EXISTS', 'You belong to a partner already.');
    }
    if (
      asked.registrationNumber !== undefined &&
      (await this.partners.isRegistered(asked.registrationNumber, partnerId))
    )
      throw new DomainError('PARTNER.EXISTS', 'A partner with this registration number exists already.');
    await this.checkPrevious(me, asked);
  }

  private async checkPrevious({ token }: Principal, { previousPartnerId }: ApplyDto): Promise<void> {
    if (previousPartnerId === undefined) return;
    const { issuer, subject } = token;
    const named = { partnerId: previousPartnerId, issuer, subject, wallMs: this.clock.now() };
    checkPrevious(previousPartnerId, await this.partners.previous(named));
  }
}

/** @throws REQUEST.RULE for a name with characters that cannot be seen */
function nameFor({ name }: ApplyDto): string {
  const readable = companyName(name);
  if (readable !== undefined) return readable;
  const message = 'A company’s name has letters or digits, and no characters that cannot be seen.';
  throw new DomainError('REQUEST.RULE', message, [{ pointer: '/name', code: 'REQUEST.RULE', message }]);
}

/** @throws PARTNER.NOT_ELIGIBLE for a type, country or region that the program does not have */
function regionFor({ partnerTypes, regions }: Program, { type, country, region }: ApplyDto): string {
  if (!Object.hasOwn(partnerTypes, type))
    throw notEligible('/type', `The program accepts the types ${Object.keys(partnerTypes).join(', ')}.`);
  const found = Object.entries(regions).find(([, { countries }]) => countries.includes(country))?.[0];
  if (found === undefined) throw notEligible('/country', 'The program has no region for this country.');
  if (region !== undefined && region !== found)
    throw notEligible('/region', `The country belongs to the region ${found}.`);
  return found;
}

function notEligible(pointer: string, message: string): DomainError {
  return new DomainError('PARTNER.NOT_ELIGIBLE', message, [{ pointer, code: 'PARTNER.NOT_ELIGIBLE', message }]);
}

function applicationOf(
  me: Principal,
  of: { asked: ApplyDto; region: string; partnerId: string; externalId: string },
): Application {
  const { asked, region, partnerId, externalId } = of;
  const { name, type, country, city, registrationNumber, profile, previousPartnerId } = asked;
  const verifiedEmail = verifiedEmailOf(me.token) ?? undefined;
  const { issuer, subject } = me.token;
  const applicant = {
    personId: me.personId,
    issuer,
    subject,
    displayName: nameOf(me.token),
    verifiedEmail,
    language: me.language,
  };
  return JSON.parse(
    JSON.stringify({
      partnerId,
      name,
      type,
      region,
      country,
      city,
      registrationNumber,
      profile,
      source: SOURCE,
      externalId,
      notes: [],
      applicant,
      previousPartnerId,
    }),
  ) as Application;
}
