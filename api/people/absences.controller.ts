import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ZodResponse } from 'nestjs-zod';
import { AbsencesView } from '../../database/views/absences';
import { ADMIN_ROLE } from '../../domain/program';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { holdsOne } from '../auth/principal';
import { WallClock } from '../clock';
import { found, Id } from '../http/ids';
import { momentOf, momentOrNull } from '../http/moments';
import { Attempt, CurrentAttempt } from '../idempotency.interceptor';
import { AbsenceDto, AbsenceListDto, CancelAbsenceDto } from './absences.dto';
import { PersonChangedDto } from './people.dto';
import { PersonAccess } from './person-access';
import { PersonChanges } from './person-changes';

/** Absences: when somebody is away, and who stands in. Everybody's own; an administrator's for others. */
@ApiTags('people')
@ApiBearerAuth()
@Controller('v1/people/:id/absences')
export class AbsencesController {
  constructor(
    private readonly absences: AbsencesView,
    private readonly persons: PersonAccess,
    private readonly changes: PersonChanges,
    private readonly clock: WallClock,
  ) {}

  /** A person's absences, and those of others for whom they stand in; the latest first. And what planning one needs. */
  @Get()
  @ZodResponse({ status: 200, type: AbsenceListDto })
  async list(@Me() me: Principal, @Id() id: string): Promise<AbsenceListDto> {
    const { personId, partnerId } = await this.persons.visible(me, id);
    const nowWallMs = this.clock.now();
    const rows = await this.absences.of(personId, nowWallMs);
    // What asks somebody is theirs to know, and an administrator's.
    const mayLook = personId === me.personId || holdsOne(me, [ADMIN_ROLE]);
    const waiting = mayLook ? await this.absences.waitsFor(personId) : [];
    const shown = rows.map(({ fromWallMs, toWallMs, ...rest }) => ({
      ...rest,
      from: momentOf(fromWallMs),
      to: momentOf(toWallMs),
    }));
    return {
      items: shown.filter((one) => one.personId === personId),
      standsInFor: shown.filter((one) => one.delegateId === personId),
      waiting: waiting.map(({ dueMs, ...one }) => ({ ...one, due: momentOrNull(dueMs) })),
      mayStandIn: await this.absences.standIns({ personId, partnerId }, nowWallMs),
    };
  }

  /** Enters an absence. Whatever waits for the person is asked of others from its beginning to its end. */
  @Post()
  @ZodResponse({ status: 200, type: PersonChangedDto })
  async enter(
    @Me() me: Principal,
    @Id() id: string,
    @Body() { from, to, ...scope }: AbsenceDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PersonChangedDto> {
    const { personId } = await this.persons.visible(me, id);
    const content = { ...scope, fromWallMs: Date.parse(from), toWallMs: Date.parse(to) };
    return this.changes.run({ me, personId, command: 'enterAbsence', content, attempt, reply });
  }

  /** Cancels an absence: it ends now, or never begins. */
  @Post(':absenceId/cancellation')
  @ZodResponse({ status: 200, type: PersonChangedDto })
  async cancel(
    @Me() me: Principal,
    @Id() id: string,
    @Id('absenceId') absenceId: string,
    @Body() body: CancelAbsenceDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PersonChangedDto> {
    const { personId } = await this.persons.visible(me, id);
    const rows = await this.absences.of(personId, this.clock.now());
    found(rows.find((row) => row.absenceId === absenceId && row.personId === personId));
    return this.changes.run({
      me,
      personId,
      command: 'cancelAbsence',
      content: { ...body, absenceId },
      attempt,
      reply,
    });
  }
}
