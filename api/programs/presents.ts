import { Injectable } from '@nestjs/common';
import type { Present } from '../../database/views/presents';
import { ProgramsView } from '../../database/views/programs';
import { programTimeAt } from '../../domain/clock';
import { WallClock } from '../clock';

/** The present of every published version: what is overdue is so by the clock of the version that a partner is on. */
@Injectable()
export class Presents {
  constructor(
    private readonly programs: ProgramsView,
    private readonly clock: WallClock,
  ) {}

  /** All presents, at one wall time. */
  async read(): Promise<Present[]> {
    const wallMs = this.clock.now();
    const clocks = await this.programs.clocks();
    return clocks.map(({ programId, version, clock }) => ({
      programId,
      version,
      nowMs: programTimeAt(clock, wallMs),
    }));
  }
}
