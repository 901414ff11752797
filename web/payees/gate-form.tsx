import { Button, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { Body } from '../api/client';
import { ErrorNotice } from '../kit/notices';
import { accountText } from './account-words';
import { ofPerson } from './of-person';
import type { Payee } from './payee-page';
import { usePayeeChange } from './use-payee-change';

type Gate = Body<'/v1/partners/{id}/payees/gates'>;

/** Records that a tax form is on file, or what a sanctions check of an account's holder has found. */
export function GateButton({ partnerId, payee }: { partnerId: string; payee: Payee }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        Record a check
      </Button>
      {isOpen && <GateDialog {...{ partnerId, payee }} onClose={() => setOpen(false)} />}
    </>
  );
}

function GateDialog({ partnerId, payee, onClose }: { partnerId: string; payee: Payee; onClose: () => void }) {
  const accounts = payee.accounts.filter(({ state }) => state === 'proposed' || state === 'verified');
  const [gate, setGate] = useState<Gate['gate']>('tax_form');
  const [outcome, setOutcome] = useState<Gate['outcome']>('passed');
  const [reference, setReference] = useState('');
  const [accountId, setAccount] = useState(accounts[0]?.accountId ?? '');
  const [until, setUntil] = useState('');
  const [rate, setRate] = useState('');
  const tellsRate = gate === 'tax_form' && outcome === 'passed';
  const record = usePayeeChange<void>({
    send: (api, _asked, key) =>
      api.post('/v1/partners/{id}/payees/gates', {
        path: { id: partnerId },
        body: {
          ...{ currency: payee.currency, gate, outcome, reference: reference.trim() },
          ...ofPerson(payee),
          ...(gate === 'sanctions' && { accountId }),
          ...(tellsRate && rate.trim() !== '' && { withholding: rate.trim() }),
          ...(until !== '' && { expires: `${until}T00:00:00Z` }),
        },
        key,
      }),
    done: () => 'Recorded',
    onDone: onClose,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!record.isPending) record.mutate();
  };
  return (
    <Modal opened onClose={onClose} title="Record a check" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <NativeSelect
            label="What was checked"
            value={gate}
            onChange={(event) => setGate(event.currentTarget.value as Gate['gate'])}
            data={[
              {
                value: 'tax_form',
                label: payee.person === null ? 'Tax form of the partner' : 'Tax form of the person',
              },
              { value: 'sanctions', label: 'Sanctions lists, for the holder of an account' },
            ]}
          />
          {gate === 'sanctions' && (
            <NativeSelect
              label="Account"
              required
              value={accountId}
              onChange={(event) => setAccount(event.currentTarget.value)}
              data={accounts.map((account) => ({ value: account.accountId, label: accountText(account) }))}
            />
          )}
          <NativeSelect
            label="Outcome"
            value={outcome}
            onChange={(event) => setOutcome(event.currentTarget.value as Gate['outcome'])}
            data={[
              { value: 'passed', label: 'In order' },
              { value: 'failed', label: 'Not in order: nothing is paid' },
            ]}
          />
          <TextInput
            label="Where the paper is"
            description="The number of a file or of a check; no personal data"
            required
            maxLength={200}
            value={reference}
            onChange={(event) => setReference(event.currentTarget.value)}
            data-autofocus
          />
          <TextInput
            label="Holds until"
            description="Empty where it holds for good"
            type="date"
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
          {tellsRate && (
            <TextInput
              label="Withheld of this payee"
              description="As the form says, e.g. 10%; empty where the plan’s rate counts"
              maxLength={12}
              value={rate}
              onChange={(event) => setRate(event.currentTarget.value)}
            />
          )}
          {record.error && <ErrorNotice error={record.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={record.isPending}>
              Record
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
