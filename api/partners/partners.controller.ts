import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { PartnersView } from '../../database/views/partners';
import { PeopleView } from '../../database/views/people';
import { TimelineView } from '../../database/views/timeline';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { sightOf } from '../auth/principal';
import { WallClock } from '../clock';
import { Cursors } from '../http/cursor';
import { Id } from '../http/ids';
import { AnyToken } from '../http/route-rules';
import { PersonListDto } from '../people/people.dto';
import { Presents } from '../programs/presents';
import { Temporal } from '../temporal';
import { PartnerAccess } from './partner-access';
import { PageQueryDto, PartnerDto, PartnerListDto, PartnerQueryDto, TimelineDto } from './partners.dto';
import { Presenter } from './present';

/** Partners: where each stands, who it waits for, what happened. */
@ApiTags('partners')
@ApiBearerAuth()
@Controller('v1/partners')
export class PartnersController {
  constructor(
    private readonly partners: PartnersView,
    private readonly people: PeopleView,
    private readonly timelines: TimelineView,
    private readonly access: PartnerAccess,
    private readonly presents: Presents,
    private readonly cursors: Cursors,
    private readonly temporal: Temporal,
    private readonly clock: WallClock,
  ) {}

  /** Partners, the latest application first. A partner's people find their own one. */
  @Get()
  @ZodResponse({ status: 200, type: PartnerListDto })
  async list(@Me() me: Principal, @Query() query: PartnerQueryDto): Promise<PartnerListDto> {
    const { limit, cursor, possibleDuplicate, overdue, ...words } = query;
    const filter = {
      ...words,
      possibleDuplicate: flag(possibleDuplicate),
      overdue: flag(overdue),
    };
    const filters = { list: 'partners', ...filter };
    const place = this.cursors.open(cursor, filters);
    const after = place === null ? null : { appliedMs: place[0] as number, partnerId: place[1] as string };
    const presents = overdue === undefined ? [] : await this.presents.read();
    const rows = await this.partners.list(sightOf(me), filter, { limit, after }, presents);
    const page = this.cursors.page(rows, limit, { filters, placeOf: (row) => [row.appliedMs, row.partnerId] });
    const presenter = new Presenter(me, this.temporal);
    return { ...page, items: page.items.map((row) => presenter.summary(row)) };
  }

  /** One partner with its stages, their steps, and what each waits for. */
  @Get(':id')
  @AnyToken()
  @ZodResponse({ status: 200, type: PartnerDto })
  async one(@Me() me: Principal, @Id() id: string): Promise<PartnerDto> {
    const partner = await this.partners.find(sightOf(me), id);
    if (partner !== null) return new Presenter(me, this.temporal).detail(partner, await this.partners.stages(id));
    return this.access.application(me, id);
  }

  /** What happened to a partner, the latest first. */
  @Get(':id/timeline')
  @ZodResponse({ status: 200, type: TimelineDto })
  async timeline(
    @Me() me: Principal,
    @Id() id: string,
    @Query() { limit, cursor }: PageQueryDto,
  ): Promise<TimelineDto> {
    await this.access.visible(me, id);
    const filters = { list: 'timeline', partnerId: id };
    const place = this.cursors.open(cursor, filters);
    const rows = await this.timelines.ofPartner(id, { limit, beforeSeq: place === null ? null : (place[0] as number) });
    const page = this.cursors.page(rows, limit, { filters, placeOf: (row) => [row.seq] });
    const presenter = new Presenter(me, this.temporal);
    return { ...page, items: page.items.map((row) => presenter.entry(row)) };
  }

  /** The partner's people. */
  @Get(':id/people')
  @ZodResponse({ status: 200, type: PersonListDto })
  async peopleOf(@Me() me: Principal, @Id() id: string): Promise<PersonListDto> {
    await this.access.visible(me, id);
    return { items: await this.people.ofPartner(id, this.clock.now()) };
  }
}

const flag = (word: 'true' | 'false' | undefined): boolean | undefined =>
  word === undefined ? undefined : word === 'true';
