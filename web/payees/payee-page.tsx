import { Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Got } from '../api/client';
import { DataTable } from '../kit/data-table';
import { EmptyState, Read } from '../kit/notices';
import { Card, Page } from '../kit/page';
import { Status, toneOf } from '../kit/status';
import { minuteText } from '../kit/times';
import { words } from '../kit/words';
import { usePartner } from '../partners/use-partner';
import { holds, useConsole, useMe } from '../shell/context';
import { Link } from '../shell/router';
import { accountText } from './account-words';
import { DecideAccount } from './decide-account';
import { Gaps } from './gaps';
import { GateButton } from './gate-form';
import { HoldButton } from './hold-button';
import { earnerText } from './of-person';
import { ProposeButton } from './propose-form';

/** A payee of a partner. */
export type Payee = Got<'/v1/partners/{id}/payees'>['items'][number];

/** The payees of one partner: accounts, gates, and what may be done about them. */
export function PayeePage({ partnerId }: { partnerId: string }) {
  const { api } = useConsole();
  const { data } = usePartner(partnerId);
  const mayChange = holds(useMe(), ['FIN']);
  const name = data?.state === 'running' ? data.name : partnerId;
  const payees = useQuery({
    queryKey: ['payees-of', partnerId],
    queryFn: ({ signal }) => api.get('/v1/partners/{id}/payees', { path: { id: partnerId }, signal }),
  });
  return (
    <Page
      title={`Payee ${name}`}
      lead={
        <span className="ple-row-line">
          <Link to="/payees">All payees</Link>
          <Link to={`/statements/${partnerId}`}>Statements</Link>
          <Link to={`/partners/${partnerId}`}>Partner</Link>
        </span>
      }
      actions={mayChange && <ProposeButton partnerId={partnerId} />}
    >
      <Read query={payees} what="the payees">
        {({ items }) =>
          items.length === 0 ? (
            <div className="ple-card">
              <EmptyState icon="people" title="Nothing is on file yet">
                The partner’s finance people propose the account to be paid to, or you do it for them.
              </EmptyState>
            </div>
          ) : (
            <Stack gap="md">
              {items.map((payee) => (
                <OnePayee key={payee.payeeId} {...{ partnerId, payee, mayChange }} />
              ))}
            </Stack>
          )
        }
      </Read>
    </Page>
  );
}

interface OfPayee {
  partnerId: string;
  payee: Payee;
  mayChange: boolean;
}

function OnePayee({ partnerId, payee, mayChange }: OfPayee) {
  const { currency, person, gaps, held } = payee;
  const who = earnerText(person);
  return (
    <Card
      title={who === null ? `Paid in ${currency}` : `${who}, paid in ${currency}`}
      aside={
        mayChange && (
          <span className="ple-actions">
            <GateButton {...{ partnerId, payee }} />
            <HoldButton {...{ partnerId, payee }} />
          </span>
        )
      }
    >
      <Stack gap="sm">
        <div className="ple-wraps">
          <Gaps gaps={gaps} />
          {held && (
            <Text size="sm">
              “{held.reason}”, since {minuteText(Date.parse(held.since))}
            </Text>
          )}
        </div>
        <Accounts {...{ partnerId, payee, mayChange }} />
        <Gates payee={payee} />
      </Stack>
    </Card>
  );
}

function Accounts({ partnerId, payee: { accounts, currency }, mayChange }: OfPayee) {
  if (accounts.length === 0) return <Text c="dimmed">No account was proposed yet.</Text>;
  return (
    <DataTable
      name={`Accounts, ${currency}`}
      columns={['Account', 'State', 'Proposed by', 'Decided by', 'Paid to from']}
    >
      {accounts.map((account) => (
        <Table.Tr key={account.accountId}>
          <Table.Th scope="row">{accountText(account)}</Table.Th>
          <Table.Td>
            <Status tone={toneOf(account.state)}>{words(account.state)}</Status>
            {account.state === 'proposed' && mayChange && <DecideAccount {...{ partnerId, account }} />}
          </Table.Td>
          <Table.Td>
            {account.proposedByName}
            <Text size="xs" c="dimmed">
              {minuteText(Date.parse(account.proposed))}
            </Text>
          </Table.Td>
          <Table.Td>
            {account.decidedByName ?? '–'}
            {account.decided && (
              <Text size="xs" c="dimmed">
                {minuteText(Date.parse(account.decided))}
              </Text>
            )}
          </Table.Td>
          <Table.Td>{account.payableFrom ? minuteText(Date.parse(account.payableFrom)) : '–'}</Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}

function Gates({ payee: { gates, accounts, currency } }: { payee: Payee }) {
  if (gates.length === 0) return <Text c="dimmed">No tax form and no sanctions check is on file.</Text>;
  return (
    <DataTable name={`Gates, ${currency}`} columns={['Gate', 'Outcome', 'Where', 'Recorded by', 'Holds until']}>
      {gates.map(({ gate, outcome, accountId, reference, withholding, recordedByName, recorded, expires }) => {
        const account = accounts.find((one) => one.accountId === accountId);
        return (
          <Table.Tr key={gate + (accountId ?? '')}>
            <Table.Th scope="row">
              {words(gate)}
              {account && (
                <Text size="xs" c="dimmed">
                  {accountText(account)}
                </Text>
              )}
            </Table.Th>
            <Table.Td>
              <Status tone={outcome === 'passed' ? 'good' : 'bad'}>{words(outcome)}</Status>
            </Table.Td>
            <Table.Td>
              {reference}
              {withholding !== null && (
                <Text size="xs" c="dimmed">
                  {withholding} is withheld
                </Text>
              )}
            </Table.Td>
            <Table.Td>
              {recordedByName}
              <Text size="xs" c="dimmed">
                {minuteText(Date.parse(recorded))}
              </Text>
            </Table.Td>
            <Table.Td>{expires ? minuteText(Date.parse(expires)) : 'For good'}</Table.Td>
          </Table.Tr>
        );
      })}
    </DataTable>
  );
}
