import type { Activities } from '../index';
import type { Deps } from './deps';
import { lacksRole } from './recording';

/** Whether who sees to a step still could do it. */
export function stepClaims(
  deps: Pick<Deps, 'db' | 'clock' | 'holders' | 'lifecycle'>,
): Pick<Activities, 'findLostClaims'> {
  return {
    /** Reads only. @returns the keys of the steps whose claim ends */
    async findLostClaims({ partnerId, claims }) {
      const partner = await deps.lifecycle.findPartner(deps.db, partnerId);
      const scope = { partnerId, region: partner?.region ?? '', wallMs: deps.clock.now() };
      const lost: string[] = [];
      for (const { stepKey, personId, roles } of claims) {
        const holder = await deps.holders.findHolder(deps.db, scope, personId);
        if (!holder || lacksRole(holder, roles)) lost.push(stepKey);
      }
      return { lost };
    },
  };
}
