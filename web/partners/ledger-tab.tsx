import { Button, Group, NativeSelect, Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Got } from '../api/client';
import { Disclosed } from '../kit/disclosed';
import { Facts, Hash, moneyText } from '../kit/facts';
import { EmptyState, Read } from '../kit/notices';
import { Card } from '../kit/page';
import { TemporalLink } from '../kit/temporal-link';
import { dayText } from '../kit/times';
import { counted, words } from '../kit/words';
import { useConsole } from '../shell/context';
import { changedQuery, Link, navigate, useAddress } from '../shell/router';

type Ledger = Got<'/v1/partners/{id}/ledger'>;
type Transaction = Ledger['items'][number];
type Account = Transaction['moves'][number]['account'];

/** The accounts of every book, as people read them. */
const ACCOUNTS: Record<Account, string> = {
  accrued_held: 'Earned, held until a close is approved',
  payable: 'Approved, to be paid',
  reserve: 'Kept back for refunds',
  receivable: 'Owed by the partner',
  withheld: 'Tax withheld',
  in_transit: 'On its way to the bank',
  paid: 'Paid, confirmed by the rail',
  bank: 'Seen on the bank’s statement',
  expense: 'Spent by the program',
  write_off: 'Written off',
};

const isAccount = (text: string | null): text is Account => text !== null && text in ACCOUNTS;

/** The partner's books: what stands in them, and every transaction with its postings. */
export function LedgerTab({ partnerId }: { partnerId: string }) {
  const { api } = useConsole();
  const { query } = useAddress();
  const asked = query.get('account');
  const account = isAccount(asked) ? asked : undefined;
  const earning = query.get('earning') ?? undefined;
  const at = (changes: Record<string, string | undefined>): string =>
    `/partners/${partnerId}${changedQuery(query, changes)}`;
  const ledger = useInfiniteQuery({
    queryKey: ['ledger', partnerId, account, earning],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/partners/{id}/ledger', {
        path: { id: partnerId },
        query: { account, earning, cursor: pageParam },
        signal,
      }),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  return (
    <Read query={ledger} what="the ledger">
      {({ pages }) => {
        const { books } = pages[0]!;
        if (books.length === 0) return <NoBook at={at} />;
        return (
          <Stack gap="md">
            <Books books={books} />
            <Card
              title="Transactions"
              aside={
                <NativeSelect
                  aria-label="Account"
                  value={account ?? ''}
                  onChange={(event) => navigate(at({ account: event.currentTarget.value }))}
                  data={[
                    { value: '', label: 'Every account' },
                    ...Object.entries(ACCOUNTS).map(([value, label]) => ({ value, label })),
                  ]}
                />
              }
            >
              {earning !== undefined && (
                <Text mb="sm">
                  Only those of one earning. <Link to={at({ earning: undefined })}>Show all</Link>
                </Text>
              )}
              <Transactions items={pages.flatMap(({ items }) => items)} />
              {ledger.hasNextPage && (
                <Button
                  mt="sm"
                  variant="default"
                  onClick={() => void ledger.fetchNextPage()}
                  loading={ledger.isFetchingNextPage}
                >
                  Show more
                </Button>
              )}
            </Card>
          </Stack>
        );
      }}
    </Read>
  );
}

function NoBook({ at }: { at: (changes: Record<string, string | undefined>) => string }) {
  return (
    <div className="ple-card">
      <EmptyState icon="overview" title="No book yet">
        A book is opened by the first earning in its currency. <Link to={at({ tab: 'money' })}>Sales and earnings</Link>{' '}
        shows what has been sold.
      </EmptyState>
    </div>
  );
}

function Books({ books }: { books: Ledger['books'] }) {
  return (
    <div className="ple-pair">
      {books.map(({ currency, transactions, hash, balances }) => (
        <Card key={currency} title={`Book in ${currency}`}>
          <Facts items={balances.map(({ account, amount }) => [ACCOUNTS[account], moneyText(amount)] as const)} />
          <Text size="sm" c="dimmed" mt="xs">
            {counted(transactions, 'transaction')}, chained up to <Hash value={hash} />
          </Text>
        </Card>
      ))}
    </div>
  );
}

function Transactions({ items }: { items: Transaction[] }) {
  if (items.length === 0) return <Text c="dimmed">None is like that: choose another account, or every one.</Text>;
  return (
    <ul className="ple-list-plain">
      {items.map((transaction) => (
        <li key={transaction.transactionId} className="ple-inset">
          <OneTransaction transaction={transaction} />
        </li>
      ))}
    </ul>
  );
}

function OneTransaction({ transaction }: { transaction: Transaction }) {
  const { currency, seq, kind, moves, effective, entries, postings, hash, reverses, businessKey, temporalUrl } =
    transaction;
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <strong>
          {words(kind)}, no. {seq} in {currency}
        </strong>
        <span className="ple-row-line">
          <span>{dayText(effective.ms)}</span>
          <Hash value={hash} />
          <TemporalLink href={temporalUrl} />
        </span>
      </Group>
      <LedgerTable
        name={`Accounts moved by no. ${seq} in ${currency}`}
        columns={['Account', 'Moved', 'Stands at then']}
        rows={moves.map(({ account, amount, after }) => [ACCOUNTS[account], moneyText(amount), moneyText(after)])}
      />
      <Disclosed summary={counted(entries, 'posting')}>
        {() => (
          <Stack gap="xs" mt="xs">
            <LedgerTable
              name={`Postings of no. ${seq} in ${currency}`}
              columns={['Account', 'Amount', 'Rule', 'Sale']}
              rows={postings.map(({ account, amount, rule, saleId }) => [
                ACCOUNTS[account],
                moneyText(amount),
                rule ?? '–',
                saleId ?? '–',
              ])}
            />
            {entries > postings.length && (
              <Text size="sm" c="dimmed">
                The first {postings.length} are shown.
              </Text>
            )}
            <Facts items={[['Posted once, as', businessKey], reverses !== null && ['Undoes', reverses]]} />
          </Stack>
        )}
      </Disclosed>
    </Stack>
  );
}

function LedgerTable({ name, columns, rows }: { name: string; columns: string[]; rows: string[][] }) {
  return (
    <div className="ple-scroll ple-flat" role="region" aria-label={name} tabIndex={0}>
      <Table className="ple-table ple-narrow-table">
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column} scope="col">
                {column}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(([first, ...rest], index) => (
            <Table.Tr key={index}>
              <Table.Th scope="row">{first}</Table.Th>
              {rest.map((value, column) => (
                <Table.Td key={column} className={column < 2 ? 'ple-number' : undefined}>
                  {value}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
