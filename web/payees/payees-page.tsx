import { Group, NativeSelect, Table, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { lazy } from 'react';
import type { Got } from '../api/client';
import { DataTable, ShowMore } from '../kit/data-table';
import { moneyText } from '../kit/facts';
import { EmptyState, Read } from '../kit/notices';
import { Page } from '../kit/page';
import { Status } from '../kit/status';
import { useConsole } from '../shell/context';
import { changedQuery, Link, navigate, useAddress } from '../shell/router';
import { accountText } from './account-words';
import { Gaps } from './gaps';
import { OfPerson } from './of-person';

const PayeePage = lazy(async () => ({ default: (await import('./payee-page')).PayeePage }));

type Payee = Got<'/v1/payees'>['items'][number];

const PAGE = 50;
const TYPED_MS = 300;
const SHOWS = {
  to_decide: 'An account waits for us',
  resting: 'The account rests',
  held: 'Held',
  stopped: 'Something stands in the way',
  payable: 'May be paid',
};
type Show = keyof typeof SHOWS;

/** Who is to be paid, and what stands in the way: all payees, or those of one partner. */
export function PayeesPage({ rest: [partnerId] }: { rest: string[] }) {
  return partnerId === undefined ? <AllPayees /> : <PayeePage key={partnerId} partnerId={partnerId} />;
}

function AllPayees() {
  const { api } = useConsole();
  const { query } = useAddress();
  const q = query.get('q') ?? undefined;
  const asked = query.get('show');
  const show = asked !== null && asked in SHOWS ? (asked as Show) : undefined;
  const set = (changes: Record<string, string>): void =>
    navigate(`/payees${changedQuery(query, changes)}`, { replace: true });
  const typed = useDebouncedCallback((text: string) => set({ q: text }), TYPED_MS);
  const payees = useInfiniteQuery({
    queryKey: ['payees', q, show],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/payees', { query: { q, show, limit: PAGE, cursor: pageParam }, signal }),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  return (
    <Page title="Payees" lead="Where each partner’s money goes, and what stands in the way of it.">
      <Group gap="sm" role="search" className="ple-filters">
        <TextInput
          aria-label="Search by name"
          placeholder="Search by name"
          defaultValue={q ?? ''}
          onChange={(event) => typed(event.currentTarget.value)}
        />
        <NativeSelect
          aria-label="Which payees"
          value={show ?? ''}
          onChange={(event) => set({ show: event.currentTarget.value })}
          data={[
            { value: '', label: 'All payees' },
            ...Object.entries(SHOWS).map(([value, label]) => ({ value, label })),
          ]}
        />
      </Group>
      <Read query={payees} what="the payees">
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <Nobody isFiltered={q !== undefined || show !== undefined} />;
          return (
            <div className="ple-card">
              <DataTable
                name="Payees"
                columns={['Partner', 'Currency', 'May be paid', 'Account', 'Due, in no run yet']}
              >
                {items.map((payee) => (
                  <Row key={payee.payeeId} payee={payee} />
                ))}
              </DataTable>
              <ShowMore pages={payees} count={items.length} what="payee" />
            </div>
          );
        }}
      </Read>
    </Page>
  );
}

function Row({ payee: { partnerId, partnerName, person, currency, gaps, accounts, due } }: { payee: Payee }) {
  return (
    <Table.Tr>
      <Table.Th scope="row">
        <Link to={`/payees/${partnerId}`}>{partnerName}</Link>
        <OfPerson person={person} />
      </Table.Th>
      <Table.Td>{currency}</Table.Td>
      <Table.Td>
        <Gaps gaps={gaps} none="Yes" />
      </Table.Td>
      <Table.Td>
        {accounts.length === 0 && '–'}
        {accounts.map((account) => (
          <div key={account.accountId}>
            {accountText(account)}
            {account.state === 'proposed' && (
              <>
                {' '}
                <Status tone="warn">Waits for us</Status>
              </>
            )}
          </div>
        ))}
      </Table.Td>
      <Table.Td className="ple-number">{Number(due.amount) === 0 ? '–' : moneyText(due)}</Table.Td>
    </Table.Tr>
  );
}

function Nobody({ isFiltered }: { isFiltered: boolean }) {
  return (
    <div className="ple-card">
      <EmptyState icon="people" title={isFiltered ? 'No payee is like that' : 'No payee yet'}>
        {isFiltered ? (
          <>
            Take a filter away, or <Link to="/payees">show all payees</Link>.
          </>
        ) : (
          'A partner becomes a payee when its finance people propose a bank account, or when something is due to it.'
        )}
      </EmptyState>
    </div>
  );
}
