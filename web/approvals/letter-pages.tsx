import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Read } from '../kit/notices';
import { Card, Page } from '../kit/page';
import { useConsole } from '../shell/context';
import { navigate } from '../shell/router';

const placeOf = (approvalId: string): string => `/inbox/approval-${approvalId}`;

/** Where a letter about an approval leads: to its place in the inbox. */
export function ApprovalLetterPage({ rest: [approvalId = ''] }: { rest: string[] }) {
  useEffect(() => navigate(placeOf(approvalId), { replace: true }), [approvalId]);
  return null;
}

/** Where the link of a letter leads: what it is about, and whether there is still something to decide. Looking decides nothing. */
export function LinkPage({ rest: [token = ''] }: { rest: string[] }) {
  const { api } = useConsole();
  const link = useQuery({
    queryKey: ['link', token],
    queryFn: ({ signal }) => api.get('/v1/links/{token}', { path: { token }, signal }),
    retry: false,
  });
  return (
    <Page title="From your letter" lead="Opening this decides nothing.">
      <Read query={link} what="what the letter is about">
        {({ title, partnerName, message, state, approvalId }) => (
          <Card title={title}>
            <Stack gap="sm" align="flex-start">
              <Text>{partnerName}</Text>
              <Text>{message}</Text>
              <Button variant={state === 'open' ? 'filled' : 'default'} onClick={() => navigate(placeOf(approvalId))}>
                {state === 'open' ? 'Look at it and decide' : 'See it in the inbox'}
              </Button>
            </Stack>
          </Card>
        )}
      </Read>
    </Page>
  );
}
