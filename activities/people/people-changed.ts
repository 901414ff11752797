import { PARTNERS_TOLD_MAX } from '../../domain/people/people-changed';
import type { Activities } from '../index';
import type { Deps } from '../shared/deps';

/** Signals on their way at a time: a server is not to be flooded because somebody got a role everywhere. */
const AT_ONCE_MAX = 20;

/** Lets open approvals hear of changes of people. */
export function peopleChanged(
  deps: Pick<Deps, 'db' | 'concerned' | 'lifecycles'>,
): Pick<Activities, 'tellPeopleChanged'> {
  return {
    /**
     * Tells the lifecycles with an open approval for one of these roles to look again, a page at a time. Idempotent by
     * the approval: whoever looks twice finds the same people. No undo: it only makes them look.
     */
    async tellPeopleChanged(telling) {
      const partnerIds = await deps.concerned.findConcerned(deps.db, telling);
      const { changeId } = telling;
      for (let from = 0; from < partnerIds.length; from += AT_ONCE_MAX)
        await Promise.all(
          partnerIds
            .slice(from, from + AT_ONCE_MAX)
            .map((partnerId) => deps.lifecycles.peopleChanged(partnerId, { changeId })),
        );
      const told = partnerIds.length;
      return told < PARTNERS_TOLD_MAX ? { told } : { told, afterPartnerId: partnerIds.at(-1)! };
    },
  };
}
