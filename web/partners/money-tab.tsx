import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Got } from '../api/client';
import { Disclosed } from '../kit/disclosed';
import { Hash, moneyText } from '../kit/facts';
import { EmptyState, Read } from '../kit/notices';
import { Card } from '../kit/page';
import { Status, toneOf } from '../kit/status';
import { dayText } from '../kit/times';
import { counted, words } from '../kit/words';
import { OfPerson } from '../payees/of-person';
import { holds, useConsole, useMe } from '../shell/context';
import { Link } from '../shell/router';
import { ownPlaces, statementPlaces } from '../statements/places';
import { EarnedBySale } from './earned-by-sale';
import { EarningTrace } from './earning-trace';
import { ProofButton } from './proof-button';

const PAGE = 50;

interface Whose {
  partnerId: string;
  /** Whether one of us looks: the ledger and proofs are ours to open. */
  isOurs?: boolean;
}

/** What the partner has sold, what each sale earned and why, and what is due. */
export function MoneyTab({ partnerId, isOurs = false }: Whose) {
  return (
    <Stack gap="md">
      <Payouts partnerId={partnerId} isOurs={isOurs} />
      <Earnings partnerId={partnerId} isOurs={isOurs} />
      <Sales partnerId={partnerId} isOurs={isOurs} />
    </Stack>
  );
}

function Payouts({ partnerId, isOurs }: Whose) {
  const { api } = useConsole();
  const payouts = useQuery({
    queryKey: ['payouts', partnerId],
    queryFn: ({ signal }) => api.get('/v1/partners/{id}/payouts', { path: { id: partnerId }, signal }),
  });
  return (
    <Card title="Statements and payouts">
      <Read query={payouts} what="the payouts">
        {({ items }) =>
          items.length === 0 ? (
            <Text c="dimmed">None yet: the first one is calculated at the close of the first period with sales.</Text>
          ) : (
            <ul className="ple-list-plain">
              {items.map(({ payoutId, person, people, period, amount, state, earnings, calculated, contentHash }) => (
                <li key={payoutId} className="ple-inset">
                  <Group justify="space-between">
                    <strong>
                      {period}: {moneyText(amount)}
                      <OfPerson person={person} />
                    </strong>
                    <Status tone={toneOf(state)}>{words(state)}</Status>
                  </Group>
                  <Text size="sm" c="dimmed">
                    {earnings} earnings, calculated {dayText(calculated.ms)}. Content <Hash value={contentHash} />
                  </Text>
                  {people > 0 && (
                    <Text size="sm">
                      {counted(people, 'person', 'people')} of the partner {people === 1 ? 'is' : 'are'} paid with it.
                    </Text>
                  )}
                  {isOurs && Number(amount.amount) !== 0 && <ProofButton partnerId={partnerId} payoutId={payoutId} />}
                </li>
              ))}
            </ul>
          )
        }
      </Read>
    </Card>
  );
}

function Earnings({ partnerId, isOurs }: Whose) {
  const { api } = useConsole();
  const earnings = useInfiniteQuery({
    queryKey: ['earnings', partnerId],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/partners/{id}/earnings', {
        path: { id: partnerId },
        query: { limit: PAGE, cursor: pageParam },
        signal,
      }),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  return (
    <Card title="Earnings">
      <Read query={earnings} what="the earnings">
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0)
            return <Text c="dimmed">None yet: sales are priced at the close of their period.</Text>;
          return (
            <Stack gap="sm">
              <span className="ple-row-line">
                {pages[0]!.totals.map(({ period, amount }) => (
                  <strong key={period + amount.currency}>
                    {period}: {moneyText(amount)}
                  </strong>
                ))}
              </span>
              <EarningTable
                items={items}
                ledgerAt={isOurs ? (id) => `/partners/${partnerId}?tab=ledger&earning=${id}` : undefined}
                trailAt={(earning) => placesOf({ partnerId, isOurs })({ earning })}
              />
              {earnings.hasNextPage && (
                <Button
                  variant="default"
                  onClick={() => void earnings.fetchNextPage()}
                  loading={earnings.isFetchingNextPage}
                >
                  Show more
                </Button>
              )}
            </Stack>
          );
        }}
      </Read>
    </Card>
  );
}

