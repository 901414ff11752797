import { Button, Group, Modal, NativeSelect, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { ErrorNotice } from './notices';

/** Somebody who can be chosen. */
export interface Person {
  personId: string;
  displayName: string;
}

interface Asked {
  title: string;
  /** What it leads to. */
  effect: string;
  /** What the words are: a question, a reason. */
  label: string;
  isGrave?: true;
  /** Whom it can be given to, where it is given to somebody. */
  people?: readonly Person[];
  needsWords?: boolean;
  /** Where the words go. */
  note?: string;
  act: { error: Error | null; isPending: boolean };
  send: (said: { comment?: string; toPersonId?: string }) => void;
  onClose: () => void;
}

const IN_TEMPORAL = 'Visible in the Temporal UI: no names or addresses of persons, please.';

/** Asks for the words that an act needs, and says what it will lead to. */
export function WordsDialog({
  title,
  effect,
  label,
  isGrave,
  people,
  needsWords = true,
  note = IN_TEMPORAL,
  act,
  send,
  onClose,
}: Asked) {
  const [comment, setComment] = useState('');
  const [toPersonId, setPerson] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (act.isPending) return;
    send({ ...(comment.trim() ? { comment: comment.trim() } : {}), ...(toPersonId ? { toPersonId } : {}) });
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text size="sm">{effect}</Text>
          {people && (
            <NativeSelect
              label="To"
              required
              value={toPersonId}
              onChange={(event) => setPerson(event.currentTarget.value)}
              data={[
                { value: '', label: people.length > 0 ? 'Choose a person' : 'Nobody could take it' },
                ...people.map(({ personId, displayName }) => ({ value: personId, label: displayName })),
              ]}
            />
          )}
          <Textarea
            label={label}
            description={note}
            required={needsWords}
            autosize
            minRows={2}
            maxLength={2_000}
            value={comment}
            onChange={(event) => setComment(event.currentTarget.value)}
            data-autofocus
          />
          {act.error && <ErrorNotice error={act.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" color={isGrave ? 'red.9' : undefined} loading={act.isPending}>
              {title}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
