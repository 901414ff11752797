import { Button, Group, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useId, useState } from 'react';
import { useConsole } from '../shell/context';
import type { Credit, Draft } from './draft';

const PARTNERS = 20;
const TYPED_MS = 300;
/** As many as one event may have. */
const PARTS_MAX = 20;

/** How a deal is split between partners. */
export function SplitFields({
  draft,
  onChange,
  partnerId,
}: {
  draft: Draft;
  onChange: (draft: Draft) => void;
  /** Whose input it is: the first part of a new split. */
  partnerId: string;
}) {
  const { credits } = draft;
  const set = (next: Credit[]): void => onChange({ ...draft, credits: next });
  const change = (index: number, changes: Partial<Credit>): void =>
    set(credits.map((credit, at) => (at === index ? { ...credit, ...changes } : credit)));
  return (
    <fieldset className="ple-fieldset">
      <legend>Split between partners</legend>
      {credits.length === 0 && (
        <Text size="sm" c="dimmed">
          All of it is the partner’s own.
        </Text>
      )}
      {credits.map((credit, index) => (
        <Group key={index} align="flex-end" gap="sm" mb="xs">
          <PartnerField
            label={`Partner ${index + 1}`}
            value={credit.partnerId}
            onChange={(chosen) => change(index, { partnerId: chosen })}
          />
          <TextInput
            label="Part"
            placeholder="30% or 1/3"
            w={110}
            autoComplete="off"
            value={credit.share ?? ''}
            onChange={(event) => change(index, { share: event.currentTarget.value })}
          />
          <Button
            variant="default"
            aria-label={`Take partner ${index + 1} out of the split`}
            onClick={() => set(credits.filter((_one, at) => at !== index))}
          >
            Take out
          </Button>
        </Group>
      ))}
      {credits.length < PARTS_MAX && (
        <Button
          variant="default"
          size="compact-sm"
          mt={4}
          onClick={() => set([...(credits.length === 0 ? [{ partnerId, share: '' }] : credits), { partnerId: '', share: '' }])} // prettier-ignore
        >
          {credits.length === 0 ? 'Split it' : 'Add a partner'}
        </Button>
      )}
    </fieldset>
  );
}

/** A partner by its name, as the browser suggests them while somebody types. */
function PartnerField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (partnerId: string) => void;
}) {
  const { api } = useConsole();
  const list = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [q] = useDebouncedValue((typed ?? '').trim(), TYPED_MS);
  const known = useQuery({
    queryKey: ['partner', value],
    enabled: typed === null && value !== '',
    queryFn: ({ signal }) => api.get('/v1/partners/{id}', { path: { id: value }, signal }),
  });
  const partners = useQuery({
    queryKey: ['partners-called', q],
    enabled: typed !== null,
    meta: { still: true },
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => api.get('/v1/partners', { query: { ...(q !== '' && { q }), limit: PARTNERS }, signal }),
  });
  const found = partners.data?.items ?? [];
  const idOf = (text: string): string => found.find((one) => called(one) === text)?.partnerId ?? '';
  const knownName = known.data?.state === 'running' ? known.data.name : value;
  // Whoever types faster than the names come has chosen as soon as they are there.
  const meant = typed === null ? value : idOf(typed);
  useEffect(() => {
    if (meant !== value) onChange(meant);
  });
  return (
    <>
      <TextInput
        label={label}
        required
        className="ple-grows"
        placeholder="Type a name"
        autoComplete="off"
        list={list}
        value={typed ?? knownName}
        error={typed !== null && typed !== '' && meant === '' ? 'Choose one of those that are suggested' : undefined}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <datalist id={list}>
        {found.map((one) => (
          <option key={one.partnerId} value={called(one)} />
        ))}
      </datalist>
    </>
  );
}

/** Two partners may have one name: the id tells them apart. */
const called = ({ name, partnerId }: { name: string; partnerId: string }): string => `${name} (${partnerId})`;
