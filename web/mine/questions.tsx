import { Button, Group, Stack, Text, Textarea, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { ErrorNotice } from '../kit/notices';
import { useConsole } from '../shell/context';
import { useAct } from '../tasks/use-act';

/** What those who decide want to know of whoever handed something in. */
export function Questions() {
  const { api } = useConsole();
  const { data } = useQuery({
    queryKey: ['questions'],
    queryFn: ({ signal }) =>
      api.get('/v1/approvals', { query: { requested: 'true', state: 'info_requested', limit: 20 }, signal }),
  });
  return (data?.items ?? []).map(({ approvalId, title }) => (
    <Question key={approvalId} approvalId={approvalId} title={title} />
  ));
}

function Question({ approvalId, title }: { approvalId: string; title: string }) {
  const { api } = useConsole();
  const [comment, setComment] = useState('');
  const { data } = useQuery({
    queryKey: ['approval', approvalId],
    queryFn: ({ signal }) => api.get('/v1/approvals/{id}', { path: { id: approvalId }, signal }),
  });
  const act = useAct(
    (_: void, key) =>
      api.post('/v1/approvals/{id}/actions', {
        path: { id: approvalId },
        body: { action: 'answerInfo', comment: comment.trim() },
        key,
      }),
    'Your answer is on its way to whoever decides.',
  );
  const question = data?.notes.filter(({ action }) => action === 'approval.info_requested').at(-1)?.words;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!act.isPending) act.mutate();
  };
  return (
    <section className="ple-card" aria-label={`A question: ${title}`}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Title order={2}>A question to you: {title}</Title>
          {question && <Text>“{question}”</Text>}
          <Textarea
            label="Your answer"
            description="No names or addresses of persons, please."
            required
            autosize
            minRows={2}
            maxLength={2_000}
            value={comment}
            onChange={(event) => setComment(event.currentTarget.value)}
          />
          {act.error && <ErrorNotice error={act.error} />}
          <Group>
            <Button type="submit" loading={act.isPending}>
              Answer
            </Button>
          </Group>
        </Stack>
      </form>
    </section>
  );
}
