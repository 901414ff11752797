import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { ErrorNotice } from '../kit/notices';
import { words } from '../kit/words';
import { useConsole } from '../shell/context';
import type { Task, TaskDetails } from './task-panel';
import { useAct } from './use-act';

interface HandedIn {
  evidence: Record<string, string>;
  comment?: string;
}

/** Completes a task with the evidence that its program asks for. */
export function CompleteForm({ task }: { task: Task }) {
  const { api } = useConsole();
  const act = useAct(
    (body: HandedIn, key) => api.post('/v1/tasks/{id}/completion', { path: { id: task.stepId }, body, key }),
    `Done: ${task.title}`,
  );
  return <EvidenceForm task={task} act={act} button="Complete" />;
}

/** Hands in again what people are deciding on. */
export function AmendForm({ task }: { task: Task }) {
  const { api } = useConsole();
  const act = useAct(
    (body: HandedIn, key) => api.post('/v1/tasks/{id}/amendment', { path: { id: task.stepId }, body, key }),
    `Handed in again: ${task.title}`,
  );
  return (
    <>
      <Text c="dimmed">This step is done.</Text>
      <details className="ple-inset">
        <summary>Hand in something else</summary>
        <Text size="sm" my="xs">
          As long as it is being decided on, you can hand it in again: everybody is asked anew, and what was said so far
          no longer counts.
        </Text>
        <EvidenceForm task={task} act={act} button="Hand in again" />
      </details>
    </>
  );
}

interface Acting {
  mutate(body: HandedIn): void;
  error: Error | null;
  isPending: boolean;
}

function EvidenceForm({ task, act, button }: { task: Task; act: Acting; button: string }) {
  const { evidence: fields = [] } = (task.details ?? {}) as TaskDetails;
  const [evidence, setEvidence] = useState<Record<string, string>>({});
  const [comment, setComment] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!act.isPending) act.mutate({ evidence, ...(comment.trim() ? { comment: comment.trim() } : {}) });
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
            {button}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
