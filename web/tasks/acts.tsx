import { Button, Group, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DeskAction } from '../../domain/steps';
import { Icon } from '../kit/icons';
import { Seen, Slower } from '../kit/seen';
import { WordsDialog } from '../kit/words-dialog';
import type { Person } from '../kit/words-dialog';
import { holds, isAdmin, useConsole, useMe } from '../shell/context';
import type { Task } from './task-panel';
import { useAct } from './use-act';

const SAID = {
  comment: { title: 'Comment', effect: 'It stays with the step. It completes nothing.', label: 'Comment' },
  reassign: { title: 'Reassign', effect: 'Somebody else sees to it. Whoever could act still can.', label: 'Reason' },
} satisfies Partial<Record<DeskAction, { title: string; effect: string; label: string }>>;

const SAYS: Record<DeskAction, string> = {
  claim: 'Claimed',
  release: 'Released',
  reassign: 'Reassigned',
  comment: 'Commented',
};

/** Who sees to a step, and what may be done to it besides what it waits for. */
export function TaskActs({ task }: { task: Task }) {
  const { api } = useConsole();
  const me = useMe();
  const [open, setOpen] = useState<keyof typeof SAID>();
  const people = useTakers(task, open === 'reassign');
  const act = useAct(
    ({ action, ...words }: { action: DeskAction; comment?: string; toPersonId?: string }, key) =>
      api.post('/v1/tasks/{id}/actions', {
        path: { id: task.stepId },
        body: { action, ...words },
        key: `${key}-${action}`,
      }),
    ({ action }) => `${SAYS[action]}: ${task.title}`,
  );
  const isHolder = holds(me, task.roles);
  const isFree = task.claimedBy === null;
  const possible: (keyof typeof SAID)[] = [
    ...(isHolder || me.partnerId === null ? ['comment' as const] : []),
    ...(isAdmin(me) ? ['reassign' as const] : []),
  ];
  return (
    <section aria-label="Who sees to it">
      <Group gap="xs" justify="space-between">
        <Seen by={task.claimedBy} name={task.claimedByName} />
        <Group gap="xs">
          {isFree && isHolder && <OneClick name="Claim" act={act} onClick={() => act.mutate({ action: 'claim' })} />}
          {!isFree && (task.claimedBy === me.personId || isAdmin(me)) && (
            <OneClick name="Release" act={act} onClick={() => act.mutate({ action: 'release' })} />
          )}
          {possible.length > 0 && <MoreActs titles={SAID} possible={possible} onChoose={setOpen} />}
        </Group>
      </Group>
      <Slower error={open === undefined ? act.error : null} />
      {open && (
        <WordsDialog
          {...SAID[open]}
          people={open === 'reassign' ? people : undefined}
          act={act}
          onClose={() => setOpen(undefined)}
          send={(words) => act.mutate({ action: open, ...words }, { onSuccess: () => setOpen(undefined) })}
        />
      )}
    </section>
  );
}

/** A button for what needs no words. */
export function OneClick({ name, act, onClick }: { name: string; act: { isPending: boolean }; onClick: () => void }) {
  return (
    <Button size="xs" variant="default" onClick={onClick} loading={act.isPending}>
      {name}
    </Button>
  );
}

/** What needs words, behind one button. */
export function MoreActs<Name extends string>({
  titles,
  possible,
  onChoose,
}: {
  titles: Record<Name, { title: string; isGrave?: true }>;
  possible: readonly Name[];
  onChoose: (act: Name) => void;
}) {
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button size="xs" variant="default" rightSection={<Icon name="more" size={14} />}>
          More
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {possible.map((name) => (
          <Menu.Item
            key={name}
            onClick={() => onChoose(name)}
            className={titles[name].isGrave ? 'ple-grave' : undefined}
          >
            {titles[name].title} …
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Whom an administrator may give it to: whoever holds one of its roles, on its side. */
function useTakers({ roles, region, partnerId }: Task, enabled: boolean): Person[] {
  const { api } = useConsole();
  const isPartners = roles.every((role) => role.startsWith('P-'));
  const query = isPartners ? { partnerId } : {};
  const { data } = useQuery({
    queryKey: ['takers', query],
    enabled,
    queryFn: ({ signal }) => api.get('/v1/people', { query, signal }),
  });
  return (data?.items ?? []).filter(({ grants }) =>
    grants.some((grant) => roles.includes(grant.role) && (grant.region === null || grant.region === region)),
  );
}
