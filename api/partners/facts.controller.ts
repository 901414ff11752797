import { Body, Controller, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { IntakeStore } from '../../database/intake/intake-store';
import { DomainError } from '../../domain/errors';
import type { JsonObject } from '../../domain/hash';
import { FACT_KIND, factIdOf } from '../../domain/intake';
import type { StagedFact } from '../../domain/intake';
import { SERVICE_ROLES } from '../../domain/people/person-change';
import type { SystemRole } from '../../domain/roles';
import { factsArrived } from '../../workflows/partner-lifecycle.messages';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { requireOne } from '../auth/principal';
import { WallClock } from '../clock';
import { Id } from '../http/ids';
import { Messages } from '../messages';
import { Temporal } from '../temporal';
import { FactDto, FactTakenDto } from './commands.dto';
import { PartnerAccess } from './partner-access';

/** Who may report facts: systems of record, and our own people who work with the partner. */
const REPORTERS = [...SERVICE_ROLES, ...(['PM', 'PO', 'CAM'] satisfies SystemRole[])];
/** Sales are counted from sales, not from what somebody says of them. */
const SALE_BOOKED = 'sale_booked';

/** Facts from outside: repeatable, unordered, never refused by a lifecycle. */
@ApiTags('partners')
@ApiBearerAuth()
@Controller('v1/partners/:id/facts')
export class FactsController {
  constructor(
    private readonly access: PartnerAccess,
    private readonly intake: IntakeStore,
    private readonly messages: Messages,
    private readonly temporal: Temporal,
    private readonly clock: WallClock,
  ) {}

  /** Reports that something happened. The same event id with other content, or for another partner, is refused. */
  @Post()
  @ZodResponse({ status: 202, type: FactTakenDto })
  async report(@Me() me: Principal, @Id() id: string, @Body() body: FactDto): Promise<FactTakenDto> {
    const { workflowId, region } = await this.access.addressed(me, id, REPORTERS);
    requireOne(me, REPORTERS, region);
    if (body.kind === SALE_BOOKED)
      throw new DomainError('REQUEST.RULE', 'Send sales as sales: they are counted from there.');
    const source = me.personId;
    const factId = factIdOf(source, body.eventId);
    const fact: StagedFact = {
      factId,
      source,
      kind: body.kind,
      occurredMs: Date.parse(body.occurredAt),
      data: body.data,
    };
    await this.intake.stage({
      kind: FACT_KIND,
      target: workflowId,
      content: { ...fact } as JsonObject,
      principal: source,
      nowWallMs: this.clock.now(),
      intakeId: factId,
    });
    await this.messages.signal(workflowId, factsArrived, { args: [{ factIds: [factId] }], ended: 'LIFECYCLE.STATE' });
    await this.intake.accept([factId]);
    return { factId, temporalUrl: this.temporal.linkTo(workflowId) };
  }
}
