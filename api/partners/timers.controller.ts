import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import type { PartnerDetail, StageRunView, StepView } from '../../database/views/partners';
import { PartnersView } from '../../database/views/partners';
import { ProgramsView } from '../../database/views/programs';
import type { CertificateView } from '../../database/views/training';
import { TrainingView } from '../../database/views/training';
import { programTimeAt } from '../../domain/clock';
import type { ProgramSlice } from '../../domain/program';
import type { RunningTimer } from '../../domain/timers';
import { activationTimers, stepTimers, upcoming } from '../../domain/timers';
import { sliceFor } from '../../programs/publish';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { WallClock } from '../clock';
import { found, Id } from '../http/ids';
import { momentOf } from '../http/moments';
import { PartnerAccess } from './partner-access';
import { TimersDto } from './timers.dto';

/** Timers that a pause does not stop. */
const GOES_ON: readonly RunningTimer['kind'][] = ['period', 'activation', 'certificate'];

/** Every timer that affects a partner, and what happens when it fires: from its rows and its pinned program. */
@ApiTags('partners')
@ApiBearerAuth()
@Controller('v1/partners/:id/timers')
export class TimersController {
  constructor(
    private readonly access: PartnerAccess,
    private readonly partners: PartnersView,
    private readonly programs: ProgramsView,
    private readonly training: TrainingView,
    private readonly clock: WallClock,
  ) {}

  /** What happens next if nobody acts. */
  @Get()
  @ZodResponse({ status: 200, type: TimersDto })
  async read(@Me() me: Principal, @Id() id: string): Promise<TimersDto> {
    const partner = await this.access.visible(me, id);
    const version = found(await this.programs.version(partner.programId, partner.programVersion));
    const nowMs = programTimeAt(version.clock, this.clock.now());
    const slice = sliceFor(version, partner);
    const runs = await this.partners.stages(id);
    const open = runs.filter(({ outcome }) => outcome === null);
    const timers = [
      ...open.flatMap((run) => ofRun(run, slice, nowMs)),
      ...ofActivation(partner, runs, slice),
      ...(await this.training.certificates(id, this.clock.now())).map((row) =>
        ofCertificate(row, version.document.certifications),
      ),
    ];
    const items = upcoming(timers, nowMs).map(({ atMs, ...timer }) => ({
      at: momentOf(atMs),
      ...timer,
      stops: !GOES_ON.includes(timer.kind),
    }));
    return { now: momentOf(nowMs), stopped: ['paused', 'suspended'].includes(partner.mode), items };
  }
}

function ofRun(run: StageRunView, slice: ProgramSlice, nowMs: number): RunningTimer[] {
  const stage = slice.stages[run.stage];
  const closing: RunningTimer[] =
    run.closesMs === null
      ? []
      : [
          {
            atMs: run.closesMs,
            kind: 'period',
            about: `${stage.title} ${run.period ?? ''}`.trim(),
            then: 'The period ends: open steps are carried into the next cycle or lapse, and the close begins',
          },
        ];
  const steps = run.steps.filter(({ state }) => state === 'open');
  return [...closing, ...steps.flatMap((step) => ofStep(step, slice, { key: run.stage, nowMs }))];
}

function ofStep(
  { key, kind, title, openedMs, dueMs }: StepView,
  slice: ProgramSlice,
  at: { key: StageRunView['stage']; nowMs: number },
): RunningTimer[] {
  const name = slice.stages[at.key].steps[key]?.ladder;
  const ladder = name === undefined ? undefined : slice.ladders[name];
  return stepTimers({ title, isWait: kind === 'wait', openedMs, dueMs, ladder }, slice.regionCalendar, at.nowMs);
}

/** The activation clock starts when its stage has completed, and nobody pauses it. */
function ofActivation(
  { activation: state }: PartnerDetail,
  runs: readonly StageRunView[],
  { activation, regionCalendar }: ProgramSlice,
): RunningTimer[] {
  const start = runs.find(({ stage, outcome }) => stage === activation?.after && outcome === 'completed');
  if (!activation || state === null || !start?.endedMs) return [];
  return activationTimers(activation, { startedMs: start.endedMs, state }, regionCalendar);
}

function ofCertificate(
  { certification, displayName, expiresMs }: CertificateView,
  known: Record<string, { title: string }>,
): RunningTimer {
  const about = `${known[certification]?.title ?? certification}, ${displayName}`;
  return { atMs: expiresMs, kind: 'certificate', about, then: 'The certificate lapses and no longer counts' };
}
