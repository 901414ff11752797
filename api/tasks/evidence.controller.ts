import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { StepsView } from '../../database/views/steps';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { sightOf } from '../auth/principal';
import { found, Id, notFound } from '../http/ids';
import { momentOf } from '../http/moments';
import { EvidenceDto } from './steps.dto';

/** What people handed in: it stays out of histories, so that whoever decides reads it here. */
@ApiTags('tasks')
@ApiBearerAuth()
@Controller('v1/evidence/:id')
export class EvidenceController {
  constructor(private readonly steps: StepsView) {}

  /** The evidence of one completed step; a partner's people read what they handed in themselves. */
  @Get()
  @ZodResponse({ status: 200, type: EvidenceDto })
  async one(@Me() me: Principal, @Id() id: string): Promise<EvidenceDto> {
    const evidence = found(await this.steps.evidence(sightOf(me), id));
    if (me.partnerId !== null && evidence.ofPartnerId !== me.partnerId) throw notFound();
    const { evidenceId, stepId, partnerId, personId, by, fields, atMs } = evidence;
    return { evidenceId, stepId, partnerId, personId, by, fields, at: momentOf(atMs) };
  }
}
