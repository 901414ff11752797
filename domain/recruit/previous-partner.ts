import { DomainError } from '../errors';
import type { LifecycleMode } from '../lifecycle';
import { TERMINAL_MODES } from '../lifecycle';

/** A partner that somebody names as the one they were before. */
export interface PreviousPartner {
  mode: LifecycleMode;
  /** They belonged to it, or it came before one that they belonged to; or they are ours and hold a role for it. */
  isTheirs: boolean;
}

/**
 * Makes sure that an application follows a partner that was the applicant's and has ended.
 *
 * @throws REQUEST.RULE; the words do not tell a partner of somebody else from one that is not there
 */
export function checkPrevious(previousPartnerId: string, previous: PreviousPartner | null): void {
  if (!previous?.isTheirs)
    throw refused(`There is no earlier partner "${previousPartnerId}" of yours. Leave it out: what you were is known.`);
  if (!TERMINAL_MODES.includes(previous.mode))
    throw refused(`The partner "${previousPartnerId}" has not ended, it is ${previous.mode}. End it first.`);
}

const refused = (message: string): DomainError =>
  new DomainError('REQUEST.RULE', message, [{ pointer: '/previousPartnerId', code: 'REQUEST.RULE', message }]);
