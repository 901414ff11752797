import { Button, Group, List, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Posted } from '../api/client';
import { ErrorNotice } from '../kit/notices';
import { say } from '../kit/toast';
import { useRequestKey } from '../kit/use-request-key';
import { counted } from '../kit/words';
import { useConsole } from '../shell/context';
import type { InboxItem } from './items';

interface Outcome {
  item: InboxItem;
  error?: string;
}

/** Why one of them was not decided; nothing where it was. */
function outcomeOf({ state, code, detail }: Posted<'/v1/approvals/decisions'>['items'][number]): { error?: string } {
  if (state === 'recorded') return {};
  if (state === 'pending') return { error: 'sent, but not confirmed yet' };
  return { error: code === 'APPROVAL.CLOSED' ? 'somebody was faster' : detail };
}

/** Decides several approvals alike: each for exactly the content that its row showed, each with its own answer. */
export function BulkBar({ items, onDone }: { items: InboxItem[]; onDone: () => void }) {
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
      if (done.length === outcomes.length) onDone();
      await queries.invalidateQueries();
    },
  });
  const failed = (decide.data ?? []).filter(({ error }) => error !== undefined);
  return (
    <section className="ple-card ple-bulk" aria-label="Decide what is selected">
      <Stack gap="xs">
        <Group justify="space-between">
          <Text fw={600}>{counted(items.length, 'approval')} selected</Text>
          <Button size="compact-sm" variant="subtle" onClick={onDone}>
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
        {failed.length > 0 && (
          <div role="alert">
            <Text size="sm" fw={600}>
              These were not decided:
            </Text>
            <List size="sm">
              {failed.map(({ item, error }) => (
                <List.Item key={item.key}>
                  {item.title}, {item.partnerName}: {error}
                </List.Item>
              ))}
            </List>
          </div>
        )}
      </Stack>
    </section>
  );
}
