import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { StepsView } from '../../database/views/steps';
import type { StepRowView } from '../../database/views/steps';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { sightOf } from '../auth/principal';
import { Cursors } from '../http/cursor';
import { notFound } from '../http/ids';
import { momentOrNull } from '../http/moments';
import { Presents } from '../programs/presents';
import { StepListDto, StepQueryDto } from './steps.dto';

/** Steps of all partners in sight, whoever they wait for: our own view of the work. */
@ApiTags('tasks')
@ApiBearerAuth()
@Controller('v1/steps')
export class StepsController {
  constructor(
    private readonly steps: StepsView,
    private readonly presents: Presents,
    private readonly cursors: Cursors,
  ) {}

  /** Steps of every kind and role; a partner's people find theirs on their partner. */
  @Get()
  @ZodResponse({ status: 200, type: StepListDto })
  async list(@Me() me: Principal, @Query() { limit, cursor, late, ...words }: StepQueryDto): Promise<StepListDto> {
    if (me.partnerId !== null) throw notFound();
    const filter = { ...words, late: late === undefined ? undefined : late === 'true' };
    const filters = { list: 'steps', ...filter };
    const place = this.cursors.open(cursor, filters);
    const after = place === null ? null : { atMs: place[0] as number | null, stepId: place[1] as string };
    const presents = await this.presents.read();
    const rows = await this.steps.list(sightOf(me), filter, { limit, after, presents });
    const placeOf = (row: StepRowView): [number | null, string] => [
      filter.when === 'open' ? row.dueMs : row.endedMs,
      row.stepId,
    ];
    const page = this.cursors.page(rows, limit, { filters, placeOf });
    return { ...page, items: page.items.map(shown) };
  }
}

function shown({ openedMs, dueMs, endedMs, isLate, ...rest }: StepRowView) {
  return {
    ...rest,
    opened: momentOrNull(openedMs),
    due: momentOrNull(dueMs),
    ended: momentOrNull(endedMs),
    late: isLate,
  };
}
