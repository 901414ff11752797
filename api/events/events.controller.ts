import { Controller, Get, Headers, Inject, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { createZodDto } from 'nestjs-zod';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { AuditReader } from '../../database/views/timeline';
import { TimelineView } from '../../database/views/timeline';
import { DomainError } from '../../domain/errors';
import { Authenticator } from '../auth/authenticator';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { holdsOne, PEOPLE_READERS, sightOf } from '../auth/principal';
import { WallClock } from '../clock';
import { Produces } from '../http/route-rules';
import { Presenter } from '../partners/present';
import { Temporal } from '../temporal';
import { LOGGER } from '../tokens';
import { streamEvents } from './event-stream';
import { Shown } from './shown';
import { Tail } from './tail';

/** Which events. */
class EventQueryDto extends createZodDto(z.strictObject({ partnerId: z.string().min(1).max(60).optional() })) {}

/** What happens, as it happens. */
@ApiTags('events')
@ApiBearerAuth()
@Controller('v1/events')
export class EventsController {
  constructor(
    private readonly tail: Tail,
    private readonly shown: Shown,
    private readonly timeline: TimelineView,
    private readonly authenticator: Authenticator,
    private readonly temporal: Temporal,
    private readonly clock: WallClock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * A stream of server-sent events: one per line of the audit that you may read, going on after Last-Event-ID, and
   * `changed` with a partnerId (null: any) when what you may see of them is to be read again.
   */
  @Get()
  @Produces('text/event-stream')
  @ApiProduces('text/event-stream')
  @ApiHeader({ name: 'Last-Event-ID', required: false })
  @ApiOkResponse({ schema: { type: 'string' } })
  async stream(
    @Me() me: Principal,
    @Query() { partnerId }: EventQueryDto,
    @Headers('last-event-id') last: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const afterSeq = last === undefined ? await this.tail.position() : seqOf(last);
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    const presenter = new Presenter(me, this.temporal);
    const { tail, shown, timeline } = this;
    const show = (entry: Parameters<Presenter['entry']>[0]): object => ({
      partnerId: entry.partnerId,
      ...presenter.entry(entry),
    });
    try {
      await streamEvents(reply.raw, {
        tail,
        shown,
        timeline,
        show,
        reader: () => this.readerOf(me),
        partnerId,
        afterSeq,
        endsInMs: me.token.expiresWallMs - this.clock.now(),
      });
    } catch (error) {
      // The stream has ended; whoever reads it comes again with the last number they saw.
      this.logger.debug({ err: error }, 'an event stream ended');
    }
  }

  /** What this reader may see now. */
  private async readerOf(me: Principal): Promise<AuditReader> {
    const now = await this.authenticator.principalOf(me.token);
    if (!now.known) throw new DomainError('AUTH.FORBIDDEN', 'Whoever reads this stream may do so no longer.');
    return { sight: sightOf(now), readsPeople: holdsOne(now, PEOPLE_READERS) };
  }
}

/** @throws REQUEST.INVALID */
function seqOf(text: string): number {
  if (!/^\d{1,15}$/.test(text))
    throw new DomainError('REQUEST.INVALID', 'Last-Event-ID is the id of an event of this stream.');
  return Number(text);
}
