import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { Body } from '../api/client';
import { ApiError } from '../api/problem';
import { Due } from '../kit/due';
import { ErrorNotice } from '../kit/notices';
import { useProgram, usePrograms } from '../kit/use-program';
import { useRoles } from '../kit/roles';
import { counted } from '../kit/words';
import { useConsole } from '../shell/context';
import { Link } from '../shell/router';
import { useAct } from '../tasks/use-act';
import type { Absences } from './absence-page';

type Absence = Body<'/v1/people/{id}/absences'>;
type SubjectType = NonNullable<Absence['subjectType']>;

/** What an absence can be about only. */
const SUBJECTS: Record<SubjectType, string> = {
  partner: 'Whether a partner goes on',
  payout: 'Payouts',
  dispute: 'Disputed lines of statements',
  tier: 'Tiers',
  plan: 'Plans that were handed in',
};

interface Planned {
  from: string;
  to: string;
  delegateId: string;
  role: string;
  region: string;
  subjectType: SubjectType | '';
}

/** Enters an absence, and shows before what it will reroute. */
export function AbsenceForm({ absences, personId }: { absences: Absences; personId: string }) {
  const { api } = useConsole();
  const { titleOf } = useRoles();
  const [planned, setPlanned] = useState<Planned>(NOTHING_PLANNED);
  const set = (changes: Partial<Planned>): void => setPlanned({ ...planned, ...changes });
  const act = useAct(
    (body: Absence, key) => api.post('/v1/people/{id}/absences', { path: { id: personId }, body, key }),
    'The absence is entered: what waits is asked of others from its first day on.',
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!act.isPending) act.mutate(bodyOf(planned), { onSuccess: () => setPlanned(NOTHING_PLANNED) });
  };
  const faultOf = (name: string): string | undefined =>
    act.error instanceof ApiError ? act.error.faults.find(({ pointer }) => pointer === `/${name}`)?.message : undefined;
  const date = (name: 'from' | 'to', label: string) => (
    <TextInput
      type="date"
      label={label}
      required
      value={planned[name]}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
      error={faultOf(name)}
    />
  );
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Group grow align="flex-start">
          {date('from', 'First day away')}
          {date('to', 'First day back')}
        </Group>
        <NativeSelect
          label="Who stands in"
          description="They are asked beside whoever else holds the role, and decide in their own name, for the absent person"
          value={planned.delegateId}
          onChange={(event) => set({ delegateId: event.currentTarget.value })}
          error={faultOf('delegateId')}
          data={[
            { value: '', label: 'Nobody: others who hold the role' },
            ...absences.mayStandIn.map((one) => ({
              value: one.personId,
              label: `${one.displayName}${one.roles.length > 0 ? ` (${one.roles.map(titleOf).join(', ')})` : ''}`,
            })),
          ]}
        />
        <Scope planned={planned} set={set} faultOf={faultOf} />
        <Rerouted waiting={absences.waiting} planned={planned} />
        {act.error && <ErrorNotice error={act.error} />}
        <Group>
          <Button type="submit" loading={act.isPending}>
            Enter the absence
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const NOTHING_PLANNED: Planned = { from: '', to: '', delegateId: '', role: '', region: '', subjectType: '' };

/** Days as people mean them: from local midnight to local midnight. */
function bodyOf({ from, to, delegateId, role, region, subjectType }: Planned): Absence {
  const midnight = (day: string): string => new Date(`${day}T00:00`).toISOString();
  return {
    from: midnight(from),
    to: midnight(to),
    ...(delegateId ? { delegateId } : {}),
    ...(role ? { role } : {}),
    ...(region ? { region } : {}),
    ...(subjectType ? { subjectType } : {}),
  };
}

/** An absence may be for a part only: one role, one region, one kind of decision. */
function Scope({
  planned,
  set,
  faultOf,
}: {
  planned: Planned;
  set: (changes: Partial<Planned>) => void;
  faultOf: (name: string) => string | undefined;
}) {
  const programs = usePrograms();
  const [program] = programs.data?.items ?? [];
  const { data } = useProgram(program?.programId);
  const choose = (name: 'role' | 'region' | 'subjectType', label: string, all: string, options: [string, string][]) => (
    <NativeSelect
      label={label}
      value={planned[name]}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
      error={faultOf(name)}
      data={[{ value: '', label: all }, ...options.map(([value, text]) => ({ value, label: text }))]}
    />
  );
  return (
    <details className="ple-inset">
      <summary>Only for a part of the work</summary>
      <Stack gap="sm" mt="sm">
        {choose(
          'role',
          'Role',
          'In every role',
          Object.entries(data?.document?.roles ?? {}).map(([id, { title }]) => [id, title]),
        )}
        {choose(
          'region',
          'Region',
          'Everywhere',
          Object.entries(program?.regions ?? {}).map(([id, { title }]) => [id, title]),
        )}
        {choose('subjectType', 'Decisions', 'About anything', Object.entries(SUBJECTS))}
      </Stack>
    </details>
  );
}

/** What waits now and would be asked of others, within the scope. */
function Rerouted({ waiting, planned }: { waiting: Absences['waiting']; planned: Planned }) {
  const { role, region, subjectType } = planned;
  const { titleOf } = useRoles();
  const moved = waiting.filter(
    (one) =>
      (role === '' || one.roles.includes(role)) &&
      (region === '' || one.region === region) &&
      (subjectType === '' || one.subjectType === subjectType),
  );
  if (moved.length === 0) return <Text size="sm">Nothing waits now that would be rerouted.</Text>;
  return (
    <details className="ple-inset">
      <summary>{counted(moved.length, 'approval waits', 'approvals wait')} now and will be asked of others</summary>
      <ul className="ple-list-plain" aria-label="What will be asked of others">
        {moved.map(({ approvalId, title, partnerName, due, programVersion, roles }) => (
          <li key={approvalId} className="ple-row-line">
            <Link to={`/inbox/approval-${approvalId}`}>
              {title}, {partnerName}
            </Link>
            <span>{roles.map(titleOf).join(', ')}</span>
            <Due due={due} program={programVersion} />
          </li>
        ))}
      </ul>
    </details>
  );
}
