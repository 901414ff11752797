import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { OverviewView } from '../../database/views/overview';
import type { StageNumbers } from '../../database/views/overview';
import type { Sight } from '../../database/views/sight';
import { STAGES } from '../../domain/program';
import type { StageName } from '../../domain/program';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { sightOf } from '../auth/principal';
import { Remembered } from '../events/remembered';
import { notFound } from '../http/ids';
import { Presents } from '../programs/presents';
import { OverviewDto } from './overview.dto';

/** How the pipeline goes, for who leads a team. */
@ApiTags('overview')
@ApiBearerAuth()
@Controller('v1/overview')
export class OverviewController {
  constructor(
    private readonly overview: OverviewView,
    private readonly presents: Presents,
    private readonly remembered: Remembered,
  ) {}

  /** Funnel, cycle times, deadlines kept, and who carries how much. */
  @Get()
  @ZodResponse({ status: 200, type: OverviewDto })
  async read(@Me() me: Principal): Promise<OverviewDto> {
    if (me.partnerId !== null) throw notFound();
    const sight = sightOf(me);
    return this.remembered.read({ overview: true, sight }, () => this.count(sight));
  }

  private async count(sight: Sight): Promise<OverviewDto> {
    const presents = await this.presents.read();
    const [stages, roles, owners] = await Promise.all([
      this.overview.stages(sight),
      this.overview.roles(sight, presents),
      this.overview.owners(sight, presents),
    ]);
    return {
      stages: STAGES.map((stage) => stages.find((one) => one.stage === stage) ?? nobodyIn(stage)),
      roles: roles.map(({ who, ...load }) => ({ role: who, ...load })),
      owners: owners.map(({ who, ...load }) => ({ personId: who, ...load })),
    };
  }
}

function nobodyIn(stage: StageName): StageNumbers {
  return { stage, reached: 0, running: 0, completed: 0, medianMs: null, ninetiethMs: null, ended: 0, inTime: 0 };
}