const placesOf = ({ partnerId, isOurs }: Whose) => (isOurs ? statementPlaces(partnerId) : ownPlaces);

function EarningTable({
  items,
  ledgerAt,
  trailAt,
}: {
  items: Got<'/v1/partners/{id}/earnings'>['items'];
  ledgerAt: ((earningId: string) => string) | undefined;
  trailAt: (earningId: string) => string;
}) {
  return (
    <div className="ple-scroll" role="region" aria-label="Earnings" tabIndex={0}>
      <Table className="ple-table">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Sale</Table.Th>
            <Table.Th scope="col">Date</Table.Th>
            <Table.Th scope="col">Earned</Table.Th>
            <Table.Th scope="col">Why</Table.Th>
            <Table.Th scope="col">State</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((earning) => (
            <Table.Tr key={earning.earningId}>
              <Table.Th scope="row">{earning.saleId}</Table.Th>
              <Table.Td>{earning.occurredOn}</Table.Td>
              <Table.Td className="ple-number">{moneyText(earning.amount)}</Table.Td>
              <Table.Td>
                {earning.explanation}
                <Disclosed summary="Band by band">
                  {() => <EarningTrace earning={earning} ledgerAt={ledgerAt?.(earning.earningId)} />}
                </Disclosed>
                <Link to={trailAt(earning.earningId)}>Where the money went</Link>
              </Table.Td>
              <Table.Td>
                <Status tone={toneOf(earning.state)}>{words(earning.state)}</Status>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Sales({ partnerId, isOurs }: Whose) {
  const { api } = useConsole();
  const me = useMe();
  const mayCorrect = isOurs === true && holds(me, ['FIN']);
  const sales = useQuery({
    queryKey: ['sales', partnerId],
    queryFn: ({ signal }) => api.get('/v1/sales', { query: { partner: partnerId, limit: PAGE }, signal }),
  });
  return (
    <Card title="Sales">
      <Read query={sales} what="the sales">
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            <EmptyState icon="overview" title="No sale yet">
              {me.partnerId === null ? (
                <>
                  Sales come from your order system, by <code>POST /v1/sales</code> or as a file.
                </>
              ) : (
                'What is sold through you is listed here as soon as we have booked it.'
              )}
            </EmptyState>
          ) : (
            <>
              <div className="ple-scroll" role="region" aria-label="Sales" tabIndex={0}>
                <Table className="ple-table">
                  <Table.Thead>
                    <Table.Tr>
                      {['Sale', 'Date', 'Amount', 'Product', 'State'].map((name) => (
                        <Table.Th key={name} scope="col">
                          {name}
                        </Table.Th>
                      ))}
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {items.map(({ source, saleId, occurredOn, amount, product, state, kind }) => (
                      <Table.Tr key={`${source}/${saleId}`}>
                        <Table.Th scope="row">
                          {saleId}
                          {kind === 'refund' ? ' (refund)' : ''}
                          <Disclosed summary="What it earned">
                            {() => <EarnedBySale {...{ partnerId, isOurs, saleId }} />}
                          </Disclosed>
                          {mayCorrect && kind !== 'correction' && (
                            <Link to={`/corrections/new?${new URLSearchParams({ id: saleId, source })}`}>
                              Correct it
                            </Link>
                          )}
                        </Table.Th>
                        <Table.Td>{occurredOn}</Table.Td>
                        <Table.Td className="ple-number">{moneyText(amount)}</Table.Td>
                        <Table.Td>{product ?? '–'}</Table.Td>
                        <Table.Td>
                          <Status tone={toneOf(state)}>{words(state)}</Status>
                        </Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </div>
              {nextCursor && (
                <Text size="sm" c="dimmed" mt="xs">
                  The latest {PAGE} are shown.
                </Text>
              )}
            </>
          )
        }
      </Read>
    </Card>
  );
}
