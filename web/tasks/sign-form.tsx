import { Button, Checkbox, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Got } from '../api/client';
import { Hash } from '../kit/facts';
import { ErrorNotice, Read } from '../kit/notices';
import { useConsole, useMe } from '../shell/context';
import type { Task, TaskDetails } from './task-panel';
import { useAct } from './use-act';

/** Reads a document and signs exactly that text. */
export function SignForm({ task }: { task: Task }) {
  const { api } = useConsole();
  const { agreementId } = (task.details ?? {}) as TaskDetails;
  const agreement = useQuery({
    queryKey: ['agreement', agreementId],
    enabled: agreementId !== undefined,
    queryFn: ({ signal }) => api.get('/v1/agreements/{id}', { path: { id: agreementId! }, signal }),
  });
  return (
    <Read query={agreement} what="the document">
      {(data) => <Sign agreement={data} title={task.title} />}
    </Read>
  );
}

function Sign({ agreement, title }: { agreement: Got<'/v1/agreements/{id}'>; title: string }) {
  const { api } = useConsole();
  const me = useMe();
  const [hasRead, setRead] = useState(false);
  const { agreementId, documentHash, text, state } = agreement;
  const act = useAct(
    (_: void, key) =>
      api.post('/v1/agreements/{id}/signatures', { path: { id: agreementId }, body: { documentHash }, key }),
    `Signed: ${title}`,
  );
  const isOurTurn = me.partnerId === null;
  return (
    <Stack gap="sm">
      <Title order={3}>{agreement.title}</Title>
      <pre className="ple-document" tabIndex={0} aria-label={`Text of the ${agreement.title}`}>
        {text}
      </pre>
      <Text size="sm" c="dimmed">
        Fingerprint of this text: <Hash value={documentHash} />.{' '}
        {state === 'signed' ? 'The partner has signed it.' : ''}
      </Text>
      <Checkbox
        checked={hasRead}
        onChange={(event) => setRead(event.currentTarget.checked)}
        label="I have read this text, and may sign it for my company"
      />
      {act.error && <ErrorNotice error={act.error} />}
      <Group>
        <Button onClick={() => act.mutate()} disabled={!hasRead} loading={act.isPending}>
          {isOurTurn ? 'Countersign' : 'Sign'}
        </Button>
      </Group>
    </Stack>
  );
}
