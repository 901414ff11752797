import { heartbeat } from '@temporalio/activity';
import { PARTNERS_TOLD_MAX } from '../../domain/people/people-changed';
import type { Activities } from '../index';
import type { Deps } from '../shared/deps';

/** Signals on their way at a time: a server is not to be flooded because somebody got a role everywhere. */
const AT_ONCE_MAX = 20;

type TellingDeps = Pick<Deps, 'db' | 'clock' | 'concerned' | 'lifecycles'>;

/**
 * Lets open approvals hear that other people may decide now: always by their lifecycle, which lets its open stages look
 * again. Whoever looks twice finds the same people, so each page can be told again. No undo: it only makes them look.
 */
export function peopleChanged(deps: TellingDeps): Pick<Activities, 'tellPeopleChanged' | 'rerouteApprovals'> {
  return {
    /** Roles have changed. Idempotent by the approval. */
    async tellPeopleChanged(telling) {
      const partnerIds = await deps.concerned.findConcerned(deps.db, telling);
      const { told, last } = await tell(deps, partnerIds, telling);
      return last === undefined ? { told } : { told, afterPartnerId: last };
    },

    /** Somebody is absent, or back. Idempotent by the approval. */
    async rerouteApprovals({ origin, personId, after }) {
      const wallMs = deps.clock.now();
      const partnerIds = await deps.concerned.findWaitingFor(deps.db, { personId, wallMs, after });
      const { told, last } = await tell(deps, partnerIds, { changeId: origin.workflowId, told: () => heartbeat() });
      return last === undefined ? { told } : { told, after: last };
    },
  };
}

/** Tells one page. @returns the last of it, where another page may follow */
async function tell(
  { lifecycles }: TellingDeps,
  partnerIds: string[],
  { changeId, told: heard }: { changeId: string; told?(): void },
): Promise<{ told: number; last?: string }> {
  for (let from = 0; from < partnerIds.length; from += AT_ONCE_MAX) {
    const some = partnerIds.slice(from, from + AT_ONCE_MAX);
    await Promise.all(some.map((partnerId) => lifecycles.peopleChanged(partnerId, { changeId })));
    heard?.();
  }
  const told = partnerIds.length;
  return told < PARTNERS_TOLD_MAX ? { told } : { told, last: partnerIds.at(-1)! };
}
