import { Group } from '@mantine/core';
import { useState } from 'react';
import type { ApprovalActName } from '../../domain/approvals/acts';
import { Seen, Slower } from '../kit/seen';
import { WordsDialog } from '../kit/words-dialog';
import type { Person } from '../kit/words-dialog';
import { isAdmin, useConsole, useMe } from '../shell/context';
import { MoreActs, OneClick } from '../tasks/acts';
import { useAct } from '../tasks/use-act';
import type { Approval } from './approval-panel';
import { nameIn } from './decisions';

/** Acts that need words, with what the dialog asks. */
const SAID: Record<
  Exclude<ApprovalActName, 'claim' | 'release'>,
  { title: string; effect: string; label: string; isGrave?: true }
> = {
  requestInfo: {
    title: 'Ask for information',
    effect: 'Whoever handed it in is told. Where the rule says so, the deadline stops until there is an answer.',
    label: 'Question',
  },
  answerInfo: {
    title: 'Answer the question',
    effect: 'Whoever decides is told, and the deadline goes on.',
    label: 'Answer',
  },
  comment: { title: 'Comment', effect: 'Everybody who is asked reads it. It decides nothing.', label: 'Comment' },
  recall: {
    title: 'Take it back',
    effect: 'Nobody decides about it any more. You can hand it in again.',
    label: 'Why',
    isGrave: true,
  },
  reassign: {
    title: 'Reassign',
    effect: 'Somebody else sees to it. Whoever could decide still can.',
    label: 'Reason',
  },
};

/** Who sees to an approval, and what may be done to it besides deciding: each act has its place here. */
export function ApprovalActs({ approval }: { approval: Approval }) {
  const { api } = useConsole();
  const me = useMe();
  const [open, setOpen] = useState<keyof typeof SAID>();
  const { approvalId, title, claimedBy, allowedActions, mayDecide } = approval;
  const act = useAct(
    ({ action, ...words }: { action: ApprovalActName; comment?: string; toPersonId?: string }, key) =>
      api.post('/v1/approvals/{id}/actions', {
        path: { id: approvalId },
        body: { action, ...words },
        key: `${key}-${action}`,
      }),
    ({ action }) => `${SAYS[action]}: ${title}`,
  );
  if (allowedActions.length === 0) return null;
  const possible = offered(approval, { isMine: approval.requester === me.personId, isAdmin: isAdmin(me) });
  return (
    <section aria-label="Who sees to it">
      <Group gap="xs" justify="space-between">
        <Seen by={claimedBy} name={claimedBy && nameIn(approval, claimedBy)} />
        <Group gap="xs">
          {claimedBy === null && mayDecide && (
            <OneClick name="Claim" act={act} onClick={() => act.mutate({ action: 'claim' })} />
          )}
          {claimedBy !== null && (claimedBy === me.personId || isAdmin(me)) && (
            <OneClick name="Release" act={act} onClick={() => act.mutate({ action: 'release' })} />
          )}
          {possible.length > 0 && <MoreActs titles={SAID} possible={possible} onChoose={setOpen} />}
        </Group>
      </Group>
      <Slower error={open === undefined ? act.error : null} />
      {open && (
        <WordsDialog
          {...SAID[open]}
          people={open === 'reassign' ? decidersNow(approval) : undefined}
          needsWords={open !== 'recall'}
          act={act}
          onClose={() => setOpen(undefined)}
          send={(words) => act.mutate({ action: open, ...words }, { onSuccess: () => setOpen(undefined) })}
        />
      )}
    </section>
  );
}

const SAYS: Record<ApprovalActName, string> = {
  claim: 'Claimed',
  release: 'Released',
  reassign: 'Reassigned',
  requestInfo: 'Asked',
  answerInfo: 'Answered',
  comment: 'Commented',
  recall: 'Taken back',
};

/** What of the possible makes sense for this reader. The API has the last word. */
function offered(
  { allowedActions, mayDecide, state }: Approval,
  who: { isMine: boolean; isAdmin: boolean },
): (keyof typeof SAID)[] {
  const may: Record<keyof typeof SAID, boolean> = {
    answerInfo: state === 'info_requested',
    requestInfo: mayDecide,
    comment: true,
    recall: who.isMine,
    reassign: who.isAdmin,
  };
  return (Object.keys(may) as (keyof typeof SAID)[]).filter((act) => may[act] && allowedActions.includes(act));
}

/** Whom an administrator may give it to: whoever could decide at this level. */
const decidersNow = ({ explained, level }: Approval): Person[] => {
  const deciders = explained?.levels[level - 1]?.groups.flatMap((group) => group.deciders) ?? [];
  return [...new Map(deciders.map((one) => [one.personId, one])).values()];
};
