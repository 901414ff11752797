import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { TasksView } from '../../database/views/tasks';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { sightOf } from '../auth/principal';
import { Id } from '../http/ids';
import { PartnerAccess } from '../partners/partner-access';
import { Temporal } from '../temporal';
import { shownAgreement } from './agreements-shown';
import { AgreementListDto } from './tasks.dto';

/** What a partner was asked to sign. */
@ApiTags('agreements')
@ApiBearerAuth()
@Controller('v1/partners/:id/agreements')
export class PartnerAgreementsController {
  constructor(
    private readonly access: PartnerAccess,
    private readonly tasks: TasksView,
    private readonly temporal: Temporal,
  ) {}

  /** The partner's documents with their signatures, the latest first. */
  @Get()
  @ZodResponse({ status: 200, type: AgreementListDto })
  async list(@Me() me: Principal, @Id() id: string): Promise<AgreementListDto> {
    await this.access.visible(me, id);
    const agreements = await this.tasks.agreementsOf(sightOf(me), id);
    return { items: agreements.map((agreement) => shownAgreement(agreement, this.temporal)) };
  }
}
