import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ZodResponse } from 'nestjs-zod';
import { PeopleView } from '../../database/views/people';
import { invitedPersonId } from '../../domain/people/person-change';
import type { GrantRequest } from '../../domain/people/person-change';
import { ADMIN_ROLE } from '../../domain/program';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { PEOPLE_READERS, requireOne } from '../auth/principal';
import { WallClock } from '../clock';
import { Id } from '../http/ids';
import { AnyToken, Delicate } from '../http/route-rules';
import { Attempt, CurrentAttempt } from '../idempotency.interceptor';
import { PartnerAccess } from '../partners/partner-access';
import {
  DetailsDto,
  InviteDto,
  LeaveDto,
  MeDto,
  PeopleQueryDto,
  PersonChangedDto,
  PersonDto,
  PersonListDto,
  RolesDto,
  ServiceDto,
} from './people.dto';
import { PersonAccess } from './person-access';
import { PersonChanges } from './person-changes';

/** People and services: who they are and what they may. */
@ApiTags('people')
@ApiBearerAuth()
@Controller('v1/people')
export class PeopleController {
  constructor(
    private readonly people: PeopleView,
    private readonly changes: PersonChanges,
    private readonly access: PartnerAccess,
    private readonly persons: PersonAccess,
    private readonly clock: WallClock,
  ) {}

  /** Who asks. */
  @Get('me')
  @AnyToken()
  @ZodResponse({ status: 200, type: MeDto })
  me(@Me() me: Principal): MeDto {
    const { personId, known, kind, displayName, language, partnerId, grants } = me;
    return { personId, known, kind, displayName, language, partnerId, grants: [...grants] };
  }

  /** Staff and services, or a partner's people. */
  @Get()
  @ZodResponse({ status: 200, type: PersonListDto })
  async list(@Me() me: Principal, @Query() query: PeopleQueryDto): Promise<PersonListDto> {
    const partnerId = query.partnerId ?? me.partnerId ?? undefined;
    const nowWallMs = this.clock.now();
    if (partnerId === undefined) {
      requireOne(me, PEOPLE_READERS);
      return { items: await this.people.staff(nowWallMs) };
    }
    await this.access.visible(me, partnerId);
    return { items: await this.people.ofPartner(partnerId, nowWallMs) };
  }

  /** One person. */
  @Get(':id')
  @ZodResponse({ status: 200, type: PersonDto })
  async one(@Me() me: Principal, @Id() id: string): Promise<PersonDto> {
    return this.persons.visible(me, id);
  }

  /** Invites a person of staff or of a partner, who is told by mail: their first sign-in with this verified address finds the invitation. */
  @Post()
  @Delicate()
  @ZodResponse({ status: 201, type: PersonChangedDto })
  async invite(
    @Me() me: Principal,
    @Body() { roles, ...body }: InviteDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PersonChangedDto> {
    if (body.partnerId !== undefined) await this.access.visible(me, body.partnerId);
    else if (me.partnerId !== null) requireOne(me, PEOPLE_READERS);
    const personId = invitedPersonId(me.personId, attempt.id);
    return this.changes.run({
      me,
      personId,
      command: 'invite',
      content: { ...body, roles: roles.map(asked) },
      attempt,
      reply,
    });
  }

  /** Registers a service: a learning system, a CRM, an importer. */
  @Post('services')
  @ZodResponse({ status: 201, type: PersonChangedDto })
  async register(
    @Me() me: Principal,
    @Body() { roles, ...body }: ServiceDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PersonChangedDto> {
    requireOne(me, [ADMIN_ROLE]);
    const personId = invitedPersonId(me.personId, attempt.id);
    return this.changes.run({
      me,
      personId,
      command: 'registerService',
      content: { ...body, roles: roles.map(asked) },
      attempt,
      reply,
    });
  }

  /** Gives and takes roles. */
  @Post(':id/roles')
  @ZodResponse({ status: 200, type: PersonChangedDto })
  async roles(
    @Me() me: Principal,
    @Id() id: string,
    @Body() body: RolesDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PersonChangedDto> {
    const { personId } = await this.persons.visible(me, id);
    const content = { ...body, grant: body.grant.map(asked) };
    return this.changes.run({ me, personId, command: 'changeRoles', content, attempt, reply });
  }

  /** Changes name, language, mail address or how learning systems call the person. */
  @Post(':id/details')
  @ZodResponse({ status: 200, type: PersonChangedDto })
  async details(
    @Me() me: Principal,
    @Id() id: string,
    @Body() body: DetailsDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PersonChangedDto> {
    const { personId } = await this.persons.visible(me, id);
    return this.changes.run({ me, personId, command: 'updateDetails', content: body, attempt, reply });
  }

  /** Somebody leaves: their rights end now, their access elsewhere is taken back. */
  @Post(':id/leave')
  @ZodResponse({ status: 200, type: PersonChangedDto })
  async leave(
    @Me() me: Principal,
    @Id() id: string,
    @Body() body: LeaveDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PersonChangedDto> {
    const { personId } = await this.persons.visible(me, id);
    return this.changes.run({ me, personId, command: 'leave', content: body, attempt, reply });
  }
}

/** Times of grants travel as epoch ms. */
function asked({ role, region, until }: InviteDto['roles'][number]): GrantRequest {
  return {
    role,
    ...(region === undefined ? {} : { region }),
    ...(until === undefined ? {} : { toWallMs: Date.parse(until) }),
  };
}
