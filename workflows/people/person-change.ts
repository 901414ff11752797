import { ActivityFailure, setCurrentDetails, sleep } from '@temporalio/workflow';
import { isRefusal } from '../../domain/errors';
import { origin } from '../kit/origin';
import { journal, outside } from '../kit/proxies';
import { tellPeopleChanged } from '../kit/tell-people';
import type { PersonChangeInput, PersonChangeResult } from './person-change.messages';

/** Another system that is down for longer than the proxy's patience is asked again after this long … */
const REVOKE_AGAIN_AFTER = '15m';
/** … for a week; then the workflow fails, where operations see it, and the row still says that access is to be revoked. */
const REVOKE_ATTEMPTS_MAX = 4 * 24 * 7;

/**
 * One change of a person or service: invite, roles, details, leave, first sign-in. Its id makes it happen once; the
 * result is the recorded outcome, a refusal included. Approvals that ask for a role which somebody got or lost look
 * again at who may decide. Who leaves loses the accounts in other systems as well.
 */
export async function personChange({ personId, command, intakeId }: PersonChangeInput): Promise<PersonChangeResult> {
  const outcome = await journal.recordPersonChange({ origin: origin(), personId, command, intakeId });
  setCurrentDetails(
    isRefusal(outcome) ? `Refused, **${outcome.refused}**: ${outcome.message}` : `Recorded: ${command}`,
  );
  if (isRefusal(outcome)) return outcome;
  // An outcome of before there was anybody to tell names no roles: its history goes on as it was.
  const { touched: grants = [], partnerId } = outcome;
  await tellPeopleChanged({ partnerId, grants, changeId: origin().workflowId });
  if (outcome.accessToRevoke === 0 || outcome.partnerId === null) return outcome;
  await revokeAccess(outcome.partnerId, personId);
  return outcome;
}

async function revokeAccess(partnerId: string, personId: string): Promise<void> {
  const input = { origin: origin(), partnerId, personId, reason: 'left', nowMs: Date.now() };
  for (let attempt = 1; ; attempt += 1) {
    try {
      await outside.revokeAccess.executeWithOptions({ summary: 'Take back the access of a person who left' }, [input]);
      return;
    } catch (error) {
      if (!(error instanceof ActivityFailure) || attempt === REVOKE_ATTEMPTS_MAX) throw error;
      await sleep(REVOKE_AGAIN_AFTER, { summary: 'Another system did not take the access back yet' });
    }
  }
}
