import { Button, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import mark from '../kit/mark.svg';
import { ErrorNotice } from '../kit/notices';
import { useConsole } from '../shell/context';
import { useAddress } from '../shell/router';

/** The door: who you are says your organisation's own sign-in. */
export function SignInPage({ hasEnded }: { hasEnded: boolean }) {
  const { session } = useConsole();
  const { path, query } = useAddress();
  const [error, setError] = useState<unknown>();
  const [isLeaving, setLeaving] = useState(false);
  const signIn = (): void => {
    setLeaving(true);
    setError(undefined);
    const returnTo = path === '/callback' ? '/' : `${path}${query.size > 0 ? `?${query}` : ''}`;
    session.signIn(returnTo).catch((failure: unknown) => {
      setLeaving(false);
      setError(failure);
    });
  };
  return (
    <main className="ple-door">
      <Stack className="ple-card" gap="md" maw={420}>
        <img src={mark} alt="" width={44} height={44} />
        <Title order={1}>Partner lifecycle</Title>
        <Text c="dimmed">
          {hasEnded
            ? 'Your session has ended. Sign in again, and you are back where you were.'
            : 'Decide what waits for you, see where each partner stands, and apply to become one.'}
        </Text>
        {error !== undefined && <ErrorNotice error={error} />}
        <Button size="md" onClick={signIn} loading={isLeaving} data-autofocus>
          Sign in
        </Button>
      </Stack>
    </main>
  );
}
