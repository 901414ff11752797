import { Injectable } from '@nestjs/common';
import { WorkflowIdReusePolicy } from '@temporalio/common';
import { IntakeStore } from '../../database/intake/intake-store';
import { ProgramsView } from '../../database/views/programs';
import { demoClock, REAL_CLOCK } from '../../domain/clock';
import type { ProgramClock } from '../../domain/clock';
import { elapsedMs, parseDuration } from '../../domain/duration';
import { DomainError } from '../../domain/errors';
import type { Json } from '../../domain/hash';
import { publicationId, rowId } from '../../domain/ids';
import type { Program } from '../../domain/program';
import type { Published } from '../../domain/programs/program-publication';
import { checkLasting, PROGRAM_VERSION_KIND } from '../../domain/programs/program-publication';
import { parseProgram } from '../../programs/parse';
import { buildVersion } from '../../programs/publish';
import { validateProgram } from '../../programs/validate';
import type {
  ProgramPublicationInput,
  ProgramPublicationResult,
} from '../../workflows/programs/program-publication.messages';
import { PROGRAM_PUBLICATION } from '../../workflows/programs/program-publication.messages';
import { WallClock } from '../clock';
import type { Attempt } from '../idempotency.interceptor';
import { Messages } from '../messages';
import type { Reply } from '../messages';

/** What somebody wants to publish. */
export interface PublishRequest {
  /** YAML as text, or JSON read. */
  document: object | string;
  /** A demo version's day, e.g. `500ms`. */
  day?: string;
  /** How long it runs fast. */
  fast?: string;
  personId: string;
  attempt: Attempt;
}

/** Publishes programs: validated here, recorded by a short workflow. */
@Injectable()
export class Publishing {
  constructor(
    private readonly intake: IntakeStore,
    private readonly programs: ProgramsView,
    private readonly messages: Messages,
    private readonly clock: WallClock,
  ) {}

  /** @throws PROGRAM.INVALID with every fault; CLOCK.INVALID, DURATION.INVALID for the demo's day */
  async publish(request: PublishRequest): Promise<{ workflowId: string; programId: string; reply: Reply<Published> }> {
    const program = validated(request.document);
    const earlier = await this.programs.lastingTerms(program.id);
    if (earlier !== null) checkLasting(earlier, program);
    const nowMs = this.clock.now();
    const clock = clockOf(request, nowMs);
    const version = buildVersion({ program, version: 1, clock, nowMs });
    const workflowId = publicationId(program.id, version.contentHash, request.attempt.id);
    await request.attempt.noteTarget(workflowId);
    const { intakeId } = await this.intake.stage({
      kind: PROGRAM_VERSION_KIND,
      target: workflowId,
      content: version as unknown as Json,
      principal: request.personId,
      nowWallMs: nowMs,
      intakeId: rowId('in', workflowId),
    });
    const input: ProgramPublicationInput = { programId: program.id, contentHash: version.contentHash, intakeId };
    await this.messages.start(PROGRAM_PUBLICATION, {
      workflowId,
      args: [input],
      staticSummary: `Publish ${version.document.title}`,
      staticDetails: `Records the validated document with the hash \`${version.contentHash}\` as the next version of **${program.id}**. Partners on their way keep theirs.`,
      // Its id is its content's: what was ended in Temporal once may be published yet.
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
    });
    await this.intake.accept([intakeId]);
    return {
      workflowId,
      programId: program.id,
      reply: await this.messages.resultOf<ProgramPublicationResult>(workflowId),
    };
  }
}

function validated(document: object | string): Program {
  const { program, faults } = typeof document === 'string' ? parseProgram(document) : validateProgram(document);
  if (!program) throw new DomainError('PROGRAM.INVALID', `The program has ${faults.length} fault(s).`, faults);
  return program;
}

function clockOf({ day, fast }: PublishRequest, anchorMs: number): ProgramClock {
  if (day === undefined) return REAL_CLOCK;
  return demoClock({
    anchorMs,
    dayMs: elapsedMs(parseDuration(day)),
    ...(fast === undefined ? {} : { fastMs: elapsedMs(parseDuration(fast)) }),
  });
}
