import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { WordsDialog } from '../kit/words-dialog';
import { useMe } from '../shell/context';
import { accountText } from './account-words';
import type { Payee } from './payee-page';
import { usePayeeChange } from './use-payee-change';

type Account = Payee['accounts'][number];
type Decision = 'verify' | 'reject';

const DECISIONS: Record<Decision, { title: string; effect: string; done: string }> = {
  verify: {
    title: 'Verify',
    effect: 'Money goes there from now on; to an account that takes the place of another one, 48 hours later. The old contact is told.', // prettier-ignore
    done: 'Verified',
  },
  reject: { title: 'Reject', effect: 'Nothing is ever paid to it. Another one can be proposed.', done: 'Rejected' },
};

/** Somebody of finance looks at a proposed account: not who has proposed it. */
export function DecideAccount({ partnerId, account }: { partnerId: string; account: Account }) {
  const me = useMe();
  const [decision, setDecision] = useState<Decision | null>(null);
  const decide = usePayeeChange<{ decision: Decision; reason?: string }>({
    send: (api, body, key) =>
      api.post('/v1/partners/{id}/payees/accounts/{accountId}/decision', {
        path: { id: partnerId, accountId: account.accountId },
        body,
        key,
      }),
    done: (asked) => `${DECISIONS[asked.decision].done}: ${accountText(account)}`,
    onDone: () => setDecision(null),
  });
  if (account.proposedBy === me.personId)
    return (
      <Text size="xs" c="dimmed">
        You proposed it: somebody else of finance verifies it.
      </Text>
    );
  return (
    <>
      <span className="ple-actions">
        <Button size="compact-xs" variant="default" onClick={() => setDecision('verify')}>
          Verify
        </Button>
        <Button size="compact-xs" variant="default" className="ple-reject" onClick={() => setDecision('reject')}>
          Reject
        </Button>
      </span>
      {decision && (
        <WordsDialog
          title={DECISIONS[decision].title}
          effect={`${accountText(account)}. ${DECISIONS[decision].effect}`}
          label="Reason"
          note="Kept in the audit; no bank details, please."
          needsWords={decision === 'reject'}
          act={decide}
          send={({ comment }) => decide.mutate({ decision, ...(comment === undefined ? {} : { reason: comment }) })}
          onClose={() => setDecision(null)}
        />
      )}
    </>
  );
}
