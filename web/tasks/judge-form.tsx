import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { ErrorNotice } from '../kit/notices';
import { useConsole } from '../shell/context';
import type { Task } from './task-panel';
import { useAct } from './use-act';

/** Judges what a screening could not clear by itself. */
export function JudgeForm({ task }: { task: Task }) {
  const { api } = useConsole();
  const [comment, setComment] = useState('');
  const act = useAct(
    (result: 'clear' | 'reject', key) =>
      api.post('/v1/tasks/{id}/completion', {
        path: { id: task.stepId },
        body: { evidence: {}, result, ...(comment.trim() ? { comment: comment.trim() } : {}) },
        key: `${key}-${result}`,
      }),
    `Judged: ${task.title}`,
  );
  return (
    <Stack gap="sm">
      <Textarea
        label="Reason"
        description="Kept with your judgement, and visible in the Temporal UI"
        autosize
        minRows={2}
        maxLength={2_000}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      {act.error && <ErrorNotice error={act.error} />}
      <Group gap="sm">
        <Button color="leaf.9" onClick={() => act.mutate('clear')} disabled={act.isPending}>
          Clear the company
        </Button>
        <Button
          color="red.9"
          variant="outline"
          className="ple-reject"
          onClick={() => act.mutate('reject')}
          disabled={act.isPending}
        >
          Reject it
        </Button>
      </Group>
    </Stack>
  );
}
