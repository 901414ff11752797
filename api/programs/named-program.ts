import { Injectable } from '@nestjs/common';
import type { PublishedProgram } from '../../database/views/programs';
import { ProgramsView } from '../../database/views/programs';
import { DomainError } from '../../domain/errors';

/** The program that a request means. */
@Injectable()
export class NamedProgram {
  constructor(private readonly programs: ProgramsView) {}

  /**
   * The latest version of the program that was named, or of the only one.
   * @throws REQUEST.RULE where there are several, PROGRAM.NOT_PUBLISHED
   */
  async find(named: string | undefined): Promise<PublishedProgram> {
    const programs = (await this.programs.list()).map((program) => program.programId);
    if (named === undefined && programs.length > 1)
      throw new DomainError('REQUEST.RULE', `Name the program: ${programs.join(', ')}.`, [
        { pointer: '/program', code: 'REQUEST.RULE', message: 'There are several.' },
      ]);
    const programId = named ?? programs[0];
    const program = programId === undefined ? null : await this.programs.latest(programId);
    if (program === null) throw new DomainError('PROGRAM.NOT_PUBLISHED', 'No version of this program is published.');
    return program;
  }
}
