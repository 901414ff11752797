import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ZodResponse } from 'nestjs-zod';
import { NoticesView } from '../../database/views/notices';
import type { NoticeView } from '../../database/views/notices';
import type { SetNoticesContent } from '../../domain/people/notices';
import { ADMIN_ROLE } from '../../domain/program';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { holdsOne, requireOne } from '../auth/principal';
import { Cursors } from '../http/cursor';
import { found, Id, notFound } from '../http/ids';
import { Attempt, CurrentAttempt } from '../idempotency.interceptor';
import { NoticeListDto, NoticeQueryDto, NoticeSettingsDto, RetryNoticeDto, SetNoticesDto } from './notices.dto';
import { PersonChangedDto } from './people.dto';
import { PersonChanges } from './person-changes';

/** What people were told, what they could not be told, and how they want to be told. */
@ApiTags('notices')
@ApiBearerAuth()
@Controller('v1')
export class NoticesController {
  constructor(
    private readonly notices: NoticesView,
    private readonly changes: PersonChanges,
    private readonly cursors: Cursors,
  ) {}

  /** My notices, the latest first; administrators look for everybody's that failed with `state=failed&whose=all`. */
  @Get('notices')
  @ZodResponse({ status: 200, type: NoticeListDto })
  async list(@Me() me: Principal, @Query() query: NoticeQueryDto): Promise<NoticeListDto> {
    const { limit, cursor, state, whose, personId } = query;
    if (whose === 'all' || (personId !== undefined && personId !== me.personId)) requireOne(me, [ADMIN_ROLE]);
    const filter = { state, personId: personId ?? (whose === 'all' ? undefined : me.personId) };
    const filters = { list: 'notices', ...filter };
    const place = this.cursors.open(cursor, filters);
    const rows = await this.notices.list(filter, { limit, beforeSeq: place === null ? null : (place[0] as number) });
    const page = this.cursors.page(rows, limit, { filters, placeOf: (row) => [row.seq] });
    return { ...page, items: page.items.map(shown) };
  }

  /** Tries again what could not be delivered. One's own, or anybody's by an administrator. */
  @Post('notices/:id/retry')
  @HttpCode(200)
  @ZodResponse({ status: 200, type: PersonChangedDto })
  async retry(
    @Me() me: Principal,
    @Id() id: string,
    @Body() body: RetryNoticeDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PersonChangedDto> {
    const { personId, noticeId } = found(await this.notices.find(id));
    if (personId !== me.personId && !holdsOne(me, [ADMIN_ROLE])) throw notFound();
    const content = { ...body, noticeId };
    return this.changes.run({ me, personId, command: 'retryNotices', content, attempt, reply });
  }

  /** How a person is told: one's own, or anybody's by an administrator. */
  @Get('people/:id/notice-settings')
  @ZodResponse({ status: 200, type: NoticeSettingsDto })
  async settings(@Me() me: Principal, @Id() id: string): Promise<NoticeSettingsDto> {
    if (id !== me.personId && !holdsOne(me, [ADMIN_ROLE])) throw notFound();
    const { dailyAtMin, quiet, chat, ...rest } = found(await this.notices.settings(id));
    return {
      ...rest,
      dailyAt: clockOf(dailyAtMin),
      quiet: quiet && { from: clockOf(quiet.fromMin), to: clockOf(quiet.toMin) },
      // Whoever has the address can write there.
      chat: chat && { kind: chat.kind, host: new URL(chat.url).host },
    };
  }

  /** Changes how a person is told, also of what waits already. */
  @Post('people/:id/notice-settings')
  @HttpCode(200)
  @ZodResponse({ status: 200, type: PersonChangedDto })
  async set(
    @Me() me: Principal,
    @Id() id: string,
    @Body() { dailyAt, quiet, ...body }: SetNoticesDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PersonChangedDto> {
    if (id !== me.personId && !holdsOne(me, [ADMIN_ROLE])) throw notFound();
    found(await this.notices.settings(id));
    const content: SetNoticesContent = {
      ...body,
      ...(dailyAt === undefined ? {} : { dailyAtMin: minuteOf(dailyAt) }),
      ...(quiet === undefined ? {} : { quiet: quiet && { fromMin: minuteOf(quiet.from), toMin: minuteOf(quiet.to) } }),
    };
    return this.changes.run({ me, personId: id, command: 'setNotices', content, attempt, reply });
  }
}

function shown({ seq: _seq, notedMs, endedMs, ...rest }: NoticeView): NoticeListDto['items'][number] {
  return {
    ...rest,
    noted: new Date(notedMs).toISOString(),
    ended: endedMs === null ? null : new Date(endedMs).toISOString(),
  };
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
