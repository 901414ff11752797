import { Injectable } from '@nestjs/common';
import { ProgramsView } from '../../database/views/programs';
import type { RoleVocabulary } from '../../domain/people/person-change';
import { WallClock } from '../clock';

/** A newly published role works after this long at the latest. */
const KEPT_MS = 10_000;

/** Which roles and regions the published programs know. */
@Injectable()
export class Vocabulary {
  private kept: { vocabulary: RoleVocabulary; readWallMs: number } | undefined;

  constructor(
    private readonly programs: ProgramsView,
    private readonly clock: WallClock,
  ) {}

  /** The roles of all programs' latest versions. */
  async read(): Promise<RoleVocabulary> {
    const nowWallMs = this.clock.now();
    if (this.kept && nowWallMs - this.kept.readWallMs < KEPT_MS) return this.kept.vocabulary;
    const latest = await Promise.all(
      (await this.programs.list()).map(({ programId, version }) => this.programs.version(programId, version)),
    );
    const documents = latest.flatMap((program) => (program ? [program.document] : []));
    const roles = documents.flatMap((program) =>
      Object.entries(program.roles).map(([id, role]): [string, 'vendor' | 'partner'] => [id, role.side]),
    );
    const vocabulary = {
      roles: Object.fromEntries(roles),
      regions: documents.flatMap((program) => Object.keys(program.regions)),
    };
    // Before the first program there is nothing to keep: whoever publishes it signs in at once.
    if (documents.length > 0) this.kept = { vocabulary, readWallMs: nowWallMs };
    return vocabulary;
  }
}
