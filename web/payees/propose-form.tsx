import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { ErrorNotice } from '../kit/notices';
import { usePayeeChange } from './use-payee-change';

interface ForWhom {
  partnerId: string;
  /** One of the partner's people, for what they earn; without it the partner itself. */
  person?: string;
}

/** Proposes the account to which a currency is paid. */
export function ProposeButton(whom: ForWhom) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        Propose an account
      </Button>
      {isOpen && <ProposeDialog {...whom} onClose={() => setOpen(false)} />}
    </>
  );
}

const EMPTY = { currency: '', holderName: '', iban: '', bic: '', accountReference: '', reason: '' };

function ProposeDialog({ partnerId, person, onClose }: ForWhom & { onClose: () => void }) {
  const [asked, setAsked] = useState(EMPTY);
  const propose = usePayeeChange<void>({
    send: (api, _asked, key) => {
      const { currency, holderName, ...rest } = asked;
      const given = Object.fromEntries(Object.entries(rest).filter(([, text]) => text.trim() !== ''));
      const whose = person === undefined ? {} : { person };
      const body = { ...whose, currency: currency.trim().toUpperCase(), holderName: holderName.trim(), ...given };
      return api.post('/v1/partners/{id}/payees/accounts', { path: { id: partnerId }, body, key });
    },
    done: () => 'Proposed: somebody else of finance verifies it',
    onDone: onClose,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!propose.isPending) propose.mutate();
  };
  const text = (name: keyof typeof EMPTY, label: string, more: { description?: string; required?: true } = {}) => (
    <TextInput
      {...more}
      label={label}
      value={asked[name]}
      onChange={(event) => setAsked({ ...asked, [name]: event.currentTarget.value })}
      autoComplete="off"
    />
  );
  return (
    <Modal opened onClose={onClose} title="Propose an account" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text size="sm">
            It is encrypted, and shown with its last four characters only. Nothing changes until somebody else of
            finance has verified it; the contact of the account that it replaces is told now and then.
          </Text>
          {text('currency', 'Currency', { required: true, description: 'Such as EUR' })}
          {text('holderName', 'Holder', { required: true, description: 'As the bank knows the account’s holder' })}
          {text('iban', 'IBAN', { description: 'Or the account’s reference below' })}
          {text('bic', 'BIC')}
          {text('accountReference', 'Reference at the payment provider')}
          {text('reason', 'Reason')}
          {propose.error && <ErrorNotice error={propose.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={propose.isPending}>
              Propose
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
