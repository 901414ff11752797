import { Alert, Button, Group, List, Loader, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { ApiError } from '../api/problem';
import { Icon } from './icons';
import type { IconName } from './icons';

/** What went wrong, and what to do about it. */
export function ErrorNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const problem = error instanceof ApiError ? error.problem : undefined;
  const faults = error instanceof ApiError ? error.faults : [];
  const detail =
    problem?.detail ?? (problem ? undefined : 'Reload the page. If it happens again, tell us what you did.');
  return (
    <Alert
      role="alert"
      className="ple-alert"
      color="red"
      variant="default"
      title={problem?.title ?? 'Something went wrong here'}
      icon={<Icon name="alert" />}
    >
      <Stack gap="xs">
        {detail && detail !== problem?.title && <Text size="sm">{detail}</Text>}
        {faults.length > 0 && (
          <List size="sm" spacing={2}>
            {faults.map(({ pointer, message }) => (
              <List.Item key={pointer + message}>
                {pointer && <code>{pointer}</code>} {message}
              </List.Item>
            ))}
          </List>
        )}
        <Group gap="sm">
          {onRetry && (
            <Button size="compact-sm" variant="default" onClick={onRetry}>
              Try again
            </Button>
          )}
          {problem?.traceId && (
            <Text size="xs" c="dimmed">
              {problem.code} · trace {problem.traceId.slice(0, 12)}
            </Text>
          )}
        </Group>
      </Stack>
    </Alert>
  );
}

/** Nothing is here, and what to do then. */
export function EmptyState({ icon, title, children }: { icon: IconName; title: string; children: ReactNode }) {
  return (
    <Stack align="center" gap={6} py={48} px="md" className="ple-empty">
      <Icon name={icon} size={36} />
      <Title order={2} ta="center">
        {title}
      </Title>
      <Text component="div" c="dimmed" ta="center" maw={460}>
        {children}
      </Text>
    </Stack>
  );
}

/** Something is on its way. */
export function Loading({ what }: { what: string }) {
  return (
    <Group justify="center" py={48} gap="sm" role="status">
      <Loader size="sm" aria-hidden="true" />
      <Text c="dimmed">Loading {what} …</Text>
    </Group>
  );
}

export interface Loaded<T> {
  data: T | undefined;
  error: unknown;
  refetch(): unknown;
}

/** What was read, or why it is not there yet. */
export function Read<T>({
  query,
  what,
  children,
}: {
  query: Loaded<T>;
  what: string;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />;
  return <Loading what={what} />;
}
