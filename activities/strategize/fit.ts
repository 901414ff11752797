import { DomainError } from '../../domain/errors';
import type { JsonObject } from '../../domain/hash';
import { fitOf } from '../../domain/strategize/fit';
import type { Activities } from '../index';
import type { Deps } from '../shared/deps';
import type { ProgramReader } from '../shared/programs';

/** How well an applicant fits the program's ideal partner profile, each point explained. */
export function fit(deps: Pick<Deps, 'db' | 'lifecycle'>, programs: ProgramReader): Pick<Activities, 'scoreFit'> {
  return {
    /** Idempotent by being a pure read. */
    async scoreFit({ partnerId, programId, programVersion }) {
      const { document } = await programs(programId, programVersion);
      const partner = await deps.lifecycle.findPartner(deps.db, partnerId);
      if (!partner) throw new DomainError('PARTNER.UNKNOWN', `There is no partner ${partnerId} to score.`);
      const { score, points, segment } = fitOf(document.profile, partner);
      const explained = points as unknown as JsonObject;
      return { result: { score, points: explained, segment, proposedTier: document.tiers[0]!.id } };
    },
  };
}
