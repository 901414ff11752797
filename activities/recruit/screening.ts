import { DomainError } from '../../domain/errors';
import type { Activities } from '../index';
import type { Deps } from '../shared/deps';

/** Asks whether a company is on a list of those one must not trade with. No undo: asking changes nothing. */
export function screening(
  deps: Pick<Deps, 'db' | 'lifecycle' | 'screenings' | 'screening'>,
): Pick<Activities, 'screenPartner'> {
  return {
    /** Idempotent by reference: the first answer stays, whatever the provider says to a repetition. */
    async screenPartner({ partnerId, reference, nowMs }) {
      const known = await deps.screenings.findScreening(deps.db, reference);
      if (known) return { result: known };
      const partner = await deps.lifecycle.findPartner(deps.db, partnerId);
      if (!partner) throw new DomainError('PARTNER.UNKNOWN', `There is no partner ${partnerId} to screen.`);
      const { result, hits } = await deps.screening.check({
        reference,
        companyName: partner.name,
        country: partner.country,
      });
      await deps.screenings.insertScreening(deps.db, { reference, partnerId, result, hits, atMs: nowMs });
      const first = await deps.screenings.findScreening(deps.db, reference);
      return { result: first ?? result };
    },
  };
}
