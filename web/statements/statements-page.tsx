import { Table, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { lazy } from 'react';
import { DataTable, ShowMore } from '../kit/data-table';
import { moneyText } from '../kit/facts';
import { EmptyState, Read } from '../kit/notices';
import { Page } from '../kit/page';
import { dayText } from '../kit/times';
import { useConsole } from '../shell/context';
import { changedQuery, Link, navigate, useAddress } from '../shell/router';
import { statementPlaces } from './places';

const PartnerStatements = lazy(async () => ({ default: (await import('./partner-statements')).PartnerStatements }));

const PAGE = 50;
const TYPED_MS = 300;

/** Who is owed what: all partners with a book, or the statements of one. */
export function StatementsPage({ rest: [partnerId, ...place] }: { rest: string[] }) {
  if (partnerId === undefined) return <Holders />;
  return <PartnerStatements key={partnerId} partnerId={partnerId} place={place} />;
}

function Holders() {
  const { api } = useConsole();
  const { query } = useAddress();
  const q = query.get('q') ?? undefined;
  const typed = useDebouncedCallback(
    (text: string) => navigate(`/statements${changedQuery(query, { q: text })}`, { replace: true }),
    TYPED_MS,
  );
  const holders = useInfiniteQuery({
    queryKey: ['statement-holders', q],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/statements', { query: { q, limit: PAGE, cursor: pageParam }, signal }),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  return (
    <Page
      title="Statements"
      lead="What each partner and its people are owed, what was paid, and every statement behind that."
    >
      <div role="search">
        <TextInput
          aria-label="Search by name"
          placeholder="Search by name"
          maw={320}
          defaultValue={q ?? ''}
          onChange={(event) => typed(event.currentTarget.value)}
        />
      </div>
      <Read query={holders} what="the statements">
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <Nobody isFiltered={q !== undefined} />;
          return (
            <div className="ple-card">
              <DataTable
                name="Partners with statements"
                columns={['Partner', 'Currency', 'Owed in all', 'Earned, held', 'Approved', 'On its way', 'Paid so far', 'Last moved']} // prettier-ignore
              >
                {items.map(
                  ({
                    partnerId,
                    partnerName,
                    person,
                    currency,
                    owed,
                    held,
                    payable,
                    reserved,
                    inTransit,
                    paid,
                    moved,
                  }) => (
                    <Table.Tr key={`${partnerId}/${person?.personId ?? ''}/${currency}`}>
                      <Table.Th scope="row">
                        <Link to={statementPlaces(partnerId)(person === null ? {} : { person: person.personId })}>
                          {person === null ? partnerName : `${person.name ?? person.personId}, ${partnerName}`}
                        </Link>
                      </Table.Th>
                      <Table.Td>{currency}</Table.Td>
                      <Table.Td className="ple-number">
                        <strong>{moneyText(owed)}</strong>
                      </Table.Td>
                      <Table.Td className="ple-number">{moneyText(held)}</Table.Td>
                      <Table.Td className="ple-number">
                        {moneyText(payable)}
                        {Number(reserved.amount) !== 0 && (
                          <Text size="xs" c="dimmed">
                            {moneyText(reserved)} kept back
                          </Text>
                        )}
                      </Table.Td>
                      <Table.Td className="ple-number">{moneyText(inTransit)}</Table.Td>
                      <Table.Td className="ple-number">{moneyText(paid)}</Table.Td>
                      <Table.Td>{dayText(moved.ms)}</Table.Td>
                    </Table.Tr>
                  ),
                )}
              </DataTable>
              <ShowMore pages={holders} count={items.length} what="book" />
            </div>
          );
        }}
      </Read>
    </Page>
  );
}

function Nobody({ isFiltered }: { isFiltered: boolean }) {
  return (
    <div className="ple-card">
      <EmptyState icon="money" title={isFiltered ? 'Nobody is called that' : 'No statement yet'}>
        {isFiltered ? (
          <>
            Search for another part of the name, or <Link to="/statements">show everybody</Link>.
          </>
        ) : (
          'A partner has statements as soon as its first sale is priced.'
        )}
      </EmptyState>
    </div>
  );
}
