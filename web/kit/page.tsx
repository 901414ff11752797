import { Group, Stack, Text, Title } from '@mantine/core';
import { useEffect } from 'react';
import type { ReactNode } from 'react';

interface PageProps {
  title: string;
  /** One line below the title. */
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A page: what it is, what can be done, and its content. */
export function Page({ title, lead, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Partner lifecycle`;
  }, [title]);
  return (
    <Stack gap="md" className="ple-page">
      <Group justify="space-between" align="flex-start" gap="sm">
        <div className="ple-title">
          <Title order={1}>{title}</Title>
          {lead && (
            <Text component="div" c="dimmed" mt={2}>
              {lead}
            </Text>
          )}
        </div>
        {actions}
      </Group>
      {children}
    </Stack>
  );
}

/** A surface with a heading. */
export function Card({ title, aside, children }: { title?: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <div className="ple-card">
      {title && (
        <Group justify="space-between" gap="xs" mb="sm">
          <Title order={2}>{title}</Title>
          {aside}
        </Group>
      )}
      {children}
    </div>
  );
}
