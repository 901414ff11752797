import { Button, Group, Select, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
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
          <PartnerSelect
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

function PartnerSelect({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (partnerId: string) => void;
}) {
  const { api } = useConsole();
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), TYPED_MS);
  const [chosen, setChosen] = useState<{ value: string; label: string } | null>(null);
  const partners = useQuery({
    queryKey: ['partners-called', q],
    meta: { still: true },
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => api.get('/v1/partners', { query: { ...(q !== '' && { q }), limit: PARTNERS }, signal }),
  });
  const found = (partners.data?.items ?? []).map((one) => ({ value: one.partnerId, label: one.name }));
  const known = chosen ?? (value === '' ? null : { value, label: value });
  const data = known === null || found.some((one) => one.value === known.value) ? found : [known, ...found];
  return (
    <Select
      label={label}
      required
      searchable
      className="ple-grows"
      placeholder="Type a name"
      nothingFoundMessage="No partner is called like that"
      data={data}
      value={value === '' ? null : value}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      onChange={(partnerId, option) => {
        if (partnerId === null || option === null) return;
        setChosen({ value: partnerId, label: option.label });
        onChange(partnerId);
      }}
    />
  );
}
