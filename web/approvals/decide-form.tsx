import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useRef, useState } from 'react';
import type { DecisionKind } from '../../domain/approvals';
import { ApiError } from '../api/problem';
import { Icon } from '../kit/icons';
import { ErrorNotice } from '../kit/notices';
import { useKeys } from '../inbox/use-keys';
import type { Approval } from './approval-panel';
import { useDecide } from './use-decide';

/** Approves or rejects what is shown, or takes back what was said. */
export function DecideForm({ shown, mine }: { shown: Approval; mine: DecisionKind | undefined }) {
  const decide = useDecide(shown);
  const [comment, setComment] = useState('');
  const approve = useRef<HTMLButtonElement>(null);
  const reject = useRef<HTMLButtonElement>(null);
  useKeys({ a: () => approve.current?.focus(), r: () => reject.current?.focus() });
  const send = (decision: DecisionKind): void => {
    if (decide.isPending) return;
    decide.mutate({ decision, comment }, { onSuccess: () => setComment('') });
  };
  if (mine !== undefined)
    return (
      <Stack gap="xs">
        <Alert
          variant="default"
          className="ple-note"
          role="status"
          title={mine === 'approve' ? 'You have approved this' : 'You have rejected this'}
        >
          <Text size="sm">It waits for the others. Until it has taken effect, you can take your decision back.</Text>
        </Alert>
        {decide.error && <Refused error={decide.error} />}
        <Group>
          <Button variant="default" onClick={() => send('revoke')} loading={decide.isPending}>
            Take my decision back
          </Button>
        </Group>
      </Stack>
    );
  return (
    <Stack gap="xs">
      <Textarea
        label="Comment"
        description="Optional. Kept with your decision, and visible in the Temporal UI."
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
        maxLength={2_000}
        autosize
        minRows={2}
      />
      {decide.error && <Refused error={decide.error} />}
      {decide.data?.state === 'pending' && <Pending />}
      <Group gap="sm">
        <Button
          ref={approve}
          color="leaf.9"
          leftSection={<Icon name="check" />}
          onClick={() => send('approve')}
          aria-busy={decide.isPending}
        >
          Approve
        </Button>
        <Button
          ref={reject}
          color="red.9"
          variant="outline"
          className="ple-reject"
          leftSection={<Icon name="cross" />}
          onClick={() => send('reject')}
          aria-busy={decide.isPending}
        >
          Reject
        </Button>
      </Group>
    </Stack>
  );
}

/** Why it did not count, in the words of whoever decides. */
function Refused({ error }: { error: Error }) {
  if (error instanceof ApiError && error.is('APPROVAL.CLOSED'))
    return (
      <Alert role="alert" className="ple-alert" variant="default" title="Somebody was faster">
        <Text size="sm">
          It had been decided before your decision arrived, so yours was not needed. You see the outcome above.
        </Text>
      </Alert>
    );
  return <ErrorNotice error={error} />;
}

function Pending() {
  return (
    <Alert role="status" className="ple-note" variant="default" title="Sent, not confirmed yet">
      <Text size="sm">
        Your decision is on its way and will not get lost. This page shows it as soon as it is recorded.
      </Text>
    </Alert>
  );
}
