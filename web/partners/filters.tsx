import { Checkbox, Group, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import type { LifecycleMode } from '../../domain/lifecycle';
import { STAGES } from '../kit/stages';
import { useProgram, usePrograms } from '../kit/use-program';
import { words } from '../kit/words';
import { changedQuery, navigate, useAddress } from '../shell/router';

/** Nobody wants a question per letter. */
const TYPED_MS = 300;
const MODES: LifecycleMode[] = ['active', 'paused', 'suspended', 'withdrawn', 'offboarded', 'rejected', 'expired'];

/** Chooses rows; the address says how, so that it can be kept, sent and gone back to. */
export function Filters({ filter }: { filter: Record<string, string> }) {
  const { query } = useAddress();
  const programs = usePrograms();
  const [program] = programs.data?.items ?? [];
  const { data } = useProgram(program?.programId);
  const set = (changes: Record<string, string | undefined>): void =>
    navigate(`/partners${changedQuery(query, { view: 'table', ...changes })}`, { replace: true });
  const typed = useDebouncedCallback((q: string) => set({ q }), TYPED_MS);
  const choose = (name: string, label: string, options: [value: string, label: string][]) => (
    <NativeSelect
      key={name}
      aria-label={label}
      value={filter[name] ?? ''}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
      data={[
        { value: '', label: `Any ${label.toLowerCase()}` },
        ...options.map(([value, text]) => ({ value, label: text })),
      ]}
    />
  );
  return (
    <Group gap="sm" role="search" className="ple-filters">
      <TextInput
        aria-label="Search by name"
        placeholder="Search by name"
        defaultValue={filter['q'] ?? ''}
        onChange={(event) => typed(event.currentTarget.value)}
      />
      {choose(
        'stage',
        'Stage',
        STAGES.map((stage) => [stage, words(stage)]),
      )}
      {choose(
        'mode',
        'State',
        MODES.map((mode) => [mode, words(mode)]),
      )}
      {choose(
        'tier',
        'Tier',
        (data?.document?.tiers ?? []).map(({ id, title }) => [id, title]),
      )}
      {choose('type', 'Type', Object.entries(program?.partnerTypes ?? {}))}
      {choose(
        'region',
        'Region',
        Object.entries(program?.regions ?? {}).map(([id, { title }]) => [id, title]),
      )}
      <Checkbox
        label="Overdue"
        checked={filter['overdue'] === 'true'}
        onChange={(event) => set({ overdue: event.currentTarget.checked ? 'true' : undefined })}
      />
      <Checkbox
        label="Possible duplicates"
        checked={filter['possibleDuplicate'] === 'true'}
        onChange={(event) => set({ possibleDuplicate: event.currentTarget.checked ? 'true' : undefined })}
      />
    </Group>
  );
}
