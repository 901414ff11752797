import { Button, Group, NativeSelect, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { Body, Got } from '../api/client';
import { ApiError } from '../api/problem';
import { EmptyState, ErrorNotice, Read } from '../kit/notices';
import { Page } from '../kit/page';
import { usePrograms } from '../kit/use-program';
import { useRequestKey } from '../kit/use-request-key';
import { useConsole } from '../shell/context';
import { navigate } from '../shell/router';
import { ApplicationPage } from './application-page';

type Program = Got<'/v1/programs'>['items'][number];
type Application = Body<'/v1/partners'>;

const countryName = new Intl.DisplayNames('en', { type: 'region' });

/** A company applies; afterwards, what becomes of the application. */
export function ApplyPage({ rest }: { rest: string[] }) {
  const programs = usePrograms();
  if (rest[0] !== undefined) return <ApplicationPage partnerId={rest[0]} />;
  return (
    <Page
      title="Become a partner"
      lead="Tell us about your company. It takes two minutes, and you see at once what happens next."
    >
      <Read query={programs} what="the programs">
        {({ items }) =>
          items.length === 0 ? (
            <div className="ple-card">
              <EmptyState icon="program" title="No program is open yet">
                Come back later: as soon as a program is published, you can apply here.
              </EmptyState>
            </div>
          ) : (
            <ApplyForm programs={items} />
          )
        }
      </Read>
    </Page>
  );
}

function ApplyForm({ programs }: { programs: Program[] }) {
  const { api } = useConsole();
  const key = useRequestKey();
  const [asked, setAsked] = useState<Application>({
    programId: programs[0]!.programId,
    name: '',
    type: '',
    country: '',
    profile: {},
  });
  const program = programs.find(({ programId }) => programId === asked.programId) ?? programs[0]!;
  const apply = useMutation({
    mutationFn: () => api.post('/v1/partners', { body: asked, key: key.current() }),
    onSettled: (_answer, error) => key.answered(error),
    onSuccess: ({ partnerId }) => navigate(`/apply/${partnerId}`),
  });
  const set = (changes: Partial<Application>): void => setAsked({ ...asked, ...changes });
  const profile = (changes: Application['profile']): void => set({ profile: { ...asked.profile, ...changes } });
  const faultOf = (name: string): string | undefined =>
    apply.error instanceof ApiError
      ? apply.error.faults.find(({ pointer }) => pointer === `/${name}`)?.message
      : undefined;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!apply.isPending) apply.mutate();
  };
  return (
    <form onSubmit={submit} className="ple-card ple-form">
      <Stack gap="md">
        {programs.length > 1 && (
          <NativeSelect
            label="Program"
            required
            value={asked.programId}
            onChange={(event) => set({ programId: event.currentTarget.value, type: '', country: '' })}
            data={programs.map(({ programId, title }) => ({ value: programId, label: title }))}
          />
        )}
        <TextInput
          label="Company name"
          description="As in the company register"
          required
          maxLength={200}
          value={asked.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={faultOf('name')}
          autoComplete="organization"
        />
        <NativeSelect
          label="What kind of partner"
          required
          value={asked.type}
          onChange={(event) => set({ type: event.currentTarget.value })}
          error={faultOf('type')}
          data={[
            { value: '', label: 'Choose' },
            ...Object.entries(program.partnerTypes).map(([value, label]) => ({ value, label })),
          ]}
        />
        <Group grow align="flex-start">
          <NativeSelect
            label="Country"
            required
            value={asked.country}
            onChange={(event) => set({ country: event.currentTarget.value })}
            error={faultOf('country')}
            data={[{ value: '', label: 'Choose' }, ...countriesOf(program)]}
          />
          <TextInput
            label="City"
            maxLength={100}
            value={asked.city ?? ''}
            onChange={(event) => set({ city: event.currentTarget.value || undefined })}
            error={faultOf('city')}
            autoComplete="address-level2"
          />
        </Group>
        <TextInput
          label="Registration number"
          description="If your company has one: it makes sure that nobody applies twice"
          maxLength={60}
          value={asked.registrationNumber ?? ''}
          onChange={(event) => set({ registrationNumber: event.currentTarget.value || undefined })}
          error={faultOf('registrationNumber')}
        />
        <Group grow align="flex-start">
          <NumberInput
            label="Employees"
            min={0}
            max={10_000_000}
            allowDecimal={false}
            value={asked.profile?.employees ?? ''}
            onChange={(value) => profile({ employees: typeof value === 'number' ? value : undefined })}
            hideControls
          />
          <NumberInput
            label="Years in business"
            min={0}
            max={1_000}
            allowDecimal={false}
            value={asked.profile?.yearsInBusiness ?? ''}
            onChange={(value) => profile({ yearsInBusiness: typeof value === 'number' ? value : undefined })}
            hideControls
          />
        </Group>
        <TextInput
          label="Focus"
          description="The market or products that you know best, in a word"
          maxLength={100}
          value={asked.profile?.focus ?? ''}
          onChange={(event) => profile({ focus: event.currentTarget.value || undefined })}
        />
        {apply.error && <ErrorNotice error={apply.error} />}
        <Group justify="space-between">
          <Text size="sm" c="dimmed" maw={420}>
            You become the first person of your company here, and can see what we do with the application.
          </Text>
          <Button type="submit" size="md" loading={apply.isPending}>
            Apply
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function countriesOf({ regions }: Program): { value: string; label: string }[] {
  return Object.values(regions)
    .flatMap(({ countries }) => countries)
    .map((value) => ({ value, label: countryName.of(value) ?? value }))
    .sort((a, b) => a.label.localeCompare(b.label));
}
