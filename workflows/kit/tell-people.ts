import type { Rerouted } from '../../domain/people/absence';
import type { PeopleChange } from '../../domain/people/people-changed';
import { origin } from './origin';
import { bulk, business } from './proxies';

/**
 * Tells every lifecycle that it concerns that other people may decide now: open approvals look again at once, and not
 * at their next rung. Called after the change is on record.
 */
export async function tellPeopleChanged(change: PeopleChange): Promise<void> {
  if (change.grants.length === 0) return;
  const roles = [...new Set(change.grants.map(({ role }) => role))].join(', ');
  const summary = `Tell open approvals of ${roles} that people changed`.slice(0, 200);
  let afterPartnerId: string | undefined;
  do {
    const page = { ...change, afterPartnerId };
    ({ afterPartnerId } = await business.tellPeopleChanged.executeWithOptions({ summary }, [page]));
  } while (afterPartnerId !== undefined);
}

/** The same, where somebody is absent or back: every lifecycle whose approvals wait for them, or could. */
export async function reroute(personId: string, why: string): Promise<void> {
  let done: Rerouted = { told: 0 };
  do {
    const summary = `${why}: whoever waits for this person looks again`;
    const request = { origin: origin(), personId, after: done.after };
    done = await bulk.rerouteApprovals.executeWithOptions({ summary }, [request]);
  } while (done.after !== undefined);
}
