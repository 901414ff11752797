import { DomainError } from '../../domain/errors';
import { contentHash } from '../../domain/hash';
import type { RetryNoticesContent, SetNoticesContent } from '../../domain/people/notices';
import { findReader, saveSettings } from './notice-deliveries';
import { callAgain, retryFailed } from './notices';
import type { ChangeContext, Effect } from './change-context';
import type { PersonRow } from './person-rows';

/** How this person is told from now on, also of what waits already. */
export async function setNotices(
  { client, atWallMs }: ChangeContext,
  person: PersonRow,
  { reason: _reason, ...asked }: SetNoticesContent,
): Promise<Effect> {
  const { person_id: personId, partner_id: partnerId } = person;
  const { settings: before } = (await findReader(client, personId))!;
  const settings = { ...before, ...asked };
  if (settings.channel === 'chat' && settings.chat === null)
    throw new DomainError('REQUEST.RULE', 'Give the webhook of a chat to be told there.');
  if (settings.chat !== null && partnerId !== null)
    throw new DomainError('REQUEST.RULE', 'A chat is for our own people; a partner’s people are told by mail.');
  if (contentHash(settings) === contentHash(before)) return { partnerId, changed: false };
  await saveSettings(client, personId, { settings, atWallMs });
  await callAgain(client, personId);
  return { partnerId };
}

/** What could not be delivered is new again; its workflow is called as for anything new. */
export async function retryNotices(
  { client }: ChangeContext,
  { person_id: personId, partner_id: partnerId }: PersonRow,
  { noticeId }: RetryNoticesContent,
): Promise<Effect> {
  return { partnerId, changed: (await retryFailed(client, personId, noticeId ?? null)) > 0 };
}
