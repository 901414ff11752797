import { Alert, Button, Group, List, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Posted } from '../api/client';
import { ErrorNotice } from '../kit/notices';
import { say } from '../kit/toast';
import { useRequestKey } from '../kit/use-request-key';
import { counted } from '../kit/words';
import { useConsole } from '../shell/context';
import { Link } from '../shell/router';
import type { InboxItem } from './items';

/** What became of one of them. */
export interface Outcome {
  item: InboxItem;
  /** Why it was not decided. */
  error?: string;
}

/** Why one of them was not decided; nothing where it was. */
function outcomeOf({ state, code, detail }: Posted<'/v1/approvals/decisions'>['items'][number]): { error?: string } {
  if (state === 'recorded') return {};
  if (state === 'pending') return { error: 'sent, but not confirmed yet' };
  return { error: code === 'APPROVAL.CLOSED' ? 'somebody was faster' : detail };
}

/** Decides several approvals alike: each for exactly the content that its row showed, each with its own answer. */
export function BulkBar({
  items,
  onDecided,
  onClear,
}: {
  items: InboxItem[];
  onDecided: (outcomes: Outcome[]) => void;
  onClear: () => void;
}) {
  const { api } = useConsole();
  const queries = useQueryClient();
  const [comment, setComment] = useState('');
  const key = useRequestKey();
  const decide = useMutation({
    mutationFn: async (decision: 'approve' | 'reject') => {
      const said = comment.trim() ? { comment: comment.trim() } : {};
      const body = {
        items: items.map(({ id, contentHash }) => ({
          approvalId: id,
          decision,
          contentHash: contentHash!,
          ...said,
        })),
      };
      const answer = await api.post('/v1/approvals/decisions', { body, key: `${key.current()}-${decision}` });
      return items.map((item, n): Outcome => ({ item, ...outcomeOf(answer.items[n]!) }));
    },
    onError: (error) => key.answered(error),
    onSuccess: async (outcomes, decision) => {
      key.answered(null);
      const done = outcomes.filter(({ error }) => error === undefined);
      if (done.length > 0)
        say(`${decision === 'approve' ? 'Approved' : 'Rejected'}: ${counted(done.length, 'approval')}`);
      onDecided(outcomes);
      await queries.invalidateQueries();
    },
  });
  return (
    <section className="ple-card ple-bulk" aria-label="Decide what is selected">
      <Stack gap="xs">
        <Group justify="space-between">
          <Text fw={600}>{counted(items.length, 'approval')} selected</Text>
          <Button size="compact-sm" variant="subtle" onClick={onClear}>
            Clear
          </Button>
        </Group>
        <TextInput
          aria-label="Comment for all of them"
          placeholder="Comment for all of them (optional)"
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
          maxLength={2_000}
        />
        <Group gap="sm">
          <Button size="sm" color="leaf.9" onClick={() => decide.mutate('approve')} disabled={decide.isPending}>
            Approve all
          </Button>
          <Button
            size="sm"
            color="red.9"
            variant="outline"
            className="ple-reject"
            onClick={() => decide.mutate('reject')}
            disabled={decide.isPending}
          >
            Reject all
          </Button>
        </Group>
        {decide.error && <ErrorNotice error={decide.error} />}
      </Stack>
    </section>
  );
}

/** Those that were refused, each with why: they may have left the list meanwhile, so they are told apart from it. */
export function NotDecided({ outcomes, onClose }: { outcomes: readonly Outcome[]; onClose: () => void }) {
  const refused = outcomes.filter(({ error }) => error !== undefined);
  if (refused.length === 0) return null;
  return (
    <Alert
      role="alert"
      className="ple-alert"
      variant="default"
      mb="sm"
      title={`${counted(refused.length, 'approval')} not decided`}
      withCloseButton
      closeButtonLabel="Close"
      onClose={onClose}
    >
      <List size="sm">
        {refused.map(({ item, error }) => (
          <List.Item key={item.key}>
            <Link to={`/inbox/${item.key}`}>
              {item.title}, {item.partnerName}
            </Link>
            : {error}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
