import { Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { ErrorNotice } from '../kit/notices';
import { usePrograms } from '../kit/use-program';
import { useRequestKey } from '../kit/use-request-key';
import { holds, useConsole, useMe } from '../shell/context';
import { navigate } from '../shell/router';
import type { Run } from './payout-words';

/** Opens a run over all that is due up to a period; for finance. */
export function OpenRun() {
  const [isOpen, setOpen] = useState(false);
  if (!holds(useMe(), ['FIN'])) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>Open a run</Button>
      {isOpen && <OpenRunDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function OpenRunDialog({ onClose }: { onClose: () => void }) {
  const { api } = useConsole();
  const programs = usePrograms();
  const [program, setProgram] = useState('');
  const [period, setPeriod] = useState('');
  const [kind, setKind] = useState<Run['kind']>('regular');
  const [number, setNumber] = useState('1');
  const key = useRequestKey();
  const items = programs.data?.items ?? [];
  const chosen = program || (items[0]?.programId ?? '');
  const open = useMutation({
    mutationFn: () =>
      api.post('/v1/payout-runs', {
        body: { program: chosen, period: period.trim(), kind, number: Number(number) },
        key: key.current(),
      }),
    onSettled: (_answer, error) => key.answered(error),
    onSuccess: ({ runId }) => navigate(`/payouts/${runId}`),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!open.isPending) open.mutate();
  };
  return (
    <Modal opened onClose={onClose} title="Open a payout run" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text size="sm">
            It collects all that is due to the program’s partners up to the end of the period and in no other run.
            Somebody else of finance approves it before anything is paid.
          </Text>
          <NativeSelect
            label="Program"
            required
            value={chosen}
            onChange={(event) => setProgram(event.currentTarget.value)}
            data={items.map(({ programId, title }) => ({ value: programId, label: title }))}
          />
          <TextInput
            label="Up to the end of"
            description="A period of the program, such as 2026-Q3, 2026-07 or 2026"
            required
            value={period}
            onChange={(event) => setPeriod(event.currentTarget.value)}
            data-autofocus
          />
          <NativeSelect
            label="Kind"
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value as Run['kind'])}
            data={[
              { value: 'regular', label: 'Regular, once a period' },
              { value: 'off_cycle', label: 'Off-cycle, for what cannot wait' },
            ]}
          />
          <TextInput
            label="Number"
            description="Another one after a run of the same kind and period was void or has paid"
            type="number"
            min={1}
            max={999}
            required
            value={number}
            onChange={(event) => setNumber(event.currentTarget.value)}
          />
          {open.error && <ErrorNotice error={open.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={open.isPending}>
              Open the run
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
