import { Button, Group, Modal, NativeSelect, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { CommandName, CommandParams } from '../../domain/lifecycle';
import type { StageName } from '../../domain/program';
import { ErrorNotice } from '../kit/notices';
import { say } from '../kit/toast';
import { useProgram } from '../kit/use-program';
import { useRequestKey } from '../kit/use-request-key';
import { words } from '../kit/words';
import { useConsole } from '../shell/context';
import { COMMANDS } from './command-words';
import type { Partner } from './use-partner';

/** Asks for the reason, and for what the command needs, before it is given. */
export function CommandDialog({
  partner,
  command,
  onClose,
}: {
  partner: Partner;
  command: CommandName;
  onClose: () => void;
}) {
  const { api } = useConsole();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [params, setParams] = useState<CommandParams>({});
  const key = useRequestKey();
  const { title, effect, isGrave } = COMMANDS[command];
  const give = useMutation({
    mutationFn: () =>
      api.post('/v1/partners/{id}/commands', {
        path: { id: partner.partnerId },
        body: { command, reason: reason.trim(), params },
        key: key.current(),
      }),
    onSettled: (_answer, error) => key.answered(error),
    onSuccess: async () => {
      say(`${title}: ${partner.name}`);
      onClose();
      await queries.invalidateQueries();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!give.isPending) give.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={`${title}: ${partner.name}`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text size="sm">{effect}</Text>
          <Params partner={partner} command={command} params={params} onChange={setParams} />
          <Textarea
            label="Reason"
            description="Kept in the timeline, and visible in the Temporal UI"
            required
            autosize
            minRows={2}
            maxLength={2_000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            data-autofocus
          />
          {give.error && <ErrorNotice error={give.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" color={isGrave ? 'red.9' : undefined} loading={give.isPending}>
              {title}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface ParamsProps {
  partner: Partner;
  command: CommandName;
  params: CommandParams;
  onChange: (params: CommandParams) => void;
}

function Params(props: ParamsProps) {
  if (props.command === 'skipStep') return <WhichStep {...props} />;
  if (props.command === 'repeatStage') return <WhichStage {...props} />;
  return props.command === 'handOver' ? <WhichOwner {...props} /> : null;
}

function WhichStep({ partner, params, onChange }: ParamsProps) {
  const steps = partner.stageRuns
    .filter(({ outcome }) => outcome === null)
    .flatMap(({ stage, steps: all }) =>
      all.filter(({ state }) => ['open', 'waiting'].includes(state)).map((step) => ({ stage, step })),
    );
  return (
    <NativeSelect
      label="Step"
      required
      value={params.step === undefined ? '' : `${params.stage}/${params.step}`}
      onChange={(event) => {
        const [stage, step] = event.currentTarget.value.split('/') as [StageName, string];
        onChange({ stage, step });
      }}
      data={[
        { value: '', label: 'Choose a step' },
        ...steps.map(({ stage, step }) => ({
          value: `${stage}/${step.key}`,
          label: `${step.title} (${words(stage)})`,
        })),
      ]}
    />
  );
}

function WhichStage({ partner, params, onChange }: ParamsProps) {
  const ended = [
    ...new Set(
      partner.stageRuns
        .filter(({ outcome, cycle }) => outcome !== null && cycle === partner.cycle)
        .map(({ stage }) => stage),
    ),
  ];
  return (
    <NativeSelect
      label="Stage"
      required
      value={params.stage ?? ''}
      onChange={(event) => onChange({ stage: event.currentTarget.value as StageName })}
      data={[{ value: '', label: 'Choose a stage' }, ...ended.map((stage) => ({ value: stage, label: words(stage) }))]}
    />
  );
}

function WhichOwner({ partner, params, onChange }: ParamsProps) {
  const { api } = useConsole();
  const { data: program } = useProgram(partner.program.programId, partner.program.version);
  const { data: people } = useQuery({
    queryKey: ['staff'],
    queryFn: ({ signal }) => api.get('/v1/people', { signal }),
  });
  const roles = Object.entries(program?.document?.roles ?? {}).filter(([, { side }]) => side === 'vendor');
  const holders = (people?.items ?? []).filter(({ grants }) =>
    grants.some(({ role, region }) => role === params.role && (region === null || region === partner.region)),
  );
  return (
    <>
      <NativeSelect
        label="Role"
        required
        value={params.role ?? ''}
        onChange={(event) => onChange({ role: event.currentTarget.value })}
        data={[
          { value: '', label: 'Choose a role' },
          ...roles.map(([role, { title }]) => ({ value: role, label: title })),
        ]}
      />
      <NativeSelect
        label="To"
        required
        value={params.toPersonId ?? ''}
        onChange={(event) => onChange({ ...params, toPersonId: event.currentTarget.value })}
        data={[
          { value: '', label: params.role && holders.length === 0 ? 'Nobody holds this role here' : 'Choose a person' },
          ...holders.map(({ personId, displayName }) => ({ value: personId, label: displayName })),
        ]}
      />
    </>
  );
}
