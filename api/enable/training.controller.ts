import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import type { PartnerDetail } from '../../database/views/partners';
import { ProgramsView } from '../../database/views/programs';
import type { CertificateView } from '../../database/views/training';
import { TrainingView } from '../../database/views/training';
import { programTimeAt } from '../../domain/clock';
import { certificateWorkflowId } from '../../domain/ids';
import type { ProgramVersion } from '../../domain/program';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { WallClock } from '../clock';
import { found, Id } from '../http/ids';
import { momentOf } from '../http/moments';
import { PartnerAccess } from '../partners/partner-access';
import { Temporal } from '../temporal';
import { CertificateListDto, TrainingDto } from './training.dto';

type CertificateItem = CertificateListDto['items'][number];

/** Who of a partner's people is certified for what. */
@ApiTags('training')
@ApiBearerAuth()
@Controller('v1/partners/:id')
export class TrainingController {
  constructor(
    private readonly access: PartnerAccess,
    private readonly programs: ProgramsView,
    private readonly view: TrainingView,
    private readonly temporal: Temporal,
    private readonly clock: WallClock,
  ) {}

  /** The certificates of the partner's people. */
  @Get('certificates')
  @ZodResponse({ status: 200, type: CertificateListDto })
  async certificates(@Me() me: Principal, @Id() id: string): Promise<CertificateListDto> {
    const { version, nowMs } = await this.pinned(await this.access.visible(me, id));
    const rows = await this.view.certificates(id, this.clock.now());
    return { items: rows.map((row) => this.item(row, { version, state: stateOf(row, rows, nowMs) })) };
  }

  /** How far the partner's people are on each track: needed at its tier, certified, and who. */
  @Get('training')
  @ZodResponse({ status: 200, type: TrainingDto })
  async training(@Me() me: Principal, @Id() id: string): Promise<TrainingDto> {
    const partner = await this.access.visible(me, id);
    const { version, nowMs } = await this.pinned(partner);
    const tier = partner.tier ?? version.document.tiers[0]!.id;
    const valid = (await this.view.certificates(id, this.clock.now())).filter(
      (row) => row.active && row.earnedMs <= nowMs && nowMs < row.expiresMs,
    );
    const tracks = Object.entries(version.document.tracks).map(
      ([track, { title, certification, role, courses, people }]) => {
        const holders = holdersOf(
          valid.filter((row) => row.certification === certification && row.roles.includes(role)),
        );
        return {
          track,
          title,
          certification,
          role,
          courses,
          needed: people[tier] ?? 0,
          certified: holders.length,
          people: holders,
        };
      },
    );
    return { now: momentOf(nowMs), tier, tracks };
  }

  private async pinned({
    programId,
    programVersion,
  }: PartnerDetail): Promise<{ version: ProgramVersion; nowMs: number }> {
    const version = found(await this.programs.version(programId, programVersion));
    return { version, nowMs: programTimeAt(version.clock, this.clock.now()) };
  }

  private item(
    row: CertificateView,
    { version, state }: { version: ProgramVersion; state: CertificateItem['state'] },
  ): CertificateItem {
    const { certificateId, personId, displayName, certification, track, earnedMs, expiresMs } = row;
    const title = version.document.certifications[certification]?.title ?? certification;
    const temporalUrl = this.temporal.linkTo(certificateWorkflowId(certificateId));
    return {
      certificateId,
      personId,
      displayName,
      certification,
      title,
      track,
      earned: momentOf(earnedMs),
      expires: momentOf(expiresMs),
      state,
      temporalUrl,
    };
  }
}

/** Each person once, with the day until which they hold it. */
function holdersOf(rows: readonly CertificateView[]): TrainingDto['tracks'][number]['people'] {
  const last = new Map<string, CertificateView>();
  for (const row of rows) if (row.expiresMs > (last.get(row.personId)?.expiresMs ?? 0)) last.set(row.personId, row);
  return [...last.values()].map(({ personId, displayName, expiresMs }) => ({
    personId,
    displayName,
    expires: momentOf(expiresMs),
  }));
}

function stateOf(row: CertificateView, all: readonly CertificateView[], nowMs: number): CertificateItem['state'] {
  if (!row.active) return 'left';
  if (nowMs >= row.expiresMs) return 'lapsed';
  if (nowMs < row.earnedMs) return 'upcoming';
  const isLater = (other: CertificateView): boolean =>
    other.personId === row.personId &&
    other.certification === row.certification &&
    other.expiresMs > row.expiresMs &&
    other.earnedMs <= row.expiresMs;
  return all.some(isLater) ? 'superseded' : 'valid';
}
