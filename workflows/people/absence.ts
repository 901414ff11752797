import { condition, setHandler } from '@temporalio/workflow';
import type { AbsenceInput } from '../../domain/people/absence';
import { journal } from '../kit/proxies';
import { reroute } from '../kit/tell-people';
import type { AbsenceResult } from './absence.messages';
import { absenceChanged } from './absence.messages';

/** Whoever looks must not find it a moment too early by a clock that is behind: the timer is one machine's, the look another's. */
const CLOCKS_DIFFER_MS = 1_000;

/**
 * One absence of one person, in wall time: when it begins and when it ends, whatever waits for them looks again at who
 * may decide. Who is absent when is read from the row; the workflow only knows the moments.
 */
export async function absence({ absenceId, personId, fromWallMs, toWallMs }: AbsenceInput): Promise<AbsenceResult> {
  let changes = 0;
  let seen = 0;
  setHandler(absenceChanged, () => void (changes += 1), {
    description: 'The absence may have been cancelled: look at the row again. No input.',
  });
  /** @returns whether it was cancelled before */
  const until = async (momentMs: number, what: string): Promise<boolean> => {
    const wallMs = momentMs > Date.now() ? momentMs + CLOCKS_DIFFER_MS : momentMs;
    while (Date.now() < wallMs) {
      if (!(await condition(() => changes > seen, wallMs - Date.now(), { summary: `An absence ${what}` }))) break;
      seen = changes;
      if ((await journal.readAbsence({ absenceId })).cancelled) return true;
    }
    return false;
  };
  if (await until(fromWallMs, 'begins')) return { ended: 'cancelled' };
  await reroute(personId, 'An absence begins');
  const cancelled = await until(toWallMs, 'ends');
  await reroute(personId, 'An absence ends');
  return { ended: cancelled ? 'cancelled' : 'over' };
}
