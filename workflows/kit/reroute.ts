import type { Rerouted } from '../../domain/people/absence';
import { origin } from './origin';
import { bulk } from './proxies';

/** Lets every approval that waits for somebody, or could, look again at who may decide. */
export async function reroute(personId: string, why: string): Promise<void> {
  let done: Rerouted = { told: 0 };
  do {
    const summary = `${why}: whoever waits for this person looks again`;
    const request = { origin: origin(), personId, after: done.after };
    done = await bulk.rerouteApprovals.executeWithOptions({ summary }, [request]);
  } while (done.after !== undefined);
}
