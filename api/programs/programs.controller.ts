import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ZodResponse } from 'nestjs-zod';
import { ProgramsView } from '../../database/views/programs';
import type { ProgramSummary } from '../../database/views/programs';
import { civilDate, periodAt } from '../../domain/calendar';
import { isDemo, programTimeAt } from '../../domain/clock';
import { curveOf } from '../../domain/incentivize/commission-curve';
import { planWords, ruleWords } from '../../domain/incentivize/commission-rule-words';
import type { Program } from '../../domain/program';
import { ADMIN_ROLE } from '../../domain/program';
import { checkMayPublish, PUBLISHER_ROLES } from '../../domain/programs/program-publication';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { isStaff } from '../auth/principal';
import { WallClock } from '../clock';
import { found, Id, WholeNumber } from '../http/ids';
import { momentOf } from '../http/moments';
import { answerPending } from '../http/pending';
import { Answers, AnyToken, Consumes, Roles } from '../http/route-rules';
import { Attempt, CurrentAttempt } from '../idempotency.interceptor';
import { Temporal } from '../temporal';
import {
  ClockQueryDto,
  ProgramClockDto,
  ProgramDto,
  ProgramListDto,
  PublishedDto,
  PublishQueryDto,
} from './programs.dto';
import { Publishing } from './publishing';

/** Operating models: published, immutable, each with its own clock. */
@ApiTags('programs')
@ApiBearerAuth()
@Controller('v1/programs')
export class ProgramsController {
  constructor(
    private readonly programs: ProgramsView,
    private readonly publishing: Publishing,
    private readonly temporal: Temporal,
    private readonly clock: WallClock,
  ) {}

  /** All programs in their latest versions. */
  @Get()
  @AnyToken()
  @ZodResponse({ status: 200, type: ProgramListDto })
  async list(): Promise<ProgramListDto> {
    const summaries = await this.programs.list();
    const items = await Promise.all(
      summaries.map(async (summary) => {
        const { document } = found(await this.programs.version(summary.programId, summary.version));
        const regions = Object.entries(document.regions).map(([id, { title, countries }]) => [
          id,
          { title, countries },
        ]);
        const roles = Object.fromEntries(Object.entries(document.roles).map(([id, { title }]) => [id, title]));
        return { ...shown(summary), partnerTypes: document.partnerTypes, roles, regions: Object.fromEntries(regions) };
      }),
    );
    return { items };
  }

  /** Publishes a program, YAML or JSON. The same content is the same version; every fault is told at once. */
  @Post()
  @Roles(...PUBLISHER_ROLES, ADMIN_ROLE)
  @Consumes('application/yaml', 'application/json')
  @ApiConsumes('application/yaml', 'application/json')
  @ApiBody({
    schema: { type: 'object', description: 'The program document; its JSON Schema is programs/program.schema.json.' },
  })
  @ApiQuery({ name: 'day', required: false })
  @Answers({ 200: ['published'], 201: ['published'] })
  @ZodResponse({ status: 201, type: PublishedDto })
  async publish(
    @Me() me: Principal,
    @Body() document: object | string,
    @Query() query: PublishQueryDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PublishedDto> {
    checkMayPublish(me);
    const {
      workflowId,
      programId,
      reply: answer,
    } = await this.publishing.publish({ document, ...query, personId: me.personId, attempt });
    const temporalUrl = this.temporal.linkTo(workflowId);
    if (!answer.answered) return answerPending(reply, attempt, { statusUrl: `/v1/programs/${programId}`, temporalUrl });
    const { version, contentHash, changed } = answer.result;
    reply.status(changed ? 201 : 200).header('location', `/v1/programs/${programId}/versions/${version}`);
    return { state: 'published', programId, version, contentHash, changed, temporalUrl };
  }

  /** The latest version of a program, and what versions there are. */
  @Get(':id')
  @ZodResponse({ status: 200, type: ProgramDto })
  async one(@Me() me: Principal, @Id() id: string): Promise<ProgramDto> {
    return this.shownInFull(me, id, found(await this.programs.latest(id)).version);
  }

  /** One version of a program. */
  @Get(':id/versions/:version')
  @ZodResponse({ status: 200, type: ProgramDto })
  async version(@Me() me: Principal, @Id() id: string, @WholeNumber('version') version: number): Promise<ProgramDto> {
    return this.shownInFull(me, id, version);
  }

  /** The program's present: a demo version's day may take half a second. */
  @Get(':id/clock')
  @AnyToken()
  @ZodResponse({ status: 200, type: ProgramClockDto })
  async time(@Id() id: string, @Query() { version }: ClockQueryDto): Promise<ProgramClockDto> {
    const program = found(
      version === undefined ? await this.programs.latest(id) : await this.programs.version(id, version),
    );
    const { clock, calendar, document } = program;
    const nowMs = programTimeAt(clock, this.clock.now());
    const { key, firstDay, lastDay, endMs } = periodAt(calendar, document.period, nowMs);
    return {
      programId: id,
      version: program.version,
      now: momentOf(nowMs),
      date: civilDate(calendar, nowMs),
      zone: calendar.zone,
      period: { key, firstDay, lastDay, ends: momentOf(endMs) },
      clock,
      demo: isDemo(clock),
    };
  }

  private async shownInFull(me: Principal, programId: string, version: number): Promise<ProgramDto> {
    const program = found(await this.programs.version(programId, version));
    const versions = await this.programs.versions(programId);
    const summary = found(versions.find((one) => one.version === version));
    const own = isStaff(me) ? program.document : null;
    return {
      ...shown(summary),
      document: own as unknown as Record<string, unknown> | null,
      commission: own && explained(own),
      libraryVersions: program.libraryVersions,
      versions: versions.map(shown),
    };
  }
}

function explained({ plan, period }: Program): ProgramDto['commission'] {
  return {
    rules: plan.rules.map((rule) => ({
      ruleId: rule.id,
      words: ruleWords(rule, { ...plan, period }),
      curve: curveOf(rule, plan),
    })),
    words: planWords(plan),
  };
}

function shown({ publishedWallMs, ...summary }: ProgramSummary) {
  return { ...summary, demo: isDemo(summary.clock), publishedAt: new Date(publishedWallMs).toISOString() };
}
