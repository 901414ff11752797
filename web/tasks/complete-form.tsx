import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { ErrorNotice } from '../kit/notices';
import { words } from '../kit/words';
import { useConsole } from '../shell/context';
import type { Task, TaskDetails } from './task-panel';
import { useAct } from './use-act';

/** Completes a task with the evidence that its program asks for. */
export function CompleteForm({ task }: { task: Task }) {
  const { api } = useConsole();
  const { evidence: fields = [] } = (task.details ?? {}) as TaskDetails;
  const [evidence, setEvidence] = useState<Record<string, string>>({});
  const [comment, setComment] = useState('');
  const act = useAct(
    (_: void, key) =>
      api.post('/v1/tasks/{id}/completion', {
        path: { id: task.stepId },
        body: { evidence, ...(comment.trim() ? { comment: comment.trim() } : {}) },
        key,
      }),
    `Done: ${task.title}`,
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!act.isPending) act.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {fields.map((field) => (
          <Textarea
            key={field}
            label={words(field)}
            description="A short text, or a link to the document"
            required
            autosize
            minRows={1}
            value={evidence[field] ?? ''}
            onChange={(event) => setEvidence({ ...evidence, [field]: event.currentTarget.value })}
          />
        ))}
        <Textarea
          label="Comment"
          description="Optional, and visible in the Temporal UI: no names or addresses of persons, please."
          autosize
          minRows={1}
          maxLength={2_000}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
        {act.error && <ErrorNotice error={act.error} />}
        <Group>
          <Button type="submit" loading={act.isPending}>
            Complete
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
