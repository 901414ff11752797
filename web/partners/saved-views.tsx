import { Button, CloseButton, Group, TextInput } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useMe } from '../shell/context';
import { Link, useAddress } from '../shell/router';

interface SavedView {
  name: string;
  /** The address's query. */
  query: string;
}

/** Views that this browser keeps for this person: a name for an address. */
export function SavedViews() {
  const me = useMe();
  const { query } = useAddress();
  const [views, setViews] = useLocalStorage<SavedView[]>({ key: `ple.views.${me.personId}`, defaultValue: [] });
  const [name, setName] = useState<string>();
  const now = query.toString();
  const save = (event: FormEvent): void => {
    event.preventDefault();
    if (name?.trim())
      setViews([...views.filter((view) => view.name !== name.trim()), { name: name.trim(), query: now }]);
    setName(undefined);
  };
  return (
    <Group gap="xs">
      {views.map((view) => (
        <span key={view.name} className="ple-chip" data-on={view.query === now}>
          <Link to={`/partners?${view.query}`}>{view.name}</Link>
          <CloseButton
            size="xs"
            aria-label={`Forget the view ${view.name}`}
            onClick={() => setViews(views.filter((one) => one !== view))}
          />
        </span>
      ))}
      {name === undefined ? (
        <Button size="compact-sm" variant="subtle" onClick={() => setName('')}>
          Save this view
        </Button>
      ) : (
        <form onSubmit={save}>
          <Group gap={6}>
            <TextInput
              size="xs"
              aria-label="Name of the view"
              placeholder="Name of the view"
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              maxLength={40}
              autoFocus
            />
            <Button size="xs" type="submit">
              Save
            </Button>
          </Group>
        </form>
      )}
    </Group>
  );
}
